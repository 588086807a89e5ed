package templates

import (
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
)

// TestAccountability: five subjects, four and seven ways, and of the grounds
// only the four that are known.
func TestAccountability(t *testing.T) {
	var out diag.List
	a := LoadAccountability(Embedded(), "", &out)
	if out.Len() != 0 {
		t.Fatal(out.Sorted())
	}
	if len(a.Subjects) != 5 || len(a.Methods) != 2 || len(a.Methods[0].List) != 4 || len(a.Methods[1].List) != 7 {
		t.Errorf("%d subjects, ways %v", len(a.Subjects), a.Methods)
	}
	for no := 1; no <= Grounds; no++ {
		if known := a.Ground(no) != ""; known != (no <= GivenGrounds) {
			t.Errorf("ground %d: known %v", no, known)
		}
	}
}

// TestAccountabilityOfTheCounty: the county's grounds have a place of their
// own, with the county's sources.
func TestAccountabilityOfTheCounty(t *testing.T) {
	own := "subjects = [\"甲\"]\nsource = \"办法\"\n[[ground]]\nno = 5\ntext = \"乙\"\n[[ground]]\nno = 1\ntext = \"丙\"\n[[ground]]\nno = 1\ntext = \"丁\"\n"
	var out diag.List
	LoadAccountability(Overlay(fstest.MapFS{"accountability.toml": {Data: []byte(own)}}), "templates", &out)
	list := out.Sorted()
	if len(list) != 2 || list[0].Code != "ground-number" || list[0].Line != 4 || !strings.Contains(list[0].Hint, "county.toml") || list[1].Code != "ground-twice" || list[1].Line != 10 {
		t.Errorf("findings %+v", list)
	}
}
