package generator

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"dangce/generator/doc"
)

// TestPlaces: what is filled in on pages with a code has a name and is
// within its cell; every box to tick and every comb of cells is among them,
// and no blank is left that is not.
func TestPlaces(t *testing.T) { eachCounty(t, "places") }

func checkPlaces(_ *engine, l *laid, _ []job) []string {
	var out []string
	for i := range l.doc.Units {
		u := &l.doc.Units[i]
		if u.Code == "" {
			continue
		}
		for _, f := range nameless(u) {
			out = append(out, u.Page+" "+f)
		}
		for _, p := range unitPages(l, i) {
			for _, f := range placeFaults(&p) {
				out = append(out, fmt.Sprintf("%s page %d: %s", p.Kind, p.Number, f))
			}
		}
	}
	return out
}

// nameless finds blanks of a unit that nobody could name.
func nameless(u *doc.Unit) []string {
	var out []string
	for _, block := range u.Blocks {
		switch b := block.(type) {
		case *doc.Grid:
			for r := range b.Rows {
				for k := range b.Rows[r].Cells {
					c := &b.Rows[r].Cells[k]
					empty := c.Text == "" && len(c.Parts) == 0 && len(c.Refs) == 0 || c.Ruled > 0 || len(c.Names) > 0
					if empty && c.Field == "" {
						out = append(out, fmt.Sprintf("has a blank without a name in row %d", r+1))
					}
					if strings.ContainsAny(c.Text, "□_") {
						out = append(out, fmt.Sprintf("has a blank in %q", c.Text))
					}
				}
			}
		case *doc.Table:
			for i := range b.Cols {
				if c := &b.Cols[i]; c.Field == "" && !c.Hidden && c.Under == "" {
					out = append(out, "has a column without a name")
				}
			}
		case *doc.Text:
			if strings.ContainsAny(b.Text, "□_") {
				out = append(out, fmt.Sprintf("has a blank in %q", b.Text))
			}
		case *doc.Ruled:
			if b.Field == "" {
				out = append(out, "has lines without a name")
			}
		}
	}
	return out
}

// placeFaults finds places that lines run through, and boxes and combs that
// are no places.
func placeFaults(p *doc.Page) []string {
	var out []string
	boxes := make(map[[4]int]bool)
	key := func(x, y, w, h float64) [4]int {
		r := func(v float64) int { return int(math.Round(v * 100)) }
		return [4]int{r(x), r(y), r(w), r(h)}
	}
	lines := strokes(p)
	for i := range p.Places {
		f := &p.Places[i]
		x, y := f.X+p.DX, f.Y+p.DY
		boxes[key(x, y, f.W, f.H)] = true
		if f.Name == "" || strings.ContainsAny(f.Name, " 　\n{}") {
			out = append(out, fmt.Sprintf("a place is named %q", f.Name))
		}
		if f.W < 3 || f.H < 3 || x < p.Safe.X || x+f.W > p.Safe.X+p.Safe.W+0.01 {
			out = append(out, fmt.Sprintf("%s is %.1f by %.1f mm at %.1f", f.Name, f.W, f.H, x))
		}
		if f.Kind == doc.PlaceArea || f.Kind == doc.PlaceDigits {
			continue // writing lines and cells are inside
		}
		const in = 0.1
		for _, l := range lines {
			if l.x2 > x+in && l.x1 < x+f.W-in && l.y2 > y+in && l.y1 < y+f.H-in {
				out = append(out, fmt.Sprintf("a line from %.1f, %.1f runs through %s", l.x1, l.y1, f.Name))
			}
		}
	}
	onPage(p, func(m doc.Mark, dx, dy float64) {
		r, ok := m.(*doc.Rect)
		if !ok || r.Fill != doc.NoInk {
			return
		}
		tick := math.Abs(r.W-r.H) < 0.01 && r.W < 5
		cells := r.Ink == doc.Gray55 && math.Abs(r.H-8) < 0.01
		if (tick || cells) && !boxes[key(r.X+dx, r.Y+dy, r.W, r.H)] {
			out = append(out, fmt.Sprintf("a box at %.1f, %.1f has no name", r.X+dx, r.Y+dy))
		}
	})
	return out
}
