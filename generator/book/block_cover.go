package book

import (
	"cmp"

	"dangce/generator/doc"
)

// emblemBlock is the county's own picture on covers, mm high. Without one
// nothing is printed, and nothing takes its place.
type emblemBlock struct {
	base
	MM float64 `toml:"mm"`
}

func (b *emblemBlock) check(c *blockChecker) { c.high("mm", b.MM) }

func (b *emblemBlock) build(sc *scope, _ measure) []doc.Block {
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
type ornamentBlock struct {
	base
	Width float64 `toml:"width"` // mm; default half the type area
}

func (b *ornamentBlock) build(_ *scope, m measure) []doc.Block {
	w := cmp.Or(b.Width, m.width/2)
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

// bandsBlock is what of the stripes of covers is in front, on a page: for the
// title page of a loose collection. It takes no room and stands first on its
// page.
type bandsBlock struct{ base }

func (*bandsBlock) build(sc *scope, m measure) []doc.Block {
	f := sc.set.format(sc.book, sc.Subject)
	fig := &doc.Figure{W: m.width}
	for _, b := range bands(sc.set.coverFor(sc.book.Paper), sc.book) {
		if b.On != doc.Front && b.On != doc.Around {
			continue
		}
		y := b.Y
		if y < 0 {
			y += f.H
		}
		h := min(cmp.Or(b.H, f.H), f.H-y)
		fig.Marks = append(fig.Marks, &doc.Rect{X: -f.Inner, Y: y - f.Top, W: f.W, H: h, Fill: b.Ink})
	}
	return []doc.Block{fig}
}
