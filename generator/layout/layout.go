// Package layout turns blocks into pages of positioned marks: lines broken by
// the rules of Chinese typesetting, forms and tables filled to the foot of
// the page, page numbers, contents, thumb tabs and page identities.
//
// It is for everything that is printed. It promises that no mark of text
// leaves the type area or its box, that a table head is printed on each page the
// table runs over, that no row is split unless it is higher than a page, and
// that equal input gives equal pages. It draws nothing and opens no font:
// package line knows how wide text is and where it breaks. Lengths are millimetres, type sizes points.
package layout

import (
	"fmt"
	"maps"
	"sync"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// Result is a laid-out book.
type Result struct {
	Pages     []doc.Page
	Bookmarks []doc.Bookmark
	// First holds, for each unit of the book, the number of its first page in
	// the file, from 1.
	First []int
	// Blocks holds the number of the first page of each block that is bound
	// separately, from 1.
	Blocks []int
}

// Engine lays out books. It may be used by several goroutines at once; units
// with equal blocks are laid out once and share their marks.
type Engine struct {
	line   *line.Engine
	deco   Decoration
	charts Charts
	cache  *cache

	calendars sync.Map // marks, by what they show
}

// Charts places flowcharts: on one page of w by h mm, or on several.
type Charts interface {
	Place(c *doc.Chart, w, h float64) ([]*doc.Figure, error)
}

// Decoration holds the styles of what is printed around the type area.
type Decoration struct {
	Number doc.Style // page number
	Head   doc.Style // running head
	Code   doc.Style // identity in letters
	Tab    doc.Style // words on thumb tabs
	Note   doc.Style // title of filler pages
	Pitch  float64   // writing lines of filler pages, mm
	Filler string    // title of ruled filler pages: 记事
}

// New returns an engine that sets text with l and has flowcharts placed by
// charts, which may be nil where there are none.
func New(l *line.Engine, d Decoration, charts Charts) *Engine {
	return &Engine{line: l, deco: d, charts: charts, cache: newCache()}
}

// Book lays out b. The error names the unit that could not be placed.
func (e *Engine) Book(b *doc.Book) (*Result, error) {
	p := newPaginator(e, b)
	if err := p.run(); err != nil {
		return nil, err
	}
	if err := e.contents(b, p.r, p.bodies); err != nil {
		return nil, err
	}
	f := finisher{e: e, b: b, r: p.r, tabs: p.tabs, anchors: anchors(b, p.r), count: maps.Clone(b.Printed)}
	if f.count == nil {
		f.count = make(map[string]int)
	}
	for _, i := range p.order {
		f.unit(i, p.bodies[i])
	}
	return p.r, nil
}

// anchors returns the pages that units refer to.
func anchors(b *doc.Book, r *Result) map[string]int {
	m := make(map[string]int)
	for i := range b.Units {
		if a := b.Units[i].Anchor; a != "" && m[a] == 0 {
			m[a] = r.First[i]
		}
	}
	return m
}

// contents lays the units that list the contents out again, now that the page
// numbers are known.
func (e *Engine) contents(b *doc.Book, r *Result, bodies [][]body) error {
	entries, pages := entries(b, r.First), findPages(b, r.First)
	for _, en := range entries {
		r.Bookmarks = append(r.Bookmarks, doc.Bookmark{Title: en.title, Level: en.level, Page: en.page})
	}
	for i := range b.Units {
		if !hasContents(&b.Units[i]) && !refers(&b.Units[i]) {
			continue
		}
		laid, err := e.unit(b, &b.Units[i], entries, pages)
		if err != nil {
			return fmt.Errorf("目录: %w", err)
		}
		if len(laid) != len(bodies[i]) {
			return fmt.Errorf("目录: 页数 %d 与预留的 %d 不符", len(laid), len(bodies[i]))
		}
		bodies[i] = laid
	}
	return nil
}

// finisher places bodies on their pages and draws what is printed around them,
// once all pages have their numbers.
type finisher struct {
	e       *Engine
	b       *doc.Book
	r       *Result
	tabs    []int
	anchors map[string]int
	count   map[string]int // pages so far, by identity
}

func (f *finisher) unit(i int, bodies []body) {
	u := &f.b.Units[i]
	format := &f.b.Format
	for k := range bodies {
		p := &f.r.Pages[f.r.First[i]-1+k]
		p.Kind = u.Page
		p.W, p.H, p.Bleed = format.W, format.H, format.Bleed
		p.DX, p.DY = format.Left(p.Number), format.Top
		p.Safe = safeArea(format, p.Number)
		p.Body, p.Places = bodies[k].marks, bodies[k].places
		for _, l := range bodies[k].links {
			l.X += p.DX
			l.Y += p.DY
			p.Links = append(p.Links, l)
		}
		if u.Code != "" {
			f.count[u.Code]++
			p.Code = pageCode(u.Code, f.count[u.Code])
		}
		f.e.decorate(f.b, u, f.tabs[i], p, f.anchors[u.Refer])
	}
}

// safeArea is where text may be on a page: between the margins, and above
// and below the type area as far as head and foot reach.
func safeArea(f *doc.Format, number int) doc.Box {
	const edge = 5 // mm kept free along the trimmed edge
	return doc.Box{X: f.Left(number), Y: edge, W: f.TextW(), H: f.H - 2*edge}
}
