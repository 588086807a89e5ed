package layout

import (
	"fmt"
	"unicode/utf8"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// Measures of covers, mm.
const (
	leastSpine  = 5.0  // thinner ones carry no lettering: it would wander round the edge
	spineAir    = 1.25 // kept free on each side of the lettering
	spineMargin = 20.0 // kept free at the head and foot of the spine
	leastLetter = 7.0  // pt
	cropGap     = 1.5  // between bleed and crop marks
	cropMark    = 5.0
	cropWidth   = 0.125 // 0.35 pt: thinner lines break up on a plate
)

// Cover lays out a cover: one page, as wide as back, spine and front. What
// does not fit on back or front is an error.
func (e *Engine) Cover(c *doc.Cover) (doc.Page, error) {
	p := doc.Page{Kind: "cover", Number: 1, W: 2*c.W + c.Spine, H: c.H, Bleed: c.Bleed, Slug: c.Slug}
	p.Safe = doc.Box{W: p.W, H: p.H}
	for _, b := range c.Bands {
		p.Marks = append(p.Marks, band(c, &p, b))
	}
	for _, panel := range []struct {
		name   string
		x      float64
		blocks []doc.Block
	}{{"封底", 0, c.Back}, {"封一", c.W + c.Spine, c.Front}} {
		marks, err := e.panel(c, panel.blocks)
		if err != nil {
			return doc.Page{}, fmt.Errorf("%s: %w", panel.name, err)
		}
		p.Marks = doc.Shift(p.Marks, marks, panel.x+c.Side, c.Top)
	}
	p.Marks = e.lettering(p.Marks, c)
	p.Marks = crop(p.Marks, c, &p)
	return p, nil
}

// band spans the page, into the bleed on all sides that it touches.
func band(c *doc.Cover, p *doc.Page, b doc.Band) *doc.Rect {
	y, h := b.Y, b.H
	if y < 0 {
		y += c.H
	}
	if y == 0 {
		y, h = -c.Bleed, h+c.Bleed
	}
	if y+h >= c.H-1e-6 {
		h = c.H + c.Bleed - y
	}
	return &doc.Rect{X: -c.Bleed, Y: y, W: p.W + 2*c.Bleed, H: h, Fill: b.Ink}
}

// panel lays out back or front.
func (e *Engine) panel(c *doc.Cover, blocks []doc.Block) ([]doc.Mark, error) {
	bodies, err := e.blocks(blocks, c.W-2*c.Side, c.H-c.Top-c.Bottom, nil)
	if err != nil {
		return nil, err
	}
	if len(bodies) != 1 {
		return nil, fmt.Errorf("内容多于一面")
	}
	return bodies[0].marks, nil
}

// lettering sets the spine, characters one below the other.
func (e *Engine) lettering(out []doc.Mark, c *doc.Cover) []doc.Mark {
	if c.Spine < leastSpine {
		return out
	}
	st := c.Letter
	st.Size = min(st.Size, (c.Spine-2*spineAir)/doc.MMPerPt)
	room := c.H - 2*spineMargin
	for st.Size > leastLetter && spineLength(c, &st) > room {
		st.Size -= 0.25
	}
	lead := float64(st.Size * st.Leading * doc.MMPerPt)
	length := func(i int) float64 { return float64(spineRunes(c, i) * lead) }
	foot := c.H - spineMargin - length(2)
	middle := (c.H - length(1)) / 2 // moved when a part beside it is long
	middle = max(min(middle, foot-lead-length(1)), spineMargin+length(0)+lead)
	for i, y := range [...]float64{spineMargin, middle, foot} {
		out = e.column(out, upright.Replace(c.Lettering[i]), &st, c.W, c.Spine, y, lead)
	}
	return out
}

// spineRunes is the number of characters of a part of the lettering.
func spineRunes(c *doc.Cover, i int) float64 {
	return float64(utf8.RuneCountInString(upright.Replace(c.Lettering[i])))
}

// spineLength is the height that the lettering needs, with a character's
// height between its parts.
func spineLength(c *doc.Cover, st *doc.Style) float64 {
	return float64((spineRunes(c, 0) + spineRunes(c, 1) + spineRunes(c, 2) + 2) * st.Size * st.Leading * doc.MMPerPt)
}

// column sets characters one below the other, centred between x and x+w.
func (e *Engine) column(out []doc.Mark, s string, st *doc.Style, x, w, y, lead float64) []doc.Mark {
	em := float64(st.Size * doc.MMPerPt)
	for _, r := range s {
		t := e.line.Prepare(string(r), line.Style{Role: st.Role})
		l := t.Break(nil, &line.Setting{Width: line.Em, Align: doc.AlignCenter})
		out = t.Marks(out, &l[0], st.Size, st.Ink, x+(w-em)/2, y+(lead-em)/2+float64(line.Ascent*em))
		y += lead
	}
	return out
}

// crop draws where to trim, at the corners beyond the bleed, and dashed where
// the spine is folded.
func crop(out []doc.Mark, c *doc.Cover, p *doc.Page) []doc.Mark {
	if c.Slug < cropGap+cropMark {
		return out
	}
	near := c.Bleed + cropGap
	far := near + cropMark
	line := func(x1, y1, x2, y2, dash float64) {
		out = append(out, &doc.Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: cropWidth, Dash: dash})
	}
	for _, y := range [...]float64{0, p.H} {
		line(-far, y, -near, y, 0)
		line(p.W+near, y, p.W+far, y, 0)
	}
	folds := []float64{c.W}
	if c.Spine > 0 {
		folds = append(folds, c.W+c.Spine)
	}
	for _, x := range []float64{0, p.W} {
		line(x, -far, x, -near, 0)
		line(x, p.H+near, x, p.H+far, 0)
	}
	for _, x := range folds {
		line(x, -far, x, -near, 0.8)
		line(x, p.H+near, x, p.H+far, 0.8)
	}
	return out
}
