package coverage

import (
	"math"

	"dangce/fonts/internal/truetype"
)

// FromFont makes the table of a font. Private-use and control characters are
// left out.
func FromFont(f *truetype.Font) *Table {
	t := New()
	t.Name, t.Version = f.Name(), f.Version()
	// The PDF writer rounds in the same way; keep them alike.
	scale := 1000.0 / float64(f.UnitsPerEm)
	em := func(units int) int { return int(math.Round(scale * float64(units))) }
	ascent, descent, capHeight := f.VerticalMetrics()
	t.Ascent, t.Descent, t.CapHeight = em(ascent), em(descent), em(capHeight)
	for r, gid := range f.Runes() {
		if !IsPrivate(r) && !isControl(r) {
			t.Add(r, em(f.Advance(gid)))
		}
	}
	return t
}

// IsPrivate reports whether r is a private-use character: U+E000–F8FF and
// planes 15 and 16.
func IsPrivate(r rune) bool {
	return 0xE000 <= r && r <= 0xF8FF || 0xF0000 <= r && r <= 0x10FFFF
}

// isControl reports whether r has no glyph by its nature: C0 and C1 controls,
// line and paragraph separators, noncharacters.
func isControl(r rune) bool {
	return r < 0x20 || 0x7F <= r && r < 0xA0 || r == 0x2028 || r == 0x2029 ||
		0xFDD0 <= r && r <= 0xFDEF || r&0xFFFE == 0xFFFE
}
