// Package pdf draws finished pages into a PDF file. It is the only importer
// of gofpdf.
//
// It is for the generator and for nothing that thinks about content: a page
// comes with every mark in its place. The package promises that all fonts are
// embedded and cut to the characters used, that characters beyond U+FFFF are
// drawn and can be searched and copied, that grays are printed in black ink
// alone, that a file keeps the standard it names, and that equal pages give
// equal bytes.
//
// gofpdf makes the document: pages and their boxes, links, bookmarks,
// information. The contents of the pages, fonts, pictures and what a standard
// asks are written here and put into the document that gofpdf returns: it
// knows no characters beyond U+FFFF, no printing inks and no standards, and
// spends milliseconds on every font.
package pdf

import (
	"bytes"
	"fmt"
	"io"
	"time"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"

	"dangce/fonts"
	"dangce/generator/doc"
)

// File is what a PDF file says beside its pages.
type File struct {
	Title, Subject, Author string
	Date                   time.Time // fixed: creation and modification
	Pages                  []doc.Page
	Bookmarks              []doc.Bookmark
	Press                  *Condition // of printing, of a file for the print shop; nil for one to be kept and read
}

// producer is printed into the metadata of every file.
const producer = "dangce"

// Writer draws files. It keeps buffers between files and serves one goroutine
// at a time; workers have one each.
type Writer struct {
	Palette doc.Palette // of colours that are not gray; nil where there are none

	fonts    *fonts.Set
	used     usage
	canvas   canvas
	contents []span // of the streams
	pictures map[pictureKey]*picture
	streams  deflater
	program  []byte       // of the font being embedded
	cmap     []byte       // its ToUnicode map
	drawn    bytes.Buffer // the document as gofpdf writes it
	file     file
}

// NewWriter returns a writer that embeds the faces of set.
func NewWriter(set *fonts.Set) *Writer { return &Writer{fonts: set} }

// Write draws f to out. The error names the page where it arose.
func (w *Writer) Write(out io.Writer, f *File) error {
	if len(f.Pages) == 0 {
		return fmt.Errorf("pdf: %q 没有页", f.Title)
	}
	w.used.reset()
	for i := range f.Pages {
		w.used.add(f.Pages[i].Body)
		w.used.add(f.Pages[i].Marks)
	}
	if err := w.used.number(); err != nil {
		return fmt.Errorf("pdf: %q: %w", f.Title, err)
	}
	g := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "mm", Size: gofpdf.SizeType{Wd: f.Pages[0].W, Ht: f.Pages[0].H}})
	meta(g, f)
	if err := w.draw(g, f); err != nil {
		return err
	}
	w.drawn.Reset()
	if err := g.Output(&w.drawn); err != nil {
		return fmt.Errorf("pdf: %q: %w", f.Title, err)
	}
	if err := w.assemble(f); err != nil {
		return fmt.Errorf("pdf: %q: %w", f.Title, err)
	}
	_, err := out.Write(w.file.data)
	return err
}

// draw draws all pages.
func (w *Writer) draw(g *gofpdf.Fpdf, f *File) error {
	w.streams.reset()
	w.contents = w.contents[:0]
	c := &w.canvas
	c.g, c.used, c.palette, c.images, c.unmixed = g, &w.used, w.Palette, nil, doc.NoInk
	c.press, c.coloured = f.Press != nil, w.used.coloured
	mark := 0
	for i := range f.Pages {
		p := &f.Pages[i]
		content, err := w.page(p)
		for ; mark < len(f.Bookmarks) && f.Bookmarks[mark].Page == i+1; mark++ {
			g.Bookmark(utf16Text(f.Bookmarks[mark].Title), f.Bookmarks[mark].Level, 0)
		}
		if err == nil {
			err = g.Error()
		}
		if err != nil {
			return fmt.Errorf("pdf: %q 第 %d 页（%s）: %w", f.Title, i+1, p.Kind, err)
		}
		w.contents = append(w.contents, content)
	}
	return nil
}

func (w *Writer) page(p *doc.Page) (span, error) {
	c := &w.canvas
	known := len(c.images)
	content := c.page(p)
	for _, m := range c.images[known:] {
		if _, err := w.picture(m, c.press); err != nil {
			return span{}, err
		}
	}
	if c.unmixed != doc.NoInk {
		return span{}, fmt.Errorf("颜色 #%06x 没有印刷用的配方", uint32(c.unmixed))
	}
	return w.streams.add(textLevel, content)
}

// meta sets what does not depend on the pages. Times are fixed, so that equal
// pages give equal bytes.
func meta(g *gofpdf.Fpdf, f *File) {
	g.SetCatalogSort(true)
	g.SetCreationDate(f.Date)
	g.SetModificationDate(f.Date)
	g.SetTitle(utf16Text(f.Title), false)
	g.SetSubject(utf16Text(f.Subject), false)
	g.SetAuthor(utf16Text(f.Author), false)
	g.SetProducer(producer, false)
	g.SetAutoPageBreak(false, 0)
	g.SetMargins(0, 0, 0)
	g.SetCompression(false) // the streams that gofpdf writes are replaced
}

// utf16Text encodes s as a PDF text string. gofpdf's own encoder does not
// know characters beyond U+FFFF.
func utf16Text(s string) string {
	if s == "" {
		return ""
	}
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return string(b)
}
