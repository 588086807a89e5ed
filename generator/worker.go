package generator

import (
	"context"
	"fmt"
	"io"
	"time"

	"dangce/generator/book"
	"dangce/generator/dues"
	"dangce/generator/pack"
	"dangce/generator/pdf"
	"dangce/generator/plan"
	"dangce/generator/xlsx"
)

// worker makes the files of one task after another.
type worker struct {
	*press
	pack   *pack.Pack
	report *reporter
	pdf    *pdf.Writer
}

func newWorker(pr *press, p *pack.Pack, r *reporter) *worker {
	return &worker{press: pr, pack: p, report: r, pdf: pdf.NewWriter(pr.fonts)}
}

// subject works out what the books of t are filled from.
func (pr *press) subject(t *task) *book.Subject {
	s := &book.Subject{County: pr.county, Committee: t.committee, Branch: t.branch}
	switch {
	case t.branch != nil:
		s.Plan = plan.ForBranch(pr.calendar, t.branch)
		s.Dues = dues.AssessAll(pr.county.Dues, t.branch.Members, pr.county.Year)
	case t.committee != nil:
		s.Plan = plan.ForCommittee(pr.calendar, t.committee)
	}
	return s
}

// do makes all files of t that an earlier run has not left behind.
func (w *worker) do(ctx context.Context, t *task) (err error) {
	defer guard(t, &err)
	var sub *book.Subject
	for i := range t.books {
		if err := ctx.Err(); err != nil {
			return err
		}
		j := &t.books[i]
		if w.pack.Have(j.path, j.name()) {
			w.report.done(j.path, 0)
			continue
		}
		if sub == nil {
			sub = w.subject(t)
		}
		pages, err := w.make(j, sub, t)
		if err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
		w.report.done(j.path, pages)
	}
	return nil
}

// make makes one file and returns its number of pages.
func (w *worker) make(j *job, sub *book.Subject, t *task) (int, error) {
	f := pack.File{Path: j.path, Book: j.name()}
	if t.branch != nil {
		f.Branch = t.branch.Code
	}
	if t.committee != nil {
		f.Committee = t.committee.Code
	}
	if j.workbook != nil {
		return 0, w.pack.Write(f, j.name(), func(out io.Writer) error { return xlsx.Write(out, w.set.Workbook(j.workbook, sub)) })
	}
	file, err := w.pages(j, sub)
	if err != nil {
		return 0, err
	}
	f.Pages = len(file.Pages)
	return f.Pages, w.pack.Write(f, j.name(), func(out io.Writer) error { return w.pdf.Write(out, file) })
}

// pages lays a book out.
func (pr *press) pages(j *job, sub *book.Subject) (*pdf.File, error) {
	b := pr.set.Build(j.book, sub)
	r, err := pr.layout.Book(b)
	if err != nil {
		return nil, fmt.Errorf("《%s》: %w", j.book.Title, err)
	}
	return &pdf.File{Title: b.Title, Subject: b.Subject, Author: b.Author, Date: issued(pr), Pages: r.Pages, Bookmarks: r.Bookmarks}, nil
}

// issued is the fixed date of all files: noon of the imprint date, the same
// day wherever it is read.
func issued(pr *press) time.Time { return pr.county.Issued.Time().Add(12 * time.Hour) }
