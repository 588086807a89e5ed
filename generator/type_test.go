package generator

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dangce/generator/doc"
)

// typeScale holds the sizes that texts in books have, pt.
var typeScale = []float64{22, 18, 14, 12, 10.5, 9}

// typed is a line of text as it is printed: runs that follow each other on a
// baseline.
type typed struct {
	s         string
	x1, x2, y float64
	size      float64
	track     float64
}

// typedLines returns the lines of the type area of a page, in the order in which they
// are set.
func typedLines(p *doc.Page) []typed {
	var out []typed
	for _, m := range p.Body {
		g, ok := m.(*doc.Glyphs)
		if !ok {
			continue
		}
		x1, x2, y := g.Left()+p.DX, g.Right()+p.DX, g.Y+p.DY
		if n := len(out); n > 0 {
			if a := &out[n-1]; a.y == y && a.size == g.Size && x1 > a.x1 && x1-a.x2 < 0.6*g.Size*doc.MMPerPt {
				a.s, a.x2 = a.s+g.S, x2
				continue
			}
		}
		out = append(out, typed{s: g.S, x1: x1, x2: x2, y: y, size: g.Size, track: g.Track})
	}
	return out
}

// follows reports whether b is the next line of the text that a is a line of.
func (a *typed) follows(b *typed) bool {
	d := (b.y - a.y) / (a.size * doc.MMPerPt)
	return a.size == b.size && d > 1.05 && d < 1.8 && b.x1 < a.x2 && a.x1 < b.x2
}

// forcedBreaks adds the pairs of lines between which templates break the titles
// of columns and cells.
func forcedBreaks(pairs map[string]bool, u *doc.Unit) {
	add := func(title string) {
		lines := strings.Split(title, "\n")
		for i := 1; i < len(lines); i++ {
			pairs[lines[i-1]+"\n"+lines[i]] = true
		}
	}
	for _, b := range u.Blocks {
		switch t := b.(type) {
		case *doc.Table:
			for i := range t.Cols {
				add(t.Cols[i].Title)
			}
		case *doc.Grid:
			for _, r := range t.Rows {
				for i := range r.Cells {
					add(r.Cells[i].Text)
				}
			}
		}
	}
}

// badEnds finds lines that begin or end with a mark that may not be there
// (禁则), and words of the dictionary that go on on the next line.
func badEnds(p *doc.Page, words, forced map[string]bool) []string {
	var out []string
	lines := typedLines(p)
	for i := range lines {
		l := &lines[i]
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(l.s, " 　"))
		last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(l.s, " 　"))
		if strings.ContainsRune(closers+"·", first) {
			out = append(out, fmt.Sprintf("a line begins with %q", l.s))
		}
		if strings.ContainsRune(openers, last) {
			out = append(out, fmt.Sprintf("a line ends with %q", l.s))
		}
		if i+1 < len(lines) && l.follows(&lines[i+1]) {
			if w := across(l.s, lines[i+1].s, words); w != "" && !forced[l.s+"\n"+lines[i+1].s] {
				out = append(out, fmt.Sprintf("%s is broken between %q and %q", w, l.s, lines[i+1].s))
			}
		}
	}
	return out
}

// across returns the word of a text, cut into words from its start, that goes
// on from one line to the next; "" for none.
func across(a, b string, words map[string]bool) string {
	const longest = 8
	text := []rune(a + b)
	end := utf8.RuneCountInString(a)
	for k := 0; k < end; {
		n := min(longest, len(text)-k)
		for n > 1 && !words[string(text[k:k+n])] {
			n--
		}
		if k += n; k > end && n > 1 {
			return string(text[k-n : k])
		}
	}
	return ""
}

// crowded finds texts that are closer than 1.6 mm to a rule of their cell.
// Writing lines, cells for digits, boxes to tick and lines for ruled charts
// are no such rules: they are gray, or small.
func crowded(p *doc.Page) []string {
	const least, slack = 1.6, 0.05
	var upright, level []doc.Line
	add := func(x1, y1, x2, y2 float64) {
		if x1 == x2 {
			upright = append(upright, doc.Line{X1: x1, X2: x2, Y1: min(y1, y2), Y2: max(y1, y2)})
		} else if y1 == y2 {
			level = append(level, doc.Line{X1: min(x1, x2), X2: max(x1, x2), Y1: y1, Y2: y2})
		}
	}
	for _, m := range p.Body {
		switch m := m.(type) {
		case *doc.Line:
			if m.Ink == doc.Black && m.Dash == 0 {
				add(m.X1+p.DX, m.Y1+p.DY, m.X2+p.DX, m.Y2+p.DY)
			}
		case *doc.Rect:
			if x, y := m.X+p.DX, m.Y+p.DY; m.Width > 0 && m.Ink == doc.Black && m.W > 8 && m.H > 6 {
				add(x, y, x, y+m.H)
				add(x+m.W, y, x+m.W, y+m.H)
				add(x, y, x+m.W, y)
				add(x, y+m.H, x+m.W, y+m.H)
			}
		}
	}
	var out []string
	lines := typedLines(p)
	for i := range lines {
		l := &lines[i]
		em := l.size * doc.MMPerPt
		top, foot := l.y-0.82*em, l.y+0.08*em
		for _, r := range upright {
			if r.Y1 < top && r.Y2 > foot && l.x2 > r.X1-least+slack && l.x1 < r.X1+least-slack {
				out = append(out, fmt.Sprintf("%q is %.2f mm from an upright rule", l.s, max(r.X1-l.x2, l.x1-r.X1)))
			}
		}
		if !slices.ContainsFunc(upright, func(r doc.Line) bool { return r.Y1 < top && r.Y2 > foot && r.X1 <= l.x1 }) {
			continue // above or below a table
		}
		for _, r := range level {
			if r.X1 < l.x2 && r.X2 > l.x1 && foot > r.Y1-least+slack && top < r.Y1+least-slack {
				out = append(out, fmt.Sprintf("%q is %.2f mm from a level rule", l.s, max(r.Y1-foot, top-r.Y1)))
			}
		}
	}
	return out
}

// unevenColumns finds columns of tables whose records are of two sizes.
func unevenColumns(u *doc.Unit, pages []doc.Page) []string {
	tables := 0
	for _, b := range u.Blocks {
		if _, ok := b.(*doc.Table); ok {
			tables++
		}
	}
	if tables != 1 {
		return nil // lines of one may say what records of another do
	}
	columns := make(map[string]int) // of texts that are in one column alone
	for n, b := range u.Blocks {
		t, ok := b.(*doc.Table)
		if !ok {
			continue
		}
		for _, r := range t.Rows {
			for c, v := range r.Values {
				if c >= len(t.Cols) || v.String() == "" {
					continue
				}
				key := n*1000 + c + 1
				if t.Cols[c].Under != "" {
					key = 0 // small, in the corner of another
				}
				s := strings.ReplaceAll(v.String(), string(doc.Joiner), "")
				if have, known := columns[s]; known && have != key {
					key = 0
				}
				columns[s] = key
			}
		}
	}
	sizes := make(map[int]map[float64]string)
	for i := range pages {
		for _, l := range typedLines(&pages[i]) {
			if c := columns[l.s]; c != 0 {
				if sizes[c] == nil {
					sizes[c] = make(map[float64]string)
				}
				sizes[c][l.size] = l.s
			}
		}
	}
	var out []string
	for _, s := range sizes {
		if len(s) > 1 {
			out = append(out, fmt.Sprintf("a column is set in %v", s))
		}
	}
	return out
}

// longAmount reports whether a run is an amount that would break in a larger
// size: of more than a hundred yuan a month, or a sum.
func longAmount(g *doc.Glyphs) bool {
	return g.Size < 9 && g.Size >= 6 && len(g.S) >= len("100.00") && strings.Trim(g.S, "0123456789.-") == ""
}

// offScale finds texts of sizes that are not of the scale.
func offScale(p *doc.Page, more ...float64) []string {
	var out []string
	onPage(p, func(m doc.Mark, _, _ float64) {
		if g, ok := m.(*doc.Glyphs); ok && !longAmount(g) && !slices.Contains(typeScale, g.Size) && !slices.Contains(more, g.Size) {
			out = append(out, fmt.Sprintf("%q is set in %g pt", g.S, g.Size))
		}
	})
	return out
}
