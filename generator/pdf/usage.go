package pdf

import (
	"iter"
	"math/bits"

	"dangce/generator/doc"
)

// usage collects the characters drawn in each face, as one bit a character.
type usage struct {
	sets [256]*bitset
}

// maxRune bounds the characters counted: planes 0 to 3 hold all hanzi.
const maxRune = 0x40000

type bitset [maxRune / 64]uint64

func (u *usage) reset() {
	for _, s := range u.sets {
		if s != nil {
			clear(s[:])
		}
	}
}

func (u *usage) add(marks []doc.Mark) {
	for _, m := range marks {
		g, ok := m.(*doc.Glyphs)
		if !ok {
			continue
		}
		s := u.sets[g.Face]
		if s == nil {
			s = new(bitset)
			u.sets[g.Face] = s
		}
		for _, r := range g.S {
			if r < maxRune {
				s[r/64] |= 1 << (r % 64)
			}
		}
	}
}

// faces yields the faces used and their characters, in order.
func (u *usage) faces() iter.Seq2[doc.Face, []rune] {
	return func(yield func(doc.Face, []rune) bool) {
		for f, s := range u.sets {
			if s == nil {
				continue
			}
			if runes := s.runes(); len(runes) > 0 && !yield(doc.Face(f), runes) {
				return
			}
		}
	}
}

func (s *bitset) runes() []rune {
	var out []rune
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			out = append(out, rune(i*64+bits.TrailingZeros64(w)))
		}
	}
	return out
}
