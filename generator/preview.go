package generator

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"runtime"
	"slices"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/generator/pack"
	"dangce/generator/pdf"
	"dangce/generator/view"

	"golang.org/x/sync/errgroup"
)

// Contact is a picture with the pages of a book side by side, to be looked at
// before the book is printed.
type Contact struct {
	Name   string // safe as the name of a file, without an ending
	Book   string // handbook
	Path   string // of the book in a pack
	No, Of int    // number of the sheet, from 1, and how many the book has
	Pages  int    // on this one
	PNG    []byte
}

// Preview draws contact sheets of the books that o chooses and hands them to
// put, from one goroutine at a time, those of a book in their order. Where o
// chooses neither branches nor committees, one branch of each kind, the first
// committee and the county stand for all. Nothing is written.
func Preview(ctx context.Context, c *config.County, v *view.Viewer, o Options, put func(*Contact) error) error {
	e, err := newEngine(c, o.Set)
	if err != nil {
		return err
	}
	all := tasks(c, o.Set, &o)
	if len(o.Branches)+len(o.Committees) == 0 {
		all = sample(all)
	}
	p := &pictures{view: v, put: put, report: &reporter{progress: o.Progress}}
	for i := range all {
		p.report.expect(len(all[i].jobsOf((*job).shown)))
	}
	return e.run(ctx, 1, all, p)
}

// sample keeps the first branch of each kind, the first committee and the
// county.
func sample(all []task) []task {
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(t task) bool {
		who := "county"
		switch {
		case len(t.jobsOf((*job).shown)) == 0:
			return true
		case t.branch != nil:
			who = string(t.branch.Kind)
		case t.committee != nil:
			who = "committee"
		}
		again := seen[who]
		seen[who] = true
		return again
	})
}

// pictures is the sink of contact sheets. It draws one book after another,
// several sheets of it at a time.
type pictures struct {
	view   *view.Viewer
	put    func(*Contact) error
	report *reporter
}

func (p *pictures) wants(_ *task, j *job) bool { return j.shown() }

func (p *pictures) take(ctx context.Context, w *worker, d *done) error {
	pages := d.laid.sample()
	if !d.book.Cover.Empty() {
		covers, err := w.covers(d.laid, d.laid.copyPages())
		if err != nil {
			return err
		}
		pages = append(covers[:1:1], pages...)
	} else if !d.laid.doc.Format.Single {
		pages = append([]doc.Page{{}}, pages...) // the first page is a right page
	}
	if err := p.book(ctx, w, d, pages); err != nil {
		return fmt.Errorf("《%s》预览: %w", d.book.Title, err)
	}
	p.report.done(d.path, 0)
	return nil
}

// sample returns the pages to look at: all, or of many blocks that are bound
// separately, cards for instance, the first and the last.
func (l *laid) sample() []doc.Page {
	blocks := l.blocks()
	if len(blocks) < 3 {
		return l.Pages
	}
	return slices.Concat(blocks[0], blocks[len(blocks)-1])
}

// book draws the contact sheets of one book. A page without a size leaves its
// place empty.
func (p *pictures) book(ctx context.Context, w *worker, d *done, pages []doc.Page) error {
	data, err := w.write(pages)
	if err != nil {
		return err
	}
	s := contactSheet{engine: w.engine, view: p.view, grid: gridFor(pages), title: w.heading(d)}
	parts := slices.Collect(slices.Chunk(pages, s.grid.cells()))
	drawn := make([]chan *Contact, len(parts))
	for i := range drawn {
		drawn[i] = make(chan *Contact, 1)
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(1 + runtime.GOMAXPROCS(0))
	g.Go(func() error {
		for _, c := range drawn {
			select {
			case contact := <-c:
				if err := p.put(contact); err != nil {
					return err
				}
				p.report.pages(contact.Pages)
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for i, part := range parts {
		g.Go(func() (err error) {
			defer guard(s.title, &err)
			img, n, err := s.draw(ctx, data, pages, i*s.grid.cells(), len(part), i+1, len(parts))
			if err != nil {
				return err
			}
			var b bytes.Buffer
			if err := png.Encode(&b, img); err != nil {
				return err
			}
			drawn[i] <- &Contact{Name: pack.Safe(fmt.Sprintf("%s-%02d", s.title.file, i+1), ""), Book: d.book.Name, Path: d.path,
				No: i + 1, Of: len(parts), Pages: n, PNG: b.Bytes()}
			return nil
		})
	}
	return g.Wait()
}

// write makes a file of the pages that have a size.
func (w *worker) write(pages []doc.Page) ([]byte, error) {
	var b bytes.Buffer
	f := &pdf.File{Title: "预览", Date: w.issued()}
	for i := range pages {
		if pages[i].W > 0 {
			f.Pages = append(f.Pages, pages[i])
		}
	}
	err := w.pdf.Write(&b, f)
	return b.Bytes(), err
}

// heading is the title of a contact sheet, and the beginning of its name.
type heading struct{ book, owner, file string }

func (h heading) String() string { return h.file }

func (e *engine) heading(d *done) heading {
	title := d.laid.title(e.set)
	h := heading{book: fmt.Sprintf("%s（%d年度）", title, e.county.Year), owner: e.county.Name, file: countyFolder + "-" + title}
	switch {
	case d.branch != nil:
		h.owner = d.branch.Code + " " + d.branch.Short
		h.file = d.branch.Code + "-" + d.branch.Short + "-" + title
	case d.committee != nil:
		h.owner = d.committee.Code + " " + d.committee.Short
		h.file = d.committee.Code + "-" + d.committee.Short + "-" + title
	}
	return h
}
