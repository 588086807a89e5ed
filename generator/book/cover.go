package book

import (
	"dangce/config"
	"dangce/generator/doc"
	"dangce/templates"
)

// cropSlug is the room for crop marks around a cover, mm.
const cropSlug = 8

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

// Cover makes the cover of a book of so many pages.
func (s *Set) Cover(t *templates.Book, sub *Subject, pages int) *doc.Cover {
	sc := &scope{Subject: sub, set: s, book: t}
	size := papers[t.Paper]
	m := s.measure(t, sc)
	tmpl := s.cover
	c := &doc.Cover{W: size[0], H: size[1], Bleed: sub.County.Print.Bleed, Slug: cropSlug,
		Top: tmpl.Margins[0], Side: tmpl.Margins[1], Bottom: tmpl.Margins[2],
		Spine:  SpineMM(BindingOf(t, sub.County), pages, &sub.County.Print),
		Letter: s.styles[string(tmpl.SpineType)]}
	m.width = c.W - 2*c.Side
	for _, b := range tmpl.Bands {
		c.Bands = append(c.Bands, doc.Band{Y: b.Y, H: b.Height, Ink: inks[b.Ink]})
	}
	for i := range c.Lettering {
		c.Lettering[i] = sc.expand(tmpl.Spine[i])
	}
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
}
