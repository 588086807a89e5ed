package templates

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dangce/config/diag"
	"dangce/templates/phrase"
)

// clean fails on any finding.
func clean(t testing.TB, out *diag.List) {
	t.Helper()
	for _, f := range out.Sorted() {
		t.Errorf("%s: %s", f.Place, f.Message)
	}
}

// changed is the embedded file with one text replaced, as a county's overlay.
func changed(t *testing.T, name, old, new string) fs.FS {
	t.Helper()
	data, err := fs.ReadFile(Embedded(), name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	return Overlay(fstest.MapFS{name: {Data: []byte(strings.Replace(string(data), old, new, 1))}})
}

// codes lists the codes of findings, each once.
func codes(out *diag.List) []string {
	var all []string
	for _, f := range out.Sorted() {
		if !slices.Contains(all, f.Code) {
			all = append(all, f.Code)
		}
	}
	return all
}

func TestNormsAreThirtyInThreeTens(t *testing.T) {
	var out diag.List
	n := LoadNorms(Embedded(), "", &out)
	clean(t, &out)
	if len(n.All) != 30 || len(n.Comparisons) != 7 {
		t.Fatalf("%d norms, %d comparisons", len(n.All), len(n.Comparisons))
	}
	for level, want := range map[string]string{
		LevelCommittee: "12 2 2 2 1 1 1 1 1 1", LevelBranch: "12 12 12 4 4 2 1 1 1 1", LevelMember: "1 1 1 1 12 12 12 12 12 12",
	} {
		var times []string
		for _, x := range n.Level(level) {
			times = append(times, fmt.Sprint(x.Times))
			if x.Source != CountyOwn {
				t.Errorf("%s: source %q", x.ID, x.Source)
			}
			if !strings.HasPrefix(x.Text.Default.String(), x.PeriodWord()) {
				t.Errorf("%s: %q is not %s", x.ID, x.Text.Default, x.PeriodWord())
			}
		}
		if got := strings.Join(times, " "); got != want {
			t.Errorf("%s: times %s, want %s", level, got, want)
		}
	}
	if got := n.Norm("C06").Text.Default.String(); got != "每年组织一次党组织书记抓基层党建工作述职评议" {
		t.Errorf("C06 %q", got)
	}
	if n.Norm("B11") != nil {
		t.Error("B11 exists")
	}
}

func TestNormsFindings(t *testing.T) {
	for _, c := range []struct{ old, new, code string }{
		{`id     = "M10"`, `id     = "M11"`, "norm-missing"},
		{`id     = "M10"`, `id     = "M09"`, "norm-twice"},
		{`id     = "M10"`, `id     = "C10"`, "norm-id"},
		{`level  = "member"`, `level  = "people"`, "norm-level"},
		{`period = "quarterly"`, `period = "weekly"`, "norm-period"},
		{`times  = 4`, `times  = 5`, "norm-times"},
		{`norm   = "B08"`, `norm   = "B18"`, "norm-unknown"},
	} {
		var out diag.List
		LoadNorms(changed(t, "norms.toml", c.old, c.new), "模板", &out)
		if !slices.Contains(codes(&out), c.code) {
			t.Errorf("%s: findings %v, want %s", c.new, codes(&out), c.code)
		}
	}
}

func TestCalendarHolds2026DayByDay(t *testing.T) {
	var out diag.List
	c := LoadCalendar(Embedded(), "", &out)
	clean(t, &out)
	y := c.Year(2026)
	if y == nil {
		t.Fatalf("2026: %+v", y)
	}
	want := map[string][2]string{
		"元旦": {"01-01", "01-03"}, "春节": {"02-15", "02-23"}, "清明节": {"04-04", "04-06"}, "劳动节": {"05-01", "05-05"},
		"端午节": {"06-19", "06-21"}, "中秋节": {"09-25", "09-27"}, "国庆节": {"10-01", "10-07"},
	}
	if len(y.Holidays) != len(want) {
		t.Errorf("%d holidays", len(y.Holidays))
	}
	for _, h := range y.Holidays {
		if got := [2]string{h.From.String()[5:], h.To.String()[5:]}; got != want[h.Name] {
			t.Errorf("%s: %v, want %v", h.Name, got, want[h.Name])
		}
	}
	var worked []string
	for _, d := range y.Workdays {
		worked = append(worked, d.String()[5:]+d.ChineseWeekday()[6:])
	}
	if got := strings.Join(worked, " "); got != "01-04日 02-14六 02-28六 05-09六 09-20日 10-10六" {
		t.Errorf("workdays %s", got)
	}
}

// TestComputedHolidays2027 is what the rules of the law and of exchanged days
// come to, day by day.
func TestComputedHolidays2027(t *testing.T) {
	var out diag.List
	c := LoadCalendar(Embedded(), "", &out)
	show := func(runs []Holiday) string {
		var all []string
		for _, h := range runs {
			all = append(all, h.Name+h.From.String()[5:]+"~"+h.To.String()[5:])
		}
		return strings.Join(all, " ")
	}
	legal, off := c.Computed(2027)
	if got := show(legal); got != "元旦01-01~01-01 春节02-05~02-08 清明节04-05~04-05 劳动节05-01~05-02 端午节06-09~06-09 国庆节10-01~10-03 中秋节09-15~09-15" {
		t.Errorf("by law: %s", got)
	}
	if got := show(off); got != "元旦01-01~01-03 春节02-05~02-12 清明节04-03~04-05 劳动节05-01~05-05 端午节06-09~06-09 国庆节10-01~10-07 中秋节09-15~09-15" {
		t.Errorf("exchanged: %s", got)
	}
	if _, off = c.Computed(2028); !strings.HasSuffix(show(off), "国庆节10-01~10-08 中秋节10-03~10-03") {
		t.Errorf("中秋节 within 国庆节: %s", show(off))
	}
	if _, off = c.Computed(2029); !strings.HasPrefix(show(off), "元旦12-30~01-01 ") {
		t.Errorf("元旦 on a Monday: %s", show(off))
	}
}

// TestComputedDaysOfAllYears: the law has 13 days, and no run of days off is
// longer than the rules say, cut into a weekend or left beside one.
func TestComputedDaysOfAllYears(t *testing.T) {
	var out diag.List
	c := LoadCalendar(Embedded(), "", &out)
	for year := 2000; year <= 2100; year++ {
		legal, off := c.Computed(year)
		days := 0
		for i, h := range legal {
			days += h.To.DaysSince(h.From) + 1
			run := off[i]
			length := run.To.DaysSince(run.From) + 1
			within := !h.From.Before(run.From) && !h.To.After(run.To)
			want := map[string][]int{"春节": {8}, "劳动节": {5}, "国庆节": {7, 8}}[h.Name]
			if want == nil {
				want = []int{1, 3}
			}
			if !within || !slices.Contains(want, length) {
				t.Errorf("%d %s: %s–%s off for %s–%s", year, h.Name, run.From, run.To, h.From, h.To)
			}
			weekends := 0
			for d := run.From; !d.After(run.To); d = d.AddDays(1) {
				if d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
					weekends++
				}
			}
			if length == 3 && weekends == 0 || length == 3 && h.From.Weekday() == time.Wednesday {
				t.Errorf("%d %s: three days %s–%s without a weekend", year, h.Name, run.From, run.To)
			}
		}
		if len(legal) != 7 || days != 13 {
			t.Errorf("%d: %d holidays, %d days", year, len(legal), days)
		}
	}
}

// TestRuleAgainstTheSchedule2026: the official days hold the computed ones.
func TestRuleAgainstTheSchedule2026(t *testing.T) {
	var out diag.List
	c := LoadCalendar(Embedded(), "", &out)
	_, off := c.Computed(2026)
	for _, h := range c.Year(2026).Holidays {
		i := slices.IndexFunc(off, func(o Holiday) bool { return o.Name == h.Name })
		if i < 0 || off[i].From.Before(h.From) || off[i].To.After(h.To) || h.Name != "春节" && off[i] != h {
			t.Errorf("%s: computed %v, official %v", h.Name, off, h)
		}
	}
}

func TestCommemorations(t *testing.T) {
	var out diag.List
	var got []string
	for _, m := range LoadCalendar(Embedded(), "", &out).Commemorations {
		got = append(got, fmt.Sprintf("%d/%d", int(m.Month), m.Day))
	}
	if want := "3/5 4/15 5/4 7/1 8/1 9/3 9/18 9/30 10/1 12/4 12/13"; strings.Join(got, " ") != want {
		t.Errorf("%v", got)
	}
}

func TestCalendarFindings(t *testing.T) {
	for _, c := range []struct{ old, new, code string }{
		{"[[commemoration]]", "[[year]]\nyear = 2026\nsource = \"s\"\n[[commemoration]]", "year-twice"},
		{`lunar  = "spring"`, `lunar  = "autumn"`, "holiday-lunar"},
		{`spring = 2027-02-06`, `spring = 2027-06-06`, "date-order"},
		{`spring = 2027-02-06`, `spring = 2026-02-06`, "date-order"},
		{`off    = 8`, `off    = 3`, "date-order"},
		{`2026-10-10`, `2025-10-10`, "date-outside"},
		{`to = 2026-10-07`, `to = 2027-10-07`, "date-outside"},
		{`to = 2026-10-07`, `to = 2026-09-07`, "date-order"},
		{`day   = 15`, `day   = 31`, "date-outside"},
		{`day   = 1`, `day   = 32`, "date-outside"},
	} {
		var out diag.List
		LoadCalendar(changed(t, "calendar.toml", c.old, c.new), "模板", &out)
		if !slices.Contains(codes(&out), c.code) {
			t.Errorf("%s: findings %v, want %s", c.new, codes(&out), c.code)
		}
	}
}

func TestActivitiesWordEveryKind(t *testing.T) {
	var out diag.List
	a := LoadActivities(Embedded(), "", &out)
	n := LoadNorms(Embedded(), "", &out)
	clean(t, &out)
	for _, kind := range ActivityKinds() {
		x := a.Activity(kind)
		if strings.HasPrefix(x.Code, "B") && n.Norm(x.Code) == nil {
			t.Errorf("%s: no norm %s", kind, x.Code)
		}
	}
	if got := strings.Join(a.ThemeDay.Menu, "、"); got != "开展讲习、学党务知识、学最新文件、帮扶走访、开展民主议事、收看远程教育平台、讲微党课、支部联建、清洁家园、走访慰问" {
		t.Errorf("menu %s", got)
	}
	if len(a.ThemeDay.Fixed) != 5 || a.ThemeDay.Chapters[0] != "总纲" || a.ThemeDay.Chapters[11] != "第十一章 党徽党旗" {
		t.Errorf("fixed actions %v, chapters %v", a.ThemeDay.Fixed, a.ThemeDay.Chapters)
	}
	for _, r := range a.ThemeDay.Suggest.Rules {
		for _, x := range r.Choose {
			if !slices.Contains(a.ThemeDay.Menu, x) {
				t.Errorf("rule %s suggests %s, not on the menu", r.Name, x)
			}
		}
	}
	for _, x := range a.Committee {
		if n := n.Norm(x.Code); n == nil || n.Times != len(x.Months) {
			t.Errorf("%s: %d months do not meet the norm", x.Code, len(x.Months))
		}
	}
	if len(a.Committee) != 10 {
		t.Errorf("%d works of committees", len(a.Committee))
	}
}

func TestTopicOfMonth(t *testing.T) {
	var out diag.List
	a := LoadActivities(Embedded(), "", &out).Activity("general_meeting")
	if got := a.TopicIn(time.June, phrase.Setup{}).String(); !strings.Contains(got, "支委会半年工作报告") {
		t.Errorf("June %q", got)
	}
	if got := a.TopicIn(time.June, phrase.Setup{NoCommittee: true}).String(); strings.Contains(got, "支委会") {
		t.Errorf("June without a branch committee %q", got)
	}
	if a.TopicIn(time.March, phrase.Setup{}).String() != a.Topic.Default.String() || a.TopicIn(time.March, phrase.Setup{NoCommittee: true}).String() != a.Topic.Default.String() {
		t.Error("March has a topic of its own")
	}
}

func TestSuggestRuleFits(t *testing.T) {
	old, small := SuggestRule{MinAge: 55}, SuggestRule{MaxMembers: 9}
	for _, c := range []struct {
		rule                 SuggestRule
		members, sum, people int
		want                 bool
	}{
		{old, 2, 110, 2, true}, {old, 2, 109, 2, false}, {old, 2, 0, 0, false},
		{small, 9, 0, 0, true}, {small, 10, 0, 0, false},
		{SuggestRule{MinMembers: 35}, 35, 0, 0, true}, {SuggestRule{MinMembers: 35}, 34, 0, 0, false},
		{SuggestRule{MaxAge: 40}, 3, 120, 3, true}, {SuggestRule{MaxAge: 40}, 3, 121, 3, false},
	} {
		if got := c.rule.Fits(c.members, c.sum, c.people); got != c.want {
			t.Errorf("%+v fits %d members, %d years of %d: %v", c.rule, c.members, c.sum, c.people, got)
		}
	}
}

func TestActivitiesFindings(t *testing.T) {
	for _, c := range []struct{ old, new, code string }{
		{`kind         = "lesson"`, `kind         = "lessons"`, "activity-missing"},
		{`kind         = "lesson"`, `kind         = "appraisal"`, "activity-twice"},
		{`day          = 18`, `day          = 32`, "activity-day"},
		{`"第九章 党组", `, ``, "chapters"},
		{`count  = 2`, `count  = -2`, "suggest-count"},
		{`page         = "P16"`, `pages        = "P16"`, "unknown-key"},
	} {
		var out diag.List
		LoadActivities(changed(t, "activities.toml", c.old, c.new), "模板", &out)
		if !slices.Contains(codes(&out), c.code) {
			t.Errorf("%s: findings %v, want %s", c.new, codes(&out), c.code)
		}
	}
}

func TestMissingFilesAreFindings(t *testing.T) {
	var out diag.List
	empty := fstest.MapFS{}
	if LoadNorms(empty, "", &out) == nil || LoadCalendar(empty, "", &out) == nil || LoadActivities(empty, "", &out) == nil {
		t.Error("nil after a missing file")
	}
	if out.Errors() != 3 {
		t.Errorf("%d findings, want 3", out.Errors())
	}
}
