package audit_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
	"dangce/config/sheet"
	"dangce/generator/audit"
)

// TestGuards: a register in a file of another branch's name, and rows that
// nobody sees, are told; what they say counts.
func TestGuards(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6, 3)
	b, other := w.county.Branches()[0], w.county.Branches()[1]
	e := edit(t, w.blank(audit.Register, b.Committee, b)).on("组织生活", "编号")
	id := []string{"编号", "B02-03"}
	e.set(w.calendar.Days[3].Date.String(), "实际日期", id...)
	e.set(len(b.Members), "实到", id...)
	row := 0
	for r := range e.rows {
		if e.says(r, id) {
			row = r + 1
		}
	}
	if err := e.file.SetRowVisible(e.sheet, row, false); err != nil {
		t.Fatal(err)
	}
	data := e.bytes()
	got := map[string]int{}
	r := w.collect(w.input(fstest.MapFS{"组织生活登记表-" + other.Short + "-2027.xlsx": {Data: data}}))
	for _, f := range r.Findings {
		if f.Severity != diag.Warning || f.Hint == "" {
			t.Errorf("%v", f)
		}
		got[f.Code]++
	}
	if len(r.Findings) != 2 || got["other-branch"] != 1 || got["hidden-rows"] != 1 || r.Totals.Reported != 1 || !r.Clean() {
		t.Errorf("findings %v, %d reported", r.Findings, r.Totals.Reported)
	}
	r = w.collect(w.input(fstest.MapFS{"组织生活登记表-" + b.Short + "-2027.xlsx": {Data: data}}))
	if len(r.Findings) != 1 || r.Findings[0].Code != "hidden-rows" {
		t.Errorf("findings %v", r.Findings)
	}
}

// TestAsides: a worksheet that holds a chart, and telephone ticks, are told or
// read.
func TestAsides(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6, 3)
	b := w.county.Branches()[0]
	f := w.filler(audit.Register, b.Committee, b)
	r := f.row("register-life", "id", "B02-03")
	f.put("register-life", r, "held", w.calendar.Days[3].Date)
	f.put("register-life", r, "present", len(b.Members))
	f.put("register-life", r, "fixed", 5)
	f.put("register-life", r, "signed", "✔\uFE0F")
	book := f.opened()
	book.Unread = []sheet.Unread{{Name: "图1", What: "图表"}}
	in := w.input(fstest.MapFS{"a.xlsx": {Data: []byte{0}}}).InMemory(map[string]*sheet.Book{"a.xlsx": book})
	got := w.collect(in)
	if len(got.Findings) != 1 || got.Findings[0].Code != "sheet-unread" || !strings.Contains(got.Findings[0].Message, "图1") {
		t.Errorf("findings %v", got.Findings)
	}
	if n := got.Totals.Counted; n.Num != 1 {
		t.Errorf("theme days in order: %v", n)
	}
}
