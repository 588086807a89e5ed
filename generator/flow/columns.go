package flow

import (
	"slices"

	"dangce/generator/doc"
)

// measureColumns shares what is left of the width w among the columns.
func (k *content) measureColumns(s *sizes, w float64, o option) bool {
	s.phaseW = float64(2.8 * s.box)
	s.pad = 0.5 * s.col
	wide := 0.0
	if w > roomy*s.col {
		wide = 1
	}
	caps := [numCols]float64{
		colWhen: k.widest(colWhen, 3.1, 4.1+wide), colForm: k.widest(colForm, 3.1, 4.1+wide/2), colWho: k.widest(colWho, 3.1, 3.1+wide),
	}
	if k.hasPages && wide > 0 && !o.merge {
		caps[colPage] = k.widest(colPage, 3.05*headSize, 3.3)
	}
	left := w - s.phaseW - s.flowW
	for col, em := range caps {
		if em > 0 {
			s.colW[col] = float64((em+0.1)*s.col) + 2*s.padOf(col)
			left -= s.colW[col]
		}
	}
	if left < o.columns*s.col {
		return false
	}
	s.colW[colProcedure], s.colW[colStandard] = float64(left*o.ratio), float64(left*(1-o.ratio))
	lines := 1
	for col := range k.heads {
		lines = max(lines, len(k.headLines(col, s)))
	}
	s.headH = float64((1.2 + float64(float64(lines)*1.2)) * s.col * headSize)
	return true
}

// headSize is the size of the header row against the columns.
const headSize = 1.06

// cap is the room for text in a column, in em.
func (s *sizes) cap(col int) float64 { return (s.colW[col] - 2*s.padOf(col)) / s.col }

// padOf is the room beside the text of a column: little in the short ones.
func (s *sizes) padOf(col int) float64 {
	if col == colProcedure || col == colStandard {
		return s.pad
	}
	return float64(0.6 * s.pad)
}

// roomy is the width from which record pages get a column of their own, em of
// the columns' type. On narrower pages they are below 责任人.
const roomy = 60

// widest is the width of the widest cell of a column in em, between least and
// most.
func (k *content) widest(col int, least, most float64) float64 {
	em := least
	for i := range k.cells {
		em = max(em, k.cells[i][col].width)
	}
	return min(em, most)
}

func (k *content) measureRows(s *sizes) {
	n := len(k.g.rows)
	s.rows, s.up, s.down = make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range k.g.rows {
		r := &k.g.rows[i]
		half := s.boxH / 2
		if r.Decision {
			half = s.diamondH / 2
		}
		s.up[i], s.down[i] = half, half
		if len(r.right) > 0 {
			s.up[i] = max(s.up[i], s.sideH/2)
			s.down[i] = max(s.down[i], s.sideH/2+float64(float64(len(r.right)-1)*(s.sideH+s.gap)))
		}
		if len(r.below) > 0 {
			s.down[i] = half
			for _, o := range r.below {
				s.down[i] += k.outcomeH(s, o) + max(s.gap, 1.35*s.box)
			}
		}
		s.rows[i] = max(s.up[i]+s.down[i]+k.margin(i, s), k.textHeight(i, s)+float64(1.1*s.ease*s.col))
	}
}

// margin is the room above and below a node: for the arrow, a label, and a
// line that joins the spine.
func (k *content) margin(i int, s *sizes) float64 {
	m := s.gap
	r := &k.g.rows[i]
	if r.next && r.nextLabel != "" {
		m = max(m, 2.3*s.box*s.ease, 1.45*s.box)
		if i+1 == len(k.g.rows) || k.g.rows[i+1].Phase != r.Phase {
			m = max(m, 2.5*s.box) // keeps the label off the border
		}
	}
	if r.Decision && slices.ContainsFunc(k.g.links, func(l link) bool { return l.to == i }) {
		m = max(m, 2.6*s.box*s.ease, 2.4*s.box)
		if i > 0 && k.g.rows[i-1].nextLabel != "" {
			m = max(m, 2.9*s.box)
		}
	}
	return m
}

func (k *content) textHeight(i int, s *sizes) float64 {
	n := 1
	for col, t := range k.cells[i] {
		if s.colW[col] > 0 {
			lines := t.count(s.cap(col))
			if col == colWho && k.pageBelow(i, s) {
				lines += k.cells[i][colPage].count(s.cap(colWho))
			}
			n = max(n, lines)
		}
	}
	return float64((1 + float64(float64(n-1)*s.leading)) * s.col)
}

// pageBelow reports whether the record page of row i is printed below 责任人.
func (k *content) pageBelow(i int, s *sizes) bool {
	return k.hasPages && s.colW[colPage] == 0 && k.g.rows[i].Page != ""
}

// headLines is what the header row says above a column.
func (k *content) headLines(col int, s *sizes) []textLine {
	if s.colW[col] == 0 {
		return nil
	}
	lines := k.heads[col].lines(s.cap(col)/headSize, true)
	if col == colWho && k.hasPages && s.colW[colPage] == 0 {
		lines = append(lines, one(k.line, letter{role: doc.Heading}, k.c.Words.Columns[colPage])...)
	}
	return lines
}

// columnStyle is how a column is set.
func (k *content) columnStyle(col int, pt float64) (l letter, align doc.Align) {
	if col == colProcedure || col == colStandard {
		align = doc.AlignLeft
	} else {
		align = doc.AlignCenter
	}
	return letter{colRole(col), pt, doc.Black}, align
}
