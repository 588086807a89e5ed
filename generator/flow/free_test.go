package flow

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"dangce/generator/doc"
)

func checkFree(t *testing.T, f *free, c *doc.Chart) {
	t.Helper()
	f.tops = []float64{f.area.Y, f.area.Y + f.area.H}
	f.flowW = f.w
	steps, outcomes := 0, 0
	for i, n := range f.nodes {
		switch n.kind {
		case stepNode:
			steps++
			checkWords(t, &n)
			checkLines(t, f.sheet, n, doc.Box{X: n.box.X + f.tabW, Y: n.box.Y, W: n.box.W - f.tabW, H: n.box.H})
			if n.box.W != f.boxW || n.box.H != f.boxH {
				t.Errorf("box %s has a size of its own", n.id)
			}
		case decisionNode:
			steps++
			checkDiamond(t, f.sheet, n)
		default:
			outcomes++
			checkWords(t, &n)
			checkLines(t, f.sheet, n, n.box)
		}
		if n.box.X < 0 || n.box.X+n.box.W > f.w || n.box.Y < f.area.Y || n.box.Y+n.box.H > f.area.Y+f.area.H {
			t.Errorf("%s leaves the area", n.id)
		}
		for _, o := range f.nodes[i+1:] {
			if overlap(n.box, o.box, -0.01) {
				t.Errorf("%s lies over %s", n.id, o.id)
			}
		}
	}
	if steps != len(c.Rows) {
		t.Errorf("%d boxes, want %d", steps, len(c.Rows))
	}
	checkWires(t, f.sheet)
	checkEnds(t, f.sheet)
	var edges []border
	for _, p := range f.panels {
		for _, x := range []float64{p.box.X, p.box.X + p.box.W} {
			edges = append(edges, border{doc.Point{X: x, Y: p.box.Y}, doc.Point{X: x, Y: p.box.Y + p.box.H}})
		}
		for _, y := range []float64{p.box.Y + float64(1.9*f.box), p.box.Y + p.box.H} {
			edges = append(edges, border{doc.Point{X: p.box.X, Y: y}, doc.Point{X: p.box.X + p.box.W, Y: y}})
		}
	}
	checkBorders(t, f.sheet, edges)
	ways := map[string]string{}
	checkLabels(t, f.sheet, ways)
	for _, r := range c.Rows {
		if got := ways[r.ID]; r.Decision && got != "是否" && got != "否是" {
			t.Errorf("decision %s has ways %q", r.ID, got)
		}
	}
}

// TestFreeChartsKeepTheRules: 四议两公开, 1+5+X and the loop are drawn as free charts
// in colour, the list on one page more at most, and no line of theirs crosses
// another.
func TestFreeChartsKeepTheRules(t *testing.T) {
	e := engineOf(newMeasurer(t))
	for _, p := range []paper{papers[0], papers[2], wall} { // in handbooks they are table charts
		n := 0
		for _, c := range charts(t, p) {
			if c.Kind != doc.FreeChart {
				continue
			}
			n++
			t.Run(p.name+"/"+c.ID, func(t *testing.T) {
				f := freely(e, c, p)
				if f == nil {
					t.Fatal("not drawn as free charts")
				}
				figures, err := f.figures(e)
				if err != nil {
					t.Fatal(err)
				}
				checkFigures(t, c, figures, p.w, p.h)
				if want := map[bool]int{false: 1, true: 2}[f.alone]; len(figures) != want {
					t.Errorf("%d pages", len(figures))
				}
				checkFree(t, f, c)
				checkSpines(t, f)
				checkCrossings(t, f)
			})
		}
		if n != 3 {
			t.Errorf("%s: %d charts", p.name, n)
		}
	}
}

// checkSpines: the boxes of a phase stand below each other, as Graphviz put
// them.
func checkSpines(t *testing.T, f *free) {
	t.Helper()
	d, err := run(f.dot(rankGap, "false"))
	if err != nil {
		t.Fatal(err)
	}
	x := map[int]float64{}
	for _, n := range f.nodes[:len(f.g.rows)] {
		mid := n.box.X + n.box.W/2
		if first, ok := x[n.phase]; !ok {
			x[n.phase] = mid
		} else if math.Abs(mid-first) > 0.1 {
			t.Errorf("%s stands %.2f mm beside the spine", n.id, mid-first)
		}
		if want := d.nodes[rowName(n.row)].X + f.shift[n.phase]; math.Abs(mid-want) > 0.5 {
			t.Errorf("%s stands at %.1f, Graphviz put it at %.1f", n.id, mid, want)
		}
	}
}

// checkCrossings: lines that lead to different boxes do not cross.
func checkCrossings(t *testing.T, f *free) {
	t.Helper()
	for i, w := range f.wires {
		for _, o := range f.wires[i+1:] {
			for k := 1; w.to != o.to && k < len(w.pts); k++ {
				for j := 1; j < len(o.pts); j++ {
					// Two ways may begin at one box.
					if crosses(w.pts[k-1], w.pts[k], o.pts[j-1], o.pts[j]) && w.from != o.from {
						t.Errorf("%s→%s crosses %s→%s", w.from, w.to, o.from, o.to)
					}
				}
			}
		}
	}
}

func TestMadeUpFreeChartsKeepTheRules(t *testing.T) {
	e := engineOf(fakeMeasurer{})
	drawn := 0
	for seed := range uint64(40) {
		p := papers[seed%3]
		c := madeUp(rand.New(rand.NewPCG(seed, 3)), p)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			if checkFreely(t, e, c, p) {
				drawn++
			}
		})
	}
	if drawn < 8 {
		t.Errorf("only %d of 40 charts are drawn as free charts", drawn)
	}
}

// checkFreely places c freely, and reports whether that is possible; if it is
// not, c must do as a table chart.
func checkFreely(t *testing.T, e *Engine, c *doc.Chart, p paper) bool {
	t.Helper()
	c.Kind = doc.FreeChart
	f := freely(e, c, p)
	if f == nil {
		checkChart(t, e, c, p.w, p.h)
		return false
	}
	checkFree(t, f, c)
	if !f.crossing {
		checkCrossings(t, f)
	}
	figures, err := f.figures(e)
	if err != nil {
		t.Fatal(err)
	}
	checkFigures(t, c, figures, p.w, p.h)
	return true
}

func TestOrgChart(t *testing.T) {
	e := engineOf(newMeasurer(t))
	for _, p := range papers {
		c := tree(p)
		figures, err := e.Place(c, p.w, p.h)
		if err != nil {
			t.Fatal(err)
		}
		checkFigures(t, c, figures, p.w, p.h)
		for _, f := range figures {
			checkApart(t, f)
		}
	}
}

// TestOrgTreeOfAnyShape: chains, circles, boxes without parents, 60 boxes.
func TestOrgTreeOfAnyShape(t *testing.T) {
	e := engineOf(fakeMeasurer{})
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 5))
		p := papers[seed%3]
		c := &doc.Chart{Kind: doc.OrgChart, Title: "组织体系图", Colour: p.colour, BoxPt: p.boxPt, ColumnPt: p.column, Words: said}
		n := 1 + r.IntN(60)
		level := make([]int, n)
		for i := range n {
			c.Rows = append(c.Rows, doc.ChartRow{ID: fmt.Sprint(i), Text: fmt.Sprintf("第%d党支部", i), Procedure: "正式党员 20 名"})
			if i == 0 {
				continue
			}
			if up := r.IntN(i); level[up] < 3 {
				level[i] = level[up] + 1
				c.Edges = append(c.Edges, doc.ChartEdge{From: fmt.Sprint(up), To: fmt.Sprint(i)})
			}
		}
		if len(c.Edges) > 0 {
			c.Edges = append(c.Edges, doc.ChartEdge{From: c.Edges[0].To, To: "0"}) // a circle
		}
		figures, err := e.Place(c, p.w, p.h)
		if err != nil {
			t.Fatal(err)
		}
		checkFigures(t, c, figures, p.w, p.h)
		for _, f := range figures {
			checkApart(t, f)
		}
	}
}

// checkApart: boxes with round corners do not touch, and stay in the figure.
func checkApart(t *testing.T, f *doc.Figure) {
	t.Helper()
	var boxes []*doc.Rect
	for _, m := range f.Marks {
		if r, ok := m.(*doc.Rect); ok && r.Radius > 0 {
			boxes = append(boxes, r)
		}
	}
	for i, a := range boxes {
		if a.X < 0 || a.X+a.W > f.W+1e-6 || a.Y < 0 || a.Y+a.H > f.H {
			t.Errorf("a box leaves the figure: %+v", *a)
		}
		for _, b := range boxes[i+1:] {
			if overlap(doc.Box{X: a.X, Y: a.Y, W: a.W, H: a.H}, doc.Box{X: b.X, Y: b.Y, W: b.W, H: b.H}, -0.01) {
				t.Errorf("boxes overlap: %+v, %+v", *a, *b)
			}
		}
	}
}

// freely places c as freeChart does; nil if it cannot.
func freely(e *Engine, c *doc.Chart, p paper) *free {
	if len(c.Rows) > freeMost {
		return nil
	}
	t := &freeSearch{e: e, k: e.content(c), w: p.w, h: p.h, drawn: map[rooms]*drawing{}}
	return t.place()
}
