// Package coverage is the table of one face's characters and widths: what
// measuring and checking need, so that they open no font file. Package fonts
// embeds such tables for its own faces, made by fonts/internal/gen, and makes
// them at run time for a county's fonts.
//
// A Table is not changed once made and is safe for concurrent use.
package coverage

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// Table holds the characters of one face. Lengths are in 1/1000 em.
type Table struct {
	Name, Version              string
	Ascent, Descent, CapHeight int // Descent is negative

	count  int
	bmp    []uint16 // by character: width+1, or 0 for none
	high   []rune   // characters beyond the BMP, ascending
	widths []uint16 // their widths
}

// New returns an empty table.
func New() *Table { return &Table{bmp: make([]uint16, 0x10000)} }

// maxWidth keeps width+1 within its 16 bits.
const maxWidth = 0xFFFE

// Add enters a character, which must come after all those entered before.
func (t *Table) Add(r rune, width int) {
	t.addRun(r, 1, uint16(min(width, maxWidth)))
}

func (t *Table) addRun(first rune, n int, width uint16) {
	t.count += n
	for r := first; r < first+rune(n); r++ {
		if r < 0x10000 {
			t.bmp[r] = width + 1
			continue
		}
		t.high = append(t.high, r)
		t.widths = append(t.widths, width)
	}
}

// Len returns the number of characters.
func (t *Table) Len() int { return t.count }

// Width returns the advance width of a character, or ok false if the face
// does not have it.
func (t *Table) Width(r rune) (width int, ok bool) {
	if uint32(r) < 0x10000 {
		w := t.bmp[r]
		return int(w) - 1, w != 0
	}
	if i := t.highIndex(r); i >= 0 {
		return int(t.widths[i]), true
	}
	return 0, false
}

// highIndex returns the index of a character in the sorted list of those
// beyond the BMP, or -1.
func (t *Table) highIndex(r rune) int {
	if i, ok := slices.BinarySearch(t.high, r); ok {
		return i
	}
	return -1
}

// High returns the characters beyond the BMP, ascending; it is the table's
// own slice.
func (t *Table) High() []rune { return t.high }

// AppendBinary appends the table as bytes: texts and numbers, then runs of
// neighbouring characters of one width as (gap, length, width).
func (t *Table) AppendBinary(b []byte) ([]byte, error) {
	for _, s := range []string{t.Name, t.Version} {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	for _, n := range []int{t.Ascent, t.Descent, t.CapHeight} {
		b = binary.AppendVarint(b, int64(n))
	}
	next, start, width := rune(0), rune(-1), -1 // next: end of the last run written
	flush := func(end rune) {
		if start < 0 {
			return
		}
		b = binary.AppendUvarint(b, uint64(start-next))
		b = binary.AppendUvarint(b, uint64(end-start))
		b = binary.AppendUvarint(b, uint64(width))
		next = end
	}
	last := rune(-2)
	each := func(r rune, w int) {
		if r != last+1 || w != width {
			flush(last + 1)
			start, width = r, w
		}
		last = r
	}
	for r, w := range t.bmp {
		if w != 0 {
			each(rune(r), int(w)-1)
		}
	}
	for i, r := range t.high {
		each(r, int(t.widths[i]))
	}
	flush(last + 1)
	return b, nil
}

var errTable = errors.New("coverage table is damaged")

// Decode reads a table written by AppendBinary.
func Decode(b []byte) (*Table, error) {
	t := New()
	for _, s := range []*string{&t.Name, &t.Version} {
		n, k := binary.Uvarint(b)
		if k <= 0 || n > uint64(len(b)-k) {
			return nil, fmt.Errorf("text: %w", errTable)
		}
		*s = string(b[k : k+int(n)])
		b = b[k+int(n):]
	}
	for _, p := range []*int{&t.Ascent, &t.Descent, &t.CapHeight} {
		n, k := binary.Varint(b)
		if k <= 0 {
			return nil, fmt.Errorf("metrics: %w", errTable)
		}
		*p, b = int(n), b[k:]
	}
	next := uint64(0)
	for len(b) > 0 {
		var run [3]uint64 // gap, length, width
		for i := range run {
			n, k := binary.Uvarint(b)
			if k <= 0 || n > 0x10FFFF {
				return nil, fmt.Errorf("run: %w", errTable)
			}
			run[i], b = n, b[k:]
		}
		first, n, width := next+run[0], run[1], run[2]
		next = first + n
		if next > 0x110000 || width > maxWidth {
			return nil, fmt.Errorf("run at U+%04X: %w", first, errTable)
		}
		t.addRun(rune(first), int(n), uint16(width))
	}
	return t, nil
}
