package audit_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/xuri/excelize/v2"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/generator/audit"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/dues"
	"dangce/generator/plan"
	"dangce/generator/synth"
	"dangce/generator/xlsx"
)

// world is a synthetic county and what writes its registers.
type world struct {
	t        testing.TB
	county   *config.County
	set      *book.Set
	calendar *plan.Calendar
}

// made are what tests only read: the templates, and counties by size and seed.
var made = struct {
	sync.Mutex
	set    *book.Set
	worlds map[string]*world
}{worlds: map[string]*world{}}

// newWorld returns the county of that many branches, for t to read.
func newWorld(t testing.TB, branches int, seed uint64) *world {
	t.Helper()
	made.Lock()
	defer made.Unlock()
	key := fmt.Sprint(branches, seed)
	if made.worlds[key] == nil {
		made.worlds[key] = freshWorld(t, branches, seed)
	}
	w := *made.worlds[key]
	w.t = t
	return &w
}

// freshWorld makes a county that t may change.
func freshWorld(t testing.TB, branches int, seed uint64) *world {
	t.Helper()
	files, err := synth.Files(synth.Options{Branches: branches, Seed: seed, Year: 2027})
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	var list diag.List
	c := config.Load(fsys, "county.toml", config.Options{}, &list)
	if c == nil {
		diag.Print(os.Stderr, list.Sorted(), 100)
		t.Fatal("the county does not load")
	}
	if made.set == nil {
		made.set = book.Load(c.Templates, "", &list)
	}
	if list.Errors() > 0 {
		diag.Print(os.Stderr, list.Sorted(), 100)
		t.Fatal("the templates have errors")
	}
	set := made.set
	return &world{t: t, county: c, set: set,
		calendar: plan.Year(c, plan.Templates{Norms: set.Norms, Calendar: set.Calendar, Activities: set.Activities, Sentences: set.Sentences})}
}

func (w *world) subject(com *config.Committee, b *config.Branch) *book.Subject {
	s := &book.Subject{County: w.county, Calendar: w.calendar, Committee: com, Branch: b}
	switch {
	case b != nil:
		s.Plan = plan.ForBranch(w.calendar, b)
		s.Dues = dues.AssessAll(w.county.Dues, b.Members, w.county.Year)
	case com != nil:
		s.Plan = plan.ForCommittee(w.calendar, com)
	}
	return s
}

// blank writes a workbook as the pack hands it out.
func (w *world) blank(name string, com *config.Committee, b *config.Branch) []byte {
	w.t.Helper()
	var out bytes.Buffer
	if err := xlsx.Write(&out, w.set.Workbook(w.set.Template(name), w.subject(com, b))); err != nil {
		w.t.Fatal(err)
	}
	return out.Bytes()
}

// input is a collection of a folder, on the last day of the year.
func (w *world) input(folder fstest.MapFS) audit.Input {
	return audit.Input{County: w.county, Calendar: w.calendar, Norms: w.set.Norms, Quorums: w.set.Quorums, Kinds: w.set.KindNames(),
		Forms: w.set.Forms(w.county, w.calendar), Folder: folder, Prefix: "交回", Today: date.New(2027, time.December, 31)}
}

func (w *world) collect(in audit.Input) *audit.Result {
	w.t.Helper()
	r, err := audit.Collect(context.Background(), in)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// editor fills in a workbook as people do, by the titles of its columns.
type editor struct {
	t     testing.TB
	file  *excelize.File
	sheet string
	rows  [][]string
	head  int
	cols  map[string]int
}

func edit(t testing.TB, data []byte) *editor {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return &editor{t: t, file: f}
}

// on turns to a sheet; title is one of its columns, which tells the head.
func (e *editor) on(sheet, title string) *editor {
	e.t.Helper()
	rows, err := e.file.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		e.t.Fatal(err)
	}
	e.sheet, e.rows, e.cols, e.head = sheet, rows, map[string]int{}, -1
	for r, row := range rows {
		for _, v := range row {
			if plain(v) == title {
				e.head = r
			}
		}
		if e.head == r {
			for c, v := range row {
				if _, twice := e.cols[plain(v)]; !twice {
					e.cols[plain(v)] = c + 1
				}
			}
			return e
		}
	}
	e.t.Fatalf("sheet %s has no column %s", sheet, title)
	return e
}

func plain(s string) string {
	return strings.TrimSuffix(strings.ReplaceAll(s, "\n", ""), "（填）")
}

// cell names the cell of a column in the row whose columns say what by says.
func (e *editor) cell(title string, by ...string) string {
	e.t.Helper()
	for r := e.head + 1; r < len(e.rows); r++ {
		if e.says(r, by) {
			name, _ := excelize.CoordinatesToCellName(e.cols[title], r+1)
			if e.cols[title] == 0 {
				e.t.Fatalf("no column %s on %s", title, e.sheet)
			}
			return name
		}
	}
	e.t.Fatalf("no row %v on %s", by, e.sheet)
	return ""
}

func (e *editor) says(r int, by []string) bool {
	for i := 0; i < len(by); i += 2 {
		c := e.cols[by[i]] - 1
		if c < 0 || c >= len(e.rows[r]) || e.rows[r][c] != by[i+1] {
			return false
		}
	}
	return true
}

func (e *editor) set(v any, title string, by ...string) string {
	e.t.Helper()
	c := e.cell(title, by...)
	if err := e.file.SetCellValue(e.sheet, c, v); err != nil {
		e.t.Fatal(err)
	}
	return c
}

// setStyled sets a value and leaves the cell's style as it is: SetCellValue
// gives dates a style of its own.
func (e *editor) setDay(d date.Date, title string, by ...string) string {
	e.t.Helper()
	return e.set(d.DaysSince(date.New(1899, time.December, 30)), title, by...)
}

func (e *editor) bytes() []byte {
	e.t.Helper()
	b, err := e.file.WriteToBuffer()
	if err != nil {
		e.t.Fatal(err)
	}
	if err := e.file.Close(); err != nil {
		e.t.Fatal(err)
	}
	return b.Bytes()
}

// errors returns the places of all errors found.
func errorsOf(r *audit.Result) []string {
	var out []string
	for _, f := range r.Findings {
		if f.Severity == diag.Error {
			out = append(out, f.Place.String())
		}
	}
	slices.Sort(out)
	return out
}

func sameList(t *testing.T, what string, got, want []string) {
	t.Helper()
	want = slices.Sorted(slices.Values(want))
	if slices.Equal(got, want) {
		return
	}
	count := map[string]int{}
	for _, s := range got {
		count[s]++
	}
	for _, s := range want {
		count[s]--
	}
	for _, s := range slices.Sorted(maps.Keys(count)) {
		if n := count[s]; n != 0 {
			t.Errorf("%s: %+d × %s", what, n, s)
		}
	}
}

func at(file, sheet, cell string) string { return fmt.Sprintf("交回/%s[%s!%s]", file, sheet, cell) }

type dateOf = date.Date

func dateFrom(t time.Time) date.Date { return date.Of(t) }

// fillIn fills in all activities and dues of a register as planned.
func fillIn(wb *doc.Workbook) {
	for i := range wb.Sheets {
		t := wb.Sheets[i].Table
		if t == nil || wb.Sheets[i].Example {
			continue
		}
		for r := range t.Rows {
			v := t.Rows[r].Values
			put := func(id string, x doc.Value) {
				if c := t.Column(id); c >= 0 {
					v[c] = x
				}
			}
			switch t.ID {
			case "register-life":
				put("held", v[t.Column("planned")])
				put("expected", doc.IntValue(20))
				put("present", doc.IntValue(18))
				put("leave", doc.IntValue(1))
				put("leaders_expected", doc.IntValue(3))
				put("leaders_present", doc.IntValue(2))
				put("signed", doc.TextValue("是"))
				put("fixed", doc.IntValue(5))
				put("optional", doc.TextValue("志愿服务"))
				put("page", doc.IntValue(r+1))
			case "register-dues":
				put("paid", v[t.Column("due")])
			case "register-ten":
				put("m01", doc.DateValue("2027-06-15"))
				put("m05", doc.IntValue(12))
			}
		}
	}
}
