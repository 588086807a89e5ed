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
	{"atlas", 182, 260, 210, 297, true, 8.5, 7.5},
	{"handbook", 169, 250, 210, 297, false, 9, 9},
	{"poster", 265, 385, 297, 420, true, 8.5, 7.5},
}

// charts returns the charts of the templates, made as package book does.
func charts(t testing.TB, p paper) []*doc.Chart {
	var out diag.List
	flows := templates.LoadFlows(templatesFS(), "", nil, &out)
	if out.Errors() > 0 {
		t.Fatal("templates have errors")
	}
	var all []*doc.Chart
	for _, f := range flows {
		if f.Style != templates.FlowOrg {
			all = append(all, chartOf(f.Fill(templates.Blanks{County: "示例县", ThemeDay: 15}), p))
		}
	}
	return all
}

func chartOf(f *templates.Flow, p paper) *doc.Chart {
	phases := map[templates.Phase]int{templates.Before: 0, templates.During: 1, templates.After: 2}
	c := &doc.Chart{ID: f.ID, Title: f.Title, Subtitle: f.Subtitle, Basis: f.Basis, Applies: f.Applies, Liability: f.Liability,
		Maker: "中共示例县委组织部", Colour: p.colour, BoxPt: p.boxPt, ColumnPt: p.column,
		Phases: [3]string{f.Phases.Before, f.Phases.During, f.Phases.After}}
	if f.Style == templates.FlowFree {
		c.Kind = doc.FreeChart
	}
	for _, r := range f.Rows() {
		c.Rows = append(c.Rows, doc.ChartRow{ID: r.ID, Number: r.Number, Phase: phases[r.Phase], Text: r.Text, Decision: r.Decision,
			When: r.When, Form: r.Form, Procedure: r.Procedure, Standard: r.Standard, Who: r.Who, Page: strings.Join(r.Pages, "、")})
	}
	for _, o := range f.Outcomes {
		c.Outcomes = append(c.Outcomes, doc.ChartOutcome{ID: o.ID, Text: o.Text})
	}
	for _, e := range f.Edges() {
		c.Edges = append(c.Edges, doc.ChartEdge{From: e.From, To: e.To, Label: e.Label, Back: e.Back})
	}
	return c
}

func templatesFS() fs.FS { return os.DirFS(filepath.Join("..", "..", "templates")) }

// TestRender draws all charts for eyes: go test -run Render -render DIR.
func TestRender(t *testing.T) {
	m := newMeasurer(t)
	e := New(m)
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
