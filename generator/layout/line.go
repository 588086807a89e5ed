package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dangce/generator/doc"
)

// ascent is the height of a Chinese character above the baseline, in em: the
// usual division of the em square, and the one that centres hanzi by eye.
const ascent = 0.88

// Characters that may not begin or end a line (禁则).
const (
	noStart = "，。、；：？！）》〉」』】〕］｝”’…—～％‰℃·・.,;:?!)]}%"
	noEnd   = "（《〈「『【〔［｛“‘([{￥$□" // □ belongs to the choice behind it
)

// Characters that stay with the number before them: 3000 元, 2027年.
const units = "元年月日时分秒页人名次个号份册张天条项本章期组倍％‰"

// parts reports whether a break before b would part a number from its unit, or
// the ends of a range; the number ends with a or, before a space or a dash,
// with a0.
func parts(a0, a, b rune) bool {
	switch a {
	case ' ':
		a = a0
	case '—':
		return isFigure(a0) && isFigure(b)
	}
	return isFigure(a) && strings.ContainsRune(units, b)
}

func isFigure(r rune) bool { return r >= '0' && r <= '9' }

func inWord(r rune) bool {
	return r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_.@/&+-'#=", r))
}

// mayBreak reports whether a line may end between a and b.
func mayBreak(a, b rune) bool {
	switch {
	case strings.ContainsRune(noStart, b), strings.ContainsRune(noEnd, a):
		return false
	case inWord(a) && inWord(b):
		return false
	case b == ' ':
		return false
	}
	return true
}

// line is a line of a paragraph: the text and its width.
type line struct {
	text   string
	from   int     // where it begins in its paragraph, bytes
	w      float64 // mm, without indent
	last   bool    // of its paragraph
	spaced bool    // broken at a space
	torn   bool    // broken where no line may end, for want of a better place
}

// lines breaks s into lines no wider than w mm; the first is indented. A word
// wider than the line is broken where it must be.
func (e *Engine) lines(s string, st *doc.Style, w float64) []line {
	var out []line
	for para := range strings.SplitSeq(s, "\n") {
		out = e.paragraph(out, para, st, w)
	}
	return out
}

func (e *Engine) paragraph(out []line, s string, st *doc.Style, w float64) []line {
	em := st.Size * doc.MMPerPt
	limit := w - st.Indent*em + 1e-6
	start, x := 0, 0.0   // the line so far
	cut, cutX := -1, 0.0 // its last place to break
	var before, prev rune
	joined := false
	for i, r := range s {
		if r == doc.Joiner {
			joined = true
			continue
		}
		if i > start && !joined && mayBreak(prev, r) && !parts(before, prev, r) {
			cut, cutX = i, x
		}
		joined = false
		adv := (e.m.Advance(st.Role, r) + st.Track) * em
		if x+adv > limit && i > start && r != ' ' {
			torn := cut <= start
			if torn {
				cut, cutX = i, x
			}
			out = append(out, line{text: printed(s[start:cut]), from: start, w: cutX, spaced: s[cut-1] == ' ', torn: torn})
			x -= cutX
			start, cut = cut, -1
			limit = w + 1e-6
			for start < i && s[start] == ' ' {
				start++
				x -= (e.m.Advance(st.Role, ' ') + st.Track) * em
			}
		}
		x += adv
		before, prev = prev, r
	}
	return append(out, line{text: printed(s[start:]), from: start, w: x, last: true})
}

// printed is what of a line is seen.
func printed(s string) string {
	return strings.ReplaceAll(strings.TrimRight(s, " "), string(doc.Joiner), "")
}

// width returns the width of s in mm.
func (e *Engine) width(s string, st *doc.Style) float64 {
	var em float64
	for _, r := range s {
		if r != doc.Joiner {
			em += e.m.Advance(st.Role, r) + st.Track
		}
	}
	return em * st.Size * doc.MMPerPt
}

// glyphs appends the marks of s with its baseline at y, starting at x: one
// for each run of one face. Runs of underscores become writing lines. track
// is extra space after each character in mm. It returns the end.
func (e *Engine) glyphs(out []doc.Mark, s string, st *doc.Style, x, y, track float64) ([]doc.Mark, float64) {
	em := st.Size * doc.MMPerPt
	track += st.Track * em
	start, startX := 0, x
	var face doc.Face
	flush := func(end int) {
		if start == end || strings.Trim(s[start:end], " 　") == "" {
			return
		}
		out = append(out, &doc.Glyphs{X: startX, Y: y, Size: st.Size, Track: track, W: x - startX, Face: face, Ink: st.Ink, S: s[start:end]})
	}
	for i := 0; i < len(s); {
		if s[i] == '_' {
			n := len(s[i:]) - len(strings.TrimLeft(s[i:], "_"))
			flush(i)
			end := x + float64(n)*(e.m.Advance(st.Role, '_')*em+track)
			out = append(out, &doc.Line{X1: x, Y1: y + 0.12*em, X2: end, Y2: y + 0.12*em, Width: 0.25, Ink: doc.Gray55})
			x = end
			i += n
			start, startX = i, x
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		f := e.m.Face(st.Role, r)
		if i > start && f != face {
			flush(i)
			start, startX = i, x
		}
		face = f
		x += e.m.Advance(st.Role, r)*em + track
		i += n
	}
	flush(len(s))
	return out, x
}

// textBox places lines in a box: aligned, and as a whole at the top, middle
// or bottom.
func (e *Engine) textBox(out []doc.Mark, ls []line, st *doc.Style, b doc.Box, va doc.VAlign) []doc.Mark {
	h := st.Height(len(ls))
	y := b.Y
	switch va {
	case doc.Middle:
		y += (b.H - h) / 2
	case doc.Bottom:
		y += b.H - h
	}
	em := st.Size * doc.MMPerPt
	lead := em * st.Leading
	for i, l := range ls {
		indent := 0.0
		if i == 0 || ls[i-1].last {
			indent = st.Indent * em
		}
		base := y + (lead-em)/2 + ascent*em
		out = e.placeLine(out, l, st, b.X+indent, base, b.W-indent)
		y += lead
	}
	return out
}

// placeLine draws one line within w from x. The spare width of a centred line
// is halved, that of a justified one spread over its characters.
func (e *Engine) placeLine(out []doc.Mark, l line, st *doc.Style, x, base, w float64) []doc.Mark {
	track := 0.0
	spare := w - l.w
	switch st.Align {
	case doc.AlignCenter:
		x += (spare + st.Track*st.Size*doc.MMPerPt) / 2
	case doc.AlignRight:
		x += spare
	case doc.AlignSpread:
		if n := utf8.RuneCountInString(l.text) - 1; n > 0 && spare > 0 {
			track = spare / float64(n)
		}
	case doc.AlignJustify:
		n := len([]rune(l.text)) - 1
		if !l.last && n > 0 && spare > 0 && spare < 0.15*w {
			track = spare / float64(n)
		}
	}
	out, _ = e.glyphs(out, l.text, st, x, base, track)
	return out
}
