package line

import (
	"unicode/utf8"

	"dangce/generator/doc"
)

// item is a printed character. Sums run from the start of the text, so that
// the width of any line, and what may be taken from it or added, is a
// difference.
type item struct {
	pos    Unit // left edge of its box, in one endless line
	punct  Unit // sum of what may be taken from punctuation before it
	loose  Unit // sum of what may be taken from other gaps
	weight Unit // sum of the weights of gaps
	box    Unit
	at     int32 // in the text, bytes
	r      rune
	glyph  glyph
	style  uint16
	size   uint8 // in the text, bytes
	level  level // of a break before it
}

// Prepare makes a text of one style ready. Short texts are remembered.
func (e *Engine) Prepare(s string, st Style) *Text {
	if len(s) > memoBytes {
		return e.prepare(s, st)
	}
	return e.recall(s, st)
}

func (e *Engine) prepare(s string, st Style) *Text {
	t := &Text{items: make([]item, 0, utf8.RuneCountInString(s))}
	e.PrepareIn(t, s, st)
	return t
}

// PrepareIn makes a text of one style ready in t, whose memory it uses again.
// Nobody else may hold t.
func (e *Engine) PrepareIn(t *Text, s string, st Style) {
	t.one[0] = st
	t.styles, t.items, t.ends = t.one[:], t.items[:0], nil
	b := builder{e: e, t: t}
	b.run(s, 0)
	b.finish(s)
}

// PrepareRuns makes a text of several styles ready.
func (e *Engine) PrepareRuns(runs []Run) *Text {
	t := &Text{}
	b := builder{e: e, t: t}
	var all []byte
	for _, r := range runs {
		b.base = len(all)
		all = append(all, r.Text...)
		t.styles = append(t.styles, r.Style)
		b.run(r.Text, uint16(len(t.styles)-1))
	}
	b.finish(string(all))
	return t
}

// builder turns characters into items.
type builder struct {
	e        *Engine
	t        *Text
	base     int  // of the run in the text
	prev     int  // the item that the next one is beside, not a combining mark
	any      bool // there is such a one
	tied     bool // a joiner is between them
	loosened bool // a line may end between them, whatever they are
	second   bool // the last dash completes a mark of two
	numbers  bool // rules for numbers may apply
	dropped  []int32
}

func (b *builder) run(s string, style uint16) {
	st := &b.t.styles[style]
	scale := st.scale()
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		at := b.base + i
		i += n
		if r == '\n' || r == '\u2028' || r == '\u2029' {
			b.newline(at, n)
			continue
		}
		g := b.e.glyph(st.Role, r)
		if g.class == hidden {
			b.hide(r, at, n)
			continue
		}
		if r == '’' && b.any && b.t.items[b.prev].glyph.class == letter && i < len(s) && s[i] < utf8.RuneSelf && classOf(rune(s[i])) == letter {
			g.class = letter // an apostrophe
		}
		b.add(r, at, n, g, style, st, scale)
	}
}

// hide leaves out a character that is not printed.
func (b *builder) hide(r rune, at, n int) {
	switch r {
	case doc.Joiner, '\u200d', '\ufeff':
		b.tied = true
	case '\u200b':
		b.loosened = true
	}
	b.drop(at, n)
}

func (b *builder) drop(at, n int) {
	for k := range n {
		b.dropped = append(b.dropped, int32(at+k))
	}
}

func (b *builder) newline(at, n int) {
	b.drop(at, n)
	b.t.ends = append(b.t.ends, int32(len(b.t.items)))
	b.any, b.tied, b.loosened = false, false, false
}

func (b *builder) add(r rune, at, n int, g glyph, style uint16, st *Style, scale int32) {
	t := b.t
	it := item{r: r, at: int32(at), size: uint8(n), glyph: g, style: style, box: scaled(g.box, scale)}
	if g.class == digit || g.class == numeral {
		b.numbers = true
	}
	if len(t.items) > 0 {
		last := &t.items[len(t.items)-1]
		it.pos, it.punct, it.loose, it.weight = last.pos+last.box, last.punct, last.loose, last.weight
	}
	if b.any {
		b.beside(&it, st, scale)
	} else {
		it.level = never
		b.second = false
	}
	b.tied, b.loosened = false, false
	if g.class != mark || !b.any {
		b.prev, b.any = len(t.items), true
	}
	t.items = append(t.items, it)
}

// beside sets an item beside the one before it.
func (b *builder) beside(it *item, st *Style, scale int32) {
	prev := &b.t.items[b.prev]
	a, c := prev.glyph.class, it.glyph.class
	g := &gaps[a][c]
	if a == closing || a == comma || a == stop { // the blank is theirs
		scale = b.t.styles[prev.style].scale()
	}
	it.pos += scaled(g.room, scale)
	it.punct += scaled(g.punct, scale)
	it.loose += scaled(g.loose, scale)
	it.weight += Unit(g.weight)
	it.level = g.level
	if st.Track != 0 && !(tight(a) && tight(c)) && c != mark {
		it.pos += st.Track * scale / 1000
	}
	switch {
	case c == dash && a == dash && !b.second:
		b.pair(prev, it, scale)
	case c == dash:
		b.second = false
	}
	switch {
	case b.tied, st.Name && a != dot && b.t.styles[prev.style].Name:
		it.level = never
	case b.loosened && !bound(a, c):
		it.level = free
	case isSpace(a) && it.level == free && b.opened():
		it.level = never
	}
}

// opened reports whether only spaces lie between an opening bracket,
// or a box, and the next item.
func (b *builder) opened() bool {
	k := b.prev
	for k > 0 && isSpace(b.t.items[k].glyph.class) {
		k--
	}
	switch b.t.items[k].glyph.class {
	case opening, lopen, sign, lead:
		return true
	}
	return false
}

// joint is how far the strokes of two narrow dashes reach over each other's
// blank sides, so that they meet.
const joint = 100

// pair makes two dashes one mark, in the middle of two ems.
func (b *builder) pair(prev, it *item, scale int32) {
	b.second = true
	adv := prev.glyph.adv
	pitch := adv
	if adv < int16(Em) {
		pitch -= joint
	}
	prev.glyph.off = int16(Em) - (pitch+adv)/2
	it.glyph.off = prev.glyph.off + pitch - int16(Em)
	if st := &b.t.styles[it.style]; st.Track != 0 {
		it.pos -= st.Track * scale / 1000
	}
}

func (st *Style) scale() int32 {
	if st.Scale == 0 {
		return 1000
	}
	return st.Scale
}

func scaled(v int16, scale int32) Unit {
	if scale == 1000 {
		return Unit(v)
	}
	return Unit(v) * scale / 1000
}

// finish ties what must not be separated and leaves out of the text what is not
// printed.
func (b *builder) finish(s string) {
	t := b.t
	if t.ends != nil {
		t.ends = append(t.ends, int32(len(t.items)))
	}
	from := int32(0)
	for i := range max(len(t.ends), 1) {
		items := t.items[from:t.end(i)]
		if b.numbers {
			tie(items)
		}
		b.e.words.mark(items)
		from = t.end(i)
	}
	t.text = s
	if b.dropped != nil {
		b.squeeze(s)
	}
}

// squeeze takes the dropped bytes out of the text.
func (b *builder) squeeze(s string) {
	out := make([]byte, 0, len(s))
	k := 0
	for i := range len(s) {
		if k < len(b.dropped) && int(b.dropped[k]) == i {
			k++
			continue
		}
		out = append(out, s[i])
	}
	at := int32(0)
	for i := range b.t.items {
		b.t.items[i].at = at
		at += int32(b.t.items[i].size)
	}
	b.t.text = string(out)
}

// span returns the width of the items from i to k.
func (t *Text) span(i, k int32) Unit {
	if k <= i {
		return 0
	}
	last := &t.items[k-1]
	return last.pos + last.box - t.items[i].pos
}

// trim returns the end of a line without the spaces at its end.
func (t *Text) trim(i, k int32) int32 {
	for k > i && isSpace(t.items[k-1].glyph.class) {
		k--
	}
	return k
}

func isSpace(c class) bool { return c == space || c == broad }
