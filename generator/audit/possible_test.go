package audit_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"dangce/config"
	"dangce/generator/audit"
)

// TestImpossibleNumbers plants four numbers that cannot be in each of sixty
// registers: each is a fault at its cell, once, and no rate counts it.
func TestImpossibleNumbers(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 60 registers")
	}
	for _, seed := range []uint64{7, 20270315} {
		t.Logf("seed %d", seed)
		impossible(t, newWorld(t, 60, seed))
	}
}

func TestImpossibleNumbersInAFew(t *testing.T) { t.Parallel(); impossible(t, newWorld(t, 6, 3)) }

func impossible(t *testing.T, w *world) {
	folder := fstest.MapFS{}
	var want []string
	attendance := map[string]audit.Ratio{}
	for i, b := range w.county.Branches() {
		name := fmt.Sprintf("%02d.xlsx", i)
		n := len(b.Members)
		e := edit(t, w.blank(audit.Register, b.Committee, b)).on("组织生活", "编号")
		for m := 1; m <= 12; m++ {
			id := []string{"编号", fmt.Sprintf("B02-%02d", m)}
			e.set(w.calendar.Days[m].Date.String(), "实际日期", id...)
			expected, present := n, n-m%2
			leaders := leading(b)
			wrong := ""
			switch m {
			case 2:
				present, wrong = expected+1, "实到"
			case 3:
				expected, wrong = n+1, "应到"
			case 4:
				leaders, wrong = leaders+1, "领导应到"
			case 5:
				wrong = "请假"
			}
			cells := map[string]string{"请假": e.set(max(expected-present, 0), "请假", id...), "应到": e.set(expected, "应到", id...), "实到": e.set(present, "实到", id...), "领导应到": e.set(leaders, "领导应到", id...)}
			e.set(leading(b), "领导实到", id...)
			if wrong != "" {
				want = append(want, at(name, "组织生活", cells[wrong]))
			}
			if wrong == "请假" {
				e.set(expected-present+1, "请假", id...)
			}
			if wrong == "" || wrong == "领导应到" {
				r := attendance[b.Code]
				r.Add(audit.Ratio{Num: present, Den: expected})
				attendance[b.Code] = r
			}
		}
		folder[name] = &fstest.MapFile{Data: e.bytes(), ModTime: time.Date(2027, 12, 1, 0, 0, 0, 0, time.UTC)}
	}
	r := w.collect(w.input(folder))
	got := errorsOf(r)
	slices.Sort(want)
	slices.Sort(got)
	sameList(t, "faults", got, want)
	for _, b := range r.Branches {
		if b.Totals.Attendance != attendance[b.Code] {
			t.Errorf("%s: attendance %v, want %v", b.Short, b.Totals.Attendance, attendance[b.Code])
		}
		if l := b.Totals.Leaders; l.Num > l.Den || l.Num != 11*leading(b.Branch) {
			t.Errorf("%s: leaders %v", b.Short, l)
		}
	}
	for _, f := range r.Files {
		if f.Faults != 4 {
			t.Errorf("%s: %d faults", f.Path, f.Faults)
		}
	}
}

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
