package generator

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"dangce/generator/doc"
	"dangce/generator/internal/inspect"
)

// TestDrawnAsLaid: what layout placed is what the file shows, to a twentieth
// of a millimetre, in gray only; so what holds for pages holds for files.
func TestDrawnAsLaid(t *testing.T) {
	b := exampleCounty(t)
	pr := engineOf(t, b.County, b.Set)
	files := 0
	for _, tk := range tasks(b.County, b.Set, &Options{Set: b.Set}) {
		sub := pr.subject(&tk)
		for i := range tk.jobs {
			j := &tk.jobs[i]
			if j.book == nil || j.part == imposed || strings.HasPrefix(j.path, pressFolder+"/") {
				continue // what the print shop gets depends on all that is built
			}
			pages := laidFile(t, pr, j, sub)
			drawn := b.PDF(t, j.path)
			if drawn == nil || len(drawn.Pages) != len(pages.Pages) {
				t.Errorf("%s: not the pages that were laid out", j.path)
				continue
			}
			files++
			for k := range pages.Pages {
				if err := sameTexts(&pages.Pages[k], &drawn.Pages[k]); err != nil {
					t.Errorf("%s page %d: %v", j.path, k+1, err)
				}
				for op := range drawn.Pages[k].Operators {
					if op != "g" && op != "G" && j.part == block && !inColour[j.book.Name] {
						t.Errorf("%s page %d uses the colour operator %s", j.path, k+1, op)
					}
				}
			}
		}
	}
	if files < 2*len(b.County.Branches()) {
		t.Errorf("only %d files", files)
	}
}

// sameTexts compares texts; sizes are drawn to a hundredth of a point.
func sameTexts(laid *doc.Page, drawn *inspect.Page) error {
	n := 0
	var err error
	onPage(laid, func(m doc.Mark, dx, dy float64) {
		g, ok := m.(*doc.Glyphs)
		if !ok || err != nil {
			return
		}
		if n >= len(drawn.Texts) {
			err = fmt.Errorf("%q is not drawn", g.S)
			return
		}
		d := drawn.Texts[n]
		n++
		if d.S != g.S || math.Abs(d.Size-g.Size) > 0.01 || math.Abs(d.X-g.X-dx) > 0.05 || math.Abs(d.Y-g.Y-dy) > 0.05 || math.Abs(d.W-g.W) > 0.05+g.W/500 {
			err = fmt.Errorf("%q laid at %.2f, %.2f, %.2f wide, %.1f pt; drawn %q at %.2f, %.2f, %.2f wide, %.1f pt",
				g.S, g.X+dx, g.Y+dy, g.W, g.Size, d.S, d.X, d.Y, d.W, d.Size)
		}
	})
	if err == nil && n != len(drawn.Texts) {
		err = fmt.Errorf("%q is drawn too much", drawn.Texts[n].S)
	}
	return err
}
