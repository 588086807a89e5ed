package flow

import (
	"math"
	"strings"
	"unicode"

	"dangce/generator/doc"
)

// ascent is the height of a Chinese character above the baseline, in em: it
// centres hanzi by eye.
const ascent = 0.88

// Characters that may not begin or end a line (禁则).
const (
	noStart = "，。、；：？！）》〉」』】〕］｝”’…—～％‰℃·・/.,;:?!)]}%"
	noEnd   = "（《〈「『【〔［｛“‘([{￥$"
)

// text is a string made ready for breaking: widths in em, and where a line
// may end.
type text struct {
	runes []rune
	adv   []float64
	brk   []bool // a line may begin with rune i
	bad   []bool // it would break a word
	width float64
	known []uint8 // numbers of lines by width, in steps; 0 not yet known
}

// step is how finely widths are told apart, em.
const step = 1.0 / 16

// prepare measures s, without spaces around it, in the face of role.
func prepare(m doc.Measurer, role doc.Role, s string) *text {
	s = strings.Trim(s, " ")
	t := &text{runes: []rune(s), bad: splits(s)}
	t.adv = make([]float64, len(t.runes))
	t.brk = make([]bool, len(t.runes)+1)
	for i, r := range t.runes {
		t.adv[i] = m.Advance(role, r)
		t.width += t.adv[i]
		t.brk[i] = i > 0 && mayBreak(t.runes[i-1], r)
	}
	t.brk[len(t.runes)] = true
	return t
}

func inWord(r rune) bool {
	return r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_.@/&+-'#=", r))
}

func mayBreak(a, b rune) bool {
	switch {
	case strings.ContainsRune(noStart, b), strings.ContainsRune(noEnd, a), b == ' ':
		return false
	case inWord(a) && inWord(b), strings.ContainsRune("—–～", a) && unicode.IsDigit(b): // 3—5天
		return false
	}
	return true
}

// reach returns the end of the longest line that begins at rune i and is no
// wider than w em. A word wider than the line is broken where it must be.
func (t *text) reach(i int, w float64) int {
	x, cut := 0.0, -1
	for k := i; k < len(t.runes); k++ {
		if k > i && t.brk[k] {
			cut = k
		}
		x += t.adv[k]
		if x > w+1e-6 && k > i && t.runes[k] != ' ' {
			if cut > i {
				return cut
			}
			return k
		}
	}
	return len(t.runes)
}

// count returns the number of lines that the text takes at w em.
func (t *text) count(w float64) int {
	if t.width <= w {
		return 1
	}
	at := max(int(w/step), 1)
	if at >= len(t.known) {
		t.known = append(t.known, make([]uint8, at+1-len(t.known))...)
	}
	if t.known[at] == 0 {
		n := 0
		for i := 0; i < len(t.runes) && n < 255; n++ {
			i = t.skip(t.reach(i, float64(at)*step))
		}
		t.known[at] = uint8(max(n, 1))
	}
	return int(t.known[at])
}

// skip passes the spaces at which a line was broken.
func (t *text) skip(i int) int {
	for i < len(t.runes) && t.runes[i] == ' ' {
		i++
	}
	return i
}

// span returns the width of runes i to k in em, without spaces at the end.
func (t *text) span(i, k int) float64 {
	for k > i && t.runes[k-1] == ' ' {
		k--
	}
	w := 0.0
	for _, a := range t.adv[i:k] {
		w += a
	}
	return w
}

// lines breaks the text into as few lines as fit w em, chosen so that they
// are of even length and rather end at a punctuation mark; even asks for that
// of the last line, too.
func (t *text) lines(w float64, even bool) []string {
	n := t.count(w)
	if n == 1 {
		return []string{string(t.runes)}
	}
	w = math.Floor(w/step) * step
	return t.cut(t.ends(w, n, even))
}

// ends returns where n lines end.
func (t *text) ends(w float64, n int, even bool) []int {
	if cuts := t.balance(w, n, even); cuts != nil {
		return cuts
	}
	var cuts []int
	for i := 0; i < len(t.runes); i = t.skip(cuts[len(cuts)-1]) {
		cuts = append(cuts, t.reach(i, w))
	}
	return cuts
}

// breaks counts the words that are broken at w em.
func (t *text) breaks(w float64) int {
	n := 0
	if t.count(w) > 1 {
		for _, k := range t.ends(math.Floor(w/step)*step, t.count(w), true) {
			if k < len(t.bad) && t.bad[k] {
				n++
			}
		}
	}
	return n
}

func (t *text) cut(ends []int) []string {
	out := make([]string, 0, len(ends))
	i := 0
	for _, k := range ends {
		out = append(out, strings.TrimRight(string(t.runes[i:k]), " "))
		i = t.skip(k)
	}
	return out
}

// balance returns the ends of n lines with the least cost, nil if a word must
// be broken.
func (t *text) balance(w float64, n int, even bool) []int {
	size := len(t.runes) + 1
	best := make([]float64, (n+1)*size)
	from := make([]int, (n+1)*size)
	for i := range best {
		best[i] = math.Inf(1)
	}
	best[0] = 0
	for line := range n {
		for i := range size - 1 {
			base := best[line*size+i]
			if math.IsInf(base, 1) {
				continue
			}
			start := i
			if line > 0 {
				start = t.skip(i)
			}
			for k := start + 1; k < size; k++ {
				width := t.span(start, k)
				if width > w+1e-6 {
					break
				}
				if !t.brk[k] || (k == size-1) != (line == n-1) {
					continue
				}
				at := (line+1)*size + k
				if cost := base + t.cost(start, k, width/w, even); cost < best[at] {
					best[at], from[at] = cost, i
				}
			}
		}
	}
	if math.IsInf(best[n*size+size-1], 1) {
		return nil
	}
	ends := make([]int, n)
	for line, k := n, size-1; line > 0; line-- {
		ends[line-1] = k
		k = from[line*size+k]
	}
	return ends
}

// cost judges a line that fills the given part of its width.
func (t *text) cost(i, k int, full float64, even bool) float64 {
	slack := (1 - full) * (1 - full)
	if k == len(t.runes) {
		if k-i < 2 {
			return 4
		}
		if even {
			return slack
		}
		return slack * 0.2
	}
	switch {
	case t.bad[k] && even:
		return slack + 0.25
	case t.bad[k]:
		return slack + 0.12
	case t.runes[k-1] == ' ' || k < len(t.runes) && t.runes[k] == ' ':
		return slack - 0.3
	case strings.ContainsRune("，；。：、", t.runes[k-1]):
		return slack - 0.03
	}
	return slack
}
