package config

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/example"
	"dangce/config/money"
)

// A small county without findings. Tests replace parts of it; a line that a
// test adds goes below what it replaces, so places are easy to count.
const (
	goodCounty = `year = 2027
branches = ["branches/*.toml"]
holidays = "holidays.toml"
[county]
name = "示例县"
code = "419900"
department = "中共示例县委组织部"
issued = 2026-12-10
[[committee]]
code = "01"
name = "中共示例县城关镇委员会"
short = "城关镇党委"
kind = "township"
`
	goodBranch = `[[branch]]
code = "01-003"
name = "中共示例县城关镇东街社区支部委员会"
short = "东街社区党支部"
committee = "01"
kind = "community"
[[branch.member]]
name = "张三"
post = "书记"
birth = 1980-05-12
joined = 2005-07-01
confirmed = 2006-07-01
dues = { category = "salaried", base = "4900.00" }
[[branch.member]]
name = "李四"
[[branch.member]]
name = "王伟"
`
	goodHolidays = `workdays = [2027-02-20]
[[holiday]]
name = "国庆节"
from = 2027-10-01
to = 2027-10-07
[[holiday]]
name = "元旦、春节、清明节、劳动节、端午节、中秋节"
from = 2027-05-01
to = 2027-05-05
`
)

// county returns a file system of the good county with edits of the form
// file, old, new; old "" appends.
func county(t testing.TB, edits ...string) fstest.MapFS {
	t.Helper()
	files := map[string]string{"county.toml": goodCounty, "branches/a.toml": goodBranch, "holidays.toml": goodHolidays}
	for i := 0; i+2 < len(edits); i += 3 {
		name, from, to := edits[i], edits[i+1], edits[i+2]
		if from == "" {
			files[name] += to
			continue
		}
		if strings.Count(files[name], from) == 0 {
			t.Fatalf("%s does not hold %q", name, from)
		}
		files[name] = strings.Replace(files[name], from, to, 1)
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func load(fsys fs.FS, opts Options) (*County, []diag.Finding) {
	var out diag.List
	c := Load(fsys, "county.toml", opts, &out)
	return c, out.Sorted()
}

// brief writes a finding as "place+width code message / hint".
func brief(f diag.Finding) string {
	s := f.Place.String()
	if f.Line > 0 {
		s += fmt.Sprintf("+%d", f.Width)
	}
	if f.Severity == diag.Warning {
		s += " 警告"
	}
	s += " " + f.Code + " " + f.Message + " / " + f.Hint
	for _, a := range f.Also {
		s += " also " + a.String()
	}
	return s
}

func TestGoodCounty(t *testing.T) {
	c, found := load(county(t), Options{})
	if len(found) != 0 || c == nil {
		t.Fatalf("findings: %v", found)
	}
	if c.Name != "示例县" || c.Issued != date.New(2026, 12, 10) || len(c.Digest) != 64 {
		t.Errorf("county: %+v", c)
	}
	if c.ThemeDay.Day != 15 || c.ThemeDay.OnWeekend != Keep || c.ThemeDay.OnHoliday != NextWorkday {
		t.Errorf("theme day: %+v", c.ThemeDay)
	}
	p := c.Plan
	if len(p.CommitteeMeeting.Months) != 12 || p.CommitteeMeeting.Day != 5 || p.GroupMeeting.Day != 22 ||
		!slices.Equal(p.Lesson.Months, []time.Month{2, 5, 8, 11}) || p.SpiritCheck.Day != 0 || p.Spread != 1 {
		t.Errorf("plan: %+v", p)
	}
	d := c.Dues
	if d.Cap != 100000 || d.Round != RoundFen || d.Of("farmer").Amount != 50 || d.Of("student").Amount != 20 ||
		!slices.Equal(d.Of("salaried").Brackets, []Bracket{{UpTo: 300000, Percent: 500}, {UpTo: 500000, Percent: 1000}, {UpTo: 1000000, Percent: 1500}, {Percent: 2000}}) ||
		!slices.Equal(d.Of("retired").Brackets, []Bracket{{UpTo: 500000, Percent: 500}, {Percent: 1000}}) ||
		!slices.Equal(d.Of("self_employed").Brackets, d.Of("salaried").Brackets) || !strings.Contains(d.Of("exempt").Source, "第七条") {
		t.Errorf("dues: %+v", d)
	}
	if c.CardYears != 5 || c.Print.Spare["card"] != 2 || c.Print.Binding["handbook"] != PUR || c.Print.InnerMM != 0.1 || len(c.Review.Months) != 9 {
		t.Errorf("print: %+v", c.Print)
	}
	if !c.Holidays.Given || len(c.Holidays.Workdays) != 1 || c.Holidays.Off[1].Name != "国庆节" {
		t.Errorf("holidays: %+v", c.Holidays)
	}
	b := c.Branches()[0]
	if b.Code != "01-003" || b.Kind != Community || b.Committee.Short != "城关镇党委" || b.HasCommittee || !slices.Equal(b.Books, []string{"handbook", "card"}) {
		t.Errorf("branch: %+v", b)
	}
	m := b.Members[0]
	if len(b.Members) != 3 || m.Label != "张三" || !m.Has("书记") || m.Probation || m.Dues.Category != "salaried" || m.Dues.Base != 490000 {
		t.Errorf("member: %+v", m)
	}
}

func TestExampleCountyHasNoErrors(t *testing.T) {
	c, found := load(example.FS(), Options{})
	for _, f := range found {
		if f.Severity == diag.Error {
			t.Error(brief(f))
		}
	}
	if c == nil || len(c.Branches()) < 6 {
		t.Errorf("the example county: %v", c)
	}
}

func TestDefaultsAndChoices(t *testing.T) {
	village := "[[branch]]\ncode = \"01-%03d\"\nname = \"%d村党支部\"\ncommittee = \"%s\"\nkind = \"村\"\n"
	var members strings.Builder
	for i := range 7 {
		fmt.Fprintf(&members, "[[branch.member]]\nname = \"甲%d\"\ngroup = \"一组\"\n", i)
	}
	c, found := load(county(t,
		"county.toml", "", `[[committee]]
code = "01-Z"
name = "城东党总支"
kind = "党总支"
parent = "01"
[theme_day]
on_weekend = "提前"
on_holiday = "照常"
[plan]
lesson = { times = 6, day = 8 }
committee_meeting = { day = 9 }
org_life_meeting = { months = [12, 6] }
[dues]
round = "角"
farmer = "1"
rate.salaried = { brackets = [{ percent = "3" }], source = "县规" }
[print]
hide = ["联系电话"]
binding = { handbook = "锁线" }
`,
		"branches/a.toml", "", fmt.Sprintf(village, 10, 10, "01")+"groups = [\"一组\"]\n"+members.String()+
			fmt.Sprintf(village, 11, 11, "城东党总支")+"branch_committee = true\n"+strings.ReplaceAll(members.String(), "group = \"一组\"\n", ""),
	), Options{})
	if c == nil {
		for _, f := range found {
			t.Error(brief(f))
		}
		t.FailNow()
	}
	if c.ThemeDay.OnWeekend != PrevWorkday || c.ThemeDay.OnHoliday != Keep || c.Dues.Round != RoundJiao || !c.Print.Hides("phone") || c.Print.Binding["handbook"] != Sewn || c.Print.Binding["card"] != Saddle {
		t.Errorf("choices in Chinese: %+v %+v", c.ThemeDay, c.Print)
	}
	if !slices.Equal(c.Plan.Lesson.Months, []time.Month{2, 4, 6, 8, 10, 12}) || c.Plan.Lesson.Day != 8 || c.Plan.CommitteeMeeting.Day != 9 ||
		len(c.Plan.CommitteeMeeting.Months) != 12 || !slices.Equal(c.Plan.OrgLifeMeeting.Months, []time.Month{6, 12}) || c.Plan.OrgLifeMeeting.Day != 20 {
		t.Errorf("plan: %+v", c.Plan)
	}
	if c.Dues.Of("farmer").Amount != 100 || c.Dues.Of("self_employed").Brackets[0].Percent != money.Percent(3000) || c.Dues.Of("salaried").Source != "县规" || c.Dues.Of("self_employed").Source != "县规" {
		t.Errorf("dues: %+v", c.Dues)
	}
	all := c.Branches()
	if len(all) != 3 || len(c.Committees) != 2 {
		t.Fatalf("%d branches", len(all))
	}
	own, shared := all[1], all[2]
	if !own.HasCommittee || own.Groups[0].Members[6] != own.Members[6] || !slices.Contains(own.Books, "deliberation") {
		t.Errorf("a village branch: %+v", own)
	}
	if shared.Under == nil || shared.Under.Code != "01-Z" || shared.Committee.Code != "01" || slices.Contains(shared.Books, "deliberation") || !slices.Equal(shared.Under.Books, []string{"deliberation"}) {
		t.Errorf("a branch under a 总支: %+v", shared)
	}
}

func TestLabels(t *testing.T) {
	c, found := load(county(t, "branches/a.toml", "", `birth = 1980-05-12
[[branch.member]]
name = "王伟"
birth = 1963-11-03
[[branch.member]]
name = "张 华"
birth = 1980-05-01
id = "7"
[[branch.member]]
name = "赵云"
birth = 1980-05-01
[[branch.member]]
name = "赵云"
birth = 1980-05-02
[[branch.member]]
name = "钱多"
id = "1"
[[branch.member]]
name = "钱多"
id = "2"
`), Options{})
	if c == nil {
		t.Fatal(found)
	}
	var got []string
	for _, m := range c.Branches()[0].Members {
		got = append(got, m.Label)
	}
	want := []string{"张三", "李四", "王伟(1980-05)", "王伟(1963-11)", "张 华", "赵云(1980-05-01)", "赵云(1980-05-02)", "钱多(1)", "钱多(2)"}
	if !slices.Equal(got, want) {
		t.Errorf("labels %q", got)
	}
}

func TestDigest(t *testing.T) {
	sum := func(edits ...string) string {
		c, found := load(county(t, edits...), Options{})
		if c == nil {
			t.Fatal(found)
		}
		return c.Digest
	}
	same := sum()
	if sum() != same {
		t.Error("two digests of one county")
	}
	for name, edits := range map[string][]string{
		"branch": {"branches/a.toml", "", "# x\n"}, "holidays": {"holidays.toml", "", "# x\n"},
		"overlay": {"county.toml", "year", "templates = \"t\"\nyear", "t/x.toml", "", "# x\n"},
	} {
		if sum(edits...) == same {
			t.Errorf("the digest does not see the %s", name)
		}
	}
	moved := fstest.MapFS{}
	for name, f := range county(t) {
		moved["x[1]/县/"+name] = f
	}
	var out diag.List
	c := Load(moved, "x[1]/县/county.toml", Options{Prefix: "../"}, &out)
	if c == nil || c.Digest != same {
		t.Errorf("in another folder: %v", out.Sorted())
	}
	Load(fstest.MapFS{}, "县/county.toml", Options{Prefix: "../"}, &out)
	if s := out.Sorted(); len(s) != 1 || s[0].File != "../县/county.toml" || s[0].Code != "no-file" {
		t.Errorf("no county.toml: %v", s)
	}
}

// A mistake in the county's own template is shown under the county's name
// for it.
func TestOverlay(t *testing.T) {
	_, found := load(county(t, cty, "year", "templates = \"模板\"\nyear", "模板/rates.toml", "", "cap = 1000\n"), Options{})
	if len(found) == 0 || found[0].File != "模板/rates.toml" || found[0].Code != "wrong-type" && found[0].Code != "missing-key" {
		t.Errorf("findings %v", found)
	}
}

func TestPartial(t *testing.T) {
	second := strings.ReplaceAll(strings.ReplaceAll(goodBranch, "01-003", "01-004"), "东街", "西街")
	third := strings.ReplaceAll(strings.ReplaceAll(goodBranch, "code = \"01-003\"\n", ""), "东街", "南街")
	edits := []string{
		"branches/a.toml", "\"salaried\"", "\"salareid\"",
		"branches/b.toml", "", second,
		"branches/c.toml", "", third + "sex = 1\n",
	}
	if c, _ := load(county(t, edits...), Options{}); c != nil {
		t.Error("a County in spite of errors")
	}
	c, found := load(county(t, edits...), Options{Partial: true})
	if c == nil {
		t.Fatal(found)
	}
	if all := c.Branches(); len(all) != 1 || all[0].Code != "01-004" {
		t.Errorf("branches %v", all)
	}
	want := []LeftOut{{"", "南街社区党支部", "01", 2}, {"01-003", "东街社区党支部", "01", 1}}
	if !slices.Equal(c.LeftOut, want) {
		t.Errorf("left out %v", c.LeftOut)
	}
	for _, f := range found {
		if f.Branch == "" || f.Owner != "01" {
			t.Errorf("not tagged: %s", brief(f))
		}
	}
	if c, _ := load(county(t, append(edits, "county.toml", "\"419900\"", "\"4199\"")...), Options{Partial: true}); c != nil {
		t.Error("a County in spite of an error of no branch")
	}
}
