package book

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/templates"
)

// spineGlue is what glue and the swelling of the back add to the thickness of
// a block, mm.
const spineGlue = 0.5

// SpineMM returns the thickness of a bound book: its leaves, its cover, and
// the glue. Stitched, wired and loose ones have no spine.
func SpineMM(b config.Binding, pages int, p *config.Print) float64 {
	switch b {
	case config.Perfect, config.PUR, config.Sewn:
		return float64((pages+1)/2)*p.InnerMM + 2*p.CoverMM + spineGlue
	}
	return 0
}

// coverFiles are the files of covers, by the paper of the books; those of
// other sizes are made like those of A4.
var coverFiles = map[string]string{"": "cover.toml", "A6": "cover-a6.toml"}

// coverFor is how the covers of books of a size look.
func (s *Set) coverFor(paper string) *templates.Cover {
	if c := s.covers[paper]; c != nil {
		return c
	}
	return s.covers[""]
}

var panels = map[string]doc.Panel{"": doc.Around, "front": doc.Front, "spine": doc.Spine, "back": doc.Back}

// bands makes the stripes of a cover, in the colour of the book.
func bands(c *templates.Cover, t *templates.Book) []doc.Band {
	var out []doc.Band
	for _, b := range c.Bands {
		ink := b.Ink
		if ink == "book" {
			ink = cmp.Or(t.Colour, templates.BookColours[0])
		}
		out = append(out, doc.Band{On: panels[b.On], Y: b.Y, H: b.Height, Wrap: b.Wrap, Ink: inks[ink]})
	}
	return out
}

// Covers makes the covers of a book of so many pages: one, or where the book
// is bound in several copies that differ on their covers, one of each.
func (s *Set) Covers(t *templates.Book, sub *Subject, pages int) []*doc.Cover {
	sc := &scope{Subject: sub, set: s, book: t}
	var out []*doc.Cover
	for _, c := range sc.repeated(t.Repeat, 0) {
		made := s.cover(t, &c, pages)
		if len(out) == 0 || !reflect.DeepEqual(made, out[len(out)-1]) {
			out = append(out, made)
		}
	}
	return out
}

func (s *Set) cover(t *templates.Book, sc *scope, pages int) *doc.Cover {
	size := papers[t.Paper]
	m := s.measure(t, sc)
	tmpl := s.coverFor(t.Paper)
	print := &sc.County.Print
	c := &doc.Cover{W: size[0], H: size[1], Bleed: print.Bleed, Top: tmpl.Margins[0], Side: tmpl.Margins[1], Bottom: tmpl.Margins[2],
		Spine: SpineMM(BindingOf(t, sc.County), pages, print), Bands: bands(tmpl, t)}
	m.width = c.W - 2*c.Side
	for _, l := range tmpl.Spine {
		text := sc.expand(l.Text)
		if l.Across {
			text = strings.ReplaceAll(text, "-", "\n")
		}
		c.Lettering = append(c.Lettering, doc.Lettering{Text: text, Y: l.Y, H: l.Height, Style: s.styles[string(l.Style)], Across: l.Across})
	}
	own := *sc
	own.spine = c.Spine
	c.Slug, c.Copy = own.expand(tmpl.Slug), sc.Copy
	c.Front, c.Back = s.build(tmpl.Front, sc, m), s.build(tmpl.Back, sc, m)
	return c
}

var bookFields = map[string]field{
	"book.title": text(aBook, func(s *scope) string {
		return s.expand(s.book.Title)
	}),
	"book.cover_title": text(aBook, func(s *scope) string {
		if !s.book.CoverTitle.Empty() {
			return s.expand(s.book.CoverTitle)
		}
		return s.expand(s.book.Title)
	}),
	"book.code": text(aBook, func(s *scope) string {
		return s.book.Code
	}),
	"book.part": text(aBook, func(s *scope) string {
		if s.group == nil {
			return ""
		}
		return s.group.Name
	}),
	"cover.size": text(aBook, func(s *scope) string {
		size := papers[s.book.Paper]
		return fmt.Sprintf("%.4g×%g", 2*size[0]+s.spine, size[1])
	}),
	"cover.spine": text(aBook, func(s *scope) string { return fmt.Sprintf("%.3g", s.spine) }),
}
