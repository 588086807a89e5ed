package truetype

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// Char puts a glyph on a 16-bit code of a cut font.
type Char struct{ Code, GID uint16 }

// Cut returns a font that has the missing glyph and the given characters
// only, which must ascend by code. The same input gives the same bytes. Its
// hinting is kept, because some Chinese fonts assemble their strokes by it;
// its name table is empty and its embedding permissions are unrestricted.
func (f *Font) Cut(chars []Char) ([]byte, error) {
	c := &cutting{
		font:  f,
		gids:  make([]uint16, 0, len(chars)+1),
		index: make(map[uint16]uint16, len(chars)+1),
	}
	c.take(0)
	for i, ch := range chars {
		if i > 0 && chars[i-1].Code >= ch.Code || ch.Code == 0xFFFF {
			return nil, fmt.Errorf("cut: code %04X is out of order", ch.Code)
		}
		c.take(ch.GID)
	}
	outlines, err := c.outlines()
	if err != nil {
		return nil, fmt.Errorf("cut: %w", err)
	}
	loca, locaFormat := packLoca(outlines)
	return assemble([]table{ // in the order of their tags
		{"OS/2", one(f.os2())},
		{"cmap", one(c.cmap(chars))},
		{"cvt ", one(f.tables["cvt "])},
		{"fpgm", one(f.tables["fpgm"])},
		{"glyf", outlines},
		{"head", one(f.head(locaFormat))},
		{"hhea", one(patched(f.tables["hhea"][:36], 32, 0, uint16(len(c.gids))))},
		{"hmtx", one(c.hmtx())},
		{"loca", one(loca)},
		{"maxp", one(patched(f.tables["maxp"], 4, uint16(len(c.gids))))},
		{"name", one([]byte{0, 0, 0, 0, 0, 6})},
		{"post", one(f.post())},
		{"prep", one(f.tables["prep"])},
	}), nil
}

// cutting is the state of one Cut: which glyphs it takes, in which order.
type cutting struct {
	font  *Font
	gids  []uint16          // glyphs of the font by their new number
	index map[uint16]uint16 // the reverse
}

// take returns the new number of a glyph, giving it one if it has none.
func (c *cutting) take(gid uint16) uint16 {
	if n, ok := c.index[gid]; ok {
		return n
	}
	n := uint16(len(c.gids))
	c.index[gid] = n
	c.gids = append(c.gids, gid)
	return n
}

// outlines returns the outlines of the glyphs by their new numbers: views of
// the font, but for composites, which name their parts anew. Parts are taken
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
				binary.BigEndian.PutUint16(outline[at:], c.take(u16(outline, at)))
				return nil
			})
			if err != nil {
				return nil, err
			}
		}
		all = append(all, outline)
	}
	if len(all) > 0xFFFF {
		return nil, fmt.Errorf("%w: more glyphs than a font can hold", ErrBroken)
	}
	return all, nil
}

// hmtx states every width in full: the PDF writer overwrites its input when
// widths are shared at the end of the table.
func (c *cutting) hmtx() []byte {
	b := make([]byte, 0, 4*len(c.gids))
	for _, gid := range c.gids {
		b = binary.BigEndian.AppendUint16(b, uint16(c.font.Advance(gid)))
		b = binary.BigEndian.AppendUint16(b, c.font.bearing(gid))
	}
	return b
}

// segment is a run of codes whose glyphs are numbered alike.
type segment struct{ first, last, gid uint16 }

// cmap returns a character map with one subtable of format 4.
func (c *cutting) cmap(chars []Char) []byte {
	var segments []segment
	for _, ch := range chars {
		gid := c.index[ch.GID]
		if n := len(segments); n > 0 {
			s := &segments[n-1]
			if ch.Code == s.last+1 && gid == s.gid+(ch.Code-s.first) {
				s.last = ch.Code
				continue
			}
		}
		segments = append(segments, segment{ch.Code, ch.Code, gid})
	}
	segments = append(segments, segment{0xFFFF, 0xFFFF, 0})
	n := len(segments)
	searchRange, selector := 2, 0
	for searchRange <= n {
		searchRange, selector = 2*searchRange, selector+1
	}
	b := make([]byte, 0, 28+8*n)
	put := func(values ...int) {
		for _, v := range values {
			b = binary.BigEndian.AppendUint16(b, uint16(v))
		}
	}
	put(0, 1, 3, 1, 0, 12)                                                 // one subtable, Windows Unicode, at byte 12
	put(4, 16+8*n, 0, 2*n, searchRange, selector, max(0, 2*n-searchRange)) // format 4
	for _, s := range segments {
		put(int(s.last))
	}
	put(0)
	for _, s := range segments {
		put(int(s.first))
	}
	for _, s := range segments {
		put(int(s.gid) - int(s.first))
	}
	return append(b, make([]byte, 2*n)...)
}

// packLoca returns the loca table of outlines that stand one after another,
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

func (f *Font) os2() []byte {
	t := f.tables["OS/2"]
	if t == nil {
		return nil
	}
	return patched(t, 8, 0) // fsType
}

// post keeps the place of the underline and drops glyph names.
func (f *Font) post() []byte {
	t := make([]byte, 32)
	if old := f.tables["post"]; len(old) >= 16 {
		copy(t, old[:16])
	}
	binary.BigEndian.PutUint32(t, 0x00030000)
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

// assemble writes a font file of the tables that have parts.
func assemble(tables []table) []byte {
	tables = slices.DeleteFunc(tables, func(t table) bool { return t.parts == nil })
	n, size := len(tables), 12+16*len(tables)
	for _, t := range tables {
		size += padded(t.size())
	}
	searchRange, selector := 16, 0
	for searchRange*2 <= 16*n {
		searchRange, selector = 2*searchRange, selector+1
	}
	out := make([]byte, 12+16*n, size)
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
			out = append(out, make([]byte, padded(len(p))-len(p))...)
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
	return out
}

// checksum is the sum of 32-bit words that font files use; b is padded.
func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	return sum
}
