package flow

import (
	"cmp"
	"slices"
)

// bus is the links that end at one row from one direction. They share a lane:
// a vertical line beside the spine.
type bus struct {
	to     int
	left   bool
	down   bool // leads down the page
	lo, hi int  // rows that it passes
	froms  []link
	lane   int // 0 the inner lane above and below the outcomes, 1… outside them; on the left 1…
}

// lanes are the buses of a page and how many lanes they need.
type lanes struct {
	buses       []*bus
	inner       bool
	right, left int
}

// assign gathers links into buses and gives each a lane: short ones inside,
// so that lines cross as little as can be. sides returns how many
// outcomes there are to the right of a row.
func assign(links []link, sides func(int) int) *lanes {
	type key struct {
		to         int
		left, down bool
	}
	found := map[key]*bus{}
	l := &lanes{}
	for _, k := range links {
		at := key{k.to, k.exit == fromLeft, k.from < k.to}
		b := found[at]
		if b == nil {
			b = &bus{to: k.to, left: at.left, down: at.down, lo: k.to, hi: k.to}
			found[at] = b
			l.buses = append(l.buses, b)
		}
		b.froms = append(b.froms, k)
		b.lo, b.hi = min(b.lo, k.from), max(b.hi, k.from)
	}
	order := slices.Clone(l.buses)
	slices.SortStableFunc(order, func(a, b *bus) int {
		return cmp.Or(cmp.Compare(a.hi-a.lo, b.hi-b.lo), cmp.Compare(a.lo, b.lo))
	})
	for i, b := range order {
		b.lane = l.free(b, order[:i], sides)
		switch {
		case b.left:
			l.left = max(l.left, b.lane)
		case b.lane == 0:
			l.inner = true
		default:
			l.right = max(l.right, b.lane)
		}
	}
	return l
}

func (l *lanes) free(b *bus, placed []*bus, sides func(int) int) int {
	lane := 1
	if !b.left && b.mayRunInside(sides) {
		lane = 0
	}
	for slices.ContainsFunc(placed, func(o *bus) bool {
		return o.left == b.left && o.lane == lane && o.lo <= b.hi && b.lo <= o.hi
	}) {
		lane++
	}
	return lane
}

// mayRunInside reports whether the lane in line with the outcomes is free of
// them, but for one at the bus's far end.
func (b *bus) mayRunInside(sides func(int) int) bool {
	for i := b.lo; i <= b.hi; i++ {
		far := i != b.to && (i == b.lo || i == b.hi)
		if n := sides(i); n > 0 && !far || n > 1 && !b.down {
			return false
		}
	}
	for _, k := range b.froms {
		if k.exit == fromBelow || k.from == k.to {
			return false
		}
	}
	return true
}
