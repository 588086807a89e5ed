package fonts

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dangce/fonts/internal/truetype"
)

// The private-use area of the BMP, where characters beyond it are put in a
// cut font: the PDF writer knows 16-bit codes only.
const (
	firstPrivate = 0xE000
	maxPrivate   = 0xF8FF - 0xE000 + 1
)

// Code returns the code under which the fonts cut from a face hold r: r
// itself in the BMP; beyond it the private-use character whose index is that
// of r in the sorted list of such characters of the face. It depends on the
// face alone, never on the text. ok is false when the face does not have r.
func (s *Set) Code(id FaceID, r rune) (code uint16, ok bool) {
	if int(id) >= numFaces || s.faces[id] == nil {
		return 0, false
	}
	table := s.faces[id].table
	if r > 0xFFFF {
		i := table.HighIndex(r)
		if i < 0 {
			return 0, false
		}
		return uint16(firstPrivate + i), true
	}
	_, ok = table.Width(r)
	return uint16(r), ok
}

// Encode returns text with every character beyond the BMP replaced by its
// Code; text without such characters is returned as it is. A character that
// the face does not have becomes U+FFFD.
func (s *Set) Encode(id FaceID, text string) string {
	if strings.IndexFunc(text, isRare) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if !isRare(r) {
			return r
		}
		if code, ok := s.Code(id, r); ok {
			return rune(code)
		}
		return utf8.RuneError
	}, text)
}

// isRare reports whether r lies beyond the BMP.
func isRare(r rune) bool { return r > 0xFFFF }

// Cut returns a TrueType font that holds the given characters of a face under
// their Codes, and nothing else: small enough that the PDF writer, which reads
// it again, has little to do. The order of runes does not matter; the same
// characters give the same bytes. It is safe for concurrent use.
func (s *Set) Cut(id FaceID, runes []rune) ([]byte, error) {
	if int(id) >= numFaces || s.faces[id] == nil {
		return nil, fmt.Errorf("cut font: this set has no face %v", id)
	}
	font, err := s.faces[id].font()
	if err != nil {
		return nil, fmt.Errorf("cut font %v: %w", id, err)
	}
	chars := make([]truetype.Char, 0, len(runes))
	for _, r := range runes {
		code, ok := s.Code(id, r)
		gid, has := font.GID(r)
		if !ok || !has {
			return nil, fmt.Errorf("cut font %v: it has no %q (U+%04X)", id, r, r)
		}
		chars = append(chars, truetype.Char{Code: code, GID: gid})
	}
	slices.SortFunc(chars, func(a, b truetype.Char) int { return int(a.Code) - int(b.Code) })
	ttf, err := font.Cut(slices.Compact(chars))
	if err != nil {
		return nil, fmt.Errorf("cut font %v: %w", id, err)
	}
	return ttf, nil
}

// Rare returns the codes of those of the runes that lie beyond the BMP, with
// the characters they stand for: what ToUnicode needs. It is nil when there
// are none.
func (s *Set) Rare(id FaceID, runes []rune) map[uint16]rune {
	var rare map[uint16]rune
	for _, r := range runes {
		if code, ok := s.Code(id, r); ok && isRare(r) {
			if rare == nil {
				rare = make(map[uint16]rune)
			}
			rare[code] = r
		}
	}
	return rare
}
