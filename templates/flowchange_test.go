package templates

import (
	"slices"
	"strings"
	"testing"

	"dangce/config/diag"
	"dangce/templates/phrase"
)

// changedBy loads the program's charts with a county's changes.
func changedBy(t *testing.T, changes string) (map[string]*Flow, []diag.Finding) {
	t.Helper()
	fsys := Overlay(mapFS{"flow-changes.toml": changes}.fs())
	var out diag.List
	rules := LoadQuorums(fsys, "templates", &out)
	flows := map[string]*Flow{}
	for _, f := range LoadFlows(fsys, "templates", rules, &out).Changed() {
		flows[f.ID] = f
	}
	return flows, out.Sorted()
}

func rowOf(t *testing.T, f *Chart, id string) FlowRow {
	t.Helper()
	for _, r := range f.Rows {
		if r.ID == id {
			return r
		}
	}
	t.Fatalf("no row %s", id)
	return FlowRow{}
}

func TestChangesOfSteps(t *testing.T) {
	flows, found := changedBy(t, `
[[change]]
step = "gm2"
when = "会前4天"
who  = "副书记"

[[change]]
step = "general-meeting/gm-d1"
text = "到会够法定人数吗"
source = "县规"

[[change]]
step = "gm1"
who = "副书记"
when = { no_committee = "会前1天" }

[[change]]
step = "gm-x1"
text = "改期 另行通知"
`)
	if len(found) > 0 {
		t.Fatal(found)
	}
	f := flows["general-meeting"].whole()
	before := embeddedFlows(t)["general-meeting"].whole()
	gm2 := rowOf(t, f, "gm2")
	if gm2.When != "会前4天" || gm2.Who != "副书记" || gm2.Procedure != rowOf(t, before, "gm2").Procedure {
		t.Errorf("gm2: %+v", gm2)
	}
	if want := Cited("县定标准；时间安排、责任人：本县规定"); gm2.Source != want {
		t.Errorf("gm2 comes from %q, want %q", gm2.Source, want)
	}
	if ours := gm2.Ours; !slices.Equal(ours, []string{"form", "procedure", "standard"}) {
		t.Errorf("defaults of gm2: %q", ours)
	}
	if d := rowOf(t, f, "gm-d1"); d.Text != "到会够法定人数吗" || d.Source != "县规" {
		t.Errorf("gm-d1: %+v", d)
	}
	if text, _, _ := f.Aside("gm-x1"); text != "改期 另行通知" {
		t.Errorf("gm-x1: %s", text)
	}
	without := f.For(noCommittee, embeddedWords(t), usual)
	gm1 := rowOf(t, without, "gm1")
	if gm1.When != "会前1天" || gm1.Who != "副书记" {
		t.Errorf("gm1 without a committee: %+v", gm1)
	}
	if rowOf(t, f, "gm1").When != rowOf(t, before, "gm1").When {
		t.Error("the wording without a committee changes that of others")
	}
}

// TestChangeHoldsWithoutCommittee: a county's wording takes the place of the
// one that a chart has for branches without a branch committee.
func TestChangeHoldsWithoutCommittee(t *testing.T) {
	own := 0
	for _, f := range embeddedFlows(t) {
		for _, s := range f.Steps {
			if s.Procedure.NoCommittee.Empty() {
				continue
			}
			own++
			flows, found := changedBy(t, "[[change]]\nstep = \""+f.ID+"/"+s.ID+"\"\nprocedure = \"县里统一组织\"\n")
			without := flows[f.ID].For(alone, embeddedWords(t), usual)
			if len(found) > 0 || without != nil && rowOf(t, without, s.ID).Procedure != "县里统一组织" {
				t.Errorf("%s keeps its wording without a committee: %v", s.ID, found)
			}
		}
	}
	if own == 0 {
		t.Fatal("no step has a wording of its own")
	}
}

func TestFaultyChanges(t *testing.T) {
	for name, c := range map[string]struct{ text, code, hint string }{
		"unknown step":   {"[[change]]\nstep = \"gm99\"\nwhen = \"会前4天\"", "flow-unknown-id", "gm1"},
		"unknown series": {"[[change]]\nstep = \"zz1\"\nwhen = \"会前4天\"", "flow-unknown-id", "流程责任清单"},
		"nothing":        {"[[change]]\nstep = \"gm2\"", "flow-empty", "when"},
		"empty":          {"[[change]]\nstep = \"gm2\"\nwhen = \"\"", "flow-empty", ""},
		"page":           {"[[change]]\nstep = \"gm2\"\npages = [\"P30\"]", "flow-page", ""},
		"unknown key":    {"[[change]]\nstep = \"gm2\"\nwehn = \"会前4天\"", "", "when"},
		"no step":        {"[[change]]\nwhen = \"会前4天\"", "", "step"},
		"not TOML":       {"[[change]]\nstep = gm2", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, found := changedBy(t, c.text)
			if len(found) == 0 {
				t.Fatal("no finding")
			}
			f := found[0]
			if f.File != "templates/flow-changes.toml" || f.Line == 0 || c.code != "" && f.Code != c.code || !strings.Contains(f.Hint+f.Message, c.hint) {
				t.Errorf("%+v", f)
			}
		})
	}
}

func TestPeople(t *testing.T) {
	var out diag.List
	d := LoadDuties(Embedded(), "", &out)
	if out.Errors() > 0 {
		t.Fatal(out.Sorted())
	}
	for who, want := range map[string][]string{
		"授课人、书记": {"授课人", "书记"}, "党支部书记": {"书记"}, "小组长": {"党小组组长"}, "监票、计票人": {"监票人", "计票人"}, "督查专员": {"督查专员"},
	} {
		if got := d.People(who); !slices.Equal(got, want) {
			t.Errorf("%s: %q", who, got)
		}
	}
	for _, f := range embeddedFlows(t) {
		for _, r := range f.whole().Rows {
			for _, p := range d.People(r.Who) {
				if d.Place(p) == len(d.List) {
					t.Errorf("%s of %s is not in duties.toml", p, r.ID)
				}
			}
		}
	}
	if LoadDuties(Overlay(mapFS{"duties.toml": "[[duty]]\nname = \"书记\"\nalso = [\"书记\"]"}.fs()), "templates", &out); out.Errors() != 1 {
		t.Errorf("a name that is written twice: %v", out.Sorted())
	}
}

func TestChangesForCommunities(t *testing.T) {
	flows, found := changedBy(t, `
[[change]]
step = "dp4"
form = "村民代表会议"

[[change]]
step = "dp5"
when = { default = "公开5天", community = "公开10天" }
`)
	if len(found) > 0 {
		t.Fatal(found)
	}
	f := flows["deliberation"].whole()
	g := f.For(phrase.Setup{Community: true}, embeddedWords(t), usual)
	for _, x := range []struct{ got, want string }{
		{rowOf(t, f, "dp4").Form, "村民代表会议"},
		{rowOf(t, g, "dp4").Form, "居民代表会议"},
		{rowOf(t, g, "dp4").Procedure, "确定会议形式，报告方案，表决形成决议；居民会议提前10日通知"}, // was not changed
		{rowOf(t, f, "dp5").When, "公开5天"},
		{rowOf(t, g, "dp5").When, "公开10天"},
	} {
		if x.got != x.want {
			t.Errorf("%q, want %q", x.got, x.want)
		}
	}
	if _, found := changedBy(t, "[[change]]\nstep = \"dp-d5\"\nquorum = { community = [\"q_none\"] }\n"); len(found) != 1 || found[0].Code != "flow-unknown-id" {
		t.Errorf("findings %v", found)
	}
}
