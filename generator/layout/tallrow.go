package layout

import (
	"slices"
	"strings"

	"dangce/generator/doc"
)

// breakRow parts the next row, which is higher than a page, into one that is
// h mm high at most and one with what is left of its texts. It reports whether
// that helps. No other row is ever parted.
func (p *table) breakRow(h float64) bool {
	rec := p.rows[p.next].rec
	first, rest := *rec, doc.Record{Values: make([]doc.Value, len(rec.Values))}
	first.Values = slices.Clone(rec.Values)
	parted := false
	for k, i := range p.cols {
		s := p.text(rec, i)
		if s == "" {
			continue
		}
		st := p.style(rec, i)
		st.Size = min(st.Size, max(st.Min, minSize))
		ls := p.e.lines(s, &st, p.x[k+1]-p.x[k]-2*padX)
		n := int((h - 2*padY) / st.Height(1))
		if n < 1 || len(ls) <= n {
			continue
		}
		first.Values[i], rest.Values[i] = doc.TextValue(texts(ls[:n])), doc.TextValue(texts(ls[n:]))
		parted = true
	}
	if !parted {
		return false
	}
	low := row{&first, min(p.rowHeight(&first), h)}
	p.rows = slices.Concat(p.rows[:p.next], []row{low, {&rest, p.rowHeight(&rest)}}, p.rows[p.next+1:])
	return true
}

// texts joins lines to the text they were broken from.
func texts(ls []line) string {
	var b strings.Builder
	for i, l := range ls {
		b.WriteString(l.text)
		if l.spaced {
			b.WriteByte(' ')
		} else if l.last && i+1 < len(ls) {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
