package typeset

import (
	"math"
	"strings"
	"unicode"

	"dangce/generator/doc"
)

// Text is a paragraph made ready to be broken at several widths.
type Text struct {
	Width float64 // in one line, em

	runes []rune
	adv   []float64 // em
	brk   []bool    // a line may begin with rune i
	bad   []bool    // it would break a word
	known []uint8   // numbers of lines by width, in steps; 0 not yet known
}

// step is how finely widths are distinguished, em.
const step = 1.0 / 16

// Prepare measures s, without spaces around it, in the face of role.
func Prepare(m doc.Measurer, role doc.Role, s string) *Text {
	s = strings.Trim(s, " ")
	t := &Text{runes: []rune(s), bad: splits(s)}
	t.adv = make([]float64, len(t.runes))
	t.brk = make([]bool, len(t.runes)+1)
	for i, r := range t.runes {
		t.adv[i] = m.Advance(role, r)
		t.Width += t.adv[i]
		t.brk[i] = i > 0 && mayBreakChart(t.runes[i-1], r)
	}
	t.brk[len(t.runes)] = true
	return t
}

// mayBreakChart knows two habits of charts beside the rules: 是/否, 3—5天.
func mayBreakChart(a, b rune) bool {
	return mayBreak(a, b) && b != '/' && !(isDash(a) && unicode.IsDigit(b))
}

func isDash(r rune) bool { return r == '—' || r == '–' || r == '～' }

// reach returns the end of the longest line that begins at rune i and is no
// wider than w em. A word wider than the line is broken where it must be.
func (t *Text) reach(i int, w float64) int {
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

// Count returns the number of lines that the text takes at w em.
func (t *Text) Count(w float64) int {
	if t.Width <= w {
		return 1
	}
	at := max(int(w/step), 1)
	if at >= len(t.known) {
		t.known = append(t.known, make([]uint8, at+1-len(t.known))...)
	}
	if t.known[at] == 0 {
		n := 0
		for i := 0; i < len(t.runes) && n < 255; n++ {
			i = t.skip(t.reach(i, float64(float64(at)*step)))
		}
		t.known[at] = uint8(max(n, 1))
	}
	return int(t.known[at])
}

// floor is the next narrower of the widths distinguished.
func floor(w float64) float64 { return float64(math.Floor(w/step) * step) }

// skip passes the spaces at which a line was broken.
func (t *Text) skip(i int) int {
	for i < len(t.runes) && t.runes[i] == ' ' {
		i++
	}
	return i
}

// span returns the width of runes i to k in em, without spaces at the end.
func (t *Text) span(i, k int) float64 {
	for k > i && t.runes[k-1] == ' ' {
		k--
	}
	w := 0.0
	for _, a := range t.adv[i:k] {
		w += a
	}
	return w
}

// Lines breaks the text into as few lines as fit w em, chosen so that they
// are of even length and rather end at a punctuation mark; even asks for that
// of the last line, too.
func (t *Text) Lines(w float64, even bool) []string {
	n := t.Count(w)
	if n == 1 {
		return []string{string(t.runes)}
	}
	w = floor(w)
	return t.cut(t.ends(w, n, even))
}

// ends returns where n lines end.
func (t *Text) ends(w float64, n int, even bool) []int {
	if cuts := t.balance(w, n, even); cuts != nil {
		return cuts
	}
	var cuts []int
	for i := 0; i < len(t.runes); i = t.skip(cuts[len(cuts)-1]) {
		cuts = append(cuts, t.reach(i, w))
	}
	return cuts
}

// Breaks counts the words that are broken at w em.
func (t *Text) Breaks(w float64) int {
	n := 0
	if t.Count(w) > 1 {
		for _, k := range t.ends(floor(w), t.Count(w), true) {
			if k < len(t.bad) && t.bad[k] {
				n++
			}
		}
	}
	return n
}

func (t *Text) cut(ends []int) []string {
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
func (t *Text) balance(w float64, n int, even bool) []int {
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
func (t *Text) cost(i, k int, full float64, even bool) float64 {
	slack := float64((1 - full) * (1 - full))
	if k == len(t.runes) {
		if k-i < 2 {
			return 4
		}
		if even {
			return slack
		}
		return float64(slack * 0.2)
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
