package flow

import (
	"math"

	"dangce/generator/doc"
)

// label puts 是 or 否 where line i leaves its diamond, on a side that is free.
func (f *free) label(i int, l freeLine) bool {
	em := f.box
	pts := f.wires[i].pts
	a, b := pts[0], pts[1]
	var at []doc.Point // left top corners
	switch {
	case same(a.X, b.X) && b.Y > a.Y:
		at = []doc.Point{{X: a.X + float64(0.35*em), Y: a.Y + float64(0.1*em)}, {X: a.X - float64(1.35*em), Y: a.Y + float64(0.1*em)}}
	case b.X > a.X:
		at = []doc.Point{{X: a.X + float64(0.2*em), Y: a.Y - float64(1.3*em)}, {X: a.X + float64(0.2*em), Y: a.Y + float64(0.2*em)}}
	default:
		at = []doc.Point{{X: a.X - float64(1.2*em), Y: a.Y - float64(1.3*em)}, {X: a.X - float64(1.2*em), Y: a.Y + float64(0.2*em)}}
	}
	for _, p := range at {
		box := doc.Box{X: p.X, Y: p.Y, W: em, H: em}
		if f.open(box) {
			f.labels = append(f.labels, label{text: l.label, box: box, row: f.nodes[l.from].row, wire: i})
			return true
		}
	}
	return false
}

// open reports whether no line, label or box lies in b.
func (f *free) open(b doc.Box) bool {
	for _, w := range f.wires {
		for k := 1; k < len(w.pts); k++ {
			if near(w.pts[k-1], w.pts[k], b, 0.1) {
				return false
			}
		}
	}
	for _, l := range f.labels {
		if near(doc.Point{X: l.box.X, Y: l.box.Y}, doc.Point{X: l.box.X + l.box.W, Y: l.box.Y + l.box.H}, b, 0) {
			return false
		}
	}
	for _, n := range f.nodes {
		o := n.box
		if n.kind == decisionNode {
			o = doc.Box{X: o.X + o.W/4, Y: o.Y + o.H/4, W: o.W / 2, H: o.H / 2}
		}
		if near(doc.Point{X: o.X, Y: o.Y}, doc.Point{X: o.X + o.W, Y: o.Y + o.H}, b, 0) {
			return false
		}
	}
	return true
}

// clean reports whether no two lines that lead to different nodes run along
// each other, or cross unless they may.
func (f *free) clean() bool {
	for i, w := range f.wires {
		for _, o := range f.wires[i+1:] {
			if o.to == w.to {
				continue
			}
			for k := 1; k < len(w.pts); k++ {
				for j := 1; j < len(o.pts); j++ {
					if beside(w.pts[k-1], w.pts[k], o.pts[j-1], o.pts[j], 0.5) ||
						!f.crossing && w.from != o.from && crosses(w.pts[k-1], w.pts[k], o.pts[j-1], o.pts[j]) {
						return false
					}
				}
			}
		}
	}
	return true
}

// detours judges lines that go a long way round: how many times as long as need
// be, beyond what lanes ask for.
func (f *free) detours() float64 {
	sum := 0.0
	for _, w := range f.wires {
		n := len(w.pts) - 1
		long := 0.0
		for k := range n {
			long += distance(w.pts[k], w.pts[k+1])
		}
		need := math.Abs(w.pts[0].X-w.pts[n].X) + math.Abs(w.pts[0].Y-w.pts[n].Y) + float64(12*f.box)
		sum += max(0, long/need-1.3)
	}
	return sum
}
