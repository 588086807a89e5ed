package flow

import (
	"strconv"

	"dangce/generator/doc"
)

// list is the columns of a free chart: a row for each box, below the boxes.
type list struct {
	*content
	*sizes
	numW   float64
	textW  float64 // of what the box says
	rows   []float64
	headH  float64
	column [numCols]float64
}

// list measures the list of a chart in the width w.
func (k *content) list(w float64, s *sizes) *list {
	cols := *s
	l := &list{content: k, sizes: &cols, numW: float64(2.3 * s.col), textW: float64(9.4 * s.col)}
	cols.colW = [numCols]float64{colWhen: float64(5.8 * s.col), colForm: float64(5.3 * s.col), colWho: float64(5.2 * s.col)}
	if k.hasPages {
		cols.colW[colPage] = float64(4.2 * s.col)
	}
	left := w - l.numW - l.textW
	for _, cw := range cols.colW {
		left -= cw
	}
	cols.colW[colProcedure], cols.colW[colStandard] = float64(left*0.56), float64(left*0.44)
	l.column = cols.colW
	l.headH = float64(2.2 * s.col)
	for i := range k.g.rows {
		n := k.boxes[i].count((l.textW - s.col) / s.col)
		for col, t := range k.cells[i] {
			if cols.colW[col] > 0 {
				n = max(n, t.count(cols.cap(col)))
			}
		}
		l.rows = append(l.rows, (1+float64(float64(n-1)*s.leading)+0.75)*s.col)
	}
	return l
}

func (l *list) height() float64 {
	h := l.headH + l.gap/2
	for _, r := range l.rows {
		h += r
	}
	return h
}

// split shares the rows among pages with room mm for them, nil if a row is
// higher than that.
func (l *list) split(room float64) []page {
	pages := []page{{}}
	left := room
	for i, r := range l.rows {
		if r > room {
			return nil
		}
		if left -= r; left < 0 {
			pages = append(pages, page{lo: i})
			left = room - r
		}
		pages[len(pages)-1].hi = i + 1
	}
	return pages
}

// draw draws rows lo to hi-1 with the header from y on; each row is higher by
// extra. It returns the foot.
func (l *list) draw(p *pen, y, w float64, lo, hi int, extra float64) float64 {
	head := letter{doc.Heading, l.col * headSize / doc.MMPerPt, doc.White}
	p.rect(doc.Box{Y: y, W: w, H: l.headH}, l.ink.head)
	p.label(head, l.c.Words.Steps, doc.Box{Y: y, W: l.numW + l.textW, H: l.headH}, doc.AlignCenter)
	x := l.numW + l.textW
	for col, cw := range l.column {
		if cw > 0 {
			p.label(head, l.c.Words.Columns[col], doc.Box{X: x, Y: y, W: cw, H: l.headH}, doc.AlignCenter)
			x += cw
		}
	}
	y += l.headH
	top := y
	for i := lo; i < hi; i++ {
		h := l.rows[i] + extra
		l.drawRow(p, i, doc.Box{Y: y, W: w, H: h})
		if i > lo {
			p.line(0, y, w, y, ruleWidth, l.ink.phases[l.g.rows[i].Phase].rule)
		}
		y += h
	}
	p.frame(doc.Box{X: 0.15, Y: top, W: w - 0.3, H: y - top}, 0.3, l.ink.head, doc.NoInk, 0, 0)
	return y
}

func (l *list) drawRow(p *pen, i int, b doc.Box) {
	r := &l.g.rows[i]
	t := l.ink.phases[r.Phase]
	p.rect(doc.Box{X: b.X, Y: b.Y, W: l.numW, H: b.H}, t.deep)
	pt := l.col / doc.MMPerPt
	if r.Decision {
		size := 0.55 * l.col
		cx, cy := b.X+l.numW/2, b.Y+b.H/2
		drawDiamond(p, doc.Box{X: cx - size, Y: cy - size*0.7, W: 2 * size, H: 1.4 * size}, 0.15, l.ink)
	} else {
		p.label(letter{doc.Heading, pt, doc.White}, strconv.Itoa(r.Number), doc.Box{X: b.X, Y: b.Y, W: l.numW, H: b.H}, doc.AlignCenter)
	}
	p.rect(doc.Box{X: b.X + l.numW, Y: b.Y, W: l.textW, H: b.H}, t.tint)
	p.block(letter{doc.Heading, pt, doc.Black}, l.boxes[i].lines((l.textW-l.col)/l.col, false), l.leading, doc.Box{X: b.X + l.numW + 0.5*l.col, Y: b.Y, W: l.textW - l.col, H: b.H}, doc.AlignLeft)
	x := b.X + l.numW + l.textW
	for col, cw := range l.column {
		if cw == 0 {
			continue
		}
		p.line(x, b.Y, x, b.Y+b.H, ruleWidth, t.rule)
		pad := l.padOf(col)
		style, align := l.columnStyle(col, pt)
		p.block(style, l.cells[i][col].lines(l.cap(col), align == doc.AlignCenter), l.leading, doc.Box{X: x + pad, Y: b.Y, W: cw - 2*pad, H: b.H}, align)
		x += cw
	}
}
