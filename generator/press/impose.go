package press

import (
	"errors"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/validate"
)

// Why a PDF file cannot be imposed.
var (
	// ErrEncrypted: the file is encrypted, with or without a password.
	ErrEncrypted = errors.New("这个 PDF 加了密，不能拼版")
	// ErrLarge: what the pages hold comes to more than a book does.
	ErrLarge = errors.New("这个 PDF 里的内容解开以后太大，不像一本书")
	// ErrBroken: the file is no PDF, or damaged.
	ErrBroken = errors.New("这个 PDF 读不出来，可能已损坏，或者不是 PDF")
	// ErrSize: pages of different sizes, or too large for the sheet.
	ErrSize = errors.New("页面大小不合适")
)

// Imposing says how a finished PDF becomes a booklet.
type Imposing struct {
	Sheet Sheet   // as it lies, before it is folded; zero: the smallest usual one
	Paper float64 // thickness of a sheet, mm
	Bare  bool    // no marks
}

// Imposed describes the result. Lengths are mm.
type Imposed struct {
	Page, Sheet Sheet
	Pages       int     // of the file
	Blank       int     // added at the end
	Sheets      int     // of paper, for one copy
	Creep       float64 // how far the innermost pages were moved to the fold
	Trimmed     bool    // there is room for cut and collation marks
	Turned      []int   // pages lying across that were turned
	Small       []int   // pages smaller than the others, in the middle of their place
}

// pdfcpu would write a folder of settings into the user's home. Its package
// api, which has calls for this and for reading and writing, is kept out: it
// brings form fields and tables of widths that take 20 ms at each start.
func init() { model.ConfigPath = "disable" }

// Impose reads a finished PDF file, whoever made it, and writes it as a
// saddle-stitched booklet: two pages side by side on each side of a sheet that
// is turned over its short edge, so that the sheets, laid into each other and
// folded, read 1, 2, 3.
//
// Pages are moved, never scaled or redrawn: text stays text. The pages of
// inner sheets, which a trim at the fore edge would make narrower, are moved
// to the fold by the thickness of the sheets around them. Annotations that are
// printed, seals for instance, become part of their page; links, bookmarks and
// form fields go. Errors are ErrEncrypted, ErrLarge, ErrBroken, ErrSize, or those of w.
func Impose(w io.Writer, r io.ReadSeeker, how Imposing) (done *Imposed, err error) {
	defer func() {
		// Files are foreign, and pdfcpu panics on some of them.
		if p := recover(); p != nil {
			done, err = nil, fmt.Errorf("%w：%v", ErrBroken, p)
		}
	}()
	conf := model.NewDefaultConfiguration()
	conf.Cmd = model.BOOKLET // so that encrypted files are refused
	conf.Optimize, conf.OptimizeBeforeWriting = false, false
	conf.WriteObjectStream, conf.WriteXRefStream = false, false // old machines read it too
	ctx, err := pdfcpu.Read(r, conf)
	if err == nil {
		err = validate.XRefTable(ctx)
	}
	switch {
	case errors.Is(err, pdfcpu.ErrEncrypted):
		return nil, ErrEncrypted
	case err != nil:
		return nil, fmt.Errorf("%w：%v", ErrBroken, err)
	}
	src := source{Context: ctx, left: mostContents}
	if err := src.read(); err != nil {
		return nil, err
	}
	done = &Imposed{Pages: len(src.pages), Blank: (4 - len(src.pages)%4) % 4}
	done.Sheets = (done.Pages + done.Blank) / 4
	if err := src.fit(done); err != nil {
		return nil, err
	}
	g, err := newFoldedSheet(done.Page, how.Sheet)
	if err != nil {
		return nil, err
	}
	g.paper, g.bare = how.Paper, how.Bare
	done.Sheet, done.Trimmed = g.s, g.margins()
	done.Creep = float64(done.Sheets-1) * g.paper
	if err := src.compose(g, done); err != nil {
		return nil, err
	}
	if err := src.write(w); err != nil {
		return nil, fmt.Errorf("写拼版文件：%w", err)
	}
	return done, nil
}
