package book

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config"
	"dangce/config/diag"
	"dangce/templates"
	"dangce/templates/phrase"
)

func TestDaysAroundTheThemeDay(t *testing.T) {
	set := embedded(t)
	for _, c := range []struct {
		text string
		day  int
		want string
	}{
		{"每月{theme_day}日", 15, "每月15日"},
		{"{by-5}", 15, "10日前"},
		{"{by+5}", 15, "20日前"},
		{"{by-5}", 5, "党日前5天"},
		{"{by-5}", 6, "1日前"},
		{"{by+5}", 23, "28日前"},
		{"{by+5}", 24, "党日后5天内"},
		{"{by+28}{by-28}", 1, "党日后28天内党日前28天"},
	} {
		sc := &scope{Subject: &Subject{County: &config.County{ThemeDay: config.ThemeDay{Day: c.day}}}, set: set}
		if got := sc.expand(phrase.New(c.text)); got != c.want {
			t.Errorf("%q on day %d is %q, want %q", c.text, c.day, got, c.want)
		}
	}
	for _, name := range []string{"by", "by-", "by0", "by-0", "by-29", "by+29", "by5", "by--5"} {
		if _, known := words.fields.Get(name); known {
			t.Errorf("{%s} is known", name)
		}
	}
}

// TestFlowTexts: placeholders and lengths of the texts of charts, and of what
// a county changes in them, are checked at their places.
func TestFlowTexts(t *testing.T) {
	chart := func(old, new string) string {
		data, err := fs.ReadFile(templates.Embedded(), "flows/deliberation.toml")
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Replace(string(data), old, new, 1)
		if text == string(data) {
			t.Fatalf("the chart has no %s", old)
		}
		return text
	}
	for _, c := range []struct{ file, text, want string }{
		{"flows/deliberation.toml", chart(`title = "`, `title = "{place}`), "unknown-placeholder 2:9"},
		{"flows/deliberation.toml", chart(`社区党组织，由`, `{dya}社区党组织，由`), "unknown-placeholder 9:66"},
		{"flows/deliberation.toml", chart(`who = "支部书记"`, `who = "{owner.name}"`), "unknown-placeholder 29:7"},
		{"flows/deliberation.toml", chart(`who = "支部书记"`, `who = "{by-29}"`), "unknown-placeholder 29:7"},
		{"flows/deliberation.toml", chart(`who = "支部书记"`, `who = "书记或其指定的一名党员"`), "flow-long 29:7"},
		{"flows/deliberation.toml", chart(`form = "代表会或村民会议"`, `form = { default = "代表会或村民会议", community = "居民代表会议或者居民小组会" }`), "flow-long 152:44"},
		{"flow-changes.toml", "[[change]]\nstep = \"gm2\"\nwhen = \"{dya}\"", "unknown-placeholder 3:8"},
		{"flow-changes.toml", "[[change]]\nstep = \"gm2\"\nwhen = \"会前四个工作日内通知到人\"", "flow-long 3:8"},
		{"flow-changes.toml", "[[change]]\nstep = \"gm2\"\nwhen = { no_groups = \"{by+50}\" }", "unknown-placeholder 3:22"},
		{"flow-changes.toml", "[[change]]\nstep = \"gm2\"\nwhen = \"{by-3}\"", ""},
		{"roles.toml", "committee = { no_committee = \"{committee.nmae}\" }", "unknown-placeholder 1:30"},
		{"wording.toml", "[local]\npeople = { community = \"{press.pages}\" }", "misplaced-placeholder 2:24"},
		{"sentences.toml", "[card]\nold = \"旧证 {number}\"", "unknown-placeholder 2:7"},
		{"sentences.toml", "[quorum]\nno_vote = \"{no}\"", "unknown-placeholder 2:11"},
		{"sentences.toml", "[bulletin]\nchecked = \"看了 {n} 个\"", ""},
		{"wording.toml", "[papers]\nseveral = \"每 {press.pages} 页\"", ""},
	} {
		_, found := withFile(c.file, c.text)
		var got []string
		for _, f := range found {
			got = append(got, fmt.Sprintf("%s %d:%d", f.Code, f.Line, f.Column))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: got %s, want %s", c.text[:min(len(c.text), 60)], s, c.want)
		}
	}
}

// TestOldKeys: what a county's file says with keys of an earlier version is
// read as what it means today, with a warning at the key.
func TestOldKeys(t *testing.T) {
	head := "id = \"own\"\ntitle = \"{county}图\"\norder = 20\nbasis = \"某法\"\n"
	row := "phase = \"before\"\nwhen = \"每月{day}\"\nform = \"开会\"\nprocedure = \"做\"\nstandard = \"好\"\nwho = \"支委会\"\nsource = \"D\"\n"
	chart := head + "[community]\nbasis = \"参照某法\"\n[[step]]\nid = \"o1\"\nbox = \"一步\"\n" + row +
		"[step.no_committee]\nwho = \"书记\"\npages = [\"P14\"]\n[[decision]]\nid = \"o-d1\"\nafter = \"o1\"\ntext = \"够吗\"\nyes = \"end\"\nno = \"end\"\n" + row +
		"[decision.no_committee]\nbox = \"够了吗\"\n[decision.community]\nwho = \"主任\"\n"
	over := fstest.MapFS{}
	for name, text := range map[string]string{
		"flows/own.toml":    chart,
		"flow-changes.toml": "[[change]]\nstep = \"own/o1\"\nform = \"研究\"\n[change.no_committee]\nform = \"商议\"\n",
		"roles.toml":        "[without_committee]\nnote = \"没有支委会\"\nsource = \"D\"\n[[without_committee.word]]\nfrom = \"支委会\"\nto = \"大会\"\n[without_groups]\n[[without_groups.word]]\nfrom = \"开会\"\nto = \"\"\n",
		"wording.toml":      "filler = \"备　忘\"\n[village]\nboard = \"村会\"\n[community]\nboard = \"居会\"\n",
	} {
		over[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var out diag.List
	set := Load(templates.Overlay(over), "模板", &out)
	var got []string
	for _, f := range out.Sorted() {
		if f.Code != "old-key" || f.Severity != diag.Warning || f.Hint == "" {
			t.Errorf("%v %s %s", f.Place, f.Code, f.Message)
		}
		got = append(got, fmt.Sprintf("%s:%d", strings.TrimPrefix(f.File, "模板/"), f.Line))
	}
	want := "flow-changes.toml:4 flows/own.toml:2 flows/own.toml:5 flows/own.toml:11 flows/own.toml:17 flows/own.toml:33 flows/own.toml:35" +
		" roles.toml:1 roles.toml:7 wording.toml:2 wording.toml:4"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("warnings at\n%s, want\n%s", s, want)
	}
	read := func(b *config.Branch) *templates.Chart {
		return set.worded(set.flow("own"), &scope{Subject: &Subject{County: &config.County{Identity: config.Identity{Name: "某县"}, ThemeDay: config.ThemeDay{Day: 8}}, Branch: b}, set: set})
	}
	group := []*config.Group{{}}
	all, without := read(&config.Branch{HasCommittee: true, Groups: group}), read(&config.Branch{})
	community := read(&config.Branch{HasCommittee: true, Groups: group, Kind: config.Community})
	for _, x := range []struct{ got, want string }{
		{all.Title, "某县图"}, {all.Basis, "某法"}, {community.Basis, "参照某法"},
		{all.Rows[0].When, "每月8日"}, {all.Rows[0].Who, "支委会"}, {without.Rows[0].Who, "书记"}, {strings.Join(without.Rows[0].Pages, ""), "P14"},
		{all.Rows[0].Form, "研究"}, {without.Rows[0].Form, "商议"},
		{without.Rows[1].Text, "够了吗"}, {without.Rows[1].Who, "大会"}, {community.Rows[1].Who, "主任"}, {without.Rows[1].Form, ""},
		{set.roles.Committee.NoCommittee.String(), "没有支委会"}, {set.roles.Committee.Default.String(), "设支部委员会"},
		{set.wording.Filler, "备　忘"}, {set.wording.Local.Board.Community.String(), "居会"}, {set.wording.Local.People.Community.String(), "居民"},
	} {
		if x.got != x.want {
			t.Errorf("read %q, want %q", x.got, x.want)
		}
	}
}
