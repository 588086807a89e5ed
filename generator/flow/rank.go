package flow

import (
	"fmt"
	"strings"
)

// band is a row as Graphviz sees it: a strut as high as the row, a node in
// it, and outcomes beside.
type band struct {
	gap    float64 // above, mm
	height float64
	node   float64 // height
	width  float64
	sides  int
	next   bool // a line leads on
}

// ranker returns the centres of bands from the top of the first gap, mm.
type ranker func([]band) []float64

// stacked puts bands one below the other.
func stacked(bands []band) []float64 {
	out := make([]float64, len(bands))
	y := 0.0
	for i, b := range bands {
		y += b.gap
		out[i] = y + b.height/2
		y += b.height
	}
	return out
}

// fine is how much larger than life Graphviz gets a chart: it places nodes on
// whole points and separates ranks by rankSep at least.
const (
	fine    = 10
	rankSep = 0.02 * 25.4 / fine // mm
)

// ranked asks Graphviz for the centres. What it answers is used if the rows
// are in order and none reaches into another; else they are stacked.
func ranked(bands []band) []float64 {
	own := stacked(bands)
	d, err := run(bandsDOT(bands))
	if err != nil {
		return own
	}
	out := make([]float64, len(bands))
	top, rank, foot := 0.0, 0, 0.0
	for i, b := range bands {
		p, ok := d.nodes[fmt.Sprintf("row%d", i)]
		if !ok {
			return own
		}
		if b.gap > 0 {
			rank++
		}
		out[i] = p.Y/fine - float64(float64(rank)*rankSep)
		rank++
		if i == 0 {
			top = out[0] - own[0]
		}
		out[i] -= top
		if edge := out[i] - b.height/2; edge < foot-snap || edge > foot+b.gap+snap {
			return own
		}
		foot = out[i] + b.height/2
	}
	for i := range out {
		if diff := out[i] - own[i]; diff < snap && diff > -snap {
			out[i] = own[i] // whole points left a trace
		}
	}
	return out
}

// snap is the distance within which places are the same, mm.
const snap = 0.1

// bandsDOT writes the rows in the language of Graphviz: boxes of fixed size
// without words, held apart by struts and on one line by weight.
func bandsDOT(bands []band) string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph {\n graph [newrank=true ranksep=%v nodesep=0.2 splines=false]\n", 0.02)
	b.WriteString(" node [shape=box fixedsize=true label=\"\" margin=0]\n edge [arrowhead=none]\n")
	last := ""
	strut := func(name string, height float64) {
		fmt.Fprintf(&b, " %s [width=0.2 height=%s group=strut style=invis]\n", name, inch(height*fine))
		if last != "" {
			fmt.Fprintf(&b, " %s -> %s [weight=100 style=invis]\n", last, name)
		}
		last = name
	}
	for i, r := range bands {
		if r.gap > 0 {
			strut(fmt.Sprintf("gap%d", i), r.gap)
		}
		row := fmt.Sprintf("row%d", i)
		strut(row, r.height)
		fmt.Fprintf(&b, " n%d [width=%s height=%s group=spine]\n", i, inch(r.width*fine), inch(r.node*fine))
		fmt.Fprintf(&b, " { rank=same; %s; n%d", row, i)
		for k := range r.sides {
			fmt.Fprintf(&b, "; o%d_%d", i, k)
		}
		b.WriteString(" }\n")
		fmt.Fprintf(&b, " %s -> n%d [style=invis]\n", row, i)
		for k := range r.sides {
			fmt.Fprintf(&b, " o%d_%d [width=0.2 height=0.2]\n n%d -> o%d_%d\n", i, k, i, i, k)
		}
		if i > 0 && bands[i-1].next {
			fmt.Fprintf(&b, " n%d -> n%d [weight=1000]\n", i-1, i)
		}
	}
	b.WriteString("}\n")
	return b.String()
}
