package flow

import (
	"fmt"
	"slices"

	"dangce/generator/doc"
)

// spineWires draws the lines down the spine and to the outcomes.
func (s *sheet) spineWires() {
	x := s.spineX()
	for i := s.lo; i < s.hi; i++ {
		r := &s.g.rows[i]
		here := s.node(i, fromRight)
		last := here
		if out := s.column(i, false); len(out) > 0 {
			first := len(s.wires)
			s.chain(here, out, true)
			s.mark(r.rightLabel, i, fromRight, first)
		}
		if out := s.column(i, true); len(out) > 0 {
			first := len(s.wires)
			s.chain(here, out, false)
			s.mark(r.belowLabel, i, fromBelow, first)
			last = out[len(out)-1]
		}
		if i+1 < s.hi && r.next {
			to := s.node(i+1, fromRight)
			s.wire(wire{from: last.id, to: to.id, head: true, pts: []doc.Point{{X: x, Y: last.box.Y + last.box.H}, {X: x, Y: to.box.Y}}})
			s.mark(r.nextLabel, i, fromBelow, len(s.wires)-1)
		}
	}
}

// column returns the outcomes of row i to the right, or below.
func (s *sheet) column(i int, below bool) []*node {
	var out []*node
	for k := range s.nodes {
		n := &s.nodes[k]
		if n.row == i && (n.kind == sideNode || n.kind == endNode) && (n.box.X < s.boxRight()) == below {
			out = append(out, n)
		}
	}
	return out
}

// chain joins a diamond with its outcomes: the first across or down, the rest
// down.
func (s *sheet) chain(from *node, out []*node, across bool) {
	for k, to := range out {
		if k == 0 && across {
			y := s.centre(from.row)
			s.wire(wire{from: from.id, to: to.id, head: true, back: to.kind == sideNode && s.leadsBack(from.row, exitOf(across)), pts: []doc.Point{{X: from.box.X + from.box.W, Y: y}, {X: to.box.X, Y: y}}})
		} else {
			x := to.box.X + to.box.W/2
			s.wire(wire{from: from.id, to: to.id, head: true, back: to.kind == sideNode && s.leadsBack(from.row, exitOf(across)), pts: []doc.Point{{X: x, Y: from.box.Y + from.box.H}, {X: x, Y: to.box.Y}}})
		}
		from = to
	}
}

// exitOf is where a chain of outcomes ends.
func exitOf(across bool) exit {
	if across {
		return fromSide
	}
	return fromBelow
}

func (s *sheet) wire(w wire) {
	pts := w.pts[:1]
	for _, p := range w.pts[1:] {
		if distance(pts[len(pts)-1], p) > 1e-6 {
			pts = append(pts, p)
		}
	}
	w.pts = pts
	if len(pts) > 1 {
		s.wires = append(s.wires, w)
	}
}

// mark puts 是 or 否 beside a line, which leaves row i at side.
func (s *sheet) mark(text string, i int, side exit, wire int) {
	if text == "" {
		return
	}
	em := s.box
	w := float64(float64(len([]rune(text))) * em) // hanzi are one em wide
	c := s.centre(i)
	b := doc.Box{W: w, H: em}
	switch side {
	case fromRight:
		b.X, b.Y = s.boxRight()+float64(0.3*em), c-float64(1.2*em)
	case fromLeft:
		b.X, b.Y = s.boxLeft()-float64(0.3*em)-w, c-float64(1.2*em)
	default:
		b.X, b.Y = s.spineX()+float64(0.4*em), c+s.diamondH/2+float64(0.1*em)
		if !s.g.rows[i].Decision {
			b.Y = c + s.boxH/2 + float64(0.1*em)
		}
	}
	s.labels = append(s.labels, label{text: text, box: b, row: i, side: side, wire: wire})
}

// busWires draws the lines in lanes.
func (s *sheet) busWires() {
	for _, b := range s.lanes.buses {
		x := s.laneX(b)
		end, lead := s.entry(b.to, b.down, b.left)
		far := b.farthest()
		for k, l := range b.froms {
			w := wire{from: s.sourceID(l), to: s.g.rows[b.to].ID, pts: s.leave(l, b, x), back: !b.down, head: true}
			if k == far {
				w.pts = append(w.pts, doc.Point{X: x, Y: end.Y}, end)
			}
			s.wire(w)
			if l.exit == fromRight || l.exit == fromLeft {
				s.mark(l.label, l.from, l.exit, len(s.wires)-1)
			}
		}
		if lead != nil {
			s.wire(wire{from: s.g.rows[b.to].ID, to: s.g.rows[b.to].ID, pts: lead, head: true, back: !b.down})
		}
	}
}

// farthest is the link that runs the length of the bus; the others join it.
func (b *bus) farthest() int {
	far := 0
	for k, l := range b.froms {
		if d, most := l.from-b.to, b.froms[far].from-b.to; max(d, -d) > max(most, -most) {
			far = k
		}
	}
	return far
}

// entry is where a bus touches its target: the side of a step, or the spine
// above a diamond. lead is the line from there into the diamond, nil where
// the spine draws it.
func (s *sheet) entry(to int, down, left bool) (end doc.Point, lead []doc.Point) {
	if !s.g.rows[to].Decision {
		p := port{to, -2, left}
		if down {
			p.link = -1
		}
		return doc.Point{X: s.edge(left), Y: s.ports[p]}, nil
	}
	end = s.junction(to)
	if to > 0 && s.g.rows[to-1].next {
		return end, nil
	}
	return end, []doc.Point{end, {X: end.X, Y: s.centre(to) - s.diamondH/2}}
}

// junction is where lines join the spine above a diamond.
func (s *sheet) junction(row int) doc.Point {
	return doc.Point{X: s.spineX(), Y: s.centre(row) - s.diamondH/2 - float64(0.95*s.box)}
}

func (s *sheet) edge(left bool) float64 {
	if left {
		return s.boxLeft()
	}
	return s.boxRight()
}

func (s *sheet) sourceID(l link) string {
	if n := s.node(l.from, l.exit); n != nil {
		return n.id
	}
	return s.g.rows[l.from].ID
}

// leave returns the points of a link up to its lane at x.
func (s *sheet) leave(l link, b *bus, x float64) []doc.Point {
	if l.exit == fromSide && b != nil && b.lane == 0 {
		n := s.node(l.from, fromSide)
		y := n.box.Y
		if b.down {
			y += n.box.H
		}
		return []doc.Point{{X: x, Y: y}}
	}
	p := s.start(l)
	return []doc.Point{p, {X: x, Y: p.Y}}
}

// start is where a link leaves its node sideways.
func (s *sheet) start(l link) doc.Point {
	switch l.exit {
	case fromSide, fromBelow:
		n := s.node(l.from, l.exit)
		return doc.Point{X: n.box.X + n.box.W, Y: n.box.Y + n.box.H/2}
	}
	left := l.exit == fromLeft
	if s.g.rows[l.from].Decision {
		return doc.Point{X: s.edge(left), Y: s.centre(l.from)}
	}
	for k, o := range s.g.links {
		if o == l {
			return doc.Point{X: s.edge(left), Y: s.ports[port{l.from, k, left}]}
		}
	}
	return doc.Point{X: s.edge(left), Y: s.centre(l.from)}
}

// connectors draws the circles for lines from and to other pages.
func (s *sheet) connectors() {
	r, x := s.discR(), s.spineX()
	if s.enters(s.lo) {
		first := s.node(s.lo, fromRight)
		y := first.box.Y - s.gap - r
		d := s.disc(x, y, s.lo)
		s.wire(wire{from: d, to: first.id, head: true, pts: []doc.Point{{X: x, Y: y + r}, {X: x, Y: first.box.Y}}})
	}
	if end := s.hi - 1; s.leaves(end) {
		last := s.node(end, fromRight)
		if out := s.column(end, true); len(out) > 0 {
			last = out[len(out)-1]
		}
		foot := last.box.Y + last.box.H
		y := foot + s.gap + r
		if s.g.rows[end].nextLabel != "" {
			y += float64(0.6 * s.box)
		}
		d := s.disc(x, y, s.hi)
		s.wire(wire{from: last.id, to: d, head: true, pts: []doc.Point{{X: x, Y: foot}, {X: x, Y: y - r}}})
		s.mark(s.g.rows[end].nextLabel, end, fromBelow, len(s.wires)-1)
	}
	for i := s.lo; i < s.hi; i++ {
		if s.entered(i) {
			s.enter(i)
		}
	}
	for _, l := range s.g.links {
		if s.holds(l.from) && !s.holds(l.to) {
			s.leaveFor(l)
		}
	}
}

// enter draws the circle from which a line comes to row i.
func (s *sheet) enter(i int) {
	id := s.g.rows[i].ID
	back := slices.ContainsFunc(s.g.links, func(l link) bool { return l.to == i && l.from >= s.hi })
	if s.g.rows[i].Decision {
		end, lead := s.entry(i, true, false)
		d := s.disc(s.discX(), end.Y, i)
		s.wire(wire{from: d, to: id, head: true, back: back, pts: []doc.Point{{X: s.discX() - s.discR(), Y: end.Y}, end}})
		if lead != nil {
			s.wire(wire{from: id, to: id, head: true, back: back, pts: lead})
		}
		return
	}
	y := s.ports[port{i, -3, false}]
	d := s.disc(s.discX(), y, i)
	s.wire(wire{from: d, to: id, head: true, back: back, pts: []doc.Point{{X: s.discX() - s.discR(), Y: y}, {X: s.boxRight(), Y: y}}})
}

// leaveFor draws the circle to which a link leads.
func (s *sheet) leaveFor(l link) {
	p := s.start(l)
	x, end := s.discX(), 0.0
	end = x - s.discR()
	if l.exit == fromLeft {
		x = s.phaseW + 0.5*s.box + s.discR()
		end = x + s.discR()
	}
	d := s.disc(x, p.Y, l.to)
	s.wire(wire{from: s.sourceID(l), to: d, head: true, back: l.to < l.from, pts: []doc.Point{p, {X: end, Y: p.Y}}})
	if l.exit == fromRight || l.exit == fromLeft {
		s.mark(l.label, l.from, l.exit, len(s.wires)-1)
	}
}

// disc adds a connector for the row to; it returns its id.
func (s *sheet) disc(x, y float64, to int) string {
	r := s.discR()
	n := s.discs[s.g.rows[to].ID]
	id := fmt.Sprintf("disc%d@%.1f", n, y)
	s.nodes = append(s.nodes, node{kind: discNode, id: id, row: to, number: n, box: doc.Box{X: x - r, Y: y - r, W: float64(2 * r), H: float64(2 * r)}})
	return id
}

// numberDiscs numbers the targets of lines between pages in the order of
// their sources.
func (a *arrangement) numberDiscs() map[string]int {
	discs := map[string]int{}
	add := func(from, to int) {
		id := a.g.rows[to].ID
		if a.pageOf(from) != a.pageOf(to) && discs[id] == 0 {
			discs[id] = len(discs) + 1
		}
	}
	for i := range a.g.rows {
		if a.leaves(i) {
			add(i, i+1)
		}
		for _, l := range a.g.links {
			if l.from == i {
				add(i, l.to)
			}
		}
	}
	return discs
}
