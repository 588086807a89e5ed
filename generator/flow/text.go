package flow

import (
	"math"
	"slices"
	"strings"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// text is a text of a chart. The search for sizes asks for the same widths
// over and over; what was found is kept.
type text struct {
	*line.Text
	width float64 // in one line, em
	known []counted
	parts []*text // what spaces divide, where lines break first
}

// counted is how a text is broken at a width.
type counted struct {
	lines uint16 // 0 not known yet
	torn  bool   // within a word
}

// textLine is a line of a text.
type textLine struct {
	t *line.Text
	l line.Line
}

func (l *textLine) String() string { return l.t.String(&l.l) }

// width is the width of a line, em.
func (l *textLine) width() float64 { return ems(l.l.W) }

func ems(u line.Unit) float64 { return float64(u) / float64(line.Em) }

// step is how finely widths are distinguished, em.
const step = 1.0 / 16

func prepare(e *line.Engine, role doc.Role, s string) *text {
	t := e.Prepare(strings.Trim(s, " "), line.Style{Role: role})
	return &text{Text: t, width: ems(t.Width())}
}

// prepareParts prepares the text of a box, in which a space is where a line
// ends if it has to.
func prepareParts(e *line.Engine, s string) *text {
	t := prepare(e, doc.Heading, s)
	if parts := strings.Fields(s); len(parts) > 1 {
		for _, part := range parts {
			t.parts = append(t.parts, prepare(e, doc.Heading, part))
		}
	}
	return t
}

// inParts reports whether each part of t has its own line at w em.
func (t *text) inParts(w float64) bool {
	return t.parts != nil && t.width > w && !slices.ContainsFunc(t.parts, func(p *text) bool { return p.width > w })
}

// setting is the room of w em, rounded down to a step.
func setting(w float64) line.Setting {
	return line.Setting{Width: line.Unit(math.Floor(w/step) * (step * float64(line.Em)))}
}

func (t *text) ask(w float64) counted {
	if t.width <= w {
		return counted{lines: 1}
	}
	if t.inParts(w) {
		return counted{lines: uint16(len(t.parts))}
	}
	at := max(int(w/step), 1)
	if at >= len(t.known) {
		t.known = append(t.known, make([]counted, at+1-len(t.known))...)
	}
	if t.known[at].lines == 0 {
		s := setting(w)
		n, torn := t.Text.Count(&s)
		t.known[at] = counted{uint16(min(n, math.MaxUint16)), torn}
	}
	return t.known[at]
}

// count returns the number of lines that the text takes at w em.
func (t *text) count(w float64) int { return int(t.ask(w).lines) }

// torn is 1 if a word is broken at w em, and 0 if none is.
func (t *text) torn(w float64) int {
	if t.ask(w).torn {
		return 1
	}
	return 0
}

// lines breaks the text into as few lines as fit w em; even asks for lines of
// one length.
func (t *text) lines(w float64, even bool) []textLine {
	if t.inParts(w) {
		var out []textLine
		for _, p := range t.parts {
			out = append(out, p.lines(w, even)...)
		}
		return out
	}
	s := setting(w)
	if t.width <= w {
		s.Width = math.MaxInt32 / 4
	}
	s.Balance = even
	return linesOf(t.Text, &s)
}

func linesOf(t *line.Text, s *line.Setting) []textLine {
	ls := t.Break(nil, s)
	out := make([]textLine, len(ls))
	for i, l := range ls {
		out[i] = textLine{t, l}
	}
	return out
}
