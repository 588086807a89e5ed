package layout

import (
	"strings"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// Sizes of text in cells. A text that does not fit is set smaller, and with it
// all texts of its column: columns of two sizes look like two tables.
const (
	minSize   = 9.0 // pt; names and labels are never printed smaller
	minNumber = 7.5 // pt; a small amount is better than one on two lines
	sizeStep  = 0.5
)

// isNumber reports whether s is one number: where it breaks, it is misread.
func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.-") == ""
}

// leastSize is the smallest type for s in a cell.
func leastSize(s string, st *doc.Style) float64 {
	if isNumber(s) {
		return min(minNumber, st.Size)
	}
	return min(max(st.Min, minSize), st.Size)
}

// fitSize returns the largest size at which a text fits w by h mm with its
// words whole. One that fits at no size asks for a higher cell: at the largest
// size that keeps its words whole, since smaller type would only make much
// text harder to read.
func fitSize(t *line.Text, st doc.Style, w, h, least float64) float64 {
	whole := 0.0
	for ; st.Size >= least; st.Size -= sizeStep {
		high, torn := count(t, &st, w)
		switch {
		case !torn && high <= h+1e-6:
			return st.Size
		case !torn:
			whole = max(whole, st.Size)
		}
	}
	if whole > 0 {
		return whole
	}
	return least
}
