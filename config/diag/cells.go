package diag

import (
	"bytes"
	"strings"
	"unicode"
)

// cell is a character as a terminal shows it.
type cell struct {
	text  string
	cells int
}

const tabWidth = 4

// cellsOf splits a line into one cell for each character of it: tabs become
// spaces, what would steer the terminal becomes a visible mark.
func cellsOf(s string) []cell {
	cs := make([]cell, 0, len(s))
	col := 0
	for _, r := range s {
		c := cell{string(r), runeCells(r)}
		switch {
		case r == '\t':
			n := tabWidth - col%tabWidth
			c = cell{strings.Repeat(" ", n), n}
		case steers(r):
			c = cell{"\uFFFD", 1}
		}
		col += c.cells
		cs = append(cs, c)
	}
	return cs
}

func total(cs []cell) int {
	n := 0
	for _, c := range cs {
		n += c.cells
	}
	return n
}

// Cells returns the number of terminal cells that s takes.
func Cells(s string) int { return total(cellsOf(s)) }

// steers reports whether r is a control or a direction mark, which must not
// reach a terminal from an input file.
func steers(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}

// Clean makes one line of plain text of a message that may quote input.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case steers(r):
			return '\uFFFD'
		}
		return r
	}, s)
}

// CleanText cleans a text of several lines.
func CleanText(b []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if steers(r) && r != '\n' && r != '\t' && r != '\f' {
			return '\uFFFD'
		}
		return r
	}, b)
}

// wide are the ranges that terminals show two cells wide: East Asian Width W
// and F. Ambiguous characters, the quotes “ ” among them, take one cell on
// current terminals.
var wide = [][2]rune{
	{0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0x4DBF}, {0x4E00, 0xA4CF},
	{0xA960, 0xA97C}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE10, 0xFE19},
	{0xFE30, 0xFE6B}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
	{0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
}

func runeCells(r rune) int {
	if r < wide[0][0] {
		if unicode.Is(unicode.Mn, r) {
			return 0
		}
		return 1
	}
	for _, w := range wide {
		if r >= w[0] && r <= w[1] {
			return 2
		}
	}
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	return 1
}
