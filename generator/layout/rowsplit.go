package layout

import (
	"slices"

	"dangce/generator/doc"
)

// splitRow splits the next row, which is higher than the h mm of a page, into
// one that fits and one with what is left of its texts. It reports whether
// that helps. No other row is ever split.
func (p *table) splitRow(h float64) bool {
	rec := p.rows[p.next].rec
	first, rest := *rec, doc.Record{Values: make([]doc.Value, len(rec.Values))}
	first.Values = slices.Clone(rec.Values)
	split := false
	for k, i := range p.cols {
		s := p.text(rec, i)
		if s == "" {
			continue
		}
		st := p.style(rec, i)
		text := p.e.lines(s, &st, p.x[k+1]-p.x[k]-2*padX)
		n := int((h - 2*padY) / st.Height(1))
		if n < 1 || len(text.lines) <= n {
			continue
		}
		first.Values[i] = doc.TextValue(text.text.Join(text.lines[:n]))
		rest.Values[i] = doc.TextValue(text.text.Join(text.lines[n:]))
		split = true
	}
	if !split {
		return false
	}
	p.rows = slices.Concat(p.rows[:p.next], []row{{&first, h}, {&rest, p.rowHeight(&rest)}}, p.rows[p.next+1:])
	return true
}
