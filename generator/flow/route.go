package flow

import (
	"math"
	"slices"

	"dangce/generator/doc"
)

// touch is a place where a line may touch a node, and the way it leads off.
type touch struct {
	at     doc.Point
	dx, dy int
}

// used is a stretch of a line already drawn.
type used struct {
	a, b doc.Point
	to   string // lines to one node may join
}

// router finds lines of horizontal and vertical runs between nodes.
type router struct {
	boxes  []doc.Box
	area   doc.Box
	lane   float64 // least distance between lines, and of lines from boxes
	xs, ys []float64
	fixed  []float64 // cost of the stretch from each crossing to the right and down, without lines drawn; 0 unknown
	used   []used
	memory *search
}

// tracks is how many lanes run on each side of a box.
const tracks = 2

func newRouter(boxes []doc.Box, area doc.Box, lane float64, memory *search) *router {
	r := &router{boxes: boxes, area: area, lane: lane, memory: memory}
	for _, b := range boxes {
		r.xs = append(r.xs, b.X+b.W/2)
		r.ys = append(r.ys, b.Y+b.H/2)
		for k := 1.0; k <= tracks; k++ {
			r.xs = append(r.xs, b.X-float64(k*lane), b.X+b.W+float64(k*lane))
			r.ys = append(r.ys, b.Y-float64(k*lane), b.Y+b.H+float64(k*lane))
		}
	}
	r.xs = tidy(r.xs, area.X, area.X+area.W)
	r.ys = tidy(r.ys, area.Y, area.Y+area.H)
	r.fixed = make([]float64, 2*len(r.xs)*len(r.ys))
	return r
}

// tidy sorts places, drops those outside and those that are the same.
func tidy(v []float64, least, most float64) []float64 {
	slices.Sort(v)
	out := v[:0]
	for _, x := range v {
		if x >= least && x <= most && (len(out) == 0 || x-out[len(out)-1] > 0.01) {
			out = append(out, x)
		}
	}
	return out
}

// spot is a crossing of the grid, reached in a direction.
type spot struct{ x, y, dir int }

var ways = [4][2]int{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}

type candidate struct {
	spot
	cost  float64 // so far
	total float64 // with the least way to the end
}

// queue gives the candidate with the least total first. container/heap would
// allocate for each.
type queue []candidate

func (q *queue) push(c candidate) {
	h := append(*q, c)
	i := len(h) - 1
	for up := (i - 1) / 2; i > 0 && h[i].total < h[up].total; up = (i - 1) / 2 {
		h[i], h[up] = h[up], h[i]
		i = up
	}
	*q = h
}

func (q *queue) pop() candidate {
	h := *q
	first := h[0]
	n := len(h) - 1
	h[0] = h[n]
	h = h[:n]
	for i := 0; ; {
		least := i
		for k := 2*i + 1; k <= 2*i+2 && k < n; k++ {
			if h[k].total < h[least].total {
				least = k
			}
		}
		if least == i {
			break
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
	*q = h
	return first
}

// What a line costs beside its length, mm.
const (
	bendCost  = 9
	crossCost = 90
	joinCost  = 1000 // running along a line that leads elsewhere
)

// find returns the best line from one of the touches to another, nil if there
// is none.
func (r *router) find(from, to []touch, target string) []doc.Point {
	t := r.fresh(to)
	q := &queue{}
	for i, f := range from {
		s := r.off(f)
		p := r.point(s)
		if r.blocked(f.at, p) {
			continue
		}
		if cost := r.stretch(f.at, p, target); cost < t.dist[r.id(s)] {
			t.dist[r.id(s)], t.prev[r.id(s)] = cost, int32(-1-i)
			q.push(candidate{s, cost, cost + r.ahead(s, t)})
		}
	}
	goals := map[spot]int{}
	for i, g := range to {
		s := r.off(g)
		s.dir = direction(-g.dx, -g.dy)
		goals[s] = i
	}
	for len(*q) > 0 {
		c := q.pop()
		if c.cost > t.dist[r.id(c.spot)]+1e-9 {
			continue
		}
		if g, ok := goals[c.spot]; ok {
			return r.trace(c.spot, t, from, to[g])
		}
		r.spread(c, t, q, target)
	}
	return nil
}

// search is what a search has found: costs of spots, and the spots before them
// (below zero: -1 minus the touch where the line begins).
type search struct {
	dist []float64
	prev []int32
	to   []touch
}

// fresh begins a search, with the memory of the one before.
func (r *router) fresh(to []touch) search {
	n := len(r.xs) * len(r.ys) * 4
	m := r.memory
	m.dist, m.prev = slices.Grow(m.dist[:0], n)[:n], slices.Grow(m.prev[:0], n)[:n]
	for i := range m.dist {
		m.dist[i] = math.Inf(1)
	}
	m.to = to
	return *m
}

// ahead is the least that a line from s has to go yet.
func (r *router) ahead(s spot, t search) float64 {
	p := r.point(s)
	least := math.Inf(1)
	for i := range t.to {
		// The end is reached a lane before the node.
		q := t.to[i].at
		least = min(least, math.Abs(p.X-q.X)+math.Abs(p.Y-q.Y))
	}
	return max(0, least-2*r.lane)
}

func (r *router) id(s spot) int { return (s.y*len(r.xs)+s.x)*4 + s.dir }

func (r *router) spot(id int) spot {
	return spot{id / 4 % len(r.xs), id / 4 / len(r.xs), id % 4}
}

// spread reaches from c to the spots next to it.
func (r *router) spread(c candidate, t search, q *queue, target string) {
	for dir, w := range ways {
		n := spot{c.x + w[0], c.y + w[1], dir}
		if (dir+2)%4 == c.dir || n.x < 0 || n.y < 0 || n.x >= len(r.xs) || n.y >= len(r.ys) {
			continue
		}
		cost := c.cost + r.step(c.spot, n)
		if dir != c.dir {
			cost += bendCost
		}
		id := r.id(n)
		if cost >= t.dist[id]-1e-9 {
			continue
		}
		if cost += r.beside(r.point(c.spot), r.point(n), target); cost < t.dist[id]-1e-9 {
			t.dist[id], t.prev[id] = cost, int32(r.id(c.spot))
			q.push(candidate{n, cost, cost + r.ahead(n, t)})
		}
	}
}

// trace returns the points of the line that ends at s and goes on to a touch.
func (r *router) trace(s spot, t search, from []touch, to touch) []doc.Point {
	pts := []doc.Point{to.at}
	for id := int32(r.id(s)); ; {
		pts = append(pts, r.point(r.spot(int(id))))
		if id = t.prev[id]; id < 0 {
			pts = append(pts, from[-1-id].at)
			slices.Reverse(pts)
			return straighten(pts)
		}
	}
}

// off is the crossing of the grid to which a line leaves its node.
func (r *router) off(t touch) spot {
	s := spot{dir: direction(t.dx, t.dy)}
	s.x, s.y = index(r.xs, t.at.X), index(r.ys, t.at.Y)
	if t.dx != 0 {
		s.x = index(r.xs, t.at.X+float64(float64(t.dx)*r.lane))
	} else {
		s.y = index(r.ys, t.at.Y+float64(float64(t.dy)*r.lane))
	}
	return s
}

// straighten drops points in the middle of runs.
func straighten(pts []doc.Point) []doc.Point {
	out := pts[:0:0]
	for _, p := range pts {
		n := len(out)
		if n > 0 && distance(out[n-1], p) < 1e-6 {
			continue
		}
		if n > 1 && (same(out[n-2].X, out[n-1].X) && same(out[n-1].X, p.X) || same(out[n-2].Y, out[n-1].Y) && same(out[n-1].Y, p.Y)) {
			out[n-1] = p
			continue
		}
		out = append(out, p)
	}
	return out
}

func same(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

func (r *router) point(s spot) doc.Point { return doc.Point{X: r.xs[s.x], Y: r.ys[s.y]} }

// index returns the place in v that is nearest to x.
func index(v []float64, x float64) int {
	best := 0
	for i := range v {
		if math.Abs(v[i]-x) < math.Abs(v[best]-x) {
			best = i
		}
	}
	return best
}

func direction(dx, dy int) int {
	for i, w := range ways {
		if w[0] == dx && w[1] == dy {
			return i
		}
	}
	return 0
}

// blocked reports whether the stretch from a to b runs through a box.
func (r *router) blocked(a, b doc.Point) bool {
	x1, x2 := min(a.X, b.X), max(a.X, b.X)
	y1, y2 := min(a.Y, b.Y), max(a.Y, b.Y)
	for _, o := range r.boxes {
		if x1 < o.X+o.W-0.05 && x2 > o.X+0.05 && y1 < o.Y+o.H-0.05 && y2 > o.Y+0.05 {
			return true
		}
	}
	return false
}

// step is what a run between crossings next to each other costs, lines drawn
// left out; infinite through a box.
func (r *router) step(s, n spot) float64 {
	id := 2 * (min(s.y, n.y)*len(r.xs) + min(s.x, n.x))
	if s.x == n.x {
		id++
	}
	if r.fixed[id] == 0 {
		a, b := r.point(s), r.point(n)
		if r.fixed[id] = math.Inf(1); !r.blocked(a, b) {
			r.fixed[id] = r.length(a, b)
		}
	}
	return r.fixed[id]
}

// stretch is what a run from a to b costs: its length, lines crossed, lines
// come too close to.
func (r *router) stretch(a, b doc.Point, target string) float64 {
	return r.length(a, b) + r.beside(a, b, target)
}

// length is the length of a run, more where it comes close to boxes.
func (r *router) length(a, b doc.Point) float64 {
	d := distance(a, b)
	cost := d
	for _, o := range r.boxes {
		if near(a, b, o, r.lane*0.95) {
			cost += float64(d * 2)
		}
	}
	return cost
}

// beside is what lines drawn before add to the cost of a run.
func (r *router) beside(a, b doc.Point, target string) float64 {
	cost := 0.0
	for i := range r.used {
		u := &r.used[i]
		if u.to == target || max(a.X, b.X) < min(u.a.X, u.b.X)-r.lane || min(a.X, b.X) > max(u.a.X, u.b.X)+r.lane ||
			max(a.Y, b.Y) < min(u.a.Y, u.b.Y)-r.lane || min(a.Y, b.Y) > max(u.a.Y, u.b.Y)+r.lane {
			continue
		}
		switch {
		case beside(a, b, u.a, u.b, r.lane*0.9):
			cost += joinCost
		case crosses(a, b, u.a, u.b):
			cost += crossCost
		}
	}
	return cost
}

func near(a, b doc.Point, o doc.Box, gap float64) bool {
	return min(a.X, b.X) < o.X+o.W+gap && max(a.X, b.X) > o.X-gap && min(a.Y, b.Y) < o.Y+o.H+gap && max(a.Y, b.Y) > o.Y-gap
}

// beside reports whether two runs lie along each other, closer than gap.
func beside(a, b, c, d doc.Point, gap float64) bool {
	switch {
	case same(a.X, b.X) && same(c.X, d.X):
		return math.Abs(a.X-c.X) < gap && min(max(a.Y, b.Y), max(c.Y, d.Y))-max(min(a.Y, b.Y), min(c.Y, d.Y)) > 0.01
	case same(a.Y, b.Y) && same(c.Y, d.Y):
		return math.Abs(a.Y-c.Y) < gap && min(max(a.X, b.X), max(c.X, d.X))-max(min(a.X, b.X), min(c.X, d.X)) > 0.01
	}
	return false
}

func crosses(a, b, c, d doc.Point) bool {
	return min(a.X, b.X) <= max(c.X, d.X) && min(c.X, d.X) <= max(a.X, b.X) &&
		min(a.Y, b.Y) <= max(c.Y, d.Y) && min(c.Y, d.Y) <= max(a.Y, b.Y)
}

// take marks a line as drawn.
func (r *router) take(pts []doc.Point, to string) {
	for i := 1; i < len(pts); i++ {
		r.used = append(r.used, used{pts[i-1], pts[i], to})
	}
}
