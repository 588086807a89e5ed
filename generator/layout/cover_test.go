package layout

import (
	"math"
	"strings"
	"testing"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// ems is a made-up font: hanzi are one em wide, all else half an em.
type ems struct{}

func (ems) Advance(_ doc.Role, r rune) float64 {
	if r < 0x2000 {
		return 0.5
	}
	return 1
}

func (ems) Face(doc.Role, rune) doc.Face { return 0 }

func wrap(spine float64) *doc.Cover {
	return &doc.Cover{W: 210, H: 297, Spine: spine, Bleed: 3, Top: 40, Side: 26, Bottom: 26,
		Bands: []doc.Band{{Y: 0, H: 15, Ink: doc.Red}, {On: doc.Front, Y: 16, H: 1, Ink: doc.Gold}, {On: doc.Back, Y: -8, H: 8, Ink: doc.Red}, {On: doc.Spine, Wrap: 9, Ink: doc.Red}},
		Front: []doc.Block{&doc.Text{Style: doc.Style{Size: 50, Leading: 1.4, Align: doc.AlignCenter}, Text: "党支部工作手册"}},
		Back:  []doc.Block{&doc.Text{Style: doc.Style{Size: 9, Leading: 1.4}, Text: "01-003-HB"}},
		Lettering: []doc.Lettering{{Text: "二〇二七", Y: 16, H: 30, Style: doc.Style{Size: 16, Leading: 1.18}},
			{Text: "“四议两公开”工作法记录本", Y: 54, H: 88, Style: doc.Style{Size: 16, Leading: 1.18}},
			{Text: "东街社区党支部", Y: 150, H: 106, Style: doc.Style{Size: 16, Leading: 1.18}},
			{Text: "01\n003", Y: 264, H: 16, Style: doc.Style{Size: 11, Leading: 1.25}, Across: true}},
		Slug: "01-003 封面"}
}

// column joins the characters that stand between x and x+w.
func column(p *doc.Page, x, w float64) (s string, size, top, foot float64) {
	top = math.Inf(1)
	for _, m := range p.Marks {
		if g, ok := m.(*doc.Glyphs); ok && g.X > x && g.X+g.W < x+w {
			s += g.S
			size = g.Size
			top, foot = min(top, g.Y), max(foot, g.Y)
		}
	}
	return s, size, top, foot
}

// parts are the characters that stand on the spine, by the height at which
// their part begins.
func parts(p *doc.Page, c *doc.Cover) map[float64][]*doc.Glyphs {
	out := map[float64][]*doc.Glyphs{}
	for _, m := range p.Marks {
		if g, ok := m.(*doc.Glyphs); ok && g.X > c.W && g.X+g.W < c.W+c.Spine && g.Y > 0 {
			for _, l := range c.Lettering {
				if g.Y > l.Y && g.Y < l.Y+l.H {
					out[l.Y] = append(out[l.Y], g)
				}
			}
		}
	}
	return out
}

// TestSpine: the page grows with the spine; each part of its lettering begins
// at its height, as large as the spine allows, and is left out where it would
// wander round the edge.
func TestSpine(t *testing.T) {
	e := New(line.New(ems{}, nil), Decoration{}, nil)
	for _, x := range []struct{ spine, size float64 }{{0, 0}, {4.9, 0}, {5, 2.5 / doc.MMPerPt}, {8, 5.5 / doc.MMPerPt}, {20, 16}} {
		c := wrap(x.spine)
		p, err := e.Cover(c)
		if err != nil {
			t.Fatal(err)
		}
		if p.W != 420+x.spine || p.H != 297 || p.Bleed != 3 || p.Slug != proofRoom {
			t.Errorf("spine %g: page %g×%g, bleed %g, slug %g", x.spine, p.W, p.H, p.Bleed, p.Slug)
		}
		got := parts(&p, c)
		if x.size == 0 {
			if len(got) > 0 {
				t.Errorf("spine %g: lettering %v", x.spine, got)
			}
			continue
		}
		for i, want := range []string{"二〇二七", "四议两公开工作法记录本", "东街社区党支部", "01003"} {
			l := &c.Lettering[i]
			var s string
			for _, g := range got[l.Y] {
				s += g.S
			}
			if s != want {
				t.Errorf("spine %g: lettering %q, want %q", x.spine, s, want)
			}
			first := got[l.Y][0]
			if !l.Across && i != 1 && math.Abs(first.Size-x.size) > 1e-6 {
				t.Errorf("spine %g: %q in %g pt, want %g", x.spine, s, first.Size, x.size)
			}
			if top := first.Y - first.Size*doc.MMPerPt; top < l.Y-0.5 || top > l.Y+2 {
				t.Errorf("spine %g: %q begins at %.1f, want %.1f", x.spine, s, top, l.Y)
			}
		}
	}
}

// TestLongLettering: a long name is made smaller and then closer, and stays in
// its place.
func TestLongLettering(t *testing.T) {
	for _, n := range []int{25, 30, 40} {
		c := wrap(20)
		c.Lettering[2].Text = strings.Repeat("长", n)
		p, err := New(line.New(ems{}, nil), Decoration{}, nil).Cover(c)
		if err != nil {
			t.Fatal(err)
		}
		got := parts(&p, c)[150]
		if len(got) != n || got[0].Size < leastLetter || got[n-1].Y > 256 {
			t.Errorf("%d of %d characters, the last at %g", len(got), n, got[len(got)-1].Y)
		}
	}
}

// TestUprightMarks: brackets and stops on a spine take their upright forms.
func TestUprightMarks(t *testing.T) {
	c := wrap(20)
	c.Lettering[2].Text = "柳林村（含王家、李家）“党支部”—2"
	p, err := New(line.New(ems{}, nil), Decoration{}, nil).Cover(c)
	if err != nil {
		t.Fatal(err)
	}
	if s, _, _, _ := column(&p, 210, 20); !strings.Contains(s, "柳林村︵含王家︑李家︶党支部︱2") {
		t.Errorf("lettering %q", s)
	}
}

// TestCoverBands: what touches the edge runs into the bleed, what does not
// stays where it is, and the spine reaches over its folds.
func TestCoverBands(t *testing.T) {
	p, err := New(line.New(ems{}, nil), Decoration{}, nil).Cover(wrap(8))
	if err != nil {
		t.Fatal(err)
	}
	want := []doc.Box{{X: -3, Y: -3, W: 434, H: 18}, {X: 218, Y: 16, W: 213, H: 1}, {X: -3, Y: 289, W: 213, H: 11}, {X: 201, Y: -3, W: 26, H: 303}}
	for i, w := range want {
		if r, ok := p.Marks[i].(*doc.Rect); !ok || (doc.Box{X: r.X, Y: r.Y, W: r.W, H: r.H}) != w {
			t.Errorf("band %v, want %v", p.Marks[i], w)
		}
	}
}

// TestProof: what is printed for the print shop stands outside the bleed and
// on the sheet: marks at the corners and folds, crosses, the bar, the slug.
func TestProof(t *testing.T) {
	for spine, want := range map[float64]int{0: 8 + 2 + 8, 8: 8 + 4 + 8} {
		p, err := New(line.New(ems{}, nil), Decoration{Code: doc.Style{Size: 9, Leading: 1}}, nil).Cover(wrap(spine))
		if err != nil {
			t.Fatal(err)
		}
		lines, inks, slug := 0, map[doc.Ink]bool{}, ""
		place := func(what string, x1, y1, x2, y2 float64) {
			inside := x2 > -p.Bleed && x1 < p.W+p.Bleed && y2 > -p.Bleed && y1 < p.H+p.Bleed
			edge := p.Bleed + p.Slug
			if inside || x1 < -edge || y1 < -edge || x2 > p.W+edge || y2 > p.H+edge {
				t.Errorf("spine %g: %s from %.1f, %.1f to %.1f, %.1f", spine, what, x1, y1, x2, y2)
			}
		}
		for _, m := range p.Marks {
			switch m := m.(type) {
			case *doc.Line:
				if m.Ink == doc.Registration {
					lines++
					place("a line", min(m.X1, m.X2), min(m.Y1, m.Y2), max(m.X1, m.X2), max(m.Y1, m.Y2))
				}
			case *doc.Rect:
				if m.W == patch && m.H == patch {
					inks[m.Fill] = true
					place("a field", m.X, m.Y, m.X+m.W, m.Y+m.H)
				}
			case *doc.Glyphs:
				if m.Y < -p.Bleed {
					slug += m.S
					place("the slug", m.X, m.Y-3, m.X+m.W, m.Y)
				}
			}
		}
		if lines != want || len(inks) != len(bar) || slug != "01-003 封面" {
			t.Errorf("spine %g: %d lines, want %d; fields %v; slug %q", spine, lines, want, inks, slug)
		}
	}
}

// TestCoverTooFull: nothing is cut off silently.
func TestCoverTooFull(t *testing.T) {
	c := wrap(8)
	for range 10 {
		c.Front = append(c.Front, c.Front[0])
	}
	if _, err := New(line.New(ems{}, nil), Decoration{}, nil).Cover(c); err == nil || !strings.Contains(err.Error(), "封一") {
		t.Error(err)
	}
}

// TestBlocks: each block begins with a page of its own and is filled up to
// the multiple its binding asks for.
func TestBlocks(t *testing.T) {
	page := func(block bool) doc.Unit {
		return doc.Unit{Page: "D", Block: block, Blocks: []doc.Block{&doc.Space{MM: 10}}}
	}
	b := &doc.Book{Format: doc.Format{W: 105, H: 148, Top: 8, Bottom: 7, Inner: 15, Outer: 6, Multiple: 4},
		Units: []doc.Unit{page(true), page(false), page(false), page(true), page(false), page(false), page(false), page(true), page(false), page(false), page(false), page(false)}}
	r, err := New(line.New(ems{}, nil), Decoration{}, nil).Book(b)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Pages) != 16 {
		t.Errorf("%d pages", len(r.Pages))
	}
	if len(r.Blocks) != 3 || r.Blocks[0] != 1 || r.Blocks[1] != 5 || r.Blocks[2] != 9 {
		t.Errorf("blocks begin at %v", r.Blocks)
	}
	for i, p := range r.Pages {
		if blank := i == 3 || i > 12; (p.Kind == "filler") != blank {
			t.Errorf("page %d is %q", i+1, p.Kind)
		}
	}
}

// TestLongGrid: a list that is higher than its page goes on under its head,
// each row once.
func TestLongGrid(t *testing.T) {
	st := doc.Style{Size: 12, Leading: 1.25}
	g := &doc.Grid{Cols: []doc.Track{{Weight: 1}}, Inner: 0.2, Split: true}
	g.Rows = append(g.Rows, doc.Row{Height: 10, Cells: []doc.Cell{{Text: "姓名", Style: st}}})
	for i := range 30 {
		g.Rows = append(g.Rows, doc.Row{Height: 10, Cells: []doc.Cell{{Text: string(rune('a' + i)), Style: st}}})
	}
	b := &doc.Book{Format: doc.Format{W: 100, H: 120, Top: 10, Bottom: 10, Inner: 10, Outer: 10, Single: true}, Units: []doc.Unit{{Blocks: []doc.Block{g}}}}
	r, err := New(line.New(ems{}, nil), Decoration{}, nil).Book(b)
	if err != nil {
		t.Fatal(err)
	}
	var got string
	for _, p := range r.Pages {
		var s string
		for _, m := range p.Body {
			if g, ok := m.(*doc.Glyphs); ok {
				s += g.S
			}
		}
		rest, ok := strings.CutPrefix(s, "姓名")
		if !ok {
			t.Errorf("page without head: %q", s)
		}
		got += rest
	}
	if len(r.Pages) != 4 || len([]rune(got)) != 30 || got[0] != 'a' {
		t.Errorf("%d pages, rows %q", len(r.Pages), got)
	}
}
