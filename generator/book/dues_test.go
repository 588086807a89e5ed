package book

import (
	"strings"
	"testing"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/example"
	"dangce/generator/calc"
	"dangce/generator/doc"
	"dangce/generator/dues"
	"dangce/templates/phrase"
)

func exampleSet(t *testing.T) (*config.County, *Set) {
	t.Helper()
	var list diag.List
	c := config.Load(example.FS(), "county.toml", config.Options{}, &list)
	if c == nil {
		t.Fatal(list.Sorted())
	}
	s := Load(c.Templates, "", &list)
	if list.Errors() > 0 {
		t.Fatal(list.Sorted())
	}
	return c, s
}

// TestEstimate: the county's workbook adds up: by committee, by branch, by
// category and by bracket it has all members and all that they owe.
func TestEstimate(t *testing.T) {
	c, s := exampleSet(t)
	var everyone []dues.Assessment
	for _, b := range c.Branches() {
		everyone = append(everyone, dues.AssessAll(c.Dues, b.Members, c.Year)...)
	}
	want := dues.Sum(everyone)
	wb := duesWorkbook(t, s, "dues-estimate", &Subject{County: c})
	formulas, err := calc.New(wb)
	if err != nil {
		t.Fatal(err)
	}
	total := func(sheet, id string) int64 {
		for i := range wb.Sheets {
			if wb.Sheets[i].Name != sheet {
				continue
			}
			v, err := formulas.Value(i, calc.FootRow, wb.Sheets[i].Table.Column(id))
			if err != nil {
				t.Fatal(err)
			}
			return v.N
		}
		t.Fatalf("no sheet %s", sheet)
		return 0
	}
	for _, x := range []struct {
		sheet, id string
		want      int64
	}{
		{"党委", "branches", int64(len(c.Branches()))},
		{"党委", "members", int64(want.Members)}, {"党委", "monthly", int64(want.Monthly)}, {"党委", "year", int64(want.Year)},
		{"支部", "members", int64(want.Members)}, {"支部", "monthly", int64(want.Monthly)}, {"支部", "year", int64(want.Year)},
		{"支部", "q2", int64(want.Quarters[2])},
		{"支部分档", "n", int64(want.Members)}, {"支部分档", "m", int64(want.Monthly)}, {"支部分档", "y", int64(want.Year)},
		{"分档", "n", int64(want.Members)}, {"分档", "m", int64(want.Monthly)}, {"分档", "y", int64(want.Year)},
	} {
		if got := total(x.sheet, x.id); got != x.want {
			t.Errorf("%s %s: %d, want %d", x.sheet, x.id, got, x.want)
		}
	}
	for _, part := range want.Categories {
		if got := total("支部", "n_"+idOf(part.Category)); part.Bracket <= 0 && got < int64(part.Members) {
			t.Errorf("%s: %d members, want %d or more", part.Category, got, part.Members)
		}
	}
}

func idOf(c config.Category) string {
	if c == "" {
		return "unknown"
	}
	return string(c)
}

func duesWorkbook(t *testing.T, s *Set, name string, sub *Subject) *doc.Workbook {
	t.Helper()
	for _, w := range s.Workbooks {
		if w.Name == name {
			return s.Workbook(w, sub)
		}
	}
	t.Fatalf("no workbook %s", name)
	return nil
}

// TestAssessmentSaysHowAndWhy: the printed assessment shows the sum that a
// base comes from, the share of it, and the rule.
func TestAssessmentSaysHowAndWhy(t *testing.T) {
	c, s := exampleSet(t)
	for _, b := range c.Branches() {
		sub := &Subject{County: c, Committee: b.Committee, Branch: b, Dues: dues.AssessAll(c.Dues, b.Members, c.Year)}
		for i, m := range b.Members {
			sc := &scope{Subject: sub, set: s, member: m, assess: &sub.Dues[i]}
			how, basis := sc.expand(phrase.New("{dues.how}")), sc.expand(phrase.New("{dues.basis}"))
			if len(m.Dues.Items) > 0 && m.Dues.Category == "salaried" {
				want := "1640.00+2310.00+2480.00−12.30−515.00−258.00−129.00−772.00=4743.70\n职务工资、级别工资、津贴补贴；减个人所得税、养老保险、职业年金、医疗保险、住房公积金\n4743.70×1%=47.44"
				if how != want {
					t.Errorf("%s:\n%s, want\n%s", m.Label, how, want)
				}
			}
			if !sub.Dues[i].Unknown && how == "" || basis == "" || strings.Contains(basis, "D；") || basis == "D" {
				t.Errorf("%s: %q from %q", m.Label, how, basis)
			}
			if m.Dues.Reason != "" && !strings.Contains(basis, m.Dues.Reason) {
				t.Errorf("%s: %q does not say %q", m.Label, basis, m.Dues.Reason)
			}
		}
	}
}

// TestLevels: brackets are named by their rates and bases, without gaps.
func TestLevels(t *testing.T) {
	c, s := exampleSet(t)
	sc := &scope{Subject: &Subject{County: c}, set: s}
	var got []string
	for _, l := range rowLevels(sc, "") {
		got = append(got, l.expand(phrase.New("{no} {level.id} {level.label} {level.range}")))
	}
	want := []string{"1 salaried1 在职 0.5% 3000 元以下（含）", "2 salaried2 在职 1% 3000—5000 元（含）", "3 salaried3 在职 1.5% 5000—10000 元（含）", "4 salaried4 在职 2% 超过 10000 元",
		"5 annual_salary1 年薪制 0.5% 3000 元以下（含）", "6 annual_salary2 年薪制 1% 3000—5000 元（含）", "7 annual_salary3 年薪制 1.5% 5000—10000 元（含）", "8 annual_salary4 年薪制 2% 超过 10000 元",
		"9 retired1 离退休 0.5% 5000 元以下（含）"}
	for i, w := range want {
		if got[i] != w {
			t.Errorf("level %d is %q, want %q", i+1, got[i], w)
		}
	}
	if last := got[len(got)-1]; last != "23 unknown 待核定 " {
		t.Errorf("last level %q", last)
	}
}
