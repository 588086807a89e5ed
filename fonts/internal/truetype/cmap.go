package truetype

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
)

// GID returns the glyph of a character and whether the font has one.
func (f *Font) GID(r rune) (uint16, bool) {
	i, ok := slices.BinarySearchFunc(f.cmap, r, func(m mapping, r rune) int { return cmp.Compare(m.r, r) })
	if !ok {
		return 0, false
	}
	return f.cmap[i].gid, true
}

// Runes yields the characters that the font has, ascending, with their glyphs.
func (f *Font) Runes() iter.Seq2[rune, uint16] {
	return func(yield func(rune, uint16) bool) {
		for _, m := range f.cmap {
			if !yield(m.r, m.gid) {
				return
			}
		}
	}
}

// readCmap reads the fullest Unicode subtable: format 12 before format 4.
// Characters of glyph 0 (the missing glyph) are left out.
func readCmap(table []byte, numGlyphs int) ([]mapping, error) {
	if len(table) < 4 {
		return nil, ErrNoCmap
	}
	n := int(u16(table, 2))
	if 8*n > len(table)-4 {
		return nil, fmt.Errorf("%w: table \"cmap\" is too short", ErrBroken)
	}
	var full, bmp []byte
	for i := range n {
		rec := table[4+8*i:]
		platform, encoding, at := u16(rec, 0), u16(rec, 2), int(u32(rec, 4))
		unicode := platform == 0 || platform == 3 && (encoding == 1 || encoding == 10)
		if !unicode || at > len(table)-2 {
			continue
		}
		switch u16(table, at) {
		case 4:
			bmp = table[at:]
		case 12:
			full = table[at:]
		}
	}
	var maps []mapping
	var err error
	switch {
	case full != nil:
		maps, err = readFormat12(full, numGlyphs)
	case bmp != nil:
		maps, err = readFormat4(bmp, numGlyphs)
	default:
		return nil, ErrNoCmap
	}
	if err != nil {
		return nil, err
	}
	if len(maps) == 0 {
		return nil, fmt.Errorf("%w: the table is empty", ErrNoCmap)
	}
	// Well-made tables ascend already; of a character mapped twice the first counts.
	slices.SortStableFunc(maps, func(a, b mapping) int { return cmp.Compare(a.r, b.r) })
	return slices.CompactFunc(maps, func(a, b mapping) bool { return a.r == b.r }), nil
}

func readFormat12(t []byte, numGlyphs int) ([]mapping, error) {
	if len(t) < 16 {
		return nil, fmt.Errorf("%w: character map is too short", ErrBroken)
	}
	n := int(u32(t, 12))
	if n > (len(t)-16)/12 {
		return nil, fmt.Errorf("%w: character map of %d groups", ErrBroken, n)
	}
	maps := make([]mapping, 0, numGlyphs)
	for i := range n {
		g := t[16+12*i:]
		first, last, gid := u32(g, 0), u32(g, 4), u32(g, 8)
		if first > last || last > 0x10FFFF || len(maps) > 0x10FFFF {
			return nil, fmt.Errorf("%w: character map group %X–%X", ErrBroken, first, last)
		}
		for c := first; c <= last && gid < uint32(numGlyphs); c, gid = c+1, gid+1 {
			if gid != 0 {
				maps = append(maps, mapping{rune(c), uint16(gid)})
			}
		}
	}
	return maps, nil
}

func readFormat4(t []byte, numGlyphs int) ([]mapping, error) {
	if len(t) < 16 {
		return nil, fmt.Errorf("%w: character map is too short", ErrBroken)
	}
	n := int(u16(t, 6)) / 2
	if 16+8*n > len(t) {
		return nil, fmt.Errorf("%w: character map of %d segments", ErrBroken, n)
	}
	ends, starts, deltas, offsets := 14, 16+2*n, 16+4*n, 16+6*n
	maps := make([]mapping, 0, numGlyphs)
	seen := 0
	for i := range n {
		first, last := int(u16(t, starts+2*i)), int(u16(t, ends+2*i))
		delta, offset := u16(t, deltas+2*i), int(u16(t, offsets+2*i))
		if seen += max(last-first, 0); seen > 0x10000 {
			return nil, fmt.Errorf("%w: character map segments overlap", ErrBroken)
		}
		for c := first; c <= last && c < 0xFFFF; c++ {
			gid := uint16(c) + delta
			if offset != 0 {
				at := offsets + 2*i + offset + 2*(c-first)
				if at+2 > len(t) {
					break
				}
				if gid = u16(t, at); gid != 0 {
					gid += delta
				}
			}
			if gid != 0 && int(gid) < numGlyphs {
				maps = append(maps, mapping{rune(c), gid})
			}
		}
	}
	return maps, nil
}
