package flow

import (
	"cmp"
	"slices"

	"dangce/generator/doc"
)

// nodeKind is the shape of a node.
type nodeKind uint8

const (
	stepNode nodeKind = iota
	decisionNode
	sideNode // dashed: an outcome
	endNode
	discNode // connector to another page
)

// node is a placed box.
type node struct {
	kind   nodeKind
	id     string
	row    int
	phase  int
	number int // in the box, or of the connector
	box    doc.Box
	lines  []textLine
}

// wire is a placed line from one node to another: points of horizontal and
// vertical runs.
type wire struct {
	from, to string
	pts      []doc.Point
	head     bool // ends in an arrow
	back     bool
}

// label is 是 or 否 beside its line.
type label struct {
	text string
	box  doc.Box
	row  int
	side exit // where at the diamond; below is the way down the spine
	wire int
}

// sheet is one page of a table chart, everything in its place.
type sheet struct {
	*arrangement
	page   int
	lo, hi int
	tops   []float64 // of the rows and, at last, the foot
	cy     []float64 // centres of the boxes and diamonds
	nodes  []node
	wires  []wire
	labels []label
	discs  map[string]int // numbers of connectors by target
	ports  map[port]float64
	lanes  *lanes
}

// port is a place on the side of a step where a line touches it.
type port struct {
	row, link int // link is the index of an exit, -1 for a bus from above, -2 from below, -3 for a connector
	left      bool
}

func (a *arrangement) sheet(n int, discs map[string]int, rank ranker) *sheet {
	s := &sheet{arrangement: a, page: n, lo: a.pages[n].lo, hi: a.pages[n].hi, discs: discs, ports: map[port]float64{}}
	var within []link
	for _, l := range a.g.links {
		if s.holds(l.from) && s.holds(l.to) {
			within = append(within, l)
		}
	}
	s.lanes = assign(within, a.sideCount)
	s.stack(rank)
	s.place()
	s.assignPorts()
	s.spineWires()
	s.busWires()
	s.connectors()
	return s
}

func (s *sheet) holds(row int) bool { return row >= s.lo && row < s.hi }

// stack sets the tops of the rows; what the page leaves is shared among them.
func (s *sheet) stack(rank ranker) {
	last := s.hi == len(s.g.rows)
	n := float64(s.hi - s.lo)
	total := s.height(s.lo, s.hi)
	extra := min((s.room(last)-total)/n, 0.5*total/n)
	bands := make([]band, 0, s.hi-s.lo)
	for i := s.lo; i < s.hi; i++ {
		up, down := s.extent(i, s.lo, s.hi)
		b := band{height: s.rowHeight(i, s.lo, s.hi) + extra, node: up + down, width: s.boxW, sides: len(s.g.rows[i].right), next: s.g.rows[i].next}
		if i == s.lo || s.g.rows[i].Phase != s.g.rows[i-1].Phase {
			b.gap = s.phaseGap
		}
		bands = append(bands, b)
	}
	y := s.topH + s.headH
	centres := rank(bands)
	for k, b := range bands {
		i := s.lo + k
		up, down := s.extent(i, s.lo, s.hi)
		s.tops = append(s.tops, y+centres[k]-b.height/2)
		s.cy = append(s.cy, y+centres[k]+(up-down)/2)
	}
	end := bands[len(bands)-1]
	s.tops = append(s.tops, s.tops[len(bands)-1]+end.height)
}

func (s *sheet) top(i int) float64    { return s.tops[i-s.lo] }
func (s *sheet) centre(i int) float64 { return s.cy[i-s.lo] }

// bottom is the foot of row i.
func (s *sheet) bottom(i int) float64 {
	if i+1 == s.hi {
		return s.tops[len(s.tops)-1]
	}
	b := s.top(i + 1)
	if s.g.rows[i].Phase != s.g.rows[i+1].Phase {
		b -= s.phaseGap
	}
	return b
}

// x of the spine and of what is beside it.
func (s *sheet) spineX() float64    { return s.phaseW + s.spine }
func (s *sheet) boxRight() float64  { return s.spineX() + s.boxW/2 }
func (s *sheet) boxLeft() float64   { return s.spineX() - s.boxW/2 }
func (s *sheet) sideLeft() float64  { return s.boxRight() + s.sideGap }
func (s *sheet) flowRight() float64 { return s.phaseW + s.flowW }
func (s *sheet) discX() float64     { return s.flowRight() - float64(0.4*s.box) - s.discR() }

func (s *sheet) laneX(b *bus) float64 {
	if b.left {
		return s.boxLeft() - float64(1.7*s.box) - float64((float64(b.lane)-0.5)*s.lane)
	}
	x := s.sideLeft()
	switch {
	case b.lane == 0 && s.anySide:
		return x + s.sideW/2
	case b.lane == 0:
		return x
	case s.anySide:
		x += s.sideW
	}
	return x + float64(float64(b.lane)*s.lane)
}

// place puts boxes, diamonds and outcomes.
func (s *sheet) place() {
	for i := s.lo; i < s.hi; i++ {
		r := &s.g.rows[i]
		n := node{id: r.ID, row: i, phase: r.Phase, number: r.Number}
		h := s.boxH
		if r.Decision {
			n.kind, h = decisionNode, s.diamondH
			room := inDiamond(s.boxes[i], s.boxW/s.box, s.diamondH/s.box)
			n.lines = s.boxes[i].lines(room, true)
		} else {
			n.lines = s.boxes[i].lines((s.boxW-s.tabW)/s.box-1.1, true)
		}
		n.box = doc.Box{X: s.boxLeft(), Y: s.centre(i) - h/2, W: s.boxW, H: h}
		s.nodes = append(s.nodes, n)
		for k, side := range r.right {
			s.addSide(i, side, s.sideLeft(), s.centre(i)-s.sideH/2+float64(float64(k)*(s.sideH+s.gap)))
		}
		y := s.centre(i) + h/2
		for _, side := range r.below {
			y += max(s.gap, 1.35*s.box)
			s.addSide(i, side, s.spineX()-s.sideW/2, y)
			y += s.outcomeH(s.sizes, side)
		}
	}
}

func (s *sheet) addSide(row int, o side, x, y float64) {
	n := node{kind: sideNode, id: o.id, row: row, phase: s.g.rows[row].Phase, box: doc.Box{X: x, Y: y, W: s.sideW, H: s.sideH}}
	n.lines = s.sides[o.text].lines(s.sideRoom(), true)
	if o.end {
		n.kind = endNode
		h := s.outcomeH(s.sizes, o)
		if x > s.boxRight() {
			y += (s.sideH - h) / 2 // in line with the diamond
		}
		n.box = doc.Box{X: x, Y: y, W: s.sideW, H: h}
	}
	s.nodes = append(s.nodes, n)
}

// leadsBack reports whether a line leads from the outcomes of a row, to the
// right or below, to an earlier one.
func (s *sheet) leadsBack(row int, at exit) bool {
	return slices.ContainsFunc(s.g.links, func(l link) bool { return l.from == row && l.exit == at && l.to <= row })
}

// node returns the placed box of a row: of the row itself, or its last
// outcome.
func (s *sheet) node(row int, at exit) *node {
	var found *node
	for i := range s.nodes {
		n := &s.nodes[i]
		if n.row != row || n.kind == discNode {
			continue
		}
		outcome := n.kind == sideNode || n.kind == endNode
		below := outcome && n.box.X < s.boxRight()
		switch {
		case at == fromSide && outcome && !below, at == fromBelow && below, at != fromSide && at != fromBelow && !outcome:
			found = n
		}
	}
	return found
}

// assignPorts spreads the lines that touch one side of a step over it, those
// with circles outermost.
func (s *sheet) assignPorts() {
	type want struct {
		port
		order int
	}
	sides := map[port][]want{}
	add := func(p port, order int) {
		if !s.g.rows[p.row].Decision {
			at := port{row: p.row, left: p.left}
			sides[at] = append(sides[at], want{p, order})
		}
	}
	for _, b := range s.lanes.buses {
		if b.down {
			add(port{b.to, -1, b.left}, 0)
		} else {
			add(port{b.to, -2, b.left}, 9)
		}
	}
	for k, l := range s.g.links {
		if s.holds(l.from) && (l.exit == fromRight || l.exit == fromLeft) {
			order := 6
			switch {
			case !s.holds(l.to):
				order = 10
			case l.to < l.from:
				order = 3
			}
			add(port{l.from, k, l.exit == fromLeft}, order)
		}
	}
	for i := s.lo; i < s.hi; i++ {
		if s.entered(i) {
			add(port{i, -3, false}, -1)
		}
	}
	for at, list := range sides {
		slices.SortStableFunc(list, func(a, b want) int { return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.link, b.link)) })
		step := 0.62 * s.boxH / float64(len(list))
		if len(list) == 2 && list[0].order < 0 && list[1].order > 9 {
			step = float64(2.1 * s.discR()) // two circles, one above the other
		}
		for k, w := range list {
			s.ports[w.port] = s.centre(at.row) + float64((float64(k)-float64(len(list)-1)/2)*step)
		}
	}
}

// entered reports whether a line from another page, other than the spine, leads
// to row i.
func (s *sheet) entered(i int) bool {
	if i == s.lo && s.enters(i) {
		return false
	}
	return slices.ContainsFunc(s.g.links, func(l link) bool { return l.to == i && !s.holds(l.from) })
}
