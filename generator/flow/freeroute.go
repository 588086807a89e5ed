package flow

import (
	"cmp"
	"math"
	"slices"

	"dangce/generator/doc"
)

// route draws the lines: Graphviz's where they keep the rules, else lines of
// its own. It reports whether all could be drawn.
func (f *free) route(d *drawing, dy float64) bool {
	boxes := make([]doc.Box, len(f.nodes))
	for i := range f.nodes {
		boxes[i] = f.nodes[i].box
	}
	r := newRouter(boxes, doc.Box{X: 0.5 * f.lane, Y: f.area.Y + float64(2.2*f.box), W: f.area.W - f.lane, H: f.area.H - float64(2.2*f.box) - float64(0.3*f.lane)}, f.lane, &f.memory)
	lines := f.lines()
	taken := map[touch]bool{}
	drawn := make([][]doc.Point, len(lines))
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(f.order(lines[a]), f.order(lines[b]))
	})
	accept := func(i int, pts []doc.Point) {
		drawn[i] = pts
		r.take(pts, f.nodes[lines[i].to].id)
		for _, t := range f.touches(lines[i].from, true) {
			if distance(t.at, pts[0]) < snap {
				taken[t] = true
			}
		}
	}
	for _, i := range order {
		l := lines[i]
		if pts := f.direct(l); f.keeps(r, l, pts, taken) {
			accept(i, pts)
			continue
		}
		shift := doc.Point{X: f.shift[f.phaseOf(l.from)], Y: dy}
		if pts := f.centreEnds(l, f.proposed(d.edges[[2]string{l.fromName, l.toName}], shift)); f.keeps(r, l, pts, taken) {
			accept(i, pts)
			continue
		}
		var from []touch
		for _, t := range f.touches(l.from, true) {
			if !taken[t] {
				from = append(from, t)
			}
		}
		pts := r.find(from, f.touches(l.to, false), f.nodes[l.to].id)
		if pts == nil {
			return false
		}
		accept(i, pts)
	}
	f.labels = nil
	f.wires = make([]wire, len(lines))
	for n, i := range order {
		l := lines[i]
		var same [][]doc.Point // lines drawn before that lead to the same node
		for _, k := range order[:n] {
			if lines[k].to == l.to {
				same = append(same, drawn[k])
			}
		}
		pts := joined(drawn[i], same)
		f.wires[i] = wire{from: f.nodes[l.from].id, to: f.nodes[l.to].id, pts: pts, head: true, back: l.back}
	}
	for i, l := range lines {
		if l.label != "" && !f.label(i, l) {
			return false
		}
	}
	return f.clean()
}

// joined ends a line where it begins to run along another that leads to the
// same node.
func joined(pts []doc.Point, others [][]doc.Point) []doc.Point {
	for k := 1; k < len(pts); k++ {
		a, b := pts[k-1], pts[k]
		at, found := b, false
		for _, o := range others {
			for j := 1; j < len(o); j++ {
				c, d := o[j-1], o[j]
				if !beside(a, b, c, d, 0.01) {
					continue
				}
				p := doc.Point{X: max(min(a.X, b.X), min(c.X, d.X)), Y: max(min(a.Y, b.Y), min(c.Y, d.Y))}
				if b.X < a.X {
					p.X = min(a.X, max(c.X, d.X))
				}
				if b.Y < a.Y {
					p.Y = min(a.Y, max(c.Y, d.Y))
				}
				if !found || distance(a, p) < distance(a, at) {
					at, found = p, true
				}
			}
		}
		if found {
			return straighten(append(slices.Clone(pts[:k]), at))
		}
	}
	return pts
}

// direct is the straight line between the middles of two facing sides, if
// they face each other.
func (f *free) direct(l freeLine) []doc.Point {
	for _, a := range f.touches(l.from, true) {
		for _, b := range f.touches(l.to, false) {
			if a.dx == -b.dx && a.dy == -b.dy && (a.dx != 0 && math.Abs(a.at.Y-b.at.Y) < snap || a.dy != 0 && math.Abs(a.at.X-b.at.X) < snap) {
				if float64(a.dx)*(b.at.X-a.at.X) >= 0 && float64(a.dy)*(b.at.Y-a.at.Y) >= 0 {
					end := b.at
					if a.dx != 0 {
						end.Y = a.at.Y
					} else {
						end.X = a.at.X
					}
					return []doc.Point{a.at, end}
				}
			}
		}
	}
	return nil
}

// order sorts lines: those that can only run straight come first, then those
// within a phase, those that lead on, and last those that lead back, as they
// may go round the others.
func (f *free) order(l freeLine) float64 {
	a, b := f.nodes[l.from].box, f.nodes[l.to].box
	d := math.Abs(a.X+a.W/2-b.X-b.W/2) + math.Abs(a.Y+a.H/2-b.Y-b.H/2)
	class := 0.0
	switch {
	case l.spine || l.to >= len(f.g.rows):
	case f.nodes[l.from].phase == f.nodes[l.to].phase:
		class = 1
	case !l.back:
		class = 2
	default:
		class = 3
	}
	return d + float64(class*(f.w+f.h))
}

// touches are the places where lines may leave a node, or come to it. A
// diamond is entered from above only.
func (f *free) touches(i int, leave bool) []touch {
	n := &f.nodes[i]
	b := n.box
	cx, cy := b.X+b.W/2, b.Y+b.H/2
	top := touch{doc.Point{X: cx, Y: b.Y}, 0, -1}
	right := touch{doc.Point{X: b.X + b.W, Y: cy}, 1, 0}
	left := touch{doc.Point{X: b.X, Y: cy}, -1, 0}
	foot := touch{doc.Point{X: cx, Y: b.Y + b.H}, 0, 1}
	switch {
	case leave && n.kind == decisionNode:
		return []touch{foot, right, left}
	case leave:
		return []touch{foot, right, left, top}
	case n.kind == decisionNode:
		return []touch{top}
	}
	return []touch{top, right, left, foot}
}

// proposed is Graphviz's line as points of runs.
func (f *free) proposed(spline []doc.Point, shift doc.Point) []doc.Point {
	var pts []doc.Point
	for i, p := range spline {
		if i%3 != 0 && i != len(spline)-1 {
			continue
		}
		p = doc.Point{X: p.X + shift.X, Y: p.Y + shift.Y}
		if n := len(pts); n > 0 {
			// Whole points in Graphviz leave runs a little aslant.
			if math.Abs(p.X-pts[n-1].X) < snap {
				p.X = pts[n-1].X
			} else if math.Abs(p.Y-pts[n-1].Y) < snap {
				p.Y = pts[n-1].Y
			}
		}
		pts = append(pts, p)
	}
	return straighten(pts)
}

// centreEnds moves the ends of a line of Graphviz's, which may touch a node
// anywhere, to the middles of the sides that they touch. It returns nil where
// the line would not run in right angles then.
func (f *free) centreEnds(l freeLine, pts []doc.Point) []doc.Point {
	if len(pts) < 3 {
		return pts
	}
	n := len(pts)
	start := f.sideOf(l.from, true, pts[0], pts[1])
	end := f.sideOf(l.to, false, pts[n-1], pts[n-2])
	if start == nil || end == nil {
		return nil
	}
	turn := func(t *touch, p, next *doc.Point) {
		*p = t.at
		if t.dx == 0 {
			next.X = t.at.X
		} else {
			next.Y = t.at.Y
		}
	}
	turn(start, &pts[0], &pts[1])
	turn(end, &pts[n-1], &pts[n-2])
	return straighten(pts)
}

// sideOf is the touch in the middle of the side of node i that a line leaves
// at p for next, nil if it does not leave it at right angles.
func (f *free) sideOf(i int, leave bool, p, next doc.Point) *touch {
	for _, t := range f.touches(i, leave) {
		dx, dy := next.X-p.X, next.Y-p.Y
		if t.dx != 0 && same(dy, 0) && dx*float64(t.dx) > 0 || t.dy != 0 && same(dx, 0) && dy*float64(t.dy) > 0 {
			return &t
		}
	}
	return nil
}

// keeps reports whether a line keeps the rules: it runs straight or in right
// angles between the middles of two sides that are free, through no box, over
// and along no other line.
func (f *free) keeps(r *router, l freeLine, pts []doc.Point, taken map[touch]bool) bool {
	if len(pts) < 2 || len(pts) > 4 {
		return false
	}
	start := on(pts[0], f.touches(l.from, true))
	end := on(pts[len(pts)-1], f.touches(l.to, false))
	if start == nil || end == nil || taken[*start] {
		return false
	}
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		if !same(a.X, b.X) && !same(a.Y, b.Y) || r.blocked(a, b) || r.beside(a, b, f.nodes[l.to].id) > 0 {
			return false
		}
	}
	return true
}

// on returns the touch at p, nil if there is none.
func on(p doc.Point, list []touch) *touch {
	for _, t := range list {
		if distance(p, t.at) < snap {
			return &t
		}
	}
	return nil
}
