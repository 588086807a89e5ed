package book

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/audit"
	"dangce/generator/doc"
	"dangce/generator/dues"
	"dangce/generator/plan"
	"dangce/templates"
)

var countyFields = map[string]field{
	"year.chinese": text(anywhere, func(s *scope) string { return digitsInChinese(s.County.Year) }),
	"year":         text(anywhere, func(s *scope) string { return strconv.Itoa(s.County.Year) }),
	"last_year":    text(anywhere, func(s *scope) string { return strconv.Itoa(s.County.Year - 1) }),
	"next_year":    text(anywhere, func(s *scope) string { return strconv.Itoa(s.County.Year + 1) }),
	"closes":       day(anywhere, func(s *scope) date.Date { return s.County.Review.Closes }),
	"excellent.of": text(anywhere, func(s *scope) string {
		if s.County.Appraisal.ExcellentOf == config.OfFull {
			return s.set.Sentences.Member.ExcellentOfFull.String()
		}
		return s.set.Sentences.Member.ExcellentOf.String()
	}),
	"closes.day":        text(anywhere, func(s *scope) string { return s.County.Review.Closes.ChineseDay() }),
	"county.name":       text(anywhere, func(s *scope) string { return s.County.Name }),
	"county.department": text(anywhere, func(s *scope) string { return s.County.Department }),
	"county.contact":    text(anywhere, func(s *scope) string { return s.County.Contact }),
	"county.issued":     text(anywhere, func(s *scope) string { return s.County.Issued.Chinese() }),
	"county.issued_month": text(anywhere, func(s *scope) string {
		d := s.County.Issued
		d.Day = 0
		return d.Chinese()
	}),
	"theme_day": text(anywhere, func(s *scope) string { return strconv.Itoa(s.County.ThemeDay.Day) }),
	"actions":   text(anywhere, func(s *scope) string { return numberedList(s.actions(s.anyChapter())) }),
	"menu": text(anywhere, func(s *scope) string {
		return strings.Join(append(slices.Clone(s.set.Activities.ThemeDay.Menu), s.County.ThemeDay.Menu...), "、")
	}),
	"oath": text(anywhere, func(s *scope) string { return s.set.wording.Oath }),
}

var branchFields = map[string]field{
	"branch.kind":      text(aBranch, func(s *scope) string { return s.set.wording.Kinds[string(s.Branch.Kind)] }),
	"branch.founded":   text(aBranch, func(s *scope) string { return s.Branch.Founded.Chinese() }),
	"branch.elected":   text(aBranch, func(s *scope) string { return s.Branch.Elected.Chinese() }),
	"branch.term_ends": text(aBranch, func(s *scope) string { return s.Branch.TermEnds.Chinese() }),
	"branch.secretary": text(aBranch, func(s *scope) string { return holder(s.Branch, config.Secretary) }),
	"branch.deputy":    text(aBranch, func(s *scope) string { return holder(s.Branch, config.Deputy) }),
	"branch.members":   num(aBranch, func(s *scope) int { return len(s.Branch.Members) }),
	"branch.full":      num(aBranch, func(s *scope) int { return count(s, func(m *config.Member) bool { return !m.Probation }) }),
	"branch.probation": num(aBranch, func(s *scope) int { return count(s, func(m *config.Member) bool { return m.Probation }) }),
	"branch.groups":    num(aBranch, func(s *scope) int { return len(s.Branch.Groups) }),
	"branch.committee": text(aBranch, func(s *scope) string { return s.expand(s.set.roles.Committee.For(s.setup())) }),
	"branch.third": num(aBranch, func(s *scope) int {
		all := s.County.Appraisal.ExcellentOf != config.OfFull
		return count(s, func(m *config.Member) bool { return all || !m.Probation }) / 3
	}),
}

var memberFields = map[string]field{
	"member.label": text(aMember, func(s *scope) string { return s.member.Label }),
	"member.birth": text(aMember, func(s *scope) string {
		if s.County.Print.Hides("birth") {
			return ""
		}
		return s.member.Birth.DottedMonth()
	}),
	"member.joined_month": text(aMember, func(s *scope) string { return s.member.Joined.DottedMonth() }),
	"member.status": text(aMember, func(s *scope) string {
		if s.member.Probation {
			return s.set.Sentences.Member.Probationary.String()
		}
		return s.set.Sentences.Member.Full.String()
	}),
	"member.posts": text(aMember, func(s *scope) string { return strings.Join(s.member.Posts, "、") }),
	"group.name":   text(aGroup, func(s *scope) string { return s.group.Name }),
	"group.leader": text(aGroup, func(s *scope) string { return leader(s.group) }),
	"group.count":  num(aGroup, func(s *scope) int { return len(s.group.Members) }),
	"group.members": text(aGroup, func(s *scope) string {
		var names []string
		for _, m := range s.group.Members {
			names = append(names, whole(m.Label))
		}
		return strings.Join(names, "、")
	}),
}

var duesFields = map[string]field{
	"member.category": text(aMember, dueCategory),
	"dues.base": typed(aMember|theDues, func(s *scope) doc.Value {
		if a := s.assessment(); a.Base != 0 {
			return doc.MoneyValue(int64(a.Base))
		}
		return doc.Value{}
	}),
	"dues.percent": typed(aMember|theDues, func(s *scope) doc.Value {
		if a := s.assessment(); a.Percent != 0 {
			return doc.Value{Kind: doc.KindPercent, Set: true, N: int64(a.Percent)}
		}
		return doc.Value{}
	}),
	"dues.monthly": typed(aMember|theDues, func(s *scope) doc.Value {
		if a := s.assessment(); !a.Unknown {
			return doc.MoneyValue(int64(a.Monthly))
		}
		return doc.Value{}
	}),
	"dues.year": typed(aMember|theDues, func(s *scope) doc.Value {
		if a := s.assessment(); !a.Unknown {
			return doc.MoneyValue(int64(a.Year))
		}
		return doc.Value{}
	}),
	"dues.due": typed(aMember|theDues, func(s *scope) doc.Value {
		if a := s.assessment(); !a.Unknown && s.month > 0 && a.Months[s.month] > 0 {
			return doc.MoneyValue(int64(a.Months[s.month]))
		}
		return doc.Value{}
	}),
	"dues.formula": text(aMember|theDues, func(s *scope) string { return s.assessment().Formula }),
	"dues.sum":     text(aMember|theDues, func(s *scope) string { return s.assessment().BaseSum }),
	"dues.source":  text(aMember|theDues, func(s *scope) string { return s.cite(s.assessment().Source) }),
	"dues.notes":   text(aMember|theDues, func(s *scope) string { return strings.Join(s.assessment().Notes, "；") }),
	"rate.who":     text(aRate, func(s *scope) string { return s.rate.who }),
	"rate.rule":    text(aRate, func(s *scope) string { return s.rate.rule }),
	"rate.lines":   text(aRate, func(s *scope) string { return strings.ReplaceAll(s.rate.rule, "；", "；\n") }),
	"rate.source":  text(aRate, func(s *scope) string { return s.rate.source }),
	"branch.due": typed(theDues, func(s *scope) doc.Value {
		return doc.MoneyValue(int64(dues.Sum(s.Dues).Year))
	}),
	"month.due": typed(aMonth|theDues, func(s *scope) doc.Value {
		var t int64
		for i := range s.Dues {
			t += int64(s.Dues[i].Months[s.month])
		}
		return doc.MoneyValue(t)
	}),
}

// some is a count, blank for none.
func some(n int) doc.Value {
	if n == 0 {
		return doc.Value{}
	}
	return doc.IntValue(n)
}

var entryFields = map[string]field{
	"entry.id":       text(anEntry, func(s *scope) string { return s.entry.ID }),
	"entry.code":     text(anEntry, func(s *scope) string { return s.entry.Code }),
	"entry.name":     text(anEntry, func(s *scope) string { return s.entry.Name }),
	"entry.month":    num(anEntry, func(s *scope) int { return int(s.entry.Month) }),
	"entry.members":  num(anEntry|aBranch, func(s *scope) int { return audit.Roster(s.Branch, s.entry) }),
	"entry.expected": typed(anEntry|aBranch, func(s *scope) doc.Value { return some(audit.Roster(s.Branch, s.entry)) }),
	"entry.leaders": typed(anEntry|aBranch, func(s *scope) doc.Value {
		if s.entry.Kind != plan.ThemeDay {
			return doc.Value{}
		}
		return some(audit.RosterLeaders(s.Branch, s.entry))
	}),
	"entry.date": day(anEntry, func(s *scope) date.Date { return s.entry.Date }),
	"entry.day":  text(anEntry, func(s *scope) string { return dayText(s.entry.Date) }),
	"entry.days": text(anEntry, func(s *scope) string {
		if s.words != "" {
			return s.words
		}
		return dayText(s.entry.Date)
	}),
	"entry.weekday": text(anEntry, func(s *scope) string {
		if s.entry.Date.Day == 0 {
			return ""
		}
		return s.entry.Date.ChineseWeekday()
	}),
	"entry.seq":          num(anEntry, func(s *scope) int { return s.entry.Seq }),
	"entry.of":           num(anEntry, func(s *scope) int { return s.entry.Of }),
	"entry.topic":        text(anEntry, func(s *scope) string { return s.entry.Topic }),
	"entry.responsible":  text(anEntry, func(s *scope) string { return s.entry.Responsible }),
	"entry.participants": text(anEntry, func(s *scope) string { return s.entry.Participants }),
	"entry.note":         text(anEntry, func(s *scope) string { return s.entry.Note }),
	"entry.page":         text(anEntry, func(s *scope) string { return s.entry.Page }),
	"entry.group": text(anEntry, func(s *scope) string {
		if s.entry.Group == nil {
			return ""
		}
		return s.entry.Group.Name
	}),
	"theme.title":     text(anEntry, theme(func(s *scope) string { return s.entry.Theme.Title })),
	"theme.chapter":   text(anEntry, theme(func(s *scope) string { return s.entry.Theme.Chapter })),
	"theme.optional":  text(anEntry, theme(func(s *scope) string { return strings.Join(s.entry.Theme.Optional, "、") })),
	"theme.materials": text(anEntry, theme(func(s *scope) string { return strings.Join(s.entry.Theme.Materials, "；") })),
	"theme.birthdays": text(anEntry, theme(func(s *scope) string {
		var names []string
		for _, b := range s.entry.Theme.Birthdays {
			n := b.Member.Label
			if b.Day > 0 {
				n = s.set.Sentences.Member.Birthday.Say("name", n, "day", b.Day)
			}
			names = append(names, whole(n))
		}
		if len(names) == 0 {
			return s.set.Sentences.Member.NoBirthday.String()
		}
		return strings.Join(names, "、")
	})),
	"norm.id":   text(aNorm, func(s *scope) string { return s.norm.ID }),
	"norm.text": text(aNorm, func(s *scope) string { return s.expand(s.norm.Text.For(s.setup())) }),
	"norm.times": typed(aNorm, func(s *scope) doc.Value {
		if s.norm.Times == 0 { // a norm that the branch has no body for
			return doc.TextValue(doc.Dash)
		}
		return doc.IntValue(s.norm.Times)
	}),
}

// activityFields are {on.lesson}, {times.lesson} and {count.lesson}, and so on
// for each kind, and {action.1} to {action.5}.
func activityFields() map[string]field {
	all := map[string]field{}
	for i := range 5 {
		all[fmt.Sprintf("action.%d", i+1)] = text(anywhere, func(s *scope) string { return nth(s.actions(s.anyChapter()), i) })
	}
	for _, kind := range templates.ActivityKinds() {
		all["on."+kind] = text(aPlan|aMonth, func(s *scope) string { return onDays(s, kind) })
		all["times."+kind] = num(aBranch|aPlan, func(s *scope) int { return len(s.Plan.Of(plan.Kind(kind))) })
		all["count."+kind] = num(aPlan, func(s *scope) int { return s.Plan.Count(plan.Kind(kind)) })
	}
	return all
}

var timeFields = map[string]field{
	"n":           num(aTally, func(s *scope) int { return s.no }),
	"no":          num(aNumber, func(s *scope) int { return s.no }),
	"word":        text(aWord, func(s *scope) string { return s.words }),
	"on.other":    text(aPlan|aMonth, onOther),
	"on.meetings": text(aPlan|aMonth, onMeetings),
	"month":       num(aMonth, func(s *scope) int { return s.month }),
	"mm":          text(aMonth, func(s *scope) string { return fmt.Sprintf("%02d", s.month) }),
	"quarter":     num(aQuarter, func(s *scope) int { return s.quarter }),
	"half":        text(aHalf, func(s *scope) string { return s.halfText() }),
	"side": text(aMonth, func(s *scope) string {
		if s.month <= 6 {
			return "left"
		}
		return "right"
	}),
}

func (s *scope) halfText() string {
	if s.half == 1 {
		return s.set.Sentences.Plan.FirstHalf.String()
	}
	return s.set.Sentences.Plan.SecondHalf.String()
}

// theme makes a field of a theme day blank for other activities.
func theme(f func(*scope) string) func(*scope) string {
	return func(s *scope) string {
		if s.entry.Theme == nil {
			return ""
		}
		return f(s)
	}
}

// anyChapter stands for the month's chapter where no month is meant.
func (s *scope) anyChapter() string { return s.set.Sentences.Member.AnyChapter.String() }

// actions are the fixed actions of a theme day, with the chapter that is read.
func (s *scope) actions(chapter string) []string {
	var out []string
	for _, t := range s.set.Activities.ThemeDay.Fixed {
		out = append(out, t.Fill(func(string) string { return chapter }))
	}
	return out
}

// nth is the i-th of a list from 0, or "".
func nth(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// numberedList joins items as ①…；②…
func numberedList(items []string) string {
	var b strings.Builder
	for i, it := range items {
		if i > 0 {
			b.WriteString("；")
		}
		b.WriteRune('①' + rune(i))
		b.WriteString(it)
	}
	return b.String()
}

// holder returns the name of who holds a post in the branch, or "".
func holder(b *config.Branch, post string) string {
	if m := b.Holder(post); m != nil {
		return m.Name
	}
	return ""
}

// leader returns the name of a group's leader, or "".
func leader(g *config.Group) string {
	for _, m := range g.Members {
		if m.Has(config.GroupLeader) {
			return m.Label
		}
	}
	return ""
}

func count(s *scope, is func(*config.Member) bool) int {
	n := 0
	for _, m := range s.Branch.Members {
		if is(m) {
			n++
		}
	}
	return n
}

// onDays lists the days of the month on which a kind of activity is planned:
// 22、23日.
func onDays(s *scope, kind string) string {
	var days []string
	for _, e := range s.Plan.In(time.Month(s.month)) {
		if string(e.Kind) != kind {
			continue
		}
		if e.Date.Month != e.Month {
			days = append(days, bareDay(e.Date.ChineseDay()))
		} else if e.Date.Day > 0 {
			days = append(days, strconv.Itoa(e.Date.Day))
		}
	}
	if len(days) == 0 {
		return ""
	}
	return daysText(days)
}

// onMeetings lists the meetings that are planned in the month, with their
// days: 主题党日 16日　支委会 5日.
func onMeetings(s *scope) string {
	var out []string
	for _, k := range []plan.Kind{plan.ThemeDay, plan.CommitteeMeeting, plan.GeneralMeeting, plan.GroupMeeting, plan.Lesson, plan.OrgLifeMeeting} {
		if days := onDays(s, string(k)); days != "" {
			out = append(out, s.Plan.Of(k)[0].Name+" "+days)
		}
	}
	return strings.Join(out, "　")
}

// onOther lists what is planned in the month beside the meetings that have
// columns of their own.
func onOther(s *scope) string {
	var out []string
	for _, e := range s.Plan.In(time.Month(s.month)) {
		switch e.Kind {
		case plan.ThemeDay, plan.GeneralMeeting, plan.CommitteeMeeting, plan.GroupMeeting, plan.Lesson, plan.OrgLifeMeeting:
			continue
		}
		day := ""
		if e.Date.Day > 0 {
			day = inMonth(e.Date.Day)
		}
		out = append(out, day+e.Name)
	}
	return strings.Join(out, "；")
}
