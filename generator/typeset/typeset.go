// Package typeset breaks paragraphs into lines and sets lines as marks. It is
// the only place that knows the rules of Chinese line breaking, and gives
// layout and flow the same two things: a paragraph goes in, lines come out.
//
//   - Break fills one line after the other, for body text and cells. What
//     begins a line is never moved by what follows.
//   - Prepare makes a Text, which is broken into as few lines as a width asks
//     for, of even length and between words, for the boxes of charts.
//
// It promises that no line begins or ends with a character that may not be
// there, unless nothing else fits, and that no line is wider than asked for.
// Widths come from a doc.Measurer.
package typeset

import (
	"strings"
	"unicode/utf8"

	"dangce/generator/doc"
)

// Ascent is the height of a Chinese character above the baseline, in em: the
// usual division of the em square, and the one that centres hanzi by eye.
const Ascent = 0.88

// Line is a line of a paragraph.
type Line struct {
	Text   string
	From   int     // where it begins in its paragraph, bytes
	W      float64 // mm, without indent
	Last   bool    // of its paragraph
	Spaced bool    // broken at a space
	Torn   bool    // broken where no line may end, for want of a better place
}

// Break breaks s into lines no wider than w mm; the first of each paragraph is
// indented. A word wider than the line is broken where it must be.
func Break(m doc.Measurer, s string, st *doc.Style, w float64) []Line {
	var out []Line
	for para := range strings.SplitSeq(s, "\n") {
		out = paragraph(out, m, para, st, w)
	}
	return out
}

func paragraph(out []Line, m doc.Measurer, s string, st *doc.Style, w float64) []Line {
	em := float64(st.Size * doc.MMPerPt)
	limit := w - float64(st.Indent*em) + 1e-6
	start, x := 0, 0.0   // the line so far
	cut, cutX := -1, 0.0 // its last place to break
	var before, prev rune
	joined := false
	for i, r := range s {
		if r == doc.Joiner {
			joined = true
			continue
		}
		if i > start && !joined && mayBreak(prev, r) && !unitFollows(before, prev, r) {
			cut, cutX = i, x
		}
		joined = false
		adv := float64((m.Advance(st.Role, r) + st.Track) * em)
		if x+adv > limit && i > start && r != ' ' {
			torn := cut <= start
			if torn {
				cut, cutX = i, x
			}
			out = append(out, Line{Text: printed(s[start:cut]), From: start, W: cutX, Spaced: s[cut-1] == ' ', Torn: torn})
			x -= cutX
			start, cut = cut, -1
			limit = w + 1e-6
			for start < i && s[start] == ' ' {
				start++
				x -= float64((m.Advance(st.Role, ' ') + st.Track) * em)
			}
		}
		x += adv
		before, prev = prev, r
	}
	return append(out, Line{Text: printed(s[start:]), From: start, W: x, Last: true})
}

// printed is what of a line is seen.
func printed(s string) string {
	s = strings.TrimRight(s, " ")
	if strings.ContainsRune(s, doc.Joiner) {
		s = strings.ReplaceAll(s, string(doc.Joiner), "")
	}
	return s
}

// Width returns the width of s in mm, set in one line.
func Width(m doc.Measurer, s string, st *doc.Style) float64 {
	var em float64
	for _, r := range s {
		if r != doc.Joiner {
			em += m.Advance(st.Role, r) + st.Track
		}
	}
	return float64(em * st.Size * doc.MMPerPt)
}

// Set appends the marks of s with its baseline at y, starting at x: one for
// each run of one face. Runs of underscores become writing lines. track is
// extra space after each character in mm. It returns the end.
func Set(out []doc.Mark, m doc.Measurer, s string, st *doc.Style, x, y, track float64) ([]doc.Mark, float64) {
	em := float64(st.Size * doc.MMPerPt)
	track += float64(st.Track * em)
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
			end := x + float64(float64(n)*(float64(m.Advance(st.Role, '_')*em)+track))
			under := y + float64(0.12*em)
			out = append(out, &doc.Line{X1: x, Y1: under, X2: end, Y2: under, Width: 0.25, Ink: doc.Gray55})
			x = end
			i += n
			start, startX = i, x
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		f := m.Face(st.Role, r)
		if i > start && f != face {
			flush(i)
			start, startX = i, x
		}
		face = f
		x += float64(m.Advance(st.Role, r)*em) + track
		i += n
	}
	flush(len(s))
	return out, x
}
