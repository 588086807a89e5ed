package book

import (
	"fmt"

	"dangce/config"
	"dangce/config/diag"
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
		Letter: s.styles[tmpl.SpineType]}
	m.width = c.W - 2*c.Side
	for _, b := range tmpl.Bands {
		c.Bands = append(c.Bands, doc.Band{Y: b.Y, H: b.Height, Ink: inks[b.Ink]})
	}
	for i := range c.Lettering {
		c.Lettering[i] = sc.expand(tmpl.Spine[i])
	}
	c.Front, c.Back = s.blocks(tmpl.Front, sc, m), s.blocks(tmpl.Back, sc, m)
	return c
}

// checkCover reports what is wrong in the template of covers.
func (s *Set) checkCover(out *diag.List) {
	c := s.cover
	if c == nil {
		return
	}
	for i, text := range c.Spine {
		s.check(text, fmt.Sprintf("spine[%d]", i), c.Source, out)
	}
	if c.SpineType != "" {
		checkName(c.SpineType, "spine_style", "样式", s.styles, c.Source, out)
	}
	for i := range c.Front {
		s.checkBlock(&c.Front[i], fmt.Sprintf("front[%d]", i), c.Source, out)
	}
	for i := range c.Back {
		s.checkBlock(&c.Back[i], fmt.Sprintf("back[%d]", i), c.Source, out)
	}
}

var bookFields = map[string]field{
	"book.title": text(anywhere, func(s *scope) string {
		if s.book == nil {
			return ""
		}
		return s.expand(s.book.Title)
	}),
	"book.cover_title": text(anywhere, func(s *scope) string {
		if s.book == nil {
			return ""
		}
		if s.book.CoverTitle != "" {
			return s.expand(s.book.CoverTitle)
		}
		return s.expand(s.book.Title)
	}),
	"book.code": text(anywhere, func(s *scope) string {
		if s.book == nil {
			return ""
		}
		return s.book.Code
	}),
}

// emblemBlock is the county's own picture on covers, mm high. Without one
// nothing is printed, and nothing takes its place.
func emblemBlock(_ *Set, b *templates.Block, sc *scope, _ measure) []doc.Block {
	p := &sc.County.Print
	if len(p.EmblemData) == 0 {
		return nil
	}
	w := b.MM * p.EmblemAspect
	return []doc.Block{&doc.Figure{W: w, H: b.MM, Marks: []doc.Mark{
		&doc.Picture{W: w, H: b.MM, Name: "emblem", Type: "png", Data: p.EmblemData},
	}}}
}

// ornamentBlock is a rule with a lozenge in its middle.
func ornamentBlock(_ *Set, b *templates.Block, _ *scope, m measure) []doc.Block {
	w := b.Width
	if w == 0 {
		w = m.width / 2
	}
	const h, gap = 3.0, 3.5 // of the lozenge; between it and the rule
	line := func(from, to float64) *doc.Line {
		return &doc.Line{X1: from, X2: to, Y1: h / 2, Y2: h / 2, Width: 0.5, Ink: doc.Gold}
	}
	lozenge := func(x, r float64) *doc.Path {
		return &doc.Path{Points: []doc.Point{{X: x - r, Y: h / 2}, {X: x, Y: h/2 - r}, {X: x + r, Y: h / 2}, {X: x, Y: h/2 + r}}, Closed: true, Fill: doc.Gold}
	}
	return []doc.Block{&doc.Figure{W: w, H: h, Marks: []doc.Mark{
		line(0, w/2-gap), line(w/2+gap, w), lozenge(w/2, h/2), lozenge(w/2-gap, h/4), lozenge(w/2+gap, h/4),
	}}}
}
