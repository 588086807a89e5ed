package layout

import (
	"cmp"
	"slices"

	"dangce/generator/doc"
)

// table is a doc.Table on its way onto pages: the rows from next on are still
// to be placed.
type table struct {
	e      *Engine
	t      *doc.Table
	cols   []int     // printed columns, as indices into t.Cols
	x      []float64 // edges of the columns
	head   float64   // height of the head
	rows   []row     // records, foot
	blank  int       // blank rows still due
	next   int
	part   int       // pages begun
	base   int       // rows on the pages before
	corner [][]int   // for each printed column, those printed small in a corner of it
	under  float64   // size of the small values of records, pt
	sizes  []float64 // of the texts by column of t, pt
}

// row is a record ready for print.
type row struct {
	rec *doc.Record
	h   float64
}

func newTable(e *Engine, t *doc.Table, w float64) *table {
	return makeTable(e, t, w, nil, func(c *doc.Column) bool { return true })
}

// makeTable makes a table of the columns to show. sizes are those of their
// texts, nil if the table decides.
func makeTable(e *Engine, t *doc.Table, w float64, sizes []float64, show func(*doc.Column) bool) *table {
	own := *t
	t = &own
	p := &table{e: e, t: t, blank: t.Blank, sizes: sizes}
	var tr []doc.Track
	for i := range t.Cols {
		c := &t.Cols[i]
		if c.Hidden || c.Under != "" || !show(c) {
			continue
		}
		p.cols = append(p.cols, i)
		weight := c.Weight
		if c.MM == 0 && weight == 0 {
			weight = 1
		}
		tr = append(tr, doc.Track{MM: c.MM, Weight: weight})
	}
	p.x = tracks(tr, w)
	p.head = p.headHeight()
	t.RowHeight = p.partsHeight()
	if sizes == nil {
		p.sizes = p.fitColumns()
	}
	for i := range t.Rows {
		p.rows = append(p.rows, row{&t.Rows[i], p.rowHeight(&t.Rows[i])})
	}
	p.corner = p.corners()
	p.under = p.underSize()
	return p
}

func (p *table) above() float64 { return 3 }

// rowHeight is the height a record needs: at least that of the table.
func (p *table) rowHeight(r *doc.Record) float64 {
	h := p.t.RowHeight
	for k, i := range p.cols {
		if s := p.text(r, i); s != "" {
			st := p.style(r, i)
			high, _ := count(p.e.prepare(s, &st), &st, p.x[k+1]-p.x[k]-2*padX)
			h = max(h, high+2*padY)
		}
	}
	return h
}

// partsHeight is the least height of rows: that of the table, and what is
// filled in in each of them.
func (p *table) partsHeight() float64 {
	h := p.t.RowHeight
	for k, i := range p.cols {
		if c := &p.t.Cols[i]; len(c.Parts) > 0 {
			st := p.t.Body
			wr := p.e.written(c.Parts, st, p.x[k+1]-p.x[k]-2*padX)
			h = max(h, wr.room())
		}
	}
	return h
}

// fitColumns returns the size of the texts of each column.
func (p *table) fitColumns() []float64 {
	sizes := slices.Repeat([]float64{p.t.Body.Size}, len(p.t.Cols))
	for k, i := range p.cols {
		var texts []sized
		for _, list := range [...][]doc.Record{p.t.Rows, p.t.Foot, p.t.PageFoot} {
			for n := range list {
				if s := p.text(&list[n], i); s != "" {
					st := p.styled(&list[n], i)
					texts = append(texts, sized{s, p.e.prepare(s, &st), st, p.x[k+1] - p.x[k] - 2*padX, p.t.RowHeight - 2*padY})
				}
			}
		}
		sizes[i] = fitAll(texts, p.t.Body.Size, leastOf(texts, &p.t.Body), len(texts)/growing)
	}
	return sizes
}

// text is what a record prints in column i.
func (p *table) text(r *doc.Record, i int) string {
	if i >= len(r.Values) {
		return ""
	}
	return r.Values[i].String()
}

// style is how a record prints column i.
func (p *table) style(r *doc.Record, i int) doc.Style {
	st := p.styled(r, i)
	st.Size = p.sizes[i]
	return st
}

// styled is how a record prints column i where there is room.
func (p *table) styled(r *doc.Record, i int) doc.Style {
	st := p.t.Body
	c := &p.t.Cols[i]
	st.Align = c.Align
	if r.Strong {
		st.Role = doc.Heading
	}
	return st
}

func (p *table) hasGroups() bool {
	for _, i := range p.cols {
		if p.t.Cols[i].Group != "" {
			return true
		}
	}
	return false
}

// headGrid is the head of the table as a form of one or two rows.
func (p *table) headGrid() *doc.Grid {
	g := &doc.Grid{Inner: p.t.Inner}
	for k := range p.cols {
		g.Cols = append(g.Cols, doc.Track{MM: p.x[k+1] - p.x[k]})
	}
	groups := p.hasGroups()
	var top, low []doc.Cell
	for k := 0; k < len(p.cols); k++ {
		c := &p.t.Cols[p.cols[k]]
		cell := doc.Cell{Text: c.Title, Style: p.t.Head, Fill: doc.Gray12}
		if c.Group == "" {
			if groups {
				cell.RowSpan = 2
			}
			top = append(top, cell)
			continue
		}
		n := 0
		for k+n < len(p.cols) && p.t.Cols[p.cols[k+n]].Group == c.Group {
			sub := cell
			sub.Text = p.t.Cols[p.cols[k+n]].Title
			low = append(low, sub)
			n++
		}
		top = append(top, doc.Cell{Text: c.Group, Span: n, Style: p.t.Head, Fill: doc.Gray12})
		k += n - 1
	}
	g.Rows = []doc.Row{{Height: headRow, Cells: top}}
	if groups {
		g.Rows = append(g.Rows, doc.Row{Height: headRow, Cells: low})
	}
	return g
}

const headRow = 8.0 // mm, least height of a row of a head

func (p *table) headHeight() float64 {
	g, err := makeGrid(p.e, p.headGrid(), p.x[len(p.x)-1], true)
	if err != nil {
		return headRow
	}
	return sum(g.min)
}

const (
	captionGap = 2.0 // mm between caption and head
	continued  = "（续）"
)

// captionText is what is printed above the head.
func (p *table) captionText() string {
	switch {
	case p.part == 0:
		return p.t.Caption
	case p.t.Caption+p.t.Later != "":
		return cmp.Or(p.t.Caption, p.t.Later) + continued
	}
	return ""
}

// caption is the height of the caption. One on the first page
// too takes there what it takes on those where the table goes on.
func (p *table) caption() float64 {
	s := p.captionText()
	if s == "" {
		return 0
	}
	if p.part == 0 {
		s += continued
	}
	h, _ := count(p.e.prepare(s, &p.t.Title), &p.t.Title, p.x[len(p.x)-1])
	return h + captionGap
}

// split takes as many rows as fit under a head, and the foot with the last of
// them.
func (p *table) split(h float64, fresh bool) (*item, piece) {
	var foot float64
	for i := range p.t.Foot {
		foot += p.rowHeight(&p.t.Foot[i])
	}
	left := h - p.head - p.caption()
	n, used := p.take(left)
	for stay := p.hold(n, used+foot+p.t.Below > left+1e-6); n > stay; {
		n--
		used -= p.rows[p.next+n].h
	}
	if n == 0 && p.next < len(p.rows) {
		if fresh && p.splitRow(left) {
			return p.split(h, fresh)
		}
		return nil, p
	}
	rest := left - used - foot
	last := p.next+n == len(p.rows)
	blank := 0
	if last {
		blank = max(min(p.blank, int((rest+1e-6)/p.t.RowHeight)), 0)
		blank = p.room(n, blank)
		if n == 0 && blank == 0 && p.blank > 0 {
			return nil, p
		}
	}
	cur := *p
	cur.rows = p.rows[p.next : p.next+n]
	done := last && blank == p.blank
	it := &item{min: p.caption() + p.head + used + float64(float64(blank)*p.t.RowHeight)}
	if last && done {
		it.min += foot
	}
	if it.min > h+1e-6 {
		return nil, p // not even the head of a table without rows
	}
	if p.t.Fill {
		it.fill = 1
	}
	it.draw = func(out *body, y, h float64) { cur.draw(out, y, h, blank, done) }
	if done {
		return it, nil
	}
	next := *p
	next.next, next.blank, next.part, next.base = p.next+n, p.blank-blank, p.part+1, p.base+n+blank
	return it, &next
}

// take returns how many of the coming rows fit in h mm, and their height.
func (p *table) take(h float64) (int, float64) {
	n, used := 0, 0.0
	for p.next+n < len(p.rows) && used+p.rows[p.next+n].h <= h+1e-6 && (p.t.Max == 0 || n < p.t.Max) {
		used += p.rows[p.next+n].h
		n++
	}
	return n, used
}

// lastRows is how many rows the last page of a table holds at least, when
// there is nothing else to fill it.
const lastRows = 4

// hold returns how many of n rows that fit stay on this page: not all, when
// the foot does not fit below them, and fewer, when only a few would be left
// for a page with nothing else on it.
func (p *table) hold(n int, footless bool) int {
	rest := len(p.rows) - p.next - n
	switch {
	case rest == 0 && !footless:
		return n
	case n >= 3*lastRows && p.t.Blank == 0 && !p.t.Fill:
		return n - max(lastRows-rest, 0)
	case rest == 0:
		return max(n-1, 0)
	}
	return n
}

// room limits blank rows to what Max leaves.
func (p *table) room(n, blank int) int {
	if p.t.Max == 0 {
		return blank
	}
	return min(blank, p.t.Max-n)
}

// draw draws one page of the table h mm high: rows, blank rows to the foot if
// the table fills its page, and the foot rows if it ends here.
func (p *table) draw(out *body, y, h float64, blank int, done bool) {
	if p.captionText() != "" {
		out.marks = p.drawCaption(out.marks, y)
		y += p.caption()
		h -= p.caption()
	}
	hs := p.heights(h, blank, done)
	top := y
	p.drawHead(out, y)
	y += p.head
	ys := []float64{y}
	for i, rh := range hs {
		p.drawRow(out, p.record(i, len(hs), done), p.t.First+p.base+i+1, y, rh)
		y += rh
		ys = append(ys, y)
	}
	out.marks = p.drawMerged(out.marks, ys)
	out.marks = p.rules(out.marks, top, ys)
}

// record returns the record of printed row i of n; nil for a blank row.
func (p *table) record(i, n int, done bool) *doc.Record {
	foot := 0
	if done {
		foot = len(p.t.Foot)
	}
	switch {
	case i < len(p.rows):
		return p.rows[i].rec
	case i >= n-foot:
		return &p.t.Foot[i-(n-foot)]
	}
	return nil
}

// heights returns the heights of the rows of a page; a table that fills its
// page gets more blank rows, and what remains is shared by all rows.
func (p *table) heights(h float64, blank int, done bool) []float64 {
	var hs []float64
	for _, r := range p.rows {
		hs = append(hs, r.h)
	}
	var foot []float64
	if done {
		for i := range p.t.Foot {
			foot = append(foot, p.rowHeight(&p.t.Foot[i]))
		}
	}
	for range blank {
		hs = append(hs, p.t.RowHeight)
	}
	rest := h - p.head - sum(hs) - sum(foot)
	if p.t.Fill {
		for done && rest+1e-6 >= p.t.RowHeight && (p.t.Max == 0 || len(hs) < p.t.Max) {
			hs = append(hs, p.t.RowHeight)
			rest -= p.t.RowHeight
		}
	}
	hs = append(hs, foot...)
	if p.t.Fill && rest > 0 && len(hs) > 0 && rest < h/4 {
		for i := range hs {
			hs[i] += rest / float64(len(hs))
		}
	}
	return hs
}

func (p *table) drawCaption(out []doc.Mark, y float64) []doc.Mark {
	st := p.t.Title
	w := p.x[len(p.x)-1]
	text := p.e.lines(p.captionText(), &st, w)
	return textBox(out, &text, doc.Box{Y: y, W: w, H: p.caption() - captionGap}, doc.Top)
}

func (p *table) drawHead(out *body, y float64) {
	g, err := makeGrid(p.e, p.headGrid(), p.x[len(p.x)-1], true)
	if err != nil {
		return
	}
	g.min[len(g.min)-1] += p.head - sum(g.min) // as high as on the other page of the opening
	g.draw(out, y, g.min)
}

// drawRow draws a row, number n of the table; r is nil for a blank one.
func (p *table) drawRow(out *body, r *doc.Record, n int, y, h float64) {
	if r != nil && r.Shade {
		out.marks = append(out.marks, &doc.Rect{Y: y, W: p.x[len(p.x)-1], H: h, Fill: doc.Gray12})
	}
	for k, i := range p.cols {
		b := doc.Box{X: p.x[k], Y: y, W: p.x[k+1] - p.x[k], H: h}
		c := &p.t.Cols[i]
		var s string
		if r != nil {
			s = p.text(r, i)
			out.marks = p.drawUnder(out.marks, r, k, b)
		}
		switch {
		case s == "" && len(c.Parts) > 0:
			wr := p.e.written(c.Parts, p.t.Body, b.W-2*padX)
			wr.st.Align = c.Align
			p.e.drawWriting(out, &wr, doc.Box{X: b.X + padX, Y: b.Y, W: b.W - 2*padX, H: b.H}, doc.Middle, n, false)
		case s == "" && !p.merges(k):
			kind := doc.PlaceText
			if c.Sign {
				kind = doc.PlaceSignature
			}
			out.cell(c.Field, kind, n, b)
		case !p.merges(k):
			out.marks = p.drawText(out.marks, s, p.style(r, i), b)
		}
	}
}

// rules draws the lines between rows and columns and the frame.
func (p *table) rules(out []doc.Mark, top float64, ys []float64) []doc.Mark {
	right, foot := p.x[len(p.x)-1], ys[len(ys)-1]
	for i, y := range ys {
		if i == len(ys)-1 {
			break
		}
		out = p.rowRule(out, i, y)
	}
	for _, x := range p.x[1 : len(p.x)-1] {
		out = append(out, &doc.Line{X1: x, Y1: ys[0], X2: x, Y2: foot, Width: p.t.Inner})
	}
	if p.t.Frame > 0 {
		out = append(out, frame(0, top, right, foot, p.t.Frame))
	}
	return out
}
