package layout

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"dangce/generator/doc"
	"dangce/generator/typeset"
)

// Measures inside cells, mm.
const (
	padX      = 1.2 // between border and text
	padY      = 0.8
	minSize   = 9.0 // pt; names and labels are never printed smaller
	minNumber = 7.5 // pt; a small amount is better than one on two lines
	nameCellH = 9.0 // cells to sign in
	nameLeft  = 1.0 // between the edge of such a cell and the name
	nameTop   = 0.7
	signGap   = 1.5 // below a name of more than one line, at least
)

// fitted is text broken and sized for a cell.
type fitted struct {
	lines []typeset.Line
	st    doc.Style
}

func (f *fitted) height() float64 { return f.st.Height(len(f.lines)) }

// fit breaks s for a cell w wide and h high: first into lines, then smaller
// down to 9 pt, a number to 7.5. What still does not fit asks for a higher cell.
func (e *Engine) fit(s string, st doc.Style, w, h float64) fitted {
	w -= 2 * padX
	h -= 2 * padY
	least := max(st.Min, minSize)
	if isNumber(s) {
		least = minNumber
	}
	if f, ok := e.gather(s, st, w, least); ok && f.height() <= h+1e-6 {
		return f
	}
	if f, ok := e.byParts(s, st, w, h, least); ok {
		return f
	}
	for {
		f := fitted{e.lines(s, &st, w), st}
		next := st.Size - 0.5
		if f.height() <= h+1e-6 && !broken(f.lines) || next < least || e.overlong(s, &st, w, h, least) {
			e.even(&f, s, w)
			return f
		}
		st.Size = next
	}
}

// isNumber reports whether s is one number: where it breaks, it is misread.
func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.-") == ""
}

// gathered is how much smaller a text may be set to bring its last character
// back from a line of its own, pt.
const gathered = 1.5

// gather sets s on one line a little smaller, if otherwise a single character
// stood on the second.
func (e *Engine) gather(s string, st doc.Style, w, least float64) (fitted, bool) {
	if ls := e.lines(s, &st, w); len(ls) != 2 || ls[0].Last || utf8.RuneCountInString(ls[1].Text) != 1 {
		return fitted{}, false
	}
	least = max(least, st.Size-gathered)
	for st.Size -= 0.5; st.Size >= least; st.Size -= 0.5 {
		if ls := e.lines(s, &st, w); len(ls) == 1 {
			return fitted{ls, st}, true
		}
	}
	return fitted{}, false
}

// overlong reports whether s does not fit even at the smallest size, so that
// shrinking it would only make a high cell harder to read.
func (e *Engine) overlong(s string, st *doc.Style, w, h, least float64) bool {
	small := *st
	small.Size = least
	f := fitted{e.lines(s, &small, w), small}
	return f.height() > h+1e-6 && !broken(f.lines)
}

// broken reports whether a line was cut where it may not end: within a word
// or a date, or before a closing mark.
func broken(ls []typeset.Line) bool {
	return slices.ContainsFunc(ls, func(l typeset.Line) bool { return l.Torn })
}

// cellHeight returns the height that the content of c needs in w mm; tight, if
// a text that is too long for the row is set as small as it may be.
func (e *Engine) cellHeight(c *doc.Cell, w, row float64, tight bool) float64 {
	h := 0.0
	switch {
	case c.Vertical:
		n := float64(utf8.RuneCountInString(upright.Replace(c.Text)))
		h = float64(n*c.Style.Size*doc.MMPerPt*verticalLeading(c)) + 2*padY
	case c.Text != "":
		f := e.fit(c.Text, c.Style, w-2*c.Pad, max(row, c.Style.Height(1)+2*padY))
		h = f.height() + 2*padY
		if tight && h > row {
			h = max(e.leastHeight(c.Text, c.Style, w), row)
		}
	}
	if c.Note != "" {
		st := noteStyle(c)
		h = max(h, st.Height(len(e.lines(c.Note, &st, w-2*padX)))+2*noteGap)
	}
	return max(h, sum(e.signRows(c, w)))
}

// noteGap is the space between a note and the edges of its cell, mm.
const noteGap = 0.6

// noteStyle is the style of the note at the foot of a cell.
func noteStyle(c *doc.Cell) doc.Style {
	st := c.Style
	st.Size, st.Align, st.Ink = minSize, doc.AlignRight, doc.Gray70
	return st
}

func verticalLeading(c *doc.Cell) float64 { return math.Max(c.Style.Leading*0.9, 1.1) }

// drawCell draws the content of c in b, within its borders.
func (e *Engine) drawCell(out []doc.Mark, c *doc.Cell, b doc.Box, bottom bool) []doc.Mark {
	if c.Fill != 0 {
		out = append(out, &doc.Rect{X: b.X, Y: b.Y, W: b.W, H: b.H, Fill: c.Fill})
	}
	if c.Ruled > 0 {
		out = ruledLines(out, doc.Box{X: b.X + 2, Y: b.Y, W: b.W - 4, H: b.H}, c.Ruled, bottom)
	}
	if c.Under {
		out = append(out, &doc.Line{X1: b.X + 1, X2: b.X + b.W - 1, Y1: b.Y + b.H - 1, Y2: b.Y + b.H - 1, Width: 0.25, Ink: doc.Gray55})
	}
	if len(c.Names) > 0 {
		out = e.signIn(out, c, b)
	}
	switch {
	case c.Vertical:
		out = e.vertical(out, c, b)
	case c.Text != "":
		f := e.fit(c.Text, c.Style, b.W-2*c.Pad, b.H)
		va := c.VAlign
		inner := doc.Box{X: b.X + padX + c.Pad, Y: b.Y + padY, W: b.W - 2*padX - 2*c.Pad, H: b.H - 2*padY}
		if va == doc.Middle && c.Ruled > 0 {
			va = doc.Top
		}
		out = e.textBox(out, f.lines, &f.st, inner, va)
	}
	if c.Note != "" {
		st := noteStyle(c)
		ls := e.lines(c.Note, &st, b.W-2*padX)
		out = e.textBox(out, ls, &st, doc.Box{X: b.X + padX, Y: b.Y, W: b.W - 2*padX, H: b.H - noteGap}, doc.Bottom)
	}
	return out
}

// vertical sets the characters of a label one below the other.
func (e *Engine) vertical(out []doc.Mark, c *doc.Cell, b doc.Box) []doc.Mark {
	text := upright.Replace(c.Text)
	lead := float64(c.Style.Size * doc.MMPerPt * verticalLeading(c))
	h := float64(lead * float64(utf8.RuneCountInString(text)))
	return e.column(out, text, &c.Style, b.X, b.W, b.Y+(b.H-h)/2, lead)
}

// signRows returns the least height of each row of cells to sign in: long
// names, which take more than one line, make their row higher.
func (e *Engine) signRows(c *doc.Cell, w float64) []float64 {
	var hs []float64
	per := max(c.NamesPerRow, 1)
	for i, name := range c.Names {
		if i%per == 0 {
			hs = append(hs, nameCellH)
		}
		f := e.fit(name, c.Style, w/float64(per), nameCellH)
		if last := len(hs) - 1; len(f.lines) > 1 {
			hs[last] = max(hs[last], nameTop+f.height()+signGap)
		}
	}
	return hs
}

// signIn divides b into cells, each with a name in its upper left corner and
// room to sign below and beside it.
func (e *Engine) signIn(out []doc.Mark, c *doc.Cell, b doc.Box) []doc.Mark {
	per := max(c.NamesPerRow, 1)
	hs := e.signRows(c, b.W)
	cw, more := b.W/float64(per), (b.H-sum(hs))/float64(len(hs))
	for i := 1; i < per; i++ {
		x := b.X + float64(float64(i)*cw)
		out = append(out, &doc.Line{X1: x, Y1: b.Y, X2: x, Y2: b.Y + b.H, Width: 0.2, Ink: doc.Gray55})
	}
	st := c.Style
	st.Align = doc.AlignLeft
	y := b.Y
	for row := range hs {
		if row > 0 {
			out = append(out, &doc.Line{X1: b.X, Y1: y, X2: b.X + b.W, Y2: y, Width: 0.2, Ink: doc.Gray55})
		}
		ch := hs[row] + more
		for i, name := range c.Names[row*per : min(row*per+per, len(c.Names))] {
			if name == "" {
				continue
			}
			f := e.fit(name, st, cw, ch)
			in := doc.Box{X: b.X + float64(float64(i)*cw) + nameLeft, Y: y + nameTop, W: cw - 2*nameLeft, H: ch}
			out = e.textBox(out, f.lines, &f.st, in, doc.Top)
		}
		y += ch
	}
	return out
}
