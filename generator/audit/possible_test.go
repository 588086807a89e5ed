package audit_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"dangce/config"
	"dangce/generator/audit"
)

func leading(b *config.Branch) int {
	n := 0
	for _, m := range b.Members {
		if m.Leader {
			n++
		}
	}
	return n
}

// TestRowsThatAreGone deletes a planned row and copies the sheet: both are
// faults, for what cannot be read is not what was not done.
func TestRowsThatAreGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6, 3)
	b := w.county.Branches()[0]
	e := edit(t, w.blank(audit.Register, b.Committee, b)).on("组织生活", "编号")
	var row int
	if _, err := fmt.Sscanf(e.cell("编号", "编号", "B02-05"), "B%d", &row); err != nil {
		if _, err := fmt.Sscanf(e.cell("编号", "编号", "B02-05"), "A%d", &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.file.RemoveRow(e.sheet, row); err != nil {
		t.Fatal(err)
	}
	from, err := e.file.GetSheetIndex("组织生活")
	if err != nil {
		t.Fatal(err)
	}
	to, err := e.file.NewSheet("组织生活 (2)")
	if err != nil {
		t.Fatal(err)
	}
	if err := e.file.CopySheet(from, to); err != nil {
		t.Fatal(err)
	}
	r := w.collect(w.input(fstest.MapFS{"a.xlsx": {Data: e.bytes()}}))
	got := map[string]int{}
	for _, f := range r.Findings {
		got[f.Code]++
	}
	if len(r.Findings) != 2 || got["rows-gone"] != 1 || got["sheet-twice"] != 1 {
		t.Errorf("findings %v", r.Findings)
	}
	if r.Clean() {
		t.Error("nothing is told to be put right")
	}
}

// TestExpectedBeforehand: a register goes out with those expected by the
// rosters, which says nothing until more is filled in.
func TestExpectedBeforehand(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6, 3)
	b := w.county.Branches()[0]
	e := edit(t, w.blank(audit.Register, b.Committee, b)).on("组织生活", "编号")
	for title, want := range map[string]int{"应到": len(b.Members), "领导应到": leading(b), "在册": len(b.Members)} {
		got, err := e.file.GetCellValue(e.sheet, e.cell(title, "编号", "B02-12"))
		if s := fmt.Sprint(want); err != nil || got != s && (want > 0 || got != "") {
			t.Errorf("%s is %q, want %s, %v", title, got, s, err)
		}
	}
	r := w.collect(w.input(fstest.MapFS{"a.xlsx": {Data: e.bytes()}}))
	if len(r.Findings) > 0 || len(r.Hints) > 0 || r.Totals.Reported != 0 || r.Files[0].Filled != 0 {
		t.Errorf("an untouched register: findings %v, hints %v, %d rows filled", r.Findings, r.Hints, r.Files[0].Filled)
	}
	for i := range r.Branches {
		if x := r.Branches[i]; x.Code == b.Code && x.Activities[0].Members == 0 {
			t.Errorf("%+v has nobody on the roster", x.Activities[0])
		}
	}
}
