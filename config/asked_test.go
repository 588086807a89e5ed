package config

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
)

// A sheet that county.toml names is read whatever it is called; of a file that
// no other item names it alone.
func TestAskedSheets(t *testing.T) {
	t.Parallel()
	const dir = "testdata/kinds/01-other-sheets/"
	for rosters, want := range map[string]string{
		`["名册/*"]`: "甲一",
		`["名册/*", "名册/b党员.xlsx#转出党员"]`:                      "甲一 转走者",
		`["名册/a*", "名册/b党员.xlsx#转出党员"]`:                     "转走者",
		`["名册/a*", "名册/b党员.xlsx#党员", "名册/b党员.xlsx# 去世党员 "]`: "甲一 故者",
		`["名册/a*", "名册/b党员.xlsx#调入"]`:                       "roster-sheet",
		`["名册/a*", "名册/无此文件.xlsx#党员"]`:                      "no-file",
		`["名册/a*", "名册/b#党员"]`:                              "no-file", // no table: # belongs to the name
		`["名册/a*", "名册/b党员.xlsx#通讯录"]`:                      "群众甲",
		`["名册/a*", "名册/b党员.xlsx#党员", "名册/b党员.xlsx#党员"]`:     "甲一",
	} {
		toml, err := os.ReadFile(dir + "county.toml")
		if err != nil {
			t.Fatal(err)
		}
		files := fstest.MapFS{"county.toml": {Data: []byte(strings.Replace(string(toml), `["名册/*"]`, rosters, 1))}}
		for _, name := range []string{"a支部.xlsx", "b党员.xlsx"} {
			data, err := os.ReadFile(dir + "名册/" + name)
			if err != nil {
				t.Fatal(err)
			}
			files["名册/"+name] = &fstest.MapFile{Data: data}
		}
		var out diag.List
		var got []string
		if c := Load(files, "county.toml", Options{}, &out); c != nil {
			for _, b := range c.Branches() {
				for _, m := range b.Members {
					got = append(got, m.Name)
				}
			}
		} else {
			for _, f := range out.Sorted() {
				if f.Severity == diag.Error && !slices.Contains(got, f.Code) {
					got = append(got, f.Code)
				}
			}
		}
		if names := strings.Join(got, " "); names != want {
			t.Errorf("%s: %q, want %q\n%v", rosters, names, want, out.Sorted())
		}
	}
}
