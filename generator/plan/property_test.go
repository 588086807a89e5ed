package plan

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"dangce/config"
	"dangce/config/date"
)

// listedSets are the only activities that may share a day.
var listedSets = []string{
	"主题党日＋党员大会", "主题党日＋党课", "主题党日＋党员大会＋党课", "组织生活会＋民主评议党员",
}

func TestPlansOfRandomCounties(t *testing.T) {
	ts := built(t)
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 27))
		c := randomCounty(rng, 200)
		cal := Year(c, ts)
		for _, b := range c.Branches() {
			moveOneThemeDay(rng, cal, b)
			p := ForBranch(cal, b)
			at := fmt.Sprintf("seed %d, %d, branch %s (%s, %d groups, founded %s)", seed, c.Year, b.Code, b.Kind, len(b.Groups), b.Founded)
			checkFrequencies(t, at, c, p)
			checkDays(t, at, cal, p)
			checkSets(t, at, p)
			checkNotes(t, at, cal, p)
			if t.Failed() {
				return
			}
		}
	}
}

// moveOneThemeDay gives some branches a change, approved or not, to a day of
// the same month that is no holiday.
func moveOneThemeDay(rng *rand.Rand, cal *Calendar, b *config.Branch) {
	m := time.Month(1 + rng.IntN(12))
	to := date.New(cal.Year, m, 1+rng.IntN(28))
	if rng.IntN(3) > 0 || cal.Holiday(to) != "" {
		return
	}
	change := config.ThemeDayChange{Month: m, To: to, Reason: "抢险"}
	if rng.IntN(2) == 0 {
		change.Approved, change.ApprovalNo = date.New(cal.Year, m, 1), "批〔1〕号"
	}
	b.Changes = append(b.Changes, change)
}

func checkFrequencies(t *testing.T, at string, c *config.County, p *Plan) {
	t.Helper()
	groups := len(p.Branch.Groups)
	want := map[Kind]int{
		CommitteeMeeting: 12, ThemeDay: 12, GroupMeeting: 12 * groups, GeneralMeeting: 4, Lesson: 4, OrgLifeMeeting: 2,
		PlanFiling: 1, Appraisal: 1, SpiritCheck: 1, Commendation: 1, WorkReport: 2, MemberReport: 4,
	}
	records := 38 + 12*groups
	if !p.Branch.HasCommittee {
		want[CommitteeMeeting] = 0
		records -= 12
	}
	whole := p.Branch.Founded.Year < c.Year
	for kind, n := range want {
		switch got := p.Count(kind); {
		case whole && got != n:
			t.Errorf("%s: %s %d times, want %d", at, kind, got, n)
		case got > n:
			t.Errorf("%s: %s %d times, more than %d", at, kind, got, n)
		}
	}
	if whole && p.Records() != records {
		t.Errorf("%s: %d records, want %d", at, p.Records(), records)
	}
	if whole {
		return
	}
	for m := p.Branch.Founded.Month + 1; m <= time.December; m++ {
		n := 0
		for _, e := range p.In(m) {
			if e.Kind == ThemeDay || e.Kind == CommitteeMeeting || e.Kind == GroupMeeting {
				n++
			}
		}
		if full := 1 + groups + want[CommitteeMeeting]/12; n != full {
			t.Errorf("%s: %d monthly meetings in %s, want %d", at, n, m, full)
		}
	}
}

func checkDays(t *testing.T, at string, cal *Calendar, p *Plan) {
	t.Helper()
	ids := map[string]bool{}
	office := slices.Contains([]config.BranchKind{config.Agency, config.Institution, config.SOE, config.School}, p.Branch.Kind)
	for i, e := range p.Entries {
		if ids[e.ID] {
			t.Errorf("%s: id %s twice", at, e.ID)
		}
		ids[e.ID] = true
		if e.Role == Reminder {
			continue
		}
		if !e.Date.Valid() || e.Date.Day == 0 || e.Date.Year != cal.Year || e.Date.Month != e.Month {
			t.Errorf("%s: %s on %s", at, e.ID, e.Date)
		}
		if i > 0 && e.Date.Before(p.Entries[i-1].Date) {
			t.Errorf("%s: %s stands behind %s", at, e.ID, p.Entries[i-1].ID)
		}
		moved := e.Theme != nil && e.Theme.Change != nil || e.Set > 0 && e.Kind != OrgLifeMeeting && e.Kind != Appraisal
		if i := cal.index(e.Date); cal.holiday[i] != "" || cal.avoided[i] != "" && !moved {
			t.Errorf("%s: %s on %s, %s", at, e.ID, e.Date, cal.why(i))
		}
		follows := e.Kind == ThemeDay || e.Set > 0 && e.Kind != OrgLifeMeeting && e.Kind != Appraisal
		if office && !follows && !cal.Workday(e.Date) {
			t.Errorf("%s: %s on %s, no workday", at, e.ID, e.Date)
		}
		if !p.Branch.Founded.IsZero() && e.Date.Before(p.Branch.Founded) {
			t.Errorf("%s: %s on %s, before the founding", at, e.ID, e.Date)
		}
		if e.Kind == ThemeDay {
			checkThemeDay(t, at, cal, p.Branch, e)
		}
		if e.Seq < 1 || e.Seq > e.Of {
			t.Errorf("%s: %s is %d of %d", at, e.ID, e.Seq, e.Of)
		}
	}
}

func checkThemeDay(t *testing.T, at string, cal *Calendar, b *config.Branch, e Entry) {
	t.Helper()
	want := cal.Days[e.Month].Date
	for _, c := range b.Changes {
		if c.Month == e.Month && !c.Approved.IsZero() {
			want = c.To
			if !strings.Contains(e.Note, c.ApprovalNo) {
				t.Errorf("%s: %s does not name the approval: %q", at, e.ID, e.Note)
			}
		}
	}
	if e.Date != want {
		t.Errorf("%s: %s on %s, want %s", at, e.ID, e.Date, want)
	}
}

func checkSets(t *testing.T, at string, p *Plan) {
	t.Helper()
	last := 0
	for i, e := range p.Entries {
		if i > 0 && e.Role != Reminder && p.Entries[i-1].Role != Reminder && e.Date == p.Entries[i-1].Date {
			if before := p.Entries[i-1]; e.Set == 0 || e.Set != before.Set || e.SetSeq != before.SetSeq+1 {
				t.Errorf("%s: %s and %s both on %s", at, before.ID, e.ID, e.Date)
			}
		}
		switch {
		case e.Set == 0:
			if e.SetSeq != 0 || e.SetName != "" {
				t.Errorf("%s: %s alone is %d of %q", at, e.ID, e.SetSeq, e.SetName)
			}
			continue
		case !slices.Contains(listedSets, e.SetName):
			t.Errorf("%s: set %q", at, e.SetName)
		case e.Set == last+1 && e.SetSeq == 1:
			last++
		case e.Set != last:
			t.Errorf("%s: %s in set %d behind set %d", at, e.ID, e.Set, last)
		}
	}
}

// checkNotes fails where an activity is off its usual day and does not
// say why.
func checkNotes(t *testing.T, at string, cal *Calendar, p *Plan) {
	t.Helper()
	rules := cal.county.Plan
	usual := map[Kind]int{
		CommitteeMeeting: rules.CommitteeMeeting.Day, GroupMeeting: rules.GroupMeeting.Day, GeneralMeeting: rules.GeneralMeeting.Day,
		Lesson: rules.Lesson.Day, OrgLifeMeeting: rules.OrgLifeMeeting.Day, Appraisal: rules.Appraisal.Day,
		ThemeDay: cal.county.ThemeDay.Day, PlanFiling: 10, SpiritCheck: 25, Commendation: 10, WorkReport: 18, MemberReport: 28,
	}
	for _, e := range p.Entries {
		if e.Role != Reminder && e.Date.Day != usual[e.Kind] && e.Note == "" {
			t.Errorf("%s: %s on %s without a reason", at, e.ID, e.Date)
		}
	}
}

func TestSameCountySamePlans(t *testing.T) {
	ts := built(t)
	plans := func() (all []*Plan) {
		c := randomCounty(rand.New(rand.NewPCG(3, 3)), 60)
		cal := Year(c, ts)
		for _, b := range c.Branches() {
			all = append(all, ForBranch(cal, b))
		}
		return all
	}
	a, b := plans(), plans()
	for i := range a {
		if !reflect.DeepEqual(a[i].Entries, b[i].Entries) || !slices.Equal(a[i].Notes, b[i].Notes) {
			t.Fatalf("branch %s differs", a[i].Branch.Code)
		}
	}
}

// TestLikelyDaysOffAreAvoided: without a schedule no day of 2027 is planned on
// the days off that the State Council's rule gives, wherever the county puts
// its usual days; with a schedule, the schedule alone counts.
func TestLikelyDaysOffAreAvoided(t *testing.T) {
	off := [][2]date.Date{
		{date.New(2027, 1, 1), date.New(2027, 1, 3)}, {date.New(2027, 2, 5), date.New(2027, 2, 12)},
		{date.New(2027, 4, 3), date.New(2027, 4, 5)}, {date.New(2027, 5, 1), date.New(2027, 5, 5)},
		{date.New(2027, 6, 9), date.New(2027, 6, 9)}, {date.New(2027, 9, 15), date.New(2027, 9, 15)},
		{date.New(2027, 10, 1), date.New(2027, 10, 7)},
	}
	within := func(d date.Date) bool {
		return slices.ContainsFunc(off, func(r [2]date.Date) bool { return d.Day > 0 && !d.Before(r[0]) && !d.After(r[1]) })
	}
	ts := built(t)
	for day := 1; day <= 12; day++ {
		c := randomCounty(rand.New(rand.NewPCG(uint64(day), 5)), 200)
		c.Year, c.Holidays = 2027, config.Holidays{}
		c.ThemeDay.Day, c.ThemeDay.OnHoliday = day, config.NextWorkday
		c.Plan.CommitteeMeeting.Day, c.Plan.GroupMeeting.Day = day, day
		cal := Year(c, ts)
		scheduled := *c
		scheduled.Holidays = config.Holidays{Given: true, Off: []config.Holiday{{Name: "春节", From: date.New(2027, 2, 6), To: date.New(2027, 2, 13)}}}
		official, used := Year(&scheduled, ts), map[date.Date]bool{}
		for _, com := range c.Committees {
			for _, b := range com.Branches {
				for _, e := range ForBranch(cal, b).Entries {
					if within(e.Date) {
						t.Fatalf("usual day %d, branch %s: %s on %s", day, b.Code, e.ID, e.Date)
					}
				}
				for _, e := range ForBranch(official, b).Entries {
					used[e.Date] = true
				}
			}
			for _, e := range ForCommittee(cal, com).Entries {
				if within(e.Date) {
					t.Fatalf("committee %s: %s on %s", com.Code, e.ID, e.Date)
				}
			}
		}
		for d := date.New(2027, 2, 6); d.Day <= 13; d = d.AddDays(1) {
			if used[d] {
				t.Errorf("usual day %d: %s is off by the schedule", day, d)
			}
		}
		for _, d := range []date.Date{date.New(2027, 5, day), date.New(2027, 10, day), date.New(2027, 2, min(day, 5))} {
			if w := d.Weekday(); w != time.Saturday && w != time.Sunday && !used[d] {
				t.Errorf("usual day %d: nothing on %s, a workday by the schedule", day, d)
			}
		}
	}
}

// TestIDsStayWhenDaysMove compares a branch before and after its committee
// approved a change and a group was added.
func TestIDsStayWhenDaysMove(t *testing.T) {
	c := county(2027)
	b := branch(2)
	before := planned(t, c, b)
	b.Changes = []config.ThemeDayChange{{Month: 3, To: before.In(3)[0].Date.AddDays(5), Approved: before.In(3)[0].Date}}
	b.Groups = branch(3).Groups
	after := planned(t, c, b)
	for _, e := range before.Entries {
		if now := find(t, after, e.ID); now.Month != e.Month || now.Kind != e.Kind || now.GroupNo != e.GroupNo {
			t.Errorf("%s became %+v", e.ID, now)
		}
	}
}

func TestAnyRulesPlanWithoutPanic(t *testing.T) {
	ts := built(t)
	rng := rand.New(rand.NewPCG(9, 9))
	times := func() config.Times {
		var months []time.Month
		for m := time.January; m <= time.December; m++ {
			for range rng.IntN(3) {
				months = append(months, m)
			}
		}
		return config.Times{Months: months, Day: rng.IntN(40)}
	}
	for range 200 {
		c := randomCounty(rng, 3)
		c.Year = rng.IntN(3000)
		c.ThemeDay.Day = rng.IntN(50)
		r := &c.Plan
		for _, t := range []*config.Times{
			&r.CommitteeMeeting, &r.GroupMeeting, &r.GeneralMeeting, &r.Lesson, &r.OrgLifeMeeting,
			&r.Appraisal, &r.SpiritCheck, &r.Commendation, &r.PlanFiling,
		} {
			*t = times()
		}
		c.Holidays.Given = rng.IntN(2) == 0
		c.Holidays.Off = []config.Holiday{{Name: "长假", From: c.Committees[0].Branches[0].TermEnds, To: c.Committees[0].Branches[1].TermEnds}}
		cal := Year(c, ts)
		for _, b := range c.Branches() {
			ids := map[string]bool{}
			for _, e := range ForBranch(cal, b).Entries {
				if ids[e.ID] {
					t.Fatalf("id %s twice", e.ID)
				}
				ids[e.ID] = true
			}
		}
		ForCommittee(cal, c.Committees[0])
	}
}
