package layout

import (
	"math"

	"dangce/generator/doc"
)

// spread places a wide table over left and right pages: the columns for both
// sides are repeated on each, and rows keep their height across the fold.
func (f *flow) spread(t *doc.Table) error {
	if f.used > 0 && !f.turn() {
		return ErrTooHigh
	}
	parts, sizes := f.openings(t)
	for _, part := range parts {
		if err := f.opening(part, sizes); err != nil {
			return err
		}
	}
	return nil
}

// opening places a table on as many openings as it takes.
func (f *flow) opening(t *doc.Table, sizes []float64) error {
	l, r := f.sides(t, sizes)
	var left, right piece = l, r
	for left != nil && right != nil {
		var li, ri *item
		if li, left = left.split(f.h, true); li == nil {
			return ErrTooHigh
		}
		if ri, right = right.split(f.h, true); ri == nil {
			return ErrTooHigh
		}
		f.add(li)
		f.endPage()
		f.add(ri)
		f.endPage()
	}
	return nil
}

// sides makes the halves of a table on the left and the right page, equally
// high and with texts of the same sizes, which they decide if sizes is nil.
func (f *flow) sides(t *doc.Table, sizes []float64) (l, r *table) {
	side := func(s doc.Side) *table {
		return makeTable(f.e, t, f.w, sizes, func(c *doc.Column) bool { return c.Side == doc.Any || c.Side == s })
	}
	l, r = side(doc.Left), side(doc.Right)
	if l.t.RowHeight != r.t.RowHeight {
		same := *t
		same.RowHeight = max(l.t.RowHeight, r.t.RowHeight)
		return f.sides(&same, sizes)
	}
	if sizes == nil {
		for i, size := range r.sizes {
			l.sizes[i] = min(l.sizes[i], size)
		}
		return f.sides(t, l.sizes)
	}
	l.head = max(l.head, r.head)
	r.head = l.head
	l.under = min(l.under, r.under)
	r.under = l.under
	for i := range l.rows {
		l.rows[i].h = max(l.rows[i].h, r.rows[i].h)
		r.rows[i].h = l.rows[i].h
	}
	return l, r
}

// openings cuts a table that takes more than one opening, and has sums for
// each, into tables of one opening. Their rows are shared out evenly, and
// their texts have the same sizes.
func (f *flow) openings(t *doc.Table) (parts []*doc.Table, sizes []float64) {
	l, r := f.sides(t, nil)
	sizes = l.sizes
	if t.PageSum == "" && len(t.PageFoot) == 0 {
		return []*doc.Table{t}, sizes
	}
	foot := func(list []doc.Record) (h float64) {
		for i := range list {
			h += max(l.rowHeight(&list[i]), r.rowHeight(&list[i]))
		}
		return h
	}
	room := f.h - l.head - l.caption() - foot(t.PageFoot)
	last := foot(t.Foot) + float64(float64(t.Blank)*t.RowHeight)
	var hs []float64
	for _, r := range l.rows {
		hs = append(hs, r.h)
	}
	if len(hs) < 2 || sum(hs)+last <= room+1e-6 {
		return []*doc.Table{part(t, t.Rows, false, true)}, sizes
	}
	room -= foot([]doc.Record{t.Sums(t.Rows, t.PageSum)})
	ends := share(hs, room, last)
	for i, from := 0, 0; i < len(ends); i++ {
		parts = append(parts, part(t, t.Rows[from:ends[i]], true, i == len(ends)-1))
		parts[i].First = from
		from = ends[i]
	}
	return parts, sizes
}

// part is a table of some of the rows of t, with their sums, the foot if it
// is the last, and what is filled in on each opening.
func part(t *doc.Table, rows []doc.Record, sums, last bool) *doc.Table {
	p := *t
	p.Rows, p.Foot = rows, nil
	if sums && t.PageSum != "" {
		p.Foot = append(p.Foot, t.Sums(rows, t.PageSum))
	}
	if last {
		p.Foot = append(p.Foot, t.Foot...)
	} else {
		p.Blank = 0
	}
	p.Foot = append(p.Foot, t.PageFoot...)
	return &p
}

// share shares rows of the heights hs out over as few parts of room as hold
// them, the last having more to hold, and returns where the parts end.
func share(hs []float64, room, last float64) []int {
	for n := max(2, int(math.Ceil((sum(hs)+last)/room))); n < len(hs); n++ {
		if ends := even(hs, n); fits(hs, ends, room, last) {
			return ends
		}
	}
	return even(hs, len(hs))
}

// even cuts rows into at most n parts of about one height.
func even(hs []float64, n int) []int {
	total, h := sum(hs), 0.0
	var ends []int
	for i := range hs {
		// A row belongs to the part in which its middle lies.
		for len(ends) < n-1 && i > 0 && h+hs[i]/2 > total*float64(len(ends)+1)/float64(n)+1e-6 {
			if len(ends) > 0 && ends[len(ends)-1] == i {
				break
			}
			ends = append(ends, i)
		}
		h += hs[i]
	}
	return append(ends, len(hs))
}

func fits(hs []float64, ends []int, room, last float64) bool {
	from := 0
	for i, end := range ends {
		h := sum(hs[from:end])
		if i == len(ends)-1 {
			h += last
		}
		if h > room+1e-6 {
			return false
		}
		from = end
	}
	return true
}
