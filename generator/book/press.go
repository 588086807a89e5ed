package book

import (
	"fmt"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/templates"
)

// PressLine is one book of one owner on its way to the print shop.
type PressLine struct {
	No       int
	Owner    string // short name of the branch
	Folder   string // of the committee
	Title    string
	Volume   string // file that holds the block
	From, To int    // pages of the file
	Pages    int    // of one copy
	Copies   int
	Several  bool   // the copies differ, one of each stands between From and To
	Size     string // 210×297
	Binding  config.Binding
	SpineMM  float64
	Covered  bool
	Cover    int    // page of the file of covers, from 1; 0 without
	Pair     string // code printed on cover and block
}

// Pressed reports whether a book goes to the print shop: it is bound.
func Pressed(t *templates.Book, c *config.County) bool {
	return (t.For == "branch" || t.Name == "deliberation") && t.Press && BindingOf(t, c) != ""
}

// Line begins the press line of a book for its owner. A book of several
// blocks that are bound separately counts as so many copies of one.
func (s *Set) Line(t *templates.Book, sub *Subject, pages, blocks int) PressLine {
	sc := &scope{Subject: sub, set: s, book: t}
	size := papers[t.Paper]
	binding := BindingOf(t, sub.County)
	copies := 1 + sub.County.Print.Spare[t.Name]
	if t.Repeat != "" {
		pages, copies = pages/max(blocks, 1), blocks // spare ones are among them
	}
	return PressLine{Owner: sc.owner().short, Title: sc.expand(t.Title), Pages: pages, Copies: copies,
		Size: fmt.Sprintf("%g×%g", size[0], size[1]), Binding: binding,
		SpineMM: SpineMM(binding, pages, &sub.County.Print), Covered: !t.Cover.Empty(), Several: t.Repeat != "" && blocks > 1, Pair: sc.pair()}
}

// pair is the code by which a cover meets its block.
func (sc *scope) pair() string {
	return sc.owner().code + "-" + sc.book.Code
}

// rowPress lists what goes to the print shop.
func rowPress(sc *scope, _ string) []scope {
	var out []scope
	for i := range sc.Press {
		c := *sc
		c.press = &sc.Press[i]
		out = append(out, c)
	}
	return numbered(out)
}

var pressFields = map[string]field{
	"book.pair":     text(aBook, func(s *scope) string { return s.pair() }),
	"press.owner":   text(aLine, func(s *scope) string { return s.press.Owner }),
	"press.folder":  text(aLine, func(s *scope) string { return s.press.Folder }),
	"press.title":   text(aLine, func(s *scope) string { return s.press.Title }),
	"press.volume":  text(aLine, func(s *scope) string { return s.press.Volume }),
	"press.from":    num(aLine, func(s *scope) int { return s.press.From }),
	"press.to":      num(aLine, func(s *scope) int { return s.press.To }),
	"press.pages":   num(aLine, func(s *scope) int { return s.press.Pages }),
	"press.copies":  num(aLine, func(s *scope) int { return s.press.Copies }),
	"press.size":    text(aLine, func(s *scope) string { return s.press.Size }),
	"press.binding": text(aLine, func(s *scope) string { return s.set.wording.Bindings[string(s.press.Binding)] }),
	"press.spine":   text(aLine, spineText),
	"press.inner":   text(aLine, func(s *scope) string { return s.paper("inner") }),
	"press.cover": text(aLine, func(s *scope) string {
		return covered(s, s.paper("cover"), s.paper("no_cover"))
	}),
	"press.colours": text(aLine, func(s *scope) string {
		return s.paper("inner_ink") + covered(s, "；"+s.paper("cover_ink"), "")
	}),
	"press.pair": text(aLine, func(s *scope) string { return s.press.Pair }),
	"press.cover_page": typed(aLine, func(s *scope) doc.Value {
		if s.press.Cover == 0 {
			return doc.Value{}
		}
		return doc.IntValue(s.press.Cover)
	}),
	"press.note": text(aLine, func(s *scope) string {
		switch {
		case s.press.Several:
			return s.paper("several")
		case s.press.Copies > 1:
			return s.paper("copies")
		}
		return ""
	}),
	"print.bleed":    text(anywhere, func(s *scope) string { return fmt.Sprintf("%g", s.County.Print.Bleed) }),
	"print.inner_mm": text(anywhere, func(s *scope) string { return fmt.Sprintf("%.2f", s.County.Print.InnerMM) }),
	"print.cover_mm": text(anywhere, func(s *scope) string { return fmt.Sprintf("%.2f", s.County.Print.CoverMM) }),
	"press.total": typed(theOrder, func(s *scope) doc.Value {
		n := 0
		for i := range s.Press {
			n += s.Press[i].Copies
		}
		return doc.IntValue(n)
	}),
}

// paper is what wording.toml says of paper and print.
func (s *scope) paper(of string) string { return s.expand(s.set.wording.Papers[of]) }

// covered chooses between what is said of books with a cover of their own and
// of those without.
func covered(s *scope, with, without string) string {
	if s.press.Covered {
		return with
	}
	return without
}

func spineText(s *scope) string {
	if s.press.SpineMM == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f", s.press.SpineMM)
}
