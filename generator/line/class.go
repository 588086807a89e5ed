package line

import (
	"unicode"

	"dangce/generator/doc"
)

// class is what a character is to the rules.
type class uint8

const (
	wide    class = iota // hanzi, kana and whatever else is a unit of its own
	numeral              // 一二三: hanzi that may be a number
	symbol               // arrows, signs: like hanzi, but without room beside letters
	opening              // （《“: blank on its left half
	closing              // ）》”: blank on its right half
	comma                // ，、；：
	stop                 // 。？！
	dot                  // ·: blank on both sides
	dash                 // —: two are one mark
	leader               // …
	wave                 // ～–: between the ends of a range
	letter
	digit
	inner   // & + @: part of a word
	period  // . -: likewise, and never first in a line
	point   // , ; ! ?
	percent // % ‰ ℃: belongs to the number before it
	sign    // ￥ $ №: belongs to the number behind it
	lead    // □ ①: belongs to what it marks
	slash
	lopen  // (
	lclose // )
	space
	fixed   // a space that does not break
	broad   // a space of one em
	mark    // combining
	hidden  // not printed: joiners, variation selectors, controls
	classes = iota
)

// The sets of characters that are not what their block is.
var sets = [...]struct {
	class class
	chars string
}{
	{numeral, "〇零一二三四五六七八九十百千万亿两"},
	{opening, "（《〈「『【〔［｛“‘〖｟"},
	{closing, "）》〉」』】〕］｝”’〗｠"},
	{comma, "，、；：､"},
	{stop, "。？！．｡"},
	{dot, "·・‧"},
	{dash, "—―"},
	{leader, "…‥⋯"},
	{wave, "～–〜"},
	{inner, "_@&+'#=*^`|~\\\"<>"},
	{period, ".-‐‑"},
	{point, ",;:!?"},
	{percent, "%％‰‱℃°℉′″"},
	{sign, "￥¥$£€№§＄"},
	{lead, "□☐☑☒①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"},
	{slash, "/／"},
	{lopen, "([{«‹"},
	{lclose, ")]}»›"},
	{space, " \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f"},
	{fixed, "\u00a0\u2007\u202f"},
	{broad, "\u3000\t"},
	{hidden, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\u2061\u2062\u2063\u2064\ufeff"},
}

// special are the classes of sets by character, for those below U+10000.
var special = func() map[rune]class {
	m := make(map[rune]class)
	for _, s := range sets {
		for _, r := range s.chars {
			m[r] = s.class
		}
	}
	return m
}()

// classOf is asked once for each character of a page of widths.
func classOf(r rune) class {
	if c, ok := special[r]; ok {
		return c
	}
	switch {
	case r >= '0' && r <= '9':
		return digit
	case r < 0x20 || r >= 0x7f && r < 0xa0, r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0100 && r <= 0xe01ef:
		return hidden
	case r < 0x2000 && unicode.IsDigit(r):
		return digit
	case unicode.In(r, unicode.Mn, unicode.Me):
		return mark
	case r < 0x2000 && (unicode.IsLetter(r) || unicode.Is(unicode.Mc, r)):
		return letter
	case r < 0x2e80:
		return symbol
	}
	return wide
}

// glyph is a character as a face draws it, in thousandths of an em.
type glyph struct {
	adv   int16 // of the glyph
	off   int16 // from the left edge of its box to where the glyph begins
	box   int16 // the room it takes without the blank that punctuation carries
	class class
	face  doc.Face
}

// Blank sides of full-width marks are no part of their box: they are gaps
// to the characters beside them, which the rules make narrower.
const half = Em / 2

// make measures a character. Marks of Chinese punctuation take an em in every
// face: from another face where that of role has a narrow one, in the middle
// of the em where none has more.
func (e *Engine) make(role doc.Role, r rune) glyph {
	g := glyph{class: classOf(r), face: e.m.Face(role, r)}
	g.adv = e.advance(role, r)
	g.box = g.adv
	switch g.class {
	case opening, closing, comma, stop, leader:
		e.full(&g, role, r)
	}
	switch g.class {
	case opening:
		g.box, g.off = int16(half), int16(half)-g.adv
	case closing, comma, stop:
		g.box = int16(half)
	case dot:
		g.box, g.off = int16(half), (int16(half)-g.adv)/2
	case dash, leader:
		g.box, g.off = int16(Em), (int16(Em)-g.adv)/2
	case mark:
		g.box, g.off = 0, -g.adv
	case broad:
		g.box = int16(Em)
	case space, fixed:
		g.box = e.advance(role, ' ')
	}
	return g
}

func (e *Engine) advance(role doc.Role, r rune) int16 {
	w := int32(float64(e.m.Advance(role, r)*float64(Em)) + 0.5)
	return int16(min(max(w, 0), 1<<15-1))
}

// full looks for a face in which r is as wide as a hanzi.
func (e *Engine) full(g *glyph, role doc.Role, r rune) {
	if g.adv == int16(Em) {
		return
	}
	for _, other := range [...]doc.Role{doc.Body, doc.Title, doc.Heading, doc.Subheading} {
		if other != role && e.advance(other, r) == int16(Em) {
			g.adv, g.face = int16(Em), e.m.Face(other, r)
			return
		}
	}
}

// Glyphs are kept by pages of 256 characters, each measured when the first
// character of it is met.
const (
	pageBits = 8
	planes   = 0x33000 >> pageBits // hanzi end below U+32000
	roles    = 4
)

type page [1 << pageBits]glyph

func (e *Engine) glyph(role doc.Role, r rune) glyph {
	if r < 0 || r>>pageBits >= planes || role >= roles {
		return e.make(role, r)
	}
	slot := &e.pages[role][r>>pageBits]
	p := slot.Load()
	if p == nil {
		p = new(page)
		for i := range p {
			p[i] = e.make(role, r&^(1<<pageBits-1)|rune(i))
		}
		slot.Store(p)
	}
	return p[r&(1<<pageBits-1)]
}
