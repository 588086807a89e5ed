package book

import (
	"cmp"
	"fmt"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/templates"
	"dangce/templates/phrase"
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

// worded returns a chart as the subject reads it; nil where it does not apply.
func (s *Set) worded(f *templates.Flow, sc *scope) *templates.Chart {
	key := wordedChart{f, sc.setup(), sc.County}
	if c, done := s.worder.Load(key); done {
		return c.(*templates.Chart)
	}
	county := &scope{Subject: &Subject{County: sc.County}, set: s} // a chart says nothing of one branch
	c, _ := s.worder.LoadOrStore(key, f.For(key.setup, s.rewording, county.expand))
	return c.(*templates.Chart)
}

// wordedChart is what the words of a chart depend on.
type wordedChart struct {
	chart  *templates.Flow
	setup  phrase.Setup
	county *config.County
}

// dayFields are days around the theme day: {by-5} is 10日前, or 党日前5天 where
// the month before has it.
func dayFields() map[string]field {
	all := map[string]field{}
	for n := 1; n <= shortestMonth; n++ {
		all[fmt.Sprintf("by-%d", n)] = text(anywhere, func(s *scope) string { return s.byDay(-n) })
		all[fmt.Sprintf("by+%d", n)] = text(anywhere, func(s *scope) string { return s.byDay(n) })
	}
	return all
}

// shortestMonth bounds a day of "by": a later one is not in every month.
const shortestMonth = 28

func (s *scope) byDay(off int) string {
	w, day := &s.set.Sentences.Chart, s.County.ThemeDay.Day+off
	switch {
	case day < 1:
		return w.Before.Say("n", -off)
	case day > shortestMonth:
		return w.Within.Say("n", off)
	default:
		return w.By.Say("day", day)
	}
}

// chart turns a chart as the subject reads it into that of the document, with
// its edges.
func (s *Set) chart(f *templates.Flow, sc *scope) *doc.Chart {
	w := s.worded(f, sc)
	if w == nil {
		return nil
	}
	c := &doc.Chart{ID: w.ID, Title: w.Title, Subtitle: w.Subtitle, Basis: w.Basis, Applies: w.Applies,
		Liability: w.Liability, Maker: sc.County.Department, Kind: chartKinds[w.Style],
		Phases: [3]string{w.Phases.Before, w.Phases.During, w.Phases.After}}
	if w.Style == templates.FlowOrg {
		s.organizations(c, w.Org, sc)
		return c
	}
	for i := range w.Rows {
		r := &w.Rows[i]
		c.Rows = append(c.Rows, doc.ChartRow{ID: r.ID, Number: r.Number, Phase: phases[r.Phase], Text: r.Text, Decision: r.Decision,
			When: r.When, Form: r.Form, Procedure: r.Procedure, Standard: r.Standard, Who: r.Who, Page: sc.pageNames(r.Pages)})
	}
	for i := range w.Outcomes {
		c.Outcomes = append(c.Outcomes, doc.ChartOutcome{ID: w.Outcomes[i].ID, Text: w.Asides[i]})
	}
	for _, e := range w.Edges() {
		c.Edges = append(c.Edges, doc.ChartEdge{From: e.From, To: e.To, Label: e.Label, Back: e.Back})
	}
	return c
}

var phases = map[templates.Phase]int{templates.Before: 0, templates.During: 1, templates.After: 2}

var chartKinds = map[templates.FlowStyle]doc.ChartKind{
	templates.FlowTable: doc.TableChart, templates.FlowFree: doc.FreeChart, templates.FlowOrg: doc.OrgChart,
}
