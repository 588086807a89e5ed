package truetype

import (
	"fmt"
)

// Flags of a composite glyph's components.
const (
	wordArguments  = 1 << 0
	hasScale       = 1 << 3
	moreComponents = 1 << 5
	hasXYScale     = 1 << 6
	hasMatrix      = 1 << 7
)

// maxDepth bounds how deep composites may nest; fonts in use stay below 4.
const maxDepth = 8

// glyph returns the outline of a glyph: empty for a blank one.
func (f *Font) glyph(gid uint16) ([]byte, error) {
	if int(gid) >= f.NumGlyphs {
		return nil, fmt.Errorf("%w: glyph %d of %d", ErrBroken, gid, f.NumGlyphs)
	}
	return f.outline(gid)
}

// readLoca makes the outlines of the font those of its tables loca and glyf.
func (f *Font) readLoca() error {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	width, offset := 2, func(i int) int { return 2 * int(u16(loca, 2*i)) }
	if u16(f.tables["head"], 50) != 0 {
		width, offset = 4, func(i int) int { return int(u32(loca, 4*i)) }
	}
	if glyf == nil || len(loca) < width*(f.NumGlyphs+1) {
		return fmt.Errorf("%w: table \"glyf\" or \"loca\" is missing or too short", ErrBroken)
	}
	f.outline = func(gid uint16) ([]byte, error) {
		from, to := offset(int(gid)), offset(int(gid)+1)
		if from > to || to > len(glyf) || to-from > 0 && to-from < 10 {
			return nil, fmt.Errorf("%w: outline of glyph %d", ErrBroken, gid)
		}
		return glyf[from:to], nil
	}
	return nil
}

// isComposite reports whether the glyph is made of others.
func isComposite(outline []byte) bool { return len(outline) >= 10 && i16(outline, 0) < 0 }

// components calls visit with the place in the outline of the number of each
// component. A simple glyph has none.
func components(outline []byte, visit func(at int) error) error {
	if !isComposite(outline) {
		return nil
	}
	for at := 10; ; {
		if at+4 > len(outline) {
			return fmt.Errorf("%w: composite glyph", ErrBroken)
		}
		flags := u16(outline, at)
		if err := visit(at + 2); err != nil {
			return err
		}
		at += 6
		if flags&wordArguments != 0 {
			at += 2
		}
		switch {
		case flags&hasScale != 0:
			at += 2
		case flags&hasXYScale != 0:
			at += 4
		case flags&hasMatrix != 0:
			at += 8
		}
		if at > len(outline) {
			return fmt.Errorf("%w: composite glyph", ErrBroken)
		}
		if flags&moreComponents == 0 {
			return nil
		}
	}
}

// Check looks at every glyph, so that no later Cut fails: outlines inside the
// file, composites of glyphs that exist, none made of itself.
func (f *Font) Check() error {
	heights := make([]int8, f.NumGlyphs) // of the tree of components; 0 not yet known
	for gid := range f.NumGlyphs {
		if _, err := f.check(uint16(gid), heights, 1); err != nil {
			return err
		}
	}
	return nil
}

func (f *Font) check(gid uint16, heights []int8, depth int) (height int8, err error) {
	outline, err := f.glyph(gid)
	if err != nil {
		return 0, err
	}
	if h := heights[gid]; h != 0 {
		return h, nil
	}
	height = 1
	err = components(outline, func(at int) error {
		if depth > maxDepth {
			return fmt.Errorf("%w: composite glyph %d is nested too deep", ErrBroken, gid)
		}
		h, err := f.check(u16(outline, at), heights, depth+1)
		height = max(height, h+1)
		return err
	})
	if height > maxDepth {
		return 0, fmt.Errorf("%w: composite glyph %d is nested too deep", ErrBroken, gid)
	}
	heights[gid] = height
	return height, err
}
