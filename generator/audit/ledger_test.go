package audit_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dangce/config/date"
	"dangce/generator/audit"
	"dangce/generator/plan"
)

// found is a folder with one problem from each source.
func (w *world) found() fstest.MapFS {
	w.t.Helper()
	com := w.county.Committees[0]
	b := com.Branches[0]
	review := edit(w.t, w.blank(audit.Review, com, nil)).on("问题", "编号")
	for title, v := range map[string]any{"支部": b.Short, "日期": "2027-04-10", "问题": "三月支委会没有签字", "类型": "缺签字", "页码": 31, "难易": "复杂"} {
		review.set(v, title, "编号", "2027-DY-"+com.Code+"-001")
	}
	review.on("进度", "调阅日期").set("2027-04-10", "调阅日期", "支部", b.Short)
	register := edit(w.t, w.blank(audit.CommitteeRegister, com, nil)).on("月审签", "审阅日期")
	register.set("2027-05-20", "审阅日期", "支部", b.Short, "月", "5")
	register.set("应到实到合不上", "主要问题", "支部", b.Short, "月", "5")
	register.set("2027-06-20", "审阅日期", "支部", b.Short, "月", "6")
	register.set("无", "主要问题", "支部", b.Short, "月", "6")
	saved := time.Date(2027, 6, 21, 0, 0, 0, 0, time.UTC)
	return fstest.MapFS{"调阅.xlsx": {Data: review.bytes(), ModTime: saved}, "党委.xlsx": {Data: register.bytes(), ModTime: saved}}
}

func states(r *audit.Result) map[string]string {
	out := map[string]string{}
	for i := range r.Problems {
		p := &r.Problems[i]
		out[p.ID] = p.State + " " + p.Deadline.String() + " " + p.Late()
	}
	return out
}

// TestLedger follows problems through the year: found, filled in, sent back,
// closed, looked back at, carried into the next year.
func TestLedger(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6, 3)
	com := w.county.Committees[0]
	b := com.Branches[0]
	reviewed, signed := "2027-DY-"+com.Code+"-001", "2027-SQ-"+b.Code+"-05"
	folder := w.found()
	in := w.input(folder)
	in.Today = date.New(2027, 6, 30)
	first := w.collect(in)
	want := map[string]string{
		reviewed: "未整改 2027-05-10 超期 51 天", // 30 days from 10 April
		signed:   "未整改 2027-06-04 超期 26 天", // 15 days from 20 May
	}
	if got := states(first); !reflect.DeepEqual(got, want) {
		t.Fatalf("got %v, want %v; findings %v", got, want, first.Findings)
	}
	if p := first.Problems[0]; p.Branch != b.Code || p.Type != "缺签字" || p.Text != "三月支委会没有签字（第31页）" || p.Owner == "" {
		t.Errorf("problem %+v", p)
	}

	// The ledger goes out, comes back filled in, with a problem of the
	// branch's own, and is collected again.
	ledger := edit(t, w.write(audit.Ledger, first)).on("整改台账", "编号")
	ledger.set("补签并说明", "措施", "编号", reviewed)
	ledger.set("2027-06-02", "完成日期", "编号", signed)
	ledger.set("2027-06-03", "销号日期", "编号", signed)
	ledger.set("已销号", "状态", "编号", signed)
	ledger.set("2027-06-28", "回头看日期", "编号", signed)
	ledger.set("属实", "回头看结论", "编号", signed)
	row := ledger.head + 2 + len(first.Problems)
	for title, v := range map[string]any{"支部": b.Short, "来源": "自查", "日期": "2027-06-25", "问题": "五月党费晚收三天", "难易": "一般"} {
		if err := ledger.file.SetCellValue(ledger.sheet, fmt.Sprintf("%c%d", 'A'+ledger.cols[title]-1, row), v); err != nil {
			t.Fatal(err)
		}
	}
	folder["台账.xlsx"] = &fstest.MapFile{Data: ledger.bytes(), ModTime: time.Date(2027, 6, 29, 0, 0, 0, 0, time.UTC)}
	second := w.collect(in)
	own := "2027-ZC-" + b.Code + "-01"
	want = map[string]string{reviewed: "整改中 2027-05-10 超期 51 天", signed: "已销号 2027-06-04 ", own: "未整改 2027-07-10 "}
	if got := states(second); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v; findings %v", got, want, second.Findings)
	}
	if got := second.Branches[0].Totals; got.Problems != 3 || got.Closed != 1 || got.Overdue != 1 {
		t.Errorf("problems %d closed %d overdue %d", got.Problems, got.Closed, got.Overdue)
	}

	// Running again over its own output changes nothing, and nothing that was
	// entered is lost when the returned ledger is no longer there.
	in.Earlier = []audit.EarlierLedger{{Name: "整改台账.xlsx", Data: w.write(audit.Ledger, second)}}
	if again := w.collect(in); !reflect.DeepEqual(again.Problems, second.Problems) {
		t.Errorf("again:\ngot  %+v\nwant %+v", again.Problems, second.Problems)
	}
	in.Folder = fstest.MapFS{}
	without := w.collect(in)
	if got := states(without); !reflect.DeepEqual(got, want) {
		t.Errorf("without the files: got %v, want %v", got, want)
	}

	// Looking back finds that it was not true: it is open work again.
	relapse := edit(t, w.write(audit.Ledger, without)).on("整改台账", "编号")
	relapse.set("反弹", "回头看结论", "编号", signed)
	in.Folder = fstest.MapFS{"再.xlsx": {Data: relapse.bytes(), ModTime: time.Date(2027, 6, 30, 0, 0, 0, 0, time.UTC)}}
	again := w.collect(in)
	if got := again.Branches[0].Totals; got.Closed != 0 || got.Problems != 3 {
		t.Errorf("after the relapse: problems %d closed %d", got.Problems, got.Closed)
	}
	// With 15 days from the day of the second look.
	if got := states(again)[signed]; got != "未整改 2027-07-13 " {
		t.Errorf("after the relapse: %s", got)
	}

	// The next year carries what last year's ledger holds, ids and all.
	next := *w.county
	next.Year = 2028
	carried := &world{t, &next, w.set, plan.Year(&next, plan.Templates{Norms: w.set.Norms, Calendar: w.set.Calendar, Activities: w.set.Activities, Sentences: w.set.Sentences})}
	in = carried.input(fstest.MapFS{})
	in.Today = date.New(2028, 2, 1)
	in.Earlier = []audit.EarlierLedger{{Name: "去年/整改台账.xlsx", Data: w.write(audit.Ledger, second)}}
	r := carried.collect(in)
	if len(r.Problems) != 3 || r.Problems[0].ID != reviewed || r.Problems[1].State != audit.ClosedOut {
		t.Errorf("carried %+v", r.Problems)
	}
}

// TestLedgerFilledInPlace takes a ledger that was filled in where the last run
// had put it: its faults are told as those of a returned one, and what does
// not fit together is a hint.
func TestLedgerFilledInPlace(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6, 3)
	com := w.county.Committees[0]
	reviewed, signed := "2027-DY-"+com.Code+"-001", "2027-SQ-"+com.Branches[0].Code+"-05"
	in := w.input(w.found())
	in.Today = date.New(2027, 6, 30)
	ledger := edit(t, w.write(audit.Ledger, w.collect(in))).on("整改台账", "编号")
	bad := ledger.set("搞完了", "状态", "编号", reviewed)
	ledger.set("已销号", "状态", "编号", signed)
	in.Earlier = []audit.EarlierLedger{{Name: "汇总/整改台账.xlsx", Data: ledger.bytes(), Edited: time.Date(2027, 6, 29, 0, 0, 0, 0, time.UTC)}}
	r := w.collect(in)
	sameList(t, "errors", errorsOf(r), []string{"汇总/整改台账.xlsx[整改台账!" + bad + "]"})
	if got := states(r); got[reviewed] != "未整改 2027-05-10 超期 51 天" || !strings.HasPrefix(got[signed], "已销号 ") {
		t.Errorf("states %v", got)
	}
	if len(r.Hints) != 1 || r.Hints[0].Kind != "销号没有日期" || !strings.Contains(r.Hints[0].Text, signed) {
		t.Errorf("hints %+v", r.Hints)
	}

	// One that nobody touched has been told of before.
	in.Earlier[0].Edited = time.Time{}
	if got := errorsOf(w.collect(in)); len(got) > 0 {
		t.Errorf("errors %v", got)
	}
}
