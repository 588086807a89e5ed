package layout

import (
	"math"
	"strings"
	"unicode"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// paragraph is a text in lines, broken for a style and a width.
type paragraph struct {
	text  *line.Text
	lines []line.Line
	st    doc.Style
}

func (p *paragraph) height() float64 { return p.st.Height(len(p.lines)) }

// prepare makes a text ready to be broken at any size of a style.
func (e *Engine) prepare(s string, st *doc.Style) *line.Text {
	return e.line.Prepare(s, line.Style{Role: st.Role, Track: thousandths(st.Track), Name: isName(s)})
}

func thousandths(em float64) line.Unit {
	return line.Unit(math.Round(em * float64(line.Em)))
}

// isName reports whether s is a name of parts with a dot between them, such
// as 阿卜杜热合曼·阿卜杜克热木.
func isName(s string) bool {
	if !strings.Contains(s, "·") {
		return false
	}
	name, _, _ := strings.Cut(s, "(") // 王伟(1980-05)
	for _, r := range name {
		if r != '·' && !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

// setting is how a text of a style is broken in a cell w mm wide. A narrow
// cell is not justified, and centred lines are of even length.
func setting(st *doc.Style, w float64) line.Setting {
	s := line.Setting{Width: line.Measure(w, st.Size), First: thousandths(st.Indent), Align: st.Align, Balance: st.Align == doc.AlignCenter}
	if s.Align == doc.AlignJustify && line.Ragged(s.Width) {
		s.Align = doc.AlignLeft
	}
	return s
}

// set breaks a prepared text in a style for w mm.
func set(t *line.Text, st *doc.Style, w float64) paragraph {
	s := setting(st, w)
	return paragraph{t, t.Break(nil, &s), *st}
}

// lines breaks s in a style for w mm. Wide spaces at the end keep text that is
// aligned right so far from the edge, as a signature asks for.
func (e *Engine) lines(s string, st *doc.Style, w float64) paragraph {
	if st.Align == doc.AlignRight {
		n := strings.Count(s, "　") - strings.Count(strings.TrimRight(s, "　"), "　")
		w -= float64(float64(n) * st.Size * doc.MMPerPt)
	}
	return set(e.prepare(s, st), st, w)
}

// count returns the height of a text set in st in w mm, and whether a word is
// broken.
func count(t *line.Text, st *doc.Style, w float64) (h float64, torn bool) {
	s := setting(st, w)
	n, torn := t.Count(&s)
	return st.Height(n), torn
}

// width returns the width of s in mm, set in one line.
func (e *Engine) width(s string, st *doc.Style) float64 {
	return float64(float64(e.prepare(s, st).Width()) / float64(line.Em) * st.Size * doc.MMPerPt)
}

// print sets s in one line from x with its baseline at y.
func (e *Engine) print(out []doc.Mark, s string, st *doc.Style, x, y float64) []doc.Mark {
	t := e.prepare(s, st)
	l := t.Break(nil, &line.Setting{Width: math.MaxInt32 / 4})
	return t.Marks(out, &l[0], st.Size, st.Ink, x, y)
}

// base is the baseline of a line of st whose room begins at y.
func base(st *doc.Style, y float64) float64 {
	em := float64(st.Size * doc.MMPerPt)
	return y + (float64(em*st.Leading)-em)/2 + float64(line.Ascent*em)
}

// textBox places lines in a box as wide as they were broken for: as a whole
// at the top, middle or bottom.
func textBox(out []doc.Mark, p *paragraph, b doc.Box, va doc.VAlign) []doc.Mark {
	y := b.Y
	switch va {
	case doc.Middle:
		y += (b.H - p.height()) / 2
	case doc.Bottom:
		y += b.H - p.height()
	}
	for i := range p.lines {
		out = p.text.Marks(out, &p.lines[i], p.st.Size, p.st.Ink, b.X, base(&p.st, y))
		y += p.st.Height(1)
	}
	return out
}
