package flow

import (
	"fmt"
	"math"

	"dangce/generator/doc"
)

// free is a chart whose boxes stand where Graphviz puts them: the phases side
// by side, and below them the columns as a list.
type free struct {
	*sheet
	goal
	tried  rooms
	area   doc.Box // of the boxes and lines
	panels []panel
	shift  map[int]float64 // of the phases, to the right of where Graphviz put them
}

// goal is what a free chart may do.
type goal struct {
	alone    bool // stand on a page of its own, the list on the next
	crossing bool // have lines that cross
}

// panel is the background of a phase.
type panel struct {
	phase int
	box   doc.Box
}

// rooms are widths of text that are tried in boxes and in outcomes, em.
type rooms struct{ box, side float64 }

var freeRooms = []rooms{{6.1, 5.1}, {6.1, 4.1}, {5.1, 5.1}, {5.1, 4.1}, {4.1, 4.1}}

// labelRoom is the room for 是 or 否 before an outcome, em.
const labelRoom = 1.1

// laneRoom is the room to spare between phases that lines need to go round
// each other, em.
const laneRoom = 2.1

// freeMost is the most boxes that are drawn freely; more are easier to follow
// along one spine.
const freeMost = 24

// freeChart places the boxes of c above a list of the columns, or where one
// page does not hold both, the boxes on one page and the list on the next. A
// chart too large for that becomes a table chart, which says the same.
func (e *Engine) freeChart(c *doc.Chart, w, h float64) ([]*doc.Figure, error) {
	if len(c.Rows) > freeMost {
		return e.table(c, w, h)
	}
	t := &trial{e: e, k: e.content(c), w: w, h: h, drawn: map[rooms]*drawing{}}
	if f := t.freely(); f != nil {
		return f.figures(e)
	}
	return e.table(c, w, h)
}

// trial looks for the best way to place a chart on a page.
type trial struct {
	e     *Engine
	k     *content
	w, h  float64
	drawn map[rooms]*drawing // at scale 1, nil where Graphviz failed
}

// freely places the chart, nil if there is no way: rather on two pages than
// with lines that cross.
func (t *trial) freely() *free {
	for _, g := range []goal{{}, {alone: true}, {crossing: true}, {alone: true, crossing: true}} {
		if f := t.best(g); f != nil {
			return f
		}
	}
	return nil
}

// drawing asks Graphviz for the chart at scale 1.
func (t *trial) drawing(r rooms) *drawing {
	d, ok := t.drawn[r]
	if !ok {
		d, _ = run(t.e.free(t.k, t.w, t.h, 1, r, goal{}).dot(rankGap, "false")) // without it the chart becomes a table chart
		t.drawn[r] = d
	}
	return d
}

// best places boxes and lines in the largest type, with as few broken words as
// can be. It returns nil if there is no way.
func (t *trial) best(g goal) *free {
	var best *free
	score := math.Inf(-1)
	most := 1.3 * max(1, t.w/182)
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
			if s := scale - cost - 0.3*f.detours(); s > score {
				best, score = f, s
			}
			return true
		}
		wide := d.w
		if !g.crossing {
			wide += laneRoom * t.k.c.BoxPt * doc.MMPerPt
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
			n += k.boxes[i].breaks(r.box)
		}
	}
	for _, t := range k.sides {
		n += t.breaks(r.side)
	}
	return 0.06*float64(n) + 0.12*(freeRooms[0].box-r.box)
}

// finish draws f once more, with Graphviz's lines unless they make others go a
// long way round, and gives the height that it leaves on its page to the gaps
// between boxes. At the very limit of its size
// a chart may not come out so: then a little less will do.
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
				if d, err := run(a.dot(rankGap+part*more, splines)); err != nil || !a.arrange(d) {
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

// free makes a free chart at a scale, its boxes with the given room for text,
// not yet placed.
func (e *Engine) free(k *content, w, h, scale float64, r rooms, g goal) *free {
	s := &sizes{scale: scale, ease: 1, leading: colLeading - 0.08, box: scale * k.c.BoxPt * doc.MMPerPt, col: scale * k.c.ColumnPt * doc.MMPerPt, k: w / 182}
	k.measureBoxes(s, option{boxCap: r.box, ease: 1})
	k.narrowSides(s, r.side)
	s.lane, s.pad = 0.75*s.box, 0.5*s.col
	a := &arrangement{content: k, sizes: s, w: w, h: h, pages: []page{{0, len(k.g.rows)}}}
	a.frame = k.frame(e.m, s, w, false)
	return &free{sheet: &sheet{arrangement: a, hi: len(k.g.rows)}, tried: r, goal: g}
}

// spare is the height that is left on the page.
func (f *free) spare() float64 {
	left := f.h - f.topH - f.area.H - f.footH
	if f.alone {
		return left - 2*f.sizes.k
	}
	return left - f.listed(f.w).height()
}

// listed is the list of the chart at its scale.
func (f *free) listed(w float64) *list { return f.list(w, f.sizes) }

// narrowSides makes outcomes as narrow as room says, em: in free charts width
// is dear.
func (k *content) narrowSides(s *sizes, room float64) {
	lines := 1
	for _, t := range k.sides {
		lines = max(lines, t.count(room))
	}
	s.sideW = (room + 0.9) * s.box
	s.sideH = (1 + float64(lines-1)*boxLeading + 1.0) * s.box
}

// arrange puts boxes where Graphviz put them and draws its lines, or others
// where those do not keep the rules. It reports whether all found their place.
func (f *free) arrange(d *drawing) bool {
	w := f.w
	head := 2.2 * f.box // the names of the phases
	dy := f.topH + head
	f.spread(w - d.w)
	f.area = doc.Box{X: 0, Y: f.topH, W: w, H: d.h + head + 0.8*f.box}
	if d.w > w || f.spare() < 0 {
		return false
	}
	place := func(name string, n node, bw, bh float64) bool {
		p, ok := d.nodes[name]
		if !ok {
			return false
		}
		n.box = doc.Box{X: p.X + f.shift[n.phase] - bw/2, Y: p.Y + dy - bh/2, W: bw, H: bh}
		f.nodes = append(f.nodes, n)
		return true
	}
	for i := range f.g.rows {
		r := &f.g.rows[i]
		n := node{id: r.ID, row: i, phase: r.Phase, number: r.Number}
		bh := f.boxH
		if r.Decision {
			room := inDiamond(f.boxes[i], f.boxW/f.box, f.diamondH/f.box)
			n.kind, n.lines, bh = decisionNode, f.boxes[i].lines(room, true), f.diamondH
		} else {
			n.lines = f.boxes[i].lines((f.boxW-f.tabW)/f.box-1.1, true)
		}
		if !place(rowName(i), n, f.boxW, bh) {
			return false
		}
	}
	for i := range f.g.rows {
		for k, o := range append(f.g.rows[i].right, f.g.rows[i].below...) {
			n := node{kind: sideNode, id: fmt.Sprintf("%s/%d", f.g.rows[i].ID, k), row: i, phase: f.g.rows[i].Phase, lines: f.sides[o.text].lines(f.sideW/f.box-0.85, true)}
			for _, l := range f.g.links {
				n.back = n.back || l.from == i && l.to <= i && (l.exit == fromSide || l.exit == fromBelow)
			}
			bh := f.sideH
			if o.end {
				n.kind, bh = endNode, f.outcomeH(o)
			}
			if !place(sideName(i, k), n, f.sideW, bh) {
				return false
			}
			if k < len(f.g.rows[i].right) {
				f.nodes[len(f.nodes)-1].box.X += labelRoom / 2 * f.box
			}
		}
	}
	f.setPanels(w)
	return f.route(d, dy)
}

// spread shares width to spare: first among the gaps between phases, where
// lines run, then evenly.
func (f *free) spread(spare float64) {
	var order []int
	f.shift = map[int]float64{}
	for i := range f.g.rows {
		p := f.g.rows[i].Phase
		if _, ok := f.shift[p]; !ok {
			f.shift[p] = 0
			order = append(order, p)
		}
	}
	const left, right = 0.1, 0.4 // of a gap, outside
	n := float64(len(order))
	gap := min(max(spare, 0)/(n-1+left+right), 3*f.box)
	rest := spare - gap*(n-1+left+right)
	for i, p := range order {
		f.shift[p] = gap*(float64(i)+left) + rest*(float64(i)+0.5)/n
	}
}

func rowName(i int) string     { return fmt.Sprintf("n%d", i) }
func sideName(i, k int) string { return fmt.Sprintf("o%d_%d", i, k) }

// setPanels parts the area between the phases.
func (f *free) setPanels(w float64) {
	type span struct{ lo, hi float64 }
	spans := map[int]span{}
	var order []int
	for _, n := range f.nodes {
		s, ok := spans[n.phase]
		if !ok {
			s = span{math.Inf(1), math.Inf(-1)}
			order = append(order, n.phase)
		}
		spans[n.phase] = span{min(s.lo, n.box.X), max(s.hi, n.box.X+n.box.W)}
	}
	gap := f.phaseGap
	x := 0.0
	for i, phase := range order {
		end := w
		if i+1 < len(order) {
			end = (spans[phase].hi + spans[order[i+1]].lo) / 2
		}
		b := doc.Box{X: x, Y: f.area.Y, W: end - x, H: f.area.H}
		if i > 0 {
			b.X, b.W = b.X+gap/2, b.W-gap/2
		}
		if i+1 < len(order) {
			b.W -= gap / 2
		}
		f.panels = append(f.panels, panel{phase, b})
		x = end
	}
}
