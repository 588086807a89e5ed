package book

import (
	"path"
	"slices"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
	"dangce/templates"
)

// TestBrokenTemplates: whatever stands in a county's copy of any template,
// loading ends with findings in that copy and never breaks.
func TestBrokenTemplates(t *testing.T) {
	elsewhere := []string{"rates.toml", "titles.toml"} // read with the county
	folders := map[string]int{}
	for _, f := range templates.Files() {
		dir, _ := path.Split(f.Path)
		if folders[dir]++; dir != "" && folders[dir] > 2 || slices.Contains(elsewhere, f.Path) {
			continue // those of a folder are read alike
		}
		t.Run(f.Path, func(t *testing.T) {
			t.Parallel()
			for _, text := range []string{"", "code = \"", "title = 1\npage = 1\nstep = 1\nstyle = 1\nfront = 1\ncolumn = 1\nsheet = 1\n"} {
				var out diag.List
				Load(templates.Overlay(fstest.MapFS{f.Path: {Data: []byte(text)}}), "模板", &out)
				in := func(found diag.Finding) bool { return found.File == "模板/"+f.Path && found.Hint != "" }
				if text != "" && !slices.ContainsFunc(out.Sorted(), in) {
					t.Errorf("%q: findings %v", text, out.Sorted())
				}
			}
		})
	}
}
