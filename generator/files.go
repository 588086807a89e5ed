package generator

import (
	"context"
	"fmt"
	"io"

	"dangce/generator/doc"
	"dangce/generator/ics"
	"dangce/generator/pack"
	"dangce/generator/pdf"
	sheets "dangce/generator/press"
	"dangce/generator/svg"
	"dangce/generator/xlsx"
)

// files is the sink that writes a file for each job into a pack.
type files struct {
	pack   *pack.Pack
	report *reporter
}

// expect announces the files.
func (f *files) expect(all []task) {
	for i := range all {
		if !all[i].elsewhere {
			f.report.expect(len(all[i].jobs))
		}
	}
}

// wants leaves out what an earlier run has left as it is to be.
func (f *files) wants(t *task, j *job) bool {
	if t.elsewhere {
		return false
	}
	if f.pack.Have(j.path, j.inputs()) {
		f.report.done(j.path, 0)
		return false
	}
	return true
}

func (f *files) take(_ context.Context, w *worker, d *done) error {
	file := pack.File{Path: d.path, Book: d.name()}
	if d.branch != nil {
		file.Branch = d.branch.Code
	}
	if d.committee != nil {
		file.Committee = d.committee.Code
	}
	fill, pages, err := w.filler(d)
	if err != nil {
		return err
	}
	if fill != nil {
		file.Pages = pages
		if err := f.pack.Write(file, d.inputs(), fill); err != nil {
			return err
		}
	}
	f.report.done(d.path, pages)
	return nil
}

// filler returns what writes the file of a job and the number of its pages;
// nil where there is nothing to write: labels of a 党总支 that gets no books.
func (w *worker) filler(d *done) (fill func(io.Writer) error, pages int, err error) {
	switch {
	case d.rows != nil:
		wb := w.set.Filled(d.workbook, d.sub, d.rows)
		return func(out io.Writer) error { return xlsx.Write(out, wb) }, 0, nil
	case d.workbook != nil:
		wb := w.set.Workbook(d.workbook, d.sub)
		return func(out io.Writer) error { return xlsx.Write(out, wb) }, 0, nil
	case d.agenda != nil:
		a := w.set.Agenda(d.agenda, d.sub)
		return func(out io.Writer) error { return ics.Write(out, a) }, 0, nil
	case d.part == drawn:
		drawing, err := w.drawing(d.job, d.laid)
		return func(out io.Writer) error { return svg.Write(out, drawing) }, 0, err
	}
	file, err := w.file(d.part, d.laid)
	if err != nil || len(file.Pages) == 0 {
		return nil, 0, err
	}
	return func(out io.Writer) error { return w.pdf.Write(out, file) }, len(file.Pages), nil
}

// file makes a part of a book.
func (e *engine) file(p part, l *laid) (*pdf.File, error) {
	f := &pdf.File{Title: l.doc.Title, Subject: l.doc.Subject, Author: l.doc.Author, Date: e.issued()}
	switch p {
	case imposed:
		pages, err := sheets.Booklets(l.blocks(), sheets.A4)
		if err != nil {
			return nil, fmt.Errorf("《%s》拼版: %w", l.of.Title, err)
		}
		f.Title += "（拼版）"
		f.Pages = pages
	case cover:
		pages, err := e.covers(l, l.copyPages())
		if err != nil {
			return nil, err
		}
		f.Title += "（封面）"
		e.forPress(f, true)
		f.Pages = pages
	default:
		f.Pages, f.Bookmarks = l.Pages, l.Bookmarks
	}
	return f, nil
}

// forPress makes f a file for the print shop, to be printed on coated paper
// or not.
func (e *engine) forPress(f *pdf.File, coated bool) {
	c := e.set.Condition(coated)
	f.Press = &pdf.Condition{Name: c.Name, Info: c.Info}
}

// covers lays out the covers of a book, each around so many pages.
func (e *engine) covers(l *laid, pages int) ([]doc.Page, error) {
	var out []doc.Page
	for _, c := range e.set.Covers(l.of, l.sub, pages) {
		p, err := e.layout.Cover(c)
		if err != nil {
			return nil, fmt.Errorf("《%s》封面: %w", l.of.Title, err)
		}
		p.Number = len(out) + 1
		out = append(out, p)
	}
	return out, nil
}
