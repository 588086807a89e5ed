package pdf

import (
	"bytes"
	"strconv"

	"github.com/jung-kurt/gofpdf"

	"dangce/fonts"
	"dangce/generator/doc"
)

// ptPerMM converts the millimetres of a page to the points of a PDF.
const ptPerMM = 72 / 25.4

// canvas draws one page at a time. Shapes are written as operators of our
// own, all of a page in one piece; text goes through gofpdf, which must know
// the characters used. Text stands above shapes, in the order of the marks.
type canvas struct {
	g      *gofpdf.Fpdf
	fonts  *fonts.Set
	buf    []byte
	h      float64 // of the sheet: the page with bleed and slug, mm
	dx, dy float64 // of the marks being drawn
	font   fontState
	stroke doc.Ink
	fill   doc.Ink
	width  float64
	dash   float64
	img    []*doc.Picture
	imgAt  []doc.Point
}

type fontState struct {
	face  doc.Face
	size  float64
	ink   doc.Ink
	track float64
	set   bool
}

func (c *canvas) page(p *doc.Page) {
	off := p.Bleed + p.Slug // of the trimmed page from the edge of the sheet
	w, h := p.W+2*off, p.H+2*off
	c.g.SetPageBox("trim", off, off, p.W, p.H)
	c.g.SetPageBox("bleed", p.Slug, p.Slug, p.W+2*p.Bleed, p.H+2*p.Bleed)
	c.g.AddPageFormat("P", gofpdf.SizeType{Wd: w, Ht: h})
	c.h = h
	c.buf = c.buf[:0]
	c.stroke, c.fill, c.width, c.dash = doc.NoInk, doc.NoInk, -1, 0
	c.img, c.imgAt = c.img[:0], c.imgAt[:0]
	c.at(p.DX+off, p.DY+off).shapes(p.Body)
	c.at(off, off).shapes(p.Marks)
	if len(c.buf) > 0 {
		c.setDash(0)
		c.g.RawWriteBuf(bytes.NewReader(c.buf))
	}
	c.pictures()
	c.font = fontState{}
	c.at(p.DX+off, p.DY+off).text(p.Body)
	c.at(off, off).text(p.Marks)
	c.setTrack(0)
	for _, l := range p.Links {
		id := c.g.AddLink()
		c.g.SetLink(id, 0, l.To)
		c.g.Link(l.X+off, l.Y+off, l.W, l.H, id)
	}
}

func (c *canvas) at(dx, dy float64) *canvas {
	c.dx, c.dy = dx, dy
	return c
}

func (c *canvas) text(marks []doc.Mark) {
	for _, m := range marks {
		if t, ok := m.(*doc.Glyphs); ok {
			c.glyphs(t)
		}
	}
}

func (c *canvas) glyphs(t *doc.Glyphs) {
	f := &c.font
	if !f.set || f.face != t.Face || f.size != t.Size {
		c.g.SetFont(fonts.FaceID(t.Face).String(), "", t.Size)
		f.face, f.size = t.Face, t.Size
	}
	if !f.set || f.ink != t.Ink {
		r, g, b := rgb(t.Ink)
		c.g.SetFillColor(r, g, b)
		c.g.SetTextColor(r, g, b)
		f.ink = t.Ink
	}
	f.set = true
	c.setTrack(t.Track)
	c.g.Text(t.X+c.dx, t.Y+c.dy, c.fonts.Encode(fonts.FaceID(t.Face), t.S))
}

func (c *canvas) setTrack(mm float64) {
	if c.font.track == mm {
		return
	}
	c.font.track = mm
	c.g.RawWriteStr(strconv.FormatFloat(mm*ptPerMM, 'f', 3, 64) + " Tc")
}

func rgb(i doc.Ink) (r, g, b int) {
	return int(i >> 16 & 0xff), int(i >> 8 & 0xff), int(i & 0xff)
}

func (c *canvas) pictures() {
	for i, p := range c.img {
		opt := gofpdf.ImageOptions{ImageType: p.Type}
		c.g.RegisterImageOptionsReader(p.Name, opt, bytes.NewReader(p.Data))
		c.g.ImageOptions(p.Name, c.imgAt[i].X, c.imgAt[i].Y, p.W, p.H, false, opt, 0, "")
	}
}
