package templates

import (
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
)

// TestColours: a county may change one colour or one style and keeps the
// rest; what no press can print is an error with its place.
func TestColours(t *testing.T) {
	over := Overlay(fstest.MapFS{
		"colours.toml": {Data: []byte("[colour]\nred = { screen = \"#c00000\", press = [0, 100, 100, 10] }\n")},
		"style.toml":   {Data: []byte("[style.note]\nrole = \"body\"\nsize = 11\n")},
	})
	var out diag.List
	c, styles := LoadColours(over, "模板", &out), LoadStyles(over, "模板", &out)
	if out.Errors() != 0 || c.Colour["red"].Press[3] != 10 || c.Colour["gold"].Press[2] != 100 || c.Coated.Name != "FOGRA39" {
		t.Errorf("colours %v, %d errors", c, out.Errors())
	}
	if styles["note"].Size != 11 || styles["tab"].Size == 0 || styles["note"].Leading != 1.5 {
		t.Errorf("styles %v, %v", styles["note"], styles["tab"])
	}
	for _, bad := range []string{`screen = "c00000", press = [0, 0, 0, 0]`, `screen = "#c00000", press = [0, 0, 0]`,
		`screen = "#c00000", press = [0, 0, 0, 101]`, `screen = "#c00000", press = [90, 90, 90, 90]`} {
		var out diag.List
		LoadColours(Overlay(fstest.MapFS{"colours.toml": {Data: []byte("[colour]\nred = { " + bad + " }\n")}}), "模板", &out)
		if out.Errors() != 1 || !strings.Contains(out.Sorted()[0].Place.File, "colours.toml") {
			t.Errorf("%s: %d errors", bad, out.Errors())
		}
	}
}
