// Package inspect reads finished PDF files back into facts, for tests: where
// each text is and whether the embedded font has a glyph for every one of
// its characters, which colour operators a page uses, its boxes, links and
// bookmarks.
//
// It promises to believe only the file: text comes from the content streams
// and the fonts embedded in them, not from what was meant to be printed. It
// knows what this program writes and what pdfcpu makes of it, and returns an
// error for anything else. Only tests import it.
package inspect

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// File is a PDF file. Lengths are millimetres, from the upper left corner of
// the trimmed page; page numbers count from 1.
type File struct {
	Info      map[string]string // Title, Author, Subject, Producer, CreationDate, ModDate
	Pages     []Page
	Fonts     []Font // in the order in which pages show them
	Bookmarks []Bookmark
	Structure Structure
}

// Page is what one page holds.
type Page struct {
	Media, Trim, Bleed Box // from the upper left corner of Trim
	Texts              []Text
	Strokes            []Stroke
	Annotations        int            // links and others
	Operators          map[string]int // colour operators and colour spaces of pictures, and how often
	Links              []Link
	Sum                [sha256.Size]byte // of the content, decoded
}

// Box is a rectangle.
type Box struct{ X, Y, W, H float64 }

// Text is what one operator shows.
type Text struct {
	X, Y float64 // start of the baseline
	W    float64 // advance, with extra space after characters
	Size float64 // pt
	Font *Font
	Ink  Ink
	S    string
	Bare []rune // characters of S that the embedded font has no glyph for
}

// Font is an embedded font.
type Font struct {
	Name     string
	Embedded bool
	encoding encoding
}

// Bookmark is an entry of the outline.
type Bookmark struct {
	Title string
	Level int
	Page  int
}

// Link is an area that jumps to a page.
type Link struct {
	Box
	Page int
}

const mmPerPt = 25.4 / 72

// reader resolves the objects of one file.
type reader struct {
	*model.XRefTable
	pages map[int]int // object number of a page -> its number
	fonts map[int]*Font
	file  *File
}

func init() { api.DisableConfigDir() } // pdfcpu would write to the user's home

// Open reads a file.
func Open(data []byte) (*File, error) {
	ctx, err := api.ReadContext(bytes.NewReader(data), model.NewDefaultConfiguration())
	if err != nil {
		return nil, fmt.Errorf("inspect: %w", err)
	}
	r := &reader{XRefTable: ctx.XRefTable, pages: make(map[int]int), fonts: make(map[int]*Font), file: &File{}}
	if err := errors.Join(r.structure(data), r.read()); err != nil {
		return nil, fmt.Errorf("inspect: %w", err)
	}
	return r.file, nil
}

func (r *reader) read() error {
	if err := r.EnsurePageCount(); err != nil {
		return err
	}
	dicts := make([]types.Dict, r.PageCount)
	for i := range dicts {
		d, ref, inherited, err := r.PageDict(i+1, false)
		if err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		if _, own := d["Resources"]; !own && inherited != nil && inherited.Resources != nil {
			d["Resources"] = inherited.Resources
		}
		if _, own := d["MediaBox"]; !own && inherited != nil && inherited.MediaBox != nil {
			d["MediaBox"] = inherited.MediaBox.Array()
		}
		dicts[i], r.pages[ref.ObjectNumber.Value()] = d, i+1
	}
	for i, d := range dicts {
		p, err := r.page(d)
		if err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		r.file.Pages = append(r.file.Pages, *p)
	}
	if err := r.outline(); err != nil {
		return fmt.Errorf("outline: %w", err)
	}
	return r.info()
}

func (r *reader) page(d types.Dict) (*Page, error) {
	p := &Page{Operators: make(map[string]int)}
	media, err := r.rect(d, "MediaBox")
	if err != nil {
		return nil, err
	}
	trim, err := r.rect(d, "TrimBox")
	if err != nil {
		trim = media
	}
	bleed, err := r.rect(d, "BleedBox")
	if err != nil {
		bleed = media
	}
	place := func(b [4]float64) Box {
		return Box{X: (b[0] - trim[0]) * mmPerPt, Y: (trim[3] - b[3]) * mmPerPt, W: (b[2] - b[0]) * mmPerPt, H: (b[3] - b[1]) * mmPerPt}
	}
	p.Media, p.Trim, p.Bleed = place(media), place(trim), place(bleed)
	if p.Links, err = r.links(d, place); err != nil {
		return nil, err
	}
	annots, err := r.DereferenceArray(d["Annots"])
	if err != nil {
		return nil, err
	}
	p.Annotations = len(annots)
	content, err := r.content(d["Contents"])
	if err != nil {
		return nil, err
	}
	p.Sum = sha256.Sum256(content)
	s := &stream{r: r, page: p, origin: trim}
	err = s.run(content, d["Resources"], identity, 0)
	return p, err
}

// content joins the content streams of a page.
func (r *reader) content(o types.Object) ([]byte, error) {
	o, err := r.Dereference(o)
	if err != nil || o == nil {
		return nil, err
	}
	parts, ok := o.(types.Array)
	if !ok {
		parts = types.Array{o}
	}
	var all []byte
	for _, part := range parts {
		data, err := r.bytes(part)
		if err != nil {
			return nil, err
		}
		all = append(append(all, data...), '\n')
	}
	return all, nil
}

// bytes returns the decoded bytes of a stream.
func (r *reader) bytes(o types.Object) ([]byte, error) {
	sd, _, err := r.DereferenceStreamDict(o)
	if err != nil {
		return nil, err
	}
	if sd == nil {
		return nil, fmt.Errorf("no stream in %v", o)
	}
	if err := sd.Decode(); err != nil {
		return nil, err
	}
	return sd.Content, nil
}

func (r *reader) rect(d types.Dict, key string) (b [4]float64, err error) {
	a, err := r.DereferenceArray(d[key])
	if err != nil || len(a) != 4 {
		return b, fmt.Errorf("%s is %v: %w", key, d[key], err)
	}
	for i := range b {
		if b[i], err = r.DereferenceNumber(a[i]); err != nil {
			return b, err
		}
	}
	return b, nil
}
