package layout

import "dangce/generator/doc"

// spread places a wide table over left and right pages: the columns for both
// sides are repeated on each, and rows keep their height across the fold.
func (f *flow) spread(t *doc.Table) error {
	if f.used > 0 && !f.turn() {
		return errTooHigh
	}
	side := func(s doc.Side) *table {
		return makeTable(f.e, t, f.w, func(c *doc.Column) bool { return c.Side == doc.Any || c.Side == s })
	}
	l, r := side(doc.Left), side(doc.Right)
	head := max(l.head, r.head)
	l.head, r.head = head, head
	for i := range l.rows {
		h := max(l.rows[i].h, r.rows[i].h)
		l.rows[i].h, r.rows[i].h = h, h
	}
	var left, right piece = l, r
	for left != nil && right != nil {
		var li, ri *item
		if li, left = left.split(f.h, true); li == nil {
			return errTooHigh
		}
		if ri, right = right.split(f.h, true); ri == nil {
			return errTooHigh
		}
		f.add(li)
		f.endPage()
		f.add(ri)
		f.endPage()
	}
	return nil
}
