package flow

import (
	"strings"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// frame is what is drawn above and below a chart: title, subtitle, liability,
// legend, sources.
type frame struct {
	title, sub letter
	note       letter
	several    bool
	topH       float64 // title and subtitle
	footH      float64 // on the last page
	legendH    float64 // on the others
	phaseGap   float64
	liability  []textLine
	notes      []textLine
	barH       float64 // of the liability line
	k          float64
}

const noteLeading = 1.4

// blackRule is the room that the rules above a title in black take, mm.
const blackRule = 2.4

// frame measures title and foot. several says that the chart takes more than
// one page.
func (k *content) frame(e *line.Engine, s *sizes, w float64, several bool) *frame {
	at := frameKey{s.ease, several}
	if f := k.frames[at]; f != nil {
		return f
	}
	f := newFrame(e, k.c, k.ink, w, s.ease, several)
	f.measureFoot(e, k.c, k.onePage, w)
	k.frames[at] = f
	return f
}

func newFrame(e *line.Engine, c *doc.Chart, ink *palette, w, ease float64, several bool) *frame {
	k := w / 182
	f := &frame{k: k, several: several, phaseGap: float64(1.3 * k)}
	pt := 25.0
	if !c.Colour {
		pt = 18
	}
	f.title = letter{doc.Title, pt * k, ink.title}
	if tw := widthOf(e, f.title, titleOf(c, 0, several)); tw > 0.9*w {
		f.title.pt = float64(f.title.pt * (0.9 * w / tw))
	}
	f.title.pt = max(f.title.pt*(0.7+float64(0.3*ease)), c.BoxPt)
	f.sub = letter{doc.Heading, max(10*k, c.ColumnPt), doc.Black}
	for tw := widthOf(e, f.sub, c.Subtitle); tw > 0.75*w && f.sub.pt > c.ColumnPt; tw = widthOf(e, f.sub, c.Subtitle) {
		f.sub.pt = max(c.ColumnPt, f.sub.pt-0.5)
	}
	f.note = letter{doc.Body, c.ColumnPt, doc.Black}
	rule := float64(4 * k)
	if !c.Colour {
		rule = blackRule
	}
	f.topH = rule + float64(1.25*f.title.em())
	if c.Subtitle != "" {
		f.topH += float64(2.2*f.sub.em()) + 0.5*k
	}
	f.topH += float64(1.6 * k * ease)
	return f
}

// titleOf is the title on the given page.
func titleOf(c *doc.Chart, page int, several bool) string {
	if several && page < len(c.Words.Parts) {
		return c.Title + c.Words.Parts[page]
	}
	return c.Title
}

func (f *frame) measureFoot(e *line.Engine, c *doc.Chart, onePage string, w float64) {
	em := f.note.em()
	f.legendH = float64(1.5*f.k) + float64(2.4*em)
	f.footH = 0
	if c.Liability != "" {
		t := prepare(e, doc.Heading, c.Liability)
		f.liability = t.lines((w-float64(6.6*em))/em-1.2, false)
		f.barH = float64((1 + float64(float64(len(f.liability)-1)*noteLeading) + 1.5) * em)
		f.footH += float64(1.8*f.k) + f.barH
	}
	f.footH += f.legendH
	var parts []string
	add := func(label, s string) {
		if s != "" {
			parts = append(parts, label+s)
		}
	}
	say := &c.Words
	add(say.Basis, c.Basis)
	add(say.Applies, c.Applies)
	add(say.Record, onePage)
	add(say.Maker, strings.TrimSpace(c.Maker))
	f.notes = gather(e, f.note.role, parts, w/em)
	f.footH += float64(float64(len(f.notes))*noteLeading*em) + float64(0.6*f.k)
	if c.Colour {
		f.footH += float64(2.2 * f.k)
	}
}

// gather sets parts one after the other on lines no wider than w em, each
// unbroken as far as it goes.
func gather(e *line.Engine, role doc.Role, parts []string, w float64) []textLine {
	var out []textLine
	for _, part := range parts {
		if n := len(out); n > 0 {
			if joined := prepare(e, role, out[n-1].String()+"　　"+part); joined.width <= w {
				out = append(out[:n-1], joined.lines(w, false)...)
				continue
			}
		}
		out = append(out, prepare(e, role, part).lines(w, false)...)
	}
	return out
}

// drawTop draws title and subtitle of a page.
func (f *frame) drawTop(p *pen, c *doc.Chart, ink *palette, w float64, page int) {
	k, y := f.k, 0.0
	if c.Colour {
		p.rect(doc.Box{W: w, H: 1.4 * k}, ink.title)
		y = 4 * k
	} else {
		p.rect(doc.Box{W: w, H: 0.7}, ink.title)
		p.line(0, 1.2, w, 1.2, 0.2, ink.title)
		y = blackRule
	}
	title := titleOf(c, page, f.several)
	box := doc.Box{Y: y, W: w, H: 1.25 * f.title.em()}
	p.label(f.title, title, box, doc.AlignCenter)
	if c.Subtitle == "" {
		return
	}
	y += box.H
	sub := doc.Box{Y: y, W: w, H: 2.0 * f.sub.em()}
	lines := prepare(p.text, f.sub.role, c.Subtitle).lines(0.8*w/f.sub.em(), true)
	p.block(f.sub, lines, 1.1, sub, doc.AlignCenter)
	half := 0.0
	for i := range lines {
		half = max(half, lines[i].width()*f.sub.em()/2)
	}
	cy := y + sub.H/2
	long := min(21*k, w/2-half-6*k)
	if long < 4*k {
		return
	}
	for _, side := range []float64{-1, 1} {
		x := w/2 + side*(half+3.5*k)
		d := 0.9 * k
		p.polygon(ink.accent, doc.NoInk, 0, doc.Point{X: x, Y: cy - d}, doc.Point{X: x + d, Y: cy}, doc.Point{X: x, Y: cy + d}, doc.Point{X: x - d, Y: cy})
		p.line(x, cy, x+side*long, cy, 0.4*k, ink.accent)
	}
}

// drawFoot draws what is below the rows, from y on.
func (f *frame) drawFoot(p *pen, c *doc.Chart, ink *palette, w, y float64, last bool, keys []key) {
	em := f.note.em()
	if !last {
		f.drawLegend(p, c, w, y+1.5*f.k, keys)
		return
	}
	if c.Liability != "" {
		y += 1.8 * f.k
		label := letter{doc.Heading, f.note.pt, doc.White}
		lw := 6.6 * em
		p.frame(doc.Box{Y: y, W: w, H: f.barH}, 0.25, ink.accent, ink.panel, 0, 0)
		p.rect(doc.Box{Y: y, W: lw, H: f.barH}, ink.head)
		p.label(label, c.Words.Liability, doc.Box{Y: y, W: lw, H: f.barH}, doc.AlignCenter)
		p.block(letter{doc.Heading, f.note.pt, doc.Black}, f.liability, noteLeading, doc.Box{X: lw + 0.9*em, Y: y, W: w, H: f.barH}, doc.AlignLeft)
		y += f.barH
	}
	y += 1.5 * f.k
	f.drawLegend(p, c, w, y, keys)
	y += f.legendH - 1.5*f.k
	for i := range f.notes {
		p.print(f.note, &f.notes[i], 0, y+0.2*em+line.Ascent*em)
		y += noteLeading * em
	}
	if c.Colour {
		p.rect(doc.Box{Y: y + 2.0*f.k, W: w, H: 0.5 * f.k}, ink.title)
	}
}

// key is an entry of the legend.
type key struct {
	text string
	draw func(p *pen, b doc.Box)
	w    float64 // of the picture, em
}

func (f *frame) drawLegend(p *pen, c *doc.Chart, w, y float64, keys []key) {
	if len(keys) == 0 {
		return
	}
	em := f.note.em()
	h := f.legendH - 1.5*f.k
	cell := func(x float64) doc.Box { return doc.Box{X: x, Y: y, W: w - x, H: h} }
	p.label(letter{doc.Heading, f.note.pt, doc.Black}, c.Words.Legend, cell(0), doc.AlignLeft)
	x := 3.2 * em
	spare := w - x
	for _, k := range keys {
		spare -= float64((k.w+0.5)*em) + p.width(f.note, k.text)
	}
	space := min(1.6*em, spare/float64(len(keys)))
	for _, k := range keys {
		k.draw(p, doc.Box{X: x, Y: y + h/2 - 0.7*em, W: k.w * em, H: 1.4 * em})
		x += float64((k.w + 0.5) * em)
		p.label(f.note, k.text, cell(x), doc.AlignLeft)
		x += p.width(f.note, k.text) + space
	}
}
