// Package book makes documents of blocks from the templates and a checked
// county: it fills in placeholders, repeats pages for each meeting of the
// plan, and lists members, norms and dues.
//
// It is for the generator, which hands the blocks to layout and to xlsx. It
// knows kinds of blocks, not books: what a handbook holds stands in
// templates/books. It invents no record; a placeholder about something that
// is not in scope stays blank. Mistakes in templates are findings with their
// places, reported by Load before anything is built.
package book

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"sort"
	"strings"
	"sync"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/generator/doc"
	"dangce/generator/plan"
	"dangce/templates"
	"dangce/templates/phrase"
)

// Set is the templates of a run, checked and ready for use. It is not changed
// after Load and may be used by several goroutines.
type Set struct {
	Books      []*templates.Book
	Workbooks  []*templates.Workbook
	Agendas    []*templates.Agenda
	Activities *templates.Activities
	Calendar   *templates.Calendar
	Norms      *templates.Norms
	Flows      []*templates.Flow
	Quorums    *templates.Quorums
	Scoring    *templates.Scoring
	Sentences  *templates.Sentences
	Sources    *templates.Sources
	Words      []string // that lines do not break

	styles  map[string]doc.Style
	tables  map[string]*templates.Table
	covers  map[string]*templates.Cover // by paper
	colours colours
	roles   *templates.Roles
	account *templates.Accountability
	duties  *templates.Duties
	wording wording

	words *vocabulary

	rewording *phrase.Words // of charts
	worder    *sync.Map     // charts by wordedChart

	formulas map[string]*doc.Formula // by their texts
	faulty   map[string]bool         // files with texts that cannot be filled in

	cited     []cited        // sources that the templates give
	unsourced []cited        // what the county changed without one
	cites     []*decode.File // that have them
}

// Load reads and checks all templates of fsys. overlayName is the name of the
// county's folder in messages. The Set is of no use when out has errors.
func Load(fsys fs.FS, overlayName string, out *diag.List) *Set {
	s := &Set{words: &words, formulas: make(map[string]*doc.Formula), faulty: map[string]bool{}, worder: new(sync.Map)}
	s.styles = styles(templates.LoadStyles(fsys, overlayName, out))
	s.tables = templates.LoadTables(fsys, overlayName, out)
	s.resolveChoices(out)
	s.Books = templates.LoadBooks(fsys, overlayName, out)
	s.colours = mix(templates.LoadColours(fsys, overlayName, out), out)
	s.covers = make(map[string]*templates.Cover)
	for _, paper := range sorted(coverFiles) {
		s.covers[paper] = templates.LoadCover(fsys, overlayName, coverFiles[paper], out)
	}
	s.Workbooks = templates.LoadWorkbooks(fsys, overlayName, out)
	s.Agendas = templates.LoadAgendas(fsys, overlayName, out)
	s.Norms = templates.LoadNorms(fsys, overlayName, out)
	s.roles = templates.LoadRoles(fsys, overlayName, out)
	s.Activities = templates.LoadActivities(fsys, overlayName, out)
	s.Calendar = templates.LoadCalendar(fsys, overlayName, out)
	s.Quorums = templates.LoadQuorums(fsys, overlayName, out)
	s.Scoring = templates.LoadScoring(fsys, overlayName, s.tables, out)
	flows := templates.LoadFlows(fsys, overlayName, s.Quorums, out)
	s.Flows = flows.Changed()
	s.duties = templates.LoadDuties(fsys, overlayName, out)
	s.account = templates.LoadAccountability(fsys, overlayName, out)
	s.wording.Wording = templates.LoadWording(fsys, overlayName, out)
	s.rewording = phrase.NewWords(append(slices.Clone(s.roles.Words), s.wording.Local.Words()...))
	s.Sentences = templates.LoadSentences(fsys, overlayName, out)
	s.Sources = templates.LoadSources(fsys, overlayName, out)
	s.Words = templates.LoadWords(fsys, overlayName, out)
	s.checkAll(flows, out)
	rates := templates.LoadRates(fsys, overlayName, new(diag.List)) // its faults are the county's, reported there
	s.checkForms(rates, out)
	s.gatherAll(flows, rates)
	return s
}

type wording struct{ *templates.Wording }

// college reports whether an education counts as 大专以上.
func (w wording) college(education string) bool {
	return slices.ContainsFunc(w.College, func(word string) bool { return strings.Contains(education, word) })
}

// styles turns styles as templates spell them into those of the document.
func styles(named map[string]templates.Style) map[string]doc.Style {
	roles := map[string]doc.Role{"title": doc.Title, "heading": doc.Heading, "subheading": doc.Subheading, "body": doc.Body}
	out := make(map[string]doc.Style, len(named))
	for name, t := range named {
		out[name] = doc.Style{Role: roles[t.Role], Size: t.Size, Leading: t.Leading, Indent: t.Indent,
			Align: aligns[t.Align], Ink: inks[t.Ink], Before: t.Before, After: t.After, Track: t.Track, Min: t.Min}
	}
	return out
}

// Style returns a named style.
func (s *Set) Style(name string) doc.Style { return s.styles[name] }

// Filler is the title of pages for notes.
func (s *Set) Filler() string { return s.wording.Filler }

// around is what is in scope around all that a template holds, by whom it is
// for.
func around(whom string) need {
	switch whom {
	case "branch", "supplement":
		return subjects
	case "committee":
		return aCommittee | aPlan | theOrder
	case "collect":
		return aCollection
	case "county":
		return theOrder
	}
	return everywhere // reported where it was read
}

func (s *Set) checkAll(flows *templates.Flows, out *diag.List) {
	all := s.checker(nil, out)
	for _, b := range s.Books {
		all.of(b.Source).book(b)
		checkBinding(b, out)
	}
	s.checkCodes(out)
	s.checkFiles(out)
	for _, paper := range sorted(s.covers) {
		cover := s.covers[paper]
		if cover == nil {
			continue
		}
		c, in := all.of(cover.Source), subjects|aBook
		c.walk(cover, "", in, in)
		c.blocks(cover.Front, "front", in, 0, 0)
		c.blocks(cover.Back, "back", in, 0, 0)
	}
	for _, a := range s.Agendas {
		all.of(a.Source).walk(a, "", around(a.For), around(a.For))
	}
	for _, w := range s.Workbooks {
		s.checkWorkbook(w, all.of(w.Source))
	}
	for _, name := range sorted(s.tables) {
		if all.tables[name] == nil { // used nowhere
			all.table(s.tables[name], everywhere)
		}
	}
	s.checkFlows(all, flows)
	if s.Norms.Source != nil {
		all.of(s.Norms.Source).walk(s.Norms, "", anywhere, anywhere)
	}
	if s.wording.Source != nil {
		all.of(s.wording.Source).walk(s.wording.Wording, "", anywhere, aLine)
	}
	if s.Sentences.Source != nil {
		all.of(s.Sentences.Source).walk(s.Sentences, "", anywhere, anywhere)
	}
	if s.Scoring.Source != nil {
		all.of(s.Scoring.Source).walk(s.Scoring, "", anywhere, anywhere)
	}
	if s.Sources.Source != nil {
		all.of(s.Sources.Source).walk(s.Sources, "", anywhere, anywhere)
	}
	plan.Check(s.Activities, out)
}

// checkFlows checks the texts of the charts as their files have them, of the
// county's changes, and what is wrong beside other templates.
func (s *Set) checkFlows(all *checker, flows *templates.Flows) {
	of := func(src *decode.File) *checker {
		c := all.of(src)
		c.fields = s.words.charts
		return c
	}
	for _, f := range flows.Charts {
		if f.Org != nil {
			all.of(f.Source).walk(f.Org, "org", aTally, aTally)
		}
		texts := *f
		texts.Org = nil
		of(f.Source).walk(&texts, "", anywhere, anywhere)
		if f.Norm != "" && s.Norms != nil && s.Norms.Norm(f.Norm) == nil {
			f.Source.Add(all.out, diag.Error, "unknown-norm", "norm", fmt.Sprintf("没有规范 %q", f.Norm), "写 norms.toml 里的编号，例如 B04，或用 often 写多久一次")
		}
	}
	if flows.ChangesSource != nil {
		of(flows.ChangesSource).walk(flows, "", anywhere, anywhere)
	}
	if s.roles.Source != nil {
		of(s.roles.Source).walk(s.roles, "", anywhere, anywhere)
	}
}

// book checks a book and binds its blocks.
func (c *checker) book(b *templates.Book) {
	head, in := *b, around(b.For)|aBook
	head.Pages = nil
	named := in
	if b.For == "collect" {
		named |= aCommittee | aBranch // a branch's own is named after it, its pages come by their repeat
	}
	c.walk(&head, "", named, named)
	if b.Repeat != "" {
		l, arg := c.list(string(b.Repeat), "repeat", c.set.words.repeats, in)
		in = l.after(in, arg)
	}
	w, h := c.area(b)
	anchors := map[string]bool{"": true}
	for i := range b.Pages {
		anchors[b.Pages[i].Anchor] = true
	}
	for i := range b.Pages {
		p, at := &b.Pages[i], fmt.Sprintf("page[%d]", i)
		c.walk(p, at, in, in)
		if !anchors[p.Refer] {
			c.add("unknown-anchor", at+".refer", fmt.Sprintf("没有页的 anchor 是 %q", p.Refer), "给要指向的页加一行 anchor")
		}
		inside, _ := c.lists(reflect.ValueOf(p).Elem(), at, in, in)
		c.blocks(p.Blocks, at+".block", inside, w, h)
	}
}

func sorted[T any](m map[string]T) []string {
	var names []string
	for n := range m {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

func (s *Set) flow(id string) *templates.Flow {
	for _, f := range s.Flows {
		if f.ID == id {
			return f
		}
	}
	return nil
}
