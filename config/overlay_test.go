package config

import (
	"io/fs"
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
)

// TestTemplatesUnnamed: a folder of templates that county.toml does not name
// is a warning; one without templates is not, nor one that is named.
func TestTemplatesUnnamed(t *testing.T) {
	county := "year = 2027\n[county]\nname = \"示例县\"\ncode = \"419900\"\ndepartment = \"中共示例县委组织部\"\nissued = 2026-12-10\n"
	for _, c := range []struct {
		name, toml, file string
		want             bool
	}{
		{"forgotten", county, "templates/books/x.toml", true},
		{"forgotten change", county, "templates/flow-changes.toml", true},
		{"no templates", county, "templates/books/x.docx", false},
		{"named", "templates = \"templates\"\n" + county, "templates/books/x.toml", false},
	} {
		files := fstest.MapFS{"county.toml": {Data: []byte(c.toml)}}
		maps.Copy(files, fstest.MapFS{c.file: {Data: []byte("a = 1\n")}})
		_, found := load(fs.FS(files), Options{})
		i := slices.IndexFunc(found, func(f diag.Finding) bool { return f.Code == "unread-template" })
		if (i >= 0) != c.want {
			t.Errorf("%s: findings %v", c.name, found)
		} else if c.want && (found[i].Severity != diag.Warning || found[i].Hint == "") {
			t.Errorf("%s: %v", c.name, found[i])
		}
	}
}
