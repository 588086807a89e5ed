package audit

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/doc"
)

// Where problems come from.
const (
	FromReview     = "县调阅"
	FromSignOff    = "月审签"
	FromInspection = "暗访"
	FromBranch     = "自查"
)

// The states of a problem. That its time is over is worked out, not entered.
const (
	Open      = "未整改"
	Working   = "整改中"
	ToAccept  = "待验收"
	ClosedOut = "已销号"
)

// What looking back at a closed problem found.
const (
	Confirmed = "属实"
	Relapsed  = "反弹"
	Untrue    = "不实"
)

// Days to put a problem right, [D].
const (
	DaysPlain   = 15
	DaysComplex = 30
)

// Problem is a line of 整改台账. Its id never changes.
type Problem struct {
	ID, Committee, Branch    string // codes
	Source                   string
	Found                    date.Date
	Text, Type, Grade, Owner string
	Measure, Evidence        string
	Deadline                 date.Date
	DoneOn                   date.Date
	AcceptedBy               string
	State                    string
	ClosedOn, CheckedOn      date.Date
	Outcome                  string // 属实, 反弹, 不实 or ""
	Overdue                  int    // days beyond the deadline, up to today or to the day it was closed
}

// Done reports whether the problem is put right: closed, and nobody who
// looked back found otherwise.
func (p *Problem) Done() bool {
	return p.State == ClosedOut && p.Outcome != Relapsed && p.Outcome != Untrue
}

// ledger is 整改台账 in the making.
type ledger struct {
	*auditor
	by map[string]*Problem
}

// problems puts the ledger together: what earlier ledgers hold, what reviews,
// sign-offs and inspections found, then what people entered about it, the
// file saved last counting most.
func (a *auditor) problems(r *reader, earlier []EarlierLedger) ([]Problem, error) {
	l := &ledger{auditor: a, by: map[string]*Problem{}}
	entered := slices.DeleteFunc(slices.Clone(a.kept), func(k *returned) bool { return k.form.name != Ledger })
	for _, e := range earlier {
		k, err := r.earlier(e)
		if err != nil {
			return nil, err
		}
		if !e.Edited.IsZero() {
			a.faults = append(a.faults, k.faults...)
		}
		switch {
		case k.form.name == Accountability:
			a.kept = append(a.kept, k)
		case e.Edited.IsZero():
			l.enter(k, true)
		default:
			l.enter(k, true)
			entered = append(entered, k)
		}
	}
	l.found()
	slices.SortStableFunc(entered, func(x, y *returned) int { return newest(y, x) })
	for _, k := range entered {
		l.enter(k, false)
	}
	return l.sorted(), nil
}

// found adds what reviews, sign-offs and inspections found.
func (l *ledger) found() {
	for _, r := range l.rows.of(tableFound) {
		if r.text("problem") != "" {
			l.fact(r.text("id"), r.text("branch"), FromReview, r.text("found"), r)
		}
	}
	for _, r := range l.rows.of(tableSignOffs) {
		if t := r.text("problems"); t != "" && !nothingFound[t] {
			id := fmt.Sprintf("%d-SQ-%s-%02d", l.county.Year, r.text("branch"), r.get("month").N)
			l.fact(id, r.text("branch"), FromSignOff, r.text("reviewed"), r)
		}
	}
	for _, r := range l.rows.of(tableSample) {
		if t := r.text("problem"); t != "" && !nothingFound[t] {
			id := fmt.Sprintf("%d-AF-%02d-%s", l.county.Year, r.get("month").N, r.text("branch"))
			l.fact(id, r.text("branch"), FromInspection, r.text("on"), r)
		}
	}
}

// nothingFound are the ways to say that there was no problem.
var nothingFound = map[string]bool{"无": true, "没有": true, "无问题": true, "没有问题": true, "未发现问题": true, "没发现问题": true, "正常": true, "/": true, "-": true, "—": true}

// fact sets what its source says about a problem.
func (l *ledger) fact(id, branch, source, found string, r *record) {
	p := l.by[id]
	if p == nil {
		p = &Problem{ID: id}
		l.by[id] = p
	}
	p.Branch, p.Source = branch, source
	if d, ok := parseISO(found); ok {
		p.Found, p.Deadline = d, date.Date{} // as its source says now
	}
	p.Text = cmp.Or(r.text("problem"), r.text("problems"))
	p.Type, p.Grade = cmp.Or(r.text("type"), p.Type), cmp.Or(r.text("grade"), p.Grade)
	if page := r.get("page").String(); page != "" {
		p.Text += "（第" + strings.TrimSuffix(strings.TrimPrefix(page, "第"), "页") + "页）"
	}
	p.Owner = cmp.Or(r.text("owner"), p.Owner)
}

// enter takes over what a ledger says: all of it from a base, which this run
// replaces, else what people may enter.
func (l *ledger) enter(k *returned, base bool) {
	list := k.records[tableLedger]
	for i := range list {
		r := &list[i]
		id := r.text("id")
		if id == "" {
			if id = l.own(r); id == "" {
				continue
			}
		}
		p := l.by[id]
		if p == nil {
			p = &Problem{ID: id}
			l.by[id] = p
			base := *r
			l.facts(p, &base)
		} else if base {
			l.facts(p, r)
		}
		for _, f := range []struct {
			to   *string
			from string
		}{{&p.Owner, "owner"}, {&p.Measure, "measure"}, {&p.Evidence, "evidence"}, {&p.AcceptedBy, "by"}, {&p.State, "state"}, {&p.Outcome, "outcome"}} {
			*f.to = cmp.Or(r.text(f.from), *f.to)
		}
		for _, f := range []struct {
			to   *date.Date
			from string
		}{{&p.DoneOn, "done"}, {&p.ClosedOn, "closed"}, {&p.CheckedOn, "checked"}} {
			if d, ok := parseISO(r.text(f.from)); ok {
				*f.to = d
			}
		}
	}
}

// facts takes over what a ledger says about a problem whose source is not
// among the files of this run.
func (l *ledger) facts(p *Problem, r *record) {
	p.Branch = cmp.Or(l.branchOf(r), p.Branch)
	p.Source, p.Text = cmp.Or(r.text("source"), p.Source, FromBranch), cmp.Or(r.text("problem"), p.Text)
	p.Type, p.Grade = cmp.Or(r.text("type"), p.Type), cmp.Or(r.text("grade"), p.Grade)
	if d, ok := parseISO(r.text("found")); ok {
		p.Found = d
	}
	if d, ok := parseISO(r.text("deadline")); ok {
		p.Deadline = d
	}
}

func (l *ledger) branchOf(r *record) string {
	if code := r.text("code"); code != "" {
		return code
	}
	return r.text("branch")
}

var ownNumber = regexp.MustCompile(`-ZC-(.+)-(\d+)$`)

// own returns the id of a problem that a branch entered itself: the one it
// got on an earlier run, or the next of the branch.
func (l *ledger) own(r *record) string {
	branch, text, found := l.branchOf(r), r.text("problem"), r.text("found")
	if branch == "" || text == "" {
		return ""
	}
	last := 0
	for _, id := range slices.Sorted(maps.Keys(l.by)) {
		m := ownNumber.FindStringSubmatch(id)
		if m == nil || m[1] != branch {
			continue
		}
		if p := l.by[id]; p.Text == text && p.Found.String() == found {
			return id
		}
		if n, err := strconv.Atoi(m[2]); err == nil {
			last = max(last, n)
		}
	}
	return fmt.Sprintf("%d-ZC-%s-%02d", l.county.Year, branch, last+1)
}

// sorted works out what follows from what was entered.
func (l *ledger) sorted() []Problem {
	branches := map[string]*config.Branch{}
	for _, b := range l.county.Branches() {
		branches[b.Code] = b
	}
	out := make([]Problem, 0, len(l.by))
	for _, id := range slices.Sorted(maps.Keys(l.by)) {
		p := l.by[id]
		if b := branches[p.Branch]; b != nil {
			p.Committee = b.Committee.Code
			p.Owner = cmp.Or(p.Owner, secretary(b))
		}
		p.settle(l.today)
		out = append(out, *p)
	}
	return out
}

// settle works out deadline, state and days overdue.
func (p *Problem) settle(today date.Date) {
	if p.Deadline.IsZero() && !p.Found.IsZero() {
		days := DaysPlain
		if p.Grade == "复杂" {
			days = DaysComplex
		}
		p.Deadline = p.Found.AddDays(days)
	}
	switch {
	case !p.ClosedOn.IsZero() && (p.State == "" || p.State == Open || p.State == Working || p.State == ToAccept):
		p.State = ClosedOut
	case p.State == Working || p.State == Open || p.State == "":
		switch {
		case !p.DoneOn.IsZero():
			p.State = ToAccept
		case p.Measure != "":
			p.State = Working
		default:
			p.State = cmp.Or(p.State, Open)
		}
	}
	if p.Deadline.IsZero() {
		return
	}
	end := today
	if p.State == ClosedOut {
		end = cmp.Or(p.ClosedOn, p.DoneOn, p.Deadline)
	}
	p.Overdue = max(end.DaysSince(p.Deadline), 0)
}

func secretary(b *config.Branch) string {
	for _, m := range b.Members {
		if m.Has("书记") {
			return m.Name
		}
	}
	return ""
}

// Blame is a line of 问责登记表, as people entered it. The program adds nothing
// to it and proposes nothing.
type Blame struct {
	ID     string
	Values map[string]doc.Value // by column
}

// blames joins the lines of all files by their ids, later entries over
// earlier ones.
func (a *auditor) blames() []Blame {
	by := map[string]*Blame{}
	files := slices.Clone(a.kept)
	slices.SortStableFunc(files, func(x, y *returned) int { return newest(y, x) })
	for _, k := range files {
		list := k.records[tableBlame]
		for i := range list {
			r := &list[i]
			id := r.text("id")
			if id == "" {
				continue
			}
			b := by[id]
			if b == nil {
				b = &Blame{ID: id, Values: map[string]doc.Value{}}
				by[id] = b
			}
			for c := range r.cols.cols {
				if v := r.values[c]; v.Set && r.cols.marked[c] {
					b.Values[r.cols.cols[c].ID] = v
				}
			}
		}
	}
	var out []Blame
	for _, id := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[id])
	}
	return out
}

// Case is a good example that an inspection noted.
type Case struct{ Branch, Committee, Source, On, Text string }

func (a *auditor) cases() []Case {
	var out []Case
	for _, r := range a.rows.of(tableSample) {
		if t := r.text("example"); t != "" && !nothingFound[t] {
			out = append(out, Case{Branch: r.text("branch"), Source: fmt.Sprintf("%d月督查", r.get("month").N), On: r.text("on"), Text: t})
		}
	}
	return out
}
