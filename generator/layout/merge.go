package layout

import "dangce/generator/doc"

// joined reports whether row i of the page goes on in printed column k what
// the row above says: both are equal there and in the merging columns before.
func (p *table) joined(i, k int) bool {
	if i == 0 || i >= len(p.rows) || !p.merges(k) {
		return false
	}
	for j := 0; j <= k; j++ {
		if p.merges(j) && p.text(p.rows[i].rec, p.cols[j]) != p.text(p.rows[i-1].rec, p.cols[j]) {
			return false
		}
	}
	return true
}

func (p *table) merges(k int) bool { return p.t.Cols[p.cols[k]].Merge }

// drawMerged prints the merging columns of a page, each value once for the
// rows that share it. ys are the edges of the rows.
func (p *table) drawMerged(out []doc.Mark, ys []float64) []doc.Mark {
	for k, i := range p.cols {
		if !p.merges(k) {
			continue
		}
		for first := 0; first < len(p.rows); {
			last := first + 1
			for last < len(p.rows) && p.joined(last, k) {
				last++
			}
			st := p.style(p.rows[first].rec, i)
			st.Role = doc.Heading
			out = p.drawText(out, p.text(p.rows[first].rec, i), st,
				doc.Box{X: p.x[k], Y: ys[first], W: p.x[k+1] - p.x[k], H: ys[last] - ys[first]})
			first = last
		}
	}
	return out
}

// drawText prints the text of a cell in b.
func (p *table) drawText(out []doc.Mark, s string, st doc.Style, b doc.Box) []doc.Mark {
	if s == "" {
		return out
	}
	text := p.e.lines(s, &st, b.W-2*padX)
	return textBox(out, &text, doc.Box{X: b.X + padX, Y: b.Y, W: b.W - 2*padX, H: b.H}, doc.Middle)
}

// rowRule draws the line above row i, broken where merging columns go on. It
// is heavier where the first of them begins a new value.
func (p *table) rowRule(out []doc.Mark, i int, y float64) []doc.Mark {
	w, heavy := p.t.Inner, max(p.t.Inner, p.t.Frame*0.7)
	if i == 0 {
		w = heavy
	}
	if first := p.firstMerge(); i > 0 && i <= len(p.rows) && first >= 0 && !p.joined(i, first) {
		w = heavy
	}
	for k := 0; k < len(p.cols); k++ {
		if p.joined(i, k) {
			continue
		}
		n := k + 1
		for n < len(p.cols) && !p.joined(i, n) {
			n++
		}
		out = append(out, &doc.Line{X1: p.x[k], Y1: y, X2: p.x[n], Y2: y, Width: w})
		k = n
	}
	return out
}

// firstMerge is the first merging column that is printed, or -1.
func (p *table) firstMerge() int {
	for k := range p.cols {
		if p.merges(k) {
			return k
		}
	}
	return -1
}
