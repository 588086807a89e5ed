package generator

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/pack"
	"dangce/generator/pdf"
	sheets "dangce/generator/press"
	"dangce/templates"
)

// pressFolder is what the print shop gets, and all it gets.
const pressFolder = "付印"

// volumePages is the most pages of one volume: more take printing software
// too long to open.
const volumePages = 3000

// batch is one kind of book of one committee on its way to the print shop:
// blocks one behind the other, and covers in the same order; or a book of the
// county.
type batch struct {
	com       *config.Committee // nil for the county
	of        *templates.Book
	folder    string // in the pack
	elsewhere bool   // another shard writes the volumes
	orders    []order

	mu   sync.Mutex
	next int    // the order that is to be bound next
	open volume // being filled
}

// order is the book of one owner in a batch.
type order struct {
	batch *batch
	task  *task
	book.PressLine
	volume int

	ready  bool // laid out
	pages  int  // of the file: those of all copies that differ
	wraps  int  // covers that differ
	block  []doc.Page
	covers []doc.Page
}

// batches lists what the committees print, in the order of the pack. That is
// nothing when single branches are chosen: a volume holds all branches of a
// committee.
func (e *engine) batches(all []task, o *Options) []*batch {
	if len(o.Branches) > 0 {
		return nil
	}
	var out []*batch
	for _, t := range e.set.Books {
		if !book.Pressed(t, e.county) {
			continue
		}
		var last *batch
		for i := range all {
			task := &all[i]
			if !slices.ContainsFunc(task.jobs, func(j job) bool { return j.book == t }) {
				continue
			}
			if last == nil || last.com != task.committee {
				root, _, _ := strings.Cut(task.folder, "/")
				last = &batch{com: task.committee, of: t, folder: pressFolder + "/" + root, open: volume{number: 1}}
				out = append(out, last)
			}
			last.orders = append(last.orders, order{batch: last, task: task})
		}
	}
	slices.SortStableFunc(out, func(a, b *batch) int { return cmp.Compare(a.folder, b.folder) })
	for i, b := range out {
		b.elsewhere = o.ShardN > 1 && i%o.ShardN != o.ShardI-1
	}
	return out
}

// lines lists the orders of all batches, for the print shop, once all are
// laid out.
func lines(shop []*batch) []book.PressLine {
	var out []book.PressLine
	for _, b := range shop {
		for i := range b.orders {
			o := &b.orders[i]
			o.Volume = b.file(b.what(), o.volume, b.open.number > 1)
			out = append(out, o.PressLine)
		}
	}
	return out
}

// what is in the file of blocks: books of many branches, or one of the county.
func (b *batch) what() string {
	if b.com == nil {
		return "付印"
	}
	return "内文连排"
}

// owner is the code and the name of whose books they are.
func (b *batch) owner(c *config.County) (code, name string) {
	if b.com == nil {
		return "", c.Name
	}
	return b.com.Code, b.com.Short
}

// file names a volume; the only one of its kind has no number.
func (b *batch) file(what string, volume int, several bool) string {
	name := strings.TrimSuffix(b.of.File.String(), ".pdf") + "-" + what
	if several {
		name = fmt.Sprintf("%s-%d", name, volume)
	}
	return name + ".pdf"
}

// files is the number of files of a volume.
func (b *batch) files() int {
	switch {
	case b.elsewhere:
		return 0
	case !b.of.Cover.Empty():
		return 2
	}
	return 1
}

// volume is the books of a batch that make one file.
type volume struct {
	batch         *batch
	number        int
	several       bool
	wraps, pages  int // covers, and pages of blocks, so far
	block, covers pdf.File
}

// volumes is the sink of books that go to the print shop: it binds them in
// the order of their batch, whichever is laid out first.
type volumes struct {
	*files
	counts bool // pages are counted even where another shard writes the volumes
}

// expect announces a volume for each batch; there may be more.
func (v *volumes) expect(shop []*batch) {
	for _, b := range shop {
		v.report.expect(b.files())
	}
}

func (v *volumes) wants(_ *task, j *job) bool {
	return j.order != nil && (v.counts || !j.order.batch.elsewhere)
}

func (v *volumes) take(ctx context.Context, w *worker, d *done) (err error) {
	o := d.order
	b := o.batch
	o.PressLine = w.set.Line(b.of, d.sub, len(d.laid.Pages), len(d.laid.Blocks))
	o.Folder, o.pages = b.folder, len(d.laid.Pages)
	if o.Covered {
		o.wraps = len(w.set.Covers(b.of, d.sub, o.Pages))
	}
	if !b.elsewhere {
		o.block = d.laid.Pages
		if o.Covered {
			if o.covers, err = w.covers(d.laid, o.Pages); err != nil {
				return err
			}
		}
	}
	for _, full := range v.bind(w.engine, o) {
		if err := v.write(ctx, w, full); err != nil {
			return err
		}
	}
	return nil
}

// bind adds an order to its volume, and those that have waited for it. It
// returns the volumes that are full.
func (v *volumes) bind(e *engine, o *order) []*volume {
	b := o.batch
	b.mu.Lock()
	defer b.mu.Unlock()
	o.ready = true
	var full []*volume
	for ; b.next < len(b.orders) && b.orders[b.next].ready; b.next++ {
		next := &b.orders[b.next]
		if b.open.pages > 0 && b.open.pages+next.pages > volumePages {
			closed := b.open
			closed.several = true
			full = append(full, &closed)
			b.open = volume{number: closed.number + 1, several: true}
			v.report.expect(b.files())
		}
		b.open.add(e, next)
	}
	if b.next == len(b.orders) {
		closed := b.open
		full = append(full, &closed)
		b.open.block, b.open.covers = pdf.File{}, pdf.File{}
	}
	if b.elsewhere {
		return nil
	}
	for _, f := range full {
		f.batch = b
	}
	return full
}

// add adds an order: the pages of its block from a right page on, with the
// bleed that the trimming machine needs, and its cover.
func (v *volume) add(e *engine, o *order) {
	o.volume, o.From, o.To = v.number, v.pages+1, v.pages+o.pages
	if o.Covered {
		o.Cover, o.Covers = v.wraps+1, o.wraps
		v.wraps += o.wraps
	}
	v.pages = (o.To + 1) / 2 * 2 // the next begins on a right page
	if o.block == nil {
		return
	}
	bleed := e.county.Print.Bleed
	f, first := &v.block, &o.block[0]
	if len(f.Pages)%2 == 1 {
		f.Pages = append(f.Pages, doc.Page{Kind: "blank", W: first.W, H: first.H, Bleed: bleed})
	}
	base := len(f.Pages)
	for i := range o.block {
		p := sheets.Bleed(&o.block[i], bleed)
		if o.batch.com == nil {
			e.layout.Proof(&p, nil, fmt.Sprintf("《%s》　第 %d 页，共 %d 页　成品 %s mm", o.Title, i+1, o.pages, o.Size))
		}
		f.Pages = append(f.Pages, p)
	}
	name := o.Pair + " " + o.Owner
	f.Bookmarks = append(f.Bookmarks, doc.Bookmark{Title: name, Page: base + 1})
	if o.Covered {
		v.covers.Bookmarks = append(v.covers.Bookmarks, doc.Bookmark{Title: name, Page: len(v.covers.Pages) + 1})
		v.covers.Pages = append(v.covers.Pages, o.covers...)
	}
	o.block, o.covers = nil, nil
}

// write writes the files of a volume.
func (v *volumes) write(ctx context.Context, w *worker, full *volume) (err error) {
	b := full.batch
	defer guard(b, &err)
	w.forPress(&full.block, b.com == nil)
	w.forPress(&full.covers, true)
	for _, f := range []struct {
		what string
		file *pdf.File
	}{{b.what(), &full.block}, {"封面连排", &full.covers}} {
		if len(f.file.Pages) == 0 {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		name := b.file(f.what, full.number, full.several)
		path, inputs := b.folder+"/"+name, b.of.Name+"-press"
		if v.pack.Have(path, inputs) {
			v.report.done(path, 0)
			continue
		}
		code, owner := b.owner(w.county)
		f.file.Title = strings.TrimSuffix(name, ".pdf") + " " + owner
		f.file.Author, f.file.Date = w.county.Department, w.issued()
		err := v.pack.Write(pack.File{Path: path, Book: b.of.Name, Committee: code, Pages: len(f.file.Pages)}, inputs,
			func(out io.Writer) error { return w.pdf.Write(out, f.file) })
		if err != nil {
			return err
		}
		v.report.done(path, len(f.file.Pages))
	}
	return nil
}

// String names the batch in errors.
func (b *batch) String() string { return "付印 " + b.folder + "《" + b.of.Title.String() + "》" }
