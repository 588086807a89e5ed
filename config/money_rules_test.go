package config

import "testing"

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
			Salaried: article + "第二条", SelfEmployed: article + "第四条", Student: article + "第六条",
			Farmer: article + "第六条；定额为默认口径",
		}},
		"the default written out": {"[dues]\nfarmer = \"0.50\"\nstudent = \"0.20\"\n[dues.rate.salaried]\n" + same + "\n", map[Category]string{
			Salaried: article + "第二条", SelfEmployed: article + "第四条", Student: article + "第六条",
			Farmer: article + "第六条；定额为默认口径",
		}},
		"the county's": {"[dues]\nfarmer = \"0.80\"\nstudent = \"0.30\"\n[dues.rate.salaried]\nbrackets = [{ percent = \"1\" }]\n", map[Category]string{
			Salaried: "本县规定", SelfEmployed: "本县规定", Student: "本县规定", Unemployed: article + "第六条",
			Farmer: article + "第六条；定额为本县规定",
		}},
	} {
		got, found := load(county(t, cty, "issued = 2026-12-10\n", "issued = 2026-12-10\n"+c.dues), Options{})
		if got == nil {
			t.Errorf("%s: %v", name, found)
			continue
		}
		for cat, want := range c.want {
			if s := got.Dues.Source[cat]; s != want {
				t.Errorf("%s: the source of %s is %q, want %q", name, cat, s, want)
			}
		}
		if b := got.Dues.Bound[Farmer]; b != (Bounds{20, 100}) || len(got.Dues.Bound) != 1 {
			t.Errorf("%s: bounds %v", name, got.Dues.Bound)
		}
	}
}
