package truetype

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// AppendCut appends to dst a font program of the missing glyph and the given
// glyphs: glyph n+1 of the program is gids[n], whether or not it is there
// more than once. Parts of composite glyphs follow behind. The same glyphs
// give the same bytes.
//
// The program holds what a PDF file needs of a font whose characters it
// numbers itself (ISO 32000-1, 9.9): no character map, no names, no style. Its
// hinting is kept, because some Chinese fonts assemble their strokes by it.
func (f *Font) AppendCut(dst []byte, gids []uint16) ([]byte, error) {
	c := &cutting{font: f, gids: make([]uint16, 1, len(gids)+9)}
	c.gids = append(c.gids, gids...)
	outlines, err := c.outlines()
	if err != nil {
		return dst, fmt.Errorf("cut: %w", err)
	}
	loca, locaFormat := packLoca(outlines)
	return assemble(dst, []table{ // in the order of their tags
		{"cvt ", one(f.tables["cvt "])},
		{"fpgm", one(f.tables["fpgm"])},
		{"glyf", outlines},
		{"head", one(f.head(locaFormat))},
		{"hhea", one(patched(f.tables["hhea"][:36], 32, 0, uint16(len(c.gids))))},
		{"hmtx", one(c.hmtx())},
		{"loca", one(loca)},
		{"maxp", one(patched(f.tables["maxp"], 4, uint16(len(c.gids))))},
		{"prep", one(f.tables["prep"])},
	}), nil
}

// cutting is the state of one cut: which glyphs it takes, in which order.
type cutting struct {
	font  *Font
	gids  []uint16          // glyphs of the font by their new number
	parts map[uint16]uint16 // new numbers of parts of composite glyphs
}

// part returns the new number of a part of a composite glyph.
func (c *cutting) part(gid uint16) uint16 {
	if n, ok := c.parts[gid]; ok {
		return n
	}
	n := max(0, slices.Index(c.gids, gid)) // most parts are characters, too
	if gid != 0 && n == 0 {
		n = len(c.gids)
		c.gids = append(c.gids, gid)
	}
	if c.parts == nil {
		c.parts = make(map[uint16]uint16)
	}
	c.parts[gid] = uint16(n)
	return uint16(n)
}

// outlines returns the outlines of the glyphs by their new numbers: views of
// the font, but for composites, which name their parts again. Parts are taken
// as they are met, so the loop grows its own range.
func (c *cutting) outlines() ([][]byte, error) {
	all := make([][]byte, 0, len(c.gids))
	for i := 0; i < len(c.gids); i++ {
		outline, err := c.font.glyph(c.gids[i])
		if err != nil {
			return nil, err
		}
		if isComposite(outline) {
			outline = slices.Clone(outline)
			err = components(outline, func(at int) error {
				binary.BigEndian.PutUint16(outline[at:], c.part(u16(outline, at)))
				return nil
			})
			if err != nil {
				return nil, err
			}
		}
		all = append(all, outline)
		if len(c.gids) > 0xFFFF {
			return nil, fmt.Errorf("%w: more glyphs than a font can hold", ErrBroken)
		}
	}
	return all, nil
}

// hmtx states every width in full.
func (c *cutting) hmtx() []byte {
	b := make([]byte, 0, 4*len(c.gids))
	for _, gid := range c.gids {
		b = binary.BigEndian.AppendUint16(b, uint16(c.font.Advance(gid)))
		b = binary.BigEndian.AppendUint16(b, c.font.bearing(gid))
	}
	return b
}

// packLoca returns the loca table of outlines that follow one another,
// each padded, and its format.
func packLoca(outlines [][]byte) (b []byte, format uint16) {
	end := 0
	for _, o := range outlines {
		end += padded(len(o))
	}
	if end < 2*0x10000 {
		b, at := make([]byte, 2, 2*len(outlines)+2), 0
		for _, o := range outlines {
			at += padded(len(o))
			b = binary.BigEndian.AppendUint16(b, uint16(at/2))
		}
		return b, 0
	}
	b, at := make([]byte, 4, 4*len(outlines)+4), 0
	for _, o := range outlines {
		at += padded(len(o))
		b = binary.BigEndian.AppendUint32(b, uint32(at))
	}
	return b, 1
}

// patched returns a copy of a table with values put in from byte at on.
func patched(t []byte, at int, values ...uint16) []byte {
	t = slices.Clone(t)
	for i, v := range values {
		binary.BigEndian.PutUint16(t[at+2*i:], v)
	}
	return t
}

// head also clears the checksum, which assemble fills in.
func (f *Font) head(locaFormat uint16) []byte {
	t := patched(f.tables["head"][:54], 50, locaFormat, 0)
	clear(t[8:12])
	return t
}

// table is a table of a font file as parts that are each padded to four
// bytes: one, but for glyf.
type table struct {
	tag   string
	parts [][]byte
}

// one returns the parts of an ordinary table: none when it is absent.
func one(data []byte) [][]byte {
	if data == nil {
		return nil
	}
	return [][]byte{data}
}

// size returns the length of the table, its last padding left out unless it
// has many parts.
func (t table) size() int {
	if len(t.parts) == 1 {
		return len(t.parts[0])
	}
	n := 0
	for _, p := range t.parts {
		n += padded(len(p))
	}
	return n
}

// padded returns n rounded up to four bytes.
func padded(n int) int { return (n + 3) &^ 3 }

// assemble appends a font file of the tables that have parts.
func assemble(dst []byte, tables []table) []byte {
	tables = slices.DeleteFunc(tables, func(t table) bool { return t.parts == nil })
	n, size := len(tables), 12+16*len(tables)
	for _, t := range tables {
		size += padded(t.size())
	}
	searchRange, selector := 16, 0
	for searchRange*2 <= 16*n {
		searchRange, selector = 2*searchRange, selector+1
	}
	start := len(dst)
	all := append(slices.Grow(dst, size), make([]byte, 12+16*n)...)
	out := all[start:] // its capacity holds the whole file
	copy(out, "\x00\x01\x00\x00")
	for i, v := range []int{n, searchRange, selector, 16*n - searchRange} {
		binary.BigEndian.PutUint16(out[4+2*i:], uint16(v))
	}
	headAt, sums := 0, uint32(0)
	for i, t := range tables {
		at := len(out)
		if t.tag == "head" {
			headAt = at
		}
		for _, p := range t.parts {
			out = append(out, p...)
			out = append(out, "\x00\x00\x00"[:padded(len(p))-len(p)]...)
		}
		sum := checksum(out[at:])
		sums += sum
		rec := out[12+16*i:]
		copy(rec, t.tag)
		binary.BigEndian.PutUint32(rec[4:], sum)
		binary.BigEndian.PutUint32(rec[8:], uint32(at))
		binary.BigEndian.PutUint32(rec[12:], uint32(t.size()))
	}
	sums += checksum(out[:12+16*n])
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-sums)
	return all[:start+len(out)]
}

// checksum is the sum of 32-bit words that font files use; b is padded.
func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	return sum
}
