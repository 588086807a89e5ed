package templates

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"dangce/config/diag"
	"dangce/templates/phrase"
)

func embeddedWords(t *testing.T) *phrase.Words {
	t.Helper()
	var out diag.List
	r, w := LoadRoles(Embedded(), "", &out), LoadWording(Embedded(), "", &out)
	clean(t, &out)
	return phrase.NewWords(append(r.Words, w.Local.Words()...))
}

// The kinds of branches beside those that have everything.
var (
	alone       = phrase.Setup{NoCommittee: true, NoGroups: true}
	noCommittee = phrase.Setup{NoCommittee: true}
)

// texts returns every text of a row with the most characters it may have.
func (r FlowRow) texts() map[string]int {
	return map[string]int{r.Text: 14, r.When: 10, r.Form: 10, r.Procedure: 40, r.Standard: 36, r.Who: 10}
}

func TestChartsOfBranchesWithoutCommittee(t *testing.T) {
	words := embeddedWords(t)
	post := regexp.MustCompile(`支委|支部委员会|(组织|宣传|纪检)委员|各委员|副书记或委员|书记、委员`)
	twice := regexp.MustCompile(`党员大会[、或]党员大会|书记、书记|或书记或`)
	for id, f := range embeddedFlows(t) {
		g := f.For(noCommittee, words, usual)
		if f.Needs == NeedsCommittee {
			if g != nil {
				t.Errorf("%s is for branch committees only", id)
			}
			continue
		}
		for _, r := range g.Rows {
			for text, most := range r.texts() {
				if post.MatchString(text) || twice.MatchString(text) {
					t.Errorf("%s: %s: %q", id, r.ID, text)
				}
				if n := utf8.RuneCountInString(text); n > most || n == 0 {
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
	words := embeddedWords(t)
	for _, s := range []phrase.Setup{{NoGroups: true}, alone} {
		for id, f := range embeddedFlows(t) {
			g := f.For(s, words, usual)
			if f.Needs == NeedsGroups && g != nil {
				t.Errorf("%s is for branches with groups only", id)
			}
			if g == nil {
				continue
			}
			for _, r := range g.Rows {
				for text, most := range r.texts() {
					if strings.Contains(text, "小组") && !strings.Contains(text, "督查组") {
						t.Errorf("%s: %s: %q", id, r.ID, text)
					}
					if n := utf8.RuneCountInString(text); n > most || n == 0 {
						t.Errorf("%s: %s: %d characters: %q", id, r.ID, n, text)
					}
				}
			}
		}
	}
}

func TestWordingLeavesTheChartItself(t *testing.T) {
	words := embeddedWords(t)
	flows := embeddedFlows(t)
	f := flows["general-meeting"]
	g, all := f.For(alone, words, usual), f.whole()
	if all.Rows[0].Text != "支委会研究确定议题" || all.Rows[0].Pages[0] != "P13" {
		t.Error("For changed the chart")
	}
	if g.Rows[0].Text != "书记组织党员商议议题" || g.Rows[0].Pages[0] != "P14" || g.Rows[1].Who != "书记或其指定的党员" {
		t.Errorf("worded %+v", g.Rows[0])
	}
	for _, r := range flows["deliberation"].For(alone, words, usual).Rows {
		if r.ID == "dp-d1" && !slices.Equal(r.Quorum, []string{"q_general"}) {
			t.Errorf("quorum %v", r.Quorum)
		}
	}
}

// TestChartsAreFilled: what has no value of its own is left in no text.
func TestChartsAreFilled(t *testing.T) {
	for id, f := range embeddedFlows(t) {
		g := f.whole()
		for _, r := range g.Rows {
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
	words := embeddedWords(t)
	for text, want := range map[string]string{
		"支部委员会":       "党员大会",
		"支委会研究":       "党员大会研究",
		"党小组组长":       "书记或其指定的党员",
		"党员向小组长或书记汇报": "党员向书记汇报",
		"逐人评议，人多的支部可在党小组进行": "逐人评议",
	} {
		said := phrase.Plain(text)
		if got := words.For(&said, alone).String(); got != want {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
		if got := words.For(&said, phrase.Setup{}).String(); got != text {
			t.Errorf("a branch with everything reads %q for %q", got, text)
		}
	}
}

// TestChartOfCommunities: a community reads of residents, with the rule that
// holds for it, whether or not it has a branch committee; all else stays.
func TestChartOfCommunities(t *testing.T) {
	var out diag.List
	rules := LoadQuorums(Embedded(), "", &out)
	clean(t, &out)
	words := embeddedWords(t)
	const law = "《中华人民共和国城市居民委员会组织法》"
	for id, f := range embeddedFlows(t) {
		for s := range phrase.Setups {
			village := f.For(s, words, usual)
			s.Community = true
			g := f.For(s, words, usual)
			if id != "deliberation" {
				if !reflect.DeepEqual(g, village) {
					t.Errorf("%s: a community reads another chart", id)
				}
				continue
			}
			if !strings.Contains(g.Basis, law) || strings.Contains(g.Applies, "村") {
				t.Errorf("basis %s, applies %s", g.Basis, g.Applies)
			}
			all := g.Title + g.Subtitle
			for _, r := range g.Rows {
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
			if strings.ContainsAny(all, "村") {
				t.Errorf("a community's chart speaks of a village: %s", all)
			}
			for _, want := range []string{"居民代表会议或居民会议决议", "社区“两委”会商议", "居委会", "居务监督委员会签意见", "代表2/3以上；居民会议过半数居民或过半数户代表"} {
				if !strings.Contains(all, want) {
					t.Errorf("no %s", want)
				}
			}
			if s.NoCommittee && (strings.Contains(all, "委员到会") || strings.Contains(all, "实到委员")) {
				t.Error("a community without a branch committee counts its members")
			}
		}
	}
}

func TestCommunityChangesAreChecked(t *testing.T) {
	for _, c := range []struct{ old, new, code string }{
		{`community = "论证方案，记录分歧和表决方式"`, `community = ""`, "flow-empty"},
		{`community = ["q_resident_rep", `, `community = ["q_resident", `, "flow-unknown-id"},
		{`community = "论证方案，记录分歧和表决方式" }`, `comunity = "论证方案，记录分歧和表决方式" }`, "unknown-key"},
	} {
		var out diag.List
		fsys := changed(t, "flows/deliberation.toml", c.old, c.new)
		LoadFlows(fsys, "模板", LoadQuorums(fsys, "", &out), &out)
		if got := codes(&out); len(got) != 1 || got[0] != c.code {
			t.Errorf("%s: findings %v, want %s", c.new, got, c.code)
		}
	}
}
