package book

import (
	"testing"

	"dangce/config/diag"
	"dangce/templates"
)

// BenchmarkForms looks up everything that the built-in workbooks name.
func BenchmarkForms(b *testing.B) {
	var list diag.List
	fsys := templates.Embedded()
	s := Load(fsys, "", &list)
	rates := templates.LoadRates(fsys, "", &list)
	b.ReportAllocs()
	for b.Loop() {
		s.checkForms(rates, &list)
	}
	if list.Errors() > 0 {
		b.Fatal(list.Sorted()[0].Message)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		var list diag.List
		Load(templates.Embedded(), "", &list)
	}
}
