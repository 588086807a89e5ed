package layout

import (
	"math"
	"unicode/utf8"

	"dangce/generator/doc"
)

// Measures inside cells, mm.
const (
	padX      = 2.0 // between border and text
	headPadX  = 1.6 // likewise in the head of a table
	padY      = 1.3 // besides the leading of the lines
	partsPadY = 0.8 // above and below lines to fill in
	nameCellH = 9.0 // cells to sign in
	nameLeft  = 2.0 // between the edge of such a cell and the name
	nameTop   = 1.3
	signGap   = 1.5 // below a name of more than one line, at least
)

// padding is the room between the text of a cell and its edges, mm.
type padding struct{ x, y float64 }

// cellHeight returns the height that the content of c needs in w mm, its text
// set in size.
func (e *Engine) cellHeight(c *doc.Cell, w float64, pad padding, size float64) float64 {
	h := 0.0
	switch {
	case len(c.Parts) > 0:
		wr := e.written(c.Parts, c.Style, w-2*pad.x-2*c.Pad)
		h = wr.room()
	case c.Vertical:
		n := float64(utf8.RuneCountInString(upright.Replace(c.Text)))
		h = float64(n*c.Style.Size*doc.MMPerPt*verticalLeading(c)) + 2*padY
	case c.Text != "":
		st := c.Style
		st.Size = size
		h, _ = count(e.prepare(c.Text, &st), &st, w-2*pad.x-2*c.Pad)
		h += 2 * pad.y
	}
	if c.Note != "" {
		st := noteStyle(c)
		note, _ := count(e.prepare(c.Note, &st), &st, w-2*padX)
		h = max(h, note+2*noteGap)
	}
	return max(h, sum(e.signRows(c, w)))
}

// noteGap is the space between a note and the edges of its cell, mm.
const noteGap = 2.0

// noteStyle is the style of the note at the foot of a cell.
func noteStyle(c *doc.Cell) doc.Style {
	st := c.Style
	st.Size, st.Align = minSize, doc.AlignRight
	return st
}

func verticalLeading(c *doc.Cell) float64 { return math.Max(c.Style.Leading*0.9, 1.1) }

// drawCell draws the content of c in b, within its borders, its text in size.
func (e *Engine) drawCell(out *body, c *doc.Cell, pad padding, size float64, b doc.Box, bottom bool) {
	if c.Fill != 0 {
		out.marks = append(out.marks, &doc.Rect{X: b.X, Y: b.Y, W: b.W, H: b.H, Fill: c.Fill})
	}
	if c.Ruled > 0 {
		out.marks = ruledLines(out.marks, doc.Box{X: b.X + 2, Y: b.Y, W: b.W - 4, H: b.H}, c.Ruled, bottom)
	}
	if c.Under {
		out.marks = append(out.marks, &doc.Line{X1: b.X + 1, X2: b.X + b.W - 1, Y1: b.Y + b.H - 1, Y2: b.Y + b.H - 1, Width: 0.25, Ink: doc.Gray55})
	}
	if len(c.Names) > 0 {
		e.signIn(out, c, b)
	}
	switch inner := (doc.Box{X: b.X + pad.x + c.Pad, Y: b.Y + pad.y, W: b.W - 2*pad.x - 2*c.Pad, H: b.H - 2*pad.y}); {
	case len(c.Parts) > 0:
		wr := e.written(c.Parts, c.Style, inner.W)
		room := doc.Box{X: inner.X, Y: b.Y, W: inner.W, H: b.H}
		if c.VAlign != doc.Middle {
			room.Y, room.H = inner.Y, inner.H
		}
		e.drawWriting(out, &wr, room, c.VAlign, 0, !bottom)
	case c.Vertical:
		out.marks = e.vertical(out.marks, c, b)
	case c.Text != "":
		st, va := c.Style, c.VAlign
		st.Size = size
		if va == doc.Middle && c.Ruled > 0 {
			va = doc.Top
		}
		text := e.lines(c.Text, &st, inner.W)
		out.marks = textBox(out.marks, &text, inner, va)
	}
	if len(c.Names) == 0 && len(c.Parts) == 0 {
		out.cell(c.Field, cellKind(c), 0, b)
	}
	if c.Note != "" {
		st := noteStyle(c)
		note := e.lines(c.Note, &st, b.W-2*padX)
		out.marks = textBox(out.marks, &note, doc.Box{X: b.X + padX, Y: b.Y, W: b.W - 2*padX, H: b.H - noteGap}, doc.Bottom)
	}
}

// cellKind is how a cell is filled in as a whole.
func cellKind(c *doc.Cell) doc.PlaceKind {
	switch {
	case c.Sign:
		return doc.PlaceSignature
	case c.Ruled > 0:
		return doc.PlaceArea
	}
	return doc.PlaceText
}

// vertical sets the characters of a label one below the other.
func (e *Engine) vertical(out []doc.Mark, c *doc.Cell, b doc.Box) []doc.Mark {
	text := upright.Replace(c.Text)
	lead := float64(c.Style.Size * doc.MMPerPt * verticalLeading(c))
	h := float64(lead * float64(utf8.RuneCountInString(text)))
	return e.column(out, text, &c.Style, b.X, b.W, b.Y+(b.H-h)/2, lead)
}

// signStyle is how the names of a cell to sign in are set, and in what width:
// all in one size.
func (e *Engine) signStyle(c *doc.Cell, w float64) (doc.Style, float64) {
	st := c.Style
	st.Align = doc.AlignLeft
	w = w/float64(max(c.NamesPerRow, 1)) - 2*nameLeft
	texts := make([]sized, 0, len(c.Names))
	for _, name := range c.Names {
		texts = append(texts, sized{name, e.prepare(name, &st), st, w, nameCellH - nameTop - signGap})
	}
	st.Size = fitAll(texts, st.Size, leastOf(texts, &st), len(texts)/growing)
	return st, w
}

// signRows returns the least height of each row of cells to sign in: long
// names, which take more than one line, make their row higher.
func (e *Engine) signRows(c *doc.Cell, w float64) []float64 {
	if len(c.Names) == 0 {
		return nil
	}
	var hs []float64
	st, w := e.signStyle(c, w)
	for i, name := range c.Names {
		if i%max(c.NamesPerRow, 1) == 0 {
			hs = append(hs, nameCellH)
		}
		if h, _ := count(e.prepare(name, &st), &st, w); h > st.Height(1) {
			last := len(hs) - 1
			hs[last] = max(hs[last], nameTop+h+signGap)
		}
	}
	return hs
}

// signIn divides b into cells, each with a name in its upper left corner and
// room to sign below and beside it.
func (e *Engine) signIn(out *body, c *doc.Cell, b doc.Box) {
	per := max(c.NamesPerRow, 1)
	hs := e.signRows(c, b.W)
	cw, more := b.W/float64(per), (b.H-sum(hs))/float64(len(hs))
	for i := 1; i < per; i++ {
		x := b.X + float64(float64(i)*cw)
		out.marks = append(out.marks, &doc.Line{X1: x, Y1: b.Y, X2: x, Y2: b.Y + b.H, Width: 0.2, Ink: doc.Gray55})
	}
	st, w := e.signStyle(c, b.W)
	y := b.Y
	for row := range hs {
		if row > 0 {
			out.marks = append(out.marks, &doc.Line{X1: b.X, Y1: y, X2: b.X + b.W, Y2: y, Width: 0.2, Ink: doc.Gray55})
		}
		for i, name := range c.Names[row*per : min(row*per+per, len(c.Names))] {
			if name != "" {
				p := e.lines(name, &st, w)
				out.marks = textBox(out.marks, &p, doc.Box{X: b.X + float64(float64(i)*cw) + nameLeft, Y: y + nameTop, W: w}, doc.Top)
			}
			out.cell(c.Field, doc.PlaceSignature, c.NameFrom+row*per+i+1, doc.Box{X: b.X + float64(float64(i)*cw), Y: y, W: cw, H: hs[row] + more})
		}
		y += hs[row] + more
	}
}
