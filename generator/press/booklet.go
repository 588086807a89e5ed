// Package press arranges finished pages on the sheets that go through a
// printing machine: pages of small booklets side by side, so that a sheet
// printed on both sides, cut and folded reads 1, 2, 3.
//
// It is for the generator. It is geometry alone: marks are moved, never
// redrawn or scaled, so what was black stays black and what was text stays
// text. Front and back of a sheet are made for a machine that turns it over
// its long edge, and match to the hundredth of a millimetre.
package press

import (
	"fmt"

	"dangce/generator/doc"
)

// Sheet is the paper of the machine, upright, mm.
type Sheet struct{ W, H float64 }

// A4 is the sheet of office printers.
var A4 = Sheet{210, 297}

// Booklets places saddle-stitched booklets on sheets and returns front and
// back of each sheet in turn, to be printed on both sides over the long edge.
//
// A sheet carries, one above the other, as many openings as it has room for.
// Booklets are shared out so that the piles, once cut and laid on each other
// from the top down, hold them in their order. The number of pages of each
// must be a multiple of four and all pages must be of one size.
func Booklets(books [][]doc.Page, s Sheet) ([]doc.Page, error) {
	for i, pages := range books {
		if len(pages) == 0 || len(pages)%4 != 0 {
			return nil, fmt.Errorf("第 %d 本有 %d 页，不是 4 的倍数，不能骑马钉", i+1, len(pages))
		}
	}
	if len(books) == 0 {
		return nil, nil
	}
	g, err := newGrid(&books[0][0], s)
	if err != nil {
		return nil, err
	}
	piles := make([][]opening, g.slots)
	per := (len(books) + g.slots - 1) / g.slots
	for i, pages := range books {
		piles[i/per] = append(piles[i/per], openings(pages)...)
	}
	var out []doc.Page
	for k := range longest(piles) / 2 {
		for side := range 2 {
			out = append(out, g.sheet(piles, 2*k+side, len(out)+1))
		}
	}
	return out, nil
}

// opening is two pages side by side on one side of a leaf before it is
// folded.
type opening struct{ left, right *doc.Page }

// openings lists front and back of each leaf of a booklet, the outermost leaf
// first.
func openings(pages []doc.Page) []opening {
	var out []opening
	for _, p := range sides(len(pages)) {
		out = append(out, opening{&pages[p.left], &pages[p.right]})
	}
	return out
}

func longest(piles [][]opening) int {
	n := 0
	for _, p := range piles {
		n = max(n, len(p))
	}
	return n
}
