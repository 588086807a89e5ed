package generator

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/pack"
	"dangce/generator/pdf"
	"dangce/templates"
)

// pressFolder is what the print shop gets, and all it gets.
const pressFolder = "付印"

// volumePages is the most pages of one volume: more take printing software
// too long to open.
const volumePages = 3000

// batch is one kind of book of one committee on its way to the print shop:
// blocks one behind the other, and covers in the same order.
type batch struct {
	com    *config.Committee
	of     *templates.Book
	folder string // in the pack
	orders []order
}

// order is the book of one owner in a batch.
type order struct {
	task *task
	book.PressLine
	volume int
}

// batches lists what the committees print, in the order of the pack.
func batches(pr *press, all []task) ([]*batch, error) {
	var out []*batch
	for _, t := range pr.set.Books {
		if !book.Pressed(t, pr.county) {
			continue
		}
		var last *batch
		for i := range all {
			task := &all[i]
			if !slices.ContainsFunc(task.books, func(j job) bool { return j.book == t }) {
				continue
			}
			if last == nil || last.com != task.committee {
				root, _, _ := strings.Cut(task.folder, "/")
				last = &batch{com: task.committee, of: t, folder: pressFolder + "/" + root}
				out = append(out, last)
			}
			last.orders = append(last.orders, order{task: task})
		}
	}
	slices.SortStableFunc(out, func(a, b *batch) int { return cmp.Compare(a.folder, b.folder) })
	return out, nil
}

// measure lays the blocks of a batch out to learn their pages, and shares
// them out over volumes.
func (b *batch) measure(pr *press) error {
	volume, page, covers := 1, 0, 0
	for i := range b.orders {
		o := &b.orders[i]
		sub := pr.subject(o.task)
		l, err := pr.lay(b.of, sub)
		if err != nil {
			return fmt.Errorf("%s: %w", o.task, err)
		}
		if page > 0 && page+len(l.Pages) > volumePages {
			volume, page, covers = volume+1, 0, 0
		}
		o.PressLine = pr.set.Line(b.of, sub, len(l.Pages), len(l.Blocks))
		o.volume, o.From, o.To = volume, page+1, page+len(l.Pages)
		o.Folder = b.folder
		if covers++; o.Covered {
			o.Cover = covers
		}
		page = (o.To + 1) / 2 * 2 // the next begins on a right page
	}
	for i := range b.orders {
		b.orders[i].Volume = b.file("内文连排", b.orders[i].volume)
	}
	return nil
}

// files is the number of files of the batch.
func (b *batch) files() int {
	n := b.orders[len(b.orders)-1].volume
	if b.of.Cover != "" {
		n *= 2
	}
	return n
}

// lines lists the orders of all batches, for the print shop.
func lines(shop []*batch) []book.PressLine {
	var out []book.PressLine
	for _, b := range shop {
		for i := range b.orders {
			out = append(out, b.orders[i].PressLine)
		}
	}
	return out
}

// file names a volume; the only one of its kind has no number.
func (b *batch) file(what string, volume int) string {
	name := strings.TrimSuffix(b.of.File, ".pdf") + "-" + what
	if b.orders[len(b.orders)-1].volume > 1 {
		name = fmt.Sprintf("%s-%d", name, volume)
	}
	return name + ".pdf"
}

// volumes makes the files of a batch.
func (w *worker) volumes(ctx context.Context, b *batch) (err error) {
	defer guard(b, &err)
	last := b.orders[len(b.orders)-1].volume
	for v := 1; v <= last; v++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.volume(b, b.file("内文连排", v), v, w.blockPages); err != nil {
			return err
		}
		if b.of.Cover == "" {
			continue
		}
		if err := w.volume(b, b.file("封面连排", v), v, w.coverPages); err != nil {
			return err
		}
	}
	return nil
}

// volume makes one file: the pages of each order of the volume.
func (w *worker) volume(b *batch, name string, v int, pages func(*batch, *order, *pdf.File) error) error {
	path := b.folder + "/" + name
	key := b.of.Name + "-press"
	if w.pack.Have(path, key) {
		w.report.done(path, 0)
		return nil
	}
	f := &pdf.File{Title: strings.TrimSuffix(name, ".pdf") + " " + b.com.Short, Author: w.county.Department, Date: issued(w.press)}
	for i := range b.orders {
		if b.orders[i].volume != v {
			continue
		}
		if err := pages(b, &b.orders[i], f); err != nil {
			return err
		}
	}
	err := w.pack.Write(pack.File{Path: path, Book: b.of.Name, Committee: b.com.Code, Pages: len(f.Pages)}, key,
		func(out io.Writer) error { return w.pdf.Write(out, f) })
	w.report.done(path, len(f.Pages))
	return err
}

// blockPages adds the pages of one block, with the bleed that the trimming
// machine needs, from a right page on.
func (w *worker) blockPages(b *batch, o *order, f *pdf.File) error {
	d := w.set.Build(b.of, w.subject(o.task))
	d.Format.Bleed = w.county.Print.Bleed
	r, err := w.layout.Book(d)
	if err != nil {
		return fmt.Errorf("《%s》: %w", b.of.Title, err)
	}
	if len(f.Pages)%2 == 1 {
		p := &r.Pages[0]
		f.Pages = append(f.Pages, doc.Page{Kind: "blank", W: p.W, H: p.H, Bleed: p.Bleed})
	}
	base := len(f.Pages)
	f.Bookmarks = append(f.Bookmarks, doc.Bookmark{Title: o.Pair + " " + o.Owner, Page: base + 1})
	for _, p := range r.Pages {
		for i := range p.Links {
			p.Links[i].To += base
		}
		f.Pages = append(f.Pages, p)
	}
	return nil
}

// coverPages adds the cover of one block.
func (w *worker) coverPages(b *batch, o *order, f *pdf.File) error {
	p, err := w.layout.Cover(w.set.Cover(b.of, w.subject(o.task), o.Pages))
	if err != nil {
		return fmt.Errorf("《%s》封面: %w", b.of.Title, err)
	}
	f.Pages = append(f.Pages, p)
	f.Bookmarks = append(f.Bookmarks, doc.Bookmark{Title: o.Pair + " " + o.Owner, Page: len(f.Pages)})
	return nil
}

// String names the batch in errors.
func (b *batch) String() string { return "付印 " + b.com.Short + "《" + b.of.Title + "》" }
