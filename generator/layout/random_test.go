package layout_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dangce/generator/doc"
)

// FuzzBlocks lays random books out. None may panic; a book that cannot be
// laid out gives an error; in one that can, every row and every text is
// printed once, and nothing leaves its page.
func FuzzBlocks(f *testing.F) {
	for seed := range uint64(60) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		d := &dealer{Rand: rand.New(rand.NewPCG(seed, 1))}
		b := &doc.Book{Format: square, Head: "书眉", Units: d.units()}
		r, err := engine().Book(b)
		if err != nil {
			if !strings.Contains(err.Error(), "高于版心") {
				t.Errorf("seed %d: %v", seed, err)
			}
			return
		}
		var all []string
		for i := range r.Pages {
			p := &r.Pages[i]
			if p.Number != i+1 {
				t.Errorf("seed %d: page %d is numbered %d", seed, i+1, p.Number)
			}
			all = append(all, shown(p)...)
			for _, m := range p.Body {
				if g, ok := m.(*doc.Glyphs); ok && (g.Left() < -1e-6 || g.Right() > 100+1e-3 || g.Y < 0 || g.Y > 101) {
					t.Errorf("seed %d: page %d: %q from %.2f to %.2f at %.1f", seed, i+1, g.S, g.Left(), g.Right(), g.Y)
				}
			}
		}
		text := strings.Join(all, "")
		for _, want := range d.marks {
			if n := strings.Count(text, want); n != 1 {
				t.Errorf("seed %d: %s is printed %d times", seed, want, n)
			}
		}
		for i := range b.Units {
			if side := b.Units[i].Start; side == doc.Right && r.First[i]%2 == 0 || side == doc.Left && r.First[i]%2 == 1 {
				t.Errorf("seed %d: unit %d begins on page %d", seed, i, r.First[i])
			}
		}
	})
}

// dealer deals random blocks. Each has marks, characters that nothing else
// has, so that they can be counted.
type dealer struct {
	*rand.Rand
	marks []string
}

// mark returns a character that was not dealt before.
func (d *dealer) mark() string {
	s := string(rune(0x3400 + len(d.marks)))
	d.marks = append(d.marks, s)
	return s
}

func (d *dealer) style() doc.Style {
	st := body
	st.Size = mm(3.2 + 3*d.Float64())
	st.Align = doc.Align(d.IntN(4))
	st.Before, st.After = float64(d.IntN(4)), float64(d.IntN(4))
	return st
}

func (d *dealer) units() []doc.Unit {
	var out []doc.Unit
	for i := range 1 + d.IntN(5) {
		u := doc.Unit{Page: fmt.Sprintf("U%d", i), Start: doc.Side(d.IntN(3)), Ruled: d.IntN(2) == 0, Tab: d.IntN(4), Head: d.IntN(2) == 0}
		for range d.IntN(8) {
			u.Blocks = append(u.Blocks, d.block())
		}
		out = append(out, u)
	}
	return out
}

func (d *dealer) block() doc.Block {
	switch d.IntN(8) {
	case 0, 1:
		return &doc.Text{Style: d.style(), Text: d.mark() + strings.Repeat("，“文字（", d.IntN(30)) + d.mark(), Keep: d.IntN(3) == 0}
	case 2:
		return &doc.Space{MM: float64(d.IntN(30)), Fill: float64(d.IntN(2))}
	case 3:
		return &doc.Ruled{Lines: d.IntN(6), Pitch: 9, Fill: float64(d.IntN(2))}
	case 4:
		return d.form()
	case 5:
		return &doc.Rule{Width: 0.3, Double: d.IntN(2) == 0}
	case 6:
		return &doc.Break{}
	}
	return d.table()
}

func (d *dealer) form() *doc.Grid {
	g := &doc.Grid{Frame: 0.5, Inner: 0.2, Before: float64(d.IntN(5)), Cols: []doc.Track{{MM: 10 + 20*d.Float64()}, {Weight: 1}, {Weight: 2}}}
	for range 1 + d.IntN(5) {
		row := doc.Row{Height: 5 + 15*d.Float64(), Fill: float64(d.IntN(2))}
		switch d.IntN(4) {
		case 0:
			row.Cells = []doc.Cell{{Text: d.mark(), Style: d.style()}, {Span: 2, Ruled: 8}}
		case 1:
			row.Cells = []doc.Cell{{Text: d.mark(), Style: d.style(), Vertical: true}, {Text: d.mark() + strings.Repeat("很长", d.IntN(20)), Style: d.style(), Span: 2}}
		case 2:
			var names []string
			for range 1 + d.IntN(20) {
				names = append(names, d.mark()+strings.Repeat("名", d.IntN(9)))
			}
			row.Cells = []doc.Cell{{}, {Span: 2, Names: names, NamesPerRow: 1 + d.IntN(4), Style: d.style()}}
		default:
			row.Cells = []doc.Cell{{Text: d.mark(), Style: d.style()}, {Text: d.mark(), Style: d.style()}, {Under: true}}
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (d *dealer) table() *doc.Table {
	t := roster(0)
	t.Fill, t.Blank, t.Max = d.IntN(2) == 0, d.IntN(4), slices.Max([]int{0, d.IntN(12) - 4})
	t.RowHeight = 6 + 8*d.Float64()
	t.Foot = nil
	for i := range d.IntN(30) {
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{doc.IntValue(i + 1), doc.TextValue(d.mark() + strings.Repeat("列", d.IntN(12)))}})
	}
	if d.IntN(2) == 0 {
		t.Foot = []doc.Record{{Values: []doc.Value{{}, doc.TextValue(d.mark())}}}
	}
	return t
}
