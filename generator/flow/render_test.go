package flow

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dangce/config/diag"
	"dangce/fonts"
	"dangce/generator/doc"
	"dangce/generator/pdf"
	"dangce/templates"
	"dangce/templates/phrase"
)

var renderTo = flag.String("render", "", "folder to draw all charts into, as PDF")

// measurer measures with the real fonts.
type measurer struct {
	set   *fonts.Set
	roles [4]fonts.Role
}

func newMeasurer(t testing.TB) *measurer {
	set, err := fonts.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	m := &measurer{set: set}
	for role, name := range map[doc.Role]string{doc.Body: "body", doc.Title: "title", doc.Heading: "heading", doc.Subheading: "subheading"} {
		r, ok := fonts.ParseRole(name)
		if !ok {
			t.Fatalf("no role %q", name)
		}
		m.roles[role] = r
	}
	return m
}

func (m *measurer) Advance(role doc.Role, r rune) float64 { return m.set.RuneWidth(m.roles[role], r) }

func (m *measurer) Face(role doc.Role, r rune) doc.Face {
	id, _ := m.set.Face(m.roles[role], r)
	return doc.Face(id)
}

// paper is a type area that charts are placed in.
type paper struct {
	name          string
	w, h          float64
	pageW, pageH  float64
	colour        bool
	boxPt, column float64
}

var papers = []paper{
	{"atlas", 182, 260, 210, 297, true, 10, 10},
	{"handbook", 169, 250, 210, 297, false, 10, 10},
	{"poster", 265, 385, 297, 420, true, 10, 10},
}

// wall is the paper of the posters in the pack.
var wall = paper{"wall", 265, 386, 297, 420, true, 12, 11}

// charts returns the charts of the templates, made as package book does.
func charts(t testing.TB, p paper) []*doc.Chart {
	var out diag.List
	flows := templates.LoadFlows(templatesFS(), "", nil, &out)
	if out.Errors() > 0 {
		t.Fatal("templates have errors")
	}
	var all []*doc.Chart
	for _, f := range flows.Charts {
		if f.Style != templates.FlowOrg {
			all = append(all, chartOf(f.For(phrase.Setup{}, new(phrase.Words), sample), p))
		}
	}
	return append(all, tree(p))
}

// sample fills in placeholders: a day is 10日前, whatever it is.
func sample(t phrase.Text) string {
	return t.Fill(func(name string) string {
		return map[string]string{"county.name": "示例县", "theme_day": "15", "by+5": "20日前"}[name] + map[bool]string{true: "10日前"}[strings.HasPrefix(name, "by-")]
	})
}

func chartOf(f *templates.Chart, p paper) *doc.Chart {
	phases := map[templates.Phase]int{templates.Before: 0, templates.During: 1, templates.After: 2}
	c := &doc.Chart{ID: f.ID, Title: f.Title, Subtitle: f.Subtitle, Basis: f.Basis, Applies: f.Applies, Liability: f.Liability,
		Maker: "中共示例县委组织部", Colour: p.colour, BoxPt: p.boxPt, ColumnPt: p.column, Words: said,
		Phases: [3]string{f.Phases.Before, f.Phases.During, f.Phases.After}}
	if f.Style == templates.FlowFree {
		c.Kind = doc.FreeChart
	}
	for _, r := range f.Rows {
		c.Rows = append(c.Rows, doc.ChartRow{ID: r.ID, Number: r.Number, Phase: phases[r.Phase], Text: r.Text, Decision: r.Decision,
			When: r.When, Form: r.Form, Procedure: r.Procedure, Standard: r.Standard, Who: r.Who, Page: strings.Join(r.Pages, "、")})
	}
	for i, o := range f.Outcomes {
		c.Outcomes = append(c.Outcomes, doc.ChartOutcome{ID: o.ID, Text: f.Asides[i]})
	}
	for _, e := range f.Edges() {
		c.Edges = append(c.Edges, doc.ChartEdge{From: e.From, To: e.To, Label: e.Label, Back: e.Back})
	}
	for _, e := range f.Ends() {
		end := "结束"
		if e.To != templates.End && e.To != "" {
			end = "转主题党日第3步"
		}
		c.Edges = append(c.Edges, doc.ChartEdge{From: e.From, End: end, Label: e.Label})
	}
	return c
}

// said are the words of sentences.toml around the boxes.
var said = doc.ChartWords{
	Columns: [6]string{"时间安排", "组织形式", "具体程序", "操作标准", "责任人", "记录页"},
	Stage:   "阶段", Flow: "工作流程", Steps: "工作步骤",
	Legend: "图例", Step: "工作步骤", Decision: "条件判断", Outcome: "处理结果", Way: "正常流程", Back: "退回重办", Connector: "转接另页",
	Liability: "责任追究", Basis: "依据：", Applies: "适用：", Record: "记录页：", Maker: "制图：", Detail: "（分步说明）",
	Parts: []string{"（一）", "（二）", "（三）", "（四）", "（五）", "（六）"},
}

// tree is a chart of made-up organizations.
func tree(p paper) *doc.Chart {
	c := &doc.Chart{ID: "organization", Kind: doc.OrgChart, Title: "示例县党组织体系图", Subtitle: "县委组织部 · 基层党（工）委 · 党支部 · 党小组 · 党员",
		Basis: "县党组织和党员名册", Applies: "全县各级党组织；按本年度名册生成", Maker: "中共示例县委组织部", Colour: p.colour, BoxPt: p.boxPt, ColumnPt: p.column, Words: said}
	add := func(id, parent, text, note, who string) {
		c.Rows = append(c.Rows, doc.ChartRow{ID: id, Text: text, Procedure: note, Who: who})
		if parent != "" {
			c.Edges = append(c.Edges, doc.ChartEdge{From: parent, To: id})
		}
	}
	add("county", "", "中共示例县委组织部", "党（工）委 9 个 · 党支部 63 个", "")
	for i, name := range []string{"城关镇党委", "河东乡党委", "南山街道党工委", "县直机关工委", "教育局党委", "示例化工集团党委", "两新工委", "卫健委党委", "石桥镇党委"} {
		id := string(rune('a' + i))
		add(id, "county", name, "党总支 1 个 · 党小组 14 个", "正式党员 230 名 · 预备党员 5 名")
		add(id+"1", id, "党支部 7 个", "村 5 · 社区 2", "")
		if i%2 == 0 {
			add(id+"2", id, "党总支 1 个", "示例学校党总支，下设支部 3 个", "书记 王伟")
			add(id+"21", id+"2", "党支部 3 个", "", "")
		}
	}
	return c
}

func templatesFS() fs.FS { return os.DirFS(filepath.Join("..", "..", "templates")) }

// TestRender draws all charts for eyes: go test -run Render -render DIR.
func TestRender(t *testing.T) {
	m := newMeasurer(t)
	e := engineOf(m)
	w := pdf.NewWriter(m.set)
	for _, p := range papers {
		f := &pdf.File{Title: p.name, Date: time.Date(2026, 12, 10, 0, 0, 0, 0, time.UTC)}
		for _, c := range charts(t, p) {
			figures, err := e.Place(c, p.w, p.h)
			if err != nil {
				t.Fatal(err)
			}
			for _, fig := range figures {
				f.Pages = append(f.Pages, doc.Page{Kind: c.ID, W: p.pageW, H: p.pageH, DX: (p.pageW - p.w) / 2, DY: (p.pageH - p.h) / 2, Body: fig.Marks})
			}
		}
		var buf bytes.Buffer
		if err := w.Write(&buf, f); err != nil {
			t.Fatal(err)
		}
		if *renderTo == "" {
			continue
		}
		if err := os.WriteFile(filepath.Join(*renderTo, p.name+".pdf"), buf.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
