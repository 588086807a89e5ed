package layout

import (
	"math"
	"slices"
	"strings"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// Sizes of text in cells. A text that does not fit first wraps; its row grows
// for it where few do. Where words would break, or many rows would grow, all
// texts of its column are set in the next smaller size of the scale: columns
// of two sizes look like two tables.
const (
	minSize   = 9.0 // pt; nothing is printed smaller
	minNumber = 7.5 // pt; but for amounts that would take two lines
)

// scale holds the sizes of type in books, pt.
var scale = [...]float64{22, 18, 14, 12, 10.5, minSize, 8, minNumber}

// smaller returns the next size of the scale; false if there is none.
func smaller(size float64) (float64, bool) {
	for _, s := range scale {
		if s < size-1e-9 {
			return s, true
		}
	}
	return size, false
}

// growing is how many of the rows of a column may be higher than the others
// before its texts are set smaller: one of so many.
const growing = 6

// sized is a text that has to fit w by h mm.
type sized struct {
	s    string
	text *line.Text
	st   doc.Style
	w, h float64
}

// fitAll returns the size of texts that are set in one: the largest from size
// down to least with all words whole and at most so many texts higher than
// their cells; failing that, the largest with all words whole, or the smallest.
func fitAll(texts []sized, size, least float64, higher int) float64 {
	best, fewest := size, math.MaxInt
	for {
		high, torn := 0, 0
		for i := range texts {
			t := &texts[i]
			t.st.Size = size
			h, broken := count(t.text, &t.st, t.w)
			if broken {
				torn++
			}
			if h > t.h+1e-6 {
				high++
			}
		}
		if torn == 0 && high <= higher {
			return size
		}
		if torn < fewest || torn == fewest && torn > 0 {
			best, fewest = size, torn
		}
		next, ok := smaller(size)
		if !ok || next < least-1e-9 {
			return best
		}
		size = next
	}
}

// leastOf is the smallest type of a style for texts in cells: amounts are
// misread where they break.
func leastOf(texts []sized, st *doc.Style) float64 {
	least := max(st.Min, minSize)
	if len(texts) > 0 && !slices.ContainsFunc(texts, func(t sized) bool { return strings.Trim(t.s, "0123456789.-") != "" }) {
		least = minNumber
	}
	return min(least, st.Size)
}
