package layout_test

import (
	"slices"
	"strings"
	"testing"

	"dangce/generator/doc"
)

// setIn sets a text of 12 pt in a cell w mm wide and returns its lines and the
// size they are printed in.
func setIn(t *testing.T, s string, w, h float64, align doc.Align) ([]*doc.Glyphs, []string) {
	t.Helper()
	st := doc.Style{Size: 12, Leading: 1.25, Align: align}
	p := pages(t, &doc.Grid{W: w, Cols: []doc.Track{{Weight: 1}}, Rows: []doc.Row{{Height: h, Cells: []doc.Cell{{Text: s, Style: st}}}}})[0]
	var marks []*doc.Glyphs
	var lines []string
	for _, m := range p.Body {
		g, ok := m.(*doc.Glyphs)
		if !ok {
			continue
		}
		if len(marks) > 0 && marks[len(marks)-1].Y == g.Y {
			lines[len(lines)-1] += g.S
		} else {
			lines = append(lines, g.S)
		}
		marks = append(marks, g)
	}
	return marks, lines
}

// TestWrap: where texts in cells are broken.
func TestWrap(t *testing.T) {
	tied := func(s string) string { return strings.Join(strings.Split(s, ""), string(doc.Joiner)) }
	for _, tc := range []struct {
		text string
		w, h float64
		want []string
	}{
		// A name of two parts breaks behind its dot, though smaller.
		{"阿卜杜热合曼·阿卜杜克热木", 26, 10, []string{"阿卜杜热合曼·", "阿卜杜克热木"}},
		{"买买提艾力·吐尔逊", 26, 30, []string{"买买提艾力·", "吐尔逊"}},
		// No character is left alone on the last line.
		{"示范园东部片区生产加工车间党小组", 24.5, 40, []string{"示范园东部", "片区生产加", "工车间党", "小组"}},
		{"全体党员、入党积极分子", 24.5, 20, []string{"全体党员、", "入党积极", "分子"}},
		// What is tied together is not parted.
		{tied("张三") + "、" + tied("李四五") + "、" + tied("欧阳修"), 26, 20, []string{"张三、", "李四五、", "欧阳修"}},
	} {
		marks, got := setIn(t, tc.text, tc.w, tc.h, doc.AlignLeft)
		if !slices.Equal(got, tc.want) {
			t.Errorf("%q in %g mm: %q, want %q", strings.ReplaceAll(tc.text, string(doc.Joiner), ""), tc.w, got, tc.want)
		}
		for _, g := range marks {
			if strings.ContainsRune(g.S, doc.Joiner) {
				t.Errorf("%q is printed with what ties it", g.S)
			}
		}
	}
}

// TestSpreadLabels: a label goes from one edge of its cell to the other, whatever
// its length.
func TestSpreadLabels(t *testing.T) {
	var ends []float64
	for _, s := range []string{"党支部", "启用日期", "上级党组织"} {
		marks, _ := setIn(t, s, 30, 10, doc.AlignSpread)
		if len(marks) != 1 {
			t.Fatalf("%s is set in %d pieces", s, len(marks))
		}
		ends = append(ends, marks[0].X, marks[0].X+marks[0].W-marks[0].Track)
	}
	for i := 2; i < len(ends); i++ {
		if d := ends[i] - ends[i%2]; d > 0.01 || d < -0.01 {
			t.Errorf("edges of the labels %v", ends)
		}
	}
}
