package press

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// usual are the sheets of office and small printing machines as they lie,
// from the smallest.
var usual = []struct {
	name string
	s    Sheet
}{
	{"A5", Sheet{210, 148}}, {"A4", Sheet{297, 210}}, {"SRA4", Sheet{320, 225}}, {"A3", Sheet{420, 297}},
	{"SRA3", Sheet{450, 320}}, {"A2", Sheet{594, 420}}, {"SRA2", Sheet{640, 450}},
}

// ParseSheet reads the name of a sheet, A3 or SRA3, or its size in mm as it
// lies, 450x320.
func ParseSheet(s string) (Sheet, error) {
	var names []string
	for _, u := range usual {
		if strings.EqualFold(u.name, s) {
			return u.s, nil
		}
		names = append(names, u.name)
	}
	w, h, ok := strings.Cut(strings.NewReplacer("X", "x", "×", "x", "*", "x").Replace(s), "x")
	if ok {
		x, err1 := strconv.ParseFloat(strings.TrimSpace(w), 64)
		y, err2 := strconv.ParseFloat(strings.TrimSpace(h), 64)
		if err1 == nil && err2 == nil && x >= 50 && x <= 5000 && y >= 50 && y <= 5000 {
			return Sheet{x, y}, nil
		}
	}
	return Sheet{}, fmt.Errorf("没有 %q 这种纸，可写 %s，或 宽x高（毫米），如 450x320", s, strings.Join(names, "、"))
}

func (s Sheet) String() string {
	for _, u := range usual {
		if s == u.s {
			return u.name
		}
	}
	return fmt.Sprintf("%.4g×%.4g 毫米", s.W, s.H)
}

// Marks around a folded sheet, mm.
const (
	slack       = 1.0 // sizes in foreign files are rounded, to a point and more
	cropGap     = 3.0 // between the trimmed page and its cut marks: the bleed
	cropLen     = 5.0 // of a cut mark
	leastMargin = 5.0 // beside the pages, for cut marks to be drawn
	collateW    = 2.0 // of a collation mark, one step to the side on each sheet
	collateH    = 1.5
	collateFrom = 12.0 // from the fold
)

// foldedSheet places two pages on a sheet that is folded between
// them: in the middle, foot at foot.
type foldedSheet struct {
	s     Sheet
	w, h  float64 // of a page
	paper float64 // thickness
	bare  bool
}

// newFoldedSheet finds room for two pages. A zero sheet means the smallest
// usual one, or one of the very size if none is large enough.
func newFoldedSheet(page, s Sheet) (*foldedSheet, error) {
	g := &foldedSheet{s: s, w: page.W, h: page.H}
	if s == (Sheet{}) {
		g.s = Sheet{2 * page.W, page.H}
		for _, u := range usual {
			if u.s.holds(page) {
				g.s = u.s
				break
			}
		}
		return g, nil
	}
	if turned := (Sheet{s.H, s.W}); !s.holds(page) && turned.holds(page) {
		g.s = turned
	}
	if !g.s.holds(page) {
		return nil, fmt.Errorf("%w：%.4g×%.4g 毫米的两页并排放不进 %s 的纸", ErrSize, page.W, page.H, s)
	}
	return g, nil
}

// holds reports whether two pages fit side by side.
func (s Sheet) holds(page Sheet) bool {
	return 2*page.W <= s.W+slack && page.H <= s.H+slack
}

// margins reports whether there is room for marks outside the pages.
func (g *foldedSheet) margins() bool {
	return g.s.W-2*g.w >= 2*leastMargin && g.s.H-g.h >= 2*leastMargin
}

// creep is how far the pages of the k-th leaf from outside, from 0, are moved
// to the fold.
func (g *foldedSheet) creep(k int) float64 { return float64(k) * g.paper }

// corner is the lower left corner of the place of a page on leaf k, mm from
// the lower left corner of the sheet.
func (g *foldedSheet) corner(k int, right bool) (x, y float64) {
	x, y = g.s.W/2-g.w+g.creep(k), (g.s.H-g.h)/2
	if right {
		x = g.s.W/2 - g.creep(k)
	}
	return x, y
}

// marks draws on leaf k where to fold, in front, and where to cut. The cut
// marks at the fore edge move with the pages: of a stitched block they lie on
// each other. Collation marks make stairs on the heads of a pile of sheets:
// one that is missing or misplaced breaks them.
func (g *foldedSheet) marks(b *bytes.Buffer, k int, front bool) {
	if g.bare {
		return
	}
	fmt.Fprintf(b, "q 0 G %.4g w\n", pt(hairline))
	mid, x0, y0 := g.s.W/2, g.s.W/2-g.w+g.creep(k), (g.s.H-g.h)/2
	x1, y1 := g.s.W-x0, y0+g.h
	if front {
		fmt.Fprintf(b, "[%.4g] 0 d\n", pt(foldDash))
		reach := math.Max(y0-cropGap, 0)
		if !g.margins() {
			reach = math.Max(y0, 0) + foldMark
		}
		stroke(b, mid, 0, mid, reach)
		stroke(b, mid, g.s.H, mid, g.s.H-reach)
		b.WriteString("[] 0 d\n")
	}
	if g.margins() {
		for _, y := range [...]float64{y0, y1} {
			stroke(b, x0-cropGap, y, math.Max(x0-cropGap-cropLen, 0), y)
			stroke(b, x1+cropGap, y, math.Min(x1+cropGap+cropLen, g.s.W), y)
		}
		for _, x := range [...]float64{x0, x1} {
			stroke(b, x, y0-cropGap, x, math.Max(y0-cropGap-cropLen, 0))
			stroke(b, x, y1+cropGap, x, math.Min(y1+cropGap+cropLen, g.s.H))
		}
		if front {
			steps := int((g.w - 2*collateFrom) / collateW)
			x := mid + collateFrom + float64(k%max(steps, 1))*collateW
			fmt.Fprintf(b, "0 g %.5g %.5g %.5g %.5g re f\n", pt(x), pt(y1+cropGap), pt(collateW), pt(collateH))
		}
	}
	b.WriteString("Q\n")
}

func stroke(b *bytes.Buffer, x1, y1, x2, y2 float64) {
	fmt.Fprintf(b, "%.5g %.5g m %.5g %.5g l S\n", pt(x1), pt(y1), pt(x2), pt(y2))
}

// pt turns millimetres into points.
func pt(mm float64) float64 { return mm * 72 / 25.4 }

func mm(pt float64) float64 { return pt * 25.4 / 72 }
