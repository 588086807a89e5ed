package line

// step is a line on its way.
type step struct {
	to, next int32 // its end, without spaces, and where the next one begins
	torn     bool
	last     bool
}

// near is how many characters a line may be shorter to end at a better place.
const near = 4

// reach returns the longest line from i that fits m.
func (t *Text) reach(i, end int32, m Unit, hang bool) step {
	var cuts [never + 1]int32
	first := &t.items[i]
	for k := i; k < end; k++ {
		it := &t.items[k]
		if k > i {
			cuts[it.level] = k
		}
		if w := it.pos + it.box - first.pos; w > m && k > i && !isSpace(it.glyph.class) &&
			w-(it.punct-first.punct)-(it.loose-first.loose)-hanging(it, hang) > m {
			return t.cut(i, k, &cuts)
		}
	}
	return step{to: t.trim(i, end), next: end, last: true}
}

// hanging is the part of an item that may stand outside its line.
func hanging(it *item, hang bool) Unit {
	if hang && it.box == half && hangs(it.r) {
		return it.box
	}
	return 0
}

func hangs(r rune) bool { return r == '，' || r == '。' || r == '、' }

// cut chooses where a line from i ends of which item k no longer fits.
func (t *Text) cut(i, k int32, cuts *[never + 1]int32) step {
	at := cuts[free]
	if p := cuts[poor]; p > at && (at == 0 || p-at > near) {
		at = p
	}
	torn := at == 0
	if torn {
		at = cuts[word]
	}
	if at == 0 {
		at = t.tear(i, k)
	}
	return step{to: t.trim(i, at), next: at, torn: torn}
}

// tear returns where to end a line from i before item k though it must not
// end anywhere: between a number and its unit rather than within digits, and
// within letters rather than before a stop.
func (t *Text) tear(i, k int32) int32 {
	for at := k; at > i; at-- {
		if breaks(t.items[at-1].glyph.class, t.items[at].glyph.class) == free {
			return at
		}
	}
	for at := k; at > i; at-- {
		if !t.bound(at) {
			return at
		}
	}
	for k > i+1 && t.items[k].glyph.class == mark {
		k--
	}
	return k
}

// bound reports whether item k may not begin a line, or the one before it not
// end one, whatever they are parts of.
func (t *Text) bound(k int32) bool {
	return bound(t.items[k-1].glyph.class, t.items[k].glyph.class)
}

func bound(a, b class) bool {
	return breaks(a, wide) == never || breaks(wide, b) == never
}

// greedy breaks a paragraph line by line.
func (t *Text) greedy(dst []Line, from, to int32, s *Setting) []Line {
	last := from // where the line before begins
	for i, n := from, 0; ; n++ {
		st := t.reach(i, to, s.measure(n), s.Hang)
		dst = append(dst, Line{from: i, to: st.to, Torn: st.torn})
		if st.last {
			if n > 0 && t.lonely(i, st.to) {
				if at := t.earlier(last, i, to, s.measure(n-1), s.measure(n)); at > 0 {
					dst[len(dst)-2].to = t.trim(last, at)
					dst[len(dst)-1].from = at
				}
			}
			return dst
		}
		last, i = i, st.next
	}
}

// lonely reports whether a line is one character, not counting the marks
// behind it.
func (t *Text) lonely(i, k int32) bool {
	n := 0
	for ; i < k && n < 2; i++ {
		switch t.items[i].glyph.class {
		case closing, comma, stop, mark, opening, dot:
		default:
			n++
		}
	}
	return n < 2
}

// earlier returns a place to end the line from i to k at, so that the line
// behind it, which goes on to end, is not one character; 0 where there is
// none in the second half of the line.
func (t *Text) earlier(i, k, end int32, before, m Unit) int32 {
	for at := k - 1; at > i; at-- {
		if t.items[at].level > poor {
			continue
		}
		to := t.trim(at, end)
		if t.span(i, t.trim(i, at)) < before/2 || t.span(at, to) > m {
			return 0
		}
		if !t.lonely(at, to) {
			return at
		}
	}
	return 0
}

// count returns the number of lines of a paragraph.
func (t *Text) count(from, to int32, s *Setting) (n int, torn bool) {
	if from == to || t.span(from, t.trim(from, to)) <= s.measure(0) {
		return 1, false
	}
	for i := from; ; {
		st := t.reach(i, to, s.measure(n), s.Hang)
		n++
		torn = torn || st.torn
		if st.last {
			return n, torn
		}
		i = st.next
	}
}

// balanced breaks a paragraph into as few lines as fit, in the narrowest
// measure that takes no more.
func (t *Text) balanced(dst []Line, from, to int32, s *Setting) []Line {
	lines, torn := t.count(from, to, s)
	in := *s
	less := Unit(0) // by which the measure can be narrower
	for step := s.Width / 2; step > 0; step /= 2 {
		in.Width = s.Width - less - step
		if n, bad := t.count(from, to, &in); n == lines && (torn || !bad) {
			less += step
		}
	}
	in.Width = s.Width - less
	return t.greedy(dst, from, to, &in)
}
