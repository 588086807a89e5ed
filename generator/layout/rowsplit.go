package layout

import (
	"slices"
	"strings"

	"dangce/generator/doc"
	"dangce/generator/typeset"
)

// splitRow makes the next row, which is higher than the h mm of a page, fit: in
// the smallest type, or split into one that fits and one with what is left of
// its texts. It reports whether that helps. No other row is ever split.
func (p *table) splitRow(h float64) bool {
	rec := p.rows[p.next].rec
	first, rest := *rec, doc.Record{Values: make([]doc.Value, len(rec.Values))}
	first.Values = slices.Clone(rec.Values)
	split, need := false, p.t.RowHeight
	for k, i := range p.cols {
		s := p.text(rec, i)
		if s == "" {
			continue
		}
		st, w := p.style(rec, i), p.x[k+1]-p.x[k]
		need = max(need, p.e.leastHeight(s, st, w))
		st.Size = min(st.Size, max(st.Min, minSize))
		ls := p.e.lines(s, &st, w-2*padX)
		n := int((h - 2*padY) / st.Height(1))
		if n < 1 || len(ls) <= n {
			continue
		}
		first.Values[i], rest.Values[i] = doc.TextValue(texts(ls[:n])), doc.TextValue(texts(ls[n:]))
		split = true
	}
	fitting := row{rec, need}
	if split {
		fitting = row{&first, h}
	}
	if fitting.h > h+1e-6 || fitting.h >= p.rows[p.next].h {
		return false
	}
	after := p.rows[p.next+1:]
	p.rows = append(slices.Clone(p.rows[:p.next]), fitting)
	if split {
		p.rows = append(p.rows, row{&rest, p.rowHeight(&rest)})
	}
	p.rows = append(p.rows, after...)
	return true
}

// texts joins lines to the text they were broken from.
func texts(ls []typeset.Line) string {
	var b strings.Builder
	for i, l := range ls {
		b.WriteString(l.Text)
		if l.Spaced {
			b.WriteByte(' ')
		} else if l.Last && i+1 < len(ls) {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
