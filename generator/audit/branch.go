package audit

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/money"
	"dangce/config/sheet"
	"dangce/generator/dues"
	"dangce/generator/plan"
)

// Number is a count that may not have been given.
type Number struct {
	N     int
	Given bool
}

// Activity is a planned activity and what became of it.
type Activity struct {
	*plan.Entry
	Due  bool      // planned for a day up to the day of the summary
	Held date.Date // zero: not held, or not reported

	Members                         int // on the roster by then, of those whom it is for
	Expected, Present, Leave        Number
	LeadersExpected, LeadersPresent Number
	Voted                           string // what was voted on, "" where that is not said
	Agreed                          Number // votes in favour
	Fixed                           Number // of the five fixed actions
	Signed                          string // 是, 否 or ""
	Optional, ChangeNo              string
	Page                            Number

	Unread   bool // whether it was held could not be read
	Unjudged bool // of a theme day: whether it was on time and proper could not be read

	OnTime bool // held on its day, or on the one approved
	Proper bool // of a theme day: all fixed actions done, all signed in

	row *lifeRow
}

// Happened reports whether the activity was held, as far as reported.
func (a *Activity) Happened() bool { return !a.Held.IsZero() }

// good reports whether a theme day that was due was held on its day and in
// full. One held ahead of time makes up for none that was missed.
func (a *Activity) good() bool { return a.Due && a.OnTime && a.Proper }

// DuesMonth is what a branch owed and collected in a month.
type DuesMonth struct {
	Due                   money.Fen
	Paid, Remitted        money.Fen
	Met                   money.Fen // of Due: collected for it, in this month or another
	PaidGiven             bool
	Owing                 Number
	Collected, RemittedOn date.Date
	Past                  bool // up to the day of the summary
	Unread                bool // what was collected could not be read
	row                   *duesRow
}

// Branch is a branch's year as reported.
type Branch struct {
	*config.Branch
	Plan       *plan.Plan
	Files      []string // registers that count
	Reported   bool     // something is filled in for it
	Unread     bool     // its register came and could not be read
	Activities []Activity
	Dues       [13]DuesMonth // by month; index 0 unused
	Ten        [11]Ratio     // M01–M10, members' deeds done and asked for; index 0 unused
	Review     ReviewOf
	Matters    []Matter
	Totals     Totals
	flaws      []Hint // of its matters
}

// Ratio is a share before it is divided: sums come first.
type Ratio struct{ Num, Den int }

// Add adds the parts.
func (r *Ratio) Add(o Ratio) { r.Num += o.Num; r.Den += o.Den }

// Reaches reports whether the share is at least percent; never for nothing.
func (r Ratio) Reaches(percent int) bool { return r.Den > 0 && 100*r.Num >= percent*r.Den }

// compare orders shares, nothing to divide by last.
func (r Ratio) compare(o Ratio) int {
	switch {
	case r.Den == 0 && o.Den == 0:
		return 0
	case r.Den == 0:
		return -1
	case o.Den == 0:
		return 1
	}
	return r.Num*o.Den - o.Num*r.Den
}

// Totals are the sums that a branch, a committee or the county is shown by.
type Totals struct {
	Branches, Members, Full, Probation, Groups int
	Reported, Unread                           int // branches

	Meetings map[plan.Kind]Ratio // held of those due

	Leaders    Ratio // 领导带头参与率: present of those expected, at theme days
	Counted    Ratio // 开展次数达标率 of a branch: theme days on time and proper, of those due
	Reached    Ratio // the same of many: branches that reach all of theirs, of those that have any due
	Attendance Ratio // 党员活动出勤率: present of those expected, at theme days
	Leave      int   // approved leave at theme days

	DuesDue, DuesPaid money.Fen
	DuesMet           money.Fen // of what was due: collected for it

	Handbook Ratio // records there, of those asked for, as reviewed
	Good     Ratio // records in order, of those there

	Problems, Closed, Overdue int
	Appraised                 Ratio // branches that held the appraisal, of those due
}

func (t *Totals) add(o *Totals) {
	t.Branches += o.Branches
	t.Members += o.Members
	t.Full += o.Full
	t.Probation += o.Probation
	t.Groups += o.Groups
	t.Reported += o.Reported
	t.Unread += o.Unread
	for k, r := range o.Meetings {
		m := t.Meetings[k]
		m.Add(r)
		t.meeting(k, m)
	}
	t.Leaders.Add(o.Leaders)
	t.Counted.Add(o.Counted)
	t.Reached.Add(o.Reached)
	t.Attendance.Add(o.Attendance)
	t.Leave += o.Leave
	t.DuesDue += o.DuesDue
	t.DuesPaid += o.DuesPaid
	t.DuesMet += o.DuesMet
	t.Handbook.Add(o.Handbook)
	t.Good.Add(o.Good)
	t.Problems += o.Problems
	t.Closed += o.Closed
	t.Overdue += o.Overdue
	t.Appraised.Add(o.Appraised)
}

// Dues is the share of what was due that was collected for it.
func (t *Totals) Dues() Ratio { return Ratio{int(t.DuesMet), int(t.DuesDue)} }

// DuesOver is what was collected beyond all that was due: for earlier years,
// ahead of time, or of people's own will.
func (t *Totals) DuesOver() money.Fen { return t.DuesPaid - t.DuesMet }

func (t *Totals) meeting(k plan.Kind, r Ratio) {
	if t.Meetings == nil {
		t.Meetings = make(map[plan.Kind]Ratio)
	}
	t.Meetings[k] = r
}

// branch compares what a branch reported with its plan.
func (a *auditor) branch(b *config.Branch) *Branch {
	out := &Branch{Branch: b, Plan: plan.ForBranch(a.calendar, b), Files: a.came[b.Code]}
	out.Activities = make([]Activity, 0, len(out.Plan.Entries))
	for i := range out.Plan.Entries {
		e := &out.Plan.Entries[i]
		if e.Role == plan.Reminder {
			continue
		}
		act := Activity{Entry: e}
		if r := lifeTable.find(a.rows, b.Code, strings.ToUpper(e.ID)); r != nil {
			act.fill(r)
			a.possible(b, &act)
			out.Reported = true
		}
		act.Members = Roster(b, e)
		act.Due = a.dueNow(b, &act)
		a.judge(b, &act)
		out.Activities = append(out.Activities, act)
	}
	a.duesOf(out)
	a.tenOf(out)
	a.mattersOf(out)
	a.unreadable(out)
	out.meetDues()
	a.reviewOf(out)
	out.total(a.asOf)
	return out
}

// due reports whether an activity is planned for a day that has come.
func (a *auditor) due(e *plan.Entry) bool { return !e.Date.After(a.asOf) }

// dueNow reports whether a branch should have held an activity by now. What
// the committee let it move has its new day.
func (a *auditor) dueNow(b *config.Branch, act *Activity) bool {
	return a.due(act.Entry) && b.OpenOn(act.Date) && (act.Happened() || !a.movedTo(b, act).After(a.asOf))
}

func (act *Activity) fill(r *lifeRow) {
	act.row = r
	act.Held = r.Held.date()
	act.Expected, act.Present, act.Leave = r.Expected.number(), r.Present.number(), r.Leave.number()
	act.LeadersExpected, act.LeadersPresent = r.LeadersExpected.number(), r.LeadersPresent.number()
	act.Voted, act.Agreed = r.Voted.text, r.Agreed.number()
	act.Fixed, act.Page = r.Fixed.number(), r.Page.number()
	act.Signed, act.Optional, act.ChangeNo = r.Signed.text, r.Optional.text, r.ChangeNo.text
}

// judge reports whether a theme day was on time and proper.
func (a *auditor) judge(b *config.Branch, act *Activity) {
	if !act.Happened() {
		return
	}
	if act.Kind != plan.ThemeDay {
		act.OnTime = act.Held == act.Date
		return
	}
	act.Proper = act.Fixed.Given && act.Fixed.N >= fixedActions && act.Signed == yes
	act.OnTime = act.Held == act.Date || act.Theme != nil && act.Held == act.Theme.Fixed || a.approved(b, act)
}

// fixedActions are the five of “1+5+X”.
const fixedActions = 5

// approved reports whether the committee agreed to the day on which a theme
// day was held. Where the committee has returned no register, the number of
// its approval stands for it, and a hint says that nobody could check.
func (a *auditor) approved(b *config.Branch, act *Activity) bool {
	if r := deferralTable.find(a.rows, b.Code, monthKey(int(act.Month))); r != nil {
		return r.Decision.text == agreed && r.To.date() == act.Held
	}
	return act.ChangeNo != "" && !a.heard[b.Committee.Code]
}

func parseISO(s string) (date.Date, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return date.Date{}, false
	}
	return date.Of(t), true
}

// duesOf takes what was due from the rosters and what was paid from the
// register.
func (a *auditor) duesOf(b *Branch) {
	assessed := dues.Sum(dues.AssessAll(a.county.Dues, b.Everyone(), a.county.Year))
	for m := time.January; m <= time.December; m++ {
		d := &b.Dues[m]
		d.Due = assessed.Months[m]
		d.Past = !date.New(a.county.Year, m, date.DaysIn(a.county.Year, m)).After(a.asOf)
		r := duesTable.find(a.rows, b.Code, monthKey(int(m)))
		if r == nil {
			continue
		}
		b.Reported = true
		d.row = r
		d.Paid, d.PaidGiven, d.Remitted = r.Paid.fen(), r.Paid.set, r.Remitted.fen()
		d.Owing = r.Owing.number()
		d.Collected, d.RemittedOn = r.Collected.date(), r.RemittedOn.date()
	}
}

// counts reports whether a month enters the rate of dues.
func (d *DuesMonth) counts() bool { return d.Past && !d.Unread }

// meetDues sets what was collected against what was due. Money pays the dues
// of its own month first; what is left pays what is still owed from earlier
// months, then months that follow, as where dues are paid by the quarter. What
// is left after that was not due this year and enters no rate, so that one
// branch's advance hides no other's arrears.
func (b *Branch) meetDues() {
	var left [13]money.Fen
	for m := range b.Dues {
		if d := &b.Dues[m]; d.counts() {
			d.Met = min(d.Paid, d.Due)
			left[m] = d.Paid - d.Met
		}
	}
	for from := range left {
		for to := range b.Dues {
			if d := &b.Dues[to]; d.counts() {
				n := min(left[from], d.Due-d.Met)
				d.Met += n
				left[from] -= n
			}
		}
	}
}

// tenOf counts the deeds of members: a yearly one is done or not, a monthly
// one as often as the months gone by, and no one makes up for another.
func (a *auditor) tenOf(b *Branch) {
	for i := range a.norms {
		n := &a.norms[i]
		no := i + 1
		deed := normNumber(n.ID) - 1
		for _, m := range b.MembersOn(a.asOf) {
			each := n.Times
			if each == 12 {
				each = a.monthsOf(m)
			}
			b.Ten[no].Den += each
			r := tenTable.find(a.rows, b.Code, sheet.Name(m.Label))
			if r == nil {
				continue
			}
			b.Reported = true
			if deed < 0 || deed >= len(r.Deeds) {
				continue
			}
			switch c := &r.Deeds[deed]; {
			case c.text != "":
				b.Ten[no].Num++
			case c.set:
				b.Ten[no].Num += min(int(c.n), each)
			}
		}
	}
}

// monthsOf counts the months gone by in which a member was there.
func (a *auditor) monthsOf(m *config.Member) int {
	if m.Came.Year != a.county.Year {
		return a.months()
	}
	return max(a.months()-int(m.Came.Month)+1, 0)
}

// normNumber is the number of a norm: 5 of M05.
func normNumber(id string) int {
	n, _ := strconv.Atoi(id[1:])
	return n
}

// total sums up what the branch reported by a day.
func (b *Branch) total(day date.Date) {
	t := &b.Totals
	members := b.MembersOn(day)
	t.Branches, t.Members, t.Groups = 1, len(members), len(b.Groups)
	for _, m := range members {
		if m.FullOn(day) {
			t.Full++
		} else {
			t.Probation++
		}
	}
	t.Reported, t.Unread = one(b.Reported), one(b.Unread)
	for i := range b.Activities {
		b.count(&b.Activities[i])
	}
	if all := t.Counted.Num == t.Counted.Den; t.Counted.Den > 0 && !(all && b.unjudged()) {
		t.Reached = Ratio{one(all), 1}
	}
	for m := range b.Dues {
		d := &b.Dues[m]
		if d.counts() {
			t.DuesDue += d.Due
			t.DuesPaid += d.Paid
			t.DuesMet += d.Met
		}
	}
	t.Handbook, t.Good = b.Review.Handbook, b.Review.Good
}

// unjudged reports whether a theme day that was due could not be read: whether
// the branch reaches all of them is not known then.
func (b *Branch) unjudged() bool {
	return slices.ContainsFunc(b.Activities, func(a Activity) bool { return a.Kind == plan.ThemeDay && a.Due && a.Unjudged })
}

func (b *Branch) count(a *Activity) {
	t := &b.Totals
	m := t.Meetings[a.Kind]
	if a.Due && !a.Unread {
		m.Den++
	}
	if a.Happened() {
		m.Num++
	}
	t.meeting(a.Kind, m)
	if a.Kind == plan.Appraisal && a.Due && !a.Unread {
		t.Appraised.Den++
		if a.Happened() {
			t.Appraised.Num++
		}
	}
	if a.Kind != plan.ThemeDay {
		return
	}
	if a.Due && !a.Unjudged {
		t.Counted.Den++
		t.Counted.Num += one(a.good())
	}
	if !a.Happened() {
		return
	}
	if a.Expected.Given && a.Present.Given {
		t.Attendance.Add(Ratio{a.Present.N, a.Expected.N})
		t.Leave += a.Leave.N
	}
	if a.LeadersExpected.Given && a.LeadersPresent.Given {
		t.Leaders.Add(Ratio{a.LeadersPresent.N, a.LeadersExpected.N})
	}
}
