package layout

import (
	"strings"

	"dangce/generator/doc"
)

// Measures of what is filled in, mm.
const (
	combW, combH = 6.0, 8.0 // a cell for one digit
	combAround   = 1.0      // above and below such cells
	combWidth    = 0.2
	combGap      = 0.5 // between such cells and the words beside them
	tickSide     = 3.4 // a box to tick
	tickAround   = 1.3 // above and below boxes
	tickGap      = 0.9 // between a box and its words
	tickClear    = 2.0 // before the next box, at least
	tickWidth    = 0.25
	blankLeast   = 12.0 // room to write on a line
	inCell       = 0.4  // between a place to write and the rules around it
)

// written is a line to fill in, broken into lines.
type written struct {
	st    doc.Style
	lines []writtenLine
}

// writtenLine is one of its lines: pieces from left to right.
type writtenLine struct {
	pieces []piecePlaced
	w, h   float64
	share  int // blanks that share what is left
}

// piecePlaced is a part, or a gap, and its width; words wider than the line
// are a paragraph with lines of their own.
type piecePlaced struct {
	part *doc.Part
	w    float64
	lead float64 // of it, before cells for digits
	text *paragraph
}

func (l *writtenLine) add(p piecePlaced, h float64) {
	l.pieces = append(l.pieces, p)
	l.w += p.w
	l.h = max(l.h, h)
	if p.part.Kind == doc.Blank && p.part.MM == 0 {
		l.share++
	}
}

// isGap reports whether a part is white space between others, where a line
// may end.
func isGap(p *doc.Part) bool { return p.Kind == doc.Words && strings.Trim(p.Text, "　 ") == "" }

// written breaks a line to fill in into lines w mm wide, in smaller type where
// what belongs together is wider than that.
func (e *Engine) written(parts []doc.Part, st doc.Style, w float64) written {
	for {
		out, fits := e.breakWriting(parts, st, w)
		size, smaller := smaller(st.Size)
		if fits || !smaller || size < minSize {
			return out
		}
		st.Size = size
	}
}

// breakWriting breaks at gaps and before boxes; fits tells whether no line is
// too wide.
func (e *Engine) breakWriting(parts []doc.Part, st doc.Style, w float64) (out written, fits bool) {
	out, fits = written{st: st}, true
	st.Align = doc.AlignLeft
	var l writtenLine
	end := func() {
		for n := len(l.pieces); n > 0 && isGap(l.pieces[n-1].part); n-- {
			l.w -= l.pieces[n-1].w
			l.pieces = l.pieces[:n-1]
		}
		if len(l.pieces) > 0 {
			fits = fits && l.w <= w+1e-6
			l.h = max(l.h, st.Height(1))
			out.lines = append(out.lines, l)
		}
		l = writtenLine{}
	}
	for i := 0; i < len(parts); {
		if parts[i].Kind == doc.Words && parts[i].Text == "\n" {
			end()
			i++
			continue
		}
		n := i + 1
		for !isGap(&parts[i]) && n < len(parts) && !isGap(&parts[n]) && parts[n].Text != "\n" && parts[n].Kind != doc.Tick {
			n++
		}
		var group writtenLine
		for k := i; k < n; k++ {
			pw, ph := e.partSize(&parts[k], &st)
			if parts[k].Kind == doc.Words && pw > w {
				l.pieces, l.w, l.h = append(l.pieces, group.pieces...), l.w+group.w, max(l.h, group.h)
				group = writtenLine{}
				end()
				text := e.lines(parts[k].Text, &st, w)
				out.lines = append(out.lines, writtenLine{pieces: []piecePlaced{{part: &parts[k], w: w, text: &text}}, w: w, h: text.height() + 2*padY})
				fits = false
				continue
			}
			p := piecePlaced{part: &parts[k], w: pw}
			if parts[k].Kind == doc.Digits {
				if k > i && worded(&parts[k-1]) {
					p.lead = combGap
				}
				if p.w += p.lead; k+1 < n && worded(&parts[k+1]) {
					p.w += combGap
				}
			}
			group.add(p, ph)
		}
		if l.w+group.w > w+1e-6 && !isGap(&parts[i]) {
			end()
		}
		if len(l.pieces) > 0 || !isGap(&parts[i]) {
			for _, p := range group.pieces {
				l.add(p, group.h)
			}
		}
		i = n
	}
	end()
	return out, fits
}

// partSize returns what a part takes of a line, and how high it makes it.
func (e *Engine) partSize(p *doc.Part, st *doc.Style) (w, h float64) {
	switch p.Kind {
	case doc.Digits:
		return float64(float64(p.N) * combW), combH + 2*combAround
	case doc.Blank:
		return max(p.MM, blankLeast*b2f(p.MM == 0)), st.Height(1)
	case doc.Tick:
		w = tickSide
		if p.Text != "" {
			w += tickGap + e.width(p.Text, st)
		}
		return w, tickSide + 2*tickAround
	}
	if isGap(p) {
		wide := strings.Count(p.Text, "　")
		return float64(float64(wide)*st.Size*doc.MMPerPt) + float64(float64(strings.Count(p.Text, " "))*tickClear), 0
	}
	return e.width(p.Text, st), st.Height(1)
}

// worded reports whether a part prints words right beside its neighbours.
func worded(p *doc.Part) bool { return (p.Kind == doc.Words || p.Kind == doc.Tick) && p.Text != "" }

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func (w *written) height() float64 {
	h := 0.0
	for i := range w.lines {
		h += w.lines[i].h
	}
	return h
}

// room is the height that several lines need in a cell: cells for digits have
// room around them already.
func (w *written) room() float64 {
	h, n := w.height(), len(w.lines)
	if n < 2 {
		return h
	}
	for _, l := range [...]*writtenLine{&w.lines[0], &w.lines[n-1]} {
		if l.h < combH {
			h += partsPadY
		}
	}
	return h
}

// drawWriting places the lines in b, and names the places in them. Room to
// write has a line under it where no cell frames it.
func (e *Engine) drawWriting(out *body, wr *written, b doc.Box, va doc.VAlign, row int, under bool) {
	y := b.Y
	switch va {
	case doc.Middle:
		y += (b.H - wr.height()) / 2
	case doc.Bottom:
		y += b.H - wr.height()
	}
	for i := range wr.lines {
		l := &wr.lines[i]
		rest := max(b.W-l.w, 0)
		x, share := b.X, 0.0
		switch {
		case l.share > 0:
			share = rest / float64(l.share)
		case wr.st.Align == doc.AlignCenter:
			x += rest / 2
		case wr.st.Align == doc.AlignRight:
			x += rest
		}
		for _, p := range l.pieces {
			w := p.w
			if p.part.Kind == doc.Blank && p.part.MM == 0 {
				w += share
			}
			box := doc.Box{X: x, Y: y, W: w, H: l.h}
			if p.text != nil {
				out.marks = textBox(out.marks, p.text, box, doc.Middle)
				continue
			}
			if under && p.part.Kind == doc.Blank {
				ly := y + l.h/2 + wr.st.Height(1)/2
				out.marks = append(out.marks, &doc.Line{X1: x + 0.5, Y1: ly, X2: x + w - 0.5, Y2: ly, Width: 0.2, Ink: doc.Gray55})
			}
			if p.part.Kind == doc.Digits {
				box.X, box.W = x+p.lead, float64(float64(p.part.N)*combW)
			}
			e.drawPart(out, p.part, &wr.st, box, row)
			x += w
		}
		y += l.h
	}
}

func (e *Engine) drawPart(out *body, p *doc.Part, st *doc.Style, b doc.Box, row int) {
	place := func(kind doc.PlaceKind, box doc.Box) {
		out.places = append(out.places, doc.Place{Name: p.Field, Kind: kind, N: p.N, Row: row, Box: box})
	}
	text := func(x float64) {
		if t := strings.Trim(p.Text, "　 "); t != "" {
			out.marks = e.print(out.marks, p.Text, st, x, base(st, b.Y+(b.H-st.Height(1))/2))
		}
	}
	switch p.Kind {
	case doc.Digits:
		box := doc.Box{X: b.X, Y: b.Y + (b.H-combH)/2, W: b.W, H: combH}
		out.marks = comb(out.marks, box, p.N)
		place(doc.PlaceDigits, box)
	case doc.Blank:
		place(doc.PlaceText, doc.Box{X: b.X, Y: b.Y + inCell, W: b.W, H: b.H - 2*inCell})
	case doc.Tick:
		box := doc.Box{X: b.X, Y: b.Y + (b.H-tickSide)/2, W: tickSide, H: tickSide}
		out.marks = append(out.marks, &doc.Rect{X: box.X, Y: box.Y, W: box.W, H: box.H, Width: tickWidth, Fill: doc.NoInk})
		place(doc.PlaceTick, box)
		text(b.X + tickSide + tickGap)
	default:
		text(b.X)
	}
}

// comb draws cells for digits.
func comb(out []doc.Mark, b doc.Box, n int) []doc.Mark {
	out = append(out, &doc.Rect{X: b.X, Y: b.Y, W: b.W, H: b.H, Width: combWidth, Ink: doc.Gray55, Fill: doc.NoInk})
	for i := 1; i < n; i++ {
		x := b.X + float64(float64(i)*combW)
		out = append(out, &doc.Line{X1: x, Y1: b.Y, X2: x, Y2: b.Y + b.H, Width: combWidth, Ink: doc.Gray55})
	}
	return out
}

// place notes a place to fill in.
func (b *body) place(name string, kind doc.PlaceKind, row int, box doc.Box) {
	b.places = append(b.places, doc.Place{Name: name, Kind: kind, Row: row, Box: box})
}

// cell notes a cell that is filled in as a whole: the room within its rules.
func (b *body) cell(name string, kind doc.PlaceKind, row int, box doc.Box) {
	if name != "" {
		b.place(name, kind, row, doc.Box{X: box.X + inCell, Y: box.Y + inCell, W: box.W - 2*inCell, H: box.H - 2*inCell})
	}
}
