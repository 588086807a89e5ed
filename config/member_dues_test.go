package config

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"dangce/config/money"
)

// TestQuarterlyBase: three items of a self-employed member are the months of
// the last quarter, given alone or together with their average.
func TestQuarterlyBase(t *testing.T) {
	const items = `base_items = [{ name = "10月", amount = "100.00" }, { name = "11月", amount = "100.01" }, { name = "12月", amount = "100.01" }]`
	for _, dues := range []string{
		`{ category = "self_employed", ` + items + ` }`,
		`{ category = "self_employed", base = "100.01", ` + items + ` }`,
	} {
		c, found := load(county(t, brn, `"李四"`, `"李四"`+"\ndues = "+dues), Options{})
		if c == nil {
			t.Fatalf("%s: %v", dues, found)
		}
		for _, m := range c.Committees[0].Branches[0].Members {
			if m.Name == "李四" && m.Dues.Base != 10001 {
				t.Errorf("%s: base %s", dues, m.Dues.Base)
			}
		}
	}
}

// TestDuesOfLaterMonths: a member's terms in a list, in a table and in the
// columns of a roster are the same.
func TestDuesOfLaterMonths(t *testing.T) {
	want := []DuesTerms{
		{Category: "self_employed", Base: 910000},
		{From: time.April, Category: "self_employed", Base: 880050},
		{From: time.July, Category: "retired", Base: 390000},
		{From: time.October, Category: "exempt", Reason: "重病", Approval: "批〔1〕"},
	}
	last := `{ from = 10, category = "免交", reason = "重病", approval = "批〔1〕" }`
	for _, dues := range []string{
		`[{ category = "个体", base = "9100" }, { from = 4, base = "8800.50" }, { from = 7, category = "离退休", base = "3900" }, ` + last + `]`,
		`{ category = "个体", base = "9100", later = [{ from = 4, base = "8800.50" }, { from = 7, category = "retired", base = "3900" }, ` + last + `] }`,
	} {
		c, found := load(county(t, brn, `"李四"`, `"李四"`+"\ndues = "+dues), Options{})
		if c == nil || len(found) > 0 {
			t.Fatalf("%s: %v", dues, found)
		}
		for _, m := range c.Committees[0].Branches[0].Members {
			if got := m.Dues.Terms(); m.Name == "李四" && !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %+v", dues, got)
			}
		}
	}
	const head = "党支部代码,姓名,入党日期,转正日期,缴费类别,月计费基数,变更自,变更后类别,新基数,变更后核定月党费,变更后减免原因\n"
	for _, x := range []struct {
		row  string
		want []DuesTerms // without the terms of January
		said string
	}{
		{`01-003,李四,2001.07,2002.07,在职,4900,,,,,`, nil, ""},
		{`01-003,李四,2001.07,2002.07,在职,4900,7,离退休,"3,900.00",,`, []DuesTerms{{From: time.July, Category: "retired", Base: 390000}}, ""},
		{`01-003,李四,2001.07,2002.07,个体,4900,4月、自7月起、10,,9100、8800.5；9500元,,`, []DuesTerms{
			{From: time.April, Category: "self_employed", Base: 910000}, {From: time.July, Category: "self_employed", Base: 880050}, {From: time.October, Category: "self_employed", Base: 950000}}, ""},
		{`01-003,李四,2001.07,2002.07,在职,4900,2027-07-01,减交,,5,重病`, []DuesTerms{{From: time.July, Category: "reduced", Amount: 500, Reason: "重病"}}, ""},
		{`01-003,李四,2001.07,2002.07,在职,4900,4、7,,9100,,`, nil, `dues-later 李四的“变更后月计费基数”有 1 个，“缴费变更月份”有 2 个`},
		{`01-003,李四,2001.07,2002.07,在职,4900,,,9100,,`, nil, `dues-later 李四填了“变更后月计费基数”，没有填“缴费变更月份”`},
		{`01-003,李四,2001.07,2002.07,在职,4900,13,,9100,,`, nil, `dues-later 李四的缴费变更月份“13”不是月份`},
		{`01-003,李四,2001.07,2002.07,在职,4900,7,,九千,,`, nil, `dues-later 李四的变更后月计费基数“九千”不是金额`},
		{`01-003,李四,2001.07,2002.07,在职,4900,1,,9100,,`, nil, `dues-from 李四的党费从 1 月起的一段不在前一段之后`},
		{`01-003,李四,2001.07,2002.07,在职,4900,7,,,,`, nil, `no-base 缺少李四 7 月起的计费基数，党费待核定`},
	} {
		c, found := load(county(t, cty, "branches =", "rosters = [\"名册/*.csv\"]\nbranches =", brn, "[[branch.member]]\nname = \"李四\"", "", "名册/党员.csv", "", head+x.row+"\n"), Options{})
		said := ""
		for _, f := range found {
			said += f.Code + " " + f.Message
		}
		if !strings.Contains(said, x.said) || x.said == "" && said != "" || x.said != "" && len(found) > 2 {
			t.Errorf("%s: %q", x.row, said)
		}
		if x.said != "" {
			continue
		}
		for _, m := range c.Committees[0].Branches[0].Members {
			if m.Name == "李四" && !reflect.DeepEqual(m.Dues.Later, x.want) {
				t.Errorf("%s: %+v", x.row, m.Dues.Later)
			}
		}
	}
}

func TestItemsBaseRoundsHalfUp(t *testing.T) {
	for _, c := range []struct {
		quarterly bool
		items     []money.Fen
		want      money.Fen
	}{
		{true, []money.Fen{100, 100, 100}, 100},
		{true, []money.Fen{100, 100, 101}, 100},
		{true, []money.Fen{100, 101, 101}, 101},
		{true, []money.Fen{-100, -101, -101}, -101},
		{true, []money.Fen{100, 100}, 200},
		{false, []money.Fen{100, 101, 101}, 302},
		{false, nil, 0},
	} {
		var items []BaseItem
		for _, f := range c.items {
			items = append(items, BaseItem{Amount: f})
		}
		if got := (&DuesRule{Quarterly: c.quarterly}).ItemsBase(items); got != c.want {
			t.Errorf("%t %v: %s, want %s", c.quarterly, c.items, got, c.want)
		}
	}
}

// An amount in the roster counts where the rule leaves it open, and is
// compared with the rule everywhere else.
func TestDecidedAmounts(t *testing.T) {
	const p = "名册/党员.csv"
	farmer := func(amount string) []string { return []string{p, "农民,,,", "农民,," + amount + ","} }
	salaried := func(base, amount string) []string {
		return []string{p, "在职,4900,,", "在职," + base + "," + amount + ","}
	}
	for _, tt := range []struct {
		edits []string
		want  string
	}{
		{farmer("0.8"), ``}, {farmer("0.50"), ``}, {farmer("0.20"), ``}, {farmer("1"), ``},
		{farmer("5"), `警告 dues-differ 赵一的月党费核定为 5.00 元，按“农民”的规定是 0.50 元，按规定的算`},
		{farmer("0.1"), `警告 dues-differ`}, {farmer("0"), `警告 dues-differ`},
		{salaried("4900", "49"), ``}, {salaried("60000", "1000"), ``},
		{salaried("4900", "24.5"), `警告 dues-differ 钱二的月党费核定为 24.50 元，按“在职”的规定是 49.00 元，按规定的算`},
		{salaried("", "49"), `警告 no-base 缺少钱二的计费基数，党费待核定，核定月党费 49.00 没有用`},
		{salaried("0", ""), `警告 odd-base`}, {salaried("1", ""), `警告 odd-base`}, {salaried("36000000", ""), `警告 odd-base`},
		{[]string{p, "农民,,,", ",,5,"}, `missing-key 赵一的月党费有了，缺少缴费类别`},
	} {
		c, found := load(county(t, withRosters(t, tt.edits...)...), Options{})
		var got []string
		for _, f := range found {
			_, text, _ := strings.Cut(brief(f), " ")
			got = append(got, text)
		}
		if len(got) != min(len(tt.want), 1) || len(got) == 1 && !strings.HasPrefix(got[0], tt.want) {
			t.Errorf("%q: %q, want %q", tt.edits, got, tt.want)
		}
		if tt.want == "" && c == nil {
			t.Errorf("%q: no county", tt.edits)
		}
	}
	rule := DuesRule{ID: "farmer", Amount: 50, Least: 20, Most: 100}
	for amount, want := range map[money.Fen]money.Fen{0: 50, 19: 50, 20: 20, 80: 80, 100: 100, 101: 50} {
		if got := rule.AmountFor(amount); got != want {
			t.Errorf("%v: %v, want %v", amount, got, want)
		}
	}
}
