package synth

import (
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"dangce/config/date"
	"dangce/config/money"
	"dangce/config/sheet"
	"dangce/generator/doc"
)

var update = flag.Bool("update", false, "write the workbooks of the example county anew")

const (
	exampleSources   = "../../config/example/rosters"
	exampleWorkbooks = "../../config/example/files/名册"
)

// TestExampleRosters holds the workbooks of the example county against the
// csv files they are written from. With -update it writes them.
func TestExampleRosters(t *testing.T) {
	folders, err := os.ReadDir(exampleSources)
	if err != nil {
		t.Fatal(err)
	}
	workbooks, err := os.ReadDir(exampleWorkbooks)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if len(workbooks) != len(folders) && !*update {
		t.Errorf("%d workbooks for %d sources", len(workbooks), len(folders))
	}
	for _, folder := range folders {
		t.Run(folder.Name(), func(t *testing.T) {
			sources, err := filepath.Glob(filepath.Join(exampleSources, folder.Name(), "*.csv"))
			if err != nil || len(sources) == 0 {
				t.Fatalf("no sheets: %v", err)
			}
			name := filepath.Join(exampleWorkbooks, folder.Name()+".xlsx")
			if *update {
				writeExample(t, name, sources)
			}
			compareExample(t, name, sources)
		})
	}
}

// sheetOf returns the name of a sheet: that of its source without the number
// in front.
func sheetOf(source string) string {
	_, name, _ := strings.Cut(strings.TrimSuffix(filepath.Base(source), ".csv"), "-")
	return name
}

// readSource returns the line above the head of a sheet, the head and the
// rows below it.
func readSource(t *testing.T, source string) (caption string, head []string, rows [][]string) {
	t.Helper()
	f, err := os.Open(source)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil || len(all) < 3 {
		t.Fatalf("%s: %d lines, %v", source, len(all), err)
	}
	return all[0][0], all[1], all[2:]
}

func writeExample(t *testing.T, name string, sources []string) {
	t.Helper()
	var sheets []doc.Sheet
	for _, source := range sources {
		caption, head, rows := readSource(t, source)
		tab := table{Table: &doc.Table{}, skip: make([]bool, len(head))}
		for _, title := range head {
			tab.Cols = append(tab.Cols, column(title))
		}
		for _, row := range rows {
			values := make([]doc.Value, len(row))
			for i, s := range row {
				values[i] = exampleValue(head[i], s)
			}
			tab.row(values...)
		}
		sheets = append(sheets, doc.Sheet{Name: sheetOf(source), Title: caption, Table: tab.Table, Landscape: true, Filter: true})
	}
	data, err := workbookBytes(strings.TrimSuffix(filepath.Base(name), ".xlsx"), sheets)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// exampleValue makes a cell of a field: dates written as 2001-07-01 become
// date cells, other ways to write them stay texts.
func exampleValue(title, s string) doc.Value {
	switch {
	case title == "序号":
		if n, err := strconv.Atoi(s); err == nil {
			return doc.IntValue(n)
		}
	case strings.HasSuffix(title, "基数") && s != "":
		if fen, err := money.Parse(s); err == nil {
			return doc.MoneyValue(int64(fen))
		}
	case isDay(s):
		return doc.DateValue(s)
	}
	return doc.TextValue(s)
}

func isDay(s string) bool {
	p := strings.Split(s, "-")
	if len(p) != 3 || len(s) != len("2001-07-01") {
		return false
	}
	var n [3]int
	for i := range p {
		n[i], _ = strconv.Atoi(p[i])
	}
	d := date.Date{Year: n[0], Month: time.Month(n[1]), Day: n[2]}
	return d.Valid() && d.String() == s
}

func compareExample(t *testing.T, name string, sources []string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(filepath.Base(name), data, sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if len(book.Sheets) != len(sources) {
		t.Fatalf("%d sheets for %d sources", len(book.Sheets), len(sources))
	}
	for i, source := range sources {
		got := book.Sheets[i]
		caption, head, rows := readSource(t, source)
		if got.Name != sheetOf(source) || len(got.Rows) != len(rows)+2 || got.Rows[0].At(1).Text != caption {
			t.Fatalf("sheet %q of %d rows is not %s of %d", got.Name, len(got.Rows), source, len(rows)+2)
		}
		for j, row := range append([][]string{head}, rows...) {
			for k, want := range row {
				c := got.Rows[j+1].At(k + 1)
				if c.Text != want && !sameAmount(c.Text, want) {
					t.Errorf("%s: %q, want %q of %s", got.Place(c.Row, c.Col), c.Text, want, source)
				}
			}
		}
	}
}

// sameAmount reports whether two texts are one amount: a number cell shows
// 3000 for 3000.00.
func sameAmount(a, b string) bool {
	x, errX := money.Parse(a)
	y, errY := money.Parse(b)
	return errX == nil && errY == nil && x == y
}
