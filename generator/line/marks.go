package line

import (
	"sync"

	"dangce/generator/doc"
)

// Ascent is the height of a hanzi above the baseline, in em: the usual
// division of the em square, and the one that centres hanzi by eye.
const Ascent = 0.88

var placings = sync.Pool{New: func() any { return new(Placed) }}

// Marks appends the marks of l in a size in points: one for each run of one
// face. The measure begins at x, and the baseline is at y.
func (t *Text) Marks(out []doc.Mark, l *Line, pt float64, ink doc.Ink, x, y float64) []doc.Mark {
	p := placings.Get().(*Placed)
	defer placings.Put(p)
	t.Place(p, l, true)
	em := float64(pt * doc.MMPerPt)
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		if g.Rule {
			under := y + float64(ruleDrop*em)
			out = append(out, &doc.Line{X1: x + g.Left.mm(em), Y1: under, X2: x + g.Right.mm(em), Y2: under, Width: 0.25, Ink: doc.Gray55})
			continue
		}
		m := &doc.Glyphs{X: x + g.X.mm(em), Y: y, Size: float64(pt * float64(t.styles[g.Style].scale()) / float64(Em)), Track: g.Track.mm(em),
			W: (g.End - g.X).mm(em), Before: (g.Left - g.X).mm(em), After: (g.End - g.Track - g.Right).mm(em), Face: g.Face, Ink: ink, S: g.Text}
		if kerns := p.Kerns(g); len(kerns) > 0 {
			m.Kerns = make([]doc.Kern, len(kerns))
			for k, v := range kerns {
				m.Kerns[k] = doc.Kern{At: int(v.At), By: v.By.mm(em)}
			}
		}
		out = append(out, m)
	}
	return out
}

// ruleDrop is how far lines to write on are below the baseline, em.
const ruleDrop = 0.12

func (v Micro) mm(em float64) float64 { return float64(float64(v) / 1e6 * em) }

// Join returns the text of lines that follow each other as it was broken:
// with the spaces between them and the breaks that were forced.
func (t *Text) Join(ls []Line) string {
	if len(ls) == 0 {
		return ""
	}
	s, from := "", ls[0].from
	for i := range ls {
		if ls[i].Last || i == len(ls)-1 {
			s += t.text[t.byteAt(from):t.byteAt(ls[i].to)]
			if i+1 < len(ls) {
				s += "\n"
				from = ls[i+1].from
			}
		}
	}
	return s
}
