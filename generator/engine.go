package generator

import (
	"fmt"
	"time"

	"dangce/config"
	"dangce/fonts"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/dues"
	"dangce/generator/flow"
	"dangce/generator/layout"
	"dangce/generator/line"
	"dangce/generator/plan"
	"dangce/templates"
)

// engine is what all workers of a run share: a county, its templates, and
// what lays them out. Nothing in it changes while they work.
type engine struct {
	county   *config.County
	set      *book.Set
	fonts    *fonts.Set
	layout   *layout.Engine
	calendar *plan.Calendar
}

func newEngine(c *config.County, set *book.Set) (*engine, error) {
	own := make(map[string]fonts.File)
	for role, f := range c.Fonts {
		own[role] = fonts.File{Name: f.Path, Data: f.Data, Index: f.Index}
	}
	faces, err := fonts.New(own)
	if err != nil {
		return nil, err
	}
	text := line.New(newMeasurer(faces), line.NewWords(set.Words))
	return &engine{county: c, set: set, fonts: faces, layout: layout.New(text, decoration(c, set), flow.New(text)), calendar: calendar(c, set)}, nil
}

// decoration is the look of what surrounds the type area.
func decoration(c *config.County, set *book.Set) layout.Decoration {
	return layout.Decoration{
		Number: set.Style("page_number"), Head: set.Style("running_head"), Code: set.Style("identity"), Tab: set.Style("tab"),
		Note: set.Style("title"), Pitch: max(c.Print.WritingLine, 9), Filler: set.Filler(),
	}
}

// calendar works out the county's year.
func calendar(c *config.County, set *book.Set) *plan.Calendar {
	return plan.Year(c, plan.Templates{Norms: set.Norms, Calendar: set.Calendar, Activities: set.Activities, Sentences: set.Sentences})
}

// issued is the fixed date of all files: noon of the imprint date, the same
// day wherever it is read.
func (e *engine) issued() time.Time { return e.county.Issued.Time().Add(12 * time.Hour) }

// subject works out what the books of an owner are filled from.
func (e *engine) subject(t *task) *book.Subject {
	s := &book.Subject{County: e.county, Calendar: e.calendar, Committee: t.committee, Branch: t.branch}
	switch {
	case t.branch != nil:
		s.Plan = plan.ForBranch(e.calendar, t.branch)
		s.Dues = dues.AssessAll(e.county.Dues, t.branch.Members, e.county.Year)
	case t.committee != nil:
		s.Plan = plan.ForCommittee(e.calendar, t.committee)
	}
	return s
}

// laid is a book of one owner with its pages, from which everything is made
// that shows them. It is shared and not changed.
type laid struct {
	*layout.Result
	of  *templates.Book
	sub *book.Subject
	doc *doc.Book
}

// lay lays a book out.
func (e *engine) lay(t *templates.Book, sub *book.Subject) (*laid, error) {
	b := e.set.Build(t, sub)
	if sub.Supplement != nil {
		b.Printed = sub.Supplement.Printed
	}
	r, err := e.layout.Book(b)
	if err != nil {
		return nil, fmt.Errorf("《%s》: %w", t.Title, err)
	}
	return &laid{Result: r, of: t, sub: sub, doc: b}, nil
}

// title is the title of the book on paper.
func (l *laid) title(set *book.Set) string { return set.FileName(l.of.Title, l.sub) }

// copyPages is the number of pages of one copy: a file may hold several.
func (l *laid) copyPages() int {
	if l.of.Repeat == "" {
		return len(l.Pages)
	}
	return len(l.Pages) / max(len(l.Blocks), 1)
}

// blocks returns the pages of each block that is bound separately.
func (l *laid) blocks() [][]doc.Page {
	var out [][]doc.Page
	for i, from := range l.Blocks {
		to := len(l.Pages) + 1
		if i+1 < len(l.Blocks) {
			to = l.Blocks[i+1]
		}
		out = append(out, l.Pages[from-1:to-1])
	}
	return out
}

// records returns the page on which the record of each activity of the plan
// begins: a form of its own, or the page that all activities of its kind
// share. Activities that the book has no page for are left out.
func (l *laid) records() map[string]int {
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
