package book

import (
	"fmt"
	"slices"
	"strings"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/templates"
	"dangce/templates/phrase"
)

// Applies reports whether a book is printed for the subject.
func (s *Set) Applies(b *templates.Book, sub *Subject) bool {
	sc := &scope{Subject: sub, set: s}
	switch b.For {
	case "branch":
		if sub.Branch == nil && !shared(b, sub) {
			return false
		}
		if sub.Branch != nil && b.Ordered && !contains(sub.Branch.Books, b.Name) {
			return false
		}
	case "committee":
		if sub.Branch != nil || sub.Committee == nil {
			return false
		}
	case "county":
		if sub.Branch != nil || sub.Committee != nil {
			return false
		}
	case "collect", "supplement":
		return false
	}
	return sc.holds(b.When)
}

// shared reports whether the subject is a 党总支 that gets the book once, in
// place of its branches.
func shared(b *templates.Book, sub *Subject) bool {
	return b.Ordered && sub.Committee != nil && contains(sub.Committee.Books, b.Name)
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// FileName returns the name of the book's file, without folders.
func (s *Set) FileName(pattern phrase.Text, sub *Subject) string {
	sc := &scope{Subject: sub, set: s}
	return sc.expand(pattern)
}

// Titles lists the titles of the book's pages, as they are in contents.
func (s *Set) Titles(t *templates.Book, sub *Subject) []string {
	var out []string
	for _, u := range s.Build(t, sub).Units {
		if u.Title != "" {
			out = append(out, u.Title)
		}
	}
	return out
}

// Build makes the book for the subject.
func (s *Set) Build(t *templates.Book, sub *Subject) *doc.Book {
	sc := &scope{Subject: sub, set: s, book: t}
	b := &doc.Book{
		Name:    t.Name,
		Title:   sc.title(t),
		Subject: sub.County.Name + " " + annual(sub.County.Year),
		Author:  sub.County.Department,
		Date:    strings.ReplaceAll(sub.County.Issued.String(), "-", ""),
		Format:  s.format(t, sub),
		Head:    sc.expand(t.Head),
		Copy:    sub.Copy,
	}
	for _, c := range sc.repeated(t.Repeat, 0) {
		first := len(b.Units)
		for rest := t.Pages; len(rest) > 0; {
			n := together(rest)
			for _, e := range c.repeated(rest[0].Each, 0) {
				for i := range n {
					b.Units = append(b.Units, s.units(t, &rest[i], &e)...)
				}
			}
			rest = rest[n:]
		}
		if first < len(b.Units) {
			b.Units[first].Block = true
		}
	}
	return b
}

// together returns how many pages from the first on are repeated together:
// the forms of one matter.
func together(pages []templates.Page) int {
	n := 1
	for n < len(pages) && pages[0].Each != "" && pages[n].Each == pages[0].Each {
		n++
	}
	return n
}

// title is the title in the file's metadata: whose book it is, and which.
func (sc *scope) title(t *templates.Book) string {
	name := sc.expand(t.Title)
	switch {
	case sc.Branch != nil:
		return sc.Branch.Short + " " + name
	case sc.Committee != nil:
		return sc.Committee.Short + " " + name
	}
	return name
}

// units makes the units of one kind of page: one for each repetition.
func (s *Set) units(t *templates.Book, p *templates.Page, sc *scope) []doc.Unit {
	var out []doc.Unit
	for i, c := range sc.repeated(p.Repeat, p.Spare) {
		if !c.holds(p.When) {
			continue
		}
		u := doc.Unit{
			Page: p.ID, Level: p.Level, Start: sides[p.Start], Tab: index(t.Tabs, c.expand(p.Tab)),
			Ruled: t.Numbers, Unnumber: p.Plain, Pool: p.Pool, Head: p.Head, Anchor: p.Anchor, Refer: p.Refer, ReferText: p.ReferTo,
		}
		if c.entry != nil {
			u.ID = c.entry.ID
		}
		if i == 0 || !p.Title.Constant() { // a title that is the same for all is listed once
			u.Title = c.expand(p.Title)
			if i == 0 {
				u.Section = c.expand(p.Section)
			}
		}
		if p.Identity {
			u.Code = s.identity(t, p, sc)
		}
		u.Blocks = s.build(p.Blocks, &c, s.measure(t, sc))
		if len(u.Blocks) == 0 {
			continue // a chart that does not apply to the branch
		}
		out = append(out, u)
	}
	return out
}

var sides = map[string]doc.Side{"": doc.Any, "any": doc.Any, "left": doc.Left, "right": doc.Right}

func index(list []string, s string) int {
	for i, x := range list {
		if x == s && s != "" {
			return i + 1
		}
	}
	return 0
}

// identity begins the code printed on the page: county, year, branch, book,
// kind of page. Layout adds the number and the check character.
func (s *Set) identity(t *templates.Book, p *templates.Page, sc *scope) string {
	owner := "00"
	switch {
	case sc.Branch != nil:
		owner = sc.Branch.Code
	case sc.Committee != nil:
		owner = sc.Committee.Code
	}
	return strings.ToUpper(fmt.Sprintf("%s-%d-%s-%s-%s", sc.County.Code, sc.County.Year, owner, t.Code, p.ID))
}

// measure holds what the county and the kind of branch decide about room to
// write, mm.
type measure struct {
	row   float64 // height of rows to write in
	pitch float64 // of writing lines
	width float64 // of the type area
}

// leastRow is the least height of rows to write in, mm.
const leastRow = 9.0

func (s *Set) measure(t *templates.Book, sc *scope) measure {
	f := s.format(t, sc.Subject)
	m := measure{row: leastRow, pitch: sc.County.Print.WritingLine, width: f.TextW()}
	if m.pitch == 0 {
		m.pitch = 10
	}
	if sc.Branch != nil {
		switch sc.Branch.Kind {
		case config.Village, config.Community, config.Retired:
			m.row = 10
		}
	}
	return m
}

var papers = map[string][2]float64{"": {210, 297}, "A3": {297, 420}, "A4": {210, 297}, "A5": {148, 210}, "A6": {105, 148}}

// inner is the inner margin that a binding needs, mm.
var inner = map[config.Binding]float64{config.Perfect: 25, config.PUR: 25, config.Sewn: 20, config.Wire: 20, config.Saddle: 15}

// BindingOf returns how a book is bound; "" for loose sheets.
func BindingOf(t *templates.Book, c *config.County) config.Binding {
	if b, ok := c.Print.Binding[t.Binding]; ok {
		return b
	}
	return config.Binding(t.Binding)
}

// multiple is the number that the pages of a block are filled up to: a folded
// sheet has four, a leaf two, a loose sheet may stay blank behind.
func multiple(b config.Binding) int {
	switch b {
	case config.Saddle:
		return 4
	case config.Sewn:
		return 16
	case "":
		return 1
	}
	return 2
}

// tabWords are the words on the thumb tabs of a book.
func tabWords(t *templates.Book) []string {
	words := slices.Clone(t.TabWords)
	for i := len(words); i < len(t.Tabs); i++ {
		name := []rune(t.Tabs[i])
		words = append(words, string(name[:min(len(name), 2)]))
	}
	return words
}

func (s *Set) format(t *templates.Book, sub *Subject) doc.Format {
	size := papers[t.Paper]
	f := doc.Format{W: size[0], H: size[1], Top: 27, Bottom: 20, Outer: 16, Numbers: t.Numbers, NumberRise: t.NumberRise, Tabs: tabWords(t)}
	if len(t.Margins) >= 3 {
		f.Top, f.Outer, f.Bottom = t.Margins[0], t.Margins[1], t.Margins[2]
	}
	binding := BindingOf(t, sub.County)
	if f.Inner = inner[binding]; f.Inner == 0 {
		f.Inner, f.Single = f.Outer, !t.Duplex
	}
	if len(t.Margins) == 4 {
		f.Inner = t.Margins[3]
	}
	f.Multiple = multiple(binding)
	return f
}
