package audit

import (
	"cmp"
	"fmt"
	"slices"

	"dangce/config/date"
	"dangce/config/money"
	"dangce/generator/doc"
	"dangce/generator/plan"
)

// fillings are the tables of the summary, the ledger and the register of
// accountability.
var fillings = []filling{
	fillingOf("summary-branches", (*Result).branchRows, nil),
	fillingOf("summary-committees", (*Result).committeeRows, nil),
	fillingOf("summary-county", (*Result).countyRows, (*Result).countyFoot),
	fillingOf("summary-activities", (*Result).activityRows, nil),
	fillingOf("summary-theme", (*Result).themeRows, nil),
	fillingOf("summary-dues", (*Result).duesRows, nil),
	fillingOf("summary-progress", (*Result).progressRows, nil),
	fillingOf("summary-norms", (*Result).normRows, nil),
	fillingOf("summary-quality", (*Result).qualityRows, nil),
	fillingOf("summary-hints", (*Result).hintRows, nil),
	fillingOf("summary-cases", (*Result).caseRows, nil),
	fillingOf("summary-matters", (*Result).matterRows, nil),
	fillingOf("summary-inspections", (*Result).inspectionRows, nil),
	fillingOf("summary-checks", (*Result).checkRows, nil),
	fillingOf(ledgerTable.name, (*Result).ledgerRows, nil),
	fillingOf(blameTable.name, (*Result).blameRows, nil),
}

type branchRow struct {
	Code          string        `col:"code"`
	Committee     string        `col:"committee"`
	Branch        string        `col:"branch"`
	Kind          string        `col:"kind"`
	Secretary     string        `col:"secretary"`
	Full          int           `col:"full"`
	Probation     int           `col:"probation"`
	Groups        int           `col:"groups"`
	State         string        `col:"state"`
	Meetings      [6]meetingRow `col:"cm gm pg ls td ol"`
	Appraisal     string        `col:"appraisal"`
	Records       int           `col:"records"`
	RecordsShould int           `col:"records_should"`
	Problems      int           `col:"problems"`
	Closed        int           `col:"closed"`
	Overdue       int           `col:"overdue"`
	Has           int           `col:"has"`
	Reached       int           `col:"reached"`
}

// meetingRow is a kind of meetings, in the order of meetings.
type meetingRow struct {
	Due  int    `col:"_due"`
	Held int    `col:"_held"`
	OK   string `col:"_ok"`
}

var meetings = [6]plan.Kind{plan.CommitteeMeeting, plan.GeneralMeeting, plan.GroupMeeting, plan.Lesson, plan.ThemeDay, plan.OrgLifeMeeting}

func (out *Result) branchRows(add func(*branchRow)) {
	states := map[string]string{}
	for _, m := range out.Missing {
		if m.Branch != "" {
			states[m.Branch] = m.State
		}
	}
	for _, b := range out.Branches {
		t := &b.Totals
		r := branchRow{Code: b.Code, Committee: b.Committee.Short, Branch: b.Short, Kind: out.KindNames[string(b.Kind)], Secretary: secretary(b.Branch),
			Full: t.Full, Probation: t.Probation, Groups: t.Groups, State: cmp.Or(states[b.Code], string(Accepted)),
			Appraisal: yesNo(t.Appraised.Den > 0, t.Appraised.Num > 0), Records: t.Handbook.Num, RecordsShould: t.Handbook.Den,
			Problems: t.Problems, Closed: t.Closed, Overdue: t.Overdue, Has: t.Reached.Den, Reached: t.Reached.Num}
		for i, kind := range meetings {
			n := t.Meetings[kind]
			r.Meetings[i] = meetingRow{n.Den, n.Num, yesNo(n.Den > 0, b.kept(kind))}
		}
		add(&r)
	}
}

// kept reports whether every activity of a kind that was due was held.
func (b *Branch) kept(kind plan.Kind) bool {
	return !slices.ContainsFunc(b.Activities, func(a Activity) bool { return a.Kind == kind && a.Due && !a.Unread && !a.Happened() })
}

type committeeRow struct {
	Code     string `col:"code"`
	Name     string `col:"name"`
	Reported int    `col:"reported"`
	Signed   int    `col:"signed"`
	SignDue  int    `col:"sign_due"`
	Below    string `col:"below"`
}

func (out *Result) committeeRows(add func(*committeeRow)) {
	for _, c := range out.withBranches() {
		add(&committeeRow{c.Code, c.Short, c.Totals.Reported, c.SignOffs.Num, c.SignOffs.Den, below(c)})
	}
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

type countyRow struct {
	Rank    Number  `col:"rank"`
	Code    string  `col:"code"`
	Name    string  `col:"name"`
	Reached shareIf `col:"last_reached"` // of last year
	Rate    shareIf `col:"last_rate"`
	Leaders shareIf `col:"last_leaders"`

	ReachedBy string `col:"diff_reached"` // more than last year
	RateBy    string `col:"diff_rate"`
	LeadersBy string `col:"diff_leaders"`
}

func (out *Result) countyRows(add func(*countyRow)) {
	for i, c := range out.Ranked() {
		r := out.compared(c.Code, &c.Totals)
		r.Rank, r.Code, r.Name = Number{i + 1, true}, c.Code, c.Short
		add(r)
	}
}

func (out *Result) countyFoot() *countyRow { return out.compared("", &out.Totals) }

// compared sets a committee, or the county, beside last year.
func (out *Result) compared(code string, t *Totals) *countyRow {
	was, ok := out.LastYear[code]
	if !ok {
		return &countyRow{Reached: noShare, Rate: noShare, Leaders: noShare, ReachedBy: doc.Dash, RateBy: doc.Dash, LeadersBy: doc.Dash}
	}
	return &countyRow{Reached: share(was.Reached), Rate: share(was.Attendance), Leaders: share(was.Leaders),
		ReachedBy: points(t.Reached, was.Reached), RateBy: points(t.Attendance, was.Attendance), LeadersBy: points(t.Leaders, was.Leaders)}
}

// parts returns the share in parts of that many, half up; false for nothing
// to divide by.
func (r Ratio) parts(of int64) (int64, bool) {
	if r.Den <= 0 {
		return 0, false
	}
	return (2*of*int64(r.Num) + int64(r.Den)) / (2 * int64(r.Den)), true
}

func share(r Ratio) shareIf {
	n, ok := r.parts(100_000)
	if !ok {
		return noShare
	}
	return shareIf{doc.Value{Kind: doc.KindPercent, Set: true, N: n}}
}

var noShare = shareIf{doc.TextValue(doc.Dash)}

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
func points(now, was Ratio) string {
	a, ok := now.parts(1000)
	b, had := was.parts(1000)
	if !ok || !had {
		return doc.Dash
	}
	sign, d := "+", a-b
	if d < 0 {
		sign, d = "−", -d
	}
	return fmt.Sprintf("%s%d.%d", sign, d/10, d%10)
}

type activityRow struct {
	Code      string    `col:"code"`
	Committee string    `col:"committee"`
	Branch    string    `col:"branch"`
	Month     int       `col:"month"`
	Kind      string    `col:"kind"`
	ID        string    `col:"id"`
	Planned   date.Date `col:"planned"`
	Held      date.Date `col:"held"`
	Days      Number    `col:"days"` // late
	State     string    `col:"state"`
	Members   int       `col:"members"`
	Expected  Number    `col:"expected"`
	Present   Number    `col:"present"`
	Leave     Number    `col:"leave"`
}

func (out *Result) activityRows(add func(*activityRow)) {
	for _, b := range out.Branches {
		for i := range b.Activities {
			a := &b.Activities[i]
			r := activityRow{Code: b.Code, Committee: b.Committee.Short, Branch: b.Short, Month: int(a.Month), Kind: a.Name, ID: a.ID,
				Planned: a.Date, Held: a.Held, State: a.state(), Members: a.Members, Expected: a.Expected, Present: a.Present, Leave: a.Leave}
			if a.Happened() {
				r.Days = Number{a.Held.DaysSince(a.Date), true}
			}
			add(&r)
		}
	}
}

// state words what became of an activity.
func (a *Activity) state() string {
	switch {
	case a.Unread:
		return toCorrect
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

type themeRow struct {
	Code            string    `col:"code"`
	Committee       string    `col:"committee"`
	Branch          string    `col:"branch"`
	Month           int       `col:"month"`
	Planned         date.Date `col:"planned"`
	Held            date.Date `col:"held"`
	Due             int       `col:"due"`
	OnTime          int       `col:"on_time"`
	Proper          int       `col:"proper"`
	Good            int       `col:"good"`
	Members         int       `col:"members"`
	LeadersExpected Number    `col:"leaders_expected"`
	LeadersPresent  Number    `col:"leaders_present"`
	Expected        Number    `col:"expected"`
	Present         Number    `col:"present"`
	Leave           Number    `col:"leave"`
	Fixed           Number    `col:"fixed"`
	Signed          string    `col:"signed"`
	Optional        string    `col:"optional"`
	ChangeNo        string    `col:"change_no"`
}

func (out *Result) themeRows(add func(*themeRow)) {
	for _, b := range out.Branches {
		for i := range b.Activities {
			a := &b.Activities[i]
			if a.Kind != plan.ThemeDay {
				continue
			}
			r := themeRow{Code: b.Code, Committee: b.Committee.Short, Branch: b.Short, Month: int(a.Month), Planned: a.Date, Held: a.Held,
				Due: one(a.Due && !a.Unjudged), OnTime: one(a.OnTime), Proper: one(a.Proper), Good: one(a.good()), Members: a.Members, Fixed: a.Fixed, Signed: a.Signed, Optional: a.Optional, ChangeNo: a.ChangeNo}
			if a.Happened() && a.LeadersExpected.Given && a.LeadersPresent.Given {
				r.LeadersExpected, r.LeadersPresent = a.LeadersExpected, a.LeadersPresent
			}
			if a.Happened() && a.Expected.Given && a.Present.Given {
				r.Expected, r.Present, r.Leave = a.Expected, a.Present, a.Leave
			}
			add(&r)
		}
	}
}

type duesLine struct {
	Code       string    `col:"code"`
	Committee  string    `col:"committee"`
	Branch     string    `col:"branch"`
	Month      int       `col:"month"`
	Due        amountIf  `col:"due_fen"`
	Paid       amountIf  `col:"paid"`
	Met        money.Fen `col:"met"`
	Owing      Number    `col:"owing"`
	Collected  date.Date `col:"collected"`
	Remitted   amountIf  `col:"remitted"`
	RemittedOn date.Date `col:"remitted_on"`
}

func (out *Result) duesRows(add func(*duesLine)) {
	for _, b := range out.Branches {
		for m := 1; m <= 12; m++ {
			if d := &b.Dues[m]; d.Past {
				add(&duesLine{b.Code, b.Committee.Short, b.Short, m, amountIf{d.Due, !d.Unread}, amountIf{d.Paid, d.PaidGiven}, d.Met, d.Owing,
					d.Collected, amountIf{d.Remitted, d.Remitted > 0}, d.RemittedOn})
			}
		}
	}
}
