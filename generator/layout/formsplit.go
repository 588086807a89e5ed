package layout

import (
	"slices"

	"dangce/generator/doc"
)

// form places a form. One that is too high for long texts in it is set in
// smaller type; one that fits on no page, for the many names in it, is split.
// A list is split wherever a page ends.
func (f *flow) form(t *doc.Grid) error {
	for {
		g, err := newGrid(f.e, t, f.w)
		if err != nil {
			return err
		}
		room := f.h - f.used - t.Before
		if f.used == 0 {
			room = f.h
		}
		if f.fitForm(g, room) {
			return f.place(atom{g.item()})
		}
		first, rest, ok := f.splitForm(g, room)
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

// fitForm reports whether a form goes on this page or, as it is, on the next;
// it is left in the smallest type if neither.
func (f *flow) fitForm(g *grid, room float64) bool {
	if sum(g.min) <= room+1e-6 {
		return true
	}
	if g.t.Split {
		return false
	}
	if g.measure(true); sum(g.min) <= room+1e-6 {
		return true
	}
	if g.measure(false); !f.alone() && sum(g.min) <= f.h {
		return true
	}
	g.measure(true)
	return false
}

// alone reports whether nothing is on the page but what belongs to the next
// block.
func (f *flow) alone() bool {
	return !slices.ContainsFunc(f.items, func(it *item) bool { return !it.keep })
}

// splitForm splits a form into what fits in h mm and the rest.
func (f *flow) splitForm(g *grid, h float64) (first, rest *doc.Grid, ok bool) {
	if g.t.Split {
		return splitRows(g, h, 1)
	}
	if first, rest, ok = f.e.splitNames(g, h); !ok && f.alone() {
		return splitRows(g, h, 0)
	}
	return first, rest, ok
}

// splitNames splits a form at its cells to sign in: as many rows of names as
// fit in h mm, the others in a form that goes on with the same label. ok is
// false where that does not help.
func (e *Engine) splitNames(g *grid, h float64) (first, rest *doc.Grid, ok bool) {
	t := g.t
	tight := g.min
	g.measure(false)
	defer func() { g.min = tight }()
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
		first.Rows = append(slices.Clone(above), withNames(t.Rows[p.row], p.c.Names[:n], 0))
		rest.Rows = append([]doc.Row{withNames(t.Rows[p.row], p.c.Names[n:], n)}, below...)
		return first, rest, true
	}
	return nil, nil, false
}

// splitRows splits a form between two rows, as many as fit in h mm and the
// others, each part with the first head rows. ok is false where no row fits
// below the head, or a cell over several rows is in the way.
func splitRows(g *grid, h float64, head int) (first, rest *doc.Grid, ok bool) {
	n, used := 0, 0.0
	for i, rh := range g.min {
		if used += rh; used > h+1e-6 {
			break
		}
		if !slices.ContainsFunc(g.cells, func(p placed) bool { return p.row <= i && p.row+p.rows > i+1 }) {
			n = i + 1
		}
	}
	if n <= head || n == len(g.min) {
		return nil, nil, false
	}
	first, rest = clone(g.t), clone(g.t)
	first.Rows, rest.Rows = g.t.Rows[:n], slices.Concat(g.t.Rows[:head], g.t.Rows[n:])
	return first, rest, true
}

func clone(t *doc.Grid) *doc.Grid {
	c := *t
	return &c
}

// withNames returns a copy of r that asks names to sign, from the n-th on.
func withNames(r doc.Row, names []string, n int) doc.Row {
	r.Height = 0
	r.Cells = slices.Clone(r.Cells)
	for i := range r.Cells {
		if len(r.Cells[i].Names) > 0 {
			r.Cells[i].Names = names
			r.Cells[i].NameFrom += n
		}
	}
	return r
}
