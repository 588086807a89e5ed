// Package flow places flowcharts: it turns the steps, decisions and lines of
// a doc.Chart into pages of drawn figures. It is the only importer of
// go-graphviz.
//
// It is for the books and posters that show a chart. It promises that all
// boxes of a chart have one size and are lined up on straight spines, that no line
// runs through a box or over words, that words stay inside their boxes and
// everything inside the given area, that no type is smaller than the chart
// allows, and that equal charts give equal figures. A chart that a page does
// not hold is split between phases, its lines joined by numbered circles; a
// free chart leaves its columns to a list on the next page first. Text is measured
// and broken with package line; Graphviz is given boxes of
// fixed size and no words.
package flow

import (
	"crypto/sha256"
	"sync"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// Engine places charts. It may be used by several goroutines at once; a chart
// that was placed before at the same size is not placed again.
type Engine struct {
	line   *line.Engine
	mu     sync.Mutex
	placed map[sizedChart]*placed
}

// sizedChart identifies a chart and the room for it.
type sizedChart struct {
	chart [sha256.Size]byte
	w, h  float64
}

// placed is a chart placed once for all who ask.
type placed struct {
	once    sync.Once
	figures []*doc.Figure
	err     error
}

// New returns an engine that sets text with l.
func New(l *line.Engine) *Engine {
	return &Engine{line: l, placed: map[sizedChart]*placed{}}
}

// Place returns the pages of a chart as figures of width w and no higher than
// h, mm. The figures are shared and must not be changed. A chart without
// boxes gives none. The error names the chart.
func (e *Engine) Place(c *doc.Chart, w, h float64) ([]*doc.Figure, error) {
	key := sizedChart{sha256.Sum256(doc.AppendBlocks(nil, []doc.Block{c})), w, h}
	e.mu.Lock()
	p := e.placed[key]
	if p == nil {
		p = new(placed)
		e.placed[key] = p
	}
	e.mu.Unlock()
	p.once.Do(func() { p.figures, p.err = e.place(c, w, h) })
	return p.figures, p.err
}

func (e *Engine) place(c *doc.Chart, w, h float64) ([]*doc.Figure, error) {
	if len(c.Rows) == 0 {
		return nil, nil
	}
	switch c.Kind {
	case doc.FreeChart:
		return e.freeChart(c, w, h)
	case doc.OrgChart:
		return e.orgChart(c, w, h)
	}
	return e.table(c, w, h)
}

// table places a chart of one spine beside columns.
func (e *Engine) table(c *doc.Chart, w, h float64) ([]*doc.Figure, error) {
	sheets, err := e.sheets(c, w, h)
	if err != nil {
		return nil, err
	}
	var out []*doc.Figure
	for _, s := range sheets {
		out = append(out, s.figure(e.line))
	}
	return out, nil
}

func (e *Engine) sheets(c *doc.Chart, w, h float64) ([]*sheet, error) {
	a, err := e.plan(c, w, h)
	if err != nil {
		return nil, err
	}
	discs := a.numberDiscs()
	var out []*sheet
	for n := range a.pages {
		out = append(out, a.sheet(n, discs, ranked))
	}
	return out, nil
}
