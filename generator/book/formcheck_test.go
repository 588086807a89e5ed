package book

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
	"dangce/templates"
)

// errorsWith loads the templates with one file of the county's own.
func errorsWith(t testing.TB, name, text string) []diag.Finding {
	t.Helper()
	var list diag.List
	Load(templates.Overlay(fstest.MapFS{name: {Data: []byte(text)}}), "own", &list)
	return slices.DeleteFunc(list.Sorted(), func(f diag.Finding) bool { return f.Severity != diag.Error })
}

func embeddedText(t testing.TB, name string) string {
	t.Helper()
	data, err := fs.ReadFile(templates.Embedded(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestOverlays changes one thing in a built-in table or workbook. Each of
// these once passed, and writing failed or gave a workbook that does not open.
func TestOverlays(t *testing.T) {
	for _, c := range []struct{ name, old, with, says string }{
		{"tables/dues-remittance.toml", `id = "quarter"`, `id = "A5"`, `没有列 "quarter"`},
		{"tables/dues-assessment.toml", `id = "no"`, `id = "present"`, `没有列 "no"`},
		{"tables/dues-assessment.toml", `title = "本人签字"`, `title = " "`, "标题是空格"},
		{"tables/dues-disclosure.toml", `id = "q{quarter}month"`, `id = "reached_rate"`, `id 都是 "reached_rate"`},
		{"tables/dues-disclosure.toml", `id = "q{quarter}paid"`, `id = "date"`, `id 都是 "date"`},
		{"tables/dues-disclosure.toml", "title = \"季应交\"\nkind = \"money\"", `title = "季应交"`, "不全是数"},
		{"tables/dues-disclosure.toml", "chars = 10", "chars = 900", "900"},
		{"tables/dues-ledger.toml", `"sum(paid04..paid06/6)"`, `"sum(n_salaried..n_unknown)"`, `没有列 "n_salaried"`},
		{"tables/dues-ledger.toml", `"sum(paid01..paid03/6)"`, `"sum(y_salaried1..y_unknown/3)"`, `没有列 "y_salaried1"`},
		{"tables/dues-ledger.toml", `"sum(paid01..paid03/6)"`, `"sum(paid01..paid03/5)"`, "取不到"},
		{"tables/dues-remittance.toml", `only = "sheet"`, `only = "paper"`, "只印在纸上"},
		{"tables/review-problems.toml", `max = "{next_year}-02-10"`, `max = "12"`, "种类不合"},
		{"tables/works.toml", `max = "{next_year}-02-10"`, `max = "members"`, "种类不合"},
		{"tables/register-matters.toml", `max = "{next_year}-02-10"`, `max = "S"`, "种类不合"},
		{"tables/register-matters.toml", `id = "shown_to"`, `id = "result_to"`, `id 是 "result_to"`},
		{"tables/register-life.toml", `max = "5"`, "min = \"6\"\nmax = \"5\"", "比最大 5 还大"},
		{"tables/register-life.toml", `choices = ["是", "否"]`, `choices = ["是", "否", "是"]`, "写了两次"},
		{"tables/register-life.toml", `choices = ["是", "否"]`, `choices = ["是", ""]`, "是空的"},
		{"tables/register-life.toml", `id = "kind"`, `id = "k i"`, `"k i"`},
		{"tables/review-matters.toml", `id = "branch"`, `id = "page"`, `"branch"`},
		{"tables/review-cards.toml", `id = "branch"`, `id = "table"`, `"branch"`},
		{"tables/summary-dues.toml", `link = "summary-branches.code=code"`, `link = "summary-branches.kode=code"`, `没有列 "kode"`},
		{"tables/summary-dues.toml", `link = "summary-branches.code=code"`, `link = "summary-branch.code=code"`, "没有那张表"},
		{"tables/summary-dues.toml", `formula = "ratio(paid,due_fen)"`, `formula = "ratio(paid_rate,due_fen)"`, "不全是数"},
		{"tables/summary-dues.toml", `formula = "ratio(paid,due_fen)"`, `formula = "rate(paid,due_fen)"`, "rate(paid,due_fen)"},
		{"workbooks/year-plan.toml", `columns = ["state"]`, `columns = ["a b"]`, `"a b"`},
		{"workbooks/year-plan.toml", `columns = ["state"]`, `columns = ["{month}"]`, `没有列 ""`},
		{"workbooks/year-plan.toml", `columns = ["state"]`, `columns = ["none"]`, `"none"`},
		{"workbooks/year-plan.toml", `column = "state"`, `column = "money"`, `"money"`},
		{"workbooks/register-all.toml", `freeze = "member"`, `freeze = "quarter"`, `"quarter"`},
		{"workbooks/register.toml", `freeze = "matter"`, `freeze = "x"`, `"x"`},
		{"workbooks/committee-register.toml", `freeze = "id"`, `freeze = "sum"`, `"sum"`},
		{"workbooks/dues-ledger.toml", `id = "until"`, `id = "A6"`, `"until"`},
		{"workbooks/dues-ledger.toml", `name = "上缴"`, `name = "说明"`, "有两张工作表"},
		{"workbooks/dues-ledger.toml", `name = "上缴"`, `name = "上缴/下"`, "不能用的符号"},
		{"workbooks/dues-ledger.toml", `name = "上缴"`, `name = "选项"`, "不能叫"},
		{"workbooks/dues-ledger.toml", `name = "上缴"`, `name = "` + strings.Repeat("上缴", 16) + `"`, "32 字"},
		{"workbooks/dues-ledger.toml", `blank = 5`, `blank = 1000000`, "空行数"},
		{"workbooks/dues-ledger.toml", `value = "连续3个月以上未交，请提醒"`, `value = "连续三个月未交"`, "里不会有"},
		{"workbooks/dues-ledger.toml", `"due03", "due05"`, `"due05", "due03"`, "位置不对"},
		{"workbooks/dues-estimate.toml", `series = ["n"]`, `series = ["label"]`, "不是数"},
		{"workbooks/dues-estimate.toml", `category = "label"`, `category = "lable"`, "是不是 label"},
		{"workbooks/rectification.toml", `value = "已销号"`, `value = "销号"`, "里不会有"},
		{"workbooks/rectification.toml", `version = 1`, `version = 0`, "版本号"},
	} {
		t.Run(c.name+" "+c.with[:min(len(c.with), 40)], func(t *testing.T) {
			t.Parallel()
			text := embeddedText(t, c.name)
			if !strings.Contains(text, c.old) {
				t.Fatalf("%s has no %s", c.name, c.old)
			}
			said := false
			for _, f := range errorsWith(t, c.name, strings.Replace(text, c.old, c.with, 1)) {
				if f.Hint == "" || f.Line == 0 {
					t.Errorf("%s: %s: no hint or no line", f.Place, f.Message)
				}
				said = said || strings.HasPrefix(f.File, "own/") && strings.Contains(f.Message+f.Hint, c.says)
			}
			if !said {
				t.Errorf("nothing says %s: %v", c.says, errorsWith(t, c.name, strings.Replace(text, c.old, c.with, 1)))
			}
		})
	}
}
