package flow

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"dangce/config/diag"
	"dangce/generator/doc"
	"dangce/generator/line"
	"dangce/templates"
)

// fakeMeasurer: hanzi are one em wide, all else half.
type fakeMeasurer struct{}

func (fakeMeasurer) Advance(_ doc.Role, r rune) float64 {
	if r < 0x2000 {
		return 0.5
	}
	return 1
}

func (fakeMeasurer) Face(role doc.Role, _ rune) doc.Face { return doc.Face(role) }

func TestTableChartsKeepTheRules(t *testing.T) {
	m := newMeasurer(t)
	e := engineOf(m)
	for _, p := range append(papers[:len(papers):len(papers)], wall) {
		for _, c := range charts(t, p) {
			if c.Kind != doc.TableChart {
				continue
			}
			t.Run(p.name+"/"+c.ID, func(t *testing.T) {
				checkChart(t, e, c, p.w, p.h)
				sheets, _ := e.sheets(c, p.w, p.h)
				if most := map[bool]int{true: 1, false: 3}[p.pageH > 400]; len(sheets) > most {
					t.Errorf("%d pages, want %d", len(sheets), most)
				}
				checkBalance(t, sheets)
			})
		}
	}
}

// TestMadeUpChartsKeepTheRules draws twenty charts for each paper; FuzzPlace
// goes on from there.
func TestMadeUpChartsKeepTheRules(t *testing.T) {
	e := engineOf(fakeMeasurer{})
	for seed := range uint64(60) {
		p := papers[seed%3]
		c := madeUp(rand.New(rand.NewPCG(seed, 7)), p)
		t.Run(fmt.Sprintf("%s/%d", p.name, seed), func(t *testing.T) { checkChart(t, e, c, p.w, p.h) })
	}
}

func FuzzPlace(f *testing.F) {
	f.Add(uint64(1), uint8(0))
	f.Add(uint64(99), uint8(1))
	f.Add(uint64(326), uint8(69)) // a circle above the first diamond of a page
	f.Add(uint64(4), uint8(128))
	f.Add(uint64(9), uint8(200))
	e := engineOf(fakeMeasurer{})
	f.Fuzz(func(t *testing.T, seed uint64, on uint8) {
		p := papers[int(on)%len(papers)]
		c := madeUp(rand.New(rand.NewPCG(seed, 11)), p)
		if on >= 128 {
			checkFreely(t, e, c, p)
			return
		}
		checkChart(t, e, c, p.w, p.h)
	})
}

// madeUp draws a chart of 3 to 40 steps with up to five decisions.
func madeUp(r *rand.Rand, p paper) *doc.Chart {
	const words = "支部委员会研究确定议题，通知全体党员；签到清点人数、宣布开会：逐项讨论（充分发言）表决形成《决议》归档2027年P14送审"
	pool := []rune(words)
	say := func(least, most int) string {
		n := least + r.IntN(most-least+1)
		from := r.IntN(len(pool) - n)
		return string(pool[from : from+n])
	}
	c := &doc.Chart{ID: "made-up", Title: "流程图" + say(2, 8), Subtitle: say(4, 20), Basis: say(5, 40), Applies: say(5, 20), Liability: say(10, 40),
		Maker: "示例县委组织部", Colour: p.colour, BoxPt: p.boxPt, ColumnPt: p.column, Words: said, Phases: [3]string{"会前", "会中", "会后阶段"}}
	n := 3 + r.IntN(38)
	decisions := map[int]bool{}
	for range r.IntN(6) {
		decisions[r.IntN(n)] = true
	}
	phase, number := 0, 0
	for i := range n {
		if r.IntN(n) < 2 && phase < 2 {
			phase++
		}
		row := doc.ChartRow{ID: fmt.Sprintf("r%d", i), Phase: phase, Text: say(3, 13), Decision: decisions[i],
			When: say(2, 10), Form: say(2, 10), Procedure: say(8, 40), Standard: say(8, 36), Who: say(2, 10)}
		if r.IntN(2) == 0 {
			row.Page = "P14"
		}
		if !row.Decision {
			number++
			row.Number = number
		} else {
			row.Text = say(4, 10)
		}
		c.Rows = append(c.Rows, row)
	}
	target := func() string { return c.Rows[r.IntN(n)].ID }
	outcomes := 0
	way := func() string {
		if r.IntN(2) == 0 {
			return target()
		}
		if outcomes > 0 && r.IntN(4) == 0 {
			return fmt.Sprintf("x%d", r.IntN(outcomes))
		}
		id := fmt.Sprintf("x%d", outcomes)
		outcomes++
		c.Outcomes = append(c.Outcomes, doc.ChartOutcome{ID: id, Text: say(3, 12)})
		if r.IntN(3) > 0 {
			c.Edges = append(c.Edges, doc.ChartEdge{From: id, To: target()})
		} else {
			c.Edges = append(c.Edges, doc.ChartEdge{From: id, End: "结束"})
		}
		return id
	}
	for i, row := range c.Rows {
		next := ""
		if i+1 < n {
			next = c.Rows[i+1].ID
		}
		switch {
		case row.Decision:
			yes, no := next, way()
			if r.IntN(4) == 0 {
				yes = way()
			}
			if r.IntN(2) == 0 {
				yes, no = no, yes
			}
			for label, to := range map[string]string{"是": yes, "否": no} {
				e := doc.ChartEdge{From: row.ID, To: to, Label: label}
				if to == "" {
					e.End = "结束"
				}
				c.Edges = append(c.Edges, e)
			}
		case next != "":
			c.Edges = append(c.Edges, doc.ChartEdge{From: row.ID, To: next})
		case r.IntN(3) == 0:
			c.Edges = append(c.Edges, doc.ChartEdge{From: row.ID, To: target()})
		}
	}
	return c
}

func checkChart(t *testing.T, e *Engine, c *doc.Chart, w, h float64) {
	t.Helper()
	sheets, err := e.sheets(c, w, h)
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	ways := map[string]string{}
	for _, s := range sheets {
		rows += s.hi - s.lo
		checkNodes(t, s)
		checkWires(t, s)
		checkBorders(t, s, s.borders())
		checkLabels(t, s, ways)
	}
	if rows != len(c.Rows) {
		t.Errorf("%d rows placed, want %d", rows, len(c.Rows))
	}
	checkConnectors(t, sheets)
	for _, r := range c.Rows {
		if got := ways[r.ID]; r.Decision && got != "是否" && got != "否是" {
			t.Errorf("decision %s has ways %q", r.ID, got)
		}
	}
	var figures []*doc.Figure
	for _, s := range sheets {
		figures = append(figures, s.figure(e.line))
	}
	checkFigures(t, c, figures, w, h)
}

// checkConnectors: a line to another page ends in a circle, and begins there
// in a circle of the same number.
func checkConnectors(t *testing.T, sheets []*sheet) {
	t.Helper()
	if len(sheets) == 1 {
		for _, n := range sheets[0].nodes {
			if n.kind == discNode {
				t.Errorf("circle %d on a single page", n.number)
			}
		}
		return
	}
	type way struct {
		row, number int
		out         bool
	}
	circles := map[way]bool{} // row is the node that the line leaves or comes to
	for _, s := range sheets {
		at := map[string][]*node{} // outcomes that several rows share have a copy at each
		for i := range s.nodes {
			at[s.nodes[i].id] = append(at[s.nodes[i].id], &s.nodes[i])
		}
		for _, w := range s.wires {
			for _, from := range at[w.from] {
				for _, to := range at[w.to] {
					if from.kind == discNode {
						circles[way{to.row, from.number, false}] = true
					}
					if to.kind == discNode {
						circles[way{from.row, to.number, true}] = true
					}
				}
			}
		}
	}
	a := sheets[0].arrangement
	check := func(from, to int) {
		if a.pageOf(from) == a.pageOf(to) {
			return
		}
		n := sheets[0].discs[a.g.rows[to].ID]
		if n == 0 || !circles[way{from, n, true}] || !circles[way{to, n, false}] {
			t.Errorf("no circles %d from row %d to row %d", n, from, to)
		}
	}
	for i := range a.g.rows {
		if a.leaves(i) {
			check(i, i+1)
		}
	}
	for _, l := range a.g.links {
		check(l.from, l.to)
	}
}

// checkBalance: the parts of a chart are filled alike, the fullest less than
// twice as far as the emptiest.
func checkBalance(t *testing.T, sheets []*sheet) {
	t.Helper()
	least, most := math.Inf(1), 0.0
	for _, s := range sheets {
		full := s.height(s.lo, s.hi) / s.room(s.hi == len(s.g.rows))
		least, most = min(least, full), max(most, full)
	}
	if most > 2*least {
		t.Errorf("parts are filled from %.2f to %.2f", least, most)
	}
}

// border is a line that a part of a chart ends at, across or down.
type border struct{ a, b doc.Point }

// borders are those of the column of boxes, and of its phases.
func (s *sheet) borders() []border {
	top, foot := s.tops[0], s.tops[len(s.tops)-1]
	left, right := s.phaseW, s.flowRight()
	out := []border{{doc.Point{X: left, Y: top}, doc.Point{X: left, Y: foot}}, {doc.Point{X: right, Y: top}, doc.Point{X: right, Y: foot}}}
	across := func(y float64) {
		out = append(out, border{doc.Point{X: left, Y: y}, doc.Point{X: right, Y: y}})
	}
	for i := s.lo; i < s.hi; i++ {
		if i == s.lo || s.g.rows[i].Phase != s.g.rows[i-1].Phase {
			across(s.top(i))
		}
		if i+1 == s.hi || s.g.rows[i].Phase != s.g.rows[i+1].Phase {
			across(s.bottom(i))
		}
	}
	return out
}

// checkBorders: no line runs along a border, or so near that the two look
// like one.
func checkBorders(t *testing.T, s *sheet, borders []border) {
	t.Helper()
	const apart = 0.5 // mm
	for _, w := range s.wires {
		for k := 1; k < len(w.pts); k++ {
			a, b := w.pts[k-1], w.pts[k]
			for _, o := range borders {
				if down := same(a.X, b.X); down == same(o.a.X, o.b.X) && gapBetween(span(a, b), span(o.a, o.b)) < apart {
					t.Errorf("%s→%s runs along a border at %.1f,%.1f", w.from, w.to, o.a.X, o.a.Y)
				}
			}
		}
	}
}

// checkWords: no line in a box ends within a word.
func checkWords(t *testing.T, n *node) {
	t.Helper()
	var whole []rune
	ends := map[int]bool{}
	for i := range n.lines {
		whole = append(whole, []rune(n.lines[i].String())...)
		ends[len(whole)] = true
	}
	for k := 0; k < len(whole); {
		long := 1
		for m := 6; m > 1 && long == 1; m-- {
			if k+m <= len(whole) && dictionary()[string(whole[k:k+m])] {
				long = m
			}
		}
		for i := 1; i < long; i++ {
			if ends[k+i] {
				t.Errorf("%s: %q breaks a word", n.id, joinLines(n.lines))
			}
		}
		k += long
	}
}

// dictionary is the words of words.toml.
var dictionary = sync.OnceValue(func() map[string]bool {
	var out diag.List
	words := map[string]bool{}
	for _, w := range templates.LoadWords(templatesFS(), "", &out) {
		words[w] = true
	}
	return words
})

// checkEnds: every way goes on or ends in a box that says so.
func checkEnds(t *testing.T, s *sheet) {
	t.Helper()
	leads := map[string]bool{}
	for _, w := range s.wires {
		leads[w.from] = true
		if !w.head {
			t.Errorf("%s→%s ends without an arrow", w.from, w.to)
		}
	}
	for _, n := range s.nodes {
		last := n.row == len(s.g.rows)-1 && n.kind == stepNode
		if n.kind != endNode && n.kind != discNode && !last && !leads[n.id] {
			t.Errorf("nothing follows %s", n.id)
		}
	}
}

func checkNodes(t *testing.T, s *sheet) {
	t.Helper()
	checkEnds(t, s)
	for i, n := range s.nodes {
		checkWords(t, &n)
		b := n.box
		switch n.kind {
		case stepNode:
			if math.Abs(b.W-s.boxW) > 1e-6 || math.Abs(b.H-s.boxH) > 1e-6 {
				t.Errorf("box %s is %.2f×%.2f, others %.2f×%.2f", n.id, b.W, b.H, s.boxW, s.boxH)
			}
			checkLines(t, s, n, doc.Box{X: b.X + s.tabW, Y: b.Y, W: b.W - s.tabW, H: b.H})
		case decisionNode:
			checkDiamond(t, s, n)
		case sideNode:
			checkLines(t, s, n, b)
		}
		if (n.kind == stepNode || n.kind == decisionNode) && math.Abs(b.X+b.W/2-s.spineX()) > 0.1 {
			t.Errorf("%s stands %.2f beside the spine", n.id, b.X+b.W/2-s.spineX())
		}
		if b.X < s.phaseW || b.X+b.W > s.flowRight() || b.Y < s.tops[0] || b.Y+b.H > s.tops[len(s.tops)-1] {
			t.Errorf("%s leaves the chart's column", n.id)
		}
		for _, o := range s.nodes[i+1:] {
			if overlap(b, o.box, -0.01) {
				t.Errorf("%s lies over %s", n.id, o.id)
			}
		}
	}
}

// checkLines: a box holds its lines.
func checkLines(t *testing.T, s *sheet, n node, room doc.Box) {
	t.Helper()
	l := letter{doc.Heading, s.box / doc.MMPerPt, 0}
	if l.pt < s.c.BoxPt-1e-9 {
		t.Errorf("type in boxes is %.2f pt", l.pt)
	}
	for i := range n.lines {
		if w := n.lines[i].width() * l.em(); w > room.W+1e-6 {
			t.Errorf("%s: %q is %.2f wide, room %.2f", n.id, n.lines[i].String(), w, room.W)
		}
	}
	if h := blockHeight(l, len(n.lines), boxLeading); h > room.H {
		t.Errorf("%s: text %.2f high, room %.2f", n.id, h, room.H)
	}
}

// checkDiamond: the corners of all lines lie within the diamond.
func checkDiamond(t *testing.T, s *sheet, n node) {
	t.Helper()
	l := letter{doc.Heading, s.box / doc.MMPerPt, 0}
	top := -blockHeight(l, len(n.lines), boxLeading) / 2
	for i := range n.lines {
		x := n.lines[i].width() * l.em() / 2
		for _, y := range []float64{top, top + l.em()} {
			if out := x/(n.box.W/2) + math.Abs(y)/(n.box.H/2); out > 1.001 {
				t.Errorf("%s: %q leaves its diamond (%.3f)", n.id, n.lines[i].String(), out)
			}
		}
		top += boxLeading * l.em()
	}
}

func checkWires(t *testing.T, s *sheet) {
	t.Helper()
	for i, w := range s.wires {
		for k := 1; k < len(w.pts); k++ {
			a, b := w.pts[k-1], w.pts[k]
			if math.Abs(a.X-b.X) > 1e-6 && math.Abs(a.Y-b.Y) > 1e-6 {
				t.Errorf("%s→%s runs aslant", w.from, w.to)
			}
			for _, n := range s.nodes {
				if overlap(span(a, b), n.box, -0.05) {
					t.Errorf("%s→%s runs through %s", w.from, w.to, n.id)
				}
			}
			for _, l := range s.labels {
				if overlap(span(a, b), l.box, 0) {
					t.Errorf("%s→%s runs over %s at row %d", w.from, w.to, l.text, l.row)
				}
			}
			for _, o := range s.wires[i+1:] {
				if o.to == w.to || o.from == w.from && o.to == w.from {
					continue
				}
				for j := 1; j < len(o.pts); j++ {
					if along(a, b, o.pts[j-1], o.pts[j]) > 0.2 {
						t.Errorf("%s→%s runs along %s→%s", w.from, w.to, o.from, o.to)
					}
				}
			}
		}
		for _, p := range w.pts {
			if p.X < s.phaseW || p.X > s.flowRight() {
				t.Errorf("%s→%s leaves its column", w.from, w.to)
			}
		}
	}
}

func checkLabels(t *testing.T, s *sheet, ways map[string]string) {
	t.Helper()
	for i, l := range s.labels {
		ways[s.g.rows[l.row].ID] += l.text
		for _, n := range s.nodes {
			b := n.box
			if n.kind == decisionNode {
				// The corner of the label may lie beside the slope.
				b = doc.Box{X: b.X + b.W*0.25, Y: b.Y + b.H*0.25, W: b.W * 0.5, H: b.H * 0.5}
			}
			if overlap(l.box, b, -0.01) {
				t.Errorf("%s of row %d lies over %s", l.text, l.row, n.id)
			}
		}
		for _, o := range s.labels[i+1:] {
			if overlap(l.box, o.box, 0) {
				t.Errorf("%s of row %d lies over another", l.text, l.row)
			}
		}
		near := math.Inf(1)
		for k, pts := 1, s.wires[l.wire].pts; k < len(pts); k++ {
			near = min(near, gapBetween(l.box, span(pts[k-1], pts[k])))
		}
		if near > 0.505*s.box {
			t.Errorf("%s of row %d stands %.1f mm from its line", l.text, l.row, near)
		}
	}
}

// span is the box around a line.
func span(a, b doc.Point) doc.Box {
	return doc.Box{X: min(a.X, b.X), Y: min(a.Y, b.Y), W: math.Abs(a.X - b.X), H: math.Abs(a.Y - b.Y)}
}

// overlap reports whether a and b, grown by margin, share more than an edge.
func overlap(a, b doc.Box, margin float64) bool {
	return a.X < b.X+b.W+margin && b.X-margin < a.X+a.W && a.Y < b.Y+b.H+margin && b.Y-margin < a.Y+a.H
}

// along is how far two lines run on top of each other.
func along(a, b, c, d doc.Point) float64 {
	switch {
	case a.X == b.X && c.X == d.X && math.Abs(a.X-c.X) < 0.1:
		return min(max(a.Y, b.Y), max(c.Y, d.Y)) - max(min(a.Y, b.Y), min(c.Y, d.Y))
	case a.Y == b.Y && c.Y == d.Y && math.Abs(a.Y-c.Y) < 0.1:
		return min(max(a.X, b.X), max(c.X, d.X)) - max(min(a.X, b.X), min(c.X, d.X))
	}
	return 0
}

func gapBetween(a, b doc.Box) float64 {
	dx := max(a.X-b.X-b.W, b.X-a.X-a.W, 0)
	dy := max(a.Y-b.Y-b.H, b.Y-a.Y-a.H, 0)
	return math.Hypot(dx, dy)
}

// checkFigures: what any chart promises of its marks.
func checkFigures(t *testing.T, c *doc.Chart, figures []*doc.Figure, w, h float64) {
	t.Helper()
	var said strings.Builder
	for _, f := range figures {
		if f.W != w || f.H > h+1e-6 {
			t.Errorf("figure is %.2f×%.2f, area %.2f×%.2f", f.W, f.H, w, h)
		}
		for i, m := range f.Marks {
			g, ok := m.(*doc.Glyphs)
			if !ok {
				checkInk(t, c, m)
				continue
			}
			said.WriteString(g.S)
			em := g.Size * doc.MMPerPt
			if g.Left() < -1e-6 || g.Right() > w+1e-6 || g.Y-line.Ascent*em < -1e-6 || g.Y+0.12*em > f.H+1e-6 {
				t.Errorf("%q leaves the area", g.S)
			}
			if g.Size < min(c.BoxPt, c.ColumnPt)-1e-9 {
				t.Errorf("%q is set in %.2f pt", g.S, g.Size)
			}
			below := ground(f.Marks, i, g)
			if r := contrast(g.Ink, below); r < 4.5 {
				t.Errorf("%q has contrast %.2f", g.S, r)
			}
			if r := contrast(inGray(g.Ink), inGray(below)); r < 4.5 {
				t.Errorf("%q has contrast %.2f printed in gray", g.S, r)
			}
		}
	}
	bare := strings.NewReplacer(" ", "", "·", "") // lines end without the dot between parts
	all := bare.Replace(said.String())
	want := []string{c.Title, c.Subtitle, c.Liability}
	for _, r := range c.Rows {
		want = append(want, r.Text, r.When, r.Form, r.Procedure, r.Standard, r.Who, r.Page)
	}
	for _, s := range want {
		if !strings.Contains(all, bare.Replace(s)) {
			t.Errorf("%q is not printed", s)
		}
	}
}

// checkInk: without colour all inks are gray.
func checkInk(t *testing.T, c *doc.Chart, m doc.Mark) {
	t.Helper()
	var inks []doc.Ink
	switch m := m.(type) {
	case *doc.Line:
		inks = []doc.Ink{m.Ink}
	case *doc.Rect:
		inks = []doc.Ink{m.Ink, m.Fill}
	case *doc.Path:
		inks = []doc.Ink{m.Ink, m.Fill}
	}
	for _, ink := range inks {
		if r, g, b := ink>>16&255, ink>>8&255, ink&255; !c.Colour && ink != doc.NoInk && (r != g || g != b) {
			t.Errorf("ink %06x in a chart without colour", uint32(ink))
		}
	}
}

// ground is the colour under the middle of a line of text.
func ground(marks []doc.Mark, at int, g *doc.Glyphs) doc.Ink {
	x, y := g.X+g.W/2, g.Y-0.38*g.Size*doc.MMPerPt
	ink := doc.White
	for _, m := range marks {
		switch m := m.(type) {
		case *doc.Rect:
			if m.Fill != doc.NoInk && x > m.X && x < m.X+m.W && y > m.Y && y < m.Y+m.H {
				ink = m.Fill
			}
		case *doc.Path:
			if m.Fill != doc.NoInk && inside(m.Points, x, y) {
				ink = m.Fill
			}
		}
	}
	return ink
}

func inside(pts []doc.Point, x, y float64) bool {
	in := false
	for i, j := 0, len(pts)-1; i < len(pts); j, i = i, i+1 {
		a, b := pts[i], pts[j]
		if (a.Y > y) != (b.Y > y) && x < (b.X-a.X)*(y-a.Y)/(b.Y-a.Y)+a.X {
			in = !in
		}
	}
	return in
}

// inGray is an ink as a printer without colours prints it (ITU-R BT.601).
func inGray(i doc.Ink) doc.Ink {
	v := doc.Ink(math.Round(0.299*float64(i>>16&255) + 0.587*float64(i>>8&255) + 0.114*float64(i&255)))
	return v<<16 | v<<8 | v
}

func contrast(a, b doc.Ink) float64 {
	x, y := luminance(a)+0.05, luminance(b)+0.05
	return max(x, y) / min(x, y)
}

func luminance(i doc.Ink) float64 {
	part := func(shift uint) float64 {
		v := float64(i>>shift&255) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}
