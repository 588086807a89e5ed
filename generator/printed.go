package generator

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"dangce/config"
	"dangce/generator/audit"
	"dangce/generator/book"
	"dangce/generator/pack"
	"dangce/templates"
)

// The pieces on paper that a collection makes: of some there is one for the
// county, of the feedback one for each branch.
var (
	printedOnce     = []string{"bulletin", "grounds", "review-sheets"}
	printedBranches = "feedback"
)

// piece is a printed piece that is made during the year.
type piece struct {
	book *templates.Book
	path string
	sub  *book.Subject
}

// newPiece prepares a piece for a folder of the pack; "" is the pack itself.
func newPiece(set *book.Set, name, folder string, sub *book.Subject) (piece, error) {
	for _, t := range set.Books {
		if t.Name == name {
			return piece{t, path.Join(folder, set.FileName(t.File, sub)), sub}, nil
		}
	}
	return piece{}, fmt.Errorf("没有书的模板 %s", name)
}

// writePrinted writes the printed pieces of a collection into p.
func writePrinted(ctx context.Context, c *config.County, p *pack.Pack, r *audit.Result, set *book.Set, sub *book.Subject) error {
	county := *sub
	county.Collected = r
	var all []piece
	for _, name := range printedOnce {
		x, err := newPiece(set, name, "", &county)
		if err != nil {
			return err
		}
		all = append(all, x)
	}
	var names pack.Names
	for _, b := range r.Branches {
		x, err := newPiece(set, printedBranches, "", &book.Subject{County: c, Calendar: sub.Calendar, Committee: b.Committee, Branch: b.Branch,
			Plan: b.Plan, Occasion: sub.Occasion, Collected: r})
		if err != nil {
			return err
		}
		stem := strings.TrimSuffix(x.path, ".pdf")
		x.path = path.Join(x.book.Folder, names.Name(x.book.Folder, stem, ".pdf"))
		all = append(all, x)
	}
	return writePieces(ctx, c, p, set, all)
}

// writePieces lays pieces out and writes them, several at a time.
func writePieces(ctx context.Context, c *config.County, p *pack.Pack, set *book.Set, all []piece) error {
	pr, err := newPress(c, set)
	if err != nil {
		return err
	}
	crew := &crew{press: pr, pack: p, jobs: (&Options{}).jobs(), report: &reporter{}}
	return crew.each(ctx, len(all), func(ctx context.Context, w *worker, i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return w.piece(&all[i])
	})
}

// piece makes one piece. Without pages, there is no file: a county that plans
// no review.
func (w *worker) piece(x *piece) error {
	f, err := w.pages(&job{book: x.book}, x.sub)
	if err != nil {
		return err
	}
	if len(f.Pages) == 0 {
		return nil
	}
	file := pack.File{Path: x.path, Book: x.book.Name, Pages: len(f.Pages)}
	if b := x.sub.Branch; b != nil {
		file.Branch, file.Committee = b.Code, b.Committee.Code
	}
	return w.pack.Write(file, "", func(out io.Writer) error { return w.pdf.Write(out, f) })
}
