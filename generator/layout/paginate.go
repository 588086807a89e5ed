package layout

import (
	"dangce/generator/doc"
	"fmt"
)

// paginator gives units their pages.
type paginator struct {
	e       *Engine
	b       *doc.Book
	entries []entry // of contents, without page numbers yet
	pages   whereabouts
	r       *Result
	bodies  [][]body
	order   []int // units as their pages come
	tabs    []int // thumb tabs of the units
	pool    []int // units of the pool that may still move, the last first
	moved   map[int]bool
	number  int // of the last page
}

func newPaginator(e *Engine, b *doc.Book) *paginator {
	p := &paginator{e: e, b: b, entries: entries(b, make([]int, len(b.Units))), pages: findPages(b, make([]int, len(b.Units))), bodies: make([][]body, len(b.Units)), moved: make(map[int]bool),
		r: &Result{First: make([]int, len(b.Units))}}
	for i := range b.Units {
		p.tabs = append(p.tabs, b.Units[i].Tab)
		if b.Units[i].Pool && b.Units[i].Title == "" {
			p.pool = append(p.pool, i)
		}
	}
	return p
}

func (p *paginator) run() error {
	for i := range p.b.Units {
		u := &p.b.Units[i]
		if p.moved[i] {
			continue
		}
		if i == 0 || u.Block {
			p.pad(max(i-1, 0))
			p.r.Blocks = append(p.r.Blocks, p.number+1)
		}
		if misplaced(u.Start, p.number+1, p.b.Format.Single) {
			if err := p.fill(u); err != nil {
				return err
			}
		}
		if err := p.place(i); err != nil {
			return err
		}
	}
	p.pad(len(p.b.Units) - 1)
	return nil
}

// place gives unit i the next pages.
func (p *paginator) place(i int) error {
	u := &p.b.Units[i]
	laid, err := p.e.unit(p.b, u, p.entries, p.pages)
	if err != nil {
		return &PageError{u.Page, fmt.Errorf("页 %s: %w", u.Page, err)}
	}
	p.r.First[i] = p.number + 1
	p.bodies[i] = laid
	p.order = append(p.order, i)
	for range laid {
		p.number++
		p.r.Pages = append(p.r.Pages, doc.Page{Number: p.number})
	}
	return nil
}

// fill fills the page before u, which must start on the next: with a page of
// the pool, which is then not needed at the end, or with a filler. It belongs
// to what precedes it.
func (p *paginator) fill(u *doc.Unit) error {
	if n := len(p.pool); n > 0 && !u.Pool {
		i := p.pool[n-1]
		p.pool = p.pool[:n-1]
		p.moved[i] = true
		p.tabs[i] = p.tab()
		return p.place(i)
	}
	p.number++
	p.r.Pages = append(p.r.Pages, p.e.filler(p.b, u, p.tab(), p.number))
	return nil
}

// tab is the thumb tab of the last page.
func (p *paginator) tab() int {
	if len(p.order) == 0 {
		return 0
	}
	return p.tabs[p.order[len(p.order)-1]]
}

// pad fills the block that ends with unit i up to the multiple of pages that
// its binding asks for.
func (p *paginator) pad(i int) {
	for m := p.b.Format.Multiple; m > 1 && (p.number-last(p.r.Blocks)+1)%m != 0; {
		p.number++
		p.r.Pages = append(p.r.Pages, p.e.filler(p.b, &p.b.Units[i], p.tab(), p.number))
	}
}

// last returns the last block's first page; 1 before there is any.
func last(blocks []int) int {
	if len(blocks) == 0 {
		return 1
	}
	return blocks[len(blocks)-1]
}

// misplaced reports whether a page with this number is on the wrong side.
func misplaced(side doc.Side, number int, single bool) bool {
	switch {
	case single:
		return false
	case side == doc.Right:
		return number%2 == 0
	case side == doc.Left:
		return number%2 == 1
	}
	return false
}
