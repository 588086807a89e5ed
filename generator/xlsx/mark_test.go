package xlsx

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dangce/generator/doc"
)

// TestJumps links the first of neighbouring equal cells to the row that says
// the same.
func TestJumps(t *testing.T) {
	wb := func() *doc.Workbook {
		return &doc.Workbook{Title: "汇总", Year: 2027, Sheets: []doc.Sheet{
			{Name: "党委", Table: &doc.Table{ID: "committees", Cols: []doc.Column{{ID: "name", Title: "党委", Jump: &doc.Jump{Table: "branches", Column: "of"}}},
				Rows: []doc.Record{{Values: []doc.Value{doc.TextValue("甲")}}, {Values: []doc.Value{doc.TextValue("乙")}}, {Values: []doc.Value{doc.TextValue("丙")}}}}},
			{Name: "支部", Title: "支部", Table: &doc.Table{ID: "branches", Cols: []doc.Column{{ID: "of", Title: "党委"}, {ID: "name", Title: "支部", Jump: &doc.Jump{Table: "committees", Column: "name", By: "of"}}},
				Rows: []doc.Record{
					{Values: []doc.Value{doc.TextValue("甲"), doc.TextValue("一")}}, {Values: []doc.Value{doc.TextValue("甲"), doc.TextValue("二")}},
					{Values: []doc.Value{doc.TextValue("乙"), doc.TextValue("三")}}}}},
		}}
	}
	f := open(t, bytesOf(t, wb()))
	for _, want := range []struct{ sheet, cell, to string }{
		{"党委", "A2", "'支部'!A3"}, {"党委", "A3", "'支部'!A5"}, {"党委", "A4", ""},
		{"支部", "B3", "'党委'!A2"}, {"支部", "B4", ""}, {"支部", "B5", "'党委'!A3"},
	} {
		_, to, err := f.GetCellHyperLink(want.sheet, want.cell)
		if err != nil || to != want.to {
			t.Errorf("%s!%s leads to %q, want %q (%v)", want.sheet, want.cell, to, want.to, err)
		}
	}
	for _, bad := range []doc.Jump{{Table: "nowhere", Column: "of"}, {Table: "branches", Column: "nothing"}, {Table: "branches", Column: "of", By: "nothing"}} {
		w := wb()
		w.Sheets[0].Table.Cols[0].Jump = &bad
		if err := Write(&bytes.Buffer{}, w); err == nil {
			t.Errorf("%+v is written", bad)
		}
	}
}

func TestMark(t *testing.T) {
	data := bytesOf(t, ledger(3))
	f := open(t, data)
	sheet := f.GetSheetList()[0]
	if err := f.AddComment(sheet, excelize.Comment{Cell: "C5", Author: "支部", Paragraph: []excelize.RichTextRun{{Text: "我写的"}}}); err != nil {
		t.Fatal(err)
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	var out, again bytes.Buffer
	faults := []Fault{{sheet, "C5", "不是日期"}, {sheet, "C5", "太早"}, {sheet, "D5", "不是金额"}, {"没有的表", "A9", "缺工作表"}}
	if err := Mark(&out, buf.Bytes(), faults); err != nil {
		t.Fatal(err)
	}
	if err := Mark(&again, buf.Bytes(), faults); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Errorf("marked twice, not the same bytes (%v)", err)
	}
	was, now := open(t, data), open(t, out.Bytes())
	comments, err := now.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for i := range comments {
		got[comments[i].Cell] = wordsOf(&comments[i])
	}
	for cell, words := range map[string][]string{"C5": {"不是日期", "太早", "我写的"}, "D5": {"不是金额"}, "A1": {"缺工作表"}} {
		for _, w := range words {
			if !strings.Contains(got[cell], w) {
				t.Errorf("comment on %s: %q, want %q in it", cell, got[cell], w)
			}
		}
	}
	if len(got) != 3 {
		t.Errorf("comments %v", got)
	}
	a, err := was.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	b, err := now.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for r := range a {
		if strings.Join(a[r], "|") != strings.Join(b[r], "|") {
			t.Errorf("row %d changed: %v, was %v", r+1, b[r], a[r])
		}
	}
	for _, junk := range [][]byte{nil, []byte("PK\x03\x04"), []byte("no workbook")} {
		if err := Mark(&bytes.Buffer{}, junk, faults); err == nil {
			t.Errorf("%q is marked", junk)
		}
	}
}
