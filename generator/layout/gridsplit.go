package layout

import "dangce/generator/doc"

// longGrid is a form that may be split between its rows; its first row is its
// head and stands on each page.
type longGrid struct {
	e *Engine
	g *grid
	w float64
}

func (l *longGrid) above() float64 { return l.g.t.Before }

func (l *longGrid) split(h float64, _ bool) (*item, piece) {
	n, used := 0, 0.0
	for n < len(l.g.min) && used+l.g.min[n] <= h+1e-6 {
		used += l.g.min[n]
		n++
	}
	if n == len(l.g.min) {
		return l.g.item(), nil
	}
	if n < 2 {
		return nil, l
	}
	rows := l.g.t.Rows
	first, rest := *l.g.t, *l.g.t
	first.Rows = rows[:n]
	rest.Rows = append([]doc.Row{rows[0]}, rows[n:]...)
	a, errA := newGrid(l.e, &first, l.w)
	b, errB := newGrid(l.e, &rest, l.w)
	if errA != nil || errB != nil {
		return nil, l // a cell over several rows cannot be parted
	}
	return a.item(), &longGrid{l.e, b, l.w}
}
