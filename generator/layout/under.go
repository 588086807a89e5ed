package layout

import "dangce/generator/doc"

// Small values in the corners of cells: what is due, beside room for what was
// paid.
const (
	underPad = 1.6 // beside them, mm
	underTop = 1.2 // above their line, besides its leading, mm
	minUnder = 6.0 // pt; the table of assessment has the same figure, large
)

// corners lists for each printed column those whose values are printed in a corner
// of it.
func (p *table) corners() [][]int {
	list := make([][]int, len(p.cols))
	for k, i := range p.cols {
		list[k] = p.underOf(i)
	}
	return list
}

// underSize returns the size of the small values of a table's records, pt: one
// for all, so that figures below each other look alike, and small enough that
// none takes a second line.
func (p *table) underSize() float64 {
	size := minSize
	for _, r := range p.rows {
		size = min(size, p.underFit(r.rec))
	}
	return size
}

// underFit returns the size at which every small value of r fits on one
// line, at least minUnder.
func (p *table) underFit(r *doc.Record) float64 {
	size := minSize
	for k := range p.cols {
		for _, u := range p.corner[k] {
			st := p.underStyle(size)
			for w := p.underWidth(k); size > minUnder && p.e.width(p.text(r, u), &st) > w; {
				size -= 0.5
				st.Size = size
			}
		}
	}
	return size
}

// underOf lists the columns whose values are printed in a corner of column i.
func (p *table) underOf(i int) []int {
	var list []int
	for k := range p.t.Cols {
		if u := p.t.Cols[k].Under; u != "" && u == p.t.Cols[i].ID {
			list = append(list, k)
		}
	}
	return list
}

func (p *table) underWidth(k int) float64 { return p.x[k+1] - p.x[k] - 2*underPad }

// underStyle is black: figures as small as these lose their thin strokes in a
// screen of dots.
func (p *table) underStyle(size float64) doc.Style {
	st := p.t.Body
	st.Size, st.Align = size, doc.AlignLeft
	return st
}

// drawUnder prints the small values of printed column k, at the top of its
// cell b. Sums, which are longer, have a size of their own.
func (p *table) drawUnder(out []doc.Mark, r *doc.Record, k int, b doc.Box) []doc.Mark {
	for _, i := range p.corner[k] {
		s := p.text(r, i)
		if s == "" {
			continue
		}
		size := p.under
		if r.Strong {
			size = min(size, p.underFit(r))
		}
		st := p.underStyle(size)
		in := doc.Box{X: b.X + underPad, Y: b.Y + underTop, W: p.underWidth(k), H: b.H}
		if need := p.e.width(s, &st); need > in.W { // a figure nearer to the line is better than one on two
			in.W = min(need+0.1, b.W)
			in.X = b.X + (b.W-in.W)/2
		}
		text := p.e.lines(s, &st, in.W)
		out = textBox(out, &text, in, doc.Top)
	}
	return out
}
