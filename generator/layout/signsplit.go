package layout

import (
	"slices"

	"dangce/generator/doc"
)

// form places a form. One that is too high for long texts in it is set in
// smaller type; one that fits on no page, for the many names in it, is parted.
func (f *flow) form(t *doc.Grid) error {
	for {
		g, err := newGrid(f.e, t, f.w)
		if err != nil {
			return err
		}
		if t.Split {
			return f.place(&longGrid{f.e, g, f.w})
		}
		room := f.h - f.used - t.Before
		if sum(g.min) <= room+1e-6 {
			return f.place(atom{g.item()})
		}
		if g.measure(true); sum(g.min) <= room+1e-6 {
			return f.place(atom{g.item()})
		}
		alone := !slices.ContainsFunc(f.items, func(it *item) bool { return !it.keep })
		if g.measure(false); !alone && sum(g.min) <= f.h {
			return f.place(atom{g.item()}) // on the next page
		}
		g.measure(true)
		first, rest, ok := f.e.partSignIn(t, f.w, room)
		if !ok && alone {
			first, rest, ok = partRows(g, room)
		}
		switch {
		case ok:
			if err := f.form(first); err != nil {
				return err
			}
			f.endPage()
			t = rest
		case !f.turn():
			return f.place(atom{g.item()})
		}
	}
}

// partSignIn parts a form that is higher than any page at its cells to sign
// in: as many rows of names as fit in h mm, the others in a form that goes on
// with the same label. ok is false where that does not help.
func (e *Engine) partSignIn(t *doc.Grid, w, h float64) (first, rest *doc.Grid, ok bool) {
	g, err := newGrid(e, t, w)
	if err != nil {
		return nil, nil, false
	}
	for i := range g.cells {
		p := &g.cells[i]
		if len(p.c.Names) == 0 || p.rows > 1 {
			continue
		}
		per := max(p.c.NamesPerRow, 1)
		n, left := 0, h-sum(g.min[:p.row])
		for _, rh := range e.signRows(p.c, p.w) {
			if left -= rh; left < -1e-6 {
				break
			}
			n += per
		}
		if n == 0 || n >= len(p.c.Names) {
			continue
		}
		above, below := t.Rows[:p.row], t.Rows[p.row+1:]
		first, rest = clone(t), clone(t)
		first.Rows = append(slices.Clone(above), withNames(t.Rows[p.row], p.c.Names[:n]))
		rest.Rows = append([]doc.Row{withNames(t.Rows[p.row], p.c.Names[n:])}, below...)
		return first, rest, true
	}
	return nil, nil, false
}

// partRows parts a form that is higher than any page between two rows: as
// many as fit in h mm, and the others. ok is false where the first row, or a
// cell over several rows, is too high.
func partRows(g *grid, h float64) (first, rest *doc.Grid, ok bool) {
	n, used := 0, 0.0
	for i, rh := range g.min {
		if used += rh; used > h+1e-6 {
			break
		}
		if !slices.ContainsFunc(g.cells, func(p placed) bool { return p.row <= i && p.row+p.rows > i+1 }) {
			n = i + 1
		}
	}
	if n == 0 || n == len(g.min) {
		return nil, nil, false
	}
	first, rest = clone(g.t), clone(g.t)
	first.Rows, rest.Rows = g.t.Rows[:n], g.t.Rows[n:]
	return first, rest, true
}

func clone(t *doc.Grid) *doc.Grid {
	c := *t
	return &c
}

// withNames returns a copy of r that asks names to sign.
func withNames(r doc.Row, names []string) doc.Row {
	r.Height = 0
	r.Cells = slices.Clone(r.Cells)
	for i := range r.Cells {
		if len(r.Cells[i].Names) > 0 {
			r.Cells[i].Names = names
		}
	}
	return r
}
