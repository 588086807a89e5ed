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
		{"示范园东部片区生产加工车间党小组", 24.5, 40, []string{"示范园东", "部片区生", "产加工车", "间党小组"}},
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
		ends = append(ends, marks[0].X, marks[0].Right())
	}
	for i := 2; i < len(ends); i++ {
		if d := ends[i] - ends[i%2]; d > 0.01 || d < -0.01 {
			t.Errorf("edges of the labels %v", ends)
		}
	}
}

// TestTallForms: a form too high for its page is set in smaller type before it
// goes to the next; one higher than a page is parted between rows.
func TestTallForms(t *testing.T) {
	st := doc.Style{Size: 14, Leading: 1.2}
	form := func(texts ...string) *doc.Grid {
		g := &doc.Grid{Inner: 0.2, Frame: 0.5, Cols: []doc.Track{{Weight: 1}}}
		for _, s := range texts {
			g.Rows = append(g.Rows, doc.Row{Height: 8, Cells: []doc.Cell{{Text: s, Style: st}}})
		}
		return g
	}
	long := strings.Repeat("长", 150)
	if n := len(pages(t, &doc.Space{MM: 40}, form(long, "短"))); n != 1 {
		t.Errorf("a form that small type makes fit takes %d pages", n)
	}
	all := pages(t, &doc.Space{MM: 40}, form(strings.Repeat("长", 250), strings.Repeat("中", 450), "短"))
	if n := len(all); n < 2 {
		t.Fatalf("a form higher than a page takes %d pages", n)
	}
	var text strings.Builder
	for i := range all {
		for _, s := range shown(&all[i]) {
			text.WriteString(s)
		}
	}
	if got := text.String(); strings.Count(got, "长") != 250 || strings.Count(got, "中") != 450 || strings.Count(got, "短") != 1 {
		t.Errorf("%d characters of a parted form are printed", len([]rune(got)))
	}
}

// TestTallRows: a row higher than a page goes on on the next, below a head;
// nothing of it is lost, numbers are printed once.
func TestTallRows(t *testing.T) {
	table := &doc.Table{RowHeight: 10, Body: doc.Style{Size: 12, Leading: 1.25}, Head: doc.Style{Size: 12, Leading: 1.25}, Frame: 0.5, Inner: 0.2,
		Cols: []doc.Column{{ID: "no", Title: "序号", MM: 12}, {ID: "names", Title: "名单", Weight: 1}},
		Rows: []doc.Record{
			{Values: []doc.Value{doc.TextValue("1"), doc.TextValue("甲")}},
			{Values: []doc.Value{doc.TextValue("2"), doc.TextValue(strings.Repeat("名单很长、", 400))}},
			{Values: []doc.Value{doc.TextValue("3"), doc.TextValue("乙")}},
		}}
	all := pages(t, &doc.Text{Style: body, Text: "标题", Keep: true}, table)
	if len(all) < 3 {
		t.Fatalf("%d pages", len(all))
	}
	var text []string
	for i := range all {
		s := shown(&all[i])
		if !slices.Contains(s, "名单") {
			t.Errorf("page %d has no head", i+1)
		}
		text = append(text, s...)
	}
	got := strings.Join(text, "|")
	if n := min(strings.Count(got, "很"), strings.Count(got, "长"), strings.Count(got, "、")); n != 400 || strings.Count(got, "|2|") != 1 || !strings.Contains(got, "乙") {
		t.Errorf("%d of 400 names are printed", n)
	}
}

// TestWholeEms: the lines of justified text are a whole number of characters
// wide, so that the characters of plain lines stand in columns.
func TestWholeEms(t *testing.T) {
	st := doc.Style{Role: doc.Body, Size: mm(7), Leading: 1.6, Align: doc.AlignJustify} // 14 of them in 100 mm
	for _, p := range pages(t, &doc.Text{Text: strings.Repeat("支部党员大会讨论决定重要事项", 6), Style: st}) {
		for _, m := range p.Body {
			g, ok := m.(*doc.Glyphs)
			if ok && (len([]rune(g.S)) != 14 || g.Track != 0 || len(g.Kerns) > 0) {
				t.Errorf("%q is no line of 14 characters set solid: track %g, %d kerns", g.S, g.Track, len(g.Kerns))
			}
		}
	}
}
