package generator

import (
	"fmt"

	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/layout"
	"dangce/generator/pdf"
	sheets "dangce/generator/press"
	"dangce/templates"
)

// paged is a book with its pages, from which all its files are made.
type paged struct {
	*layout.Result
	of  *templates.Book
	sub *book.Subject
	doc *doc.Book
}

// lay lays a book out.
func (pr *press) lay(t *templates.Book, sub *book.Subject) (*paged, error) {
	b := pr.set.Build(t, sub)
	r, err := pr.layout.Book(b)
	if err != nil {
		return nil, fmt.Errorf("《%s》: %w", t.Title, err)
	}
	l := &paged{Result: r, of: t, sub: sub, doc: b}
	if t.Name == handbook {
		sub.Handbook = l.records()
	}
	return l, nil
}

// pages lays a book out for a file of its own.
func (pr *press) pages(j *job, sub *book.Subject) (*pdf.File, error) {
	l, err := pr.lay(j.book, sub)
	if err != nil {
		return nil, err
	}
	return pr.file(j, l)
}

// file makes the part of a book that j asks for.
func (pr *press) file(j *job, l *paged) (*pdf.File, error) {
	f := &pdf.File{Title: l.doc.Title, Subject: l.doc.Subject, Author: l.doc.Author, Date: issued(pr)}
	switch j.part {
	case imposed:
		pages, err := sheets.Booklets(l.blocks(), sheets.A4)
		if err != nil {
			return nil, fmt.Errorf("《%s》拼版: %w", j.book.Title, err)
		}
		f.Title += "（拼版）"
		f.Pages = pages
	case cover:
		page, err := pr.layout.Cover(pr.set.Cover(l.of, l.sub, len(l.Pages)))
		if err != nil {
			return nil, fmt.Errorf("《%s》封面: %w", j.book.Title, err)
		}
		f.Title += "（封面）"
		f.Pages = []doc.Page{page}
	default:
		f.Pages, f.Bookmarks = l.Pages, l.Bookmarks
	}
	return f, nil
}

// blocks returns the pages of each block that is bound separately.
func (l *paged) blocks() [][]doc.Page {
	var out [][]doc.Page
	for i, from := range l.Blocks {
		to := len(l.Pages) + 1
		if i+1 < len(l.Blocks) {
			to = l.Blocks[i+1]
		}
		out = append(out, l.Pages[from-1:to-1])
	}
	return out
}
