// Package truetype reads TrueType fonts (.ttf, or one font of a .ttc) and
// writes small ones that hold a few of their glyphs. It exists for package
// fonts and its generator.
//
// A Font is a view of the file's bytes: parsing copies nothing, a parsed Font
// is never written to, and so many goroutines may cut it at once. Every offset
// of the file is checked before use: no input makes this package panic.
package truetype

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// The reasons why a file is refused; Parse wraps them with what it saw.
var (
	ErrNotFont = errors.New("not a TrueType file")
	ErrWeb     = errors.New("a web font (WOFF)")
	ErrCFF     = errors.New("outlines are PostScript (CFF), not TrueType")
	ErrIndex   = errors.New("no font of that index in the file")
	ErrNoCmap  = errors.New("no table from Unicode characters to glyphs")
	ErrBroken  = errors.New("damaged or incomplete file")
)

// Font is one parsed font.
type Font struct {
	UnitsPerEm int
	NumGlyphs  int
	Restricted bool // the file forbids embedding it, or embedding a part of it
	hMetrics   int  // entries of hmtx that hold an advance width
	tables     map[string][]byte
	cmap       []mapping // ascending by rune

	// outline returns the outline of a glyph below NumGlyphs: empty for a
	// blank one.
	outline func(gid uint16) ([]byte, error)
}

// mapping is one line of the character map.
type mapping struct {
	r   rune
	gid uint16
}

// required lists the tables without which nothing can be drawn or measured,
// with the least size that later code relies on.
var required = []struct {
	tag string
	min int
}{{"head", 54}, {"hhea", 36}, {"maxp", 6}, {"hmtx", 4}}

// Parse reads the font with the given index of data. The index of a plain
// .ttf is 0.
func Parse(data []byte, index int) (*Font, error) {
	f, err := parse(data, index)
	if err != nil {
		return nil, err
	}
	f.cmap, err = readCmap(f.tables["cmap"], f.NumGlyphs)
	return f, err
}

// Open makes a font of tables whose glyphs are kept elsewhere, for package
// fonts: outline returns that of a glyph below the number that maxp states.
func Open(tables map[string][]byte, outline func(gid uint16) ([]byte, error)) (*Font, error) {
	f := &Font{tables: tables, outline: outline}
	err := f.readHeaders()
	if err == nil {
		f.cmap, err = readCmap(tables["cmap"], f.NumGlyphs)
	}
	return f, err
}

// parse reads all but the character map, which a font program in a PDF file
// does not have.
func parse(data []byte, index int) (*Font, error) {
	offset, err := locate(data, index)
	if err != nil {
		return nil, err
	}
	f := &Font{}
	if f.tables, err = directory(data, offset); err != nil {
		return nil, err
	}
	if f.tables["glyf"] == nil && (f.tables["CFF "] != nil || f.tables["CFF2"] != nil) {
		return nil, ErrCFF
	}
	if err := f.readHeaders(); err != nil {
		return nil, err
	}
	return f, f.readLoca()
}

// Count returns how many fonts a file holds: 1, or more in a .ttc.
func Count(data []byte) int {
	if len(data) < 12 || string(data[:4]) != "ttcf" {
		return 1
	}
	return int(u32(data, 8))
}

// locate finds where the table directory of a font begins.
func locate(data []byte, index int) (int, error) {
	if len(data) < 12 {
		return 0, fmt.Errorf("%w: %d bytes", ErrNotFont, len(data))
	}
	switch tag := string(data[:4]); tag {
	case "\x00\x01\x00\x00", "true":
		if index != 0 {
			return 0, fmt.Errorf("%w: index %d", ErrIndex, index)
		}
		return 0, nil
	case "OTTO":
		return 0, ErrCFF
	case "wOFF", "wOF2":
		return 0, ErrWeb
	case "ttcf":
		return locateInCollection(data, index)
	default:
		return 0, fmt.Errorf("%w: begins with %q", ErrNotFont, tag)
	}
}

func locateInCollection(data []byte, index int) (int, error) {
	count := Count(data)
	if count > (len(data)-12)/4 {
		return 0, fmt.Errorf("%w: collection of %d fonts", ErrBroken, count)
	}
	if index < 0 || index >= count {
		return 0, fmt.Errorf("%w: index %d of %d", ErrIndex, index, count)
	}
	offset := int(u32(data, 12+4*index))
	if offset > len(data)-12 {
		return 0, fmt.Errorf("%w: directory outside the file", ErrBroken)
	}
	if string(data[offset:offset+4]) == "OTTO" {
		return 0, ErrCFF
	}
	return offset, nil
}

// directory returns the tables of the font whose directory is at offset.
func directory(data []byte, offset int) (map[string][]byte, error) {
	n := int(u16(data, offset+4))
	if 16*n > len(data)-offset-12 {
		return nil, fmt.Errorf("%w: directory of %d tables", ErrBroken, n)
	}
	tables := make(map[string][]byte, n)
	for i := range n {
		rec := data[offset+12+16*i:]
		tag, at, size := string(rec[:4]), int(u32(rec, 8)), int(u32(rec, 12))
		if at > len(data) || size > len(data)-at {
			return nil, fmt.Errorf("%w: table %q ends outside the file", ErrBroken, tag)
		}
		tables[tag] = data[at : at+size : at+size]
	}
	return tables, nil
}

// readHeaders reads what head, maxp, hhea and OS/2 say and checks that hmtx
// agrees with it.
func (f *Font) readHeaders() error {
	for _, want := range required {
		if t, ok := f.tables[want.tag]; !ok || len(t) < want.min {
			return fmt.Errorf("%w: table %q is missing or too short", ErrBroken, want.tag)
		}
	}
	head, hhea := f.tables["head"], f.tables["hhea"]
	f.UnitsPerEm = int(u16(head, 18))
	f.NumGlyphs = int(u16(f.tables["maxp"], 4))
	f.hMetrics = int(u16(hhea, 34))
	if f.UnitsPerEm < 16 || f.UnitsPerEm > 16384 {
		return fmt.Errorf("%w: %d units per em", ErrBroken, f.UnitsPerEm)
	}
	if f.NumGlyphs == 0 || f.hMetrics == 0 || f.hMetrics > f.NumGlyphs ||
		len(f.tables["hmtx"]) < 2*f.hMetrics+2*f.NumGlyphs {
		return fmt.Errorf("%w: %d glyphs with %d widths", ErrBroken, f.NumGlyphs, f.hMetrics)
	}
	os2 := f.tables["OS/2"]
	// A short OS/2 table is worth less than none: who reads it trusts its version.
	if len(os2) < 78 || u16(os2, 0) > 1 && len(os2) < 96 {
		delete(f.tables, "OS/2")
		return nil
	}
	const licence, restricted, noPart, bitmapOnly = 0x000F, 0x0002, 0x0100, 0x0200 // bits of fsType
	fsType := u16(os2, 8)
	f.Restricted = fsType&licence == restricted || fsType&(noPart|bitmapOnly) != 0
	return nil
}

// Advance returns the advance width of a glyph in font units.
func (f *Font) Advance(gid uint16) int {
	i := min(int(gid), f.hMetrics-1)
	return int(u16(f.tables["hmtx"], 4*i))
}

// bearing returns the left side bearing of a glyph, as stored.
func (f *Font) bearing(gid uint16) uint16 {
	if i := int(gid); i >= f.hMetrics {
		return u16(f.tables["hmtx"], 4*f.hMetrics+2*(i-f.hMetrics))
	}
	return u16(f.tables["hmtx"], 4*int(gid)+2)
}

// VerticalMetrics returns ascent, descent (negative) and height of capitals
// in font units: those of the em box where the font states them.
func (f *Font) VerticalMetrics() (ascent, descent, capHeight int) {
	hhea := f.tables["hhea"]
	ascent, descent = int(i16(hhea, 4)), int(i16(hhea, 6))
	if os2 := f.tables["OS/2"]; os2 != nil {
		if a, d := int(i16(os2, 68)), int(i16(os2, 70)); a > 0 && d <= 0 {
			ascent, descent = a, d
		}
		if u16(os2, 0) > 1 {
			capHeight = int(i16(os2, 88))
		}
	}
	if capHeight <= 0 {
		gid, _ := f.GID('H')
		if glyph, err := f.glyph(gid); err == nil && len(glyph) >= 10 {
			capHeight = int(i16(glyph, 8))
		}
	}
	return ascent, descent, capHeight
}

// BBox returns the box around all glyphs in font units: left, bottom, right,
// top.
func (f *Font) BBox() (box [4]int) {
	for i := range box {
		box[i] = int(i16(f.tables["head"], 36+2*i))
	}
	return box
}

// Style is how a face looks, as far as a PDF file tells it.
type Style struct {
	Weight      int     // 400 is regular, 700 bold
	ItalicAngle float64 // degrees, negative when it leans to the right
	Serif       bool
	Fixed       bool // all characters have the same width
}

// Style returns how the face looks; a regular upright one when the font does
// not say.
func (f *Font) Style() Style {
	s := Style{Weight: 400}
	if os2 := f.tables["OS/2"]; os2 != nil {
		if w := int(u16(os2, 4)); w > 0 && w <= 1000 {
			s.Weight = w
		}
		// The PANOSE numbers of Latin text: serif styles are 2 to 10.
		s.Serif = os2[32] == 2 && os2[33] >= 2 && os2[33] <= 10
	}
	if post := f.tables["post"]; len(post) >= 16 {
		s.ItalicAngle = float64(int32(u32(post, 4))) / 65536
		s.Fixed = u32(post, 12) != 0
	}
	return s
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }
func i16(b []byte, at int) int16  { return int16(u16(b, at)) }
func u32(b []byte, at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }
