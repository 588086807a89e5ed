package press

import (
	"slices"

	"dangce/generator/doc"
)

// Bleed returns a page with so much bleed, mm: rectangles that end at the
// trimmed edge, thumb tabs, run over it. The page itself is not changed.
func Bleed(p *doc.Page, bleed float64) doc.Page {
	out := *p
	out.Bleed = bleed
	cloned := false
	for i, m := range p.Marks {
		r, ok := m.(*doc.Rect)
		if !ok {
			continue
		}
		over := *r
		if near(r.X, 0) {
			over.X, over.W = r.X-bleed, over.W+bleed
		}
		if near(r.X+r.W, p.W) {
			over.W += bleed
		}
		if near(r.Y, 0) {
			over.Y, over.H = r.Y-bleed, over.H+bleed
		}
		if near(r.Y+r.H, p.H) {
			over.H += bleed
		}
		if over == *r {
			continue
		}
		if !cloned {
			out.Marks, cloned = slices.Clone(p.Marks), true
		}
		out.Marks[i] = &over
	}
	return out
}

func near(a, b float64) bool { return a-b < sheetEdge && b-a < sheetEdge }
