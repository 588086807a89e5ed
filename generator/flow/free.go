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
	area   doc.Box // of the boxes and lines
	panels []panel
	shift  map[int]float64 // of the phases, to the right of where Graphviz put them
}

// panel is the background of a phase.
type panel struct {
	phase int
	box   doc.Box
}

// freeCaps are the widths of text in boxes that are tried, em.
var freeCaps = []float64{6.1, 5.1, 4.1}

// freeMost is the most boxes that are drawn freely; more are easier to follow
// along one spine.
const freeMost = 24

// freeChart places c on one page, the boxes above a list of the columns. A
// chart too large for that becomes a table chart, which says the same.
func (e *Engine) freeChart(c *doc.Chart, w, h float64) ([]*doc.Figure, error) {
	if f := e.freely(c, w, h); f != nil {
		return []*doc.Figure{f.figure(e.m, h, f.listed(w))}, nil
	}
	return e.table(c, w, h)
}

// freely places boxes and lines in the largest type that leaves room for the
// list; nil if there is none.
func (e *Engine) freely(c *doc.Chart, w, h float64) *free {
	if len(c.Rows) > freeMost {
		return nil
	}
	k := e.content(c)
	k.hasPages = k.hasPages || k.onePage != ""
	k.onePage = ""
	drawings := make([]*drawing, len(freeCaps))
	for i, room := range freeCaps {
		d, err := run(e.free(k, w, h, 1, room).dot())
		if err != nil {
			return nil
		}
		drawings[i] = d
	}
	for scale := 1.3 * max(1, w/182); scale > 1-scaleStep; scale -= scaleStep {
		for i, room := range freeCaps {
			if f := e.free(k, w, h, max(scale, 1), room); f.arrange(drawings[i].scaled(max(scale, 1))) {
				return f
			}
		}
	}
	return nil
}

// free makes a free chart at a scale, its boxes with room for text of a width
// in em, not yet placed.
func (e *Engine) free(k *content, w, h, scale, room float64) *free {
	s := &sizes{scale: scale, ease: 1, leading: colLeading - 0.08, box: scale * k.c.BoxPt * doc.MMPerPt, col: scale * k.c.ColumnPt * doc.MMPerPt, k: w / 182}
	k.measureBoxes(s, option{boxCap: room, ease: 1})
	k.narrowSides(s)
	s.lane, s.pad = 0.75*s.box, 0.5*s.col
	a := &arrangement{content: k, sizes: s, w: w, h: h, pages: []page{{0, len(k.g.rows)}}}
	a.frame = k.frame(e.m, s, w, false)
	return &free{sheet: &sheet{arrangement: a, hi: len(k.g.rows)}}
}

// listed is the list of the chart at its scale.
func (f *free) listed(w float64) *list { return f.list(w, f.sizes) }

// narrowSides makes outcomes narrow: in free charts width is dear.
func (k *content) narrowSides(s *sizes) {
	room, lines := 4.1, 1
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
	if d.w > w || f.topH+f.area.H+f.listed(w).height()+f.footH > f.h {
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
			_, room := diamond(f.boxes[i], f.boxW/f.box)
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
		}
	}
	f.setPanels(w)
	return f.route(d, dy)
}

// spread shares width to spare among the phases, so that their lines have
// room between them.
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
	for i, p := range order {
		f.shift[p] = spare * (float64(i) + 0.5) / float64(len(order))
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
