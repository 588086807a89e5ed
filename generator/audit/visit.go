package audit

import (
	"fmt"
	"strings"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/generator/plan"
)

// Inspection is what an unannounced visit counted, and what the register of
// the branch says of the same day.
type Inspection struct {
	Branch            string
	Month             int
	On                date.Date
	Team              string
	Expected, Present Number

	Activity                  string // held that day by the register; "" for none
	SaidExpected, SaidPresent Number
}

// inspections sets the head-counts of visits beside the registers. Where they
// differ, it is a finding: people find out which is right.
func (a *auditor) inspections(branches []*Branch) []Inspection {
	by := map[string]*Branch{}
	for _, b := range branches {
		by[b.Code] = b
	}
	var out []Inspection
	for _, r := range sampleTable.of(a.rows) {
		b := by[r.Branch.text]
		if b == nil || !r.On.set || !r.Present.set && !r.Expected.set {
			continue
		}
		v := Inspection{Branch: b.Code, Month: int(r.Month.n), On: r.On.date(), Team: r.Team.text, Expected: r.Expected.number(), Present: r.Present.number()}
		act := b.on(v.On, v.Present)
		if act != nil {
			v.Activity, v.SaidExpected, v.SaidPresent = act.Name, act.Expected, act.Present
		}
		a.compare(b, r, &v, act)
		out = append(out, v)
	}
	return out
}

// on returns the activity that a branch held on a day: the one at which as
// many were present, else the theme day, else any; nil for none.
func (b *Branch) on(day date.Date, present Number) *Activity {
	var best *Activity
	for i := range b.Activities {
		act := &b.Activities[i]
		switch {
		case act.Held != day || act.Kind == plan.GroupMeeting:
		case act.Present == present:
			return act
		case best == nil || act.Kind == plan.ThemeDay:
			best = act
		}
	}
	return best
}

// compare reports where a visit and the register differ.
func (a *auditor) compare(b *Branch, r *sampleRow, v *Inspection, act *Activity) {
	report := func(message string, also ...diag.Place) {
		a.faults = append(a.faults, diag.Finding{Place: r.place(r.Present.at()), Severity: diag.Warning, Code: "visit-differs", Message: message, Also: also,
			Hint: "对照签到表和督查记录核实；登记表错了的由支部改正，核实情况写进整改台账", Branch: b.Code, Owner: b.Committee.Code})
	}
	switch {
	case act == nil && b.Reported && !b.Unread:
		report(fmt.Sprintf("%s %s 督查到会 %s 人，登记表这天没有活动", b.Short, v.On, v.Present))
	case act == nil || !v.Present.Given || !act.Present.Given:
	case act.Present.N != v.Present.N:
		report(fmt.Sprintf("%s %s %s：督查实到 %d，登记表实到 %d", b.Short, v.On, act.Name, v.Present.N, act.Present.N), act.row.place(act.row.Present.at()))
	case v.Expected.Given && act.Expected.Given && act.Expected.N != v.Expected.N:
		report(fmt.Sprintf("%s %s %s：督查应到 %d，登记表应到 %d", b.Short, v.On, act.Name, v.Expected.N, act.Expected.N), act.row.place(act.row.Expected.at()))
	}
}

// String writes a count, a dash where none was given.
func (n Number) String() string {
	if !n.Given {
		return "—"
	}
	return fmt.Sprint(n.N)
}

type inspectionLine struct {
	Code         string    `col:"code"`
	Committee    string    `col:"committee"`
	Branch       string    `col:"branch"`
	Month        int       `col:"month"`
	On           date.Date `col:"on"`
	Team         string    `col:"team"`
	Expected     Number    `col:"expected"`
	Present      Number    `col:"present"`
	Activity     string    `col:"activity"`
	SaidExpected Number    `col:"said_expected"`
	SaidPresent  Number    `col:"said_present"`
	Differs      string    `col:"differs"`
}

func (out *Result) inspectionRows(add func(*inspectionLine)) {
	n := newNames(out.county)
	for _, v := range out.Inspections {
		r := inspectionLine{v.Branch, n.committee("", v.Branch), n.branch(v.Branch), v.Month, v.On, v.Team, v.Expected, v.Present, v.Activity, v.SaidExpected, v.SaidPresent, ""}
		if v.Present.Given && v.SaidPresent.Given && v.Present != v.SaidPresent || v.Expected.Given && v.SaidExpected.Given && v.Expected != v.SaidExpected {
			r.Differs = "不一致"
		}
		add(&r)
	}
}

// checkLine is a problem that was closed and waits for somebody to look back.
type checkLine struct {
	ID        string    `col:"id"`
	Committee string    `col:"committee"`
	Branch    string    `col:"branch"`
	Problem   string    `col:"problem"`
	Type      string    `col:"type"`
	Measure   string    `col:"measure"`
	Evidence  string    `col:"evidence"`
	Closed    date.Date `col:"closed"`
	Checked   date.Date `col:"checked"`
}

// checkRows lists what the next 回头看 should look at: problems closed and
// not yet looked at since.
func (out *Result) checkRows(add func(*checkLine)) {
	n := newNames(out.county)
	for i := range out.Problems {
		p := &out.Problems[i]
		if !p.Done() || p.Outcome == Confirmed && (p.CheckedOn.IsZero() || !p.ClosedOn.After(p.CheckedOn)) {
			continue
		}
		add(&checkLine{p.ID, n.committee(p.Committee, p.Branch), n.branch(p.Branch), strings.TrimSpace(p.Text), p.Type, p.Measure, p.Evidence, p.ClosedOn, p.CheckedOn})
	}
}
