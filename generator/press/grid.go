package press

import (
	"fmt"

	"dangce/generator/doc"
)

// Marks for cutting and folding, mm. They lie in the margins of the pages,
// where nothing else is printed.
const (
	cutMark   = 4.0
	foldMark  = 2.5
	hairline  = 0.125 // 0.35 pt: thinner lines break up on a plate
	foldDash  = 0.8
	sheetEdge = 0.01 // sizes that differ by less are equal
)

// grid places openings on a sheet: in the middle, one above the other
// without a gap, so that one cut parts two of them.
type grid struct {
	s     Sheet
	w, h  float64 // of a page
	x, y  float64 // of the first opening
	slots int
}

func newGrid(p *doc.Page, s Sheet) (*grid, error) {
	g := &grid{s: s, w: p.W, h: p.H}
	if g.h > 0 {
		g.slots = int((s.H + sheetEdge) / g.h)
	}
	if g.slots == 0 || 2*g.w > s.W+sheetEdge {
		return nil, fmt.Errorf("%g×%g 毫米的两页放不进 %g×%g 毫米的纸", p.W, p.H, s.W, s.H)
	}
	g.x = (s.W - 2*g.w) / 2
	g.y = (s.H - float64(g.slots)*g.h) / 2
	return g, nil
}

// sheet composes one side of a sheet: the k-th opening of each pile.
func (g *grid) sheet(piles [][]opening, k, number int) doc.Page {
	p := doc.Page{Kind: "sheet", W: g.s.W, H: g.s.H, Number: number, Safe: doc.Box{W: g.s.W, H: g.s.H}}
	for slot, pile := range piles {
		if k >= len(pile) {
			continue
		}
		y := g.y + float64(slot)*g.h
		p.Marks = place(p.Marks, pile[k].left, g.x, y)
		p.Marks = place(p.Marks, pile[k].right, g.x+g.w, y)
	}
	p.Marks = g.marks(p.Marks)
	return p
}

// place appends the marks of a page with its upper left corner at x, y.
func place(out []doc.Mark, p *doc.Page, x, y float64) []doc.Mark {
	out = doc.Shift(out, p.Body, x+p.DX, y+p.DY)
	return doc.Shift(out, p.Marks, x, y)
}

// marks draws where to cut, at the edges of the sheet, and where to fold, at
// the cuts.
func (g *grid) marks(out []doc.Mark) []doc.Mark {
	fold := g.s.W / 2
	for i := range g.slots + 1 {
		y := g.y + float64(i)*g.h
		if i > 0 && i < g.slots || g.y > 1 {
			out = append(out, tick(0, y, cutMark, y, 0), tick(g.s.W-cutMark, y, g.s.W, y, 0))
		}
		out = append(out, tick(fold, max(y-foldMark, 0), fold, min(y+foldMark, g.s.H), foldDash))
	}
	if g.x > 1 {
		for _, x := range [...]float64{g.x, g.s.W - g.x} {
			out = append(out, tick(x, 0, x, cutMark, 0), tick(x, g.s.H-cutMark, x, g.s.H, 0))
		}
	}
	return out
}

func tick(x1, y1, x2, y2, dash float64) *doc.Line {
	return &doc.Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: hairline, Dash: dash}
}
