package flow

import (
	"fmt"
	"math"
	"strings"

	"dangce/generator/doc"
)

// ranked asks Graphviz where to put the boxes that nothing is below, and puts
// each other box in the middle of those below it, if there is room: Graphviz would put it in
// line with any of them. It returns nil if Graphviz fails, or if boxes would
// be closer than gap or in another order.
func (o *org) ranked(kept map[int]bool, gap float64) (boxes map[int]doc.Box, h float64) {
	d, err := run(o.dot(kept, gap))
	if err != nil {
		return nil, 0
	}
	boxes = map[int]doc.Box{}
	foot := make([]float64, len(o.levelW)) // of the boxes above, by level
	for i := range foot {
		foot[i] = -gap
	}
	ok := true
	var walk func(i int) float64
	walk = func(i int) float64 {
		first, last, parent := math.Inf(1), math.Inf(-1), false
		for _, k := range o.children[i] {
			if kept[k] {
				y := walk(k)
				first, last, parent = min(first, y), max(last, y), true
			}
		}
		p, there := d.nodes[rowName(i)]
		ok = ok && there
		level := o.depth[i]
		mid := p.Y / fine
		if parent && (first+last)/2-o.sizes[i].h/2 > foot[level]+gap-snap {
			mid = (first + last) / 2
		}
		b := doc.Box{X: o.left(level), Y: mid - o.sizes[i].h/2, W: o.levelW[level], H: o.sizes[i].h}
		ok = ok && b.Y > foot[level]+gap-snap
		foot[level] = b.Y + b.H
		boxes[i], h = b, max(h, foot[level])
		return mid
	}
	for _, i := range o.roots {
		if kept[i] {
			walk(i)
		}
	}
	if !ok {
		return nil, 0
	}
	return boxes, h
}

// dot writes the tree in the language of Graphviz, growing to the right.
func (o *org) dot(kept map[int]bool, gap float64) string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph {\n graph [rankdir=LR ordering=out splines=false ranksep=%s nodesep=%s]\n", inch(o.gapX*fine), inch(gap*fine))
	b.WriteString(" node [shape=box fixedsize=true label=\"\" margin=0]\n edge [arrowhead=none]\n")
	for i := range o.c.Rows {
		if kept[i] {
			fmt.Fprintf(&b, " %s [width=%s height=%s]\n", rowName(i), inch(o.levelW[o.depth[i]]*fine), inch(o.sizes[i].h*fine))
		}
	}
	for i := range o.c.Rows {
		for _, k := range o.children[i] {
			if kept[i] && kept[k] {
				fmt.Fprintf(&b, " %s -> %s\n", rowName(i), rowName(k))
			}
		}
	}
	b.WriteString("}\n")
	return b.String()
}
