package book

import (
	"dangce/config/diag"
	"dangce/generator/calc"
	"dangce/generator/doc"
)

// readFormula reads a formula of a template once, and reports what is wrong
// in how it is written. What it names is looked up in checkWorkbook.
func (s *Set) readFormula(text, path string, src source, out *diag.List) {
	if text == "" || s.formulas[text] != nil {
		return
	}
	f, err := calc.Parse(text)
	if err != nil {
		src.Add(out, diag.Error, "bad-formula", path, "公式 "+text+" 写得不对", err.Error())
		return
	}
	s.formulas[text] = f
	f.Rename(func(name string) string {
		s.check(name, path, src, out)
		return name
	})
}

// formula is a formula of a template in a scope: the placeholders in its names
// are filled in.
func (sc *scope) formula(text string) *doc.Formula {
	return sc.set.formulas[text].Rename(sc.expand)
}
