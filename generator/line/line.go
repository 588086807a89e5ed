// Package line sets Chinese text in lines: it decides where a paragraph
// breaks, how much room its punctuation takes and where each character
// is.
//
// It is for whoever puts text on paper, pages and charts alike. It follows
// the requirements for Chinese text layout (CLREQ): punctuation marks beside
// each other and at the ends of lines take half an em, no line begins or ends
// with a character that may not, an eighth of an em parts hanzi from letters
// and digits, and a line is filled by taking room from punctuation first and
// by adding it evenly between characters, never within letters and digits.
// Numbers stay with their units, dates and codes stay whole, and words of the
// dictionary are broken only where nothing else fits.
//
// It promises that every character is set once and in order, that no line is
// wider than its measure unless a single character is, and that equal input
// gives equal lines on every processor: breaks are decided in integers alone.
//
// Lengths are thousandths of an em (Unit) of the size of the paragraph, so
// that a text prepared once is broken at any size.
package line

import (
	"sync/atomic"

	"dangce/generator/doc"
)

// Unit is a length in thousandths of an em of the paragraph's size.
type Unit = int32

// Em is the width of a hanzi.
const Em Unit = 1000

// Engine prepares texts. It may be used by several goroutines at once.
type Engine struct {
	m     doc.Measurer
	words *Words
	pages [roles][planes]atomic.Pointer[page]
	memo  [memoSize]atomic.Pointer[remembered]
}

// New returns an engine that measures with m and keeps words whole, which may
// be nil.
func New(m doc.Measurer, words *Words) *Engine {
	if words == nil {
		words = new(Words)
	}
	return &Engine{m: m, words: words}
}

// Style is how a run of text is set.
type Style struct {
	Role  doc.Role
	Scale int32 // of the paragraph's size, per mille; 0 means 1000
	Track Unit  // added between characters, not within letters and digits
	Name  bool  // a person's name: it breaks behind a middle dot only
}

// Run is a text in one style.
type Run struct {
	Text  string
	Style Style
}

// Setting is the room that a text is set in, and how.
type Setting struct {
	Width   Unit
	Widths  []Unit // of the first lines, where they differ; then Width
	First   Unit   // indent of the first line of a paragraph
	Rest    Unit   // indent of its other lines
	Align   doc.Align
	Hang    bool // stops at the end of a full line stand outside the measure
	Total   bool // break the paragraph as a whole, not line by line
	Balance bool // as few lines as fit, of even length
	Loose   int  // with Total: lines more or fewer than is best, where that can be done
}

// measure returns the width of line n of a paragraph.
func (s *Setting) measure(n int) Unit {
	w := s.Width
	if n < len(s.Widths) {
		w = s.Widths[n]
	}
	if n == 0 {
		return w - s.First
	}
	return w - s.Rest
}

// Line is a line of a Text.
type Line struct {
	from, to int32 // items
	add      Unit  // spread over the line, or taken from it
	first    bool

	X    Unit // where it begins within its measure
	W    Unit // as it is set, without what hangs outside
	Last bool // of its paragraph
	Torn bool // it ends within a word, for want of a better place
}

// Text is a text made ready for breaking, of two million characters at most.
// It does not change and may be shared.
type Text struct {
	text   string // without characters that are not printed
	items  []item
	ends   []int32 // of the paragraphs, in items; nil for a single one
	styles []Style
	one    [1]Style // where there is but one
}

// Break appends the lines of t in the room of s. A forced break begins a new
// paragraph; an empty paragraph is an empty line.
func (t *Text) Break(dst []Line, s *Setting) []Line {
	from := int32(0)
	for i := range max(len(t.ends), 1) {
		to := t.end(i)
		dst = t.paragraph(dst, from, to, s)
		from = to
	}
	return dst
}

// end returns the end of paragraph i.
func (t *Text) end(i int) int32 {
	if t.ends == nil {
		return int32(len(t.items))
	}
	return t.ends[i]
}

func (t *Text) paragraph(dst []Line, from, to int32, s *Setting) []Line {
	start := len(dst)
	switch {
	case from == to:
		return append(dst, Line{from: from, to: to, first: true, Last: true, X: s.First})
	case t.span(from, t.trim(from, to)) <= s.measure(0):
		dst = append(dst, Line{from: from, to: t.trim(from, to)})
	case s.Total:
		dst = t.total(dst, from, to, s)
	case s.Balance:
		dst = t.balanced(dst, from, to, s)
	default:
		dst = t.greedy(dst, from, to, s)
	}
	dst[start].first = true
	dst[len(dst)-1].Last = true
	for i := range dst[start:] {
		t.fill(&dst[start+i], i, s)
	}
	return dst
}

// Count returns the number of lines of t in the room of s, broken line by
// line, and whether one of them ends within a word.
func (t *Text) Count(s *Setting) (n int, torn bool) {
	from := int32(0)
	for i := range max(len(t.ends), 1) {
		to := t.end(i)
		k, bad := t.count(from, to, s)
		n, torn, from = n+k, torn || bad, to
	}
	return n, torn
}

// Width returns the width of t where nothing breaks it: of its longest
// paragraph.
func (t *Text) Width() Unit {
	var w Unit
	from := int32(0)
	for i := range max(len(t.ends), 1) {
		to := t.end(i)
		w = max(w, t.span(from, t.trim(from, to)))
		from = to
	}
	return w
}

// String returns what is printed of a line.
func (t *Text) String(l *Line) string { return t.text[t.byteAt(l.from):t.byteAt(l.to)] }

func (t *Text) byteAt(k int32) int {
	if k == 0 {
		return 0
	}
	it := &t.items[k-1]
	return int(it.at) + int(it.size)
}
