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
	Stock    templates.Stock
	SpineMM  float64
	Covered  bool
	Cover    int    // page of the file of covers, from 1; 0 without
	Covers   int    // pages of the file of covers: more than one where the copies differ on them
	Pair     string // code printed on cover and block
}

// Pressed reports whether a book goes to the print shop: those of branches
// that are bound, and of the county also loose sheets and posters.
func Pressed(t *templates.Book, c *config.County) bool {
	return t.Press && (t.For == "county" || BindingOf(t, c) != "")
}

// CopiesOf returns how many copies of a book its owner gets, or of a book of
// the county, how many it hands out.
func CopiesOf(t *templates.Book, c *config.County) int {
	n := 0
	for _, com := range c.Committees {
		for _, of := range t.Copies {
			switch of {
			case "committees":
				n++
			case "branches":
				n += len(com.Branches)
			case "members":
				for _, b := range com.Branches {
					n += len(b.Members)
				}
			}
		}
	}
	return max(n, 1) + c.Print.Spare[t.Name]
}

// Line begins the press line of a book for its owner. A book of several
// blocks that are bound separately counts as so many copies of one.
func (s *Set) Line(t *templates.Book, sub *Subject, pages, blocks int) PressLine {
	sc := &scope{Subject: sub, set: s, book: t}
	size := papers[t.Paper]
	binding := BindingOf(t, sub.County)
	copies := CopiesOf(t, sub.County)
	if t.Repeat != "" {
		pages, copies = pages/max(blocks, 1), blocks // spare ones are among them
	}
	return PressLine{Owner: sc.owner().short, Title: sc.expand(t.Title), Pages: pages, Copies: copies,
		Size: fmt.Sprintf("%g×%g", size[0], size[1]), Binding: binding, Stock: t.Stock,
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
	"book.pair":    text(aBook, func(s *scope) string { return s.pair() }),
	"press.owner":  text(aLine, func(s *scope) string { return s.press.Owner }),
	"press.folder": text(aLine, func(s *scope) string { return s.press.Folder }),
	"press.title":  text(aLine, func(s *scope) string { return s.press.Title }),
	"press.volume": text(aLine, func(s *scope) string { return s.press.Volume }),
	"press.from":   num(aLine, func(s *scope) int { return s.press.From }),
	"press.to":     num(aLine, func(s *scope) int { return s.press.To }),
	"press.pages":  num(aLine, func(s *scope) int { return s.press.Pages }),
	"press.copies": num(aLine, func(s *scope) int { return s.press.Copies }),
	"press.size":   text(aLine, func(s *scope) string { return s.press.Size }),
	"press.binding": text(aLine, func(s *scope) string {
		if s.press.Binding == "" {
			return s.paper("loose")
		}
		return s.set.wording.Bindings[string(s.press.Binding)]
	}),
	"press.covers": num(aLine, func(s *scope) int { return s.press.Covers }),
	"press.finish": text(aLine, func(s *scope) string { return s.paper("finish") }),
	"press.spine":  text(aLine, spineText),
	"press.inner":  text(aLine, func(s *scope) string { return s.paper("inner") }),
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
		case s.press.Several && s.press.Covers > 1:
			return s.paper("several") + "；" + s.paper("covers")
		case s.press.Several:
			return s.paper("several") + covered(s, "；"+s.paper("one_cover"), "")
		case s.press.Copies > 1:
			return s.paper("copies")
		}
		return ""
	}),
	"print.bleed":    text(anywhere, func(s *scope) string { return fmt.Sprintf("%g", s.County.Print.Bleed) }),
	"print.inner_mm": text(anywhere, func(s *scope) string { return fmt.Sprintf("%.2f", s.County.Print.InnerMM) }),
	"print.cover_mm": text(anywhere, func(s *scope) string { return fmt.Sprintf("%.2f", s.County.Print.CoverMM) }),
	"press.coated":   text(anywhere, func(s *scope) string { return s.set.colours.Coated.Name }),
	"press.uncoated": text(anywhere, func(s *scope) string { return s.set.colours.Uncoated.Name }),
	"press.total": typed(theOrder, func(s *scope) doc.Value {
		n := 0
		for i := range s.Press {
			n += s.Press[i].Copies
		}
		return doc.IntValue(n)
	}),
}

// paper is what the book says of paper and print, or wording.toml for all.
func (s *scope) paper(of string) string {
	if s.press != nil {
		if own, ok := s.press.Stock[of]; ok {
			return s.expand(own)
		}
	}
	return s.expand(s.set.wording.Papers[of])
}

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
