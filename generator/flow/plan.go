package flow

import (
	"fmt"
	"math"
	"slices"

	"dangce/generator/doc"
)

// page is rows lo to hi-1 of a table chart.
type page struct{ lo, hi int }

// arrangement is a table chart with its sizes decided and its rows shared
// among pages.
type arrangement struct {
	*content
	*sizes
	*frame
	w, h  float64
	pages []page
}

// What is tried: widths of text in boxes, em, and the share of procedures.
var (
	boxCaps = []float64{13.1, 12.1, 11.1, 10.1, 9.1, 8.1, 7.1, 6.1, 5.1, 4.1}
	ratios  = []float64{0.56, 0.52, 0.60, 0.48, 0.64}
)

// plan finds the fewest pages, and on them the most comfortable arrangement.
func (e *Engine) plan(c *doc.Chart, w, h float64) (*arrangement, error) {
	k := e.content(c)
	natural := k.naturalBox()
	all := assign(k.g.links, k.sideCount)
	var found *arrangement
	for _, o := range []option{
		{onePage: true, ease: 1, columns: 16}, {onePage: true, ease: 0.85, columns: 16}, {onePage: true, ease: 0.7, columns: 14, merge: true},
		{ease: 1, columns: 14, merge: true}, {ease: 0.85, columns: 14, merge: true}, {ease: 0.7, columns: 12, merge: true}, {ease: 0.55, columns: 12, merge: true},
		{ease: 0.55, columns: 6.5, merge: true, squeeze: true},
	} {
		o.lanes = all
		if found != nil && o.squeeze {
			break // a last resort
		}
		a := k.best(e, o, w, h, natural)
		if a != nil && len(a.pages) == 1 {
			return a, nil
		}
		if a != nil && (found == nil || len(a.pages) < len(found.pages)) {
			found = a
		}
	}
	if found == nil {
		return nil, fmt.Errorf("流程图 %q 在 %.0f×%.0f 毫米里排不下", c.Title, w, h)
	}
	return found, nil
}

// naturalBox is the widest text of a box, em.
func (k *content) naturalBox() float64 {
	em := 4.0
	for i := range k.g.rows {
		if !k.g.rows[i].Decision {
			em = max(em, k.boxes[i].width)
		}
	}
	return em
}

func (k *content) sideCount(i int) int { return len(k.g.rows[i].right) }

// best returns the best arrangement by an option: fewest pages, then the
// widest boxes that cost little height; nil if nothing fits.
func (k *content) best(e *Engine, o option, w, h, natural float64) *arrangement {
	var best *arrangement
	score := math.Inf(1)
	for _, boxCap := range boxCaps {
		if boxCap > natural+1 {
			continue
		}
		for _, ratio := range ratios {
			for _, connect := range []bool{false, true} {
				o.boxCap, o.ratio, o.connect = boxCap, ratio, connect
				a := k.try(e, w, h, o)
				if a == nil {
					continue
				}
				total := 0.0
				for _, r := range a.rows {
					total += r
				}
				if sc := float64(float64(len(a.pages))*1000) + float64(total/h*15) + k.fit(boxCap).cost + a.cramped() + float64(math.Abs(ratio-0.56)*10); sc < score {
					best, score = a, sc
				}
				break
			}
		}
	}
	return best
}

// cramped judges columns too narrow for easy reading.
func (s *sizes) cramped() float64 {
	return float64(2.5 * max(0, 18-(s.colW[colProcedure]+s.colW[colStandard])/s.col))
}

// try arranges the chart with an option; nil if it does not fit, or if it
// takes more pages than one and the option left no room for connectors.
func (k *content) try(e *Engine, w, h float64, o option) *arrangement {
	s, ok := k.measure(w, o)
	if !ok {
		return nil
	}
	a := &arrangement{content: k, sizes: s, w: w, h: h}
	a.frame = k.frame(e.line, s, w, false)
	if n := len(k.g.rows); a.height(0, n) <= a.room(true) {
		a.pages = []page{{0, n}}
		return a
	}
	if o.onePage {
		return nil
	}
	a.pages = a.split()
	if len(a.pages) > 1 {
		a.frame = k.frame(e.line, s, w, true)
		a.pages = a.split()
		if !o.connect && a.crossing() {
			return nil
		}
	}
	if a.pages == nil {
		return nil
	}
	return a
}

// crossing reports whether lines other than the spine lead to another page.
func (a *arrangement) crossing() bool {
	for _, l := range a.g.links {
		if a.pageOf(l.from) != a.pageOf(l.to) {
			return true
		}
	}
	return false
}

func (a *arrangement) pageOf(row int) int {
	for i, p := range a.pages {
		if row >= p.lo && row < p.hi {
			return i
		}
	}
	return -1
}

// room is the height for rows on the given page.
func (a *arrangement) room(last bool) float64 {
	foot := a.footH
	if !last {
		foot = a.legendH
	}
	return a.h - a.topH - a.headH - foot
}

// height is what rows lo to hi-1 need on a page of their own.
func (a *arrangement) height(lo, hi int) float64 {
	h := 0.0
	for i := lo; i < hi; i++ {
		h += a.rowHeight(i, lo, hi)
		if i == lo || a.g.rows[i].Phase != a.g.rows[i-1].Phase {
			h += a.phaseGap
		}
	}
	return h
}

// rowHeight is the least height of row i on a page that holds lo to hi-1.
func (a *arrangement) rowHeight(i, lo, hi int) float64 {
	up, down := a.extent(i, lo, hi)
	return max(a.rows[i], up+down+a.margin(i, a.sizes))
}

// extent is how far the node of row i reaches above and below its centre on a
// page that holds lo to hi-1, with connectors of the spine.
func (a *arrangement) extent(i, lo, hi int) (up, down float64) {
	up, down = a.up[i], a.down[i]
	if i == lo && a.enters(i) {
		up += a.gap + 2*a.discR()
	}
	if a.g.rows[i].Decision && slices.ContainsFunc(a.g.links, func(l link) bool { return l.to == i && (l.from < lo || l.from >= hi) }) {
		up += a.discR() // a circle beside the line that joins the spine
	}
	if i == hi-1 && a.leaves(i) {
		down += a.gap + 2*a.discR()
		if a.g.rows[i].nextLabel != "" {
			down += float64(0.6 * a.box)
		}
	}
	return up, down
}

// enters reports whether the spine comes to row i from the row before.
func (a *arrangement) enters(i int) bool { return i > 0 && a.g.rows[i-1].next }

// leaves reports whether the spine goes on after row i.
func (a *arrangement) leaves(i int) bool { return a.g.rows[i].next && i+1 < len(a.g.rows) }

func (s *sizes) discR() float64 { return float64(0.82 * s.box) }

// split shares the rows among as few pages as can be, evenly filled, split
// rather between phases and not after a decision; nil if a row is higher than
// a page.
func (a *arrangement) split() []page {
	n := len(a.g.rows)
	type best struct {
		pages int
		cost  float64
		from  int
	}
	at := make([]best, n+1)
	for hi := 1; hi <= n; hi++ {
		at[hi] = best{pages: math.MaxInt32}
		room := a.room(hi == n)
		for lo := hi - 1; lo >= 0; lo-- {
			h := a.height(lo, hi)
			if h > room+1e-6 {
				break
			}
			if at[lo].pages == math.MaxInt32 {
				continue
			}
			cost := at[lo].cost + float64(3*math.Pow(1-h/room, 2)) + a.partCost(lo)
			if p := at[lo].pages + 1; p < at[hi].pages || p == at[hi].pages && cost < at[hi].cost {
				at[hi] = best{p, cost, lo}
			}
		}
	}
	if n == 0 || at[n].pages == math.MaxInt32 {
		return nil
	}
	pages := make([]page, at[n].pages)
	for hi, i := n, len(pages)-1; i >= 0; i-- {
		pages[i] = page{at[hi].from, hi}
		hi = at[hi].from
	}
	return pages
}

// partCost judges a page that begins with row lo.
func (a *arrangement) partCost(lo int) float64 {
	if lo == 0 {
		return 0
	}
	cost := 0.0
	if a.g.rows[lo].Phase == a.g.rows[lo-1].Phase {
		cost += 0.25
	}
	if a.g.rows[lo-1].Decision || a.g.rows[lo].Decision {
		cost += 0.08
	}
	for _, l := range a.g.links {
		if (l.from < lo) != (l.to < lo) {
			cost += 0.05
		}
	}
	return cost
}
