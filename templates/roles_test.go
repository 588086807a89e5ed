package templates

import (
	"fmt"
	"strings"
	"testing"

	"dangce/config/diag"
)

func TestRolesFindings(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"[[word]]\nfrom = \"\"\nno_groups = \"书记\"\n", "roles-empty 2"},
		{"[[word]]\nfrom = \"支委会\"\n", "roles-empty 1"},
		{"[[word]]\nfrom = \"支委会\"\nno_committee = \"\"\n", ""},
		{"[[word]]\nfrom = \"支委会\"\nno_committee = \"\"\n[[word]]\nfrom = \"支委会\"\nno_groups = \"\"\nno_committee = \"大会\"\n", "roles-twice 7"},
	} {
		var out diag.List
		r := LoadRoles(Overlay(mapFS{"roles.toml": c.text}.fs()), "模板", &out)
		var got []string
		for _, f := range out.Sorted() {
			got = append(got, fmt.Sprintf("%s %d", f.Code, f.Line))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %s, want %s", c.text, s, c.want)
		}
		if !r.Committee.Any() {
			t.Error("what the county does not say is the program's")
		}
	}
}
