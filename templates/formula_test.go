package templates

import (
	"fmt"
	"testing"
)

func TestFormulas(t *testing.T) {
	for text, want := range map[string]string{
		"sum":                         "{sum [] 0 0}",
		"count":                       "{count [] 0 0}",
		"sum(a..b)":                   "{sum [a b] 0 0}",
		"sum(a01..a12/5)":             "{sum [a01 a12] 5 0}",
		"add(a, b,c)":                 "{add [a b c] 0 0}",
		"sub(a,b)":                    "{sub [a b] 0 0}",
		"mul(a,12)":                   "{mul [a] 0 12}",
		"ratio(a,b)":                  "{ratio [a b] 0 0}",
		"sum_until(a..b/5,until)":     "{sum_until [a b until] 5 0}",
		"streak(a..b/5,c..d/5,until)": "{streak [a b c d until] 5 0}",
		"grade(streak,behind,6=六个月,3=三个月)":     "{grade [streak behind 6=六个月 3=三个月] 0 0}",
		"count_where(branches,committee=code)": "{count_where [branches committee=code] 0 0}",
		"sum_where(branches.due,a=b,c=d)":      "{sum_where [branches.due a=b c=d] 0 0}",
		"sum_across(ledger,a..b/5,month)":      "{sum_across [ledger a b month] 5 0}",
	} {
		var f Formula
		if err := f.UnmarshalText([]byte(text)); err != nil || fmt.Sprint(f) != want {
			t.Errorf("%s: %v %v, want %s", text, f, err, want)
		}
	}
}

func TestFormulasThatAreNone(t *testing.T) {
	for _, text := range []string{
		"", "sum(", "sum()", "sum(a)", "sum(a..)", "sum(a..b/0)", "sum(a..b/x)", "sum(a..b,c)", "avg(a,b)", "sub(a)", "sub(a,b,c)",
		"mul(a,b)", "mul(a,1.5)", "add(a,,b)", "sum_until(a..b)", "streak(a..b/5,c..d/4,f)", "grade(a)", "grade(a,b,c)", "grade(a,b,6=)", "grade(a,b,x=y)",
		"sum_where(branches,a=b)", "sum_where(branches.,a=b)", "count_where(a.b,c=d)", "count_where(a,b)", "sum_across(t,a,b)", "sum(a..b))x",
	} {
		var f Formula
		if err := f.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is read as %v", text, f)
		}
	}
}
