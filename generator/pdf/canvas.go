package pdf

import (
	"github.com/jung-kurt/gofpdf"

	"dangce/generator/doc"
)

// ptPerMM converts the millimetres of a page to the points of a PDF.
const ptPerMM = 72 / 25.4

// canvas draws one page at a time, as operators in a buffer of its own.
// Pictures, which gofpdf draws, lie above shapes, and text above both, in
// the order of the marks.
type canvas struct {
	g      *gofpdf.Fpdf
	used   *usage
	buf    []byte
	h      float64 // of the page with all around it, mm
	dx, dy float64 // of the marks being drawn

	stroke, fill doc.Ink
	width        float64
	dash         float64
	text         textState

	press    bool // inks of the printing machine
	coloured bool // some mark of the file is not gray
	palette  doc.Palette
	over     overprint
	images   []*doc.Picture // of the file, in the order of their numbers
	unmixed  doc.Ink        // one without a mixture for the press, or NoInk
}

// page draws p and returns its content, valid until the next page is drawn.
func (c *canvas) page(p *doc.Page) []byte {
	edge := p.Bleed + p.Slug
	w, h := p.W+2*edge, p.H+2*edge
	c.g.AddPageFormat("P", gofpdf.SizeType{Wd: w, Ht: h})
	// Before the page is there, these would be the boxes of the last one.
	c.g.SetPageBox("trim", edge, edge, p.W, p.H)
	c.g.SetPageBox("bleed", p.Slug, p.Slug, w-2*p.Slug, h-2*p.Slug)
	c.reset(h)
	c.at(p.DX+edge, p.DY+edge).shapes(p.Body)
	c.at(edge, edge).shapes(p.Marks)
	c.at(p.DX+edge, p.DY+edge).pictures(p.Body)
	c.at(edge, edge).pictures(p.Marks)
	c.at(p.DX+edge, p.DY+edge).texts(p.Body)
	c.at(edge, edge).texts(p.Marks)
	c.endText()
	if !c.press { // nothing within the page but what is printed
		for _, l := range p.Links {
			id := c.g.AddLink()
			c.g.SetLink(id, 0, l.To)
			c.g.Link(l.X+edge, l.Y+edge, l.W, l.H, id)
		}
	}
	return c.buf
}

// reset begins a page, in the state in which a PDF reader begins it.
func (c *canvas) reset(h float64) {
	c.h, c.buf = h, c.buf[:0]
	c.stroke, c.fill, c.width, c.dash = doc.Black, doc.Black, -1, 0
	c.text, c.over = textState{}, overprint{}
}

func (c *canvas) at(dx, dy float64) *canvas {
	c.dx, c.dy = dx, dy
	return c
}

func rgb(i doc.Ink) (r, g, b int) {
	return int(i >> 16 & 0xff), int(i >> 8 & 0xff), int(i & 0xff)
}

func (c *canvas) pictures(marks []doc.Mark) {
	for _, m := range marks {
		if p, ok := m.(*doc.Picture); ok {
			c.place(p)
		}
	}
}
