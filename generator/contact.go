package generator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"

	"dangce/fonts"
	"dangce/generator/doc"
	"dangce/generator/pdf"
	"dangce/generator/view"
)

// Measures of contact sheets, in dots.
const (
	contactDPI   = 96 // of title and labels
	contactEdge  = 32
	contactTitle = 56 // height
	contactLabel = 30 // height below a page
	contactGap   = 28 // between openings
	contactFold  = 4  // between the pages of an opening
	uprightWidth = 400
	acrossWidth  = 540
)

// contactGrid places pages on a contact sheet: twelve places.
type contactGrid struct {
	cols, rows int
	w, h       int // room for a page
}

// gridFor makes places in the shape of the book's last page; covers, which
// are wider, are made smaller.
func gridFor(pages []doc.Page) contactGrid {
	p := &pages[len(pages)-1]
	if p.H >= p.W {
		return contactGrid{4, 3, uprightWidth, int(uprightWidth * p.H / p.W)}
	}
	return contactGrid{3, 4, acrossWidth, int(acrossWidth * p.H / p.W)}
}

func (g contactGrid) cells() int { return g.cols * g.rows }

// size is that of the sheet.
func (g contactGrid) size() (w, h int) {
	x, y := g.at(g.cells() - 1)
	return x + g.w + contactEdge, y + g.h + contactLabel + contactEdge/2
}

// at is the corner of the i-th place. With four columns, two and two are placed
// together as they do in the open book.
func (g contactGrid) at(i int) (x, y int) {
	col, row := i%g.cols, i/g.cols
	x = contactEdge + col*(g.w+contactGap)
	if g.cols == 4 {
		x = contactEdge + col*(g.w+contactFold) + col/2*(contactGap-contactFold)
	}
	return x, contactEdge/2 + contactTitle + row*(g.h+contactLabel)
}

// contactSheet draws the contact sheets of one book.
type contactSheet struct {
	*engine
	view  *view.Viewer
	grid  contactGrid
	title heading
}

// draw draws sheet no of all: n pages from the index first on. It returns how
// many pages it shows.
func (s *contactSheet) draw(ctx context.Context, data []byte, pages []doc.Page, first, n, no, all int) (image.Image, int, error) {
	sheet, err := s.paper(ctx, pages[first:first+n], no, all)
	if err != nil {
		return nil, 0, err
	}
	f, err := s.view.Open(ctx, data)
	if err != nil {
		return nil, 0, err
	}
	shown, err := s.pictures(ctx, f, sheet, pages, first, n)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, 0, err
	}
	return grayed(sheet), shown, nil
}

// pictures draws the pages into their places.
func (s *contactSheet) pictures(ctx context.Context, f *view.File, sheet *image.RGBA, pages []doc.Page, first, n int) (shown int, err error) {
	skipped := 0
	for i := range first + n {
		if pages[i].W == 0 {
			skipped++
			continue
		}
		if i < first {
			continue
		}
		if err := ctx.Err(); err != nil {
			return shown, err
		}
		p := &pages[i]
		edge := p.Bleed + p.Slug
		dpi := min(float64(s.grid.w)/(p.W+2*edge), float64(s.grid.h)/(p.H+2*edge)) * 25.4
		m, err := f.Render(i-skipped, int(dpi))
		if err != nil {
			return shown, err
		}
		shown++
		x, y := s.grid.at(i - first)
		at := m.Bounds().Add(image.Pt(x+(s.grid.w-m.Bounds().Dx())/2, y+(s.grid.h-m.Bounds().Dy())/2))
		draw.Draw(sheet, at.Inset(-1), image.NewUniform(color.Gray{0x99}), image.Point{}, draw.Src)
		draw.Draw(sheet, at, m, m.Bounds().Min, draw.Src)
	}
	return shown, nil
}

// paper draws what is written on the sheet: a page as those of books are,
// made into a picture by the same program.
func (s *contactSheet) paper(ctx context.Context, pages []doc.Page, no, all int) (*image.RGBA, error) {
	w, h := s.grid.size()
	mm := func(dots int) float64 { return float64(dots) * 25.4 / contactDPI }
	p := doc.Page{W: mm(w), H: mm(h), Number: 1}
	p.Marks = append(p.Marks, &doc.Rect{W: p.W, H: p.H, Fill: 0xf2f2f2})
	write := func(text string, role fonts.Role, size float64, x, y int, align float64) {
		at := mm(x) - align*s.fonts.Width(role, text, size)
		for face, run := range s.fonts.Runs(role, text) {
			p.Marks = append(p.Marks, &doc.Glyphs{X: at, Y: mm(y), Size: size, Face: doc.Face(face), S: run})
			at += s.fonts.Width(role, run, size)
		}
	}
	write(strings.TrimSpace(s.title.book+"　"+s.title.owner), fonts.Heading, 18, contactEdge, contactEdge/2+36, 0)
	write(fmt.Sprintf("第 %d 张，共 %d 张", no, all), fonts.Body, 13, w-contactEdge, contactEdge/2+36, 1)
	for i := range pages {
		if pages[i].W > 0 {
			x, y := s.grid.at(i)
			write(pageLabel(&pages[i]), fonts.Body, 11, x+s.grid.w/2, y+s.grid.h+20, 0.5)
		}
	}
	var b bytes.Buffer
	if err := pdf.NewWriter(s.fonts).Write(&b, &pdf.File{Date: s.issued(), Pages: []doc.Page{p}}); err != nil {
		return nil, err
	}
	f, err := s.view.Open(ctx, b.Bytes())
	if err != nil {
		return nil, err
	}
	m, err := f.Render(0, contactDPI)
	return m, errors.Join(err, f.Close())
}

// pageLabel is the number of a page and its kind: 7 P13.
func pageLabel(p *doc.Page) string {
	switch {
	case p.Kind == "cover":
		return "封面"
	case p.Kind == "filler":
		return fmt.Sprintf("%d", p.Number)
	}
	return fmt.Sprintf("%d　%s", p.Number, p.Kind)
}

// grayed returns a picture without colours as one of gray tones, which takes
// a quarter of the room.
func grayed(m *image.RGBA) image.Image {
	for i := 0; i+3 < len(m.Pix); i += 4 {
		if m.Pix[i] != m.Pix[i+1] || m.Pix[i] != m.Pix[i+2] {
			return m
		}
	}
	g := image.NewGray(m.Bounds())
	draw.Draw(g, g.Bounds(), m, m.Bounds().Min, draw.Src)
	return g
}
