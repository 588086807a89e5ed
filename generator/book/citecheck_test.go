package book

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
	"dangce/templates"
)

// TestCheckSources: check names each citation that is not in force in the
// county's year, each article and source that is not known, and each of the
// county's changes without a source, at their places.
func TestCheckSources(t *testing.T) {
	check := func(year int, files fstest.MapFS) []string {
		var list diag.List
		set := Load(templates.Overlay(files), "模板", &list)
		if list.Errors() > 0 {
			t.Fatal(list.Sorted())
		}
		set.CheckSources(year, &list)
		var got []string
		for _, f := range list.Sorted() {
			if f.Severity != diag.Warning || f.Hint == "" {
				t.Errorf("%+v", f)
			}
			got = append(got, fmt.Sprintf("%s:%d %s", f.File, f.Line, f.Code))
		}
		return got
	}
	file := func(name, text string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(text)}} }
	for _, year := range []int{2026, 2027, 2030} {
		if got := check(year, nil); len(got) > 0 {
			t.Errorf("%d: %v", year, got)
		}
	}
	old := check(2025, nil)
	if !slices.ContainsFunc(old, func(s string) bool {
		return strings.HasPrefix(s, "内置模板/flows/deliberation.toml:") && strings.HasSuffix(s, " not-in-force")
	}) {
		t.Errorf("2025: %v", old)
	}
	const change = "[[change]]\nstep = \"gm2\"\nwhen = \"会前4天\"\n"
	for _, c := range []struct {
		files fstest.MapFS
		want  string
	}{
		{file("flow-changes.toml", change), "模板/flow-changes.toml:2 no-source"},
		{file("flow-changes.toml", change+"source = \"县规§8\"\n"), "模板/flow-changes.toml:4 unknown-source"},
		{file("flow-changes.toml", change+"source = \"村民委员会组织法§22\"\n"), "模板/flow-changes.toml:4 unknown-article"},
		{file("flow-changes.toml", change+"source = \"县定标准\"\n"), ""},
		{fstest.MapFS{"flow-changes.toml": {Data: []byte(change + "source = \"县规§8\"\n")},
			"sources.toml": {Data: []byte("[[source]]\nid = \"own\"\ntitle = \"示例县党建办法\"\nshort = \"县规\"\nwhose = \"county\"\n")}}, ""},
		{file("sentences.toml", "[form]\nname = \"姓名（村民委员会组织法第二十二条）\"\n"), "模板/sentences.toml:2 unknown-article"},
	} {
		if got := strings.Join(check(2027, c.files), ", "); got != c.want {
			t.Errorf("%v: %s, want %s", c.files, got, c.want)
		}
	}
}
