package flow

import (
	"slices"
	"strconv"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// figure draws a page of a table chart.
func (s *sheet) figure(e *line.Engine) *doc.Figure {
	p := &pen{text: e}
	last := s.hi == len(s.g.rows)
	s.drawTop(p, s.c, s.ink, s.w, s.page)
	s.drawHead(p)
	for lo := s.lo; lo < s.hi; {
		hi := lo + 1
		for hi < s.hi && s.g.rows[hi].Phase == s.g.rows[lo].Phase {
			hi++
		}
		s.drawPhase(p, lo, hi)
		lo = hi
	}
	for _, w := range s.wires {
		s.drawWire(p, w)
	}
	for i := range s.nodes {
		s.drawNode(p, &s.nodes[i])
	}
	s.drawLabels(p)
	foot := s.tops[len(s.tops)-1]
	s.drawFoot(p, s.c, s.ink, s.w, foot, last, s.legend())
	h := foot + s.footH
	if !last {
		h = foot + s.legendH
	}
	return &doc.Figure{W: s.w, H: h, Marks: p.marks, Fill: true}
}

// drawLabels sets 是 and 否 beside their lines.
func (s *sheet) drawLabels(p *pen) {
	l := letter{doc.Heading, s.box / doc.MMPerPt, doc.Black}
	for _, t := range s.labels {
		p.label(l, t.text, t.box, doc.AlignCenter)
	}
}

// columns calls draw for each column with its left edge and width.
func (s *sheet) columns(draw func(col int, x, w float64)) {
	x := s.flowRight()
	for col, w := range s.colW {
		if w > 0 {
			draw(col, x, w)
			x += w
		}
	}
}

func (s *sheet) drawHead(p *pen) {
	b := doc.Box{Y: s.topH, W: s.w, H: s.headH}
	p.rect(b, s.ink.head)
	l := letter{doc.Heading, s.col * headSize / doc.MMPerPt, doc.White}
	p.label(l, s.c.Words.Stage, doc.Box{Y: b.Y, W: s.phaseW, H: b.H}, doc.AlignCenter)
	p.spread(l, s.c.Words.Flow, 0.3, doc.Box{X: s.phaseW, Y: b.Y, W: s.flowW, H: b.H})
	s.columns(func(col int, x, w float64) {
		p.block(l, s.headLines(col, s.sizes), 1.15, doc.Box{X: x, Y: b.Y, W: w, H: b.H}, doc.AlignCenter)
	})
}

// drawPhase draws the band of rows lo to hi-1 with their columns.
func (s *sheet) drawPhase(p *pen, lo, hi int) {
	phase := s.g.rows[lo].Phase
	t := s.ink.phases[phase]
	b := doc.Box{Y: s.top(lo), W: s.w, H: s.bottom(hi-1) - s.top(lo)}
	p.rect(doc.Box{X: s.phaseW, Y: b.Y, W: s.flowW, H: b.H}, t.tint)
	for i := lo; i < hi; i++ {
		if i > lo {
			p.line(s.flowRight(), s.top(i), s.w, s.top(i), ruleWidth, t.rule)
		}
		s.drawCells(p, i, t)
	}
	s.columns(func(_ int, x, _ float64) { p.line(x, b.Y, x, b.Y+b.H, ruleWidth, t.rule) })
	p.frame(doc.Box{X: b.X + 0.2, Y: b.Y + 0.2, W: b.W - 0.4, H: b.H - 0.4}, 0.4, t.deep, doc.NoInk, 0, 0)
	p.rect(doc.Box{X: b.X, Y: b.Y, W: s.phaseW, H: b.H}, t.deep)
	s.drawPhaseName(p, s.c.Phases[phase], doc.Box{X: b.X, Y: b.Y, W: s.phaseW, H: b.H})
}

// drawPhaseName sets the name downwards, large if there is room.
func (s *sheet) drawPhaseName(p *pen, name string, b doc.Box) {
	n := float64(len([]rune(name)))
	l := letter{doc.Heading, s.box / doc.MMPerPt, doc.White}
	leading := 1.5
	size := min(1.75*s.box, (b.H-s.box)/(1+(n-1)*leading))
	if size < s.box {
		leading = 1.05
		size = min(s.box, (b.H-0.4*s.box)/(1+(n-1)*leading))
	}
	if least := s.c.BoxPt * doc.MMPerPt; size < least {
		l.pt = s.c.BoxPt
		t := prepare(p.text, l.role, name)
		p.block(l, t.lines(b.W/l.em()-0.3, true), 1.1, b, doc.AlignCenter)
		return
	}
	l.pt = size / doc.MMPerPt
	p.vertical(l, name, leading, b)
}

func (s *sheet) drawCells(p *pen, i int, t tone) {
	y, h := s.top(i), s.bottom(i)-s.top(i)
	pt := s.col / doc.MMPerPt
	s.columns(func(col int, x, w float64) {
		pad := s.padOf(col)
		b := doc.Box{X: x + pad, Y: y, W: w - 2*pad, H: h}
		l, align := s.columnStyle(col, pt)
		lines := s.cells[i][col].lines(s.cap(col), align == doc.AlignCenter)
		if col == colWho && s.pageBelow(i, s.sizes) {
			s.drawWho(p, i, l, lines, b)
			return
		}
		p.block(l, lines, s.leading, b, align)
	})
}

// drawWho sets the record page below 责任人.
func (s *sheet) drawWho(p *pen, i int, l letter, who []textLine, b doc.Box) {
	page := s.cells[i][colPage].lines(s.cap(colWho), true)
	h := blockHeight(l, len(who)+len(page), s.leading)
	top := doc.Box{X: b.X, Y: b.Y + (b.H-h)/2, W: b.W, H: blockHeight(l, len(who), s.leading)}
	p.block(l, who, s.leading, top, doc.AlignCenter)
	foot := blockHeight(l, len(page), s.leading)
	l.role = doc.Body
	p.block(l, page, s.leading, doc.Box{X: b.X, Y: b.Y + (b.H+h)/2 - foot, W: b.W, H: foot}, doc.AlignCenter)
}

func (s *sheet) drawWire(p *pen, w wire) {
	ink := s.ink.line
	size := 0.75 * s.box
	width := 0.13 * s.box
	pts := w.pts
	n := len(pts)
	if w.head {
		// The line stops inside the head, so that its point stays sharp.
		pts = append([]doc.Point(nil), pts...)
		if d := distance(pts[n-2], pts[n-1]); d > size*0.6 {
			pts[n-1] = between(pts[n-1], pts[n-2], size*0.6/d)
		}
	}
	dash := 0.0
	if w.back {
		dash = 0.4 * s.box
	}
	p.turn(pts, s.cornerOf, width, ink, dash)
	if w.head {
		p.arrow(w.pts[n-2], w.pts[n-1], size, ink)
	}
}

// cornerOf is the radius of a corner of a line: none where another line joins,
// so that its arrow touches.
func (s *sheet) cornerOf(p doc.Point) float64 {
	for i := range s.wires {
		if pts := s.wires[i].pts; distance(pts[len(pts)-1], p) < snap {
			return 0
		}
	}
	return float64(0.55 * s.box)
}

func (s *sheet) drawNode(p *pen, n *node) {
	t := s.ink.phases[n.phase]
	l := letter{doc.Heading, s.box / doc.MMPerPt, doc.Black}
	switch n.kind {
	case stepNode:
		drawStep(p, n.box, s.tabW, s.box, t.deep)
		num := letter{doc.Heading, l.pt * 1.05, doc.White}
		p.label(num, strconv.Itoa(n.number), doc.Box{X: n.box.X, Y: n.box.Y, W: s.tabW, H: n.box.H}, doc.AlignCenter)
		p.block(l, n.lines, boxLeading, doc.Box{X: n.box.X + s.tabW, Y: n.box.Y, W: n.box.W - s.tabW, H: n.box.H}, doc.AlignCenter)
	case decisionNode:
		drawDiamond(p, n.box, 0.11*s.box, s.ink)
		p.block(l, n.lines, boxLeading, n.box, doc.AlignCenter)
	case sideNode:
		p.frame(n.box, 0.12*s.box, s.ink.line, doc.White, 0.45*s.box, 0.42*s.box)
		p.block(l, n.lines, boxLeading, n.box, doc.AlignCenter)
	case endNode:
		p.frame(n.box, 0.12*s.box, s.ink.line, doc.White, min(n.box.H/2, 0.95*s.box), 0)
		p.block(l, n.lines, boxLeading, n.box, doc.AlignCenter)
	case discNode:
		r := n.box.W / 2
		p.disc(n.box.X+r, n.box.Y+r, r, 0.11*s.box, s.ink.line, doc.White)
		p.label(l, strconv.Itoa(n.number), n.box, doc.AlignCenter)
	}
}

// drawStep draws a box with a coloured tab for its number.
func drawStep(p *pen, b doc.Box, tab, em float64, deep doc.Ink) {
	r, width := 0.5*em, 0.13*em
	p.frame(b, 0, doc.NoInk, doc.White, r, 0)
	k := r * 0.4477
	x, y, y2, tx := b.X, b.Y, b.Y+b.H, b.X+tab
	p.marks = append(p.marks, &doc.Path{Curve: true, Closed: true, Fill: deep, Ink: doc.NoInk, Points: straight(
		doc.Point{X: tx, Y: y}, doc.Point{X: x + r, Y: y},
		[]doc.Point{{X: x + k, Y: y}, {X: x, Y: y + k}, {X: x, Y: y + r}},
		doc.Point{X: x, Y: y2 - r},
		[]doc.Point{{X: x, Y: y2 - k}, {X: x + k, Y: y2}, {X: x + r, Y: y2}},
		doc.Point{X: tx, Y: y2}, doc.Point{X: tx, Y: y})})
	p.frame(b, width, deep, doc.NoInk, r, 0)
}

// straight joins points by straight runs written as curves; a slice of three
// points is a curve.
func straight(parts ...any) []doc.Point {
	var out []doc.Point
	for _, part := range parts {
		switch q := part.(type) {
		case []doc.Point:
			out = append(out, q...)
		case doc.Point:
			if len(out) > 0 {
				a := out[len(out)-1]
				out = append(out, between(a, q, 1.0/3), between(a, q, 2.0/3))
			}
			out = append(out, q)
		}
	}
	return out
}

func drawDiamond(p *pen, b doc.Box, width float64, ink *palette) {
	cx, cy := b.X+b.W/2, b.Y+b.H/2
	p.polygon(ink.diamond, ink.edge, max(width, ruleWidth), doc.Point{X: cx, Y: b.Y}, doc.Point{X: b.X + b.W, Y: cy}, doc.Point{X: cx, Y: b.Y + b.H}, doc.Point{X: b.X, Y: cy})
}

// legend lists what the chart shows.
func (s *sheet) legend() []key {
	ink, say := s.ink, &s.c.Words
	deep := ink.phases[1].deep
	keys := []key{{say.Step, func(p *pen, b doc.Box) { drawStep(p, b, 0.8*b.H, 0.7*b.H, deep) }, 2.6}}
	shows := func(kind nodeKind) bool {
		return slices.ContainsFunc(s.nodes, func(n node) bool { return n.kind == kind })
	}
	arrow := func(dash float64) func(p *pen, b doc.Box) {
		return func(p *pen, b doc.Box) {
			y := b.Y + b.H/2
			p.turn([]doc.Point{{X: b.X, Y: y}, {X: b.X + b.W - 0.5*b.H, Y: y}}, nil, 0.1*b.H, ink.line, dash)
			p.arrow(doc.Point{X: b.X, Y: y}, doc.Point{X: b.X + b.W, Y: y}, 0.6*b.H, ink.line)
		}
	}
	if shows(decisionNode) {
		keys = append(keys, key{say.Decision, func(p *pen, b doc.Box) { drawDiamond(p, b, 0.08*b.H, ink) }, 2.8})
	}
	if shows(sideNode) {
		keys = append(keys, key{say.Outcome, func(p *pen, b doc.Box) { p.frame(b, 0.08*b.H, ink.line, doc.White, 0.25*b.H, 0.25*b.H) }, 2.6})
	}
	keys = append(keys, key{say.Way, arrow(0), 3.2})
	if slices.ContainsFunc(s.wires, func(w wire) bool { return w.back }) {
		keys = append(keys, key{say.Back, arrow(0.3 * s.box), 3.2})
	}
	if shows(discNode) {
		keys = append(keys, key{say.Connector, func(p *pen, b doc.Box) { p.disc(b.X+b.W/2, b.Y+b.H/2, b.H/2, 0.08*b.H, ink.line, doc.White) }, 1.5})
	}
	return keys
}
