package calc

import (
	"fmt"
	"strings"
	"testing"

	"dangce/generator/doc"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"sum": "sum", "count": "count",
		"sum(a..b)":                   "sum() a..b/1",
		"sum(a01..a12/5)":             "sum() a01..a12/5",
		"add(a, b,c)":                 "add() a b c",
		"sub(a,b)":                    "sub() a b",
		"mul(a,12)":                   "mul() a 12",
		"ratio(a,b)":                  "ratio() a b",
		"sum_until(a..b/5,until)":     "sum_until() a..b/5 until",
		"months_owed(a..b/5,c,until)": "months_owed() a..b/5 c until",
		"grade(owing,behind,6=六个月,3=三个月)":                "grade() owing behind 6=六个月 3=三个月",
		"count_where(branches,committee=code)":           "count_where() branches committee[0]code",
		`count_where(b, day, state<>"已 报, 了", n >= own)`: `count_where() b day[6] state[1]"已 报, 了" n[5]own`,
		"sum_where(branches.due,a=b,c=d)":                "sum_where() branches.due a[0]b c[0]d",
		"sum_where(branches.due)":                        "sum_where() branches.due",
		"sum_across(ledger,a..b/5,month)":                "sum_across() ledger a..b/5 month",
		"lookup(branches.code,name=name)":                "lookup() branches.code name[0]name",
	} {
		f, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := shown(f); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func shown(f *doc.Formula) string {
	out := f.Name
	for _, a := range f.Args {
		switch {
		case a.Where.Column != "" && a.Text != "":
			out += fmt.Sprintf(" %s[%d]%q", a.Where.Column, a.Where.Op, a.Text)
		case a.Where.Column != "":
			out += strings.TrimSuffix(fmt.Sprintf(" %s[%d]%s", a.Where.Column, a.Where.Op, a.Where.With), "]")
			if a.Where.Op == doc.Filled {
				out += "]"
			}
		case a.To != "":
			out += fmt.Sprintf(" %s..%s/%d", a.Name, a.To, a.Step)
		case a.Column != "":
			out += " " + a.Name + "." + a.Column
		case a.Text != "":
			out += fmt.Sprintf(" %d=%s", a.N, a.Text)
		case a.Name == "":
			out += fmt.Sprintf(" %d", a.N)
		default:
			out += " " + a.Name
		}
	}
	return out
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{
		"", "sum(", "sum()", "sum(a)", "sum(a..)", "sum(a..b/0)", "sum(a..b/x)", "sum(a..b,c)", "avg(a,b)", "sub(a)", "sub(a,b,c)",
		"mul(a,b)", "mul(a,1.5)", "add(a,,b)", "add()", "sum_until(a..b)", "grade(a)", "grade(a,b)", "grade(a,b,6=)", "grade(a,b,x=y)",
		"sum_where(branches,a=b)", "sum_where(branches.,a=b)", "count_where(a.b,c=d)", "sum_across(t,a,b)", "sum(a..b))x", "sub", "count(a)",
		`count_where(a,b=")`, `count_where(a,b="")`, "count_where(a,=b)", "count_where(a,b==c)",
	} {
		if f, err := Parse(text); err == nil {
			t.Errorf("%q is read as %v", text, f)
		} else if strings.ContainsAny(err.Error(), "ABCDEFGHIJ") || err.Error() == "" {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestFaults: what a formula cannot use is a fault that names it and says what
// to do.
func TestFaults(t *testing.T) {
	for formula, want := range map[string]string{
		"sub(due,paid2)":                        `没有列 "paid2"`,
		"sub(due,name)":                         "不全是数",
		"sub(due,count)":                        "种类不同",
		"ratio(due,paid)":                       "算出的是百分比，这一列是金额",
		"sub(due,printed)":                      "只印在纸上",
		"add(rate)":                             "不全是数",
		"sum(due..count)":                       "种类不同",
		"sum(count..rate/3)":                    "取不到",
		"sum(paid..due)":                        "在 \"due\" 后面",
		"sum_until(due..paid,until)":            `没有栏 "until"`,
		"sum_until(due..paid,text)":             "不是整数",
		"sum_where(others.amount,key=name)":     "没有表 \"others\"",
		"sum_where(other.amounts,key=name)":     "没有列 \"amounts\"",
		"sum_where(other.amount,key=count)":     "种类不同",
		"sum_where(other.amount,keys=name)":     "没有列 \"keys\"",
		`sum_where(other.amount,n="x")`:         "种类不同",
		"sum_across(other,key..n,count)":        "不全是数",
		"sum_across(other,amount..last,due)":    "不能当第几列用",
		"lookup(other.amount,key=name,n=count)": "一个条件",
		"sum":                                   "只用于合计",
	} {
		money := doc.KindMoney
		wb := &doc.Workbook{Sheets: []doc.Sheet{
			{Name: "一", Fields: []doc.Field{{ID: "month", Kind: doc.KindInt}, {ID: "text"}}, Table: &doc.Table{ID: "own", Blank: 1, Cols: []doc.Column{
				{ID: "name"}, {ID: "due", Kind: money}, {ID: "paid", Kind: money}, {ID: "count", Kind: doc.KindInt}, {ID: "printed", Kind: money, Print: true},
				{ID: "rate", Kind: doc.KindPercent, Formula: MustParse("ratio(due,paid)")}, {ID: "x", Kind: money, Formula: MustParse(formula)}}}},
			{Name: "二", Table: &doc.Table{ID: "other", Blank: 1, Cols: []doc.Column{{ID: "key"}, {ID: "n", Kind: doc.KindInt}, {ID: "amount", Kind: money}, {ID: "last", Kind: money}}}},
		}}
		var got []string
		Check(wb, func(sheet, col int, total bool, err error) {
			f, ok := err.(*Fault)
			if !ok || f.Hint == "" || sheet != 0 || col != 6 || total {
				t.Errorf("%s: %d %d %v %#v", formula, sheet, col, total, err)
			}
			got = append(got, err.Error())
		})
		if len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("%s: %q, want %s", formula, got, want)
		}
	}
}
