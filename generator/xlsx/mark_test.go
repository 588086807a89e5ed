package xlsx

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/zip"
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

// TestMarkLeavesPictures: pictures of any size pass as they are.
func TestMarkLeavesPictures(t *testing.T) {
	data := bytesOf(t, ledger(3))
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	const size = markUnzip + 1<<20
	pic, err := w.Create("xl/media/image1.png")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(pic, zeros{}, size); err != nil {
		t.Fatal(err)
	}
	stored, err := w.CreateHeader(&zip.FileHeader{Name: "xl/media/image2.png", Method: zip.Store})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stored.Write([]byte("a picture")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Mark(&out, b.Bytes(), []Fault{{Cell: "C5", Text: "不是日期"}}); err != nil {
		t.Fatal(err)
	}
	z, err = zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[string]uint64{}
	for _, f := range z.File {
		if strings.HasPrefix(f.Name, "xl/media/") {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			n, err := io.Copy(io.Discard, r) // checks the sum, too
			if err != nil {
				t.Fatal(err)
			}
			sizes[f.Name] = uint64(n)
		}
	}
	if sizes["xl/media/image1.png"] != size || sizes["xl/media/image2.png"] != 9 {
		t.Errorf("pictures of %v bytes", sizes)
	}
}

// zeros is an endless reader of zeros.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }
