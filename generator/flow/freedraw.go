package flow

import (
	"fmt"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// drawArea draws panels, lines and boxes.
func (f *free) drawArea(p *pen) {
	for _, b := range f.panels {
		t := f.ink.phases[b.phase]
		p.rect(b.box, t.tint)
		p.rect(doc.Box{X: b.box.X, Y: b.box.Y, W: b.box.W, H: 1.9 * f.box}, t.deep)
		p.frame(doc.Box{X: b.box.X + 0.2, Y: b.box.Y + 0.2, W: b.box.W - 0.4, H: b.box.H - 0.4}, 0.2, t.rule, doc.NoInk, 0, 0)
		l := letter{doc.Heading, 1.1 * f.box / doc.MMPerPt, doc.White}
		p.spread(l, f.c.Phases[b.phase], 0.3, doc.Box{X: b.box.X, Y: b.box.Y, W: b.box.W, H: 1.9 * f.box})
	}
	for _, w := range f.wires {
		f.drawWire(p, w)
	}
	for i := range f.nodes {
		f.drawNode(p, &f.nodes[i])
	}
	f.drawLabels(p)
}

// figures draws the pages of the chart.
func (f *free) figures(e *Engine) ([]*doc.Figure, error) {
	if !f.alone {
		return []*doc.Figure{f.figure(e.line, f.h, f.listed(f.w))}, nil
	}
	rows, err := f.listPages(e, f.w, f.h)
	if err != nil {
		return nil, err
	}
	return append([]*doc.Figure{f.figure(e.line, f.h, nil)}, rows...), nil
}

// figure draws boxes and, unless it is nil, the list on one page.
func (f *free) figure(e *line.Engine, h float64, l *list) *doc.Figure {
	p := &pen{text: e}
	f.drawTop(p, f.c, f.ink, f.w, 0)
	f.drawArea(p)
	y := f.area.Y + f.area.H
	if l != nil {
		y += l.gap / 2
		spare := h - y - (l.height() - l.gap/2) - f.footH
		y = l.draw(p, y, f.w, 0, len(l.rows), min(max(spare, 0)/float64(len(l.rows)), 0.5*l.col))
	}
	f.drawFoot(p, f.c, f.ink, f.w, y, true, f.legend())
	return &doc.Figure{W: f.w, H: y + f.footH, Marks: p.marks, Fill: true}
}

// listPages draws the list on as few pages as can be.
func (f *free) listPages(e *Engine, w, h float64) ([]*doc.Figure, error) {
	c := *f.c
	c.Title, c.Subtitle = c.Title+c.Words.Detail, ""
	top := newFrame(e.line, &c, f.ink, w, 1, false)
	top.measureFoot(e.line, &c, "", w)
	l := f.listed(w)
	room := h - top.topH - l.headH - top.legendH
	pages := l.split(room)
	if pages == nil {
		return nil, fmt.Errorf("流程图 %q 的分步说明在 %.0f×%.0f 毫米里排不下", f.c.Title, w, h)
	}
	top.several = len(pages) > 1
	var out []*doc.Figure
	for n, part := range pages {
		p := &pen{text: e.line}
		top.drawTop(p, &c, f.ink, w, n)
		rows := 0.0
		for _, r := range l.rows[part.lo:part.hi] {
			rows += r
		}
		extra := min((room-rows)/float64(part.hi-part.lo), 0.8*l.col)
		y := l.draw(p, top.topH, w, part.lo, part.hi, extra)
		top.drawFoot(p, &c, f.ink, w, y, false, nil)
		out = append(out, &doc.Figure{W: w, H: y + top.legendH, Marks: p.marks, Fill: true})
	}
	return out, nil
}
