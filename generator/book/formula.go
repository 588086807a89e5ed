package book

import (
	"dangce/generator/calc"
	"dangce/generator/doc"
)

// formula reads a formula of a template once, and reports what is wrong
// in how it is written. What it names is looked up in checkWorkbook.
func (c *checker) formula(text, path string, in need) {
	if text == "" {
		return
	}
	f, err := calc.Parse(text)
	if err != nil {
		c.add("bad-formula", path, "公式 "+text+" 写得不对", err.Error())
		return
	}
	c.set.formulas[text] = f
	f.Rename(func(name string) string {
		c.name(name, path, in)
		return name
	})
}

// formula is a formula of a template in a scope: the placeholders in its names
// are filled in.
func (sc *scope) formula(text string) *doc.Formula {
	return sc.set.formulas[text].Rename(sc.expandName)
}
