package book

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"dangce/config/date"
	"dangce/generator/doc"
	"dangce/generator/plan"
)

// What tables of the year's plan are made of: the plan of one branch as it is
// printed, and the plans of all branches side by side.

var planFields = map[string]field{
	"plan.month": text(anEntry, func(s *scope) string { return monthOf(s, s.entry.Date) }),
	"plan.day":   text(anEntry, planDay),
	"plan.date": day(anEntry, func(s *scope) date.Date {
		if s.entry.Date.Day == 0 {
			return date.Date{} // a reminder knows the month alone
		}
		return s.entry.Date
	}),
	"plan.name": text(anEntry, func(s *scope) string {
		if s.entry.Set == 0 {
			return s.entry.Name
		}
		return circled(s.entry.SetSeq) + s.entry.Name
	}),
	"entry.group_mark": text(anEntry, func(s *scope) string {
		if s.entry.Group == nil {
			return ""
		}
		return "（" + s.entry.Group.Name + "）"
	}),
	"plan.records": num(aPlan, func(s *scope) int { return planned(s).Records() }),
	"plan.basis": text(anywhere, func(s *scope) string {
		if s.Calendar == nil {
			return ""
		}
		return s.Calendar.Source
	}),
	"plan.remarks": text(anywhere, func(s *scope) string {
		if s.Plan == nil && s.Calendar != nil {
			return sentences([]string{s.Calendar.Remark()})
		}
		return sentences(planned(s).Notes)
	}),
	"plan.reminders": text(aPlan, func(s *scope) string {
		var out []string
		for i := range planned(s).Entries {
			if e := &s.Plan.Entries[i]; e.Role == plan.Reminder {
				out = append(out, e.Name+"："+e.Topic+"。")
			}
		}
		return strings.Join(out, "")
	}),
	"on.groups": text(aPlan|aMonth, func(s *scope) string {
		if days := groupDays(nil, planned(s).In(time.Month(s.month))); days != "" {
			return daysText([]string{days})
		}
		return ""
	}),
	"entry.set": text(anEntry, func(s *scope) string {
		if s.entry.Set == 0 {
			return ""
		}
		return circled(s.entry.SetSeq) + s.entry.SetName
	}),
	"entry.handbook_page": typed(anEntry, func(s *scope) doc.Value {
		if n := s.Handbook[s.entry.ID]; n > 0 {
			return doc.IntValue(n)
		}
		return doc.Value{}
	}),
	"month.hints": text(aMonth, func(s *scope) string {
		if s.Calendar == nil {
			return ""
		}
		var out []string
		for _, c := range s.Calendar.Commemorations(time.Month(s.month)) {
			out = append(out, inMonth(c.Day)+c.Name)
		}
		return strings.Join(out, "；")
	}),
}

// sentences ends each remark with 。
func sentences(list []string) string {
	var b strings.Builder
	for _, t := range list {
		if t = strings.TrimRight(t, "。"); t != "" {
			b.WriteString(t + "。")
		}
	}
	return b.String()
}

// circled is ① to ⑳.
func circled(n int) string { return string('①' + rune(n-1)) }

// planned is the plan in scope; without one, an empty plan.
func planned(s *scope) *plan.Plan {
	if s.Plan == nil {
		return &plan.Plan{}
	}
	return s.Plan
}

// monthOf names the month of a day, with its year where that is not the
// book's: 3月.
func monthOf(s *scope, d date.Date) string {
	m := monthText(int(d.Month))
	if d.Year != s.County.Year {
		return yearText(d.Year) + "\n" + m
	}
	return m
}

// planDay is the day within its month: 15日 周一.
func planDay(s *scope) string {
	switch {
	case s.words != "":
		return s.words
	case s.entry.Date.Day == 0:
		return s.set.Sentences.Plan.ThisMonth.String()
	}
	return inMonth(s.entry.Date.Day) + " " + shortWeekday(s.entry.Date)
}

// rowYearPlan lists the plan in order of date, reminders among it. "merged"
// makes one row of the meetings that the groups hold in a month.
func rowYearPlan(sc *scope, how string) []scope {
	var out []scope
	groups := map[time.Month][]*plan.Entry{}
	at := map[time.Month]int{}
	for i := range planned(sc).Entries {
		e := &sc.Plan.Entries[i]
		if how == "merged" && e.Kind == plan.GroupMeeting && len(sc.Branch.Groups) > 1 {
			groups[e.Month] = append(groups[e.Month], e)
			if len(groups[e.Month]) > 1 {
				continue
			}
			at[e.Month] = len(out)
		}
		c := *sc
		c.entry, c.group, c.groupNo, c.month = e, e.Group, e.GroupNo, int(e.Month)
		out = append(out, c)
	}
	for m, list := range groups {
		out[at[m]].merge(list)
	}
	return numbered(out)
}

// merge makes the row of the first group's meeting that of all groups.
func (sc *scope) merge(list []*plan.Entry) {
	slices.SortStableFunc(list, func(a, b *plan.Entry) int { return cmp.Compare(a.GroupNo, b.GroupNo) })
	var days []int
	for _, g := range list {
		days = append(days, g.Date.Day)
	}
	e := *list[0]
	e.Note = sc.groupNote(list, days)
	if list[0].Note != "" {
		e.Note += sc.set.Sentences.Plan.First.Say("note", list[0].Note)
	}
	sc.entry, sc.group, sc.groupNo = &e, nil, 0
	sc.words = daysText(runs(days))
}

// groupNote says which group meets on which day: one after the other as far
// as the days ascend, the others by name.
func (sc *scope) groupNote(list []*plan.Entry, days []int) string {
	n := 1
	for n < len(days) && days[n] > days[n-1] {
		n++
	}
	var out []string
	switch {
	case n == len(list):
		return sc.set.Sentences.Plan.InTurn.String()
	case n > 2:
		out = append(out, sc.set.Sentences.Plan.TurnFrom.Say("day", days[0]))
	default:
		n = 0
	}
	for i, g := range list[n:] {
		out = append(out, g.Group.Name+inMonth(days[n+i]))
	}
	return strings.Join(out, "，")
}

// runs writes ascending days, three or more in a row as 22—24.
func runs(days []int) []string {
	var out []string
	days = slices.Compact(slices.Sorted(slices.Values(days)))
	for i := 0; i < len(days); {
		n := i
		for n+1 < len(days) && days[n+1] == days[n]+1 {
			n++
		}
		switch {
		case n >= i+2:
			out = append(out, strconv.Itoa(days[i])+"—"+strconv.Itoa(days[n]))
		default:
			for _, d := range days[i : n+1] {
				out = append(out, strconv.Itoa(d))
			}
		}
		i = n + 1
	}
	return out
}
