package layout

import (
	"errors"
	"fmt"

	"dangce/generator/doc"
)

// body is what is printed in the type area of one page, from its top left corner.
type body struct {
	marks  []doc.Mark
	links  []doc.Link
	places []doc.Place
}

// item is a part of a block that fits on a page. It takes min mm; what is
// left on the page is shared out by fill.
type item struct {
	min, fill     float64
	before, after float64
	keep          bool // stays with what follows
	draw          func(out *body, y, h float64)
}

// piece is a block, or what is left of it, on its way onto pages.
type piece interface {
	// split returns the part that fits in h mm and the rest, which goes to
	// the next page. A nil item means that nothing fits; fresh says that
	// nothing else is on the page, so that it never will.
	split(h float64, fresh bool) (*item, piece)
}

// ErrTooHigh is the cause of errors about a block that fits on no page.
var ErrTooHigh = errors.New("内容高于版心")

// PageError is an error about what a page of a book holds.
type PageError struct {
	Page string // as the template names it
	Err  error
}

func (e *PageError) Error() string { return e.Err.Error() }

func (e *PageError) Unwrap() error { return e.Err }

// flow fills pages with items.
type flow struct {
	e       *Engine
	entries []entry // of contents
	w, h    float64
	items   []*item
	used    float64
	done    []body
}

// unit lays out the blocks of u on pages of their own. Only contents and cells
// that name pages depend on more than the blocks: on entries and pages, or
// before page numbers are known, on how many there will be.
func (e *Engine) unit(b *doc.Book, u *doc.Unit, entries []entry, pages whereabouts) ([]body, error) {
	w, h := b.Format.TextW(), b.Format.TextH()
	if refers(u) {
		return e.blocks(pages.resolve(u.Blocks), w, h, entries)
	}
	if hasContents(u) {
		return e.blocks(u.Blocks, w, h, entries)
	}
	return e.cache.get(u.Blocks, w, h, func() ([]body, error) { return e.blocks(u.Blocks, w, h, nil) })
}

// blocks lays out blocks on pages w by h mm.
func (e *Engine) blocks(blocks []doc.Block, w, h float64, entries []entry) ([]body, error) {
	f := &flow{e: e, entries: entries, w: w, h: h}
	for i, block := range blocks {
		if err := f.block(block); err != nil {
			return nil, fmt.Errorf("第 %d 块: %w", i+1, err)
		}
	}
	if len(f.items) > 0 || len(f.done) == 0 {
		f.endPage()
	}
	return f.done, nil
}

func (f *flow) block(block doc.Block) error {
	switch t := block.(type) {
	case *doc.Break:
		f.endPage()
		return nil
	case *doc.Table:
		if t.Spread {
			return f.spread(t)
		}
		return f.place(newTable(f.e, t, f.w))
	case *doc.Grid:
		return f.form(t)
	case *doc.Text:
		return f.place(newText(f.e, t, f.w, f.h))
	case *doc.Contents:
		return f.place(newContents(f.e, t, f.entries, f.w))
	case *doc.Space:
		return f.place(atom{&item{min: t.MM, fill: t.Fill}})
	case *doc.Rule:
		return f.place(atom{ruleItem(t, f.w)})
	case *doc.Ruled:
		return f.place(atom{ruledItem(t, f.w)})
	case *doc.Chart:
		return f.chart(t)
	case *doc.Figure:
		return f.place(atom{figureItem(t, f.w)})
	case *doc.Calendar:
		return f.place(atom{f.e.calendarItem(t, f.w)})
	case *doc.Cut:
		return f.place(atom{f.cutItem(t)})
	}
	return fmt.Errorf("未知的块 %T", block)
}

// chart places a flowchart, each of its pages on a page of its own.
func (f *flow) chart(c *doc.Chart) error {
	if f.e.charts == nil {
		return errors.New("没有流程图引擎")
	}
	figures, err := f.e.charts.Place(c, f.w, f.h)
	if err != nil {
		return fmt.Errorf("流程图 %s: %w", c.ID, err)
	}
	for _, fig := range figures {
		if f.used > 0 {
			f.endPage()
		}
		if err := f.place(atom{figureItem(fig, f.w)}); err != nil {
			return err
		}
	}
	return nil
}

// atom is a piece that is never split.
type atom struct{ *item }

func (a atom) split(h float64, _ bool) (*item, piece) {
	if a.min > h+1e-6 {
		return nil, a
	}
	return a.item, nil
}

func (f *flow) place(p piece) error {
	for p != nil {
		fresh := f.used == 0
		it, rest := p.split(f.h-f.used-f.gap(p), fresh)
		if it == nil {
			if fresh {
				return ErrTooHigh
			}
			if f.turn() {
				continue
			}
			// Nothing is above but what belongs to p.
			if it, rest = p.split(f.h-f.used-f.gap(p), true); it == nil {
				return ErrTooHigh
			}
		}
		f.add(it)
		if p = rest; p != nil {
			f.endPage()
		}
	}
	return nil
}

// gap is the space above p, which depends on what precedes it.
func (f *flow) gap(p piece) float64 {
	if f.used == 0 {
		return 0
	}
	if b, ok := p.(interface{ above() float64 }); ok {
		return b.above()
	}
	return 0
}

func (a atom) above() float64 { return a.before }

func (f *flow) add(it *item) {
	if f.used > 0 {
		f.used += it.before
	}
	f.used += it.min + it.after
	f.items = append(f.items, it)
}

// turn ends the page before a piece that does not fit. Items that stay with
// what follows move to the next page; it reports false when nothing but such
// items was there.
func (f *flow) turn() bool {
	n := len(f.items)
	for n > 0 && f.items[n-1].keep {
		n--
	}
	if n == 0 {
		return false
	}
	carried := f.items[n:]
	f.items = f.items[:n:n]
	f.endPage()
	for _, it := range carried {
		f.add(it)
	}
	return true
}

// endPage shares what is left on the page out and draws its items.
func (f *flow) endPage() {
	var sum, need float64
	for i, it := range f.items {
		sum += it.fill
		need += it.min + it.after
		if i > 0 {
			need += it.before
		}
	}
	rest := max(f.h-need, 0)
	var out body
	y := 0.0
	for i, it := range f.items {
		if i > 0 {
			y += it.before
		}
		h := it.min
		if sum > 0 {
			h += rest * it.fill / sum
		}
		if it.draw != nil {
			it.draw(&out, y, h)
		}
		y += h + it.after
	}
	f.done = append(f.done, out)
	f.items, f.used = nil, 0
}

func ruleItem(t *doc.Rule, w float64) *item {
	h := t.Width
	if t.Double {
		h = float64(t.Width*2) + 0.8
	}
	return &item{min: h, draw: func(out *body, y, _ float64) {
		l := doc.Line{X1: t.Indent, X2: w - t.Indent, Y1: y + t.Width/2, Y2: y + t.Width/2, Width: t.Width, Ink: t.Ink}
		out.marks = append(out.marks, &l)
		if t.Double {
			second := l
			second.Y1 += t.Width + 0.8
			second.Y2, second.Width = second.Y1, t.Width/2
			out.marks = append(out.marks, &second)
		}
	}}
}

func ruledItem(t *doc.Ruled, w float64) *item {
	return &item{min: float64(float64(t.Lines) * t.Pitch), fill: t.Fill, draw: func(out *body, y, h float64) {
		b := doc.Box{Y: y, W: w, H: h}
		out.marks = endBars(ruledLines(out.marks, b, t.Pitch, false), b, t.Pitch)
		if t.Field != "" {
			out.place(t.Field, doc.PlaceArea, 0, b)
		}
	}}
}

// ruledLines draws writing lines in b, the last at its foot unless a border
// is there.
func ruledLines(out []doc.Mark, b doc.Box, pitch float64, border bool) []doc.Mark {
	n := int((b.H + 1e-6) / pitch)
	y := b.Y + b.H - float64(float64(n)*pitch)
	for i := 1; i <= n; i++ {
		if border && i == n {
			break
		}
		ly := y + float64(float64(i)*pitch)
		out = append(out, &doc.Line{X1: b.X, Y1: ly, X2: b.X + b.W, Y2: ly, Width: 0.25, Ink: doc.Gray55})
	}
	return out
}

// barStep is how many writing lines apart end bars stand.
const barStep = 5

// endBars draws short bars at both ends of writing lines without a frame:
// what a photograph of the page is straightened by.
func endBars(out []doc.Mark, b doc.Box, pitch float64) []doc.Mark {
	const high, width = 3.0, 0.25
	n := int((b.H + 1e-6) / pitch)
	y := b.Y + b.H - float64(float64(n)*pitch)
	for i := 1; i <= n; i++ {
		if i%barStep != 1 && i != n {
			continue
		}
		ly := y + float64(float64(i)*pitch)
		for _, x := range [...]float64{b.X, b.X + b.W} {
			out = append(out, &doc.Line{X1: x, Y1: ly - high, X2: x, Y2: ly, Width: width})
		}
	}
	return out
}

func figureItem(t *doc.Figure, w float64) *item {
	fill := 0.0
	if t.Fill {
		fill = 1
	}
	return &item{min: t.H, fill: fill, draw: func(out *body, y, _ float64) {
		out.marks = doc.Shift(out.marks, t.Marks, (w-t.W)/2, y)
	}}
}
