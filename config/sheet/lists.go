package sheet

import (
	"math"
	"slices"
)

// Lists divides the header of a page that is printed in two halves, 姓名 性别
// beside 姓名 性别, into one for each list, from the left; key is the column
// that begins again. A column left of the first list that the others lack, such
// as a branch, belongs to all. The result is nil for a sheet of one list: a
// title that is merely there twice makes no second one.
func (h *Header) Lists(key string, t *Titles) []*Header {
	cols := h.standing()
	starts := starts(cols, key)
	if len(starts) < 2 {
		return nil
	}
	var lists []*Header
	first := map[string]bool{}
	for i, from := range starts {
		to := len(cols)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		l := &Header{First: h.First, Last: h.Last}
		l.settle(slices.Clone(cols[from:to]), t)
		same := 0
		for _, c := range l.Columns {
			if i == 0 {
				first[c.ID] = true
			} else if first[c.ID] {
				same++
			}
		}
		if i > 0 && same < 2 {
			return nil
		}
		lists = append(lists, l)
	}
	h.bound(lists, cols, starts)
	share(lists, key)
	return lists
}

// standing are the columns with a title of their own, not one under a group,
// unless all are.
func (h *Header) standing() []Column {
	var own []Column
	for _, c := range h.found {
		if !c.Grouped {
			own = append(own, c)
		}
	}
	if len(own) == 0 {
		own = slices.Clone(h.found)
	}
	slices.SortFunc(own, func(a, b Column) int { return a.Col - b.Col })
	return own
}

// starts returns the indexes of the columns that the lists begin with: those
// before each key that precede the first one as well.
func starts(cols []Column, key string) []int {
	var out []int
	before := map[string]bool{}
	for i, c := range cols {
		switch {
		case c.ID != key && len(out) == 0:
			before[c.ID] = true
		case c.ID != key:
		case len(out) == 0:
			out = append(out, 0)
		default:
			from := i
			for seen := map[string]bool{}; from > out[len(out)-1]+1 && before[cols[from-1].ID] && !seen[cols[from-1].ID]; from-- {
				seen[cols[from-1].ID] = true
			}
			out = append(out, from)
		}
	}
	return out
}

// bound says which columns each list has, those without a known title, such
// as a number in front, with it.
func (h *Header) bound(lists []*Header, cols []Column, starts []int) {
	front := cols[0].Col - h.left
	for i, l := range lists {
		l.From, l.To = 1, math.MaxInt
		if i > 0 {
			last := cols[starts[i]-1].Col
			l.From = max(cols[starts[i]].Col-front, last+1)
			lists[i-1].To = l.From - 1
		}
	}
}

// share gives the columns left of the first key to all lists that lack them.
func share(lists []*Header, key string) {
	at := lists[0].Col(key)
	for _, c := range lists[0].Columns {
		for _, l := range lists[1:] {
			if c.Col < at && l.Col(c.ID) == 0 {
				l.Columns = append(l.Columns, c)
			}
		}
	}
}
