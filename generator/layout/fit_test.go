package layout_test

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"dangce/generator/doc"
)

// inCell sets a text in a cell 40 mm wide and at least 10 mm high, in 14 pt.
func inCell(t *testing.T, s string) []*doc.Glyphs {
	t.Helper()
	st := doc.Style{Size: 14, Leading: 1.15}
	p := pages(t, &doc.Grid{W: 40, Frame: 0.5, Cols: []doc.Track{{Weight: 1}}, Rows: []doc.Row{{Height: 10, Cells: []doc.Cell{{Text: s, Style: st}}}}})[0]
	var out []*doc.Glyphs
	var frame *doc.Rect
	for _, m := range p.Body {
		switch m := m.(type) {
		case *doc.Glyphs:
			out = append(out, m)
		case *doc.Rect:
			frame = m
		}
	}
	for _, g := range out {
		em := g.Size * doc.MMPerPt
		if g.Left() < frame.X+1.6 || g.Right() > frame.X+frame.W-1.6 || g.Y-0.88*em < frame.Y-1e-6 || g.Y+0.12*em > frame.Y+frame.H+1e-6 {
			t.Errorf("%q leaves its cell %.1f mm high", g.S, frame.H)
		}
	}
	return out
}

// TestFitWrapsThenShrinks: a text first wraps, then shrinks to 9 pt, and when
// even that is too much its cell grows.
func TestFitWrapsThenShrinks(t *testing.T) {
	for _, tc := range []struct {
		chars, lines int
		least, most  float64 // pt
	}{
		{7, 1, 14, 14},   // fits as it is
		{8, 1, 9, 13.5},  // a little smaller keeps it on one line
		{22, 2, 9, 10.5}, // two lines of 9 pt or more fill 10 mm
		{60, 6, 9, 14},   // a higher cell
	} {
		got := inCell(t, strings.Repeat("党", tc.chars))
		n := 0
		for _, g := range got {
			n += len([]rune(g.S))
			if g.Size < 9 || g.Size < tc.least-1e-9 || g.Size > tc.most+1e-9 {
				t.Errorf("%d characters are set in %.1f pt", tc.chars, g.Size)
			}
		}
		if n != tc.chars {
			t.Errorf("%d of %d characters are printed", n, tc.chars)
		}
		if len(got) > tc.lines*2 || tc.lines == 1 && len(got) > 2 {
			t.Errorf("%d characters take %d lines", tc.chars, len(got))
		}
	}
}

// TestOneCharacterIsNoLine: a last character is not left alone.
func TestOneCharacterIsNoLine(t *testing.T) {
	cell := func(size float64, s string) []*doc.Glyphs {
		st := doc.Style{Size: size, Leading: 1.15}
		p := pages(t, &doc.Grid{W: 22, Cols: []doc.Track{{Weight: 1}}, Rows: []doc.Row{{Height: 13, Cells: []doc.Cell{{Text: s, Style: st}}}}})[0]
		var out []*doc.Glyphs
		for _, m := range p.Body {
			if g, ok := m.(*doc.Glyphs); ok {
				out = append(out, g)
			}
		}
		return out
	}
	for _, s := range []string{"欧阳修文甲", "欧阳修文甲乙", "欧阳修文甲。"} {
		got := cell(12, s)
		if len(got) != 2 || got[0].Size != 12 || len([]rune(strings.Trim(got[1].S, "。"))) < 2 {
			t.Errorf("%s is set on %d lines in %g pt, the last %q", s, len(got), got[0].Size, got[len(got)-1].S)
		}
	}
}

// TestNumbersStayWhole: an amount too long for its cell is set smaller than
// words would be.
func TestNumbersStayWhole(t *testing.T) {
	for n, size := range map[int]float64{10: 14, 18: 10.5, 26: 7.5} {
		got := inCell(t, strings.Repeat("9", n))
		if len(got) != 1 || got[0].Size != size {
			t.Errorf("%d figures are set on %d lines in %g pt, want %g", n, len(got), got[0].Size, size)
		}
	}
}

// TestNothingIsSmallerThanNinePoints, whatever the cell.
func TestNothingIsSmallerThanNinePoints(t *testing.T) {
	for n := 1; n < 120; n++ {
		for _, g := range inCell(t, strings.Repeat("名", n)) {
			if g.Size < 9 {
				t.Fatalf("%d characters are set in %.2f pt", n, g.Size)
			}
		}
	}
}

// TestSignInCells: each name once, no two over each other, whatever their
// length.
func TestSignInCells(t *testing.T) {
	var names []string
	for i := range 23 {
		names = append(names, strings.Repeat(string(rune('甲'+i)), 1+i*7%15))
	}
	for len(names)%4 != 0 {
		names = append(names, "")
	}
	small := doc.Style{Size: 9, Leading: 1.3}
	p := pages(t, &doc.Grid{Cols: []doc.Track{{Weight: 1}}, Rows: []doc.Row{{Cells: []doc.Cell{{Names: names, NamesPerRow: 4, Style: small}}}}})[0]
	count := make(map[rune]int)
	var all []*doc.Glyphs
	for _, m := range p.Body {
		if g, ok := m.(*doc.Glyphs); ok {
			for _, r := range g.S {
				count[r]++
			}
			all = append(all, g)
		}
	}
	for _, name := range names {
		if r, _ := utf8.DecodeRuneInString(name); name != "" && count[r] != utf8.RuneCountInString(name) {
			t.Errorf("%s is printed with %d characters", name, count[r])
		}
	}
	em := 9 * doc.MMPerPt
	for i, a := range all {
		for _, b := range all[i+1:] {
			if math.Abs(a.Y-b.Y) < em*0.95 && a.X < b.X+b.W-1e-6 && b.X < a.X+a.W-1e-6 {
				t.Errorf("%s and %s print over each other", a.S, b.S)
			}
		}
	}
	if len(levels(&p, doc.Gray55)) != 5 {
		t.Errorf("%d lines between six rows", len(levels(&p, doc.Gray55)))
	}
}

// TestManyNamesGoOn: more names than a page holds go on on the next page.
func TestManyNamesGoOn(t *testing.T) {
	names := make([]string, 120)
	for i := range names {
		names[i] = string(rune(0x5000 + i))
	}
	small := doc.Style{Size: 9, Leading: 1.3}
	form := &doc.Grid{Frame: 0.5, Inner: 0.2, Cols: []doc.Track{{MM: 10}, {Weight: 1}}, Rows: []doc.Row{
		{Height: 9, Cells: []doc.Cell{{Text: "主持人", Style: small, Span: 2}}},
		{Cells: []doc.Cell{{Text: "签到", Style: small, Vertical: true}, {Names: names, NamesPerRow: 4, Style: small}}},
		{Height: 9, Cells: []doc.Cell{{Text: "记录人", Style: small, Span: 2}}},
	}}
	all := pages(t, &doc.Text{Style: body, Text: "签到页", Keep: true}, form)
	var printed strings.Builder
	for i := range all {
		printed.WriteString(strings.Join(shown(&all[i]), ""))
	}
	for _, n := range append(names, "主持人", "记录人", "签到页") {
		if c := strings.Count(printed.String(), n); c != 1 {
			t.Errorf("%s is printed %d times", n, c)
		}
	}
	if len(all) != 3 || strings.Count(printed.String(), "签") != 4 {
		t.Errorf("%d pages, %s", len(all), printed.String()[:60])
	}
}
