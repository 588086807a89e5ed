// Package plan works out the year's calendar of meetings: for every branch
// and every committee the activities that the county's 30 norms ask for, each
// with a suggested day, a topic, and who sees to it and takes part.
//
// Books print the plan, workbooks register what became of it, the audit
// compares the two. All three meet by Entry.ID, which depends on the norm, the
// month and the group alone, so that a day moved during the year keeps its id.
//
// What the package promises, for a county that passed its checks:
//
//   - every frequency of the norms is met, as far as [plan] does not change it
//     and the branch existed;
//   - two activities of a branch share a day only as one of the listed sets
//     (主题党日＋党员大会, 主题党日＋党课, 组织生活会＋民主评议), or when a month has
//     fewer days than its groups need;
//   - no activity is on a holiday, nor without an official schedule on the
//     days that one would likely give with it, unless the county keeps its
//     theme day there or a committee approved that very day;
//   - whatever is off its usual day says why in Entry.Note;
//   - the same county gives the same plan.
package plan

import (
	"time"

	"dangce/config"
	"dangce/config/date"
)

// Kind says what an activity is.
type Kind string

// The kinds of a branch's activities. The first ten come from the norms
// B01–B10 and are records of the handbook; the rest accompany them.
const (
	CommitteeMeeting Kind = "committee_meeting" // 支委会 B01
	ThemeDay         Kind = "theme_day"         // 主题党日 B02
	GroupMeeting     Kind = "group_meeting"     // 党小组会 B03
	GeneralMeeting   Kind = "general_meeting"   // 党员大会 B04
	Lesson           Kind = "lesson"            // 党课 B05
	OrgLifeMeeting   Kind = "org_life_meeting"  // 组织生活会 B06
	PlanFiling       Kind = "plan_filing"       // 三会一课计划 B07
	Appraisal        Kind = "appraisal"         // 民主评议党员 B08
	SpiritCheck      Kind = "spirit_check"      // 党性体检 B09
	Commendation     Kind = "commendation"      // 评先表优 B10
	WorkReport       Kind = "work_report"       // 报告工作 WR
	MemberReport     Kind = "member_report"     // 党员汇报 MR
	Election         Kind = "election"          // 换届提醒 EL
)

// CommitteeWork is the kind of every entry of a committee, C01–C10.
const CommitteeWork Kind = "committee_work"

// Role says how an entry counts.
type Role int

// The roles of entries.
const (
	// Record is an activity that the norms count: 38 + 12·groups a year with
	// a branch committee, 12 fewer without.
	Record Role = iota
	// Report accompanies the norms (报告工作, 党员汇报): it has a day and a page, but is
	// not one of the counted records.
	Report
	// Reminder is a line of the plan alone. Its date knows only the month.
	Reminder
)

// Plan is one branch's or one committee's year.
type Plan struct {
	Branch    *config.Branch    // nil in a committee's plan
	Committee *config.Committee // the branch's, or the one planned for
	Year      int
	Entries   []Entry  // by date, reminders at their month's end; sets in their order
	Notes     []string // remarks on the plan as a whole
}

// Entry is one planned activity.
type Entry struct {
	ID    string // B02-03; group meetings B03-03-G1; unique in its plan
	Code  string // norm B01…B10, C01…C10; WR, MR, EL for what no norm counts
	Kind  Kind
	Role  Role
	Name  string     // 支委会, 主题党日, …
	Month time.Month // the month it belongs to, even if an approved change left it
	Date  date.Date  // suggested day; month-only for reminders

	Group   *config.Group // of a group meeting, else nil
	GroupNo int           // from 1, 0 when Group is nil

	Seq, Of int // 第Seq次/共Of次, group by group for group meetings

	Topic        string
	Responsible  string
	Participants string
	Page         string // page kind of the handbook, P13…; "" without
	Note         string // 说明: why it is not on its usual day, and the like

	Set     int    // number of the set it belongs to, from 1 in order of date; 0 alone
	SetSeq  int    // its place in the set, from 1
	SetName string // 主题党日＋党员大会

	Theme *ThemeDayDetail // of a theme day, else nil
}

// ThemeDayDetail is what a theme day's “1+5+X” holds.
type ThemeDayDetail struct {
	Title     string // the county's theme, "" until set
	Materials []string
	Notes     string
	Actions   []string // the five fixed actions, charter chapter filled in
	Chapter   string   // 总纲, 第一章, …
	Birthdays []Birthday
	Optional  []string // X: chosen by the branch, else suggested
	Chosen    bool     // Optional is the branch's own choice

	Change *config.ThemeDayChange // the approved change that moved it, or nil
	Fixed  date.Date              // the county's day for the month
}

// Birthday is one political birthday of a month.
type Birthday struct {
	Member *config.Member
	Day    int // 0 when the roster knows only the month
	Years  int // completed in the year planned, at least 1
}

// Count returns how many entries of a kind the plan holds: the number of
// forms a handbook prints for it.
func (p *Plan) Count(k Kind) int {
	n := 0
	for i := range p.Entries {
		if p.Entries[i].Kind == k {
			n++
		}
	}
	return n
}

// Records returns the number of counted records.
func (p *Plan) Records() int {
	n := 0
	for i := range p.Entries {
		if p.Entries[i].Role == Record {
			n++
		}
	}
	return n
}

// Of returns the entries of a kind in order of date, the meetings of all
// groups mixed; ByGroup takes those of one group.
func (p *Plan) Of(k Kind) []*Entry {
	var es []*Entry
	for i := range p.Entries {
		if p.Entries[i].Kind == k {
			es = append(es, &p.Entries[i])
		}
	}
	return es
}

// ByGroup returns the meetings of the group with the number no, from 1.
func (p *Plan) ByGroup(no int) []*Entry {
	var es []*Entry
	for i := range p.Entries {
		if p.Entries[i].GroupNo == no {
			es = append(es, &p.Entries[i])
		}
	}
	return es
}

// In returns the entries of a month.
func (p *Plan) In(m time.Month) []*Entry {
	var es []*Entry
	for i := range p.Entries {
		if p.Entries[i].Month == m {
			es = append(es, &p.Entries[i])
		}
	}
	return es
}
