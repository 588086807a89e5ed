package line

import "dangce/generator/doc"

// Micro is a length in millionths of an em: positions are told more finely
// than breaks are decided.
type Micro int64

const micro = 1000 // in a Unit

// fill decides how wide line n of a paragraph is set, and where it begins.
func (t *Text) fill(l *Line, n int, s *Setting) {
	indent := s.Rest
	if n == 0 {
		indent = s.First
	}
	l.X = indent
	if l.to <= l.from {
		return
	}
	first, last := &t.items[l.from], &t.items[l.to-1]
	m := s.measure(n)
	l.W = last.pos + last.box - first.pos
	if l.W > m {
		l.W -= hanging(last, s.Hang)
	}
	spare := m - l.W
	weight := last.weight - first.weight
	switch {
	case spare < 0:
		l.add = max(spare, first.punct-last.punct+first.loose-last.loose)
	case s.Align == doc.AlignSpread && weight > 0, s.Align == doc.AlignJustify && !l.Last && spare <= weight*addMost:
		l.add = spare
	}
	if l.add > 0 && weight == 0 {
		l.add = 0
	}
	l.W += l.add
	switch s.Align {
	case doc.AlignCenter:
		l.X += (m - l.W) / 2
	case doc.AlignRight:
		l.X += m - l.W
	}
}

// Glyphs is a run of characters of one face and style as they are set. They
// follow each other by their widths and Track, but for the kerns.
type Glyphs struct {
	X           Micro // where the first glyph begins: before Left where that is an opening bracket
	End         Micro // of the last glyph, with its Track
	Left, Right Micro // what it takes of the line
	Track       Micro // added behind each glyph
	Text        string
	Style       int // of the runs of the text
	Face        doc.Face
	Rule        bool // underscores: a line to write on from Left to Right
	kern, kerns int32
}

// Kern moves the glyphs of a run from one on.
type Kern struct {
	At int32 // in the run's text, bytes
	By Micro
}

// Placed are the glyphs of a line. It may be used again and again.
type Placed struct {
	Glyphs []Glyphs
	kerns  []Kern
}

// Kerns returns the kerns of a run.
func (p *Placed) Kerns(g *Glyphs) []Kern { return p.kerns[g.kern:g.kerns] }

// Place puts the glyphs of l into p, from the left edge of the measure. With
// kerned, glyphs of a face stay one run where they are moved; without, a new
// run begins.
func (t *Text) Place(p *Placed, l *Line, kerned bool) {
	p.Glyphs, p.kerns = p.Glyphs[:0], p.kerns[:0]
	if l.to <= l.from {
		return
	}
	w := writer{p: p, t: t, kerned: kerned, open: -1}
	w.spread(l)
	first := &t.items[l.from]
	for k := l.from; k < l.to; k++ {
		it := &t.items[k]
		x := Micro(l.X+it.pos-first.pos) * micro
		if l.add != 0 {
			x += w.shift(first, it)
		}
		w.item(k, it, x)
	}
	w.flush()
}

// writer turns items into runs.
type writer struct {
	p      *Placed
	t      *Text
	kerned bool

	per                Micro // added for each weight
	punct, loose       Micro // taken
	punctAll, looseAll Micro

	open int32 // first item of the run, -1 for none
	prev int32
	next Micro // where the next glyph would be
	run  Glyphs
}

// spread works out how the room of a line is shared out.
func (w *writer) spread(l *Line) {
	first, last := &w.t.items[l.from], &w.t.items[l.to-1]
	if l.add > 0 {
		w.per = Micro(l.add) * micro / Micro(last.weight-first.weight)
		return
	}
	take := Micro(-l.add) * micro
	w.punctAll, w.looseAll = Micro(last.punct-first.punct), Micro(last.loose-first.loose)
	w.punct = min(take, w.punctAll*micro)
	w.loose = min(take-w.punct, w.looseAll*micro)
}

func (w *writer) shift(first, it *item) Micro {
	x := w.per * Micro(it.weight-first.weight)
	if w.punct > 0 {
		x -= w.punct * Micro(it.punct-first.punct) / w.punctAll
	}
	if w.loose > 0 {
		x -= w.loose * Micro(it.loose-first.loose) / w.looseAll
	}
	return x
}

// item adds a character whose box begins at x.
func (w *writer) item(k int32, it *item, x Micro) {
	class := it.glyph.class
	if class == fixed || class == broad && it.r != '\u3000' || class == space && it.r != ' ' {
		w.flush() // a gap, whatever a font draws
		return
	}
	scale := w.scale(it)
	left, right := x, x+Micro(it.box)*micro
	x += Micro(it.glyph.off) * scale
	rule := it.r == '_'
	if w.open >= 0 && !w.joins(it, rule, x) {
		w.flush()
	}
	if w.open < 0 {
		w.open = k
		w.run = Glyphs{X: x, Left: left, Style: int(it.style), Face: it.glyph.face, Rule: rule, kern: int32(len(w.p.kerns)), Track: w.track(it, scale)}
	} else if d := x - w.next; d != 0 && !rule {
		first := &w.t.items[w.open]
		w.p.kerns = append(w.p.kerns, Kern{it.at - first.at, d})
	}
	w.run.Right = max(w.run.Right, right)
	w.next = x + Micro(it.glyph.adv)*scale + w.run.Track
	w.prev = k
}

// scale is a Unit of an item's own size, in Micro.
func (w *writer) scale(it *item) Micro {
	return Micro(w.t.styles[it.style].scale())
}

// track is what a run that begins with it adds behind each glyph.
func (w *writer) track(it *item, scale Micro) Micro {
	if tight(it.glyph.class) {
		return 0
	}
	return w.per + Micro(w.t.styles[it.style].Track)*scale
}

// joins reports whether a glyph at x goes on with the run.
func (w *writer) joins(it *item, rule bool, x Micro) bool {
	r := &w.run
	if rule || r.Rule {
		return rule && r.Rule
	}
	if it.glyph.face != r.Face || int(it.style) != r.Style {
		return false
	}
	if x == w.next {
		return true
	}
	return w.kerned && w.track(it, w.scale(it)) == r.Track
}

func (w *writer) flush() {
	if w.open < 0 {
		return
	}
	a, b := &w.t.items[w.open], &w.t.items[w.prev]
	w.run.Text = w.t.text[a.at : b.at+int32(b.size)]
	w.run.kerns = int32(len(w.p.kerns))
	w.run.End = w.next
	w.open = -1
	if blankText(w.run.Text) {
		w.p.kerns = w.p.kerns[:w.run.kern]
		return
	}
	w.p.Glyphs = append(w.p.Glyphs, w.run)
}

func blankText(s string) bool {
	for _, r := range s {
		if r != ' ' && r != '\u3000' {
			return false
		}
	}
	return true
}
