package flow

import (
	"math"
)

// freeSearch looks for the best way to place a free chart on a page.
type freeSearch struct {
	e     *Engine
	k     *content
	w, h  float64
	drawn map[rooms]*drawing // nil where Graphviz failed
}

// rooms are widths of text that are tried in boxes and in outcomes, em.
type rooms struct{ box, side float64 }

var freeRooms = []rooms{{6.1, 5.1}, {6.1, 4.1}, {5.1, 5.1}, {5.1, 4.1}, {4.1, 4.1}}

// goal is what a free chart may do.
type goal struct {
	alone    bool // on a page of its own, the list on the next
	crossing bool // have lines that cross
}

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

// drawing asks Graphviz for the chart.
func (t *freeSearch) drawing(r rooms) *drawing {
	d, ok := t.drawn[r]
	if !ok {
		d, _ = run(t.e.free(t.k, t.w, t.h, r, goal{}).dot(rankGap, "false")) // without it the chart becomes a table chart
		t.drawn[r] = d
	}
	return d
}

// best places boxes and lines in the widest boxes, with few detours and no
// broken word. It returns nil if there is no way.
func (t *freeSearch) best(g goal) *free {
	var best *free
	score := math.Inf(-1)
	for _, r := range freeRooms {
		cost := float64(0.12 * (freeRooms[0].box - r.box))
		if -cost <= score || t.k.tears(r) || t.k.widerThanNeeded(r) {
			continue
		}
		d := t.drawing(r)
		if d == nil {
			return nil
		}
		f := t.e.free(t.k, t.w, t.h, r, g)
		if !f.arrange(d) {
			continue
		}
		if s := -cost - float64(0.3*f.detours()); s > score {
			best, score = f, s
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
		if n.box == r.box && n.side < r.side && !k.tears(n) {
			return true
		}
	}
	return false
}

// tears reports whether a word is broken in boxes or outcomes.
func (k *content) tears(r rooms) bool {
	for i := range k.boxes {
		if !k.g.rows[i].Decision && k.boxes[i].torn(r.box) > 0 {
			return true
		}
	}
	for _, t := range k.sides {
		if t.torn(r.side) > 0 {
			return true
		}
	}
	return false
}

// finish draws f once more, with Graphviz's lines unless they make others go a
// long way round, and gives the height that it leaves on its page to the gaps
// between boxes.
func (e *Engine) finish(f *free) *free {
	ranks, n := 1, map[int]int{}
	for i := range f.g.rows {
		n[f.g.rows[i].Phase]++
		ranks = max(ranks, n[f.g.rows[i].Phase])
	}
	more := min(f.spare()/float64(ranks)/f.box, 3.2)
	for _, part := range []float64{1, 0.7, 0.35, 0} {
		draw := func(splines string) *free {
			a := e.free(f.content, f.w, f.h, f.tried, f.goal)
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
	return f
}
