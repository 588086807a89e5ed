package line

// Gap is a character of a set line and the room before it.
type Gap struct {
	R    rune
	Room Unit
}

// Gaps returns the characters of a line with the room between their boxes.
func (t *Text) Gaps(l *Line) []Gap {
	var out []Gap
	w := writer{t: t}
	if l.to <= l.from {
		return nil
	}
	w.spread(l)
	first := &t.items[l.from]
	end := Micro(0)
	for k := l.from; k < l.to; k++ {
		it := &t.items[k]
		x := Micro(it.pos-first.pos)*micro + w.shift(first, it)
		out = append(out, Gap{it.r, Unit((x - end + micro/2) / micro)})
		end = x + Micro(it.box)*micro
	}
	return out
}
