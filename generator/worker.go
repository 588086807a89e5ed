package generator

import (
	"context"
	"fmt"
	"io"
	"time"

	"dangce/generator/book"
	"dangce/generator/dues"
	"dangce/generator/ics"
	"dangce/generator/pack"
	"dangce/generator/pdf"
	"dangce/generator/plan"
	"dangce/generator/svg"
	"dangce/generator/xlsx"
)

// worker makes the files of one task after another.
type worker struct {
	*press
	pack   *pack.Pack
	report *reporter
	pdf    *pdf.Writer
	last   *paged // the parts of a book follow each other
}

func newWorker(pr *press, p *pack.Pack, r *reporter) *worker {
	return &worker{press: pr, pack: p, report: r, pdf: pdf.NewWriter(pr.fonts)}
}

// subject works out what the books of t are filled from.
func (pr *press) subject(t *task) *book.Subject {
	s := &book.Subject{County: pr.county, Calendar: pr.calendar, Committee: t.committee, Branch: t.branch, Press: pr.lines}
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
	switch {
	case j.workbook != nil:
		if err := w.findRecords(j.workbook, sub); err != nil {
			return 0, err
		}
		return 0, w.pack.Write(f, j.name(), func(out io.Writer) error { return xlsx.Write(out, w.set.Workbook(j.workbook, sub)) })
	case j.agenda != nil:
		return 0, w.pack.Write(f, j.name(), func(out io.Writer) error { return ics.Write(out, w.set.Agenda(j.agenda, sub)) })
	}
	if w.last == nil || w.last.of != j.book || w.last.sub != sub {
		l, err := w.lay(j.book, sub)
		if err != nil {
			return 0, err
		}
		w.last = l
	}
	if j.part == drawn {
		d, err := w.drawing(j, w.last)
		if err != nil {
			return 0, err
		}
		return 0, w.pack.Write(f, j.name(), func(out io.Writer) error { return svg.Write(out, d) })
	}
	file, err := w.file(j, w.last)
	if err != nil {
		return 0, err
	}
	if len(file.Pages) == 0 {
		return 0, nil // nothing of it applies: labels of a 党总支 that gets no books
	}
	f.Pages = len(file.Pages)
	return f.Pages, w.pack.Write(f, j.name(), func(out io.Writer) error { return w.pdf.Write(out, file) })
}

// issued is the fixed date of all files: noon of the imprint date, the same
// day wherever it is read.
func issued(pr *press) time.Time { return pr.county.Issued.Time().Add(12 * time.Hour) }
