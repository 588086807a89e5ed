package book

import "dangce/templates"

// checkWorkbook checks the texts of a workbook. What it names is looked up in
// its forms.
func (s *Set) checkWorkbook(w *templates.Workbook, c *checker) {
	c.walk(w, "", around(w.For), around(w.For))
}
