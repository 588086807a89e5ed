package layout

import (
	"fmt"
	"math"

	"dangce/generator/doc"
)

// grid is a form with its cells put in their places.
type grid struct {
	e     *Engine
	t     *doc.Grid
	x     []float64 // left edges of the columns, and the right edge of the last
	cells []placed
	min   []float64 // least height of each row
	fill  []float64
	alike bool // a head: all its texts are of one size, whatever their columns
	ruled bool // it has rules, or writing lines under its cells
}

// placed is a cell with the columns and rows it covers.
type placed struct {
	c              *doc.Cell
	row, col       int
	rows, cols     int
	left, right, w float64
}

func newGrid(e *Engine, t *doc.Grid, w float64) (*grid, error) { return makeGrid(e, t, w, false) }

func makeGrid(e *Engine, t *doc.Grid, w float64, alike bool) (*grid, error) {
	g := &grid{e: e, t: t, alike: alike, ruled: t.Frame > 0 || t.Inner > 0}
	if t.W > 0 && t.W < w {
		g.x = tracks(t.Cols, t.W)
		for i := range g.x {
			g.x[i] += (w - t.W) / 2
		}
	} else {
		g.x = tracks(t.Cols, w)
	}
	if err := g.arrange(); err != nil {
		return nil, err
	}
	g.measure(false)
	return g, nil
}

// tracks returns the edges of columns that together are w wide.
func tracks(cols []doc.Track, w float64) []float64 {
	var fixed, weight float64
	for _, c := range cols {
		fixed += c.MM
		weight += c.Weight
	}
	x := make([]float64, len(cols)+1)
	for i, c := range cols {
		cw := c.MM
		if weight > 0 {
			cw += (w - fixed) * c.Weight / weight
		} else if fixed > 0 {
			cw = float64(cw * (w / fixed))
		}
		x[i+1] = x[i] + cw
	}
	return x
}

// arrange puts each cell into the next free place of its row.
func (g *grid) arrange() error {
	cols := len(g.t.Cols)
	taken := make([]bool, cols*len(g.t.Rows))
	for r := range g.t.Rows {
		col := 0
		for i := range g.t.Rows[r].Cells {
			c := &g.t.Rows[r].Cells[i]
			for col < cols && taken[r*cols+col] {
				col++
			}
			p := placed{c: c, row: r, col: col, rows: max(c.RowSpan, 1), cols: max(c.Span, 1)}
			if col+p.cols > cols || r+p.rows > len(g.t.Rows) {
				return fmt.Errorf("表格第 %d 行的格子多于 %d 列", r+1, cols)
			}
			for y := r; y < r+p.rows; y++ {
				for x := col; x < col+p.cols; x++ {
					taken[y*cols+x] = true
				}
			}
			p.left, p.right = g.x[col], g.x[col+p.cols]
			p.w = p.right - p.left
			g.cells = append(g.cells, p)
			g.ruled = g.ruled || c.Under
			col += p.cols
		}
	}
	return nil
}

// measure finds the least height of each row: its own, and what its cells
// need; tight, in small type. A cell over several rows stretches the last of
// them.
func (g *grid) measure(tight bool) {
	g.min = make([]float64, len(g.t.Rows))
	g.fill = make([]float64, len(g.t.Rows))
	for r := range g.t.Rows {
		g.min[r], g.fill[r] = g.t.Rows[r].Height, g.t.Rows[r].Fill
	}
	sizes := g.sizes(growing, func(p *placed) float64 {
		return max(sum(g.min[p.row:p.row+p.rows]), p.c.Style.Height(1)+2*g.pad().y)
	})
	for _, several := range [...]bool{false, true} {
		for i := range g.cells {
			p := &g.cells[i]
			if p.rows > 1 != several {
				continue
			}
			have := sum(g.min[p.row : p.row+p.rows])
			need := g.e.cellHeight(p.c, p.w, g.pad(), sizes[i])
			if tight && need > have && p.c.Text != "" {
				need = g.e.cellHeight(p.c, p.w, g.pad(), leastOf([]sized{{s: p.c.Text}}, &p.c.Style))
			}
			g.min[p.row+p.rows-1] += max(need-have, 0)
		}
	}
}

// likeCells are cells whose texts are of one size: of one style in one column.
type likeCells struct {
	col, cols int
	role      doc.Role
	size, min float64
}

// sizes returns the size of each cell's text in cells so high. One of so many
// like texts may be higher than its cell, which will grow; with 0, none.
func (g *grid) sizes(one int, high func(*placed) float64) []float64 {
	texts := make(map[likeCells][]sized)
	keys := make([]likeCells, len(g.cells))
	for i := range g.cells {
		p := &g.cells[i]
		if p.c.Text == "" || p.c.Vertical {
			continue
		}
		st := &p.c.Style
		k := likeCells{role: st.Role, size: st.Size, min: st.Min}
		if !g.alike {
			k.col, k.cols = p.col, p.cols
		}
		keys[i] = k
		texts[k] = append(texts[k], sized{p.c.Text, g.e.prepare(p.c.Text, st), *st, p.w - 2*g.pad().x - 2*p.c.Pad, high(p) - 2*g.pad().y})
	}
	found := make(map[likeCells]float64)
	for k, list := range texts {
		higher := 0
		if one > 0 {
			higher = len(list) / one
		}
		found[k] = fitAll(list, k.size, leastOf(list, &list[0].st), higher)
	}
	out := make([]float64, len(g.cells))
	for i, k := range keys {
		out[i] = found[k]
	}
	return out
}

// pad is the room between the texts of cells and the rules around them.
// Without rules, lines of text follow each other at their pitch.
func (g *grid) pad() padding {
	p := padding{padX, padY}
	if g.alike {
		p.x = headPadX
	}
	if !g.ruled {
		p.y = 0
	}
	return p
}

func (g *grid) item() *item {
	return &item{
		min: sum(g.min), fill: sum(g.fill), before: g.t.Before,
		draw: func(out *body, y, h float64) { g.draw(out, y, g.heights(h)) },
	}
}

// heights shares what h leaves over the rows. Rows with writing lines grow by
// whole lines; the rest goes to all other rows alike.
func (g *grid) heights(h float64) []float64 {
	hs := append([]float64(nil), g.min...)
	rest, weight := h-sum(hs), sum(g.fill)
	if rest <= 0 || weight == 0 {
		return hs
	}
	pitch := g.pitches()
	for r, f := range g.fill {
		grow := rest * f / weight
		if p := pitch[r]; p > 0 {
			grow = max(float64(math.Floor((hs[r]+grow+1e-6)/p)*p)-hs[r], 0)
		}
		hs[r] += grow
	}
	return g.leftover(hs, h-sum(hs), pitch)
}

// leftover hands out what whole writing lines did not use: another line where
// there is room for one, the rest to rows without lines.
func (g *grid) leftover(hs []float64, rest float64, pitch []float64) []float64 {
	for r := range hs {
		if p := pitch[r]; p > 0 && g.fill[r] > 0 && rest+1e-6 >= p {
			hs[r] += p
			rest -= p
		}
	}
	plain := 0
	for r := range hs {
		if pitch[r] == 0 {
			plain++
		}
	}
	for r := range hs {
		switch {
		case plain == 0:
			hs[r] += rest / float64(len(hs))
		case pitch[r] == 0:
			hs[r] += rest / float64(plain)
		}
	}
	return hs
}

// pitches returns the writing-line pitch of each row, 0 without lines.
func (g *grid) pitches() []float64 {
	p := make([]float64, len(g.min))
	for i := range g.cells {
		if c := &g.cells[i]; c.c.Ruled > 0 && c.rows == 1 {
			p[c.row] = c.c.Ruled
		}
	}
	return p
}

func (g *grid) draw(out *body, y float64, hs []float64) {
	ys := make([]float64, len(hs)+1)
	ys[0] = y
	for i, h := range hs {
		ys[i+1] = ys[i] + h
	}
	sizes := g.sizes(0, func(p *placed) float64 { return ys[p.row+p.rows] - ys[p.row] })
	for i := range g.cells {
		p := &g.cells[i]
		box := doc.Box{X: p.left, Y: ys[p.row], W: p.w, H: ys[p.row+p.rows] - ys[p.row]}
		g.e.drawCell(out, p.c, g.pad(), sizes[i], box, g.t.Inner > 0 || g.t.Frame > 0)
	}
	out.marks = g.lines(out.marks, ys)
	if g.t.Frame > 0 {
		f := frame(g.x[0], ys[0], g.x[len(g.x)-1], ys[len(ys)-1], g.t.Frame)
		f.Ink = g.t.Ink
		out.marks = append(out.marks, f)
	}
}

// lines draws the inner borders, segments in one line joined.
func (g *grid) lines(out []doc.Mark, ys []float64) []doc.Mark {
	if g.t.Inner == 0 {
		return out
	}
	rows, cols := len(ys)-1, len(g.x)-1
	owner := make([]int, rows*cols)
	for i := range g.cells {
		p := &g.cells[i]
		for r := p.row; r < p.row+p.rows; r++ {
			for c := p.col; c < p.col+p.cols; c++ {
				owner[r*cols+c] = i + 1
			}
		}
	}
	for r := 1; r < rows; r++ {
		out = runs(out, cols, func(c int) bool { return owner[(r-1)*cols+c] != owner[r*cols+c] },
			func(a, b int) doc.Line {
				return doc.Line{X1: g.x[a], Y1: ys[r], X2: g.x[b], Y2: ys[r], Width: g.t.Inner, Ink: g.t.Ink}
			})
	}
	for c := 1; c < cols; c++ {
		out = runs(out, rows, func(r int) bool { return owner[r*cols+c-1] != owner[r*cols+c] },
			func(a, b int) doc.Line {
				return doc.Line{X1: g.x[c], Y1: ys[a], X2: g.x[c], Y2: ys[b], Width: g.t.Inner, Ink: g.t.Ink}
			})
	}
	return out
}

// runs draws a line for each run of positions in [0,n) where edge holds.
func runs(out []doc.Mark, n int, edge func(int) bool, at func(a, b int) doc.Line) []doc.Mark {
	for a := 0; a < n; a++ {
		if !edge(a) {
			continue
		}
		b := a + 1
		for b < n && edge(b) {
			b++
		}
		l := at(a, b)
		out = append(out, &l)
		a = b
	}
	return out
}

func frame(x1, y1, x2, y2, width float64) *doc.Rect {
	return &doc.Rect{X: x1, Y: y1, W: x2 - x1, H: y2 - y1, Width: width, Fill: doc.NoInk}
}

func sum(s []float64) float64 {
	var t float64
	for _, v := range s {
		t += v
	}
	return t
}
