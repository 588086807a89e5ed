package templates

import (
	"path"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// renamed takes over a text that a county's file gives with the key of an
// earlier version, and warns with the form of today.
func renamed(file *decode.File, out *diag.List, at, form string, dst *phrase.Text, said phrase.Text) {
	if !file.Has(at) {
		return
	}
	if *dst = said; !warned(out, file, at) {
		key := strings.TrimPrefix(path.Ext(at), ".")
		place := file.KeyPlace(at)
		out.Add(diag.Finding{Place: place, Severity: diag.Warning, Code: "old-key", Message: key + " 是旧写法，这一版还认，下一版不认了", Hint: "改写成 " + form})
	}
}

// warned reports whether the key was warned of before: several things may be
// given with it.
func warned(out *diag.List, file *decode.File, at string) bool {
	for _, f := range out.Sorted() {
		if f.Code == "old-key" && f.Place == file.KeyPlace(at) {
			return true
		}
	}
	return false
}
