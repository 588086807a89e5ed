package flow

import (
	"slices"

	"dangce/generator/doc"
)

// side is a box beside or below a diamond: an outcome, or where a way ends.
type side struct {
	id, text string
	end      bool
}

// row is a step or decision with what hangs at it.
type row struct {
	*doc.ChartRow
	right      []side // outcomes to the right, one below the other
	below      []side // outcomes below, on the spine
	rightLabel string
	belowLabel string
	next       bool // the spine goes on to the next row
	nextLabel  string
}

// exit is where a line leaves a row.
type exit uint8

const (
	fromRight exit = iota // right side of the box or diamond
	fromLeft
	fromSide  // last outcome to the right
	fromBelow // last outcome below
)

// link is a line from one row to another, other than along the spine.
type link struct {
	from, to int
	exit     exit
	label    string
}

// graph is a table chart, its lines sorted into the spine and the rest.
type graph struct {
	rows  []row
	links []link
}

// newGraph sorts the lines of c. Each decision gets its own copy of an
// outcome that several share, so that no line needs to cross the spine.
func newGraph(c *doc.Chart) *graph {
	g := &graph{rows: make([]row, len(c.Rows))}
	b := builder{graph: g, at: make(map[string]int, len(c.Rows)), texts: map[string]string{}, outs: map[string][]doc.ChartEdge{}}
	for i := range c.Rows {
		g.rows[i].ChartRow = &c.Rows[i]
		b.at[c.Rows[i].ID] = i
	}
	for _, o := range c.Outcomes {
		b.texts[o.ID] = o.Text
	}
	for _, e := range c.Edges {
		if !slices.ContainsFunc(b.outs[e.From], func(x doc.ChartEdge) bool { return x.To == e.To && x.End == e.End && x.Label == e.Label }) {
			b.outs[e.From] = append(b.outs[e.From], e)
		}
	}
	for i := range g.rows {
		b.row(i)
	}
	return g
}

type builder struct {
	*graph
	at    map[string]int
	texts map[string]string // of outcomes
	outs  map[string][]doc.ChartEdge
}

func (b *builder) row(i int) {
	r := &b.rows[i]
	rightTaken := false
	outs := slices.Clone(b.outs[r.ID])
	// To the right is room for a line that leads on; below, it would cross
	// the box of an end.
	slices.SortStableFunc(outs, func(x, y doc.ChartEdge) int { return b.ending(x.To) - b.ending(y.To) })
	for _, e := range outs {
		if _, ok := b.texts[e.To]; ok {
			b.outcome(i, e)
			rightTaken = true
		}
	}
	for _, e := range outs {
		if e.To == "" {
			b.end(i, e)
			rightTaken = true
		}
	}
	for _, e := range outs {
		to, ok := b.at[e.To]
		switch {
		case !ok:
		case to == i+1 && !r.next && len(r.below) == 0:
			r.next, r.nextLabel = true, e.Label
		case !rightTaken:
			rightTaken = true
			b.links = append(b.links, link{i, to, fromRight, e.Label})
		default:
			b.links = append(b.links, link{i, to, fromLeft, e.Label})
		}
	}
}

// ending is 1 of an outcome with which the chart ends, 0 of others.
func (b *builder) ending(id string) int {
	for range b.texts { // outcomes that lead to each other have no end
		outs := b.outs[id]
		if _, ok := b.texts[id]; !ok || len(outs) == 0 {
			return 0
		}
		if outs[0].To == "" {
			return 1
		}
		id = outs[0].To
	}
	return 0
}

// end draws a way that leaves the chart: to the right, or below.
func (b *builder) end(i int, e doc.ChartEdge) {
	r := &b.rows[i]
	box := side{id: r.ID + "/end", text: e.End, end: true}
	switch {
	case len(r.right) == 0:
		r.right, r.rightLabel = []side{box}, e.Label
	case len(r.below) == 0:
		box.id += "/below"
		r.below, r.belowLabel = []side{box}, e.Label
	default:
		r.right = append(r.right, box)
	}
}

// outcome hangs the outcome that e leads to at row i, with those that follow
// it: the first to the right, the second below.
func (b *builder) outcome(i int, e doc.ChartEdge) {
	r := &b.rows[i]
	var chain []side
	id := e.To
	for {
		chain = append(chain, side{id: id, text: b.texts[id]})
		follow := ""
		for _, o := range b.outs[id] {
			if _, ok := b.texts[o.To]; ok && !slices.ContainsFunc(chain, func(s side) bool { return s.id == o.To }) {
				follow = o.To
			}
		}
		if follow == "" {
			break
		}
		id = follow
	}
	for _, o := range b.outs[id] {
		if o.To == "" {
			chain = append(chain, side{id: r.ID + "/" + id + "/end", text: o.End, end: true})
		}
	}
	out := fromSide
	switch {
	case len(r.right) == 0:
		r.right, r.rightLabel = chain, e.Label
	case len(r.below) == 0:
		r.below, r.belowLabel = chain, e.Label
		out = fromBelow
	default:
		r.right = append(r.right, chain...)
	}
	for _, o := range b.outs[id] {
		to, ok := b.at[o.To]
		switch {
		case !ok:
		case out == fromBelow && to == i+1:
			r.next = true
		default:
			b.links = append(b.links, link{i, to, out, o.Label})
		}
	}
}
