package generator

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"slices"

	"dangce/config"
	"dangce/generator/book"
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
	pr, err := newPress(c, o.Set)
	if err != nil {
		return err
	}
	all := tasks(c, o.Set, &o)
	if len(o.Branches)+len(o.Committees) == 0 {
		all = sample(all)
	}
	p := previewer{press: pr, view: v, pdf: pdf.NewWriter(pr.fonts), put: put}
	p.report.progress = o.Progress
	for i := range all {
		p.report.p.Total += len(previewed(&all[i]))
	}
	for i := range all {
		if err := p.owner(ctx, &all[i]); err != nil {
			return err
		}
	}
	return nil
}

// sample keeps the first branch of each kind, the first committee and the
// county.
func sample(all []task) []task {
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(t task) bool {
		who := "county"
		switch {
		case len(previewed(&t)) == 0:
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

// previewed lists the books of t.
func previewed(t *task) []*job {
	var list []*job
	for i := range t.books {
		if j := &t.books[i]; j.book != nil && j.part == block {
			list = append(list, j)
		}
	}
	return list
}

// previewer draws one book after another.
type previewer struct {
	*press
	view   *view.Viewer
	pdf    *pdf.Writer
	put    func(*Contact) error
	report reporter
}

// owner draws the books of one owner.
func (p *previewer) owner(ctx context.Context, t *task) (err error) {
	defer guard(t, &err)
	sub := p.subject(t)
	for _, j := range previewed(t) {
		if err := ctx.Err(); err != nil {
			return err
		}
		l, err := p.lay(j.book, sub)
		if err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
		pages := l.sample()
		if j.book.Cover != "" {
			f, err := p.file(&job{book: j.book, part: cover}, l)
			if err != nil {
				return fmt.Errorf("%s: %w", t, err)
			}
			pages = append(slices.Clone(f.Pages), pages...)
		} else if !l.doc.Format.Single {
			pages = append([]doc.Page{{}}, pages...) // the first page is a right page
		}
		if err := p.book(ctx, j, p.heading(t, j, sub), pages); err != nil {
			return fmt.Errorf("%s: 《%s》预览: %w", t, j.book.Title, err)
		}
		p.report.done(j.path, 0)
	}
	return nil
}

// sample returns the pages to look at: all, or of many blocks that are bound
// separately, cards for instance, the first and the last.
func (l *paged) sample() []doc.Page {
	blocks := l.blocks()
	if len(blocks) < 3 {
		return l.Pages
	}
	return slices.Concat(blocks[0], blocks[len(blocks)-1])
}

// book draws the contact sheets of one book, several at once. A page without
// a size leaves its place empty.
func (p *previewer) book(ctx context.Context, j *job, title heading, pages []doc.Page) error {
	data, err := p.write(pages)
	if err != nil {
		return err
	}
	s := contactSheet{press: p.press, view: p.view, grid: gridFor(pages), title: title}
	parts := slices.Collect(slices.Chunk(pages, s.grid.cells()))
	done := make([]chan *Contact, len(parts))
	for i := range done {
		done[i] = make(chan *Contact, 1)
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(1 + p.jobs())
	g.Go(func() error {
		for _, c := range done {
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
			defer guard(title, &err)
			img, n, err := s.draw(ctx, data, pages, i*s.grid.cells(), len(part), i+1, len(parts))
			if err != nil {
				return err
			}
			var b bytes.Buffer
			if err := png.Encode(&b, img); err != nil {
				return err
			}
			done[i] <- &Contact{Name: pack.Safe(fmt.Sprintf("%s-%02d", s.title.file, i+1), ""), Book: j.book.Name, Path: j.path,
				No: i + 1, Of: len(parts), Pages: n, PNG: b.Bytes()}
			return nil
		})
	}
	return g.Wait()
}

// write makes a file of the pages that have a size.
func (p *previewer) write(pages []doc.Page) ([]byte, error) {
	var b bytes.Buffer
	f := &pdf.File{Title: "预览", Date: issued(p.press)}
	for i := range pages {
		if pages[i].W > 0 {
			f.Pages = append(f.Pages, pages[i])
		}
	}
	err := p.pdf.Write(&b, f)
	return b.Bytes(), err
}

func (p *previewer) jobs() int { return (&Options{}).jobs() }

// heading is what stands above a contact sheet, and the beginning of its name.
type heading struct{ book, owner, file string }

func (h heading) String() string { return h.file }

func (pr *press) heading(t *task, j *job, sub *book.Subject) heading {
	title := pr.set.FileName(j.book.Title, sub)
	h := heading{book: fmt.Sprintf("%s（%d年度）", title, pr.county.Year), owner: pr.county.Name, file: countyFolder + "-" + title}
	switch {
	case t.branch != nil:
		h.owner = t.branch.Code + " " + t.branch.Short
		h.file = t.branch.Code + "-" + t.branch.Short + "-" + title
	case t.committee != nil:
		h.owner = t.committee.Code + " " + t.committee.Short
		h.file = t.committee.Code + "-" + t.committee.Short + "-" + title
	}
	return h
}
