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
	c := &cutting{font: f, index: make(map[uint16]uint16, len(chars)+1)}
	c.take(0)
	for i, ch := range chars {
		if i > 0 && chars[i-1].Code >= ch.Code || ch.Code == 0xFFFF {
			return nil, fmt.Errorf("cut: code %04X is out of order", ch.Code)
		}
		c.take(ch.GID)
	}
	glyf, offsets, err := c.outlines()
	if err != nil {
		return nil, fmt.Errorf("cut: %w", err)
	}
	loca, locaFormat := packLoca(offsets)
	return assemble([]table{ // in the order of their tags
		{"OS/2", f.os2()},
		{"cmap", c.cmap(chars)},
		{"cvt ", f.tables["cvt "]},
		{"fpgm", f.tables["fpgm"]},
		{"glyf", glyf},
		{"head", f.head(locaFormat)},
		{"hhea", patched(f.tables["hhea"][:36], 32, 0, uint16(len(c.gids)))},
		{"hmtx", c.hmtx()},
		{"loca", loca},
		{"maxp", patched(f.tables["maxp"], 4, uint16(len(c.gids)))},
		{"name", []byte{0, 0, 0, 0, 0, 6}},
		{"post", f.post()},
		{"prep", f.tables["prep"]},
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

// outlines returns the glyf table and the place of each glyph in it. Parts of
// composite glyphs are taken as they are met, so the loop grows its own range.
func (c *cutting) outlines() (glyf []byte, offsets []int, err error) {
	glyf = make([]byte, 0, 300*len(c.gids)) // a hanzi takes 200–500 bytes
	offsets = append(make([]int, 0, len(c.gids)+1), 0)
	for i := 0; i < len(c.gids); i++ {
		outline, err := c.font.glyph(c.gids[i])
		if err != nil {
			return nil, nil, err
		}
		start := len(glyf)
		glyf = append(glyf, outline...)
		err = components(outline, func(at int) error {
			part := c.take(u16(outline, at))
			binary.BigEndian.PutUint16(glyf[start+at:], part)
			return nil
		})
		if err != nil {
			return nil, nil, err
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		offsets = append(offsets, len(glyf))
	}
	if len(c.gids) > 0xFFFF {
		return nil, nil, fmt.Errorf("%w: more glyphs than a font can hold", ErrBroken)
	}
	return glyf, offsets, nil
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

// packLoca returns the loca table and its format.
func packLoca(offsets []int) (b []byte, format uint16) {
	if offsets[len(offsets)-1] < 2*0x10000 {
		for _, at := range offsets {
			b = binary.BigEndian.AppendUint16(b, uint16(at/2))
		}
		return b, 0
	}
	for _, at := range offsets {
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

type table struct {
	tag  string
	data []byte
}

// assemble writes a font file of the tables that are not nil.
func assemble(tables []table) []byte {
	tables = slices.DeleteFunc(tables, func(t table) bool { return t.data == nil })
	n, size := len(tables), 12+16*len(tables)
	for _, t := range tables {
		size += len(t.data) + 3&^3
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
	headAt := 0
	for i, t := range tables {
		at := len(out)
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
		if t.tag == "head" {
			headAt = at
		}
		rec := out[12+16*i:]
		copy(rec, t.tag)
		binary.BigEndian.PutUint32(rec[4:], checksum(out[at:]))
		binary.BigEndian.PutUint32(rec[8:], uint32(at))
		binary.BigEndian.PutUint32(rec[12:], uint32(len(t.data)))
	}
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum is the sum of 32-bit words that font files use; b is padded.
func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	return sum
}
