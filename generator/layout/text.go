package layout

import (
	"dangce/generator/doc"
	"dangce/generator/line"
)

// textPiece is a paragraph on its way onto pages.
type textPiece struct {
	t     *doc.Text
	p     paragraph
	w     float64
	first bool
}

// newText breaks a paragraph of w mm as a whole. Justified text is as many
// whole characters wide as there is room for; the rest goes to the margin. One that ends on a page of
// its own, h mm high, is set a line shorter if only two lines would stand
// there, or a line longer.
func newText(e *Engine, t *doc.Text, w, h float64) *textPiece {
	st := &t.Style
	if st.Align == doc.AlignJustify {
		// Characters of lines below each other stand in columns.
		_, rest := line.WholeEms(w, st.Size)
		w -= rest
	}
	p := e.lines(t.Text, st, w)
	if len(p.lines) == 1 {
		return &textPiece{t: t, p: p, w: w, first: true}
	}
	s := setting(st, w)
	s.Total = st.Align == doc.AlignJustify || st.Align == doc.AlignLeft
	if s.Total {
		p.lines = p.text.Break(nil, &s)
	}
	if per := int((h + 1e-6) / st.Height(1)); s.Total && short(len(p.lines), per) {
		for _, s.Loose = range [...]int{-1, 1} {
			if other := p.text.Break(nil, &s); len(other) != len(p.lines) && !short(len(other), per) {
				p.lines = other
				break
			}
		}
	}
	return &textPiece{t: t, p: p, w: w, first: true}
}

// lastLines is how many lines the last page of a text has at least.
const lastLines = 3

// short reports whether too few lines stand on the last page of a text.
func short(lines, per int) bool {
	return per > 0 && lines > per && lines%per > 0 && lines%per < lastLines
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
	all := len(p.p.lines)
	room := int((h + 1e-6) / p.t.Style.Height(1))
	n := line.Keep(all, room, 2)
	switch {
	case n < all && p.t.Keep:
		n = 0
	case n == 0 && fresh:
		n = min(room, all)
	}
	if n == 0 {
		return nil, p
	}
	it := p.item(n)
	if n == all {
		return it, nil
	}
	rest := *p
	rest.p.lines, rest.first = p.p.lines[n:], false
	return it, &rest
}

// item is the first n lines.
func (p *textPiece) item(n int) *item {
	part := p.p
	part.lines = part.lines[:n]
	it := &item{min: part.height(), keep: p.t.Keep, draw: func(out *body, y, h float64) {
		out.marks = textBox(out.marks, &part, doc.Box{Y: y, W: p.w, H: h}, doc.Top)
	}}
	if p.first {
		it.before = p.t.Style.Before
	}
	if n == len(p.p.lines) {
		it.after = p.t.Style.After
	}
	return it
}
