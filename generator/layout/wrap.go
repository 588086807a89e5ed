package layout

import (
	"strings"
	"unicode"

	"dangce/generator/doc"
	"dangce/generator/typeset"
)

// byParts sets a name of several parts, such as 阿卜杜热合曼·阿卜杜克热木, that
// takes more than one line: a part on each, as large as the cell allows. ok is
// false for all other texts.
func (e *Engine) byParts(s string, st doc.Style, w, h, least float64) (fitted, bool) {
	parts := nameParts(s)
	if parts == nil || len(e.lines(s, &st, w)) == 1 {
		return fitted{}, false
	}
	var high *fitted // the largest that is not too wide, though too high
	for ; st.Size >= least; st.Size -= 0.5 {
		ls := e.lines(strings.Join(parts, "\n"), &st, w)
		if len(ls) != len(parts) {
			continue
		}
		f := fitted{ls, st}
		if f.height() <= h+1e-6 {
			return f, true
		}
		if len(e.lines(s, &st, w)) == 1 {
			return fitted{}, false // smaller, it fits on one line
		}
		if high == nil {
			high = &f
		}
	}
	if high == nil {
		return fitted{}, false
	}
	return *high, true
}

// leastHeight is the height of a cell for s in the smallest type.
func (e *Engine) leastHeight(s string, st doc.Style, w float64) float64 {
	st.Size = min(st.Size, max(st.Min, minSize))
	return st.Height(len(e.lines(s, &st, w-2*padX))) + 2*padY
}

// nameParts splits a name behind each dot; nil if s is none or has no dot.
func nameParts(s string) []string {
	name, _, _ := strings.Cut(s, "(") // 王伟(1980-05)
	for _, r := range name {
		if r != '·' && !unicode.Is(unicode.Han, r) {
			return nil
		}
	}
	if parts := strings.SplitAfter(s, "·"); len(parts) > 1 {
		return parts
	}
	return nil
}

// even moves characters from the line above to a last line of one character.
func (e *Engine) even(f *fitted, s string, w float64) {
	n := len(f.lines)
	if n < 2 || f.lines[n-2].Last || !typeset.Lonely(f.lines[n-1].Text) || broken(f.lines) {
		return
	}
	tail := s[strings.LastIndexByte(s, '\n')+1:][f.lines[n-2].From:]
	st := f.st
	st.Indent = 0
	em := float64(st.Size * doc.MMPerPt)
	for narrow := w - em/2; narrow > w/2; narrow -= em / 2 {
		ls := e.lines(tail, &st, narrow)
		if len(ls) != 2 || broken(ls) {
			return
		}
		if !typeset.Lonely(ls[1].Text) {
			f.lines = append(f.lines[:n-2:n-2], ls...)
			return
		}
	}
}
