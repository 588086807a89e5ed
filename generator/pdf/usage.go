package pdf

import (
	"fmt"
	"iter"
	"math/bits"
	"slices"

	"dangce/generator/doc"
)

// usage collects the characters drawn in each face, and numbers them: the
// codes used in the pages are the glyph numbers of the embedded font,
// 1… in the order of the characters.
type usage struct {
	sets     [256]*charset
	coloured bool // some mark is not gray
}

// maxRune bounds the characters counted: planes 0 to 3 hold all hanzi.
const maxRune = 0x40000

// charset holds one bit a character.
type charset struct {
	bits   [maxRune / 64]uint64
	before [maxRune / 64]uint16 // characters in the words before
	beyond rune                 // one that has no bit, or 0
	runes  []rune               // in order, once numbered
}

func (u *usage) reset() {
	u.coloured = false
	for _, s := range u.sets {
		if s != nil {
			clear(s.bits[:])
			s.beyond, s.runes = 0, s.runes[:0]
		}
	}
}

func (u *usage) add(marks []doc.Mark) {
	for _, m := range marks {
		g, ok := m.(*doc.Glyphs)
		if !ok {
			u.coloured = u.coloured || tinted(m)
			continue
		}
		u.coloured = u.coloured || !g.Ink.Gray()
		s := u.sets[g.Face]
		if s == nil {
			s = new(charset)
			u.sets[g.Face] = s
		}
		for _, r := range g.S {
			if r < maxRune {
				s.bits[r/64] |= 1 << (r % 64)
			} else {
				s.beyond = r
			}
		}
	}
}

// tinted reports whether a shape is drawn in a colour.
func tinted(m doc.Mark) bool {
	is := func(inks ...doc.Ink) bool {
		return slices.ContainsFunc(inks, func(i doc.Ink) bool { return i != doc.NoInk && !i.Gray() })
	}
	switch m := m.(type) {
	case *doc.Line:
		return is(m.Ink)
	case *doc.Rect:
		return is(m.Ink, m.Fill)
	case *doc.Path:
		return is(m.Ink, m.Fill)
	case *doc.Picture:
		return true // as far as is known before it is read
	}
	return false
}

// number fixes the codes. No characters are added afterwards.
func (u *usage) number() error {
	for f, s := range u.sets {
		if s == nil {
			continue
		}
		if s.beyond != 0 {
			return fmt.Errorf("face %d: U+%04X is beyond all characters of fonts", f, s.beyond)
		}
		if s.number(); len(s.runes) > 0xFFFE {
			return fmt.Errorf("face %d: %d different characters are more than a font can hold", f, len(s.runes))
		}
	}
	return nil
}

func (s *charset) number() {
	for i, w := range s.bits {
		s.before[i] = uint16(len(s.runes))
		for ; w != 0; w &= w - 1 {
			s.runes = append(s.runes, rune(i*64+bits.TrailingZeros64(w)))
		}
	}
}

// code returns the number of a character that has been added.
func (s *charset) code(r rune) uint16 {
	upTo := s.bits[r/64] << (63 - r%64) // r and those before it in its word
	return s.before[r/64] + uint16(bits.OnesCount64(upTo))
}

// faces yields the faces used and their characters, in order.
func (u *usage) faces() iter.Seq2[doc.Face, []rune] {
	return func(yield func(doc.Face, []rune) bool) {
		for f, s := range u.sets {
			if s != nil && len(s.runes) > 0 && !yield(doc.Face(f), s.runes) {
				return
			}
		}
	}
}
