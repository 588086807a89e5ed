package flow

import (
	"fmt"
	"strings"

	"dangce/generator/doc"
)

// rankGap is the least gap between boxes of a phase, em.
const rankGap = 1.5

// dot writes the chart in the language of Graphviz: a cluster for each phase,
// all beginning on one rank, boxes of fixed size without words, gap em between
// them. splines is ortho for lines in right angles, false for none.
func (f *free) dot(gap float64, splines string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph {\n graph [rankdir=TB newrank=true splines=%s ranksep=%s nodesep=%s]\n", splines, inch(gap*f.box), inch(0.5*f.box))
	b.WriteString(" node [shape=box fixedsize=true label=\"\" margin=0]\n edge [arrowhead=none]\n")
	phases := map[int][]int{}
	var order []int
	for i := range f.g.rows {
		p := f.g.rows[i].Phase
		if len(phases[p]) == 0 {
			order = append(order, p)
		}
		phases[p] = append(phases[p], i)
	}
	for _, p := range order {
		fmt.Fprintf(&b, " subgraph cluster_%d {\n  margin=%.1f\n", p, 0.4*f.box/doc.MMPerPt)
		for _, i := range phases[p] {
			f.dotRow(&b, i)
		}
		b.WriteString(" }\n")
	}
	for k := 1; k < len(order); k++ {
		a, z := rowName(phases[order[k-1]][0]), rowName(phases[order[k]][0])
		fmt.Fprintf(&b, " { rank=same; %s; %s }\n %s -> %s [style=invis]\n", a, z, a, z)
	}
	for _, l := range f.lines() {
		if f.phaseOf(l.from) != f.phaseOf(l.to) {
			continue // it would upset the order of the phases
		}
		attr := "constraint=false"
		if l.spine {
			attr = "weight=100"
		}
		fmt.Fprintf(&b, " %s -> %s [%s]\n", l.fromName, l.toName, attr)
	}
	b.WriteString("}\n")
	return b.String()
}

func (f *free) dotRow(b *strings.Builder, i int) {
	r := &f.g.rows[i]
	h := f.boxH
	if r.Decision {
		h = f.diamondH
	}
	fmt.Fprintf(b, "  %s [width=%s height=%s group=g%d]\n", rowName(i), inch(f.boxW), inch(h), r.Phase)
	for k, o := range append(r.right, r.below...) {
		oh := f.sideH
		if o.end {
			oh = f.outcomeH(f.sizes, o)
		}
		if k >= len(r.right) {
			fmt.Fprintf(b, "  %s [width=%s height=%s group=g%d]\n", sideName(i, k), inch(f.sideW), inch(oh), r.Phase)
			continue
		}
		fmt.Fprintf(b, "  %s [width=%s height=%s]\n", sideName(i, k), inch(f.sideW+float64(labelRoom*f.box)), inch(oh))
		if k == 0 {
			fmt.Fprintf(b, "  { rank=same; %s; %s }\n", rowName(i), sideName(i, k))
		}
	}
}

// phaseOf is the phase of the node at place i in nodes, which need not have
// been placed yet.
func (f *free) phaseOf(i int) int {
	if i < len(f.g.rows) {
		return f.g.rows[i].Phase
	}
	i -= len(f.g.rows)
	for k := range f.g.rows {
		n := len(f.g.rows[k].right) + len(f.g.rows[k].below)
		if i < n {
			return f.g.rows[k].Phase
		}
		i -= n
	}
	return 0
}

// freeLine is a line of a free chart.
type freeLine struct {
	fromName, toName string // of Graphviz
	from, to         int    // places in nodes
	label            string
	back             bool
	spine            bool // down a phase
}

// lines lists all lines: down the spine, to the outcomes, and the links.
func (f *free) lines() []freeLine {
	var out []freeLine
	at := map[string]int{}
	n := len(f.g.rows)
	for i := range f.g.rows {
		at[rowName(i)] = i
	}
	for i := range f.g.rows {
		for k := range len(f.g.rows[i].right) + len(f.g.rows[i].below) {
			at[sideName(i, k)] = n
			n++
		}
	}
	add := func(from, to, label string, back, spine bool) {
		out = append(out, freeLine{from, to, at[from], at[to], label, back, spine})
	}
	for i := range f.g.rows {
		r := &f.g.rows[i]
		last := rowName(i)
		for k := range r.right {
			add(last, sideName(i, k), pick(k == 0, r.rightLabel), f.leadsBack(i, fromSide), k > 0)
			last = sideName(i, k)
		}
		last = rowName(i)
		for k := range r.below {
			name := sideName(i, len(r.right)+k)
			add(last, name, pick(k == 0, r.belowLabel), f.leadsBack(i, fromBelow), true)
			last = name
		}
		if r.next && i+1 < len(f.g.rows) {
			add(last, rowName(i+1), pick(len(r.below) == 0, r.nextLabel), false, f.g.rows[i+1].Phase == r.Phase)
		}
	}
	for _, l := range f.g.links {
		from := rowName(l.from)
		r := &f.g.rows[l.from]
		switch l.exit {
		case fromSide:
			from = sideName(l.from, len(r.right)-1)
		case fromBelow:
			from = sideName(l.from, len(r.right)+len(r.below)-1)
		}
		add(from, rowName(l.to), pick(l.exit == fromRight || l.exit == fromLeft, l.label), l.to <= l.from, false)
	}
	return out
}

func pick(yes bool, s string) string {
	if yes {
		return s
	}
	return ""
}
