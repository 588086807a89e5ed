package layout

import (
	"cmp"
	"fmt"
	"strconv"
	"unicode/utf8"

	"dangce/generator/doc"
)

// Places around the type area, mm.
const (
	numberRise = 9.0  // baseline of the page number above the lower edge
	copyDrop   = 9.5  // baseline of the mark of a copy below the upper edge
	headDrop   = 15.0 // baseline of the running head below the upper edge
	codeTop    = 7.5  // upper edge of the code's quiet zone
	codeModule = 0.48 // edge of one module: below 0.48, scans at 150 dots to the inch are not read
	codeQuiet  = 4    // modules of quiet zone, as the standard asks
	codeRoom   = 18.0 // width that the code and its quiet zone take at most
	tabW, tabH = 8.0, 16.0
	tabSafe    = 2.5
	tabTop     = 30.0
	tabStep    = 19.0
)

// filler is a page that only brings the next unit to its side of the opening:
// lines for notes, or blank.
func (e *Engine) filler(b *doc.Book, u *doc.Unit, tab, number int) doc.Page {
	f := &b.Format
	p := doc.Page{Kind: "filler", W: f.W, H: f.H, Bleed: f.Bleed, Number: number,
		DX: f.Left(number), DY: f.Top, Safe: safeArea(f, number)}
	if !u.Ruled {
		return p
	}
	st := e.deco.Note
	w, h := f.TextW(), f.TextH()
	title := e.lines(e.deco.Filler, &st, w)
	p.Body = textBox(nil, &title, doc.Box{W: w, H: st.Height(1)}, doc.Top)
	lines := doc.Box{Y: st.Height(1) + 4, W: w, H: h - st.Height(1) - 4}
	p.Body = endBars(ruledLines(p.Body, lines, e.deco.Pitch, false), lines, e.deco.Pitch)
	e.decorate(b, &doc.Unit{Head: u.Head}, tab, &p, 0)
	return p
}

// decorate draws what is printed around the type area of p: thumb is its thumb
// tab and refer the page that the unit refers to, 0 for none.
func (e *Engine) decorate(b *doc.Book, u *doc.Unit, thumb int, p *doc.Page, refer int) {
	f := &b.Format
	if refer > 0 && u.ReferText != "" {
		e.refer(b, fmt.Sprintf(u.ReferText, refer), p)
	}
	if f.Numbers && !u.Unnumber {
		e.number(b, p)
	}
	if u.Head && b.Head != "" {
		e.head(b, p)
	}
	if len(f.Tabs) > 0 && thumb > 0 {
		e.tab(f, thumb, p)
	}
	if p.Code != "" {
		e.code(f, p)
	}
	if b.Copy != "" {
		e.copyMark(b, p)
	}
}

// copyMark says above the running head which copy a page belongs to.
func (e *Engine) copyMark(b *doc.Book, p *doc.Page) {
	st, f := &e.deco.Number, &b.Format
	x := p.DX
	if !outerRight(f, p) {
		x += f.TextW() - e.width(b.Copy, st)
	}
	p.Marks = e.print(p.Marks, b.Copy, st, x, min(copyDrop, f.Top-1.5))
}

// outerRight reports whether the outer edge of the page is its right edge.
func outerRight(f *doc.Format, p *doc.Page) bool { return f.Single || p.Number%2 == 1 }

// number prints — 1 — at the foot, one character in from the outer end of the
// type area.
func (e *Engine) number(b *doc.Book, p *doc.Page) {
	st := &e.deco.Number
	s := "— " + strconv.Itoa(p.Number) + " —"
	w := e.width(s, st)
	em := float64(st.Size * doc.MMPerPt)
	x := p.DX + em
	if outerRight(&b.Format, p) {
		x = p.DX + b.Format.TextW() - em - w
	}
	p.Marks = e.print(p.Marks, s, st, x, p.H-cmp.Or(b.Format.NumberRise, numberRise))
}

// refer prints at the foot, at the inner end, where to find what the page
// goes by.
func (e *Engine) refer(b *doc.Book, s string, p *doc.Page) {
	st := &e.deco.Head
	x := p.DX
	if !outerRight(&b.Format, p) {
		x = p.DX + b.Format.TextW() - e.width(s, st)
	}
	p.Marks = e.print(p.Marks, s, st, x, p.H-numberRise)
}

// head prints the running head at the inner end, clear of the identity. A
// long one takes a second line, above the first.
func (e *Engine) head(b *doc.Book, p *doc.Page) {
	st := e.deco.Head
	room := b.Format.TextW()
	if p.Code != "" {
		room -= codeRoom
	}
	x := p.DX
	st.Align = doc.AlignLeft
	if !outerRight(&b.Format, p) {
		x += b.Format.TextW() - room
		st.Align = doc.AlignRight
	}
	head := e.lines(b.Head, &st, room)
	for i := range head.lines {
		p.Marks = head.text.Marks(p.Marks, &head.lines[i], st.Size, st.Ink, x, headDrop-st.Height(len(head.lines)-1-i))
	}
}

// tab prints a thumb tab at the fore edge, running into the bleed, with its
// word from top to bottom, as far from the edge as a trim may err.
func (e *Engine) tab(f *doc.Format, n int, p *doc.Page) {
	p.Tab = doc.Box{Y: tabTop + float64(float64(n-1)*tabStep), W: tabW, H: tabH}
	r := &doc.Rect{X: -f.Bleed, Y: p.Tab.Y, W: tabW + f.Bleed, H: tabH, Fill: doc.Black}
	x := float64(tabSafe)
	if outerRight(f, p) {
		p.Tab.X = f.W - tabW
		r.X, x = p.Tab.X, p.Tab.X
	}
	p.Marks = append(p.Marks, r)
	if n > len(f.Tabs) {
		return
	}
	st := e.deco.Tab
	lead := st.Height(1)
	text := upright.Replace(f.Tabs[n-1])
	high := float64(float64(utf8.RuneCountInString(text)) * lead)
	if high > tabH {
		lead = float64(lead * tabH / high)
		high = tabH
	}
	p.Marks = e.column(p.Marks, text, &st, x, tabW-tabSafe, p.Tab.Y+(tabH-high)/2, lead)
}
