package flow

import (
	"fmt"
	"math"

	"dangce/generator/doc"
)

// free is a chart whose boxes are where Graphviz puts them: the phases side
// by side, and below them the columns as a list.
type free struct {
	*sheet
	goal
	tried  rooms
	area   doc.Box // of the boxes and lines
	panels []panel
	shift  map[int]float64 // of the phases, to the right of where Graphviz put them
}

// panel is the background of a phase.
type panel struct {
	phase int
	box   doc.Box
}

// labelRoom is the room for 是 or 否 before an outcome, em.
const labelRoom = 1.1

// freeMost is the most boxes that are drawn as free charts; more are easier to follow
// along one spine.
const freeMost = 24

// freeChart places the boxes of c above a list of the columns, or where one
// page does not hold both, the boxes on one page and the list on the next. A
// chart too large for that becomes a table chart, which says the same.
func (e *Engine) freeChart(c *doc.Chart, w, h float64) ([]*doc.Figure, error) {
	if len(c.Rows) > freeMost {
		return e.table(c, w, h)
	}
	t := &freeSearch{e: e, k: e.content(c), w: w, h: h, drawn: map[rooms]*drawing{}}
	if f := t.place(); f != nil {
		return f.figures(e)
	}
	return e.table(c, w, h)
}

// free makes a free chart, its boxes with the given room for text, not yet
// placed.
func (e *Engine) free(k *content, w, h float64, r rooms, g goal) *free {
	s := k.sizes(w)
	s.leading = colLeading - 0.08
	k.measureBoxes(s, option{boxCap: r.box, ease: 1})
	k.narrowSides(s, r.side)
	s.lane, s.pad = float64(0.75*s.box), 0.5*s.col
	a := &arrangement{content: k, sizes: s, w: w, h: h, pages: []page{{0, len(k.g.rows)}}}
	a.frame = k.frame(e.line, s, w, false)
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
	s.sideW = float64((room + 0.9) * s.box)
	s.sideH = float64((1 + float64(float64(lines-1)*boxLeading) + 1.0) * s.box)
}

// arrange puts boxes where Graphviz put them and draws its lines, or others
// where those do not keep the rules. It reports whether all found their place.
func (f *free) arrange(d *drawing) bool {
	w := f.w
	head := float64(2.2 * f.box) // the names of the phases
	dy := f.topH + head
	f.spread(w - d.w)
	f.area = doc.Box{X: 0, Y: f.topH, W: w, H: d.h + head + float64(0.8*f.box)}
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
			n := node{kind: sideNode, id: fmt.Sprintf("%s/%d", f.g.rows[i].ID, k), row: i, phase: f.g.rows[i].Phase, lines: f.sides[o.text].lines(f.sideRoom(), true)}
			bh := f.sideH
			if o.end {
				n.kind, bh = endNode, f.outcomeH(f.sizes, o)
			}
			if !place(sideName(i, k), n, f.sideW, bh) {
				return false
			}
			if k < len(f.g.rows[i].right) {
				f.nodes[len(f.nodes)-1].box.X += float64(labelRoom / 2 * f.box)
			}
		}
	}
	if !f.route(d, dy) {
		return false
	}
	f.setPanels(w)
	return true
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
	rest := spare - float64(gap*(n-1+left+right))
	for i, p := range order {
		f.shift[p] = float64(gap*(float64(i)+left)) + rest*(float64(i)+0.5)/n
	}
}

func rowName(i int) string     { return fmt.Sprintf("n%d", i) }
func sideName(i, k int) string { return fmt.Sprintf("o%d_%d", i, k) }

// setPanels divides the area among the phases.
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
	x := 0.0
	for i, phase := range order {
		end := w
		if i+1 < len(order) {
			end = f.between(spans[phase].hi, spans[order[i+1]].lo)
		}
		b := doc.Box{X: x, Y: f.area.Y, W: end - x, H: f.area.H}
		f.panels = append(f.panels, panel{phase, b})
		x = end
	}
}

// between is where two phases meet between lo and hi: as far from the lines
// that run down there as can be, or else in the middle.
func (f *free) between(lo, hi float64) float64 {
	best, most := (lo+hi)/2, 0.0
	for x := lo; x <= hi; x += 0.05 {
		clear := min(x-lo, hi-x)
		for _, w := range f.wires {
			for k := 1; k < len(w.pts); k++ {
				if a, b := w.pts[k-1], w.pts[k]; same(a.X, b.X) {
					clear = min(clear, math.Abs(x-a.X))
				}
			}
		}
		if clear > most+0.01 {
			best, most = x, clear
		}
	}
	return best
}
