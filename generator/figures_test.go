package generator

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dangce/config"
	"dangce/config/money"
	"dangce/generator/doc"
	"dangce/generator/dues"
	"dangce/generator/internal/exampletest"
)

// worked are the department's worked examples that members of the example
// county stand for: category and monthly base, and what is due a month.
var worked = map[string]string{
	"salaried 4900.00": "49.00", "salaried 5100.00": "76.50", "salaried 3000.00": "15.00", "salaried 3000.01": "30.00",
	"salaried 5000.00": "50.00", "salaried 5000.01": "75.00", "salaried 10000.00": "150.00", "salaried 10000.01": "200.00",
	"salaried 6842.37": "102.64", "salaried 12860.50": "257.21", "salaried 60000.00": "1000.00", "salaried 4743.70": "47.44",
	"retired 3286.40": "16.43", "retired 5000.00": "25.00", "retired 6120.50": "61.21", "self_employed 9100.00": "136.50",
	"farmer 0.00": "0.50", "student 0.00": "0.20",
}

// TestFigures: the workbook, as LibreOffice shows it after computing it again,
// and the printed ledger have the same dues of every member, those of the
// rules, and the worked examples come out as the department worked them.
func TestFigures(t *testing.T) {
	b := exampleCounty(t)
	books := recomputed(t, b)
	pr := engineOf(t, b.County, b.Set)
	seen := make(map[string]bool)
	for _, tk := range tasks(b.County, b.Set, &Options{Set: b.Set, Books: []string{"ledger"}}) {
		if tk.branch == nil {
			continue
		}
		sub := pr.subject(&tk)
		want := sub.Dues
		for i, m := range tk.branch.Members {
			key := fmt.Sprint(m.Dues.Category, " ", want[i].Base)
			if due, ok := worked[key]; ok {
				seen[key] = true
				if want[i].Monthly.String() != due {
					t.Errorf("%s: %s owes %s a month, want %s", key, m.Label, want[i].Monthly, due)
				}
			}
		}
		for k := range tk.jobs {
			j := &tk.jobs[k]
			if j.book != nil && j.part == block {
				l, err := pr.lay(j.book, sub)
				if err != nil {
					t.Fatal(err)
				}
				printed(t, l, want)
			}
			if j.workbook != nil {
				stored(t, books[j.path], b.Set.Workbook(j.workbook, sub), tk.branch, want)
			}
		}
	}
	if len(seen) < len(worked) {
		t.Errorf("only %d of %d worked examples have a member", len(seen), len(worked))
	}
}

// figures returns what is due of each member: a month, a year.
func figures(list []dues.Assessment, of func(*dues.Assessment) money.Fen) []string {
	var out []string
	for i := range list {
		out = append(out, of(&list[i]).String())
	}
	return out
}

func monthly(a *dues.Assessment) money.Fen { return a.Monthly }
func yearly(a *dues.Assessment) money.Fen  { return a.Year }

// printed compares the columns of the printed assessment: every row, and the
// totals of pages and of the whole.
func printed(t *testing.T, l *laid, list []dues.Assessment) {
	t.Helper()
	for id, of := range map[string]func(*dues.Assessment) money.Fen{"monthly": monthly, "year": yearly} {
		found := 0
		for i := range l.doc.Units {
			for _, b := range l.doc.Units[i].Blocks {
				table, ok := b.(*doc.Table)
				if !ok || columnOf(table, id) < 0 || columnOf(table, "signature") < 0 {
					continue
				}
				if found++; found > 1 {
					break // the tables of one assessment are on the pages of one unit
				}
				next := 0
				var total money.Fen
				for _, p := range unitPages(l, i) {
					var page money.Fen
					for _, s := range columnUnder(&p, table.Cols[columnOf(table, id)].Title) {
						switch {
						case next < len(list) && s == of(&list[next]).String():
							page += of(&list[next])
							next++
						case s != page.String() && s != (total+page).String():
							t.Errorf("%s page %d prints %s of %s as row %d", l.doc.Title, p.Number, s, id, next+1)
						}
					}
					total += page
				}
				if next != len(list) {
					t.Errorf("%s prints %d rows of %s, want %d", l.doc.Title, next, id, len(list))
				}
			}
		}
		if found == 0 {
			t.Errorf("%s prints no assessment", l.doc.Title)
		}
	}
}

func columnOf(t *doc.Table, id string) int {
	if t == nil {
		return -1
	}
	return slices.IndexFunc(t.Cols, func(c doc.Column) bool { return c.ID == id })
}

// stored compares the columns of the assessment in the workbook.
func stored(t *testing.T, f *excelize.File, w *doc.Workbook, br *config.Branch, list []dues.Assessment) {
	t.Helper()
	if f == nil {
		t.Fatalf("%s: no workbook", br.Code)
	}
	for i := range w.Sheets {
		s := &w.Sheets[i]
		if s.Name != "核定" {
			continue
		}
		names := sheetColumn(t, f, s.Name, "姓名")
		if len(names) < len(br.Members) {
			t.Errorf("%s: %d rows, %d members", br.Code, len(names), len(br.Members))
			return
		}
		for id, of := range map[string]func(*dues.Assessment) money.Fen{"monthly": monthly, "year": yearly} {
			got := sheetColumn(t, f, s.Name, s.Table.Cols[columnOf(s.Table, id)].Title)
			for k, want := range figures(list, of) {
				v, err := strconv.ParseFloat(got[k], 64)
				if err != nil || strconv.FormatFloat(v, 'f', 2, 64) != want || names[k] != br.Members[k].Label {
					t.Errorf("%s row %d: %s %s %s, want %s %s", br.Code, k+1, names[k], id, got[k], br.Members[k].Label, want)
				}
			}
		}
		return
	}
	t.Errorf("%s: no sheet 核定", br.Code)
}

// sheetColumn returns the values below a title, as stored.
func sheetColumn(t *testing.T, f *excelize.File, sheet, title string) []string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		c := slices.Index(row, title)
		if c < 0 {
			continue
		}
		var out []string
		for _, below := range rows[r+1:] {
			v := ""
			if c < len(below) {
				v = below[c]
			}
			out = append(out, v)
		}
		return out
	}
	t.Fatalf("%s: no column %s", sheet, title)
	return nil
}

// TestWorkbooksOpen: LibreOffice opens the workbooks and, computing every
// formula again, shows the values that were stored.
func TestWorkbooksOpen(t *testing.T) {
	b := exampleCounty(t)
	cells, formulas := 0, 0
	for name, theirs := range recomputed(t, b) {
		data, err := os.ReadFile(filepath.Join(b.Dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		formulas += formulasIn(t, data)
		ours, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if g, w := theirs.GetSheetList(), ours.GetSheetList(); !slices.Equal(g, w) {
			t.Errorf("%s: sheets %q, want %q", name, g, w)
			continue
		}
		for _, sheet := range ours.GetSheetList() {
			want, err1 := ours.GetRows(sheet, excelize.Options{RawCellValue: true})
			got, err2 := theirs.GetRows(sheet, excelize.Options{RawCellValue: true})
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			for r := range want {
				for c, w := range want[r] {
					g := ""
					if r < len(got) && c < len(got[r]) {
						g = got[r][c]
					}
					cells++
					if !sameValue(g, w) {
						at, _ := excelize.CoordinatesToCellName(c+1, r+1)
						t.Errorf("%s %s!%s: LibreOffice shows %q, stored is %q", path.Base(name), sheet, at, g, w)
					}
				}
			}
		}
	}
	t.Logf("%d cells, %d formulas", cells, formulas)
	if formulas < 1000 {
		t.Errorf("only %d formulas", formulas)
	}
}

// formulasIn counts the formulas of a workbook.
func formulasIn(t *testing.T, data []byte) int {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		n += bytes.Count(part, []byte("<f>")) + bytes.Count(part, []byte("<f "))
	}
	return n
}

// sameValue compares numbers to 12 digits, all else exactly; line ends are
// written in either way.
func sameValue(a, b string) bool {
	if strings.ReplaceAll(a, "\r", "") == strings.ReplaceAll(b, "\r", "") {
		return true
	}
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err1 == nil && err2 == nil && math.Abs(x-y) <= 1e-12*math.Max(math.Abs(x), math.Abs(y))
}

// alwaysCompute is a LibreOffice profile that computes all formulas when a
// file is opened; by default it shows what is stored.
const alwaysCompute = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// recomputed returns the workbooks of the example as LibreOffice saves them,
// by path in the pack. Plans and registers of all branches are made of the
// same sheets: those of three branches stand for them.
func recomputed(t *testing.T, b *exampletest.Pack) map[string]*excelize.File {
	t.Helper()
	if testing.Short() {
		t.Skip("LibreOffice takes its time")
	}
	if exampleRecomputed == nil {
		files := make(map[string][]byte)
		for _, f := range b.Files {
			if path.Ext(f.Path) != ".xlsx" || f.Branch > b.County.Branches()[2].Code && f.Book != "ledger" {
				continue
			}
			var err error
			if files[f.Path], err = os.ReadFile(b.Path(f)); err != nil {
				t.Fatal(err)
			}
		}
		exampleRecomputed = recalculated(t, files)
	}
	return exampleRecomputed
}

var exampleRecomputed map[string]*excelize.File // nil until a test asks for it
