package line

import "math"

// Measure returns a width in mm as thousandths of an em of a size in points,
// rounded down; a text as wide as its column fits.
func Measure(mm, pt float64) Unit {
	if pt <= 0 {
		return 0
	}
	u := math.Floor(mm*(72/25.4*float64(Em))/pt + 0.01)
	return Unit(min(max(u, math.MinInt32/2), math.MaxInt32/2))
}

// Ragged reports whether a column is too narrow to be justified: with words
// and numbers kept whole, its gaps would show.
func Ragged(w Unit) bool { return w < 14*Em }

// WholeEms returns how many characters of a size in points a line of a width
// in mm holds, and the mm that are left for the margins.
func WholeEms(mm, pt float64) (n int, rest float64) {
	em := pt * 25.4 / 72
	n = max(int(math.Floor(mm/em+1e-6)), 0)
	return n, max(mm-float64(float64(n)*em), 0)
}

// Keep returns how many of the lines of a paragraph stay on a page that has
// room for some of them, so that neither this page nor the next one has fewer
// than least. It is 0 where all must go on.
func Keep(lines, room, least int) int {
	switch {
	case lines <= room:
		return lines
	case lines-room < least:
		room = lines - least
	}
	if room < least {
		return 0
	}
	return room
}
