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
	return p.State == ClosedOut && !p.reopened()
}

// reopened reports whether who looked back found the problem not put right,
// and nobody has closed it since.
func (p *Problem) reopened() bool {
	return (p.Outcome == Relapsed || p.Outcome == Untrue) && (p.CheckedOn.IsZero() || !p.ClosedOn.After(p.CheckedOn))
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
	for _, r := range foundTable.of(l.rows) {
		if r.Problem.text != "" {
			p := l.fact(r.ID.text, r.Branch.text, FromReview, &r.Found, &r.Problem)
			p.Type, p.Grade, p.Owner = cmp.Or(r.Type.text, p.Type), cmp.Or(r.Grade.text, p.Grade), cmp.Or(r.Owner.text, p.Owner)
			if page := r.Page.text; page != "" {
				p.Text += "（第" + strings.TrimSuffix(strings.TrimPrefix(page, "第"), "页") + "页）"
			}
		}
	}
	for _, r := range signOffTable.of(l.rows) {
		if t := r.Problems.text; t != "" && !nothingFound[t] {
			id := fmt.Sprintf("%d-SQ-%s-%02d", l.county.Year, r.Branch.text, r.Month.n)
			l.fact(id, r.Branch.text, FromSignOff, &r.Reviewed, &r.Problems)
		}
	}
	for _, r := range sampleTable.of(l.rows) {
		if t := r.Problem.text; t != "" && !nothingFound[t] {
			id := fmt.Sprintf("%d-AF-%02d-%s", l.county.Year, r.Month.n, r.Branch.text)
			p := l.fact(id, r.Branch.text, FromInspection, &r.On, &r.Problem)
			p.Type, p.Grade = cmp.Or(r.Type.text, p.Type), cmp.Or(r.Grade.text, p.Grade)
		}
	}
}

// nothingFound are the ways to say that there was no problem.
var nothingFound = map[string]bool{"无": true, "没有": true, "无问题": true, "没有问题": true, "未发现问题": true, "没发现问题": true, "正常": true, "/": true, "-": true, "—": true}

// fact sets what its source says about a problem.
func (l *ledger) fact(id, branch, source string, found *dayCell, text *textCell) *Problem {
	p := l.by[id]
	if p == nil {
		p = &Problem{ID: id}
		l.by[id] = p
	}
	p.Branch, p.Source, p.Text = branch, source, text.text
	if d := found.date(); !d.IsZero() {
		p.Found, p.Deadline = d, date.Date{} // as its source says now
	}
	return p
}

// enter takes over what a ledger says: all of it from a base, which this run
// replaces, else what people may enter.
func (l *ledger) enter(k *returned, base bool) {
	for _, r := range ledgerTable.in(k) {
		id := cmp.Or(r.ID.text, l.own(r))
		if id == "" {
			continue
		}
		p := l.by[id]
		if p == nil || base {
			if p == nil {
				p = &Problem{ID: id}
				l.by[id] = p
			}
			l.facts(p, r)
		}
		p.Owner, p.Measure, p.Evidence = cmp.Or(r.Owner.text, p.Owner), cmp.Or(r.Measure.text, p.Measure), cmp.Or(r.Evidence.text, p.Evidence)
		p.AcceptedBy, p.State, p.Outcome = cmp.Or(r.By.text, p.AcceptedBy), cmp.Or(r.State.text, p.State), cmp.Or(r.Outcome.text, p.Outcome)
		p.DoneOn, p.ClosedOn, p.CheckedOn = cmp.Or(r.Done.date(), p.DoneOn), cmp.Or(r.Closed.date(), p.ClosedOn), cmp.Or(r.Checked.date(), p.CheckedOn)
	}
}

// facts takes over what a ledger says about a problem whose source is not
// among the files of this run.
func (l *ledger) facts(p *Problem, r *ledgerRow) {
	p.Branch = cmp.Or(r.branch(), p.Branch)
	p.Source, p.Text = cmp.Or(r.Source.text, p.Source, FromBranch), cmp.Or(r.Problem.text, p.Text)
	p.Type, p.Grade = cmp.Or(r.Type.text, p.Type), cmp.Or(r.Grade.text, p.Grade)
	p.Found, p.Deadline = cmp.Or(r.Found.date(), p.Found), cmp.Or(r.Deadline.date(), p.Deadline)
}

func (r *ledgerRow) branch() string { return cmp.Or(r.Code.text, r.Branch.text) }

var ownNumber = regexp.MustCompile(`-ZC-(.+)-(\d+)$`)

// own returns the id of a problem that a branch entered itself: the one it
// got on an earlier run, or the next of the branch.
func (l *ledger) own(r *ledgerRow) string {
	branch, text, found := r.branch(), r.Problem.text, r.Found.date()
	if branch == "" || text == "" {
		return ""
	}
	last := 0
	for _, id := range slices.Sorted(maps.Keys(l.by)) {
		m := ownNumber.FindStringSubmatch(id)
		if m == nil || m[1] != branch {
			continue
		}
		if p := l.by[id]; p.Text == text && p.Found == found {
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
		p.derive(l.today)
		out = append(out, *p)
	}
	return out
}

// derive works out deadline, state and days overdue.
func (p *Problem) derive(today date.Date) {
	if from := p.from(); !from.IsZero() && (p.Deadline.IsZero() || p.Deadline.Before(from)) {
		days := DaysPlain
		if p.Grade == Complex {
			days = DaysComplex
		}
		p.Deadline = from.AddDays(days)
	}
	switch {
	case p.reopened():
		p.State = Open
		if p.DoneOn.After(p.from()) {
			p.State = ToAccept
		}
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
	switch p.State {
	case ClosedOut:
		end = cmp.Or(p.DoneOn, p.ClosedOn, p.Deadline)
	case ToAccept:
		end = cmp.Or(p.DoneOn, today) // acceptance is not theirs to hurry
	}
	p.Overdue = max(end.DaysSince(p.Deadline), 0)
}

// from is the day from which the time for a problem runs: when it was found,
// or found again.
func (p *Problem) from() date.Date {
	if p.reopened() {
		return cmp.Or(p.CheckedOn, p.ClosedOn, p.Found)
	}
	return p.Found
}

func secretary(b *config.Branch) string {
	if m := b.Holder(config.Secretary); m != nil {
		return m.Name
	}
	return ""
}

// Blame is a line of 问责登记表, as people entered it. The program adds nothing
// to it and proposes nothing.
type Blame struct {
	ID  string
	row blameRow
}

// blames joins the lines of all files by their ids, later entries over
// earlier ones.
func (a *auditor) blames() []Blame {
	by := map[string]*Blame{}
	files := slices.Clone(a.kept)
	slices.SortStableFunc(files, func(x, y *returned) int { return newest(y, x) })
	for _, k := range files {
		for _, r := range blameTable.in(k) {
			id := r.ID.text
			if id == "" {
				continue
			}
			if by[id] == nil {
				by[id] = &Blame{ID: id}
			}
			by[id].row.enter(r)
		}
	}
	var out []Blame
	for _, id := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[id])
	}
	return out
}

// enter takes over what people filled in, the county's own columns among it.
func (b *blameRow) enter(r *blameRow) {
	if b.form != r.form {
		b.extra = nil // forms of one name are the same
	}
	b.form = r.form
	for i := range r.form.cols {
		if c := cellAt(r, i); r.form.marked[i] && c != nil && c.set {
			put(b, i, 0, c.value(), false)
		}
	}
}

// Case is a good example that an inspection noted.
type Case struct{ Branch, Committee, Source, On, Text string }

func (a *auditor) cases() []Case {
	var out []Case
	for _, r := range sampleTable.of(a.rows) {
		if t := r.Example.text; t != "" && !nothingFound[t] {
			out = append(out, Case{Branch: r.Branch.text, Source: fmt.Sprintf("%d月督查", r.Month.n), On: r.On.text, Text: t})
		}
	}
	return out
}
