package flow

import (
	"fmt"
	"strings"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// org is a tree of organizations: rows are boxes, edges lead from a box to
// those below it. A box says Text and, in smaller type below, Procedure and
// Who.
type org struct {
	line     *line.Engine
	c        *doc.Chart
	ink      *palette
	children map[int][]int
	depth    []int
	parent   []int
	roots    []int
	leaves   []int // in the order of the tree
	sizes    []orgBox
	w        float64
	levelW   []float64 // widths of boxes by depth
	gapX     float64
	gapY     float64
}

type orgBox struct {
	name, notes []textLine
	h           float64
}

// orgChart places a tree: the root at the left, what belongs to it to the
// right. A tree higher than a page runs over several, each with the boxes
// that lead to its own.
func (e *Engine) orgChart(c *doc.Chart, w, h float64) ([]*doc.Figure, error) {
	at := newOrg(e.line, c, w)
	var best [][]int
	if at != nil {
		best = at.split(h)
	}
	if best == nil {
		return nil, fmt.Errorf("体系图 %q 在 %.0f×%.0f 毫米里排不下", c.Title, w, h)
	}
	var out []*doc.Figure
	for n, leaves := range best {
		fig, err := at.figure(leaves, n, len(best), h)
		if err != nil {
			return nil, err
		}
		out = append(out, fig)
	}
	return out, nil
}

// newOrg measures the boxes; nil if the tree is too deep for the width.
func newOrg(e *line.Engine, c *doc.Chart, w float64) *org {
	o := &org{line: e, c: c, ink: inks(c), w: w, children: map[int][]int{}}
	o.grow()
	levels := 0
	for _, d := range o.depth {
		levels = max(levels, d+1)
	}
	name, note := o.letters()
	o.gapX, o.gapY = float64(2.6*name.em()), float64(0.7*name.em())
	o.levelW = make([]float64, levels)
	for i := range c.Rows {
		r := &c.Rows[i]
		wide := float64(prepare(e, name.role, r.Text).width * name.em())
		for _, s := range orgNotes(r) {
			wide = max(wide, prepare(e, note.role, s).width*note.em())
		}
		o.levelW[o.depth[i]] = max(o.levelW[o.depth[i]], wide+float64(1.6*name.em()))
	}
	o.fitLevels(8 * name.em())
	for i := range c.Rows {
		r := &c.Rows[i]
		room := o.levelW[o.depth[i]] - float64(1.4*name.em())
		b := orgBox{name: prepare(e, name.role, r.Text).lines(room/name.em(), true)}
		for _, s := range orgNotes(r) {
			b.notes = append(b.notes, noteLines(e, note.role, s, room/note.em())...)
		}
		b.h = blockHeight(name, len(b.name), boxLeading) + float64(0.9*name.em())
		if len(b.notes) > 0 {
			b.h += float64(0.3*name.em()) + blockHeight(note, len(b.notes), boxLeading)
		}
		o.sizes = append(o.sizes, b)
	}
	if o.total() > w+1e-6 {
		return nil
	}
	return o
}

func orgNotes(r *doc.ChartRow) []string {
	var out []string
	for _, s := range []string{r.Procedure, r.Who} {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// noteDot separates the parts of a note.
const noteDot = " · "

// noteLines sets a note, whole parts on each line as far as they fit.
func noteLines(e *line.Engine, role doc.Role, s string, room float64) []textLine {
	var rows []textLine
	said := "" // on the last line
	for part := range strings.SplitSeq(s, noteDot) {
		if said != "" {
			if joined := prepare(e, role, said+noteDot+part); joined.width <= room {
				said += noteDot + part
				rows = append(rows[:len(rows)-1], joined.lines(room, true)...)
				continue
			}
		}
		split := prepare(e, role, part).lines(room, true)
		rows = append(rows, split...)
		said = split[len(split)-1].String()
	}
	return rows
}

func (o *org) letters() (name, note letter) {
	return letter{doc.Heading, o.c.BoxPt, doc.Black}, letter{doc.Body, o.c.ColumnPt, doc.Black}
}

func (o *org) total() float64 {
	sum := float64(float64(len(o.levelW)-1) * o.gapX)
	for _, w := range o.levelW {
		sum += w
	}
	return sum
}

// fitLevels makes the widest levels narrower until all fit, none below least.
func (o *org) fitLevels(least float64) {
	for o.total() > o.w {
		widest := 0
		for i := range o.levelW {
			if o.levelW[i] > o.levelW[widest] {
				widest = i
			}
		}
		if o.levelW[widest] <= least {
			return
		}
		o.levelW[widest] = max(least, o.levelW[widest]-max(1, (o.total()-o.w)/2))
	}
}

// grow finds the tree in the edges. What has no parent, or would close a
// circle, is a root.
func (o *org) grow() {
	at := map[string]int{}
	for i := range o.c.Rows {
		at[o.c.Rows[i].ID] = i
		o.parent = append(o.parent, -1)
	}
	for _, e := range o.c.Edges {
		from, ok1 := at[e.From]
		to, ok2 := at[e.To]
		if !ok1 || !ok2 || o.parent[to] >= 0 || o.under(from, to) {
			continue
		}
		o.parent[to] = from
		o.children[from] = append(o.children[from], to)
	}
	o.depth = make([]int, len(o.c.Rows))
	var walk func(i, depth int)
	walk = func(i, depth int) {
		o.depth[i] = depth
		if len(o.children[i]) == 0 {
			o.leaves = append(o.leaves, i)
		}
		for _, k := range o.children[i] {
			walk(k, depth+1)
		}
	}
	for i, p := range o.parent {
		if p < 0 {
			o.roots = append(o.roots, i)
			walk(i, 0)
		}
	}
}

// under reports whether i is k or below it.
func (o *org) under(i, k int) bool {
	for ; i >= 0; i = o.parent[i] {
		if i == k {
			return true
		}
	}
	return false
}

// frame is what is drawn around the boxes.
func (o *org) frame(several bool) *frame {
	f := newFrame(o.line, o.c, o.ink, o.w, 1, several)
	f.measureFoot(o.line, o.c, "", o.w)
	return f
}

// split shares the leaves among as few pages as can be; nil if a single one
// is too high.
func (o *org) split(h float64) [][]int {
	for _, several := range []bool{false, true} {
		f := o.frame(several)
		room := h - f.topH - f.footH - 2*o.gapY
		var pages [][]int
		for lo := 0; lo < len(o.leaves); {
			hi := lo + 1
			for hi < len(o.leaves) && o.height(o.leaves[lo:hi+1]) <= room {
				hi++
			}
			if o.height(o.leaves[lo:hi]) > room {
				return nil
			}
			pages = append(pages, o.leaves[lo:hi])
			lo = hi
		}
		if len(pages) == 1 || several {
			return pages
		}
	}
	return nil
}

// height is what the leaves and all that leads to them need.
func (o *org) height(leaves []int) float64 {
	_, h := o.place(o.keep(leaves), o.gapY)
	return h
}

// keep marks leaves and what leads to them.
func (o *org) keep(leaves []int) map[int]bool {
	kept := map[int]bool{}
	for _, i := range leaves {
		for ; i >= 0; i = o.parent[i] {
			kept[i] = true
		}
	}
	return kept
}

// left is where the boxes of a level begin.
func (o *org) left(level int) float64 {
	x := (o.w - o.total()) / 2
	for _, w := range o.levelW[:level] {
		x += w + o.gapX
	}
	return x
}

// place puts every box in the middle of those below it, gap mm apart. It
// returns the boxes from the top left corner of the tree, and its height: what
// a page has to hold, and what is drawn where Graphviz fails.
func (o *org) place(kept map[int]bool, gap float64) (boxes map[int]doc.Box, h float64) {
	boxes = map[int]doc.Box{}
	var walk func(i int, y float64) float64
	walk = func(i int, y float64) float64 {
		end := y
		for _, k := range o.children[i] {
			if kept[k] {
				end = walk(k, end)
			}
		}
		end = max(end, y+o.sizes[i].h+gap)
		mid := (y + end - gap) / 2
		boxes[i] = doc.Box{X: o.left(o.depth[i]), Y: mid - o.sizes[i].h/2, W: o.levelW[o.depth[i]], H: o.sizes[i].h}
		return end
	}
	for _, i := range o.roots {
		if kept[i] {
			h = walk(i, h)
		}
	}
	return boxes, h - gap
}
