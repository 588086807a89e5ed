package xlsx

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tealeg/xlsx/v3"
	"github.com/xuri/excelize/v2"

	"dangce/generator/calc"
	"dangce/generator/doc"
)

// knownDifferent are texts that tealeg/xlsx does not read as written: it
// leaves escaped underscores escaped and trims blanks. excelize and
// LibreOffice read both.
var knownDifferent = map[string]bool{"_x0041_": true, " 前后空格 ": true}

// TestSecondReader: a library that did not write the file reads it, and finds
// numbers as numbers and texts as texts.
func TestSecondReader(t *testing.T) {
	wb := ledger(len(oddNames) + 2)
	f, err := xlsx.OpenBinary(bytesOf(t, wb))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Sheets) != len(wb.Sheets) {
		t.Fatalf("%d sheets", len(f.Sheets))
	}
	for i, s := range f.Sheets {
		if s.Name != wb.Sheets[i].Name {
			t.Errorf("sheet %d is %q", i, s.Name)
		}
		table := wb.Sheets[i].Table
		b := placed(t, wb)
		first := b.sheets[i].data
		for r, rec := range table.Rows {
			for c, v := range rec.Values {
				at := b.sheets[i].at[c]
				if at == 0 || !v.Set || table.Cols[c].Formula != nil && !wb.Sheets[i].Example {
					continue
				}
				got, err := s.Cell(first+r-1, at-1)
				if err != nil {
					t.Fatal(err)
				}
				isText := v.Kind == doc.KindText
				if isText != (got.Type() != xlsx.CellTypeNumeric) {
					t.Errorf("%s %s: type %v for %+v", s.Name, cell(at, first+r), got.Type(), v)
				}
				if isText && got.Value != v.Text && !knownDifferent[v.Text] {
					t.Errorf("%s %s: %q, want %q", s.Name, cell(at, first+r), got.Value, v.Text)
				}
				if v.Kind == doc.KindMoney && got.Value != strings.TrimSuffix(strings.TrimRight(v.String(), "0"), ".") {
					t.Errorf("%s %s: %s, want %s", s.Name, cell(at, first+r), got.Value, v)
				}
			}
		}
	}
}

// placed returns the workbook as it would be laid out.
func placed(t testing.TB, wb *doc.Workbook) *book {
	t.Helper()
	look, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	t.Cleanup(func() { f.Close() })
	b := &book{Writer: new(Writer), wb: wb, file: f, look: look}
	if err := b.begin(); err != nil {
		t.Fatal(err)
	}
	return b
}

// TestInputCells: in a protected sheet exactly the cells to fill in are
// unlocked, and their columns say （填）.
func TestInputCells(t *testing.T) {
	wb := ledger(3)
	f := open(t, bytesOf(t, wb))
	b := placed(t, wb)
	unlocked := 0
	for i := range wb.Sheets {
		s, d := &b.sheets[i], &wb.Sheets[i]
		if d.Table == nil || d.Example {
			continue
		}
		for k, c := range s.shown {
			col := &d.Table.Cols[c]
			for _, row := range []int{s.data, s.data + s.n - 1} {
				id, err := f.GetCellStyle(d.Name, cell(k+1, row))
				if err != nil {
					t.Fatal(err)
				}
				style, err := f.GetStyle(id)
				if err != nil {
					t.Fatal(err)
				}
				locked := style.Protection == nil || style.Protection.Locked
				if locked == col.Input {
					t.Errorf("%s %s: locked %t", d.Name, cell(k+1, row), locked)
				}
				if !locked {
					unlocked++
					if style.Fill.Pattern != 0 {
						t.Errorf("%s %s: not white", d.Name, cell(k+1, row))
					}
				}
			}
			if title := raw(t, f, d.Name, cell(k+1, s.data-1)); col.Input && col.Group != "" && !strings.HasSuffix(title, doc.FillMark) {
				t.Errorf("title %q without %s", title, doc.FillMark)
			}
			if w, err := f.GetColWidth(d.Name, letters(k+1)); err != nil || w != s.widths[k] {
				t.Errorf("%s: width %g, want %g", d.Name, w, s.widths[k])
			}
		}
	}
	if unlocked == 0 {
		t.Error("nothing to fill in")
	}
}

// TestBlankRows: columns for what is new are locked on the rows of those who
// are there and open on the blank ones, where the same bounds hold.
func TestBlankRows(t *testing.T) {
	wb := plan()
	f, b := open(t, bytesOf(t, wb)), placed(t, wb)
	s, d := &b.sheets[1], &wb.Sheets[1]
	k := s.at[d.Table.Column("month")]
	for row, open := range map[int]bool{s.data: false, s.data + len(d.Table.Rows) - 1: false, s.data + len(d.Table.Rows): true, s.data + s.n - 1: true} {
		id, err := f.GetCellStyle(d.Name, cell(k, row))
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if locked := style.Protection == nil || style.Protection.Locked; locked == open {
			t.Errorf("row %d: locked %t", row, locked)
		}
	}
	rules, err := f.GetDataValidations(d.Name)
	if err != nil {
		t.Fatal(err)
	}
	want := area(k, s.data+len(d.Table.Rows), k, s.data+s.n-1)
	for _, r := range rules {
		if r.Sqref == want && r.Formula1 == "1" && r.Formula2 == "12" {
			return
		}
	}
	t.Errorf("no bounds for %s", want)
}

// TestCursor: a workbook opens on its first real sheet, on the first cell to
// fill in.
func TestCursor(t *testing.T) {
	f := open(t, bytesOf(t, plan()))
	if got := f.GetSheetName(f.GetActiveSheetIndex()); got != "计划" {
		t.Errorf("opens on %s", got)
	}
	panes, err := f.GetPanes("计划")
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, s := range panes.Selection {
		found = found || s.ActiveCell == "E3" && s.Pane == panes.ActivePane
	}
	if !found {
		t.Errorf("cursor not on E3: %+v", panes)
	}
}

// TestLongList: a list over 255 characters, or with a comma, comes from the
// hidden sheet.
func TestLongList(t *testing.T) {
	for name, list := range map[string][]string{
		"long":  strings.Split(strings.Repeat("示例街道社区党支部/", 40), "/")[:40],
		"comma": {"一,二", "三"}, "formula": {"=1+1"}, "quote": {`"`},
	} {
		wb := plan()
		wb.Sheets[1].Table.Cols[6].Choices = list
		f := open(t, bytesOf(t, wb))
		if v, err := f.GetSheetVisible(choicesSheet); err != nil || v {
			t.Errorf("%s: list sheet visible %t, %v", name, v, err)
		}
		for i, want := range list {
			if got := raw(t, f, choicesSheet, cell(1, i+1)); got != want {
				t.Errorf("%s: item %d is %q, want %q", name, i, got, want)
			}
		}
		rules, err := f.GetDataValidations("计划")
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, r := range rules {
			found = found || r.Formula1 == "'选项'!$A$1:$A$"+strconv.Itoa(len(list))
		}
		if !found {
			t.Errorf("%s: no rule takes the list", name)
		}
	}
}

// TestRefused: what cannot be written is an error that names the sheet, and
// nothing is written.
func TestRefused(t *testing.T) {
	table := func(cols ...doc.Column) *doc.Table {
		return &doc.Table{ID: "t", Cols: cols, Rows: []doc.Record{{}}}
	}
	number := doc.Column{ID: "n", Title: "数", Kind: doc.KindInt}
	for name, c := range map[string]struct {
		sheets []doc.Sheet
		is     error
		says   string
	}{
		"no sheet":      {nil, ErrNoSheet, "no sheet"},
		"all hidden":    {[]doc.Sheet{{Name: "甲", Hidden: true}}, ErrNoSheet, "no sheet"},
		"same name":     {[]doc.Sheet{{Name: "a"}, {Name: "A"}}, ErrSheetName, `"A"`},
		"list sheet":    {[]doc.Sheet{{Name: choicesSheet, Fields: []doc.Field{{ID: "f", Input: true, Choices: []string{"a,b"}}}}}, ErrSheetName, choicesSheet},
		"bad name":      {[]doc.Sheet{{Name: "a/b"}}, nil, "can not contain"},
		"unknown":       {[]doc.Sheet{{Name: "甲", Table: table(number, doc.Column{ID: "s", Kind: doc.KindInt, Formula: calc.MustParse("add(x)")})}}, nil, `没有列 "x"`},
		"text in sum":   {[]doc.Sheet{{Name: "甲", Table: table(doc.Column{ID: "x"}, doc.Column{ID: "s", Kind: doc.KindInt, Formula: calc.MustParse("add(x)")})}}, nil, "不全是数"},
		"circle":        {[]doc.Sheet{{Name: "甲", Table: table(number, doc.Column{ID: "s", Kind: doc.KindInt, Formula: calc.MustParse("add(s)")})}}, calc.ErrCycle, `"s"`},
		"paper only":    {[]doc.Sheet{{Name: "甲", Table: table(doc.Column{ID: "n", Kind: doc.KindInt, Print: true}, doc.Column{ID: "s", Kind: doc.KindInt, Formula: calc.MustParse("add(n)")})}}, nil, "只印在纸上"},
		"frozen":        {[]doc.Sheet{{Name: "甲", FreezeCol: "x", Table: table(number)}}, nil, `no column "x"`},
		"break":         {[]doc.Sheet{{Name: "甲", Breaks: []string{"x"}, Table: table(number)}}, nil, `no column "x"`},
		"highlight":     {[]doc.Sheet{{Name: "甲", Table: table(number), Rules: []doc.Highlight{{Columns: []string{"n"}, When: doc.Condition{Column: "x"}}}}}, nil, `no column "x"`},
		"no field":      {[]doc.Sheet{{Name: "甲", Table: table(number, doc.Column{ID: "s", Kind: doc.KindInt, Formula: calc.MustParse("sum_until(n..n,f)")})}}, nil, `没有栏 "f"`},
		"no table":      {[]doc.Sheet{{Name: "甲", Table: table(number, doc.Column{ID: "s", Kind: doc.KindInt, Formula: calc.MustParse("count_where(x,n=n)")})}}, nil, `没有表 "x"`},
		"date bound":    {[]doc.Sheet{{Name: "甲", Table: table(doc.Column{ID: "d", Kind: doc.KindDate, Input: true, Min: "2027"})}}, calc.ErrDate, "2027"},
		"too much text": {[]doc.Sheet{{Name: "甲", Table: &doc.Table{Cols: []doc.Column{{ID: "x"}}, Rows: []doc.Record{{Values: []doc.Value{doc.TextValue(strings.Repeat("字", 40_000))}}}}}}, ErrLongText, `"x"`},
	} {
		var b bytes.Buffer
		err := Write(&b, &doc.Workbook{Title: "书", Year: 2027, Sheets: c.sheets})
		if err == nil || c.is != nil && !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %v", name, err)
		}
		if b.Len() > 0 {
			t.Errorf("%s: %d bytes written", name, b.Len())
		}
	}
	if err := Write(failing{}, plan()); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("failing writer: error %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// FuzzText: any text comes back as it was, as a text.
func FuzzText(f *testing.F) {
	for _, s := range oddNames {
		f.Add(s)
	}
	f.Add("_x000D_\t换\n行")
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" || !utf8.ValidString(s) || len(s) > 1000 {
			return
		}
		for _, r := range s {
			if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
				return // not in XML
			}
		}
		wb := &doc.Workbook{Title: s, Year: 2027, Sheets: []doc.Sheet{{Name: "甲", Protect: true, Table: &doc.Table{
			Cols: []doc.Column{{ID: "x", Title: s, Input: true, Choices: []string{s}}},
			Rows: []doc.Record{{Values: []doc.Value{doc.TextValue(s)}}},
		}}}}
		r := open(t, bytesOf(t, wb))
		if got := raw(t, r, "甲", "A2"); got != s {
			t.Errorf("%q came back as %q", s, got)
		}
		if kind, err := r.GetCellType("甲", "A2"); err != nil || kind != excelize.CellTypeSharedString {
			t.Errorf("%q: type %v, %v", s, kind, err)
		}
		if formula, err := r.GetCellFormula("甲", "A2"); err != nil || formula != "" {
			t.Errorf("%q became the formula %q, %v", s, formula, err)
		}
	})
}

// TestOpensAtForm: a workbook opens at the first form to fill in, before
// sheets that only show something.
func TestOpensAtForm(t *testing.T) {
	table := func(fill bool) *doc.Table {
		return &doc.Table{ID: "t", Cols: []doc.Column{{ID: "x", Title: "甲", Input: fill}}, Rows: []doc.Record{{}}}
	}
	for _, c := range []struct {
		sheets []doc.Sheet
		want   int
	}{
		{[]doc.Sheet{{Name: "说明", Notes: []doc.Note{{Text: "怎样填"}}}, {Name: "核定", Protect: true, Table: table(false)}, {Name: "收缴", Protect: true, Table: table(true)}}, 2},
		{[]doc.Sheet{{Name: "总表", Table: table(false)}, {Name: "案例", Table: table(true)}}, 0},
		{[]doc.Sheet{{Name: "说明", Notes: []doc.Note{{Text: "怎样看"}}}, {Name: "总表", Table: table(false)}}, 1},
	} {
		f := open(t, bytesOf(t, &doc.Workbook{Title: "甲", Year: 2027, Sheets: c.sheets}))
		if got := f.GetActiveSheetIndex(); got != c.want {
			t.Errorf("%s opens at sheet %d, want %d", c.sheets[len(c.sheets)-1].Name, got, c.want)
		}
	}
}
