package layout

import (
	"unicode/utf8"

	"dangce/generator/doc"
	"dangce/generator/typeset"
)

// The engine measures, breaks and sets with package typeset.

func (e *Engine) lines(s string, st *doc.Style, w float64) []typeset.Line {
	return typeset.Break(e.m, s, st, w)
}

func (e *Engine) width(s string, st *doc.Style) float64 { return typeset.Width(e.m, s, st) }

func (e *Engine) glyphs(out []doc.Mark, s string, st *doc.Style, x, y, track float64) ([]doc.Mark, float64) {
	return typeset.Set(out, e.m, s, st, x, y, track)
}

// textBox places lines in a box: aligned, and as a whole at the top, middle
// or bottom.
func (e *Engine) textBox(out []doc.Mark, ls []typeset.Line, st *doc.Style, b doc.Box, va doc.VAlign) []doc.Mark {
	h := st.Height(len(ls))
	y := b.Y
	switch va {
	case doc.Middle:
		y += (b.H - h) / 2
	case doc.Bottom:
		y += b.H - h
	}
	em := float64(st.Size * doc.MMPerPt)
	lead := float64(em * st.Leading)
	for i, l := range ls {
		indent := 0.0
		if i == 0 || ls[i-1].Last {
			indent = float64(st.Indent * em)
		}
		base := y + (lead-em)/2 + float64(typeset.Ascent*em)
		out = e.placeLine(out, l, st, b.X+indent, base, b.W-indent)
		y += lead
	}
	return out
}

// placeLine draws one line within w from x. The spare width of a centred line
// is halved, that of a justified one spread over its characters.
func (e *Engine) placeLine(out []doc.Mark, l typeset.Line, st *doc.Style, x, base, w float64) []doc.Mark {
	track := 0.0
	spare := w - l.W
	switch st.Align {
	case doc.AlignCenter:
		x += (spare + float64(st.Track*st.Size*doc.MMPerPt)) / 2
	case doc.AlignRight:
		x += spare
	case doc.AlignSpread:
		if n := utf8.RuneCountInString(l.Text) - 1; n > 0 && spare > 0 {
			track = spare / float64(n)
		}
	case doc.AlignJustify:
		n := len([]rune(l.Text)) - 1
		if !l.Last && n > 0 && spare > 0 && spare < 0.15*w {
			track = spare / float64(n)
		}
	}
	out, _ = e.glyphs(out, l.Text, st, x, base, track)
	return out
}
