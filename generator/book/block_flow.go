package book

import (
	"cmp"
	"fmt"
	"strings"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/templates"
	"dangce/templates/phrase"
)

// chartPt is the size of type in charts, pt: the largest at which a chart of
// twelve steps takes two pages of the handbook; boxes and columns alike, in all
// charts of a series.
const chartPt = 9.5

// flowBlock is a flowchart in the wording of the branch.
type flowBlock struct {
	base
	Chart    string  `toml:"chart"`     // id
	Colour   bool    `toml:"colour"`    // else black only
	BoxPt    float64 `toml:"box_pt"`    // type in boxes; default 10
	ColumnPt float64 `toml:"column_pt"` // type in columns; default 10
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
	c.Colour, c.BoxPt, c.ColumnPt = b.Colour, cmp.Or(b.BoxPt, chartPt), cmp.Or(b.ColumnPt, chartPt)
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
		Phases: [3]string{w.Phases.Before, w.Phases.During, w.Phases.After}, Words: s.chartWords()}
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
	for _, e := range w.Ends() {
		c.Edges = append(c.Edges, doc.ChartEdge{From: e.From, End: s.endOf(e.To, sc), Label: e.Label})
	}
	return c
}

// endOf says where a way goes that leaves its chart: 转主题党日第3步, or 结束.
func (s *Set) endOf(to string, sc *scope) string {
	say := &s.Sentences.Chart
	if chart, step, ok := strings.Cut(to, "/"); ok {
		if c := s.worded(s.flow(chart), sc); c != nil {
			for i := range c.Rows {
				if r := &c.Rows[i]; r.ID == step && !r.Decision {
					return say.Goes.Say("chart", c.Name, "n", r.Number)
				}
			}
			return say.GoesTo.Say("chart", c.Name)
		}
	}
	return say.End.String()
}

// chartWords are what all charts say around their boxes.
func (s *Set) chartWords() doc.ChartWords {
	say := &s.Sentences.Chart
	w := doc.ChartWords{
		Columns: [6]string{say.When.String(), say.Form.String(), say.Procedure.String(), say.Standard.String(), say.Who.String(), say.Page.String()},
		Stage:   say.Stage.String(), Flow: say.Flow.String(), Steps: say.List.String(),
		Legend: say.Legend.String(), Step: say.Step.String(), Decision: say.Judge.String(), Outcome: say.Outcome.String(),
		Way: say.Way.String(), Back: say.Back.String(), Connector: say.Connector.String(),
		Liability: say.Liability.String(), Basis: say.Basis.String(), Applies: say.Applies.String(), Record: say.Record.String(), Maker: say.Maker.String(),
		Detail: say.Detail.String(),
	}
	for n := range mostParts {
		w.Parts = append(w.Parts, say.Part.Say("n", chineseNumber(n+1)))
	}
	return w
}

// mostParts is more pages than a chart ever takes.
const mostParts = 20

var phases = map[templates.Phase]int{templates.Before: 0, templates.During: 1, templates.After: 2}

var chartKinds = map[templates.FlowStyle]doc.ChartKind{
	templates.FlowTable: doc.TableChart, templates.FlowFree: doc.FreeChart, templates.FlowOrg: doc.OrgChart,
}
