// Package pdf draws finished pages into a PDF file. It is the only importer
// of gofpdf.
//
// It is for the generator and for nothing that thinks about content: a page
// comes with every mark in its place. The package promises that all fonts are
// embedded and cut to the characters used, that characters beyond U+FFFF are
// drawn and can be searched and copied, that equal components of a colour
// come out in the gray colour space, and that equal pages give equal bytes.
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
}

// Producer is printed into the metadata of every file.
const Producer = "dangce"

// Writer draws files. It keeps buffers between files and serves one goroutine
// at a time; workers have one each.
type Writer struct {
	fonts *fonts.Set
	used  usage
	raw   []byte
	out   bytes.Buffer

	deflate deflater
}

// NewWriter returns a writer that embeds the faces of set.
func NewWriter(set *fonts.Set) *Writer { return &Writer{fonts: set} }

// Write draws f to w. The error names the page where it arose.
func (w *Writer) Write(out io.Writer, f *File) error {
	if len(f.Pages) == 0 {
		return fmt.Errorf("pdf: %q 没有页", f.Title)
	}
	g := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "mm", Size: gofpdf.SizeType{Wd: f.Pages[0].W, Ht: f.Pages[0].H}})
	meta(g, f)
	rare, err := w.addFonts(g, f.Pages)
	if err != nil {
		return err
	}
	c := canvas{g: g, fonts: w.fonts, buf: w.raw[:0]}
	mark := 0
	for i := range f.Pages {
		c.page(&f.Pages[i])
		for ; mark < len(f.Bookmarks) && f.Bookmarks[mark].Page == i+1; mark++ {
			g.Bookmark(f.Bookmarks[mark].Title, f.Bookmarks[mark].Level, 0)
		}
		if err := g.Error(); err != nil {
			return fmt.Errorf("pdf: %q 第 %d 页（%s）: %w", f.Title, i+1, f.Pages[i].Kind, err)
		}
	}
	w.raw = c.buf[:0]
	w.out.Reset()
	if err := g.Output(&w.out); err != nil {
		return fmt.Errorf("pdf: %q: %w", f.Title, err)
	}
	data, err := w.deflate.rewrite(w.out.Bytes(), rare)
	if err != nil {
		return fmt.Errorf("pdf: %q: %w", f.Title, err)
	}
	_, err = out.Write(data)
	return err
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
	g.SetProducer(Producer, false)
	g.SetAutoPageBreak(false, 0)
	g.SetMargins(0, 0, 0)
	g.SetCompression(false) // rewrite does it, without new tables for every page
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

// addFonts embeds the faces that the pages use, cut to their characters. It
// returns the characters beyond U+FFFF by font and code.
func (w *Writer) addFonts(g *gofpdf.Fpdf, pages []doc.Page) (map[string]map[uint16]rune, error) {
	w.used.reset()
	for i := range pages {
		w.used.add(pages[i].Body)
		w.used.add(pages[i].Marks)
	}
	var rare map[string]map[uint16]rune
	for id, runes := range w.used.faces() {
		face := fonts.FaceID(id)
		ttf, err := w.fonts.Cut(face, runes)
		if err != nil {
			return nil, fmt.Errorf("pdf: 字体 %s: %w", face, err)
		}
		g.AddUTF8FontFromBytes(face.String(), "", ttf)
		if m := w.fonts.Rare(face, runes); len(m) > 0 {
			if rare == nil {
				rare = make(map[string]map[uint16]rune)
			}
			rare[face.String()] = m
		}
	}
	return rare, g.Error()
}
