package generator

import (
	"dangce/generator/book"
	"dangce/templates"
)

// handbook is the name of the book that keeps the records of activities.
const handbook = "handbook"

// records returns the page on which the record of each activity of the plan
// begins: a form of its own, or the page that all activities of its kind
// share. Activities that the book has no page for are left out.
func (l *paged) records() map[string]int {
	pages, kinds := make(map[string]int), make(map[string]int)
	for i := range l.doc.Units {
		u := &l.doc.Units[i]
		if u.ID != "" && pages[u.ID] == 0 {
			pages[u.ID] = l.First[i]
		}
		if kinds[u.Page] == 0 {
			kinds[u.Page] = l.First[i]
		}
	}
	if l.sub.Plan == nil {
		return pages
	}
	for i := range l.sub.Plan.Entries {
		e := &l.sub.Plan.Entries[i]
		if n := kinds[e.Page]; n > 0 && pages[e.ID] == 0 {
			pages[e.ID] = n
		}
	}
	return pages
}

// findRecords lays the handbook of sub out, unless that was done before, for
// a workbook that names pages of it. The numbers are the same whether the
// handbook itself is printed in this run or not.
func (pr *press) findRecords(t *templates.Workbook, sub *book.Subject) error {
	if sub.Branch == nil || sub.Handbook != nil || !pr.set.UsesHandbook(t) {
		return nil
	}
	for _, b := range pr.set.Books {
		if b.Name == handbook && pr.set.Applies(b, sub) {
			_, err := pr.lay(b, sub)
			return err
		}
	}
	return nil
}
