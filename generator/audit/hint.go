package audit

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/generator/plan"
)

// Hint is something worth a look. It is no verdict: there may be a good
// reason, and people decide.
type Hint struct {
	Committee, Branch string // codes
	Kind, Text        string
	Place             diag.Place
}

// hints looks at what does not fit together.
func (a *auditor) hints(branches []*Branch, problems []Problem) []Hint {
	var out []Hint
	for i := range problems {
		if p := &problems[i]; p.State == ClosedOut && p.ClosedOn.IsZero() {
			out = append(out, Hint{Committee: p.Committee, Branch: p.Branch, Kind: "销号没有日期", Text: p.ID + "：状态是已销号，没有填销号日期",
				Place: diag.Place{File: "整改台账"}})
		}
	}
	for _, b := range branches {
		h := &hinter{auditor: a, branch: b, twice: map[*Activity]bool{}}
		h.sameDay()
		for i := range b.Activities {
			if b.Activities[i].row != nil {
				h.activity(&b.Activities[i])
			}
		}
		h.sameNumbers()
		h.samePage()
		h.dues()
		out = append(append(out, h.out...), b.flaws...)
	}
	out = append(out, a.sameSecretary(branches)...)
	slices.SortStableFunc(out, func(x, y Hint) int {
		return cmp.Or(cmp.Compare(x.Committee, y.Committee), cmp.Compare(x.Branch, y.Branch), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Text, y.Text))
	})
	return out
}

// hinter looks at one branch.
type hinter struct {
	*auditor
	branch *Branch
	out    []Hint
	twice  map[*Activity]bool // held on a day on which another of its kind was
}

func (h *hinter) add(kind string, at diag.Place, format string, args ...any) {
	h.out = append(h.out, Hint{Committee: h.branch.Committee.Code, Branch: h.branch.Code, Kind: kind, Place: at, Text: fmt.Sprintf(format, args...)})
}

func (h *hinter) activity(a *Activity) {
	what := fmt.Sprintf("%s %s", a.ID, a.Name)
	if !a.Happened() {
		if a.Present.N > 0 && !a.row.Held.bad {
			h.add("有人数没有日期", a.row.place(a.row.Held.at()), "%s：填了实到 %d，没有填实际日期，按没有开展计", what, a.Present.N)
		}
		return
	}
	h.attendance(a, what)
	if name := h.calendar.Holiday(a.Held); name != "" {
		h.add("逢假期", a.row.place(a.row.Held.at()), "%s：%s逢%s", what, a.Held.ChineseDay(), name)
	}
	h.period(a, what)
	if h.today.Year >= h.county.Year && a.Held.After(h.today) {
		h.add("日期还没有到", a.row.place(a.row.Held.at()), "%s：%s在汇总日 %s 以后", what, a.Held, h.today)
	}
	if a.ChangeNo != "" && a.Kind == plan.ThemeDay && a.Held != a.Date && deferralTable.find(h.rows, h.branch.Code, monthKey(int(a.Month))) == nil {
		h.add("备查编号核对不上", a.row.place(a.row.ChangeNo.at()), "%s：变更备查编号 %s，在党委的延期批示里没有找到", what, short(a.ChangeNo))
	}
}

// period looks at whether a meeting that is due every month, quarter or half
// year was held in its own.
func (h *hinter) period(a *Activity, what string) {
	times := h.branch.Plan.Count(a.Kind)
	if a.GroupNo > 0 {
		times /= max(len(h.branch.Groups), 1)
	}
	word := periods[times]
	if word == "" || a.OnTime || h.twice[a] {
		return
	}
	months := 12 / times
	part := func(m time.Month) int { return (int(m) - 1) / months }
	if a.Held.Year == a.Date.Year && part(a.Held.Month) == part(a.Date.Month) {
		return
	}
	h.add("不在应开展的时段", a.row.place(a.row.Held.at()), "%s：计划 %d月，实际 %s，不在%s；补开的写进备注", what, int(a.Date.Month), a.Held, word)
}

// periods are the parts of a year in which something is due once each.
var periods = map[int]string{12: "当月", 4: "当季", 2: "当半年"}

// attendance looks at the numbers of a meeting that was held: none entered, few
// expected, too few present by quorum.toml.
func (h *hinter) attendance(a *Activity, what string) {
	r := a.row
	switch {
	case !a.counted():
		return
	case !r.Expected.says() && !r.Present.says() || !r.Present.says():
		h.add("没有填人数", r.place(r.Present.at()), "%s：填了实际日期，没有填实到", what)
		return
	case !a.Expected.Given || !a.Present.Given:
		return
	}
	if top, whom := rosterOf(h.branch.Branch, a.Entry, a.Held); a.Kind != plan.CommitteeMeeting && fewOf*a.Expected.N < top {
		h.add("应到太少", r.place(r.Expected.at()), "%s：应到 %d，%s %d 人", what, a.Expected.N, whom, top)
	}
	h.vote(a, what)
	if q := h.ruleOf(a); q != nil && !q.PresentPart.Met(a.Present.N, a.Expected.N) && (q.PresentOr == nil || !q.PresentOr.Met(a.Present.N, a.Expected.N)) {
		h.add("到会不够法定人数", r.place(r.Present.at()), "%s：应到 %d，实到 %d；要求%s", what, a.Expected.N, a.Present.N, q.Present)
	}
}

// fewOf: fewer than one in so many of the roster expected is worth a look.
const fewOf = 2

// counted reports whether people are counted at an activity.
func (a *Activity) counted() bool { return quorums[a.Kind] != "" || a.Kind == plan.ThemeDay }

// quorums are the rules of quorum.toml by the kind of meeting. A theme day is
// no meeting that decides, and a lesson neither.
var quorums = map[plan.Kind]string{plan.GeneralMeeting: "q_general", plan.CommitteeMeeting: "q_committee", plan.GroupMeeting: "q_group",
	plan.OrgLifeMeeting: "q_org_life", plan.Appraisal: "q_appraisal"}

// Enough equal numbers to be worth a look, and members enough that they
// would not be equal by themselves.
const (
	equalMonths  = 6
	equalMembers = 10
)

func (h *hinter) sameNumbers() {
	type pair struct{ expected, present int }
	seen := map[pair]int{}
	n := 0
	var last *Activity
	for i := range h.branch.Activities {
		a := &h.branch.Activities[i]
		if a.Kind == plan.ThemeDay && a.Happened() && a.Expected.Given && a.Present.Given {
			seen[pair{a.Expected.N, a.Present.N}]++
			n++
			last = a
		}
	}
	if len(seen) == 1 && n >= equalMonths && last.Expected.N >= equalMembers {
		h.add("各月人数都一样", last.row.place(last.row.Present.at()), "%d 次主题党日，应到都是 %d，实到都是 %d", n, last.Expected.N, last.Present.N)
	}
}

// annexGroups is from when group meetings have a book of their own.
const annexGroups = 3

func (h *hinter) samePage() {
	type page struct {
		annex int
		n     int
	}
	first := map[page]*Activity{}
	for i := range h.branch.Activities {
		a := &h.branch.Activities[i]
		if !a.Page.Given || a.Page.N == 0 {
			continue
		}
		k := page{n: a.Page.N}
		if a.Kind == plan.GroupMeeting && len(h.branch.Groups) >= annexGroups {
			k.annex = a.GroupNo
		}
		if was := first[k]; was != nil {
			h.add("手册页码重复", a.row.place(a.row.Page.at()), "%s 与 %s 都写第 %d 页", a.ID, was.ID, a.Page.N)
			continue
		}
		first[k] = a
	}
}

// sameDay finds two meetings of one kind on one day: different months' share.
func (h *hinter) sameDay() {
	type key struct {
		kind  plan.Kind
		group int
		day   date.Date
	}
	first := map[key]*Activity{}
	for i := range h.branch.Activities {
		a := &h.branch.Activities[i]
		if !a.Happened() {
			continue
		}
		k := key{a.Kind, a.GroupNo, a.Held}
		if was := first[k]; was != nil {
			h.twice[a] = true
			h.add("同类活动同一天", a.row.place(a.row.Held.at()), "%s 与 %s 都在 %s", a.ID, was.ID, a.Held)
			continue
		}
		first[k] = a
	}
}

func (h *hinter) dues() {
	for m := range h.branch.Dues {
		d := &h.branch.Dues[m]
		if d.row == nil {
			continue
		}
		if d.Paid > d.Due {
			h.add("实收大于应收", d.row.place(d.row.Paid.at()), "%d月：实收 %s，应收 %s；是补交、多交的，核对台账", m, d.Paid, d.Due)
		}
		if d.PaidGiven && d.Paid < d.Due && d.Owing.Given && d.Owing.N == 0 {
			h.add("党费合不上", d.row.place(d.row.Owing.at()), "%d月：实收 %s 少于应收 %s，欠交人数填 0", m, d.Paid, d.Due)
		}
	}
}

// sameSecretary finds secretaries of two branches whose meetings fall on one
// day.
func (a *auditor) sameSecretary(branches []*Branch) []Hint {
	type person struct{ name, birth string }
	of := map[person][]*Branch{}
	for _, b := range branches {
		for _, m := range b.MembersOn(a.asOf) {
			if slices.Contains(m.PostsOn(a.asOf), config.Secretary) && (m.ID != "" || !m.Birth.IsZero()) {
				k := person{m.Name, cmp.Or(m.ID, m.Birth.String())}
				of[k] = append(of[k], b)
			}
		}
	}
	var out []Hint
	for who, list := range of {
		first := map[date.Date]*Branch{}
		for _, b := range list {
			for i := range b.Activities {
				act := &b.Activities[i]
				if !act.Happened() || act.Kind == plan.GroupMeeting {
					continue
				}
				if was := first[act.Held]; was != nil && was != b {
					h := &hinter{auditor: a, branch: b}
					h.add("书记同日两处", act.row.place(act.row.Held.at()), "%s 是两个支部的书记，%s 这天 %s 也有活动", who.name, act.Held, was.Short)
					out = append(out, h.out...)
				} else {
					first[act.Held] = b
				}
			}
		}
	}
	return out
}
