package pdf

import (
	"bytes"

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

	img   []*doc.Picture
	imgAt []doc.Point
}

// page draws p and returns what comes before and after its pictures, valid
// until the next page is drawn.
func (c *canvas) page(p *doc.Page) (before, after []byte, pictures bool) {
	edge := p.Bleed + p.Slug
	w, h := p.W+2*edge, p.H+2*edge
	c.g.AddPageFormat("P", gofpdf.SizeType{Wd: w, Ht: h})
	// Before the page is there, these would be the boxes of the last one.
	c.g.SetPageBox("trim", edge, edge, p.W, p.H)
	c.g.SetPageBox("bleed", p.Slug, p.Slug, w-2*p.Slug, h-2*p.Slug)
	c.reset(h)
	c.at(p.DX+edge, p.DY+edge).shapes(p.Body)
	c.at(edge, edge).shapes(p.Marks)
	if len(c.img) > 0 {
		c.setDash(0)
		c.pictures()
	}
	split := len(c.buf)
	c.at(p.DX+edge, p.DY+edge).texts(p.Body)
	c.at(edge, edge).texts(p.Marks)
	c.endText()
	for _, l := range p.Links {
		id := c.g.AddLink()
		c.g.SetLink(id, 0, l.To)
		c.g.Link(l.X+edge, l.Y+edge, l.W, l.H, id)
	}
	return c.buf[:split], c.buf[split:], len(c.img) > 0
}

// reset begins a page, in the state in which a PDF reader begins it.
func (c *canvas) reset(h float64) {
	c.h, c.buf = h, c.buf[:0]
	c.stroke, c.fill, c.width, c.dash = doc.Black, doc.Black, -1, 0
	c.text = textState{}
	c.img, c.imgAt = c.img[:0], c.imgAt[:0]
}

func (c *canvas) at(dx, dy float64) *canvas {
	c.dx, c.dy = dx, dy
	return c
}

func rgb(i doc.Ink) (r, g, b int) {
	return int(i >> 16 & 0xff), int(i >> 8 & 0xff), int(i & 0xff)
}

// pictures leaves the pictures to gofpdf, in its own stream of the page.
func (c *canvas) pictures() {
	for i, p := range c.img {
		opt := gofpdf.ImageOptions{ImageType: p.Type}
		c.g.RegisterImageOptionsReader(p.Name, opt, bytes.NewReader(p.Data))
		c.g.ImageOptions(p.Name, c.imgAt[i].X, c.imgAt[i].Y, p.W, p.H, false, opt, 0, "")
	}
}
