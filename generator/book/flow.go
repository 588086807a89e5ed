package book

import (
	"strings"

	"dangce/generator/doc"
	"dangce/templates"
)

// flowBlock makes a flowchart in the wording of the branch.
func flowBlock(s *Set, b *templates.Block, sc *scope, _ measure) []doc.Block {
	f := s.flow(b.Chart)
	if f == nil {
		return nil
	}
	c := s.chart(f, sc, b.Colour)
	if c == nil {
		return nil // a chart that does not apply to the branch
	}
	return []doc.Block{c}
}

// chart turns the chart of a template into that of the document: worded for
// the branch, blanks filled, edges settled.
func (s *Set) chart(f *templates.Flow, sc *scope, colour bool) *doc.Chart {
	if sc.Branch != nil {
		f = f.For(templates.Setup{Committee: sc.Branch.HasCommittee, Groups: len(sc.Branch.Groups) > 0}, s.roles)
		sc.record(map[bool]string{true: "c", false: "-"}[sc.Branch.HasCommittee] + map[bool]string{true: "g", false: "-"}[len(sc.Branch.Groups) > 0])
	}
	if f == nil {
		return nil
	}
	f = f.Fill(templates.Blanks{County: sc.County.Name, ThemeDay: sc.County.ThemeDay.Day})
	c := &doc.Chart{ID: f.ID, Title: f.Title, Subtitle: f.Subtitle, Basis: f.Basis, Applies: f.Applies,
		Liability: f.Liability, Maker: sc.County.Department, Colour: colour, Kind: chartKinds[f.Style],
		Phases: [3]string{f.Phases.Before, f.Phases.During, f.Phases.After}, BoxPt: 9, ColumnPt: 9}
	if colour {
		c.BoxPt, c.ColumnPt = 8.5, 7.5
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
