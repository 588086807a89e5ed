package templates

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"dangce/config/diag"
)

func embeddedRoles(t *testing.T) *Roles {
	t.Helper()
	var out diag.List
	r := LoadRoles(Embedded(), "", &out)
	if out.Len() != 0 {
		t.Fatalf("roles.toml: %v", out.Sorted())
	}
	return r
}

// texts returns every text of a row with the most characters it may have.
func (r FlowRow) texts() map[string]int {
	return map[string]int{r.Text: maxBox, r.When: maxWhen, r.Form: maxForm, r.Procedure: maxProcedure, r.Standard: maxStandard, r.Who: maxWho}
}

func TestChartsOfBranchesWithoutCommittee(t *testing.T) {
	roles := embeddedRoles(t)
	post := regexp.MustCompile(`支委|支部委员会|(组织|宣传|纪检)委员|各委员|副书记或委员|书记、委员`)
	twice := regexp.MustCompile(`党员大会[、或]党员大会|书记、书记|或书记或`)
	for id, f := range embeddedFlows(t) {
		g := f.For(Setup{Groups: true}, roles)
		if f.Needs == NeedsCommittee {
			if g != nil {
				t.Errorf("%s is for branch committees only", id)
			}
			continue
		}
		for _, r := range g.Rows() {
			for text, most := range r.texts() {
				if post.MatchString(text) || twice.MatchString(text) {
					t.Errorf("%s: %s: %q", id, r.ID, text)
				}
				if n := utf8.RuneCountInString(usual.fill(text)); n > most || n == 0 {
					t.Errorf("%s: %s: %d characters, most %d: %q", id, r.ID, n, most, text)
				}
			}
			for _, p := range r.Pages {
				if p == "P13" {
					t.Errorf("%s: %s names P13, which such a branch does not have", id, r.ID)
				}
			}
		}
	}
}

func TestChartsOfBranchesWithoutGroups(t *testing.T) {
	roles := embeddedRoles(t)
	for _, s := range []Setup{{Committee: true}, {}} {
		for id, f := range embeddedFlows(t) {
			g := f.For(s, roles)
			if f.Needs == NeedsGroups && g != nil {
				t.Errorf("%s is for branches with groups only", id)
			}
			if g == nil {
				continue
			}
			for _, r := range g.Rows() {
				for text, most := range r.texts() {
					if strings.Contains(text, "小组") && !strings.Contains(text, "督查组") {
						t.Errorf("%s: %s: %q", id, r.ID, text)
					}
					if n := utf8.RuneCountInString(usual.fill(text)); n > most || n == 0 {
						t.Errorf("%s: %s: %d characters: %q", id, r.ID, n, text)
					}
				}
			}
		}
	}
}

func TestWordingLeavesTheChartItself(t *testing.T) {
	roles := embeddedRoles(t)
	flows := embeddedFlows(t)
	f := flows["general-meeting"]
	g := f.For(Setup{}, roles)
	if f.Steps[0].Box != "支委会研究确定议题" || f.Steps[0].Pages[0] != "P13" {
		t.Error("For changed the chart")
	}
	if g.Steps[0].Box != "书记组织党员商议议题" || g.Steps[0].Pages[0] != "P14" || g.Steps[1].Who != "书记或其指定的党员" {
		t.Errorf("worded %+v", g.Steps[0])
	}
	if f.For(Setup{Committee: true, Groups: true}, roles) != f {
		t.Error("a branch with everything reads another chart")
	}
	if d := flows["deliberation"].For(Setup{}, roles).Decisions[0]; len(d.Quorum) != 1 || d.Quorum[0] != "q_general" {
		t.Errorf("quorum %v", d.Quorum)
	}
}

func TestFill(t *testing.T) {
	for _, c := range []struct {
		text string
		day  int
		want string
	}{
		{"每月{day}", 15, "每月15日"},
		{"{by-5}", 15, "10日前"},
		{"{by+5}", 15, "20日前"},
		{"{by-5}", 5, "党日前5天"},
		{"{by-5}", 6, "1日前"},
		{"{by+5}", 25, "党日后5天内"},
		{"《{county}基层党建工作规范30条》", 15, "《示例县基层党建工作规范30条》"},
		{"{other}{by}{by-}{by0}", 15, "{other}{by}{by-}{by0}"},
	} {
		if got := (Blanks{County: "示例县", ThemeDay: c.day}).fill(c.text); got != c.want {
			t.Errorf("fill(%q, %d) = %q, want %q", c.text, c.day, got, c.want)
		}
	}
	for id, f := range embeddedFlows(t) {
		g := f.Fill(usual)
		for _, r := range g.Rows() {
			for text := range r.texts() {
				if strings.ContainsAny(text, "{}") {
					t.Errorf("%s: %s: %q", id, r.ID, text)
				}
			}
		}
		if s := g.Title + g.Subtitle + g.Basis + g.Applies + g.Liability; strings.ContainsAny(s, "{}") {
			t.Errorf("%s: %q", id, s)
		}
	}
}

func TestRolesReplaceTheLongestWord(t *testing.T) {
	r := embeddedRoles(t)
	for text, want := range map[string]string{
		"支部委员会":       "党员大会",
		"支委会研究":       "党员大会研究",
		"党小组组长":       "书记或其指定的党员",
		"党员向小组长或书记汇报": "党员向书记汇报",
	} {
		if got := r.Word(text, Setup{}); got != want {
			t.Errorf("Word(%q) = %q, want %q", text, got, want)
		}
		if got := r.Word(text, Setup{Committee: true, Groups: true}); got != text {
			t.Errorf("a branch with everything reads %q for %q", got, text)
		}
	}
	if r.WithoutCommittee.Note == "" || (&Rewording{}).Apply("支委会") != "支委会" {
		t.Error("no note, or an empty rewording changes words")
	}
}

// TestChartOfCommunities: a community reads of residents, with the rule that
// holds for it, whether or not it has a branch committee; all else stays.
func TestChartOfCommunities(t *testing.T) {
	var out diag.List
	words := LoadWording(Embedded(), "", &out).InCommunity()
	rules := LoadQuorums(Embedded(), "", &out)
	clean(t, &out)
	roles := embeddedRoles(t)
	const law = "《中华人民共和国村民委员会组织法》"
	for id, f := range embeddedFlows(t) {
		for _, s := range []Setup{{Committee: true, Groups: true}, {Committee: true}, {Groups: true}, {}} {
			s.Community = words
			g := f.For(s, roles)
			if (id == "deliberation") != (f.Community != nil) {
				t.Errorf("%s: worded for communities: %v", id, f.Community != nil)
			}
			if g == nil || f.Community == nil {
				if s.Committee && s.Groups && g != f {
					t.Errorf("%s: a community reads another chart", id)
				}
				continue
			}
			if !strings.Contains(g.Basis, "参照"+law) || strings.Contains(g.Applies, "村") {
				t.Errorf("basis %s, applies %s", g.Basis, g.Applies)
			}
			all := g.Title + g.Subtitle
			for _, r := range g.Rows() {
				for text, most := range r.texts() {
					all += text + "\n"
					if n := utf8.RuneCountInString(text); n > most || n == 0 {
						t.Errorf("%s: %d characters, most %d: %q", r.ID, n, most, text)
					}
				}
				for _, q := range r.Quorum {
					if strings.HasPrefix(q, "q_village_") && q != "q_village_party" || rules.Rule(q) == nil {
						t.Errorf("%s: rule %s", r.ID, q)
					}
				}
			}
			if strings.ContainsAny(all, "村") || strings.Contains(all, "户代表") {
				t.Errorf("a community's chart speaks of a village: %s", all)
			}
			for _, want := range []string{"居民代表会议决议", "社区“两委”会商议", "居委会", "居务监督委员会签意见", "居民代表到会不少于2/3"} {
				if !strings.Contains(all, want) {
					t.Errorf("no %s", want)
				}
			}
			if !s.Committee && (strings.Contains(all, "委员到会") || strings.Contains(all, "实到委员")) {
				t.Error("a community without a branch committee counts its members")
			}
		}
	}
}

func TestCommunityChangesAreChecked(t *testing.T) {
	for _, c := range []struct{ old, new, code string }{
		{`procedure = "核对居民代表到会人数"`, `procedure = ""`, "flow-empty"},
		{`form = "居民代表会议"`, `form = "居民代表会议或者居民小组会议"`, "flow-long"},
		{`quorum = ["q_resident_rep"]`, `quorum = ["q_resident"]`, "flow-unknown-id"},
		{`basis = "参照`, `basis = "参照{place}`, "flow-placeholder"},
	} {
		var out diag.List
		fsys := changed(t, "flows/deliberation.toml", c.old, c.new)
		LoadFlows(fsys, "模板", LoadQuorums(fsys, "", &out), &out)
		if got := codes(&out); len(got) != 1 || got[0] != c.code {
			t.Errorf("%s: findings %v, want %s", c.new, got, c.code)
		}
	}
}
