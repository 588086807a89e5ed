package layout_test

import (
	"math"
	"slices"
	"testing"

	"dangce/generator/doc"
)

// TestWritingLinesStandAtTheirPitch, to the last micrometre, however much
// room there is.
func TestWritingLinesStandAtTheirPitch(t *testing.T) {
	for _, pitch := range []float64{8, 9, 10, 12} {
		for _, head := range []float64{0, 7, 13.3, 31} {
			p := pages(t, &doc.Space{MM: head}, &doc.Ruled{Lines: 2, Pitch: pitch, Fill: 1})[0]
			lines := levels(&p, doc.Gray55)
			if want := int((100 - head + 1e-6) / pitch); len(lines) != want {
				t.Errorf("%g mm apart below %g mm: %d lines, want %d", pitch, head, len(lines), want)
			}
			even(t, lines, pitch)
			if foot := lines[len(lines)-1].Y1; math.Abs(foot-100) > 1e-6 {
				t.Errorf("the last line stands at %.3f mm of 100", foot)
			}
		}
	}
}

func even(t *testing.T, lines []*doc.Line, pitch float64) {
	t.Helper()
	for i := 1; i < len(lines); i++ {
		if d := lines[i].Y1 - lines[i-1].Y1; math.Abs(d-pitch) > 1e-6 {
			t.Errorf("lines %.4f mm apart, want %g", d, pitch)
		}
	}
}

// TestFormsFillTheirPages: rows with writing lines grow by whole lines, what
// is left goes to the others, and the form ends at the foot.
func TestFormsFillTheirPages(t *testing.T) {
	for _, head := range []float64{0, 5, 12.5, 40} {
		form := &doc.Grid{Frame: 0.5, Inner: 0.2, Cols: []doc.Track{{MM: 20}, {Weight: 1}, {Weight: 2}}, Rows: []doc.Row{
			{Height: 12, Cells: []doc.Cell{{Text: "主题", Style: body}, {Span: 2}}},
			{Height: 20, Fill: 1, Cells: []doc.Cell{{Text: "记录", Style: body}, {Span: 2, Ruled: 10}}},
			{Height: 12, Cells: []doc.Cell{{Text: "签字", Style: body}, {}, {}}},
		}}
		p := pages(t, &doc.Space{MM: head}, form)[0]
		if foot := frameFoot(&p); math.Abs(foot-100) > 1e-6 {
			t.Errorf("below %g mm the form ends at %.3f mm", head, foot)
		}
		lines := levels(&p, doc.Gray55)
		even(t, lines, 10)
		if room := 100 - head - 24 - 10*float64(len(lines)+1); room < 0 || room >= 10 {
			t.Errorf("below %g mm: %d writing lines leave %.1f mm", head, len(lines), room)
		}
	}
}

// TestTracks: fixed columns keep their width, the others share the rest.
func TestTracks(t *testing.T) {
	cell := doc.Cell{Text: "格", Style: body}
	form := &doc.Grid{Frame: 0.5, Inner: 0.2, Cols: []doc.Track{{MM: 20}, {Weight: 1}, {Weight: 3}},
		Rows: []doc.Row{{Height: 9, Cells: []doc.Cell{cell, cell, cell}}, {Height: 9, Cells: []doc.Cell{cell, {Span: 2}}}}}
	var xs []float64
	for _, m := range pages(t, form)[0].Body {
		if l, ok := m.(*doc.Line); ok && l.X1 == l.X2 {
			xs = append(xs, l.X1)
			if l.X1 == 40 && l.Y2-l.Y1 > 12 {
				t.Error("a line runs through the joined cell")
			}
		}
	}
	slices.Sort(xs)
	if want := []float64{20, 40}; !slices.Equal(slices.Compact(xs), want) {
		t.Errorf("columns end at %v, want %v", xs, want)
	}
}

// TestForms that no page holds, or whose cells do not fit their columns, are
// errors, not pages.
func TestFormsThatCannotBe(t *testing.T) {
	cell := doc.Cell{Text: "格", Style: body}
	for name, form := range map[string]*doc.Grid{
		"too high":  {Cols: []doc.Track{{Weight: 1}}, Rows: []doc.Row{{Height: 101, Cells: []doc.Cell{cell}}}},
		"too wide":  {Cols: []doc.Track{{Weight: 1}}, Rows: []doc.Row{{Height: 9, Cells: []doc.Cell{cell, cell}}}},
		"row span":  {Cols: []doc.Track{{Weight: 1}}, Rows: []doc.Row{{Height: 9, Cells: []doc.Cell{{RowSpan: 2}}}}},
		"no column": {Rows: []doc.Row{{Height: 9, Cells: []doc.Cell{cell}}}},
	} {
		b := &doc.Book{Format: square, Units: []doc.Unit{{Page: "P7", Blocks: []doc.Block{form}}}}
		if _, err := engine().Book(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
