package book

import (
	"cmp"
	"fmt"
	"strings"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/templates"
)

// Least sizes of type in charts, pt.
const (
	blackPt  = 9.0 // in handbooks, boxes and columns alike
	boxPt    = 8.5 // in colour
	columnPt = 7.5
)

// flowBlock is a flowchart in the wording of the branch.
type flowBlock struct {
	base
	Chart    string  `toml:"chart"`     // id
	Colour   bool    `toml:"colour"`    // else black only
	BoxPt    float64 `toml:"box_pt"`    // least type in boxes; default 9, in colour 8.5
	ColumnPt float64 `toml:"column_pt"` // least type in columns; default 9, in colour 7.5
}

func (b *flowBlock) check(c *blockChecker) {
	switch {
	case b.Chart == "":
		c.missing("chart", " chart", `"general-meeting"`)
	case c.set.flow(b.Chart) == nil:
		c.add("unknown-chart", c.at+".chart", fmt.Sprintf("没有流程图 %q", b.Chart), "flows 文件夹里的文件各有一个 id")
	}
}

func (b *flowBlock) build(sc *scope, _ measure) []doc.Block {
	c := sc.set.chart(sc.set.flow(b.Chart), sc)
	if c == nil {
		return nil // a chart that does not apply to the branch
	}
	c.Colour, c.BoxPt, c.ColumnPt = b.Colour, blackPt, blackPt
	if b.Colour {
		c.BoxPt, c.ColumnPt = boxPt, columnPt
	}
	c.BoxPt, c.ColumnPt = cmp.Or(b.BoxPt, c.BoxPt), cmp.Or(b.ColumnPt, c.ColumnPt)
	return []doc.Block{c}
}

// worded returns a chart as the subject reads it, its blanks filled; nil
// where it does not apply.
func (s *Set) worded(f *templates.Flow, sc *scope) *templates.Flow {
	if b := sc.Branch; b != nil {
		setup := templates.Setup{Committee: b.HasCommittee, Groups: len(b.Groups) > 0}
		if f.Community != nil && b.Kind == config.Community {
			setup.Community = s.wording.community
		}
		f = f.For(setup, s.roles)
	}
	if f == nil {
		return nil
	}
	return f.Fill(templates.Blanks{County: sc.County.Name, ThemeDay: sc.County.ThemeDay.Day})
}

// chart turns the chart of a template into that of the document: worded for
// the branch, edges settled.
func (s *Set) chart(f *templates.Flow, sc *scope) *doc.Chart {
	if f = s.worded(f, sc); f == nil {
		return nil
	}
	c := &doc.Chart{ID: f.ID, Title: f.Title, Subtitle: f.Subtitle, Basis: f.Basis, Applies: f.Applies,
		Liability: f.Liability, Maker: sc.County.Department, Kind: chartKinds[f.Style],
		Phases: [3]string{f.Phases.Before, f.Phases.During, f.Phases.After}}
	if f.Style == templates.FlowOrg {
		s.organizations(c, f.Org, sc)
		return c
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

var phases = map[templates.Phase]int{templates.Before: 0, templates.During: 1, templates.After: 2}

var chartKinds = map[templates.FlowStyle]doc.ChartKind{
	templates.FlowTable: doc.TableChart, templates.FlowFree: doc.FreeChart, templates.FlowOrg: doc.OrgChart,
}
