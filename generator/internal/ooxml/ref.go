package ooxml

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Limits of worksheets.
const (
	maxRow, maxCol = 1048576, 16384
	maxLinks       = 65530
	maxFormula     = 8192
	maxText        = 32767
)

// place is a cell.
type place struct{ col, row int }

// area is a range of cells, corners included.
type area struct{ from, to place }

func (a area) meets(b area) bool {
	return a.from.col <= b.to.col && b.from.col <= a.to.col && a.from.row <= b.to.row && b.from.row <= a.to.row
}

var cellName = regexp.MustCompile(`^([A-Z]{1,3})([1-9][0-9]{0,6})$`)

func parseCell(s string) (place, bool) {
	m := cellName.FindStringSubmatch(s)
	if m == nil {
		return place{}, false
	}
	c := 0
	for _, r := range m[1] {
		c = c*26 + int(r-'A') + 1
	}
	r, _ := strconv.Atoi(m[2])
	return place{c, r}, c <= maxCol && r <= maxRow
}

func parseRef(s string) (area, bool) {
	first, last, two := strings.Cut(s, ":")
	a, ok := parseCell(first)
	if !two || !ok {
		return area{a, a}, ok
	}
	b, ok := parseCell(last)
	return area{a, b}, ok && a.col <= b.col && a.row <= b.row
}

func parseRefs(s string) (list []area) {
	for r := range strings.FieldsSeq(s) {
		if a, ok := parseRef(r); ok {
			list = append(list, a)
		}
	}
	return list
}

// units counts text as Excel does.
func units(s string) int { return len(utf16.Encode([]rune(s))) }
