package audit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/generator/audit"
	"dangce/generator/plan"
)

// TestUnreadIsNotUndone sends registers that cannot be read, one deleted row
// and one day that is no date: nothing of that is said not to have been done,
// and no share counts it.
func TestUnreadIsNotUndone(t *testing.T) {
	t.Parallel()
	const unread = "读不了，待改正"
	w := newWorld(t, 12, 5)
	branches := w.county.Branches()
	folder := fstest.MapFS{}
	broken := branches[0]
	folder["组织生活登记表-"+broken.Short+"-2027.xls"] = &fstest.MapFile{Data: []byte("\xd0\xcf\x11\xe0 not a workbook")}
	com := branches[len(branches)-1].Committee
	folder[com.Short+"/党委工作登记表.zip"] = &fstest.MapFile{Data: []byte("PK")}
	b := branches[1]
	e := edit(t, w.blank(audit.Register, b.Committee, b)).on("组织生活", "编号")
	for m := 1; m <= 12; m++ {
		id := []string{"编号", fmt.Sprintf("B02-%02d", m)}
		e.set(w.calendar.Days[m].Date.String(), "实际日期", id...)
		e.set(5, "规定动作完成", id...)
		e.set("是", "签到齐全", id...)
		e.set(len(b.Members), "应到", id...)
		e.set(len(b.Members), "实到", id...)
	}
	e.set("9号", "实际日期", "编号", "B02-03")
	e.set("大概齐", "签到齐全", "编号", "B02-04")
	var row int
	name := e.cell("编号", "编号", "B02-05")
	if _, err := fmt.Sscanf(strings.TrimLeft(name, "ABC"), "%d", &row); err != nil {
		t.Fatal(err)
	}
	if err := e.file.RemoveRow("组织生活", row); err != nil {
		t.Fatal(err)
	}
	folder["东.xlsx"] = &fstest.MapFile{Data: e.bytes()}
	r := w.collect(w.input(folder))

	states := map[string]string{}
	for _, m := range r.Missing {
		states[m.Committee+"/"+m.Branch] = m.State
	}
	if got := states[broken.Committee.Code+"/"+broken.Code]; got != unread {
		t.Errorf("the register of %s is %q", broken.Short, got)
	}
	if got := states[com.Code+"/"]; got != unread {
		t.Errorf("the register of %s is %q", com.Short, got)
	}
	if got := states[branches[2].Committee.Code+"/"+branches[2].Code]; got != "未交" {
		t.Errorf("the register of %s is %q", branches[2].Short, got)
	}
	for _, x := range r.Branches {
		switch x.Code {
		case broken.Code:
			if x.Totals.Counted.Den != 0 || x.Totals.Reached.Den != 0 || x.Totals.DuesDue != 0 || x.Ten[1].Den != 0 || x.Totals.Meetings[plan.GeneralMeeting].Den != 0 || r.Totals.Unread != 1 {
				t.Errorf("a register that could not be read counts: %+v", x.Totals)
			}
		case b.Code:
			if want := (audit.Ratio{Num: 9, Den: 9}); x.Totals.Counted != want || x.Totals.Reached.Den != 0 {
				t.Errorf("counted %v of %v, reached %v", x.Totals.Counted, want, x.Totals.Reached)
			}
		}
	}
	sheet := edit(t, w.write("review-summary", r)).on("04 频次明细", "情况")
	count := map[string]int{}
	for i := sheet.head + 1; i < len(sheet.rows); i++ {
		row := sheet.rows[i]
		count[row[0]+row[sheet.cols["情况"]-1]]++
	}
	if n := count[broken.Code+"未开展"]; n > 0 || count[broken.Code+unread] == 0 {
		t.Errorf("%s: %d said not done, %d unread", broken.Short, n, count[broken.Code+unread])
	}
	if n := count[b.Code+unread]; n != 2 {
		t.Errorf("%s: %d unread, want the day that is no date and the row that is gone", b.Short, n)
	}
	if r.Complete() || r.Registers().Num != 1 || r.Registers().Den != len(branches)+len(r.Missing)-(len(branches)-1) {
		t.Errorf("registers %v, complete %v", r.Registers(), r.Complete())
	}
	if i := slices.IndexFunc(r.Files, func(f *audit.File) bool { return f.Branch == broken.Code }); i < 0 {
		t.Error("the file is not said to be the branch's")
	}
}
