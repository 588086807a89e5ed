package layout

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// Measures of covers, mm.
const (
	leastSpine  = 5.0  // thinner ones carry no lettering: it would wander round the edge
	spineAir    = 1.25 // kept free on each side of the lettering
	leastLetter = 7.0  // pt
	coverCopy   = 14.0 // baseline of the mark of a copy above the lower edge
)

// Cover lays out a cover: one page, as wide as back, spine and front. What
// does not fit on back or front is an error.
func (e *Engine) Cover(c *doc.Cover) (doc.Page, error) {
	p := doc.Page{Kind: "cover", Number: 1, W: 2*c.W + c.Spine, H: c.H, Bleed: c.Bleed}
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
	if c.Spine >= leastSpine {
		for i := range c.Lettering {
			p.Marks = e.lettering(p.Marks, c, &c.Lettering[i])
		}
	}
	if c.Copy != "" {
		p.Marks = e.print(p.Marks, c.Copy, &e.deco.Number, c.W+c.Spine+c.Side, c.H-coverCopy)
	}
	folds := []float64{c.W}
	if c.Spine > 0 {
		folds = append(folds, c.W+c.Spine)
	}
	e.Proof(&p, folds, c.Slug)
	return p, nil
}

// band spans a part of the cover, into the bleed on all sides that it touches.
func band(c *doc.Cover, p *doc.Page, b doc.Band) *doc.Rect {
	x1, x2 := 0.0, p.W
	switch b.On {
	case doc.Back:
		x2 = c.W
	case doc.Front:
		x1 = c.W + c.Spine
	case doc.Spine:
		x1, x2 = c.W-b.Wrap, c.W+c.Spine+b.Wrap
	}
	y1 := b.Y
	if y1 < 0 {
		y1 += c.H
	}
	y2 := y1 + b.H
	if b.H == 0 {
		y2 = c.H
	}
	const edge = 1e-6
	if x1 < edge {
		x1 = -c.Bleed
	}
	if x2 > p.W-edge {
		x2 = p.W + c.Bleed
	}
	if y1 < edge {
		y1 = -c.Bleed
	}
	if y2 > c.H-edge {
		y2 = c.H + c.Bleed
	}
	return &doc.Rect{X: x1, Y: y1, W: x2 - x1, H: y2 - y1, Fill: b.Ink}
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

// lettering sets a part of what stands on the spine. It begins where it begins
// on every book; a long text becomes smaller.
func (e *Engine) lettering(out []doc.Mark, c *doc.Cover, t *doc.Lettering) []doc.Mark {
	st := t.Style
	room := c.Spine - 2*spineAir
	if t.Across {
		return e.across(out, c, t, room)
	}
	text := upright.Replace(t.Text)
	n := float64(utf8.RuneCountInString(text))
	st.Size = min(st.Size, room/doc.MMPerPt)
	for st.Size > leastLetter && n*st.Height(1) > t.H {
		st.Size -= 0.25
	}
	lead := st.Height(1)
	if n*lead > t.H {
		lead = t.H / n
	}
	return e.column(out, text, &st, c.W, c.Spine, t.Y, lead)
}

// across sets short lines, as large as the widest of them allows.
func (e *Engine) across(out []doc.Mark, c *doc.Cover, t *doc.Lettering, room float64) []doc.Mark {
	st := t.Style
	lines := strings.Split(t.Text, "\n")
	for _, s := range lines {
		for st.Size > leastLetter && e.width(s, &st) > room {
			st.Size -= 0.25
		}
	}
	for i, s := range lines {
		out = e.print(out, s, &st, c.W+(c.Spine-e.width(s, &st))/2, base(&st, t.Y+st.Height(i)))
	}
	return out
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
