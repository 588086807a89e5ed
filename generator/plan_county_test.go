package generator

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tealeg/xlsx/v3"

	"dangce/generator/internal/exampletest"
	"dangce/generator/plan"
)

// sheetRows reads a worksheet: for each row below the one that begins with
// the title first, its cells by the titles of their columns.
func sheetRows(t *testing.T, name, sheet, first string) []map[string]string {
	t.Helper()
	f, err := xlsx.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	sh := f.Sheet[sheet]
	if sh == nil {
		t.Fatalf("no sheet %s", sheet)
	}
	var titles []string
	var out []map[string]string
	if err := sh.ForEachRow(func(r *xlsx.Row) error {
		cells := make([]string, sh.MaxCol)
		for i := range cells {
			cells[i] = r.GetCell(i).Value
		}
		switch {
		case titles == nil && exampletest.Squeeze(cells[0]) != first:
		case titles == nil || len(out) == 0 && cells[0] == "": // a head may take two rows
			for i := range cells {
				if titles == nil || i >= len(titles) {
					titles = append(titles[:i:i], exampletest.Squeeze(cells[i]))
				} else if cells[i] != "" {
					titles[i] = exampletest.Squeeze(cells[i])
				}
			}
		default:
			row := map[string]string{}
			for i, title := range titles {
				row[title] = cells[i]
			}
			out = append(out, row)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestCountyTableCountsThePlans: the numbers by branch are those of the
// plans, and the formulas by committee hold their sums.
func TestCountyTableCountsThePlans(t *testing.T) {
	b := variedCounty(t)
	c := b.County
	pr := engineOf(t, c, b.Set)
	name := filepath.Join(b.Dir, countyFolder, "三会一课年度总表.xlsx")
	branches := map[string]map[string]string{}
	for _, r := range sheetRows(t, name, "年度总表", "党委") {
		branches[r["支部代码"]] = r
	}
	changes := sheetRows(t, name, "主题党日变更", "序号")
	sums, total := map[string]map[string]int{}, map[string]int{}
	asked := 0
	for _, b := range c.Branches() {
		p := plan.ForBranch(pr.calendar, b)
		row := branches[b.Code]
		own := map[string]int{"党员": len(b.Members), "支委会": p.Count(plan.CommitteeMeeting), "党小组会": p.Count(plan.GroupMeeting),
			"主题党日": p.Count(plan.ThemeDay), "党课": p.Count(plan.Lesson)}
		for title, want := range own {
			if row[title] != strconv.Itoa(want) {
				t.Errorf("%s: %s %q, want %d", b.Code, title, row[title], want)
			}
		}
		own["规范次数合计"], own["党支部"] = p.Records(), 1
		if row["合计"] != strconv.Itoa(p.Records()) {
			t.Errorf("%s: %q records, want %d", b.Code, row["合计"], p.Records())
		}
		key := b.Committee.Code + " " + b.Committee.Short
		if sums[key] == nil {
			sums[key] = map[string]int{}
		}
		for title, n := range own {
			sums[key][title] += n
			total[title] += n
		}
		for _, change := range b.Changes {
			asked++
			sign := "▲"
			if change.Approved.IsZero() {
				sign = "△"
			}
			cell := row[fmt.Sprintf("%d月", int(change.Month))]
			for _, e := range p.Of(plan.ThemeDay) {
				if e.Month == change.Month && !strings.Contains(cell, strconv.Itoa(e.Date.Day)+sign) {
					t.Errorf("%s: %s is %q, want the %d with %s", b.Code, change.Month, cell, e.Date.Day, sign)
				}
			}
		}
	}
	if len(branches) != len(c.Branches())+1 || len(changes) != asked || asked == 0 {
		t.Errorf("%d rows of branches, %d of %d changes", len(branches), len(changes), asked)
	}
	seen := 0
	for _, r := range sheetRows(t, name, "按党委统计", "党委") {
		want := sums[r["党委"]]
		if r["党委"] == "合计" {
			want = total
		}
		for title, n := range want {
			seen++
			if r[title] != strconv.Itoa(n) {
				t.Errorf("%s: %s %q, want %d", r["党委"], title, r[title], n)
			}
		}
	}
	if want := (len(sums) + 1) * len(total); seen != want {
		t.Errorf("%d sums, want %d", seen, want)
	}
}

// TestWorkbookNamesPagesOfTheHandbook: on the page that the workbook names
// for a meeting, the printed handbook has the form for that very day.
func TestWorkbookNamesPagesOfTheHandbook(t *testing.T) {
	b := exampleCounty(t)
	pages := map[string]string{} // texts of the handbooks' pages, by branch and number
	books := map[string]string{}
	for _, f := range b.Files {
		switch {
		case f.Book == "plan" && filepath.Ext(f.Path) == ".xlsx" && f.Branch != "":
			books[f.Branch] = b.Path(f)
		case strings.HasSuffix(f.Path, "/党支部工作手册.pdf"):
			for i, p := range b.PDF(t, f.Path).Pages {
				for _, text := range p.Texts {
					pages[f.Branch+" "+strconv.Itoa(i+1)] += exampletest.Squeeze(text.S)
				}
			}
		}
	}
	forms := map[string]string{"支委会": "支部委员会会议记录", "主题党日": "主题党日记录", "党员大会": "党员大会记录", "党课": "党课记录", "组织生活会": "组织生活会记录"}
	found := 0
	for branch, name := range books {
		for _, r := range sheetRows(t, name, "计划", "编号") {
			title := forms[r["类别"]]
			if title == "" {
				continue
			}
			days, err := strconv.ParseFloat(r["计划日期"], 64)
			if err != nil {
				t.Fatal(err)
			}
			on := xlsx.TimeFromExcelTime(days, false)
			want := fmt.Sprintf("日期：%d月%d日", int(on.Month()), on.Day())
			if text := pages[branch+" "+r["手册页码"]]; !strings.Contains(text, want) || !strings.Contains(text, title) {
				t.Errorf("%s: %s on %s is not on page %q", branch, r["编号"], on.Format(time.DateOnly), r["手册页码"])
			}
			found++
		}
	}
	if found < 10*30 {
		t.Errorf("only %d meetings", found)
	}
}
