package xlsx

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dangce/generator/calc"
	"dangce/generator/doc"
)

// details is a large table without formulas, which others may sum up.
func details(id string, rows int) *doc.Table {
	t := &doc.Table{ID: id, Cols: []doc.Column{{ID: "key", Title: "党委"}, {ID: "n", Title: "次数", Kind: doc.KindInt}, {ID: "text", Title: "情况"}}}
	for i := range rows {
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{doc.TextValue([]string{"甲", "乙", "丙"}[i%3]), doc.IntValue(i % 7), doc.TextValue(fmt.Sprintf("第%d行 %s", i, memberName(i)))}})
	}
	return t
}

// sums sums a table of details up.
func sums(id, of string) *doc.Table {
	t := &doc.Table{ID: id, Cols: []doc.Column{{ID: "name", Title: "党委", Jump: &doc.Jump{Table: of, Column: "key"}},
		{ID: "n", Title: "次数", Kind: doc.KindInt, Formula: calc.MustParse("sum_where(" + of + ".n,key=name)")}}}
	for _, name := range []string{"甲", "乙", "丙"} {
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{doc.TextValue(name)}})
	}
	return t
}

// TestRelease: rows are let go once no sheet needs them, and no sooner; the
// caller's stay, and all are written.
func TestRelease(t *testing.T) {
	const rows = 3000
	wb := &doc.Workbook{Title: "汇总", Sheets: []doc.Sheet{
		{Name: "前", Table: sums("before", "needed")},
		{Name: "没人用", Table: details("alone", rows)},
		{Name: "有人用", Table: details("needed", rows)},
		{Name: "后", Table: sums("after", "needed")},
	}}
	data := bytesOf(t, wb)
	if again := bytesOf(t, wb); !bytes.Equal(again, data) {
		t.Error("written twice, two workbooks")
	}
	f := open(t, data)
	for _, sheet := range []string{"前", "后"} {
		for r := range 3 {
			want := 0
			for i := r; i < rows; i += 3 {
				want += i % 7
			}
			if got := raw(t, f, sheet, cell(2, r+2)); got != fmt.Sprint(want) {
				t.Errorf("%s: row %d sums up to %s, want %d", sheet, r, got, want)
			}
		}
	}
	for _, sheet := range []string{"没人用", "有人用"} {
		got, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil || len(got) != rows+1 {
			t.Fatalf("%s: %d rows, %v", sheet, len(got), err)
		}
		for i := range rows {
			if want := []string{[]string{"甲", "乙", "丙"}[i%3], fmt.Sprint(i % 7), fmt.Sprintf("第%d行 %s", i, memberName(i))}; !slices.Equal(got[i+1], want) {
				t.Fatalf("%s: row %d is %q, want %q", sheet, i, got[i+1], want)
			}
		}
	}

	b := placed(t, copied(wb))
	var err error
	if b.calc, err = calc.New(b.wb); err != nil {
		t.Fatal(err)
	}
	b.plan()
	held := func() (n []int) {
		for i := range b.sheets {
			n = append(n, len(b.sheets[i].doc.Table.Rows))
		}
		return n
	}
	for written, want := range [][]int{{0, rows, rows, 3}, {0, 0, rows, 3}, {0, 0, rows, 3}, {0, 0, 0, 0}} {
		if b.release(written); !slices.Equal(held(), want) {
			t.Errorf("after sheet %d: rows %v, want %v", written, held(), want)
		}
	}
	if n := len(wb.Sheets[1].Table.Rows); n != rows {
		t.Errorf("the caller's table has %d rows", n)
	}
}

// TestTighten: a sheet a little longer than a page goes on one, a long one
// does not.
func TestTighten(t *testing.T) {
	for rows, want := range map[int]string{5: "0", 22: "1", 24: "1", 60: "0"} {
		wb := &doc.Workbook{Title: "表", Sheets: []doc.Sheet{{Name: "表", Landscape: true, Table: details("", rows)}}}
		_, parts := partsOf(t, bytesOf(t, wb))
		if sheet := string(parts["xl/worksheets/sheet1.xml"]); !strings.Contains(sheet, `fitToHeight="`+want+`"`) {
			t.Errorf("%d rows: not on %s pages: %s", rows, want, sheet[max(0, len(sheet)-600):])
		}
	}
}

// TestLinksOfRuns: of neighbouring rows that lead to one place only the first
// is a link, and only it looks like one.
func TestLinksOfRuns(t *testing.T) {
	from := &doc.Table{ID: "from", Cols: []doc.Column{{ID: "name", Title: "党委", Jump: &doc.Jump{Table: "to", Column: "name"}}}}
	for _, name := range []string{"甲", "甲", "乙", "甲"} {
		from.Rows = append(from.Rows, doc.Record{Values: []doc.Value{doc.TextValue(name)}})
	}
	to := sums("to", "from")
	to.Cols = to.Cols[:1]
	to.Cols[0].Jump = nil
	f := open(t, bytesOf(t, &doc.Workbook{Title: "表", Sheets: []doc.Sheet{{Name: "来", Table: from}, {Name: "去", Table: to}}}))
	for row, want := range map[int]bool{2: true, 3: false, 4: true, 5: true} {
		linked, _, err := f.GetCellHyperLink("来", cell(1, row))
		if err != nil {
			t.Fatal(err)
		}
		id, err := f.GetCellStyle("来", cell(1, row))
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if blue := style.Font.Underline == "single"; linked != want || blue != want {
			t.Errorf("row %d: linked %v, underlined %v, want %v", row, linked, blue, want)
		}
	}
}
