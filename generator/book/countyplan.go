package book

import (
	"strconv"
	"strings"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/doc"
	"dangce/generator/plan"
)

// countyPlanFields are for tables of many branches' plans.
var countyPlanFields = map[string]field{
	"month.codes":  text(aPlan|aMonth, monthCodes),
	"marks":        text(anywhere, marks),
	"theme_shifts": text(anywhere, themeShifts),
	"change.month": num(aChange, func(s *scope) int { return int(s.change.Month) }),
	"change.fixed": day(aChange, func(s *scope) date.Date { return s.Calendar.Days[s.change.Month].Date }),
	"change.to":    day(aChange, func(s *scope) date.Date { return s.change.To }),
	"change.held": typed(aChange|aPlan, func(s *scope) doc.Value {
		for _, e := range planned(s).Of(plan.ThemeDay) {
			if e.Month == s.change.Month {
				return doc.DateValue(e.Date.String())
			}
		}
		return doc.Value{}
	}),
	"change.reason":      text(aChange, func(s *scope) string { return s.change.Reason }),
	"change.approved":    day(aChange, func(s *scope) date.Date { return s.change.Approved }),
	"change.approval_no": text(aChange, func(s *scope) string { return s.change.ApprovalNo }),
	"change.state": text(aChange, func(s *scope) string {
		if s.change.Approved.IsZero() {
			return s.set.Sentences.Plan.Pending.String()
		}
		return s.set.Sentences.Plan.Approved.String()
	}),
	"branch.changes": num(aBranch|aPlan, func(s *scope) int {
		n := 0
		for _, e := range planned(s).Of(plan.ThemeDay) {
			if e.Theme.Change != nil {
				n++
			}
		}
		return n
	}),
}

// Signs behind a theme day in tables of codes.
const (
	movedSign   = "▲" // by an approved change
	pendingSign = "△" // a change was asked for and not approved
)

// monthCodes writes a month's activities in marks and days, those of one day
// together: 支5 日会15 组22—24.
func monthCodes(s *scope) string {
	list := planned(s).In(time.Month(s.month))
	var out []string
	for i := 0; i < len(list); {
		e := list[i]
		if e.Kind == plan.GroupMeeting {
			if days := groupDays(list[:i], list[i:]); days != "" {
				out = append(out, mark(s, e)+days)
			}
			i++
			continue
		}
		code, sign := "", ""
		n := i
		for n < len(list) && list[n].Date == e.Date && list[n].Kind != plan.GroupMeeting {
			code += mark(s, list[n])
			sign += changeSign(s.Branch, list[n])
			n++
		}
		out = append(out, code+codeDay(e)+sign)
		i = n
	}
	return strings.Join(out, " ")
}

// groupDays are the days of a month's group meetings, for the first of them.
func groupDays(before, list []*plan.Entry) string {
	for _, e := range before {
		if e.Kind == plan.GroupMeeting {
			return ""
		}
	}
	var days []int
	for _, e := range list {
		if e.Kind == plan.GroupMeeting {
			days = append(days, e.Date.Day)
		}
	}
	return strings.Join(runs(days), "、")
}

// codeDay is the day of an entry, with its month where it left its own.
func codeDay(e *plan.Entry) string {
	switch {
	case e.Date.Day == 0:
		return ""
	case e.Date.Month != e.Month:
		return e.Date.ChineseDay()
	}
	return strconv.Itoa(e.Date.Day)
}

func changeSign(b *config.Branch, e *plan.Entry) string {
	switch {
	case e.Kind != plan.ThemeDay || b == nil:
		return ""
	case e.Theme.Change != nil:
		return movedSign
	}
	for i := range b.Changes {
		if b.Changes[i].Month == e.Month {
			return pendingSign
		}
	}
	return ""
}

func mark(s *scope, e *plan.Entry) string {
	if a := s.set.Activities.Activity(string(e.Kind)); a != nil && a.Mark != "" {
		return a.Mark
	}
	return e.Name
}

// marks explains the codes.
func marks(s *scope) string {
	var out []string
	for _, a := range s.set.Activities.All {
		if a.Mark != "" {
			out = append(out, a.Mark+" "+a.Name)
		}
	}
	return strings.Join(out, "，")
}

// themeShifts lists the months in which the county's own rule moves the theme
// day.
func themeShifts(s *scope) string {
	if s.Calendar == nil {
		return ""
	}
	var out []string
	for m := time.January; m <= time.December; m++ {
		if note := s.Calendar.Days[m].Note; note != "" {
			out = append(out, s.set.Sentences.Plan.Shift.Say("month", int(m), "note", note))
		}
	}
	if len(out) == 0 {
		out = append(out, s.set.Sentences.Plan.NoShift.String())
	}
	return strings.Join(out, "；") + "。"
}

// rowPlans lists all branches of the county with their plans.
func rowPlans(sc *scope, _ string) []scope {
	if sc.Calendar == nil {
		return nil
	}
	var out []scope
	for _, com := range sc.County.Committees {
		for _, b := range com.Branches {
			c := *sc
			c.Subject = &Subject{County: sc.County, Calendar: sc.Calendar, Committee: com, Branch: b, Plan: plan.ForBranch(sc.Calendar, b)}
			out = append(out, c)
		}
	}
	return numbered(out)
}

// rowChanges lists the changes of theme days that branches asked for.
func rowChanges(sc *scope, _ string) []scope {
	var out []scope
	for _, b := range rowPlans(sc, "") {
		for i := range b.Branch.Changes {
			c := b
			c.change = &b.Branch.Changes[i]
			out = append(out, c)
		}
	}
	return numbered(out)
}
