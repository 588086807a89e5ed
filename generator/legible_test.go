package generator

import (
	"math"
	"strings"
	"testing"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/internal/exampletest"
)

// TestChartsAreLegible: no type below what the design allows, and enough
// contrast for gray prints, in the atlas, on posters and in a handbook.
func TestChartsAreLegible(t *testing.T) {
	c, set := shared(t)
	pr := engineOf(t, c, set)
	chartPages := 0
	check := func(l *laid, box, column float64) {
		for i := range l.doc.Units {
			chart := chartOf(&l.doc.Units[i])
			for _, p := range unitPages(l, i) {
				if chart != nil {
					chartPages++
					checkSizes(t, chart, &p, box, column)
				}
				checkContrast(t, l.of.Name, &p)
			}
		}
	}
	county := &book.Subject{County: c, Calendar: pr.calendar}
	for _, b := range set.Books {
		switch b.Name {
		case "flows":
			check(lay(t, pr, b, county), 8.5, 7.5)
		case "flows-poster":
			check(lay(t, pr, b, county), 9, 9)
		}
	}
	check(layBook(t, pr, set, config.Handbook, c.Branches()[0]), 9, 9)
	if chartPages < 14+14+10 {
		t.Errorf("only %d pages of charts", chartPages)
	}
}

func chartOf(u *doc.Unit) *doc.Chart {
	for _, b := range u.Blocks {
		if c, ok := b.(*doc.Chart); ok {
			return c
		}
	}
	return nil
}

// checkSizes finds the texts of boxes and diamonds among those of a page:
// theirs must not be smaller than box, all others not than column.
func checkSizes(t *testing.T, c *doc.Chart, p *doc.Page, box, column float64) {
	t.Helper()
	var list []*doc.Glyphs
	var all strings.Builder
	var at []int // byte offset of each text
	onPage(p, func(m doc.Mark, _, _ float64) {
		if g, ok := m.(*doc.Glyphs); ok {
			at = append(at, all.Len())
			list = append(list, g)
			all.WriteString(exampletest.Squeeze(g.S))
			if g.Size < column-1e-6 {
				t.Errorf("%s: %q is set in %.2f pt", c.ID, g.S, g.Size)
			}
		}
	})
	for _, r := range c.Rows {
		largest := 0.0
		for from := 0; ; {
			i := strings.Index(all.String()[from:], exampletest.Squeeze(r.Text))
			if i < 0 {
				break
			}
			from += i
			for k, a := range at {
				if a == from {
					largest = max(largest, list[k].Size)
				}
			}
			from++
		}
		if largest > 0 && largest < box-1e-6 {
			t.Errorf("%s: box %q is set in %.2f pt", c.ID, r.Text, largest)
		}
	}
}

// checkContrast compares each text of a page with what was painted below it.
func checkContrast(t *testing.T, what string, p *doc.Page) {
	t.Helper()
	type patch struct {
		covers func(x, y float64) bool
		ink    doc.Ink
	}
	var painted []patch
	onPage(p, func(m doc.Mark, dx, dy float64) {
		switch m := m.(type) {
		case *doc.Rect:
			if m.Fill != doc.NoInk {
				painted = append(painted, patch{func(x, y float64) bool {
					return x >= m.X+dx && x <= m.X+m.W+dx && y >= m.Y+dy && y <= m.Y+m.H+dy
				}, m.Fill})
			}
		case *doc.Path:
			if m.Fill != doc.NoInk && m.Closed {
				painted = append(painted, patch{func(x, y float64) bool { return within(m.Points, x-dx, y-dy) }, m.Fill})
			}
		case *doc.Glyphs:
			x, y := m.X+dx+m.W/2, m.Y+dy-0.35*m.Size*doc.MMPerPt
			below := doc.White
			for _, q := range painted {
				if q.covers(x, y) {
					below = q.ink
				}
			}
			if got := contrast(m.Ink, below); got < 4.5 {
				t.Errorf("%s page %d: %q %06x on %06x has a contrast of %.1f", what, p.Number, m.S, m.Ink, below, got)
			}
		}
	})
}

// within reports whether a point lies in a polygon.
func within(pts []doc.Point, x, y float64) bool {
	in := false
	for i, j := 0, len(pts)-1; i < len(pts); j, i = i, i+1 {
		a, b := pts[i], pts[j]
		if (a.Y > y) != (b.Y > y) && x < (b.X-a.X)*(y-a.Y)/(b.Y-a.Y)+a.X {
			in = !in
		}
	}
	return in
}

// contrast is the ratio of WCAG 2.
func contrast(a, b doc.Ink) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(ink doc.Ink) float64 {
	linear := func(v doc.Ink) float64 {
		c := float64(v&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(ink>>16) + 0.7152*linear(ink>>8) + 0.0722*linear(ink)
}
