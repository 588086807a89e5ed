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
	return &doc.Cover{W: 210, H: 297, Spine: spine, Bleed: 3, Slug: 8, Top: 40, Side: 26, Bottom: 26,
		Bands:     []doc.Band{{Y: 0, H: 15, Ink: doc.Red}, {Y: 16, H: 1, Ink: doc.Gold}, {Y: -8, H: 8, Ink: doc.Red}},
		Front:     []doc.Block{&doc.Text{Style: doc.Style{Size: 50, Leading: 1.4, Align: doc.AlignCenter}, Text: "党支部工作手册"}},
		Back:      []doc.Block{&doc.Text{Style: doc.Style{Size: 9, Leading: 1.4}, Text: "01-003-HB"}},
		Lettering: [3]string{"2027年度", "“四议两公开”工作法记录本", "东街社区党支部"},
		Letter:    doc.Style{Size: 16, Leading: 1.18}}
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

// TestSpine: the page grows with the spine; its lettering is as large as the
// spine allows, and left out where it would wander round the edge.
func TestSpine(t *testing.T) {
	e := New(line.New(ems{}, nil), Decoration{}, nil)
	for _, x := range []struct{ spine, size float64 }{{0, 0}, {4.9, 0}, {5, 2.5 / doc.MMPerPt}, {8, 5.5 / doc.MMPerPt}, {20, 16}} {
		p, err := e.Cover(wrap(x.spine))
		if err != nil {
			t.Fatal(err)
		}
		if p.W != 420+x.spine || p.H != 297 || p.Bleed != 3 || p.Slug != 8 {
			t.Errorf("spine %g: page %g×%g, bleed %g, slug %g", x.spine, p.W, p.H, p.Bleed, p.Slug)
		}
		s, size, top, foot := column(&p, 210, x.spine)
		if x.size == 0 {
			if s != "" {
				t.Errorf("spine %g: lettering %q", x.spine, s)
			}
			continue
		}
		if s != "2027年度四议两公开工作法记录本东街社区党支部" {
			t.Errorf("spine %g: lettering %q", x.spine, s)
		}
		if math.Abs(size-x.size) > 1e-6 {
			t.Errorf("spine %g: %g pt, want %g", x.spine, size, x.size)
		}
		if top < spineMargin || foot > 297-spineMargin {
			t.Errorf("spine %g: lettering from %g to %g", x.spine, top, foot)
		}
	}
}

// TestLongLettering is made smaller until its parts do not meet.
func TestLongLettering(t *testing.T) {
	c := wrap(20)
	c.Lettering[2] = strings.Repeat("长", 30)
	p, err := New(line.New(ems{}, nil), Decoration{}, nil).Cover(c)
	if err != nil {
		t.Fatal(err)
	}
	_, size, top, foot := column(&p, 210, 20)
	if size >= 16 || size < leastLetter || top < spineMargin || foot > 297-spineMargin {
		t.Errorf("%g pt from %g to %g", size, top, foot)
	}
	last := 0.0
	for _, m := range p.Marks {
		if g, ok := m.(*doc.Glyphs); ok && g.X > 210 && g.X+g.W < 230 {
			if g.Y < last+g.Size*doc.MMPerPt {
				t.Errorf("%s at %g meets the part above", g.S, g.Y)
			}
			last = g.Y
		}
	}
}

// TestUprightMarks: brackets and stops on a spine take their upright forms.
func TestUprightMarks(t *testing.T) {
	c := wrap(20)
	c.Lettering[2] = "柳林村（含王家、李家）“党支部”—2"
	p, err := New(line.New(ems{}, nil), Decoration{}, nil).Cover(c)
	if err != nil {
		t.Fatal(err)
	}
	if s, _, _, _ := column(&p, 210, 20); !strings.HasSuffix(s, "柳林村︵含王家︑李家︶党支部︱2") {
		t.Errorf("lettering %q", s)
	}
}

// TestCoverBands: what touches the edge runs into the bleed, what does not
// stays where it is.
func TestCoverBands(t *testing.T) {
	p, err := New(line.New(ems{}, nil), Decoration{}, nil).Cover(wrap(8))
	if err != nil {
		t.Fatal(err)
	}
	var got []doc.Box
	for _, m := range p.Marks {
		if r, ok := m.(*doc.Rect); ok {
			got = append(got, doc.Box{X: r.X, Y: r.Y, W: r.W, H: r.H})
		}
	}
	want := []doc.Box{{X: -3, Y: -3, W: 434, H: 18}, {X: -3, Y: 16, W: 434, H: 1}, {X: -3, Y: 289, W: 434, H: 11}}
	if len(got) != len(want) {
		t.Fatalf("bands %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("band %v, want %v", got[i], want[i])
		}
	}
}

// TestCropMarks stand outside the bleed, at the four corners and where the
// spine is folded, and stay on the sheet.
func TestCropMarks(t *testing.T) {
	for spine, want := range map[float64]int{0: 8 + 2, 8: 8 + 4} {
		p, err := New(line.New(ems{}, nil), Decoration{}, nil).Cover(wrap(spine))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, m := range p.Marks {
			l, ok := m.(*doc.Line)
			if !ok {
				continue
			}
			n++
			inside := func(x, y float64) bool { return x > -3 && x < p.W+3 && y > -3 && y < p.H+3 }
			onSheet := func(x, y float64) bool { return x >= -11 && x <= p.W+11 && y >= -11 && y <= p.H+11 }
			if inside(l.X1, l.Y1) || inside(l.X2, l.Y2) || !onSheet(l.X1, l.Y1) || !onSheet(l.X2, l.Y2) {
				t.Errorf("spine %g: mark %+v", spine, *l)
			}
		}
		if n != want {
			t.Errorf("spine %g: %d marks, want %d", spine, n, want)
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
