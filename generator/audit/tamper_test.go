package audit_test

import (
	"archive/zip"
	"bytes"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/xuri/excelize/v2"

	"dangce/generator/audit"
)

// without returns a copy of a zip without the parts with that beginning.
func without(t *testing.T, data []byte, prefix string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	found := false
	for _, f := range r.File {
		if strings.HasPrefix(f.Name, prefix) {
			found = true
			continue
		}
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(to, part); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil || !found {
		t.Fatalf("no part %s: %v", prefix, err)
	}
	return out.Bytes()
}

// TestTampered changes registers in the ways that people and office programs
// do; what is read stays the same.
func TestTampered(t *testing.T) {
	t.Parallel()
	s := seasonOf(t, 12)
	b := s.county.Branches()[0]
	name := ""
	for n := range s.folder {
		if strings.HasPrefix(n, "000-") {
			name = n
		}
	}
	data := s.folder[name].Data
	want := s.collect(s.input(fstest.MapFS{name: {Data: data}})).Branches[0].Totals
	if want.Attendance.Den == 0 {
		t.Fatal("nothing to compare")
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	unprotected := func(f *excelize.File) {
		for _, sheet := range f.GetSheetList() {
			_ = f.UnprotectSheet(sheet)
		}
	}
	for what, change := range map[string]func(f *excelize.File){
		"columns moved and added": func(f *excelize.File) {
			must(f.InsertCols("组织生活", "C", 2))
			must(f.SetCellValue("组织生活", "C3", "我加的一列"))
		},
		"rows above": func(f *excelize.File) {
			must(f.InsertRows("组织生活", 1, 3))
			must(f.SetCellValue("组织生活", "A1", "县委组织部："))
		},
		"sheets renamed": func(f *excelize.File) {
			for i, sheet := range []string{"组织生活", "党费", "十个一", "四议两公开"} {
				must(f.SetSheetName(sheet, "Sheet"+string(rune('1'+i))))
			}
		},
		"titles without （填）": func(f *excelize.File) {
			rows, err := f.GetRows("组织生活")
			must(err)
			for c, title := range rows[2] {
				cell, _ := excelize.CoordinatesToCellName(c+1, 3)
				must(f.SetCellValue("组织生活", cell, plain(title)))
			}
		},
		"a note below": func(f *excelize.File) {
			rows, err := f.GetRows("组织生活")
			must(err)
			a, _ := excelize.CoordinatesToCellName(1, len(rows)+2)
			z, _ := excelize.CoordinatesToCellName(17, len(rows)+2)
			must(f.SetCellValue("组织生活", a, "以上情况属实。支部书记（签字）："))
			must(f.MergeCell("组织生活", a, z))
		},
	} {
		for _, bare := range []bool{false, true} {
			e := edit(t, data)
			unprotected(e.file)
			change(e.file)
			changed := e.bytes()
			if bare {
				changed = without(t, changed, "docProps/custom.xml")
			}
			r := s.collect(s.input(fstest.MapFS{"随便什么名字.xlsx": {Data: changed}}))
			if got := r.Files[0]; got.Verdict != audit.Accepted || got.Branch != b.Code {
				t.Errorf("%s, properties lost %v: %s %q %s", what, bare, got.Verdict, got.Branch, got.Reason)
			}
			if len(r.Findings) > 0 {
				t.Errorf("%s, properties lost %v: %s: %s", what, bare, r.Findings[0].Place, r.Findings[0].Message)
			}
			if got := r.Branches[0].Totals; !reflect.DeepEqual(got, want) {
				t.Errorf("%s, properties lost %v:\ngot  %+v\nwant %+v", what, bare, got, want)
			}
		}
	}
}

// TestMergedDates takes the value of a merged cell for all of its rows.
func TestMergedDates(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6, 3)
	b := w.county.Branches()[0]
	e := edit(t, w.blank(audit.Register, b.Committee, b)).on("组织生活", "编号")
	first := e.set("3月15日", "实际日期", "编号", "B02-03")
	if err := e.file.MergeCell(e.sheet, first, e.cell("实际日期", "编号", "B04-03")); err != nil {
		t.Fatal(err)
	}
	r := w.collect(w.input(fstest.MapFS{"a.xlsx": {Data: e.bytes()}}))
	held := map[string]string{}
	for _, a := range r.Branches[0].Activities {
		if a.Happened() {
			held[a.ID] = a.Held.String()
		}
	}
	want := map[string]string{"B02-03": "2027-03-15", "B04-03": "2027-03-15"}
	if !reflect.DeepEqual(held, want) {
		t.Errorf("held %v, want %v", held, want)
	}
}

// TestOwnAndAll lets the row saved last count, and reports rows that differ.
func TestOwnAndAll(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6, 3)
	b := w.county.Branches()[0]
	own := edit(t, w.blank(audit.Register, b.Committee, b)).on("组织生活", "编号")
	own.set("2027-03-15", "实际日期", "编号", "B02-03")
	own.set("2027-04-15", "实际日期", "编号", "B02-04")
	all := edit(t, w.blank(audit.RegisterAll, b.Committee, nil)).on("组织生活", "编号")
	all.set("2027-03-16", "实际日期", "支部", b.Short, "编号", "B02-03")
	all.set("2027-05-15", "实际日期", "支部", b.Short, "编号", "B02-05")
	early, late := time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 7, 1, 0, 0, 0, 0, time.UTC)
	ownData, allData := own.bytes(), all.bytes()
	for _, c := range []struct {
		own, all time.Time
		want     string
	}{{early, late, "2027-03-16"}, {late, early, "2027-03-15"}} {
		r := w.collect(w.input(fstest.MapFS{"own.xlsx": {Data: ownData, ModTime: c.own}, "all.xlsx": {Data: allData, ModTime: c.all}}))
		got := map[string]string{}
		for _, a := range r.Branches[0].Activities {
			if a.Happened() {
				got[a.ID] = a.Held.String()
			}
		}
		if got["B02-03"] != c.want || got["B02-04"] != "2027-04-15" || len(got) != 3 {
			t.Errorf("held %v, want B02-03 on %s", got, c.want)
		}
		if len(r.Findings) != 1 || r.Findings[0].Code != "rows-differ" || len(r.Findings[0].Also) != 1 {
			t.Errorf("findings %v", r.Findings)
		}
	}
}
