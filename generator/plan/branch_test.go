package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dangce/config"
	"dangce/config/date"
)

func planned(t testing.TB, c *config.County, b *config.Branch) *Plan {
	t.Helper()
	if b.Committee == nil {
		join(c, b)
	}
	return ForBranch(Year(c, built(t)), b)
}

func TestDefaultYearOfAVillageBranch(t *testing.T) {
	p := planned(t, county(2027), branch(2))
	if p.Records() != 38+12*2 {
		t.Errorf("%d records, want 62", p.Records())
	}
	for kind, want := range map[Kind]string{
		// 2 February opens no holiday; 5 February is New Year's Eve, 5 April 清明.
		CommitteeMeeting: "01-05 02-13 03-05 04-06 05-06 06-05 07-05 08-05 09-05 10-08 11-05 12-05",
		ThemeDay:         "01-15 02-15 03-15 04-15 05-15 06-15 07-15 08-15 09-16 10-15 11-15 12-15",
		GeneralMeeting:   "03-15 06-15 09-16 12-15",
		Lesson:           "02-15 05-15 08-15 11-15",
		OrgLifeMeeting:   "06-20 12-20",
		Appraisal:        "12-20",
		PlanFiling:       "01-10",
		SpiritCheck:      "06-25",
		Commendation:     "06-10",
		WorkReport:       "06-18 12-18",
		MemberReport:     "03-28 06-28 09-28 12-28",
	} {
		if got := strings.Join(days(p, kind), " "); got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
	}
	if len(p.Of(Election)) != 0 {
		t.Error("an election without a term that ends")
	}
}

func TestOfficesMeetOnWorkdays(t *testing.T) {
	for _, kind := range allKinds {
		b := branch(0)
		b.Kind = kind
		p := planned(t, county(2027), b)
		// 5 June 2027 is a Saturday.
		want, note := "06-05", ""
		if slices.Contains([]config.BranchKind{config.Agency, config.Institution, config.SOE, config.School}, kind) {
			want, note = "06-04", "由5日改到4日：5日为星期六"
		}
		if e := find(t, p, "B01-06"); e.Date.String()[5:] != want || e.Note != note {
			t.Errorf("%s: %s %q", kind, e.Date, e.Note)
		}
	}
}

func TestWithoutABranchCommittee(t *testing.T) {
	b := branch(1)
	b.HasCommittee = false
	p := planned(t, county(2027), b)
	if p.Count(CommitteeMeeting) != 0 || p.Records() != 38+12-12 {
		t.Errorf("%d committee meetings, %d records", p.Count(CommitteeMeeting), p.Records())
	}
	if want := "支委会：不设支部委员会，有关事项由书记组织党员商议、党支部党员大会研究决定"; !slices.Contains(p.Notes, want) {
		t.Errorf("notes %q", p.Notes)
	}
	for _, e := range p.Entries {
		for _, s := range []string{e.Topic, e.Responsible, e.Participants} {
			if strings.Contains(s, "支委") || strings.Contains(s, "支部委员会") || strings.Contains(s, "委员") {
				t.Errorf("%s: %q", e.ID, s)
			}
		}
	}
}

func TestWithoutGroupsTheSecretaryHearsReports(t *testing.T) {
	with, without := planned(t, county(2027), branch(1)), planned(t, county(2027), branch(0))
	if a, b := find(t, with, "MR-03").Responsible, find(t, without, "MR-03").Responsible; a != "党小组组长" || b != "书记或其指定的党员" {
		t.Errorf("with groups %s, without %s", a, b)
	}
}

func TestSetsOfOneDay(t *testing.T) {
	p := planned(t, county(2027), branch(1))
	var got []string
	last := 0
	for _, e := range p.Entries {
		if e.Set > last {
			got = append(got, fmt.Sprintf("%s %s", e.Date.String()[5:], e.SetName))
			last = e.Set
		}
	}
	want := []string{
		"02-15 主题党日＋党课", "03-15 主题党日＋党员大会", "05-15 主题党日＋党课", "06-15 主题党日＋党员大会", "08-15 主题党日＋党课",
		"09-16 主题党日＋党员大会", "11-15 主题党日＋党课", "12-15 主题党日＋党员大会", "12-20 组织生活会＋民主评议党员",
	}
	if !slices.Equal(got, want) {
		t.Errorf("sets\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	e := find(t, p, "B04-09")
	if e.SetSeq != 2 || e.Note != "随主题党日改到9月16日，同日先后召开，分别记录" {
		t.Errorf("B04-09: place %d, %q", e.SetSeq, e.Note)
	}
}

func TestDayOfThreeMeetings(t *testing.T) {
	c := county(2027)
	c.Plan.Lesson.Months = []time.Month{3, 6, 9, 12}
	e := find(t, planned(t, c, branch(0)), "B05-03")
	if e.SetName != "主题党日＋党员大会＋党课" || e.SetSeq != 3 {
		t.Errorf("%q, place %d", e.SetName, e.SetSeq)
	}
}

func TestApprovedChangeMovesTheThemeDayAndWhatGoesWithIt(t *testing.T) {
	b := branch(1)
	b.Changes = []config.ThemeDayChange{{
		Month: 9, To: date.New(2027, 9, 22), Reason: "汛期抢险",
		Approved: date.New(2027, 9, 13), ApprovalNo: "临组变〔2027〕3号",
	}}
	p := planned(t, county(2027), b)
	e := find(t, p, "B02-09")
	if e.Date != date.New(2027, 9, 22) || e.Note != "经党委批准由9月16日改到9月22日（9月13日批准，临组变〔2027〕3号）：汛期抢险" {
		t.Errorf("%s %q", e.Date, e.Note)
	}
	if e.Theme.Change == nil || e.Theme.Fixed != date.New(2027, 9, 16) {
		t.Errorf("detail %+v", e.Theme)
	}
	if m := find(t, p, "B04-09"); m.Date != e.Date || m.Set == 0 || m.Set != e.Set {
		t.Errorf("general meeting %s in set %d, theme day in %d", m.Date, m.Set, e.Set)
	}
	if g := find(t, p, "B03-09-G1"); g.Date.Day != 23 || g.Note != "由22日改到23日：22日已安排主题党日" {
		t.Errorf("group meeting %s %q", g.Date, g.Note)
	}
	if other := find(t, p, "B02-10"); other.Date.Day != 15 {
		t.Errorf("October moved to %s", other.Date)
	}
}

func TestChangeWithoutApprovalKeepsTheFixedDay(t *testing.T) {
	b := branch(0)
	b.Changes = []config.ThemeDayChange{{Month: 10, To: date.New(2027, 10, 20), Reason: "秋收"}}
	e := find(t, planned(t, county(2027), b), "B02-10")
	if e.Date != date.New(2027, 10, 15) || e.Theme.Change != nil || e.Note != "申请改到10月20日，未经批准，按原定日期开展" {
		t.Errorf("%s %q", e.Date, e.Note)
	}
}

func TestChangeIntoTheNextMonthKeepsItsMonth(t *testing.T) {
	b := branch(0)
	b.Changes = []config.ThemeDayChange{
		{Month: 10, To: date.New(2027, 11, 5), Approved: date.New(2027, 10, 13)},
		{Month: 12, To: date.New(2028, 1, 5), Approved: date.New(2027, 12, 13)},
	}
	p := planned(t, county(2027), b)
	e := find(t, p, "B02-10")
	if e.Month != time.October || e.Date != date.New(2027, 11, 5) || e.Seq != 10 {
		t.Errorf("%+v", e)
	}
	if m := find(t, p, "B01-11"); m.Date.Day != 6 || m.Note != "由5日改到6日：5日已安排主题党日" {
		t.Errorf("%s %q", m.Date, m.Note)
	}
	if m := find(t, p, "B04-12"); m.Date != date.New(2028, 1, 5) || m.SetSeq != 2 {
		t.Errorf("general meeting of December: %s, place %d", m.Date, m.SetSeq)
	}
}

func TestGroupsMeetOnDaysOfTheirOwn(t *testing.T) {
	p := planned(t, county(2027), branch(8))
	for no := 1; no <= 8; no++ {
		all := p.ByGroup(no)
		if len(all) != 12 {
			t.Fatalf("group %d meets %d times", no, len(all))
		}
		for i, e := range all {
			if e.Seq != i+1 || e.Of != 12 || e.Group != p.Branch.Groups[no-1] || e.ID != fmt.Sprintf("B03-%02d-G%d", i+1, no) {
				t.Errorf("%s: %d of %d", e.ID, e.Seq, e.Of)
			}
		}
	}
	var march []string
	for _, e := range p.Of(GroupMeeting) {
		if e.Month == time.March {
			march = append(march, e.Date.String()[8:])
		}
	}
	if got := strings.Join(march, " "); got != "22 23 24 25 26 27 28 29" {
		t.Errorf("March: %s", got)
	}
	if e := find(t, p, "B03-03-G2"); e.Note != "由22日改到23日：各党小组依次错开" {
		t.Errorf("%q", e.Note)
	}
}

func TestMoreGroupsThanDays(t *testing.T) {
	p := planned(t, county(2027), branch(40))
	if p.Count(GroupMeeting) != 480 {
		t.Errorf("%d group meetings", p.Count(GroupMeeting))
	}
	e := find(t, p, "B03-02-G40")
	if !strings.Contains(e.Note, "当月已无空日") {
		t.Errorf("%s %q", e.Date, e.Note)
	}
}

func TestFoundedInMidYear(t *testing.T) {
	b := branch(1)
	b.Founded = date.New(2027, 6, 18)
	p := planned(t, county(2027), b)
	for _, e := range p.Entries {
		if e.Date.Before(b.Founded) {
			t.Errorf("%s on %s", e.ID, e.Date)
		}
	}
	for kind, want := range map[Kind]int{
		CommitteeMeeting: 6, ThemeDay: 6, GroupMeeting: 7, GeneralMeeting: 2, Lesson: 2,
		OrgLifeMeeting: 2, Appraisal: 1, PlanFiling: 1, SpiritCheck: 1, Commendation: 0,
	} {
		if got := p.Count(kind); got != want {
			t.Errorf("%s: %d, want %d", kind, got, want)
		}
	}
	e := find(t, p, "B07-06")
	if e.Date != date.New(2027, 6, 18) || e.Note != "支部2027年6月18日成立，成立后制定" {
		t.Errorf("%s %q", e.Date, e.Note)
	}
	if first := find(t, p, "B02-07"); first.Seq != 1 || first.Of != 6 {
		t.Errorf("July is %d of %d", first.Seq, first.Of)
	}
	if !slices.Contains(p.Notes, "2027年6月18日成立，以前的活动不列入") {
		t.Errorf("notes %q", p.Notes)
	}
}

func TestFoundedInAMonthOrAfterTheYear(t *testing.T) {
	b := branch(0)
	b.Founded = date.New(2027, 11, 0)
	if p := planned(t, county(2027), b); p.Count(ThemeDay) != 2 || p.Count(CommitteeMeeting) != 2 {
		t.Errorf("founded in November: %d theme days", p.Count(ThemeDay))
	}
	b = branch(0)
	b.Founded = date.New(2028, 1, 1)
	if p := planned(t, county(2027), b); len(p.Entries) != 0 || len(p.Notes) == 0 {
		t.Errorf("founded next year: %d entries", len(p.Entries))
	}
	b = branch(0)
	b.Founded = date.New(2027, 12, 31)
	if p := planned(t, county(2027), b); p.Count(PlanFiling) != 1 || p.Records() != 1 {
		t.Errorf("founded on the last day: %d records", p.Records())
	}
}

func TestTermEndReminds(t *testing.T) {
	b := branch(0)
	b.TermEnds = date.New(2027, 6, 30)
	e := find(t, planned(t, county(2027), b), "EL-06")
	if e.Role != Reminder || !e.Date.MonthOnly() || e.Topic != "本届支部委员会任期2027年6月30日届满，请按期换届选举" {
		t.Errorf("%+v", e)
	}
	b = branch(0)
	b.TermEnds, b.HasCommittee = date.New(2027, 6, 0), false
	if e := find(t, planned(t, county(2027), b), "EL-06"); e.Topic != "本届书记任期2027年6月届满，请按期换届选举" {
		t.Errorf("%q", e.Topic)
	}
	b = branch(0)
	b.TermEnds = date.New(2025, 12, 31)
	p := planned(t, county(2027), b)
	if p.Count(Election) != 0 || !slices.Contains(p.Notes, "任期已于2025年12月31日届满，请核对换届情况") {
		t.Errorf("overdue: %q", p.Notes)
	}
}

func TestPoliticalBirthdays(t *testing.T) {
	b := branch(0)
	for name, joined := range map[string]date.Date{
		"闰日": date.New(2004, 2, 29), "月份": date.New(2010, 2, 0), "今年": date.New(2027, 2, 10), "月初": date.New(1999, 2, 1), "未填": {},
	} {
		b.Members = append(b.Members, &config.Member{Name: name, Joined: joined})
	}
	p := planned(t, county(2027), b)
	var got []string
	for _, x := range find(t, p, "B02-02").Theme.Birthdays {
		got = append(got, fmt.Sprintf("%s %d日 %d年", x.Member.Name, x.Day, x.Years))
	}
	if want := []string{"月初 1日 28年", "闰日 29日 23年", "月份 0日 17年"}; !slices.Equal(got, want) {
		t.Errorf("February %v, want %v", got, want)
	}
	for _, id := range []string{"B02-01", "B02-03"} {
		if len(find(t, p, id).Theme.Birthdays) != 0 {
			t.Errorf("%s has birthdays", id)
		}
	}
}

func TestOneFiveX(t *testing.T) {
	c := county(2027)
	c.ThemeDay.Themes[1] = config.Theme{Title: "学习贯彻党的创新理论", Materials: []string{"材料一"}, Notes: "注意"}
	b := branch(0)
	b.Choose[3] = []string{"志愿服务"}
	p := planned(t, c, b)
	january, march := find(t, p, "B02-01"), find(t, p, "B02-03")
	if january.Topic != "学习贯彻党的创新理论" || january.Theme.Notes != "注意" || len(january.Theme.Materials) != 1 {
		t.Errorf("%q %+v", january.Topic, january.Theme)
	}
	if march.Topic != "县委组织部当月统一主题" || march.Theme.Title != "" {
		t.Errorf("March %q, %q", march.Topic, march.Theme.Title)
	}
	if january.Theme.Actions[0] != "诵读党章总纲" || find(t, p, "B02-12").Theme.Actions[0] != "诵读党章第十一章 党徽党旗" {
		t.Errorf("actions %v", january.Theme.Actions)
	}
	if !march.Theme.Chosen || !slices.Equal(march.Theme.Optional, []string{"志愿服务"}) {
		t.Errorf("X of March %+v", march.Theme)
	}
	if january.Theme.Chosen || len(january.Theme.Optional) != 2 {
		t.Errorf("X of January %+v", january.Theme)
	}
}

func TestSuggestionsFollowSizeAndAge(t *testing.T) {
	c := county(2027)
	c.ThemeDay.Menu = []string{"县里加的"}
	for name, x := range map[string]struct {
		members, born int
		want          string
	}{
		"old":           {20, 1960, "收看远程教育平台"},
		"small":         {5, 1980, "支部联建"},
		"young":         {20, 1995, "讲微党课"},
		"large":         {40, 1980, "开展讲习"},
		"ages unknown":  {20, 0, "开展讲习"},
		"nobody's ages": {0, 0, "支部联建"},
	} {
		b := branch(0)
		for range x.members {
			m := &config.Member{}
			if x.born > 0 {
				m.Birth = date.New(x.born, 6, 1)
			}
			b.Members = append(b.Members, m)
		}
		p := planned(t, c, b)
		if got := find(t, p, "B02-01").Theme.Optional[0]; got != x.want {
			t.Errorf("%s: %s, want %s", name, got, x.want)
		}
		seen := false
		for _, e := range p.Of(ThemeDay) {
			seen = seen || slices.Contains(e.Theme.Optional, "县里加的")
		}
		if !seen {
			t.Errorf("%s: the county's own item is never suggested", name)
		}
	}
}

func TestCommemorationOnTheThemeDay(t *testing.T) {
	if e := find(t, planned(t, county(2027), branch(0)), "B02-04"); e.Note != "当日是全民国家安全教育日" {
		t.Errorf("%q", e.Note)
	}
}

func TestSpreadGivesSisterBranchesDaysOfTheirOwn(t *testing.T) {
	for _, kind := range []config.BranchKind{config.Village, config.Agency} {
		c := county(2026)
		c.Plan.Spread = 5
		var all []*config.Branch
		for range 10 {
			b := branch(1)
			b.Kind = kind
			all = append(all, b)
		}
		join(c, all...)
		cal := Year(c, built(t))
		for _, id := range []string{"B01-01", "B01-05", "B01-10", "B06-06", "B06-12", "B03-02-G1", "B09-06"} {
			on := map[date.Date]int{}
			for _, b := range all {
				on[find(t, ForBranch(cal, b), id).Date]++
			}
			if len(on) != 5 {
				t.Errorf("%s %s: %d days, want 5: %v", kind, id, len(on), on)
			}
		}
		themes := map[date.Date]bool{}
		for _, b := range all {
			themes[find(t, ForBranch(cal, b), "B02-06").Date] = true
		}
		if len(themes) != 1 {
			t.Errorf("theme day on %v", themes)
		}
		if e := find(t, ForBranch(cal, all[1]), "B01-06"); !strings.Contains(e.Note, "党委所属支部错开安排") {
			t.Errorf("%q", e.Note)
		}
	}
}

func TestOverriddenFrequencies(t *testing.T) {
	c := county(2027)
	c.Plan.CommitteeMeeting = config.Times{Months: []time.Month{1, 1, 7}, Day: 8}
	c.Plan.GeneralMeeting = config.Times{Months: []time.Month{1, 7}, Day: 18}
	c.Plan.Appraisal = config.Times{Months: []time.Month{1}, Day: 20}
	p := planned(t, c, branch(0))
	if got := strings.Join(days(p, CommitteeMeeting), " "); got != "01-08 01-09 07-08" {
		t.Errorf("committee meetings %s", got)
	}
	if find(t, p, "B01-01-2").Date.Day != 9 {
		t.Error("no second meeting in January")
	}
	if e := find(t, p, "B04-01"); e.Date.Day != 18 || e.Set != 0 || e.Of != 2 {
		t.Errorf("general meeting %+v", e)
	}
	if e := find(t, p, "B08-01"); e.Date.Day != 20 || e.Set != 0 {
		t.Errorf("appraisal %+v", e)
	}
}

func TestMeetingThatComesToStandOnAMovedThemeDayJoinsIt(t *testing.T) {
	c := county(2027)
	c.Plan.GeneralMeeting.Day = 16 // the theme day of September moves there
	p := planned(t, c, branch(0))
	if e := find(t, p, "B04-09"); e.Date.Day != 16 || e.SetName != "主题党日＋党员大会" {
		t.Errorf("September %+v", e)
	}
	if e := find(t, p, "B04-06"); e.Date.Day != 16 || e.Set != 0 {
		t.Errorf("June %+v", e)
	}
}

func TestSecondFilingOfABranchFoundedAfterTheFirst(t *testing.T) {
	c := county(2027)
	c.Plan.PlanFiling = config.Times{Months: []time.Month{1, 7}}
	b := branch(0)
	b.Founded = date.New(2027, 3, 5)
	if got := days(planned(t, c, b), PlanFiling); !slices.Equal(got, []string{"03-06", "07-10"}) {
		t.Errorf("filed on %v", got)
	}
}

func TestChangeOntoAnotherThemeDaySaysSo(t *testing.T) {
	b := branch(0)
	b.Changes = []config.ThemeDayChange{{Month: 3, To: date.New(2027, 4, 15), Approved: date.New(2027, 3, 1)}}
	if e := find(t, planned(t, county(2027), b), "B02-04"); !strings.Contains(e.Note, "与另一个月的主题党日同日") {
		t.Errorf("note %q", e.Note)
	}
}

func TestDaysThatAMonthLacksAreItsLast(t *testing.T) {
	c := county(2027)
	c.ThemeDay.Day, c.Plan.GeneralMeeting.Day, c.Plan.CommitteeMeeting.Day = 31, 31, 31
	p := planned(t, c, branch(0))
	for m, last := range map[time.Month]int{2: 28, 6: 30, 7: 31} {
		if e := find(t, p, fmt.Sprintf("B02-%02d", int(m))); e.Date.Day != last || (last == 31) != (e.Note == "") {
			t.Errorf("theme day of %s on %s: %q", m, e.Date, e.Note)
		}
	}
	if e := find(t, p, "B04-06"); e.Date.Day != 30 || e.SetName != "主题党日＋党员大会" {
		t.Errorf("general meeting %+v", e)
	}
	if e := find(t, p, "B01-06"); e.Date.Day == 30 || e.Note == "" {
		t.Errorf("committee meeting %+v", e)
	}
}

// TestSpreadBeyondTheMonth: more sister branches than days still get days of
// their month.
func TestSpreadBeyondTheMonth(t *testing.T) {
	c := county(2027)
	c.Plan.Spread = 60
	var all []*config.Branch
	for range 60 {
		all = append(all, branch(1))
	}
	join(c, all...)
	cal := Year(c, built(t))
	for _, b := range all {
		p := ForBranch(cal, b)
		if p.Records() != 38+12 {
			t.Fatalf("%d records", p.Records())
		}
		for _, e := range p.Entries {
			if e.Date.Month != e.Month || cal.Holiday(e.Date) != "" {
				t.Errorf("%s on %s", e.ID, e.Date)
			}
		}
	}
}
