package packed

import (
	"fmt"
	"sync"
)

// Glyphs unpacks the glyphs of a font when they are asked for, a block at a
// time; what was unpacked stays. It is safe for concurrent use.
type Glyphs struct {
	file    *File
	blockOf []uint8

	mu     sync.Mutex
	glyphs [][]byte // nil when not yet unpacked
}

// Glyphs returns the glyphs of the font, none unpacked.
func (f *File) Glyphs() (*Glyphs, error) {
	g := &Glyphs{file: f, blockOf: make([]uint8, f.NumGlyphs), glyphs: make([][]byte, f.NumGlyphs)}
	n := 0
	for i, gids := range f.gids {
		for _, gid := range gids {
			if int(gid) >= f.NumGlyphs || i > 0xFF {
				return nil, errDamaged
			}
			g.blockOf[gid] = uint8(i)
		}
		n += len(gids)
	}
	if n != f.NumGlyphs {
		return nil, errDamaged
	}
	return g, nil
}

// Glyph returns the outline of a glyph, empty for a blank one. It must not be
// written to.
func (g *Glyphs) Glyph(gid uint16) ([]byte, error) {
	if int(gid) >= len(g.glyphs) {
		return nil, fmt.Errorf("glyph %d of %d", gid, len(g.glyphs))
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.glyphs[gid] == nil {
		if err := g.file.unpackBlock(int(g.blockOf[gid]), g.glyphs); err != nil {
			return nil, err
		}
	}
	return g.glyphs[gid], nil
}
