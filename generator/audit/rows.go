package audit

import (
	"fmt"
	"slices"

	"dangce/config/date"
	"dangce/generator/doc"
	"dangce/generator/plan"
)

// Rows are the rows of a table of the summary: the ids of the columns that
// are given, in their order, and the values. The table's other columns have
// formulas or are left to people.
type Rows struct {
	Columns []string
	Values  [][]doc.Value
	Foot    []doc.Value // of the row of totals, where no formula says it; nil for none
}

func (r *Rows) add(values ...doc.Value) { r.Values = append(r.Values, values) }

func text(s string) doc.Value { return doc.TextValue(s) }
func num(n int) doc.Value     { return doc.IntValue(n) }

func given(n Number) doc.Value {
	if !n.Given {
		return doc.Value{}
	}
	return doc.IntValue(n.N)
}

func iso(d date.Date) doc.Value { return doc.DateValue(d.String()) }

func one(b bool) doc.Value {
	if b {
		return doc.IntValue(1)
	}
	return doc.IntValue(0)
}

// yesNo is 是 or 否, “—” where nothing was due.
func yesNo(due, ok bool) doc.Value {
	switch {
	case !due:
		return doc.TextValue(doc.Dash)
	case ok:
		return doc.TextValue("是")
	}
	return doc.TextValue("否")
}

// tables make the rows of the tables of the summary, the ledger and the
// register of accountability, by their names in templates.
var tables = map[string]func(*Result) Rows{
	"summary-branches":   (*Result).branchRows,
	"summary-committees": (*Result).committeeRows,
	"summary-county":     (*Result).countyRows,
	"summary-activities": (*Result).activityRows,
	"summary-theme":      (*Result).themeRows,
	"summary-dues":       (*Result).duesRows,
	"summary-progress":   (*Result).progressRows,
	"summary-norms":      (*Result).normRows,
	"summary-quality":    (*Result).qualityRows,
	"summary-hints":      (*Result).hintRows,
	"summary-cases":      (*Result).caseRows,
	tableLedger:          (*Result).ledgerRows,
	tableBlame:           (*Result).blameRows,
}

// Rows returns the rows of a table, by its name in templates; false for one
// that a collection does not fill. They are made anew at each call: those of
// a thousand branches are better not kept.
func (out *Result) Rows(table string) (Rows, bool) {
	f, ok := tables[table]
	if !ok {
		return Rows{}, false
	}
	return f(out), true
}

// meetings are the kinds of meetings with columns of their own, and the
// beginnings of their columns.
var meetings = []struct {
	kind   plan.Kind
	column string
}{
	{plan.CommitteeMeeting, "cm"}, {plan.GeneralMeeting, "gm"}, {plan.GroupMeeting, "pg"},
	{plan.Lesson, "ls"}, {plan.ThemeDay, "td"}, {plan.OrgLifeMeeting, "ol"},
}

func (out *Result) branchRows() Rows {
	r := Rows{Columns: []string{"code", "committee", "branch", "kind", "secretary", "full", "probation", "groups", "state",
		"appraisal", "records", "records_should", "problems", "closed", "overdue", "has", "reached"}}
	for _, m := range meetings {
		r.Columns = append(r.Columns, m.column+"_due", m.column+"_held", m.column+"_ok")
	}
	states := map[string]string{}
	for _, m := range out.Missing {
		if m.Branch != "" {
			states[m.Branch] = m.State
		}
	}
	for _, b := range out.Branches {
		t := &b.Totals
		state := states[b.Code]
		if state == "" {
			state = string(Accepted)
		}
		row := []doc.Value{text(b.Code), text(b.Committee.Short), text(b.Short), text(out.KindNames[string(b.Kind)]), text(secretary(b.Branch)),
			num(t.Full), num(t.Probation), num(t.Groups), text(state),
			yesNo(t.Appraised.Den > 0, t.Appraised.Num > 0), num(t.Handbook.Num), num(t.Handbook.Den), num(t.Problems), num(t.Closed), num(t.Overdue),
			num(t.Reached.Den), num(t.Reached.Num)}
		for _, m := range meetings {
			n := t.Meetings[m.kind]
			row = append(row, num(n.Den), num(n.Num), yesNo(n.Den > 0, n.Num >= n.Den))
		}
		r.add(row...)
	}
	return r
}

func (out *Result) committeeRows() Rows {
	r := Rows{Columns: []string{"code", "name", "reported", "signed", "sign_due", "below"}}
	for _, c := range out.withBranches() {
		r.add(text(c.Code), text(c.Short), num(c.Totals.Reported), num(c.SignOffs.Num), num(c.SignOffs.Den), text(below(c)))
	}
	return r
}

// withBranches are the committees that have branches, by their codes.
func (out *Result) withBranches() []*Committee {
	var list []*Committee
	for _, c := range out.Committees {
		if len(c.Branches) > 0 {
			list = append(list, c)
		}
	}
	return list
}

const belowNamed = 12

// below names the branches that do not reach all of their theme days.
func below(c *Committee) string {
	names, n := "", 0
	for _, b := range c.Branches {
		if b.Totals.Reached.Den == 0 || b.Totals.Reached.Num > 0 {
			continue
		}
		if n++; n > belowNamed {
			continue
		}
		if names != "" {
			names += "、"
		}
		names += b.Short
	}
	if n > belowNamed {
		names += fmt.Sprintf("等 %d 个", n)
	}
	return names
}

func (out *Result) countyRows() Rows {
	r := Rows{Columns: []string{"rank", "code", "name", "last_reached", "last_rate", "last_leaders", "diff_reached", "diff_rate", "diff_leaders"}}
	last := func(code string, t *Totals) []doc.Value {
		was, ok := out.LastYear[code]
		if !ok {
			return slices.Repeat([]doc.Value{text(doc.Dash)}, 6)
		}
		return []doc.Value{share(was.Reached), share(was.Attendance), share(was.Leaders),
			points(t.Reached, was.Reached), points(t.Attendance, was.Attendance), points(t.Leaders, was.Leaders)}
	}
	for i, c := range out.Ranked() {
		r.add(append([]doc.Value{num(i + 1), text(c.Code), text(c.Short)}, last(c.Code, &c.Totals)...)...)
	}
	r.Foot = append(make([]doc.Value, 3), last("", &out.Totals)...)
	return r
}

// parts returns the share in parts of that many, half up; false for nothing
// to divide by.
func (r Ratio) parts(of int64) (int64, bool) {
	if r.Den <= 0 {
		return 0, false
	}
	return (2*of*int64(r.Num) + int64(r.Den)) / (2 * int64(r.Den)), true
}

func share(r Ratio) doc.Value {
	n, ok := r.parts(100_000)
	if !ok {
		return doc.TextValue(doc.Dash)
	}
	return doc.Value{Kind: doc.KindPercent, Set: true, N: n}
}

// String returns 93.3%, or “—”.
func (r Ratio) String() string {
	tenths, ok := r.parts(1000)
	if !ok {
		return doc.Dash
	}
	return fmt.Sprintf("%d.%d%%", tenths/10, tenths%10)
}

// points is the difference of two shares as they are shown, in percentage
// points.
func points(now, was Ratio) doc.Value {
	a, ok := now.parts(1000)
	b, had := was.parts(1000)
	if !ok || !had {
		return doc.TextValue(doc.Dash)
	}
	sign, d := "+", a-b
	if d < 0 {
		sign, d = "−", -d
	}
	return doc.TextValue(fmt.Sprintf("%s%d.%d", sign, d/10, d%10))
}

func (out *Result) activityRows() Rows {
	r := Rows{Columns: []string{"code", "committee", "branch", "month", "kind", "id", "planned", "held", "days", "state", "expected", "present", "leave"}}
	for _, b := range out.Branches {
		code, committee, short := text(b.Code), text(b.Committee.Short), text(b.Short)
		for i := range b.Activities {
			a := &b.Activities[i]
			days := doc.Value{}
			if a.Happened() {
				days = num(a.Held.DaysSince(a.Date))
			}
			r.add(code, committee, short, num(int(a.Month)), text(a.Name), text(a.ID), iso(a.Date), iso(a.Held), days, text(a.state()),
				given(a.Expected), given(a.Present), given(a.Leave))
		}
	}
	return r
}

// state words what became of an activity.
func (a *Activity) state() string {
	switch {
	case !a.Happened() && !a.Due:
		return "未到期"
	case !a.Happened():
		return "未开展"
	case a.OnTime:
		return "按时"
	case a.Kind == plan.ThemeDay:
		return "日期不符"
	}
	return "已开展"
}

func (out *Result) themeRows() Rows {
	r := Rows{Columns: []string{"code", "committee", "branch", "month", "planned", "held", "due", "on_time", "proper", "good",
		"leaders_expected", "leaders_present", "expected", "present", "leave", "fixed", "signed", "optional", "change_no"}}
	for _, b := range out.Branches {
		code, committee, short := text(b.Code), text(b.Committee.Short), text(b.Short)
		room := b.Totals.Counted.Den // no more count than are due
		for i := range b.Activities {
			a := &b.Activities[i]
			if a.Kind != plan.ThemeDay {
				continue
			}
			good := a.OnTime && a.Proper && room > 0
			if good {
				room--
			}
			row := []doc.Value{code, committee, short, num(int(a.Month)), iso(a.Date), iso(a.Held), one(a.Due), one(a.OnTime), one(a.Proper), one(good)}
			if a.Happened() && a.LeadersExpected.Given && a.LeadersPresent.Given {
				row = append(row, given(a.LeadersExpected), given(a.LeadersPresent))
			} else {
				row = append(row, doc.Value{}, doc.Value{})
			}
			if a.Happened() && a.Expected.Given && a.Present.Given {
				row = append(row, given(a.Expected), given(a.Present), given(a.Leave))
			} else {
				row = append(row, doc.Value{}, doc.Value{}, doc.Value{})
			}
			r.add(append(row, given(a.Fixed), text(a.Signed), text(a.Optional), text(a.ChangeNo))...)
		}
	}
	return r
}

func (out *Result) duesRows() Rows {
	r := Rows{Columns: []string{"code", "committee", "branch", "month", "due_fen", "paid", "owing", "collected", "remitted", "remitted_on"}}
	for _, b := range out.Branches {
		code, committee, short := text(b.Code), text(b.Committee.Short), text(b.Short)
		for m := 1; m <= 12; m++ {
			d := &b.Dues[m]
			if !d.Past {
				continue
			}
			paid, remitted := doc.Value{}, doc.Value{}
			if d.PaidGiven {
				paid = doc.MoneyValue(int64(d.Paid))
			}
			if d.Remitted > 0 {
				remitted = doc.MoneyValue(int64(d.Remitted))
			}
			r.add(code, committee, short, num(m), doc.MoneyValue(int64(d.Due)), paid, given(d.Owing), iso(d.Collected), remitted, iso(d.RemittedOn))
		}
	}
	return r
}
