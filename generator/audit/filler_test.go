package audit_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing/fstest"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/money"
	"dangce/config/sheet"
	"dangce/generator/audit"
	"dangce/generator/doc"
	"dangce/generator/xlsx"
)

// filler fills in a workbook before it is written, which is quicker than to
// change the file, and knows in which cell of the file it does.
type filler struct {
	*world
	book *doc.Workbook
}

func (w *world) filler(name string, com *config.Committee, b *config.Branch) *filler {
	w.t.Helper()
	return &filler{w, w.set.Workbook(w.set.Template(name), w.subject(com, b))}
}

// sheet returns the worksheet with a table, by its name in templates.
func (f *filler) sheet(table string) *doc.Sheet {
	f.t.Helper()
	i := slices.IndexFunc(f.book.Sheets, func(s doc.Sheet) bool { return s.Table != nil && !s.Example && s.Table.ID == table })
	if i < 0 {
		f.t.Fatalf("%s has no table %s", f.book.Template, table)
	}
	return &f.book.Sheets[i]
}

// row returns the first row whose columns say what by says: column, text, and
// so on.
func (f *filler) row(table string, by ...string) int {
	f.t.Helper()
	t := f.sheet(table).Table
	for r := range t.Rows {
		ok := true
		for i := 0; i < len(by) && ok; i += 2 {
			ok = t.Rows[r].Values[t.Column(by[i])].String() == by[i+1]
		}
		if ok {
			return r
		}
	}
	f.t.Fatalf("no row %v on %s", by, table)
	return 0
}

// more adds a row below the others.
func (f *filler) more(table string) int {
	f.t.Helper()
	t := f.sheet(table).Table
	t.Rows = append(t.Rows, doc.Record{Values: make([]doc.Value, len(t.Cols))})
	return len(t.Rows) - 1
}

// put enters a value, and returns its cell; nil empties it.
func (f *filler) put(table string, row int, column string, v any) string {
	f.t.Helper()
	t := f.sheet(table).Table
	col := t.Column(column)
	if col < 0 {
		f.t.Fatalf("%s has no column %s", table, column)
	}
	t.Rows[row].Values[col] = f.value(v)
	return f.cell(table, row, column)
}

func (f *filler) value(v any) doc.Value {
	switch v := v.(type) {
	case nil:
		return doc.Value{}
	case int:
		return doc.IntValue(v)
	case string:
		return doc.TextValue(v)
	case date.Date:
		return doc.DateValue(v.String())
	case money.Fen:
		return doc.MoneyValue(int64(v))
	}
	f.t.Fatalf("what is %T?", v)
	return doc.Value{}
}

// given returns what is in a cell.
func (f *filler) given(table string, row int, column string) doc.Value {
	t := f.sheet(table).Table
	return t.Rows[row].Values[t.Column(column)]
}

// spots are the cells of the first row of each table of a kind of workbook,
// by table and column, found in a workbook that was written.
var spots = struct {
	sync.Mutex
	by map[string]map[string][2]int
}{by: map[string]map[string][2]int{}}

func (f *filler) cell(table string, row int, column string) string {
	f.t.Helper()
	spots.Lock()
	defer spots.Unlock()
	if spots.by[f.book.Template] == nil {
		spots.by[f.book.Template] = f.spots()
	}
	at := spots.by[f.book.Template][table+"."+column]
	return sheet.CellName(at[0]+row, at[1])
}

// spots writes the workbook with a mark in each column of each first row, and
// looks where the marks are.
func (f *filler) spots() map[string][2]int {
	f.t.Helper()
	marked := *f.book
	marked.Sheets = slices.Clone(marked.Sheets)
	for i := range marked.Sheets {
		s := &marked.Sheets[i]
		if s.Table == nil || s.Example {
			continue
		}
		t := *s.Table
		s.Table = &t
		values := make([]doc.Value, len(t.Cols))
		for c := range values {
			values[c] = doc.TextValue("@" + t.ID + "." + t.Cols[c].ID)
		}
		t.Rows = slices.Concat([]doc.Record{{Values: values}}, t.Rows[min(1, len(t.Rows)):])
	}
	var out bytes.Buffer
	if err := xlsx.Write(&out, &marked); err != nil {
		f.t.Fatal(err)
	}
	b, err := sheet.Open("marked.xlsx", out.Bytes(), sheet.Limits{})
	if err != nil {
		f.t.Fatal(err)
	}
	found := map[string][2]int{}
	for _, s := range b.Sheets {
		for _, row := range s.Rows {
			for _, c := range row.Cells {
				if name, ok := strings.CutPrefix(c.Text, "@"); ok {
					found[name] = [2]int{c.Row, c.Col}
				}
			}
		}
	}
	return found
}

// bytes writes the workbook.
func (f *filler) bytes() []byte {
	f.t.Helper()
	var out bytes.Buffer
	if err := xlsx.Write(&out, f.book); err != nil {
		f.t.Fatal(err)
	}
	return out.Bytes()
}

// opened is the workbook as it is when its file is opened, without writing
// and reading it.
func (f *filler) opened() *sheet.Book {
	wb := f.book
	b := &sheet.Book{Properties: map[string]string{doc.PropTemplate: wb.Template, doc.PropYear: fmt.Sprint(wb.Year), doc.PropCounty: wb.County, doc.PropBranch: wb.Branch, doc.PropOwner: wb.Owner}}
	for i := range wb.Sheets {
		t := wb.Sheets[i].Table
		if t == nil || wb.Sheets[i].Example {
			continue
		}
		s := &sheet.Sheet{Name: wb.Sheets[i].Name}
		head := make([]doc.Value, len(t.Cols))
		for c := range head {
			head[c] = doc.TextValue(t.Cols[c].Group + t.Cols[c].Title)
		}
		for n, values := range slices.Insert(rowsOf(t), 0, head) {
			row := sheet.Row{N: n + 1}
			for c, v := range values {
				if x := cellOfValue(v); x.Kind != sheet.Empty {
					x.Row, x.Col = n+1, c+1
					row.Cells = append(row.Cells, x)
				}
			}
			if len(row.Cells) > 0 {
				s.Rows = append(s.Rows, row)
			}
		}
		b.Sheets = append(b.Sheets, s)
	}
	return b
}

func rowsOf(t *doc.Table) [][]doc.Value {
	rows := make([][]doc.Value, 0, len(t.Rows)+1)
	for i := range t.Rows {
		rows = append(rows, t.Rows[i].Values)
	}
	return rows
}

func cellOfValue(v doc.Value) sheet.Cell {
	switch {
	case !v.Set:
		return sheet.Cell{}
	case v.Kind == doc.KindInt:
		return sheet.Cell{Kind: sheet.Number, Text: fmt.Sprint(v.N)}
	case v.Kind == doc.KindMoney:
		return sheet.Cell{Kind: sheet.Number, Text: money.Fen(v.N).String()}
	case v.Kind == doc.KindDate:
		return sheet.Cell{Kind: sheet.Date, Text: v.Text}
	}
	return sheet.Cell{Kind: sheet.String, Text: v.Text}
}

// inMemory is a collection of workbooks that no file holds.
func inMemory(in audit.Input, books map[string]*filler) audit.Input {
	folder, opened := fstest.MapFS{}, map[string]*sheet.Book{}
	for name, f := range books {
		folder[name] = &fstest.MapFile{Data: []byte{0}}
		opened[name] = f.opened()
	}
	in.Folder = folder
	return in.InMemory(opened)
}
