package line

import "sync"

// A paragraph is broken as a whole: of all ways to break it, the one whose
// lines together need the least squeezing and spreading (after Knuth and
// Plass, Breaking Paragraphs into Lines, 1981).

// node is a place where a line may begin, with the best way to get there.
type node struct {
	at   int32 // item
	prev int32 // node
	line int32 // number of the line that begins here
	torn bool  // the line before it ends within a word
	cost int64
}

type scratch struct {
	nodes  []node
	active []int32
	best   []node // of the place at hand, by line
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// try is how much is allowed to break a paragraph at all.
type try struct {
	level level
	most  Unit // added to a gap; 0 whatever is needed
}

// tries go from good lines to any at all.
var tries = [...]try{{poor, addGood}, {poor, addMost}, {poor, 0}, {word, 0}, {never, 0}}

// Costs, in demerits. Those of breaks that should not be are higher than
// those of any loose line.
const (
	runtCost  = 1e9 // a last line of one character
	shortCost = 1e4 // one of three or fewer
	lineCost  = 25  // of each line: rather squeezed than one more
	poorCost  = 1e4
	wordCost  = 1e10
	neverCost = 1e12
	boundCost = 1e14 // before a stop, behind an opening bracket
	badMost   = 50_000
)

func (t *Text) total(dst []Line, from, to int32, s *Setting) []Line {
	sc := scratches.Get().(*scratch)
	defer scratches.Put(sc)
	for i, tr := range tries {
		if i == 0 && s.Loose != 0 {
			continue
		}
		end := t.search(sc, from, to, s, tr)
		if end < 0 {
			continue
		}
		if sc.nodes[end].cost >= runtCost && i < 2 {
			continue // looser lines may avoid it
		}
		return t.chain(dst, sc, end)
	}
	return t.greedy(dst, from, to, s)
}

// search returns the node at the end of the paragraph, -1 if tr allows none.
func (t *Text) search(sc *scratch, from, to int32, s *Setting, tr try) int32 {
	sc.nodes = append(sc.nodes[:0], node{at: from, prev: -1})
	sc.active = append(sc.active[:0], 0)
	byLine := len(s.Widths) > 0 || s.Loose != 0
	for k := from + 1; k <= to; k++ {
		if k < to && (t.items[k].level > tr.level || t.items[k].glyph.class == mark) {
			continue
		}
		end := t.trim(from, k)
		if end == from {
			continue
		}
		sc.best = sc.best[:0]
		c := candidate{t: t, s: s, tr: tr, k: k, to: end, final: k == to, last: &t.items[end-1], extra: t.extra(k, k == to)}
		c.hang = hanging(c.last, s.Hang)
		kept := sc.active[:0]
		for i, a := range sc.active {
			n := &sc.nodes[a]
			cost, fits := c.judge(n)
			if cost < 0 && fits && !byLine { // too short, like all lines that begin later
				kept = append(kept, sc.active[i:]...)
				break
			}
			if fits {
				kept = append(kept, a)
			}
			if cost >= 0 {
				sc.offer(node{at: k, prev: a, line: n.line + 1, cost: n.cost + cost, torn: !c.final && t.items[k].level >= word}, byLine)
			}
		}
		sc.active = kept
		if c.final {
			return sc.choose(s.Loose)
		}
		for _, n := range sc.best {
			sc.nodes = append(sc.nodes, n)
			sc.active = append(sc.active, int32(len(sc.nodes)-1))
		}
		if len(sc.active) == 0 {
			return -1
		}
	}
	return -1
}

// offer keeps n if it is the best way to its place, or with byLine to its
// place on its line.
func (sc *scratch) offer(n node, byLine bool) {
	for i := range sc.best {
		if b := &sc.best[i]; !byLine || b.line == n.line {
			if n.cost < b.cost {
				*b = n
			}
			return
		}
	}
	sc.best = append(sc.best, n)
}

// choose returns the best end, or the one with so many lines more or fewer.
func (sc *scratch) choose(loose int) int32 {
	if len(sc.best) == 0 {
		return -1
	}
	best := sc.best[0]
	for _, n := range sc.best {
		if n.cost < best.cost {
			best = n
		}
	}
	for _, n := range sc.best {
		if loose != 0 && n.line == best.line+int32(loose) && n.cost < runtCost {
			best = n
			break
		}
	}
	sc.nodes = append(sc.nodes, best)
	return int32(len(sc.nodes) - 1)
}

// candidate is a place where a line may end.
type candidate struct {
	t     *Text
	s     *Setting
	tr    try
	k, to int32 // where the next line begins, and this one ends without spaces
	last  *item
	final bool  // of the paragraph
	hang  Unit  // of the last item, what may stand outside
	extra int64 // cost of a break there
}

// judge returns the cost of the line from n, -1 if it cannot be, and whether
// a longer one may fit.
func (c *candidate) judge(n *node) (cost int64, fits bool) {
	if c.to <= n.at {
		return -1, true
	}
	first, last := &c.t.items[n.at], c.last
	over := last.pos + last.box - first.pos - c.s.measure(int(n.line))
	var bad int64
	switch {
	case over > 0:
		over = max(over-c.hang, 0)
		room := last.punct - first.punct + last.loose - first.loose
		if over > room {
			return -1, false
		}
		bad = badness(over, room)
	case !c.final:
		weight := last.weight - first.weight
		if c.tr.most > 0 && -over > weight*c.tr.most {
			return -1, true
		}
		bad = badness(-over, weight*addGood)
	}
	cost = (lineCost+bad)*(lineCost+bad) + c.extra
	if c.final && n.line > 0 {
		cost += c.t.ending(n.at, c.to)
	}
	return cost, true
}

// extra is the cost of a break before item k.
func (t *Text) extra(k int32, final bool) int64 {
	if final {
		return 0
	}
	switch t.items[k].level {
	case poor:
		return poorCost
	case word:
		return wordCost
	case never:
		if t.bound(k) {
			return boundCost
		}
		return neverCost
	}
	return 0
}

// ending is the cost of a last line by its length.
func (t *Text) ending(from, to int32) int64 {
	switch {
	case t.lonely(from, to):
		return runtCost
	case t.span(from, to) <= 3*Em+half:
		return shortCost
	}
	return 0
}

// badness is a hundred where all of room is used, and grows with the third
// power of that; beyond twice the room evenly.
func badness(used, room Unit) int64 {
	if used <= 0 {
		return 0
	}
	room = max(room, addGood)
	r := int64(used) * 1000 / int64(room)
	if r > 2000 {
		return min(800+(r-2000)/2, badMost)
	}
	return r * r * r / 10_000_000
}

// chain appends the lines that lead to a node.
func (t *Text) chain(dst []Line, sc *scratch, end int32) []Line {
	start := len(dst)
	for range sc.nodes[end].line {
		dst = append(dst, Line{})
	}
	for i := len(dst) - 1; i >= start; i-- {
		n := &sc.nodes[end]
		from := sc.nodes[n.prev].at
		dst[i] = Line{from: from, to: t.trim(from, n.at), Torn: n.torn}
		end = n.prev
	}
	return dst
}
