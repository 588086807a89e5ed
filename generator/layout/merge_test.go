package layout

import (
	"slices"
	"testing"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// square measures every character as one em.
type square struct{}

func (square) Advance(doc.Role, rune) float64 { return 1 }
func (square) Face(doc.Role, rune) doc.Face   { return 0 }

// TestMergedCells: equal values are printed once, in the middle of their
// rows; no line crosses them; a new month begins a new cell even on an equal
// day, and so does a new page.
func TestMergedCells(t *testing.T) {
	st := doc.Style{Size: 10.5, Leading: 1.25}
	table := &doc.Table{
		Cols:      []doc.Column{{Title: "月", MM: 20, Merge: true}, {Title: "日", MM: 20, Merge: true}, {Title: "类别", Weight: 1}},
		RowHeight: 10, Head: st, Body: st, Frame: 0.5, Inner: 0.2,
	}
	for _, r := range [][3]string{{"1月", "5", "甲"}, {"1月", "5", "乙"}, {"1月", "15", "丙"}, {"2月", "15", "丁"}, {"2月", "15", "戊"}} {
		table.Rows = append(table.Rows, doc.Record{Values: []doc.Value{doc.TextValue(r[0]), doc.TextValue(r[1]), doc.TextValue(r[2])}})
	}
	b := &doc.Book{Format: doc.Format{W: 100, H: 60, Single: true}, Units: []doc.Unit{{Page: "P", Blocks: []doc.Block{table}}}}
	r, err := New(line.New(square{}, nil), Decoration{}, nil).Book(b)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Pages) != 1 {
		t.Fatalf("%d pages", len(r.Pages))
	}
	y := map[string][]float64{}
	var lines []doc.Line
	for _, m := range r.Pages[0].Body {
		switch m := m.(type) {
		case *doc.Glyphs:
			y[m.S] = append(y[m.S], m.Y)
		case *doc.Line:
			lines = append(lines, *m)
		}
	}
	for s, n := range map[string]int{"1月": 1, "2月": 1, "5": 1, "15": 2, "甲": 1, "戊": 1} {
		if len(y[s]) != n {
			t.Errorf("%s is printed %d times, want %d", s, len(y[s]), n)
		}
	}
	if len(y["1月"]) > 0 && y["1月"][0] != y["乙"][0] {
		t.Errorf("1月 at %.1f, the middle row at %.1f", y["1月"][0], y["乙"][0])
	}
	border := func(above string) (from float64) { // of the line below a row
		from = 100
		for _, l := range lines {
			if d := l.Y1 - y[above][0]; l.Y1 == l.Y2 && d > 0 && d < 10 {
				from = min(from, l.X1)
			}
		}
		return from
	}
	got := []float64{border("甲"), border("乙"), border("丙"), border("丁")}
	if want := []float64{40, 20, 0, 40}; !slices.Equal(got, want) {
		t.Errorf("lines between the rows begin at %v, want %v", got, want)
	}

	b.Format.H = 40 // head and three rows
	if r, err = New(line.New(square{}, nil), Decoration{}, nil).Book(b); err != nil || len(r.Pages) != 2 {
		t.Fatalf("%d pages, %v", len(r.Pages), err)
	}
	if !slices.ContainsFunc(r.Pages[1].Body, func(m doc.Mark) bool { g, ok := m.(*doc.Glyphs); return ok && g.S == "2月" }) {
		t.Error("the second page does not name its month")
	}
}
