package view

import (
	"fmt"
	"image"
	"image/draw"

	"github.com/klippa-app/go-pdfium/requests"
)

// page names a page by its index, from 0.
func (f *File) page(i int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: f.doc, Index: i}}
}

// Text returns the text of page i, from 0, in the order in which PDFium reads
// the page, lines ended by \r\n.
func (f *File) Text(i int) (string, error) {
	s, err := f.text(i)
	if err != nil {
		return "", fmt.Errorf("view: text of page %d: %w", i+1, err)
	}
	return s, nil
}

func (f *File) text(i int) (string, error) {
	loaded, err := f.lib.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: f.page(i)})
	if err != nil {
		return "", err
	}
	defer f.lib.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: loaded.TextPage})
	count, err := f.lib.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: loaded.TextPage})
	if err != nil || count.Count == 0 {
		return "", err
	}
	// GetPageText, which looks simpler, loses characters beyond U+FFFF.
	text, err := f.lib.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: loaded.TextPage, Count: count.Count})
	if err != nil {
		return "", err
	}
	return text.Text, nil
}

// Render draws page i, from 0, on white paper at dpi dots to the inch.
func (f *File) Render(i, dpi int) (*image.RGBA, error) {
	r, err := f.lib.RenderPageInDPI(&requests.RenderPageInDPI{Page: f.page(i), DPI: dpi})
	if err != nil {
		return nil, fmt.Errorf("view: page %d: %w", i+1, err)
	}
	defer r.Cleanup() // the picture lies in PDFium's memory until here
	src := r.Result.RenderedImage
	out := image.NewRGBA(src.Bounds())
	draw.Draw(out, out.Bounds(), src, src.Bounds().Min, draw.Src)
	return out, nil
}
