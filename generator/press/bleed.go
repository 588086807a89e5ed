package press

import (
	"slices"

	"dangce/generator/doc"
)

// Bleed returns a page with so much bleed, mm: rectangles that end at the
// trimmed edge, thumb tabs and grounds, run over it. The page itself is not
// changed.
func Bleed(p *doc.Page, bleed float64) doc.Page {
	out := *p
	out.Bleed = bleed
	out.Body = overEdges(p.Body, p, p.DX, p.DY, bleed)
	out.Marks = overEdges(p.Marks, p, 0, 0, bleed)
	return out
}

// overEdges returns marks, drawn shifted by dx, dy, with the rectangles that
// touch the edges of a page running over them.
func overEdges(marks []doc.Mark, p *doc.Page, dx, dy, bleed float64) []doc.Mark {
	cloned := false
	for i, m := range marks {
		r, ok := m.(*doc.Rect)
		if !ok {
			continue
		}
		over := *r
		if near(r.X+dx, 0) {
			over.X, over.W = r.X-bleed, over.W+bleed
		}
		if near(r.X+dx+r.W, p.W) {
			over.W += bleed
		}
		if near(r.Y+dy, 0) {
			over.Y, over.H = r.Y-bleed, over.H+bleed
		}
		if near(r.Y+dy+r.H, p.H) {
			over.H += bleed
		}
		if over == *r {
			continue
		}
		if !cloned {
			marks, cloned = slices.Clone(marks), true
		}
		marks[i] = &over
	}
	return marks
}

func near(a, b float64) bool { return a-b < sheetEdge && b-a < sheetEdge }
