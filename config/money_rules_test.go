package config

import (
	"os"
	"slices"
	"testing"

	"dangce/templates"
)

// A printed ground must be the one that the amount comes from: a table or an
// amount of the county's own is not printed under the article of the rule.
func TestSourceOfDuesFollowsTheAmount(t *testing.T) {
	const same = `brackets = [{ upto = "3000.00", percent = "0.5" }, { upto = "5000.00", percent = "1" }, { upto = "10000.00", percent = "1.5" }, { percent = "2" }]`
	const article = "中组发〔2008〕3号"
	for name, c := range map[string]struct {
		dues string
		want map[Category]string
	}{
		"built in": {"", map[Category]string{
			"salaried": article + "第二条", "self_employed": article + "第四条", "student": article + "第六条",
			"farmer": article + "第六条；定额为本县规定",
		}},
		"the default written out": {"[dues]\nfarmer = \"0.50\"\nstudent = \"0.20\"\n[dues.rate.salaried]\n" + same + "\n", map[Category]string{
			"salaried": article + "第二条", "self_employed": article + "第四条", "student": article + "第六条",
			"farmer": article + "第六条；定额为本县规定",
		}},
		"the county's": {"[dues]\nfarmer = \"0.80\"\nstudent = \"0.30\"\n[dues.rate.salaried]\nbrackets = [{ percent = \"1\" }]\n", map[Category]string{
			"salaried": "本县规定", "self_employed": "本县规定", "student": "本县规定", "unemployed": article + "第六条",
			"farmer": article + "第六条；定额为本县规定",
		}},
	} {
		got, found := load(county(t, cty, "issued = 2026-12-10\n", "issued = 2026-12-10\n"+c.dues), Options{})
		if got == nil {
			t.Errorf("%s: %v", name, found)
			continue
		}
		for cat, want := range c.want {
			if s := got.Dues.Of(cat).Source; s != want {
				t.Errorf("%s: the source of %s is %q, want %q", name, cat, s, want)
			}
		}
		if r := got.Dues.Of("farmer"); r.Least != 20 || r.Most != 100 || got.Dues.Of("student").Most != 0 {
			t.Errorf("%s: bounds %v", name, r)
		}
	}
}

// A category of dues is a table of rates.toml: its words are read in TOML and in
// rosters, the county may set its amount or its table, and its members are
// assessed.
func TestCategoriesAreData(t *testing.T) {
	builtIn, err := os.ReadFile("../templates/rates.toml")
	if err != nil {
		t.Fatal(err)
	}
	rates := string(builtIn) + `
[veteran]
name = "老战士"
also = ["老复员军人"]
amount = "0.10"
source = "甲"
[seafarer]
name = "船员"
follows = "salaried"
source = "乙"
[helped]
name = "帮扶"
needs = ["amount", "reason"]
source = "丙"
`
	c, found := load(county(t, cty, "year", "templates = \"模板\"\nrosters = [\"名册/*.csv\"]\nyear", "模板/rates.toml", "", rates,
		cty, "", "[dues]\nveteran = \"0.30\"\n[dues.rate.seafarer]\nsource = \"丁\"\nbrackets = [{ percent = \"3\" }]\n",
		brn, "\"李四\"", "\"李四\"\ndues = { category = \"老复员军人\" }", brn, "\"王伟\"", "\"王伟\"\ndues = { category = \"helped\", amount = \"1\", reason = \"困难\" }",
		"名册/党员.csv", "", "党支部代码,姓名,人员类别,缴费类别,月计费基数\n01-003,赵六,预备,船员,5000\n"), Options{})
	if c == nil || len(found) != 0 {
		t.Fatalf("findings %v", found)
	}
	var got []Category
	for _, m := range c.Branches()[0].Members {
		got = append(got, m.Dues.Category)
	}
	if want := []Category{"salaried", "veteran", "helped", "seafarer"}; !slices.Equal(got, want) {
		t.Errorf("categories %q", got)
	}
	if r := c.Dues.Of("veteran"); r.Amount != 30 || r.Name != "老战士" || r.Source != templates.CountyOwn || !r.Fixed() {
		t.Errorf("%+v", r)
	}
	if r := c.Dues.Of("seafarer"); len(r.Brackets) != 1 || r.Brackets[0].Percent != 3000 {
		t.Errorf("%+v", r)
	}
	if last := c.Dues.Categories[len(c.Dues.Categories)-1]; last.ID != "" || last.Name != "待核定" || len(c.Dues.Categories) != 16 {
		t.Errorf("%d categories, the last %+v", len(c.Dues.Categories), last)
	}
}
