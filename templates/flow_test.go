package templates

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dangce/config/diag"
	"dangce/templates/phrase"
)

// usualDay is the theme day of most counties.
const usualDay = 15

// usual fills in what the charts print by default.
func usual(t phrase.Text) string {
	return t.Fill(func(name string) string {
		off, err := strconv.Atoi(strings.TrimPrefix(name, "by"))
		switch {
		case name == "county.name":
			return "示例县"
		case name == "theme_day":
			return strconv.Itoa(usualDay)
		case name == "excellent.of":
			return "党员总数"
		case name == "publication.days":
			return strconv.Itoa(lawfulDays)
		case err == nil:
			return fmt.Sprintf("%d日前", usualDay+off)
		}
		return "{" + name + "}"
	})
}

// whole returns the chart as branches read it that have everything.
func (f *Flow) whole() *Chart { return f.For(phrase.Setup{}, new(phrase.Words), usual) }

// embeddedFlows loads the program's own charts, which must be clean.
func embeddedFlows(t *testing.T) map[string]*Flow {
	t.Helper()
	var out diag.List
	rules := LoadQuorums(Embedded(), "", &out)
	flows := LoadFlows(Embedded(), "", rules, &out).Changed()
	for _, f := range out.Sorted() {
		t.Errorf("%v: %s: %s", f.Place, f.Code, f.Message)
	}
	m := map[string]*Flow{}
	for _, f := range flows {
		m[f.ID] = f
	}
	if len(m) < 14 {
		t.Fatalf("%d charts, want at least 14", len(m))
	}
	return m
}

func TestEmbeddedFlowsHoldTheTenCharts(t *testing.T) {
	flows := embeddedFlows(t)
	for n, want := range tenCharts {
		f := flows[want.id]
		if f == nil {
			t.Errorf("no chart %s", want.id)
			continue
		}
		if f.Order != n+1 || f.Style != FlowTable || !f.Liability.Given() || f.System == "" || !f.Basis.Given() || !f.Applies.Given() {
			t.Errorf("%s: head incomplete: order %d, style %s", f.ID, f.Order, f.Style)
		}
		var got []string
		for _, r := range f.whole().Rows {
			if added[r.ID] == "" {
				got = append(got, r.ID+" "+r.Text)
			}
		}
		if !slices.Equal(got, want.rows) {
			t.Errorf("%s: rows\n got %q\nwant %q", f.ID, got, want.rows)
		}
	}
}

func TestEmbeddedDecisionsLeadBothWays(t *testing.T) {
	flows := embeddedFlows(t)
	var got []string
	for _, chart := range tenCharts {
		f := flows[chart.id].whole()
		target := func(id string) string {
			if text, next, ok := f.Aside(id); ok {
				return fmt.Sprintf("%s %s > %s", id, text, next)
			}
			return id
		}
		for _, d := range f.Decisions {
			got = append(got, fmt.Sprintf("%s | %s | %s", d.ID, target(d.Yes), target(d.No)))
		}
	}
	if !slices.Equal(got, tenDecisions) {
		t.Errorf("decisions\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(tenDecisions, "\n     "))
	}
}

func TestEmbeddedRowsSayWhereTheyComeFrom(t *testing.T) {
	for _, f := range embeddedFlows(t) {
		for _, r := range f.whole().Rows {
			// No rule names all five columns: some wording is always ours.
			if len(r.Ours) == 0 {
				t.Errorf("%s: %s has no defaults", f.ID, r.ID)
			}
			if len(r.Ours) == 5 && !r.Source.Ours() && !strings.Contains(string(r.Source), "§") && !strings.Contains(string(r.Source), CountyOwn) {
				t.Errorf("%s: %s: everything is ours, but the source is %s", f.ID, r.ID, r.Source)
			}
		}
	}
}

func TestTheFourOtherCharts(t *testing.T) {
	flows := embeddedFlows(t)
	var boxes []string
	for _, s := range flows["deliberation"].Steps {
		boxes = append(boxes, s.Box.Default.String())
	}
	want := []string{"党支部会提议", "村“两委”会商议", "党员大会审议", "村民代表会议或村民会议决议", "决议公开", "实施结果公开"}
	if !slices.Equal(boxes, want) {
		t.Errorf("deliberation: %q", boxes)
	}
	for _, w := range []struct{ from, to string }{{"dp-x4", "dp2"}, {"dp-x6", "dp2"}, {"dp-x7", "dp2"}, {"dp-x1", "dp1"}} {
		if !slices.ContainsFunc(flows["deliberation"].Edges(), func(e FlowEdge) bool { return e.From == w.from && e.To == w.to && e.Back }) {
			t.Errorf("deliberation: no return line %s → %s", w.from, w.to)
		}
	}
	five := flows["one-five-x"]
	var fixed []string
	for _, s := range five.Steps {
		if s.Phase == During {
			fixed = append(fixed, s.Box.Default.String())
		}
	}
	if want := []string{"诵读党章其中一章", "重温入党誓词", "交纳党费", "政治生日谈感悟", "学习习近平总书记重要讲话精神"}; !slices.Equal(fixed, want) {
		t.Errorf("one-five-x: fixed actions %q", fixed)
	}
	loop := flows["review-loop"]
	if loop.Phases != (PhaseLabels{"调阅反馈", "整改督查", "通报问责"}) || loop.Style != FlowFree {
		t.Errorf("review-loop: %+v", loop.Phases)
	}
	if org := flows["organization"]; org.Style != FlowOrg || org.Org == nil || org.whole().Title != "示例县党组织体系图" {
		t.Errorf("organization: %+v", org)
	}
}

func TestRowsNumberStepsOnly(t *testing.T) {
	rows := embeddedFlows(t)["deliberation"].whole().Rows
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprint(r.ID, ":", r.Number))
	}
	want := "dp1:1 dp-d1:0 dp2:2 dp-d2:0 dp3:3 dp-d3:0 dp-d4:0 dp4:4 dp-d5:0 dp-d6:0 dp5:5 dp-d7:0 dp6:6 dp-d8:0"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("rows\n got %s\nwant %s", s, want)
	}
}

func TestEdges(t *testing.T) {
	var got []string
	for _, e := range embeddedFlows(t)["committee-meeting"].Edges() {
		s := e.From + e.Label + "→" + e.To
		if e.Back {
			s += "↑"
		}
		got = append(got, s)
	}
	want := "cm1→cm2 cm2→cm-d1 cm-d1是→cm3 cm-d1否→cm-x1 cm-x1→cm2↑ cm3→cm4 cm4→cm5 cm5→cm-d2 cm-d2是→cm-x2 cm-d2否→cm6 cm6→cm7"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("edges\n got %s\nwant %s", s, want)
	}
}

func TestEveryRowHasItsEdges(t *testing.T) {
	for _, f := range embeddedFlows(t) {
		in := map[string]int{}
		for _, e := range f.Edges() {
			in[e.To]++
		}
		for i, r := range f.whole().Rows {
			if i > 0 && in[r.ID] == 0 {
				t.Errorf("%s: no line leads to %s", f.ID, r.ID)
			}
		}
		for _, o := range f.Outcomes {
			if in[o.ID] != 1 {
				t.Errorf("%s: %d lines lead to %s", f.ID, in[o.ID], o.ID)
			}
		}
	}
}

func TestOverlayReplacesAndAddsCharts(t *testing.T) {
	over := mapFS{
		"flows/lesson.toml": strings.Replace(read1(t, "flows/lesson.toml"), "党课工作流程图", "本县党课流程图", 1),
		"flows/zz.toml":     chart("[[step]]\nid = \"zz1\"\n" + row),
	}.fs()
	var out diag.List
	flows := LoadFlows(Overlay(over), "模板", nil, &out).Changed()
	if out.Len() != 0 {
		t.Fatalf("findings: %v", out.Sorted())
	}
	title := map[string]string{}
	for _, f := range flows {
		title[f.ID] = f.Title.Default.String()
	}
	if title["lesson"] != "本县党课流程图" || title["t"] != "试" || title["theme-day"] != "主题党日工作流程图" {
		t.Errorf("titles %v", title)
	}
}

func read1(t *testing.T, name string) string {
	t.Helper()
	data, err := fs.ReadFile(Embedded(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestMovedThemeDayCanBeKept: a report, its approval and the announcement
// follow each other within the days that the chart gives, before the day.
func TestMovedThemeDayCanBeKept(t *testing.T) {
	last, seen := 0, 0
	for _, r := range embeddedFlows(t)["theme-day"].whole().Rows {
		var day, after int
		if n, _ := fmt.Sscanf(r.When, "%d日前", &day); n == 1 {
			seen++
			if day < last {
				t.Errorf("%s (%s) by the %d, what comes before it is due by the %d", r.ID, r.Text, day, last)
			}
			last = day
		}
		if n, _ := fmt.Sscanf(r.When, "收到后%d天内", &after); n == 1 {
			seen++
			last += after
		}
		if r.ID == "td4" {
			break
		}
	}
	if seen != 4 || last >= usualDay {
		t.Errorf("%d days named before the theme day, the last %d", seen, last)
	}
}
