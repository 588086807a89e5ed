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

// ownerFields tell whose a book is: a branch's, or that of a 党总支 which keeps
// one book for all of its branches; and how many copies they get.
var ownerFields = map[string]field{
	"owner.name":      text(anywhere, func(s *scope) string { return s.owner().name }),
	"owner.short":     text(anywhere, func(s *scope) string { return s.owner().short }),
	"owner.code":      text(anywhere, func(s *scope) string { return s.owner().code }),
	"owner.above":     text(anywhere, func(s *scope) string { return s.owner().above }),
	"owner.secretary": text(aBranch, func(s *scope) string { return holder(s.Branch, config.Secretary) }),
	"no.chinese":      text(aNumber, func(s *scope) string { return chineseNumber(s.no) }),
}

// handedOut are the books that a branch is handed, by the names that labels
// have room for.
var handedOut = []struct {
	name  string
	short func(*templates.HandedSentences) phrase.Text
}{
	{config.Handbook, func(w *templates.HandedSentences) phrase.Text { return w.Handbook }},
	{config.Deliberation, func(w *templates.HandedSentences) phrase.Text { return w.Deliberation }},
	{config.Card, func(w *templates.HandedSentences) phrase.Text { return w.Card }},
	{"ledger", func(w *templates.HandedSentences) phrase.Text { return w.Ledger }},
	{"group-minutes", func(w *templates.HandedSentences) phrase.Text { return w.GroupMinutes }},
}

// copyFields are {copies.handbook} and the like, {copies.list}, which names
// only the books that the owner gets, two a line, and {copies.others}, those
// among them that the county added.
func copyFields() map[string]field {
	all := map[string]field{"copies.list": text(anywhere, copiesList), "copies.others": text(anywhere, othersList)}
	for _, b := range handedOut {
		name := b.name
		all["copies."+name] = typed(anywhere, func(s *scope) doc.Value {
			if n := s.copies(name); n > 0 {
				return doc.IntValue(n)
			}
			return doc.Value{}
		})
	}
	return all
}

func copiesList(s *scope) string {
	var list []string
	w := &s.set.Sentences.Handed
	for _, b := range handedOut {
		if n := s.copies(b.name); n > 0 {
			list = append(list, w.Copies.Say("name", b.short(w), "n", n))
		}
	}
	if len(list)%2 == 1 && len(s.others()) > 0 {
		list = append(list, "") // long names have a line of their own
	}
	for _, b := range s.others() {
		list = append(list, w.Copies.Say("name", s.expand(b.Title), "n", s.copies(b.Name)), "")
	}
	var lines []string
	for pair := range slices.Chunk(list, 2) {
		lines = append(lines, strings.TrimRight(strings.Join(pair, "　　"), "　"))
	}
	return strings.Join(lines, "\n")
}

// others are the books of the owner that the county added and has printed.
func (s *scope) others() []*templates.Book {
	var list []*templates.Book
	for _, b := range s.set.Books {
		if s.added(b) && s.copies(b.Name) > 0 {
			list = append(list, b)
		}
	}
	return list
}

// added reports whether the county added the book and has it printed.
func (s *scope) added(b *templates.Book) bool {
	return Pressed(b, s.County) && !handed(b.Name)
}

func handed(name string) bool {
	for _, b := range handedOut {
		if b.name == name {
			return true
		}
	}
	return false
}

// othersList names them with the number of copies: 困难党员帮扶登记册 1.
func othersList(s *scope) string {
	var list []string
	for _, b := range s.others() {
		list = append(list, fmt.Sprintf("%s %d", s.expand(b.Title), s.copies(b.Name)))
	}
	return strings.Join(list, "\n")
}

type owner struct{ name, short, code, above string }

func (s *scope) owner() owner {
	switch b, c := s.Branch, s.Committee; {
	case b != nil:
		return owner{b.Name, b.Short, b.Code, b.Committee.Name}
	case c != nil && c.Parent != nil:
		return owner{c.Name, c.Short, c.Code, c.Parent.Name}
	case c != nil:
		return owner{c.Name, c.Short, c.Code, s.County.Department}
	}
	return owner{s.County.Department, s.County.Department, s.County.Code, ""}
}

// copies is how many copies of a book the owner gets: one, or one for each of
// its separate blocks, and the county's spares.
func (s *scope) copies(name string) int {
	b := s.set.book(name)
	if b == nil || !s.set.Applies(b, s.Subject) {
		return 0
	}
	n := len(s.repeated(b.Repeat, 0))
	if n == 0 || b.Repeat != "" {
		return n // spare cards are among those repeated
	}
	return n + s.County.Print.Spare[name]
}

func (s *Set) book(name string) *templates.Book {
	for _, b := range s.Books {
		if b.Name == name {
			return b
		}
	}
	return nil
}

// rowBranches lists the branches of the committee in scope, or all.
func rowBranches(sc *scope, _ string) []scope {
	var out []scope
	for _, b := range sc.County.Branches() {
		if sc.Committee == nil || b.Committee == sc.Committee {
			out = append(out, sc.of(b.Committee, b))
		}
	}
	return numbered(out)
}

// rowOwners lists who is handed books: the branches, and each 党总支 that keeps
// one for its branches.
func rowOwners(sc *scope, _ string) []scope {
	out := rowBranches(sc, "")
	for _, c := range sc.County.Committees {
		if c.Parent != nil && len(c.Books) > 0 && (sc.Committee == nil || c.Parent == sc.Committee) {
			out = append(out, sc.of(c, nil))
		}
	}
	return numbered(out)
}

// of returns the scope of a row about another committee or branch.
func (s *scope) of(com *config.Committee, b *config.Branch) scope {
	c := *s
	c.Subject = &Subject{County: s.County, Calendar: s.Calendar, Collected: s.Collected, Committee: com, Branch: b}
	return c
}
