package fonts

import (
	"fmt"
	"math"
	"strings"

	"dangce/fonts/internal/truetype"
)

// AppendCut appends to dst the font program that a document embeds of a face:
// TrueType, glyph n+1 drawing runes[n], the missing glyph in front and parts
// of composite glyphs behind. It has no character map; the document numbers
// its characters itself. The same runes give the same bytes. It is safe for
// concurrent use.
func (s *Set) AppendCut(dst []byte, id FaceID, runes []rune) ([]byte, error) {
	font, err := s.font(id)
	if err != nil {
		return dst, fmt.Errorf("cut font: %w", err)
	}
	gids := make([]uint16, len(runes))
	for i, r := range runes {
		gid, has := font.GID(r)
		if _, ok := s.faces[id].table.Width(r); !ok || !has {
			return dst, fmt.Errorf("cut font %v: it has no %q (U+%04X)", id, r, r)
		}
		gids[i] = gid
	}
	dst, err = font.AppendCut(dst, gids)
	if err != nil {
		return dst, fmt.Errorf("cut font %v: %w", id, err)
	}
	return dst, nil
}

// font returns a face's font, read when first asked for.
func (s *Set) font(id FaceID) (*truetype.Font, error) {
	if int(id) >= numFaces || s.faces[id] == nil {
		return nil, fmt.Errorf("this set has no face %v", id)
	}
	return s.faces[id].font()
}

// Units returns the width of a character in a face, in 1/1000 em; ok is false
// when the face does not have it.
func (s *Set) Units(id FaceID, r rune) (width int, ok bool) {
	if int(id) >= numFaces || s.faces[id] == nil {
		return 0, false
	}
	return s.faces[id].table.Width(r)
}

// Descriptor is what a document says of a face whose program it embeds.
// Lengths are in 1/1000 em.
type Descriptor struct {
	Name                       string // PostScript name: NotoSerifSC-Regular
	BBox                       [4]int // around all glyphs: left, bottom, right, top
	Ascent, Descent, CapHeight int    // Descent is negative
	StemV                      int    // thickness of upright strokes, estimated
	ItalicAngle                float64
	Serif, Fixed               bool
}

// Descriptor describes a face.
func (s *Set) Descriptor(id FaceID) (Descriptor, error) {
	font, err := s.font(id)
	if err != nil {
		return Descriptor{}, fmt.Errorf("describe font: %w", err)
	}
	t, style := s.faces[id].table, font.Style()
	d := Descriptor{
		Name: printable(font.PostScript()), Ascent: t.Ascent, Descent: t.Descent, CapHeight: t.CapHeight,
		// The file does not tell; this is how the thickness grows with the
		// weight in common text faces.
		StemV:       50 + int(math.Pow(float64(style.Weight)/65, 2)),
		ItalicAngle: style.ItalicAngle, Serif: style.Serif, Fixed: style.Fixed,
	}
	if d.Name == "" {
		d.Name = id.String()
	}
	for i, v := range font.BBox() {
		d.BBox[i] = int(math.Round(float64(v) * 1000 / float64(font.UnitsPerEm)))
	}
	return d, nil
}

// printable keeps of a PostScript name what needs no escape anywhere.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '-', r == '_', r == '.':
			return r
		}
		return -1
	}, name)
}
