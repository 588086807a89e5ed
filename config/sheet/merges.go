package sheet

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// The format's own bounds.
const (
	maxRow = 1 << 20
	maxCol = 1 << 14
)

// area is a merged range, corners included.
type area struct{ row1, col1, row2, col2 int }

// parseRef reads B12 or $B$12.
func parseRef(s string) (row, col int, ok bool) {
	s = strings.ReplaceAll(s, "$", "")
	i := 0
	for ; i < len(s) && i < 4; i++ {
		c := s[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
	}
	row, err := strconv.Atoi(s[i:])
	return row, col, err == nil && 1 <= row && row <= maxRow && 1 <= col && col <= maxCol
}

func parseArea(s string) (area, bool) {
	from, to, found := strings.Cut(s, ":")
	if !found {
		return area{}, false
	}
	r1, c1, ok1 := parseRef(from)
	r2, c2, ok2 := parseRef(to)
	return area{min(r1, r2), min(c1, c2), max(r1, r2), max(c1, c2)}, ok1 && ok2
}

// fillMerges gives the value of a merged area to all its cells in rows that
// hold anything, as far right as the sheet has values elsewhere: an area may
// be declared a million rows high. Values that the area hides go to
// sh.Covered.
func (b *builder) fillMerges(sh *Sheet, merges []area) error {
	if len(merges) == 0 {
		return nil
	}
	right := 0
	for _, row := range sh.Rows {
		right = max(right, row.Cells[len(row.Cells)-1].Col)
	}
	steps := 0
	touched := map[int]bool{} // indexes of rows that got cells
	for _, m := range merges {
		i, ok := sh.find(m.row1)
		if !ok || sh.Rows[i].At(m.col1).Kind == Empty {
			continue
		}
		first := sh.Rows[i].At(m.col1)
		first.Merged = true
		m.col2 = min(m.col2, max(right, m.col1+1))
		sh.merges = append(sh.merges, m)
		for ; i < len(sh.Rows) && sh.Rows[i].N <= m.row2; i++ {
			row := &sh.Rows[i]
			for col := m.col1; col <= m.col2; col++ {
				if steps++; steps+b.count > b.limits.Cells {
					return tooLarge("超过 %d 个单元格", b.limits.Cells)
				}
				c := first
				c.Row, c.Col = row.N, col
				row.Cells = append(row.Cells, c)
			}
			touched[i] = true
		}
	}
	for _, i := range slices.Sorted(maps.Keys(touched)) {
		sh.Rows[i].Cells = sh.cover(sh.Rows[i].Cells)
	}
	return nil
}

// cover orders the cells of a row and lets the value of an area, which was
// added last, take the place of what is hidden under it.
func (s *Sheet) cover(cells []Cell) []Cell {
	slices.SortStableFunc(cells, func(a, b Cell) int { return a.Col - b.Col })
	w := 0
	for r := range cells {
		if w > 0 && cells[w-1].Col == cells[r].Col {
			w--
			if old := cells[w]; !old.Merged && old.Text != cells[r].Text {
				s.Covered = append(s.Covered, old)
			}
		}
		cells[w] = cells[r]
		w++
	}
	return cells[:w]
}
