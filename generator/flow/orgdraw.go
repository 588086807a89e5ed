package flow

import (
	"fmt"

	"dangce/generator/doc"
)

// figure draws one page.
func (o *org) figure(leaves []int, n, pages int, h float64) (*doc.Figure, error) {
	f := o.frame(pages > 1)
	p := &pen{text: o.line}
	f.drawTop(p, o.c, o.ink, o.w, n)
	kept := o.keep(leaves)
	_, height := o.place(kept, o.gapY)
	spare := max(h-f.topH-f.footH-2*o.gapY-height, 0)
	gap := o.gapY + min(spare/float64(len(leaves)), 5*o.gapY)
	boxes, tall := o.ranked(kept, gap)
	if room := height + spare; boxes == nil || tall > room {
		boxes, tall = o.place(kept, gap)
	}
	height = tall
	y := f.topH + o.gapY
	name, note := o.letters()
	for i := range o.c.Rows {
		b, ok := boxes[i]
		if !ok {
			continue
		}
		b.Y += y
		o.drawLines(p, i, b, boxes, y)
	}
	for i := range o.c.Rows {
		b, ok := boxes[i]
		if !ok {
			continue
		}
		b.Y += y
		t := o.ink.phases[orgTones[min(o.depth[i], len(orgTones)-1)]]
		fill, ink := t.tint, doc.Black
		if o.depth[i] == 0 {
			fill, ink = t.deep, doc.White
		}
		name.ink, note.ink = ink, ink
		p.frame(b, 0.12*name.em(), t.deep, fill, 0.4*name.em(), 0)
		top := doc.Box{X: b.X, Y: b.Y + float64(0.45*name.em()), W: b.W, H: blockHeight(name, len(o.sizes[i].name), boxLeading)}
		p.block(name, o.sizes[i].name, boxLeading, top, doc.AlignCenter)
		low := doc.Box{X: b.X, Y: top.Y + top.H + float64(0.3*name.em()), W: b.W, H: blockHeight(note, len(o.sizes[i].notes), boxLeading)}
		p.block(note, o.sizes[i].notes, boxLeading, low, doc.AlignCenter)
	}
	foot := y + height + o.gapY
	f.drawFoot(p, o.c, o.ink, o.w, foot, true, nil)
	if end := foot + f.footH; end > h+1e-6 {
		return nil, fmt.Errorf("体系图 %q：第 %d 页高出 %.1f 毫米", o.c.Title, n+1, end-h)
	}
	return &doc.Figure{W: o.w, H: foot + f.footH, Marks: p.marks, Fill: true}, nil
}

// orgTones are the colours by depth: red, gold, slate.
var orgTones = [...]int{1, 0, 2}

// drawLines joins a box with those below it: one trunk, and a branch to each.
func (o *org) drawLines(p *pen, i int, b doc.Box, boxes map[int]doc.Box, dy float64) {
	name, _ := o.letters()
	width := 0.11 * name.em()
	x := b.X + b.W
	trunk := x + o.gapX/2
	mid := b.Y + b.H/2
	for _, k := range o.children[i] {
		c, ok := boxes[k]
		if !ok {
			continue
		}
		y := c.Y + dy + c.H/2
		if same(y, mid) || max(y-mid, mid-y) < snap {
			p.line(x, mid, c.X, mid, width, o.ink.line)
			continue
		}
		p.turn([]doc.Point{{X: x, Y: mid}, {X: trunk, Y: mid}, {X: trunk, Y: y}, {X: c.X, Y: y}}, func(doc.Point) float64 { return 0.4 * name.em() }, width, o.ink.line, 0)
	}
}
