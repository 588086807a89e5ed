package plan

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/templates/phrase"
)

// ForBranch plans one branch's year.
//
// Days are given out in this order: theme days, and with them the meetings of
// all members that go with them; the rest of those meetings; organizational
// life meetings and appraisal; the branch committee; the groups; the works of
// the year; reports. What comes later gives way.
func ForBranch(cal *Calendar, b *config.Branch) *Plan {
	p := &Plan{Branch: b, Committee: b.Committee, Year: cal.Year}
	if note := cal.Remark(); note != "" {
		p.Notes = append(p.Notes, note)
	}
	if b.Founded.Year > cal.Year {
		p.Notes = append(p.Notes, cal.say.Unfounded.Say("day", b.Founded.Chinese()))
		return p
	}
	y := &branchYear{
		placer: placer{
			cal: cal, office: worksInOffice(b.Kind), theme: cal.words.kinds[ThemeDay].Name,
			offset: offsetOf(b, cal.county.Plan.Spread),
		},
		branch: b,
		setup:  setup(b),
		plan:   p,
	}
	p.Entries = make([]Entry, 0, 50+12*len(b.Groups))
	if b.Founded.Year == cal.Year {
		y.from = cal.start[b.Founded.Month] + max(b.Founded.Day, 1)
		p.Notes = append(p.Notes, cal.say.Founded.Say("day", b.Founded.Chinese()))
	}
	y.meetings()
	y.works()
	y.election()
	finish(p, len(b.Groups))
	return p
}

// worksInOffice tells the branches whose meetings keep to workdays.
func worksInOffice(k config.BranchKind) bool {
	switch k {
	case config.Agency, config.Institution, config.SOE, config.School:
		return true
	}
	return false
}

// offsetOf returns how many days a branch keeps off the usual day, so that
// its committee's people can attend its meetings and its sisters'.
func offsetOf(b *config.Branch, spread int) int {
	if spread <= 1 || b.Committee == nil {
		return 0
	}
	return max(slices.Index(b.Committee.Branches, b), 0) % spread
}

// branchYear is a branch's plan in the making.
type branchYear struct {
	placer
	branch *config.Branch
	setup  phrase.Setup
	plan   *Plan
	themes [13]date.Date // theme days by month; zero before the founding
}

// Keys that hold the entries of a set together until finish numbers them.
const (
	themeSet = 0  // + month
	lifeSet  = 12 // + month
)

func (y *branchYear) meetings() {
	rules, words := &y.cal.county.Plan, y.cal.words.kinds
	y.themeDays(words[ThemeDay])
	y.withThemeDay(words[GeneralMeeting], rules.GeneralMeeting)
	y.withThemeDay(words[Lesson], rules.Lesson)
	life := y.orgLife(words[OrgLifeMeeting], rules.OrgLifeMeeting)
	y.appraisal(words[Appraisal], rules.Appraisal, rules.OrgLifeMeeting, life)
	if y.branch.HasCommittee {
		y.each(words[CommitteeMeeting], rules.CommitteeMeeting, true)
	} else if note := y.cal.words.withoutCommittee; note != "" {
		y.plan.Notes = append(y.plan.Notes, y.cal.say.NoCommittee.Say("norm", note))
	}
	y.groups(words[GroupMeeting], rules.GroupMeeting)
}

func (y *branchYear) works() {
	rules, words := &y.cal.county.Plan, y.cal.words.kinds
	y.filing(words[PlanFiling], rules.PlanFiling)
	y.each(words[SpiritCheck], rules.SpiritCheck, true)
	y.each(words[Commendation], rules.Commendation, true)
	for _, k := range [2]Kind{WorkReport, MemberReport} {
		y.each(words[k], config.Times{Months: words[k].Months}, false)
	}
}

// add appends an entry of a kind and returns it. nth tells a month's second
// meeting of a kind from its first.
func (y *branchYear) add(k *kindWords, m time.Month, nth int, on date.Date, note string) *Entry {
	say := &blanks{theme: y.cal.words.themes[m], ends: y.branch.TermEnds}
	e := Entry{
		ID: k.ids[m], Code: k.Code, Kind: k.kind, Role: k.role, Name: k.Name,
		Month: m, Date: on,
		Topic: say.fill(k.TopicIn(m, y.setup)), Responsible: say.fill(k.Responsible.For(y.setup)), Participants: say.fill(k.Participants.For(y.setup)),
		Page: k.Page, Note: note,
	}
	if nth > 1 {
		e.ID += "-" + strconv.Itoa(nth)
	}
	y.plan.Entries = append(y.plan.Entries, e)
	return &y.plan.Entries[len(y.plan.Entries)-1]
}

// each plans a kind on its usual day of every month it falls in.
func (y *branchYear) each(k *kindWords, t config.Times, spread bool) {
	nth := 0
	for i, m := range t.Months {
		nth = inMonth(t.Months, i, nth)
		y.single(k, m, nth, usual(t, k), spread)
	}
}

// single plans one entry of a kind, or none when its usual day was before the
// founding. It returns nil for none.
func (y *branchYear) single(k *kindWords, m time.Month, nth, day int, spread bool) *Entry {
	if y.before(m, day) {
		return nil
	}
	on, note := y.place(wish{name: k.Name, month: m, day: day, spread: spread})
	if on == 0 {
		y.noDay(k, m)
		return nil
	}
	return y.add(k, m, nth, date.New(y.cal.Year, m, on), note)
}

// inMonth counts the meetings of one month: i is the place in an ascending
// list, nth the count for the place before.
func inMonth(months []time.Month, i, nth int) int {
	if i > 0 && months[i-1] == months[i] {
		return nth + 1
	}
	return 1
}

// usual returns the day of the rule, or the wording's where the rule has none.
func usual(t config.Times, k *kindWords) int {
	if t.Day > 0 {
		return t.Day
	}
	return max(k.Day, 1)
}

// before reports whether a day was before the branch was founded.
func (y *branchYear) before(m time.Month, day int) bool {
	return y.cal.start[m]+min(day, y.cal.days(m)) < y.from
}

// noDay remarks that a month has no day for a meeting: every day is off, or
// the branch was founded too late in it.
func (y *branchYear) noDay(k *kindWords, m time.Month) {
	y.plan.Notes = append(y.plan.Notes, y.cal.say.NoDay.Say("month", int(m), "name", k.Name))
}

// withThemeDay plans meetings of all members. Those whose rule names the day
// of the theme day, or that would fall on it, are held with it, one
// after the other, wherever it was moved.
func (y *branchYear) withThemeDay(k *kindWords, t config.Times) {
	nth := 0
	for i, m := range t.Months {
		nth = inMonth(t.Months, i, nth)
		day, on := usual(t, k), y.themes[m]
		follows := t.Day == 0 || t.Day == y.cal.county.ThemeDay.Day
		if !follows && !y.before(m, day) {
			b := y.base(m, day)
			follows = b > 0 && on == date.New(y.cal.Year, m, b)
		}
		switch {
		case nth > 1 || !follows:
			y.single(k, m, nth, day, true)
		case !on.IsZero():
			note := y.cal.say.WithTheme.String()
			if t.Day > 0 && on != date.New(y.cal.Year, m, t.Day) {
				note = y.cal.say.AfterTheme.Say("day", on.ChineseDay())
			}
			y.add(k, m, nth, on, note).Set = themeSet + int(m)
		}
	}
}

// orgLife plans the organizational life meetings and returns their days by
// month.
func (y *branchYear) orgLife(k *kindWords, t config.Times) (on [13]date.Date) {
	nth := 0
	for i, m := range t.Months {
		nth = inMonth(t.Months, i, nth)
		if e := y.single(k, m, nth, usual(t, k), true); e != nil && nth == 1 {
			e.Set = lifeSet + int(m)
			on[m] = e.Date
		}
	}
	return on
}

// appraisal plans the appraisal, with the organizational life meeting where
// both have the same usual day.
func (y *branchYear) appraisal(k *kindWords, t, life config.Times, on [13]date.Date) {
	nth := 0
	for i, m := range t.Months {
		nth = inMonth(t.Months, i, nth)
		if nth > 1 || on[m].IsZero() || t.Day > 0 && t.Day != life.Day {
			y.single(k, m, nth, usual(t, k), true)
			continue
		}
		note := y.cal.say.WithLife.String()
		if t.Day > 0 && t.Day != on[m].Day {
			note = y.cal.say.AfterLife.Say("day", on[m].ChineseDay())
		}
		y.add(k, m, nth, on[m], note).Set = lifeSet + int(m)
	}
}

// groups plans the meetings of all groups, each on a day of its own.
func (y *branchYear) groups(k *kindWords, t config.Times) {
	nth := 0
	for i, m := range t.Months {
		nth = inMonth(t.Months, i, nth)
		if y.before(m, usual(t, k)) {
			continue
		}
		for g, group := range y.branch.Groups {
			day, note := y.place(wish{name: k.Name, month: m, day: usual(t, k), spread: true, groups: true})
			if day == 0 {
				y.noDay(k, m)
				break
			}
			e := y.add(k, m, nth, date.New(y.cal.Year, m, day), note)
			e.Group, e.GroupNo = group, g+1
			e.ID = groupID(k.ids[m], g+1, nth)
		}
	}
}

func groupID(id string, no, nth int) string {
	id += "-G" + strconv.Itoa(no)
	if nth > 1 {
		id += "-" + strconv.Itoa(nth)
	}
	return id
}

// filing plans the yearly plan itself. A branch founded after its usual month
// draws it up on being founded.
func (y *branchYear) filing(k *kindWords, t config.Times) {
	if len(t.Months) == 0 {
		return
	}
	day := usual(t, k)
	if m := t.Months[0]; !y.before(m, day) {
		y.each(k, t, false)
		return
	}
	founded := y.branch.Founded
	for m := founded.Month; m <= time.December; m++ {
		from := 1
		if m == founded.Month {
			from = max(founded.Day, 1)
		}
		if on, note := y.place(wish{name: k.Name, month: m, day: from}); on > 0 {
			y.add(k, m, 1, date.New(y.cal.Year, m, on), joinNotes(y.cal.say.PlanAfter.Say("day", founded.Chinese()), note))
			later := slices.IndexFunc(t.Months, func(next time.Month) bool { return next > m })
			if later > 0 {
				t.Months = t.Months[later:]
				y.each(k, t, false)
			}
			return
		}
	}
}

// election reminds of a term that ends this year.
func (y *branchYear) election() {
	ends := y.branch.TermEnds
	if ends.Year < y.cal.Year {
		if !ends.IsZero() {
			y.plan.Notes = append(y.plan.Notes, y.cal.say.TermOver.Say("day", ends.Chinese()))
		}
		return
	}
	if ends.Year > y.cal.Year {
		return
	}
	k := y.cal.words.kinds[Election]
	y.add(k, ends.Month, 1, date.New(ends.Year, ends.Month, 0), "")
}

// joinNotes joins what there is with ；.
func joinNotes(notes ...string) string {
	return strings.Join(slices.DeleteFunc(notes, func(s string) bool { return s == "" }), "；")
}
