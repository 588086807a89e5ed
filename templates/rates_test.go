package templates

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
)

// A county's rates.toml of an earlier version, which had neither words nor
// ways of the categories, is read as it was meant.
func TestRatesOfEarlierVersions(t *testing.T) {
	const brackets = "brackets = [{ upto = \"3000.00\", percent = \"0.5\" }, { percent = \"1\" }]\n"
	var file strings.Builder
	file.WriteString("regulation = \"甲\"\nversion = \"乙\"\ncap = \"900\"\ncap_source = \"丙\"\n")
	for _, id := range []string{"salaried", "self_employed", "retired"} {
		file.WriteString("[" + id + "]\n" + brackets + "source = \"丁\"\n")
	}
	for _, id := range []string{"farmer", "student", "unemployed", "relief", "dibao"} {
		file.WriteString("[" + id + "]\namount = \"0.30\"\nsource = \"丁\"\n")
	}
	for _, id := range []string{"reduced", "exempt", "fixed"} {
		file.WriteString("[" + id + "]\nsource = \"丁\"\n")
	}
	var out diag.List
	r := LoadRates(Overlay(fstest.MapFS{"rates.toml": {Data: []byte(file.String())}}), "templates", &out)
	if out.Len() != 0 || r.Cap != 90000 || len(r.Categories) != 12 {
		t.Fatalf("%v %+v", out.Sorted(), r)
	}
	if c := r.ByID["self_employed"]; c.Name != "个体" || !c.Quarterly || c.Follows != "salaried" || len(r.Table(c)) != 2 {
		t.Errorf("%+v", c)
	}
	if c := r.Categories[11]; c.ID != "annual_salary" || len(r.Table(c)) != 2 {
		t.Errorf("%+v", c)
	}
	if c := r.ByID["fixed"]; c.Name != "定额" || !slices.Equal(c.Needs, []string{"amount", "reason|approval"}) || c.Amount != 0 {
		t.Errorf("%+v", c)
	}
}

func TestMistakesOfRates(t *testing.T) {
	for name, c := range map[string]struct{ add, want string }{
		"no name":       {"[x]\namount = \"1\"\nsource = \"甲\"\n", "missing-key"},
		"no way":        {"[x]\nname = \"乙\"\nsource = \"甲\"\n", "bad-category"},
		"two ways":      {"[x]\nname = \"乙\"\nsource = \"甲\"\namount = \"1\"\nneeds = [\"reason\"]\n", "bad-category"},
		"follows none":  {"[x]\nname = \"乙\"\nsource = \"甲\"\nfollows = \"farmer\"\n", "bad-category"},
		"unknown need":  {"[x]\nname = \"乙\"\nsource = \"甲\"\nneeds = [\"amount|notice\"]\n", "bad-category"},
		"unknown key":   {"[x]\nname = \"乙\"\nsource = \"甲\"\namuont = \"1\"\namount = \"1\"\n", "unknown-key"},
		"bad brackets":  {"[x]\nname = \"乙\"\nsource = \"甲\"\nbrackets = []\n", "bad-brackets"},
		"no source":     {"[x]\nname = \"乙\"\namount = \"1\"\n", "missing-key"},
		"no such value": {"y = 1\n", "unknown-key"},
	} {
		data, err := embedded.ReadFile("rates.toml")
		if err != nil {
			t.Fatal(err)
		}
		text := string(data) + c.add
		if name == "no such value" {
			text = c.add + string(data)
		}
		var out diag.List
		LoadRates(Overlay(fstest.MapFS{"rates.toml": {Data: []byte(text)}}), "templates", &out)
		if all := out.Sorted(); len(all) != 1 || all[0].Code != c.want {
			t.Errorf("%s: %v, want %s", name, all, c.want)
		}
	}
}
