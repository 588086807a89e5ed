package audit

import (
	"fmt"
	"slices"
	"strings"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/generator/plan"
)

// Numbers that cannot be are faults to put right, and enter no rate: a share
// above 100 % says that somebody mistyped, not that a branch did well.

// fault reports a cell that was read and cannot be true.
func (a *auditor) fault(l *line, c *cell, code, message, hint string) {
	f := l.from.file
	f.Faults++
	a.faults = append(a.faults, diag.Finding{Place: l.place(c), Severity: diag.Error, Code: code, Message: message, Hint: hint, Branch: f.Branch, Owner: f.Committee})
}

// possible takes the numbers out of an activity that cannot be, and reports
// each at its cell.
func (a *auditor) possible(b *config.Branch, act *Activity) {
	r, what := act.row, act.ID+" "+act.Name
	few := func(present, expected *Number, at *countCell, label string) {
		if present.Given && expected.Given && present.N > expected.N {
			a.fault(&r.line, at.at(), "more-than-expected", fmt.Sprintf("%s：%s实到 %d，多于应到 %d，这两个数没有计入", what, label, present.N, expected.N), "对照签到改正")
			*present, *expected = Number{}, Number{}
		}
	}
	most := func(expected, present *Number, at *countCell, top int, label, whom string) {
		if expected.Given && expected.N > top {
			a.fault(&r.line, at.at(), "more-than-roster", fmt.Sprintf("%s：%s %d，%s %d 人，这个数没有计入", what, label, expected.N, whom, top), "对照名册改正；列席的不算应到")
			*expected, *present = Number{}, Number{}
		}
	}
	top, whom := rosterOf(b, act.Entry, act.Held)
	most(&act.Expected, &act.Present, &r.Expected, top, "应到", whom)
	if a.leaders {
		most(&act.LeadersExpected, &act.LeadersPresent, &r.LeadersExpected, leadersOf(b, act.day()), "领导应到", "名册里的领导干部")
	}
	few(&act.Present, &act.Expected, &r.Present, "")
	if act.Expected.Given && act.Present.Given && act.Present.N+act.Leave.N > act.Expected.N {
		a.fault(&r.line, r.Leave.at(), "more-than-expected", fmt.Sprintf("%s：实到 %d 加请假 %d，多于应到 %d，这三个数没有计入", what, act.Present.N, act.Leave.N, act.Expected.N), "对照签到改正；请假的不算实到")
		act.Expected, act.Present, act.Leave = Number{}, Number{}, Number{}
	}
	if most, whom := act.Present, "实到"; act.Agreed.Given {
		if act.Kind == plan.GeneralMeeting && act.Voted == "发展党员" {
			most, whom = act.Expected, "应到" // votes in writing count too
		}
		if most.Given && act.Agreed.N > most.N {
			a.fault(&r.line, r.Agreed.at(), "more-than-present", fmt.Sprintf("%s：赞成 %d，多于%s %d，没有计入", what, act.Agreed.N, whom, most.N), "对照计票结果改正")
			act.Agreed = Number{}
		}
	}
	few(&act.LeadersPresent, &act.LeadersExpected, &r.LeadersPresent, "领导")
}

// day is when the activity was held, or else its planned day.
func (act *Activity) day() date.Date {
	if act.Held.IsZero() {
		return act.Date
	}
	return act.Held
}

// gone reports the planned activities whose rows were deleted from the
// branch's register, and returns their ids.
func (a *auditor) gone(b *Branch) map[string]bool {
	gone := map[string]bool{}
	for _, k := range a.kept {
		if k.form.name != Register || k.file.Branch != b.Code || len(k.ids) == 0 {
			continue
		}
		var ids []string
		for i := range b.Activities {
			if act := &b.Activities[i]; act.row == nil && !k.ids[strings.ToUpper(act.ID)] {
				ids = append(ids, act.ID)
				gone[act.ID] = true
			}
		}
		if len(ids) == 0 {
			continue
		}
		k.file.Faults++
		a.faults = append(a.faults, diag.Finding{Place: place(k.file.Path, lifeSheet(k.form), 0, 0), Severity: diag.Error, Code: "rows-gone",
			Message: fmt.Sprintf("少了 %d 行计划的活动：%s", len(ids), short(strings.Join(ids, "、"))), Hint: "在县里发的原表上填，不要删行；没有开展的空着",
			Branch: b.Code, Owner: k.file.Committee})
	}
	return gone
}

// lifeSheet names the worksheet of activities.
func lifeSheet(f *form) string {
	for i := range f.sheets {
		if f.sheets[i].table == lifeTable.table {
			return f.sheets[i].name
		}
	}
	return ""
}

// fullOn counts the full members of a branch on a day.
func fullOn(b *config.Branch, day date.Date) int {
	n := 0
	for _, m := range b.MembersOn(day) {
		if m.FullOn(day) || !m.Confirmed.IsZero() && !m.Confirmed.After(day) {
			n++
		}
	}
	return n
}

// rosterOf is how many people a record can expect at most, and who they are:
// members of the group, or of the branch by that day.
func rosterOf(b *config.Branch, e *plan.Entry, held date.Date) (int, string) {
	day := held
	if day.IsZero() && e != nil {
		day = e.Date
	}
	members, whom := b.MembersOn(day), "本支部党员"
	if e != nil && e.Group != nil {
		members, whom = e.Group.MembersOn(b, day), "本组党员"
	}
	n := 0
	for _, m := range members {
		if held.IsZero() || m.Joined.IsZero() || m.Joined.MonthOnly() || !m.Joined.After(held) {
			n++
		}
	}
	return n, whom
}

// Roster is how many people of the branch an activity is for by its planned
// day, as the rosters say: the members of the group or the branch; of a
// meeting of the branch committee those who have a post there, 0 where the
// rosters name none.
func Roster(b *config.Branch, e *plan.Entry) int {
	if e.Kind != plan.CommitteeMeeting {
		n, _ := rosterOf(b, e, e.Date)
		return n
	}
	n := 0
	for _, m := range b.MembersOn(e.Date) {
		if slices.ContainsFunc(m.PostsOn(e.Date), func(p string) bool { return strings.HasSuffix(p, "书记") || strings.HasSuffix(p, "委员") }) {
			n++
		}
	}
	return n
}

// RosterLeaders is how many leading cadres of the branch a theme day is for.
func RosterLeaders(b *config.Branch, e *plan.Entry) int { return leadersOf(b, e.Date) }

// leadersOf counts the leading cadres of a branch on a day.
func leadersOf(b *config.Branch, day date.Date) int {
	n := 0
	for _, m := range b.MembersOn(day) {
		if m.Leader {
			n++
		}
	}
	return n
}

// anyLeader reports whether the rosters say who is a leading cadre.
func anyLeader(c *config.County) bool {
	for _, b := range c.Branches() {
		if slices.ContainsFunc(b.Everyone(), func(m *config.Member) bool { return m.Leader }) {
			return true
		}
	}
	return false
}
