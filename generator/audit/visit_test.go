package audit_test

import (
	"bytes"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/generator/audit"
	"dangce/generator/book"
	"dangce/generator/xlsx"
)

// TestVisitsAndRegisters: what a visit counted differs from the register of
// that day, once; where they agree nothing is said.
func TestVisitsAndRegisters(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 12, 5)
	sample := audit.Draw(w.county, time.March, "1", 30, nil)
	if len(sample) < 3 {
		t.Fatalf("%d branches drawn", len(sample))
	}
	sub := &book.Subject{County: w.county, Calendar: w.calendar, Occasion: &book.Occasion{Day: "2027-03-01", Month: 3, Seed: "1"}}
	var list bytes.Buffer
	if err := xlsx.Write(&list, w.set.Filled(w.set.Template(audit.Sample), sub, audit.SampleRows(time.March, sample))); err != nil {
		t.Fatal(err)
	}
	visits := edit(t, list.Bytes()).on("抽查名单", "支部代码")
	folder := fstest.MapFS{}
	day := w.calendar.Days[3].Date
	var want []string
	for i, x := range sample[:3] { // the same number, another, no activity that day
		b := x.Branch
		n := len(b.Members)
		e := edit(t, w.blank(audit.Register, b.Committee, b)).on("组织生活", "编号")
		held := day
		if i == 2 {
			held = day.AddDays(1)
		}
		e.set(held.String(), "实际日期", "编号", "B02-03")
		e.set(n, "实到", "编号", "B02-03")
		folder[b.Code+".xlsx"] = &fstest.MapFile{Data: e.bytes()}
		visits.set(day.String(), "暗访日期", "支部代码", b.Code)
		seen := n
		if i == 1 {
			seen--
		}
		cell := visits.set(seen, "实到", "支部代码", b.Code)
		if i > 0 {
			want = append(want, "督查/抽查名单.xlsx[抽查名单!"+cell+"]")
		}
	}
	in := w.input(folder)
	in.Samples, in.SamplesPrefix = fstest.MapFS{"抽查名单.xlsx": {Data: visits.bytes()}}, "督查"
	r := w.collect(in)
	var got []string
	for _, f := range r.Findings {
		if f.Code == "visit-differs" && f.Severity == diag.Warning {
			got = append(got, f.Place.String())
		}
	}
	slices.Sort(got)
	sameList(t, "differences", got, want)
	if len(r.Inspections) != 3 || len(r.Findings) != 2 {
		t.Errorf("inspections %+v, findings %v", r.Inspections, r.Findings)
	}
	rows := edit(t, w.write("review-summary", r)).on("15 督查人数", "督查日期").rows
	n := 0
	for _, row := range rows {
		if slices.Contains(row, "不一致") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d rows on the sheet of visits differ, want 1", n)
	}
}

// TestCheckList: closed problems wait for 回头看 until somebody has looked and
// found them put right.
func TestCheckList(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6, 3)
	b := w.county.Branches()[0]
	e := edit(t, w.blank(audit.Review, b.Committee, nil)).on("问题", "编号")
	for i, id := range []string{"01", "02", "03", "04"} {
		by := []string{"编号", e.rows[e.head+1+i][e.cols["编号"]-1]}
		e.set(b.Short, "支部", by...)
		e.set("2027-03-10", "日期", by...)
		e.set("问题"+id, "问题", by...)
	}
	in := w.input(fstest.MapFS{"调阅.xlsx": {Data: e.bytes()}})
	in.Today = date.New(2027, 6, 1)
	ledger := edit(t, w.write(audit.Ledger, w.collect(in))).on("整改台账", "编号")
	id := func(i int) []string { return []string{"编号", ledger.rows[ledger.head+1+i][ledger.cols["编号"]-1]} }
	for i := range 3 { // closed; closed and confirmed; closed and found again; open
		ledger.set("已销号", "状态", id(i)...)
		ledger.set("2027-03-20", "销号日期", id(i)...)
	}
	ledger.set("2027-05-01", "回头看日期", id(1)...)
	ledger.set("属实", "回头看结论", id(1)...)
	ledger.set("2027-05-01", "回头看日期", id(2)...)
	ledger.set("反弹", "回头看结论", id(2)...)
	folder := in.Folder.(fstest.MapFS)
	folder["整改台账.xlsx"] = &fstest.MapFile{Data: ledger.bytes()}
	r := w.collect(in)
	sheet := edit(t, w.write("review-summary", r)).on("16 回头看清单", "编号")
	var got []string
	for _, row := range sheet.rows[sheet.head+1:] {
		if len(row) > 3 && row[3] != "" {
			got = append(got, row[3])
		}
	}
	if !slices.Equal(got, []string{"问题01"}) {
		t.Errorf("to look at: %v", got)
	}
}
