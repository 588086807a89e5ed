package flow

import "dangce/generator/doc"

// drawArea draws panels, lines and boxes.
func (f *free) drawArea(p *pen) {
	for _, b := range f.panels {
		t := f.ink.phases[b.phase]
		p.rect(b.box, t.tint)
		p.rect(doc.Box{X: b.box.X, Y: b.box.Y, W: b.box.W, H: 1.9 * f.box}, t.deep)
		p.frame(doc.Box{X: b.box.X + 0.2, Y: b.box.Y + 0.2, W: b.box.W - 0.4, H: b.box.H - 0.4}, 0.4, t.deep, doc.NoInk, 0, 0)
		l := letter{doc.Heading, 1.1 * f.box / doc.MMPerPt, doc.White}
		p.spread(l, f.c.Phases[b.phase], 0.3*l.em(), doc.Box{X: b.box.X, Y: b.box.Y, W: b.box.W, H: 1.9 * f.box})
	}
	for _, w := range f.wires {
		f.drawWire(p, w)
	}
	for i := range f.nodes {
		f.drawNode(p, &f.nodes[i])
	}
	f.drawLabels(p)
}

// figure draws boxes and list on one page.
func (f *free) figure(m doc.Measurer, h float64, l *list) *doc.Figure {
	p := &pen{m: m}
	f.drawTop(p, f.c, f.ink, f.w, 0)
	f.drawArea(p)
	y := f.area.Y + f.area.H + l.gap/2
	spare := h - y - (l.height() - l.gap/2) - f.footH
	y = l.draw(p, y, f.w, 0, len(l.rows), min(max(spare, 0)/float64(len(l.rows)), 0.5*l.col))
	f.drawFoot(p, f.c, f.ink, f.w, y, true, f.legend())
	return &doc.Figure{W: f.w, H: y + f.footH, Marks: p.marks, Fill: true}
}
