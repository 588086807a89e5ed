package flow

import (
	"math"

	"dangce/generator/doc"
)

// freeSearch looks for the best way to place a free chart on a page.
type freeSearch struct {
	e     *Engine
	k     *content
	w, h  float64
	drawn map[rooms]*drawing // at scale 1, nil where Graphviz failed
}

// rooms are widths of text that are tried in boxes and in outcomes, em.
type rooms struct{ box, side float64 }

var freeRooms = []rooms{{6.1, 5.1}, {6.1, 4.1}, {5.1, 5.1}, {5.1, 4.1}, {4.1, 4.1}}

// goal is what a free chart may do.
type goal struct {
	alone    bool // on a page of its own, the list on the next
	crossing bool // have lines that cross
}

// laneRoom is the room to spare between phases that lines need to go round
// each other, em.
const laneRoom = 2.1

// place finds a place for the chart, nil if there is no way: rather on two pages than
// with lines that cross.
func (t *freeSearch) place() *free {
	for _, g := range []goal{{}, {alone: true}, {crossing: true}, {alone: true, crossing: true}} {
		if f := t.best(g); f != nil {
			return f
		}
	}
	return nil
}

// drawing asks Graphviz for the chart at scale 1.
func (t *freeSearch) drawing(r rooms) *drawing {
	d, ok := t.drawn[r]
	if !ok {
		d, _ = run(t.e.free(t.k, t.w, t.h, 1, r, goal{}).dot(rankGap, "false")) // without it the chart becomes a table chart
		t.drawn[r] = d
	}
	return d
}

// best places boxes and lines in the largest type, with as few broken words as
// can be. It returns nil if there is no way.
func (t *freeSearch) best(g goal) *free {
	var best *free
	score := math.Inf(-1)
	most := float64(1.3 * max(1, t.w/182))
	for _, r := range freeRooms {
		cost := t.k.crampedBy(r)
		if most-cost <= score || t.k.widerThanNeeded(r) {
			continue
		}
		d := t.drawing(r)
		if d == nil {
			return nil
		}
		try := func(scale float64) bool {
			f := t.e.free(t.k, t.w, t.h, scale, r, g)
			if !f.arrange(d.scaled(scale)) {
				return false
			}
			if s := scale - cost - float64(0.3*f.detours()); s > score {
				best, score = f, s
			}
			return true
		}
		wide := d.w
		if !g.crossing {
			wide += float64(laneRoom * t.k.c.BoxPt * doc.MMPerPt)
		}
		fits, over := max(1, score+cost), min(most, t.w/wide)
		if over < fits || !try(fits) || try(over) {
			continue
		}
		for over-fits > scaleStep {
			if mid := (fits + over) / 2; try(mid) {
				fits = mid
			} else {
				over = mid
			}
		}
	}
	if best == nil {
		return nil
	}
	return t.e.finish(best)
}

// widerThanNeeded reports whether outcomes hold their words as well in the next
// narrower width.
func (k *content) widerThanNeeded(r rooms) bool {
	for _, n := range freeRooms {
		if n.box == r.box && n.side < r.side && k.crampedBy(n) <= k.crampedBy(r) {
			return true
		}
	}
	return false
}

// crampedBy judges narrow boxes and words broken in them, as a scale.
func (k *content) crampedBy(r rooms) float64 {
	n := 0
	for i := range k.boxes {
		if !k.g.rows[i].Decision {
			n += k.boxes[i].torn(r.box)
		}
	}
	for _, t := range k.sides {
		n += t.torn(r.side)
	}
	return float64(0.06*float64(n)) + float64(0.12*(freeRooms[0].box-r.box))
}

// finish draws f once more, with Graphviz's lines unless they make others go a
// long way round, and gives the height that it leaves on its page to the gaps
// between boxes. At the very limit of its size a chart may not come out so:
// then a little less will do.
func (e *Engine) finish(f *free) *free {
	ranks, n := 1, map[int]int{}
	for i := range f.g.rows {
		n[f.g.rows[i].Phase]++
		ranks = max(ranks, n[f.g.rows[i].Phase])
	}
	more := min(f.spare()/float64(ranks)/f.box, 3.2)
	for _, less := range []float64{0, scaleStep / 2, scaleStep} {
		for _, part := range []float64{1, 0.7, 0.35, 0} {
			draw := func(splines string) *free {
				a := e.free(f.content, f.w, f.h, max(1, f.scale-less), f.tried, f.goal)
				if d, err := run(a.dot(rankGap+float64(part*more), splines)); err != nil || !a.arrange(d) {
					return nil
				}
				return a
			}
			theirs, ours := draw("ortho"), draw("false")
			switch {
			case theirs != nil && (ours == nil || theirs.detours() < ours.detours()+0.05):
				return theirs
			case ours != nil:
				return ours
			}
		}
	}
	return f
}
