package book

import (
	"fmt"

	"dangce/config/diag"
	"dangce/templates"
)

// checkWorkbook checks the texts of a workbook. What it names is looked up in
// its forms.
func (s *Set) checkWorkbook(w *templates.Workbook, out *diag.List) {
	s.check(w.Title, "title", w.Source, out)
	s.check(w.File, "file", w.Source, out)
	for i := range w.Sheets {
		s.checkSheet(&w.Sheets[i], fmt.Sprintf("sheet[%d]", i), w.Source, out)
	}
}

func (s *Set) checkSheet(sh *templates.Sheet, at string, src source, out *diag.List) {
	s.check(sh.Title, at+".title", src, out)
	s.check(sh.Subtitle, at+".subtitle", src, out)
	s.checkWhen(sh.When, at+".when", src, out)
	if sh.Use != "" {
		checkName(sh.Use, at+".use", "表", s.tables, src, out)
	}
	for k, n := range sh.Notes {
		s.check(n, fmt.Sprintf("%s.notes[%d]", at, k), src, out)
	}
	for k := range sh.Fields {
		f := &sh.Fields[k]
		for _, text := range []string{f.Title, f.Value, f.Min, f.Max, f.Hint} {
			s.check(text, fmt.Sprintf("%s.field[%d]", at, k), src, out)
		}
	}
	for k := range sh.Rules {
		r := &sh.Rules[k]
		for _, text := range append([]string{r.Column, r.Value, r.With}, r.Columns...) {
			s.check(text, fmt.Sprintf("%s.rule[%d]", at, k), src, out)
		}
	}
	if sh.Chart != nil {
		s.check(sh.Chart.Title, at+".chart.title", src, out)
	}
}
