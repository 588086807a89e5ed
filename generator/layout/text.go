package layout

import (
	"dangce/generator/doc"
	"dangce/generator/typeset"
)

// textPiece is a paragraph on its way onto pages.
type textPiece struct {
	e     *Engine
	t     *doc.Text
	lines []typeset.Line
	w     float64
	first bool
}

func newText(e *Engine, t *doc.Text, w float64) *textPiece {
	return &textPiece{e: e, t: t, lines: e.lines(t.Text, &t.Style, w), w: w, first: true}
}

func (p *textPiece) above() float64 {
	if p.first {
		return p.t.Style.Before
	}
	return 0
}

// split keeps at least two lines of a paragraph together at the foot of a
// page and at the head of the next.
func (p *textPiece) split(h float64, fresh bool) (*item, piece) {
	st := &p.t.Style
	n := min(int((h+1e-6)/st.Height(1)), len(p.lines))
	switch left := len(p.lines) - n; {
	case left == 0:
	case p.t.Keep, n < 2:
		n = 0
	case left == 1:
		n--
	}
	if n < 2 && n < len(p.lines) && !fresh {
		n = 0
	}
	if n <= 0 {
		return nil, p
	}
	it := p.item(p.lines[:n], n == len(p.lines))
	if n == len(p.lines) {
		return it, nil
	}
	return it, &textPiece{e: p.e, t: p.t, lines: p.lines[n:], w: p.w}
}

func (p *textPiece) item(ls []typeset.Line, last bool) *item {
	st := p.t.Style
	if !p.first {
		st.Indent = 0
	}
	it := &item{min: st.Height(len(ls)), keep: p.t.Keep, draw: func(out *body, y, h float64) {
		out.marks = p.e.textBox(out.marks, ls, &st, doc.Box{Y: y, W: p.w, H: h}, doc.Top)
	}}
	if p.first {
		it.before = st.Before
	}
	if last {
		it.after = st.After
	}
	return it
}
