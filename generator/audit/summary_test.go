package audit_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dangce/generator/audit"
	"dangce/generator/book"
	"dangce/generator/plan"
	"dangce/generator/xlsx"
)

// write makes one of the workbooks of a collection.
func (w *world) write(name string, r *audit.Result) []byte {
	w.t.Helper()
	sub := &book.Subject{County: w.county, Calendar: w.calendar, Occasion: &book.Occasion{Day: r.AsOf.String(), Version: "test"}}
	var out bytes.Buffer
	if err := xlsx.Write(&out, w.set.Filled(w.set.Template(name), sub, r.Rows)); err != nil {
		w.t.Fatal(err)
	}
	return out.Bytes()
}

var summarySheets = []string{"00 说明", "01 支部总表", "02 党委汇总", "03 县汇总", "04 频次明细", "05 主题党日", "06 党费", "07 问题清单",
	"08 调阅进度", "09 通报问责", "10 规范30条", "11 数据质量", "12 疑点提示", "13 典型案例", "14 四议两公开", "15 督查人数", "16 回头看清单"}

// TestSummary reads the rates of the written summary back.
func TestSummary(t *testing.T) {
	t.Parallel()
	s := seasonOf(t, many())
	r := s.collect(s.input(s.folder))
	data := s.write("review-summary", r)
	if keep := os.Getenv("DANGCE_KEEP"); keep != "" {
		if err := os.WriteFile(filepath.Join(keep, "调阅督查汇总.xlsx"), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	e := edit(t, data)
	var names []string
	for _, n := range e.file.GetSheetList() {
		if v, err := e.file.GetSheetVisible(n); err == nil && v {
			names = append(names, n)
		}
	}
	if strings.Join(names, ",") != strings.Join(summarySheets, ",") {
		t.Errorf("sheets %v", names)
	}
	s.rates(t, e)
	for _, sheet := range []string{"00 说明", "02 党委汇总"} {
		if !chartOn(e.file, sheet) {
			t.Errorf("no chart on %s", sheet)
		}
	}
	// From the county to the committee, the branch, its activities.
	for _, c := range []struct{ from, to string }{{"03 县汇总", "02 党委汇总"}, {"02 党委汇总", "01 支部总表"}, {"01 支部总表", "04 频次明细"}} {
		if got := linksOf(t, e.file, c.from); !strings.Contains(got, "'"+c.to+"'!A") {
			t.Errorf("%s leads to %q, not to %s", c.from, got, c.to)
		}
	}
}

// TestGuideListsAllSheets: docs/collecting.md has a row for every sheet of the
// summary, in their order.
func TestGuideListsAllSheets(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/collecting.md")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, 6, 3)
	last := -1
	for _, sh := range w.set.Template("review-summary").Sheets {
		at := strings.Index(string(text), "| "+sh.Name+" |")
		if at <= last {
			t.Errorf("the guide does not list %s in its place", sh.Name)
		}
		last = max(at, last)
	}
}

// chartOn reports whether a sheet has a drawing.
func chartOn(f *excelize.File, sheet string) bool {
	for i, name := range f.GetSheetList() {
		if name == sheet {
			rels, ok := f.Pkg.Load(fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", i+1))
			return ok && strings.Contains(string(rels.([]byte)), "relationships/drawing")
		}
	}
	return false
}

// linksOf lists where the links of a sheet lead.
func linksOf(t *testing.T, f *excelize.File, sheet string) string {
	t.Helper()
	cells, err := f.GetHyperLinkCells(sheet, "")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range cells {
		if _, to, err := f.GetCellHyperLink(sheet, c); err == nil {
			out = append(out, to)
		}
	}
	return strings.Join(out, " ")
}

// shownAs says in which columns of a sheet a share is: its parts and what
// they come to.
type shownAs struct{ num, den, rate string }

// level is a sheet of the summary that shows branches, committees or the
// county, one a row.
var levels = []struct {
	sheet                              string
	leaders, counted, attendance, dues shownAs
	meetings                           bool
}{
	{"01 支部总表", shownAs{"领导带头参与率实到", "领导带头参与率应到", "领导带头参与率比率"}, shownAs{"开展次数达标率按时规范", "开展次数达标率应开展", "开展次数达标率比率"},
		shownAs{"党员活动出勤率实到", "党员活动出勤率应到", "党员活动出勤率比率"}, shownAs{"党费收缴率抵应收", "党费收缴率应收", "党费收缴率比率"}, true},
	{"02 党委汇总", shownAs{"领导带头参与率实到", "领导带头参与率应到", "领导带头参与率领导带头参与率"}, shownAs{"开展次数达标率达标支部", "开展次数达标率应开展支部", "开展次数达标率开展次数达标率"},
		shownAs{"党员活动出勤率实到", "党员活动出勤率应到", "党员活动出勤率党员活动出勤率"}, shownAs{"党费收缴率抵应收", "党费收缴率应收", "党费收缴率比率"}, true},
	{"03 县汇总", shownAs{"领导带头参与率领导实到", "领导带头参与率领导应到", "领导带头参与率比率"}, shownAs{"开展次数达标率达标支部", "开展次数达标率应开展支部", "开展次数达标率比率"},
		shownAs{"党员活动出勤率实到", "党员活动出勤率应到", "党员活动出勤率比率"}, shownAs{"党费收缴率抵应收", "党费收缴率应收", "党费收缴率比率"}, false},
}

var meetingTitles = map[plan.Kind]string{plan.CommitteeMeeting: "支委会", plan.GeneralMeeting: "党员大会", plan.GroupMeeting: "党小组会",
	plan.Lesson: "党课", plan.ThemeDay: "主题党日", plan.OrgLifeMeeting: "组织生活会"}

// rates compares the numbers shown on the sheets with the truth: of every
// branch, every committee, and in the last row of the county.
func (s *season) rates(t *testing.T, e *editor) {
	t.Helper()
	county := &truth{held: map[plan.Kind]int{}}
	committees := map[string]*truth{}
	for _, b := range s.county.Branches() {
		com := committees[b.Committee.Code]
		if com == nil {
			com = &truth{held: map[plan.Kind]int{}}
			committees[b.Committee.Code] = com
		}
		com.add(s.truth[b.Code])
		county.add(s.truth[b.Code])
	}
	for i, l := range levels {
		rows, err := e.file.GetRows(l.sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		cols := columnsOf(t, rows)
		seen := 0
		for _, row := range rows {
			code := cellOf(row, cols["编码"])
			tr := committees[code]
			if i == 0 {
				tr = s.truth[code]
			}
			if slices.Contains(row, "全县") || slices.Contains(row, "合计") {
				tr = county
			}
			if tr == nil {
				continue
			}
			seen++
			counted := tr.counted
			if i == 0 && tr != county {
				counted = tr.days()
			}
			same := func(c shownAs, num, den int64, unit float64) {
				n, d, rate := cellOf(row, cols[c.num]), cellOf(row, cols[c.den]), cellOf(row, cols[c.rate])
				want := "—"
				if den > 0 {
					want = strconv.FormatFloat(float64(num)/float64(den), 'f', -1, 64)
				}
				if !equalNumbers(n, strconv.FormatFloat(float64(num)/unit, 'f', -1, 64)) || !equalNumbers(d, strconv.FormatFloat(float64(den)/unit, 'f', -1, 64)) || !equalNumbers(rate, want) {
					t.Errorf("%s %s, %s: %s / %s = %s, want %d/%d = %s", l.sheet, code, c.rate, n, d, rate, num, den, want)
				}
			}
			ratio := func(c shownAs, r audit.Ratio) { same(c, int64(r.Num), int64(r.Den), 1) }
			ratio(l.leaders, tr.leaders)
			ratio(l.attendance, tr.attendance)
			if i == 0 && tr == county { // the share of branches, as on 02 and 03; beside it are sums of theme days
				want := strconv.FormatFloat(float64(counted.Num)/float64(counted.Den), 'f', -1, 64)
				if got := cellOf(row, cols[l.counted.rate]); !equalNumbers(got, want) {
					t.Errorf("%s: %s of the county is %s, want %s", l.sheet, l.counted.rate, got, want)
				}
			} else {
				ratio(l.counted, counted)
			}
			same(l.dues, int64(tr.met), int64(tr.due), 100)
			if !l.meetings {
				continue
			}
			for k, title := range meetingTitles {
				if got := cellOf(row, cols[title+"实开"]); got != strconv.Itoa(tr.held[k]) {
					t.Errorf("%s %s: %s held %s times, want %d", l.sheet, code, title, got, tr.held[k])
				}
			}
		}
		want := len(committees) + 1
		if i == 0 {
			want = len(s.truth) + 1
		}
		if seen != want {
			t.Errorf("%s: %d rows compared, want %d", l.sheet, seen, want)
		}
	}
}

func cellOf(row []string, col int) string {
	if col < len(row) {
		if f, err := strconv.ParseFloat(row[col], 64); err == nil && strings.Contains(row[col], ".") {
			return strconv.FormatFloat(f, 'f', -1, 64)
		}
		return row[col]
	}
	return ""
}

// columnsOf finds columns by group and title.
func columnsOf(t testing.TB, rows [][]string) map[string]int {
	t.Helper()
	for r := 1; r < len(rows); r++ {
		if !slices.Contains(rows[r-1], "编码") {
			continue
		}
		cols := map[string]int{}
		group := ""
		for c := range max(len(rows[r-1]), len(rows[r])) {
			low := ""
			if c < len(rows[r]) {
				low = rows[r][c]
			}
			if c < len(rows[r-1]) && rows[r-1][c] != "" {
				group = rows[r-1][c]
			}
			if low == "" {
				cols[group] = c
			} else {
				cols[group+low] = c
			}
		}
		return cols
	}
	t.Fatal("no head")
	return nil
}

// TestSummaryComputes lets LibreOffice compute all formulas again: the values
// stored beside them are what it finds.
func TestSummaryComputes(t *testing.T) {
	if testing.Short() {
		t.Skip("an office program takes some seconds")
	}
	exe, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("soffice is needed")
		}
		t.Skip("soffice is not installed")
	}
	t.Parallel()
	s := seasonOf(t, 12)
	data := s.write("review-summary", s.collect(s.input(s.folder)))
	dir := t.TempDir()
	profile := filepath.Join(dir, "profile", "user")
	if err := os.MkdirAll(profile, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{filepath.Join(dir, "book.xlsx"): data, filepath.Join(profile, "registrymodifications.xcu"): []byte(alwaysCompute)} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command(exe, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
		"--outdir", filepath.Join(dir, "out"), filepath.Join(dir, "book.xlsx")).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	computed, err := os.ReadFile(filepath.Join(dir, "out", "book.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	was, now := edit(t, data).file, edit(t, computed).file
	formulas := 0
	for _, sheet := range summarySheets {
		a, errA := was.GetRows(sheet, excelize.Options{RawCellValue: true})
		b, errB := now.GetRows(sheet, excelize.Options{RawCellValue: true})
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		for r := range a {
			for c := range a[r] {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if f, _ := was.GetCellFormula(sheet, cell); f == "" {
					continue
				}
				formulas++
				got := ""
				if r < len(b) {
					got = cellOf(b[r], c)
				}
				if want := cellOf(a[r], c); !equalNumbers(got, want) {
					t.Errorf("%s!%s: computed %s, stored %s", sheet, cell, got, want)
				}
			}
		}
	}
	if formulas < 500 {
		t.Errorf("%d formulas", formulas)
	}
}

func equalNumbers(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX != nil || errY != nil {
		return a == b
	}
	return math.Abs(x-y) < 1e-12
}

// alwaysCompute is a LibreOffice profile that computes all formulas when a
// file is opened.
const alwaysCompute = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`
