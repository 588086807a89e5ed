// Package svg writes pages of marks as SVG, for flowcharts that go onto a
// screen, a web page or a sign-maker's machine.
//
// It promises that text stays text, to be searched and edited: each run
// carries a list of families to fall back on and the width that it was laid
// out with, so that a machine without our fonts shows other letters in the
// same places. Lengths are millimetres; equal pages give equal bytes. It
// opens no font and knows no county.
package svg

import (
	"bufio"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"dangce/generator/doc"
)

// Font is how the face of a text is asked for.
type Font struct {
	Families []string // the one the text was laid out with, then others; the last a generic one
	Weight   int      // 400 regular, 700 bold
}

// Drawing is what goes into one file: pages one below the other.
type Drawing struct {
	Title string
	Pages []doc.Page
	Font  func(doc.Face) Font
}

// gap is the room between pages, mm.
const gap = 10.0

// Write writes a drawing. The only errors are those of w.
func Write(w io.Writer, d Drawing) error {
	var width, height float64
	for i := range d.Pages {
		width = max(width, d.Pages[i].W)
		height += d.Pages[i].H
	}
	height += gap * float64(max(len(d.Pages)-1, 0))
	p := &pen{Writer: bufio.NewWriter(w), fonts: map[doc.Face]string{}, font: d.Font}
	p.put(xml.Header)
	p.put(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"`)
	p.put(` width="` + num(width) + `mm" height="` + num(height) + `mm" viewBox="0 0 ` + num(width) + ` ` + num(height) + `" xml:space="preserve">` + "\n")
	p.put("<title>" + escaped(d.Title) + "</title>\n")
	y := 0.0
	for i := range d.Pages {
		p.page(&d.Pages[i], y)
		y += d.Pages[i].H + gap
	}
	p.put("</svg>\n")
	return p.Flush()
}

// pen writes elements. Errors of the writer below stick and come with Flush.
type pen struct {
	*bufio.Writer
	font  func(doc.Face) Font
	fonts map[doc.Face]string // attributes by face
}

func (p *pen) put(s string) { p.WriteString(s) }

func (p *pen) page(g *doc.Page, y float64) {
	p.put(`<g transform="translate(0 ` + num(y) + `)">` + "\n")
	p.put(`<rect width="` + num(g.W) + `" height="` + num(g.H) + `" fill="#ffffff"/>` + "\n")
	if len(g.Body) > 0 {
		p.put(`<g transform="translate(` + num(g.DX) + ` ` + num(g.DY) + `)">` + "\n")
		p.marks(g.Body)
		p.put("</g>\n")
	}
	p.marks(g.Marks)
	p.put("</g>\n")
}

func (p *pen) marks(list []doc.Mark) {
	for _, m := range list {
		switch m := m.(type) {
		case *doc.Glyphs:
			p.text(m)
		case *doc.Line:
			p.put(`<line x1="` + num(m.X1) + `" y1="` + num(m.Y1) + `" x2="` + num(m.X2) + `" y2="` + num(m.Y2) + `"` + stroke(m.Width, m.Ink, m.Dash) + "/>\n")
		case *doc.Rect:
			p.rect(m)
		case *doc.Path:
			p.path(m)
		case *doc.Matrix:
			p.matrix(m)
		case *doc.Picture:
			p.picture(m)
		}
	}
}

// text writes a run with the width it was laid out with: a viewer without the
// font squeezes or spreads its own into the same room.
func (p *pen) text(g *doc.Glyphs) {
	if strings.TrimSpace(g.S) == "" {
		return
	}
	p.put(`<text x="` + num(g.X) + `" y="` + num(g.Y) + `" font-size="` + num(g.Size*doc.MMPerPt) + `"` + p.face(g.Face))
	if n := len([]rune(g.S)); n > 1 && g.W > 0 {
		if g.Track != 0 {
			p.put(` letter-spacing="` + num(g.Track) + `"`)
		}
		p.moves(g)
		p.put(` textLength="` + num(g.W) + `" lengthAdjust="spacingAndGlyphs"`)
	}
	if g.Ink != doc.Black {
		p.put(` fill="` + colour(g.Ink) + `"`)
	}
	p.put(">" + escaped(g.S) + "</text>\n")
}

// moves lists how far each character is moved beside the one before it.
func (p *pen) moves(g *doc.Glyphs) {
	if len(g.Kerns) == 0 {
		return
	}
	p.put(` dx="`)
	k := 0
	for at := range g.S {
		if at > 0 {
			p.put(" ")
		}
		if g.Kerns[k].At != at {
			p.put("0")
			continue
		}
		p.put(num(g.Kerns[k].By))
		if k++; k == len(g.Kerns) {
			break // those that are left are not moved
		}
	}
	p.put(`"`)
}

// face returns the attributes that ask for a face.
func (p *pen) face(f doc.Face) string {
	if s, ok := p.fonts[f]; ok {
		return s
	}
	font := p.font(f)
	names := make([]string, len(font.Families))
	for i, n := range font.Families {
		if names[i] = n; strings.ContainsAny(n, " ") {
			names[i] = "'" + strings.ReplaceAll(n, "'", "") + "'"
		}
	}
	s := ` font-family="` + escaped(strings.Join(names, ", ")) + `"`
	if font.Weight != 0 && font.Weight != 400 {
		s += ` font-weight="` + strconv.Itoa(font.Weight) + `"`
	}
	p.fonts[f] = s
	return s
}

func (p *pen) rect(m *doc.Rect) {
	if m.Width <= 0 && m.Fill == doc.NoInk {
		return
	}
	p.put(`<rect x="` + num(m.X) + `" y="` + num(m.Y) + `" width="` + num(m.W) + `" height="` + num(m.H) + `"`)
	if m.Radius > 0 {
		p.put(` rx="` + num(min(m.Radius, m.W/2, m.H/2)) + `"`)
	}
	p.put(fill(m.Fill) + stroke(m.Width, m.Ink, m.Dash) + "/>\n")
}

func (p *pen) path(m *doc.Path) {
	if len(m.Points) < 2 || m.Width <= 0 && m.Fill == doc.NoInk {
		return
	}
	var d strings.Builder
	d.WriteString("M" + point(m.Points[0]))
	step := 1
	if m.Curve {
		step = 3
	}
	for i := 1; i+step <= len(m.Points); i += step {
		d.WriteString(map[int]string{1: "L", 3: "C"}[step])
		for k, q := range m.Points[i : i+step] {
			if k > 0 {
				d.WriteByte(' ')
			}
			d.WriteString(point(q))
		}
	}
	if m.Closed {
		d.WriteByte('Z')
	}
	p.put(`<path d="` + d.String() + `"` + fill(m.Fill) + stroke(m.Width, m.Ink, m.Dash) + "/>\n")
}

// matrix writes a square code as one path, a run of modules at a time.
func (p *pen) matrix(m *doc.Matrix) {
	var d strings.Builder
	for row := range m.N {
		for col := 0; col < m.N; col++ {
			from := col
			for col < m.N && m.Bits[row*m.N+col] {
				col++
			}
			if n := col - from; n > 0 {
				fmt.Fprintf(&d, "M%d %dh%dv1h-%dz", from, row, n, n)
			}
		}
	}
	p.put(`<path transform="translate(` + num(m.X) + ` ` + num(m.Y) + `) scale(` + num(m.Module) + `)" d="` + d.String() + `"/>` + "\n")
}

func (p *pen) picture(m *doc.Picture) {
	kind := map[string]string{"jpg": "jpeg"}[m.Type]
	if kind == "" {
		kind = "png"
	}
	p.put(`<image x="` + num(m.X) + `" y="` + num(m.Y) + `" width="` + num(m.W) + `" height="` + num(m.H) + `" xlink:href="data:image/` + kind + `;base64,`)
	p.put(base64.StdEncoding.EncodeToString(m.Data))
	p.put(`"/>` + "\n")
}

func fill(ink doc.Ink) string {
	switch ink {
	case doc.NoInk:
		return ` fill="none"`
	case doc.Black:
		return ""
	}
	return ` fill="` + colour(ink) + `"`
}

func stroke(width float64, ink doc.Ink, dash float64) string {
	if width <= 0 || ink == doc.NoInk {
		return ""
	}
	s := ` stroke="` + colour(ink) + `" stroke-width="` + num(width) + `"`
	if dash > 0 {
		s += ` stroke-dasharray="` + num(dash) + `"`
	}
	return s
}

func colour(ink doc.Ink) string { return fmt.Sprintf("#%06x", uint32(ink)&0xffffff) }

func point(q doc.Point) string { return num(q.X) + " " + num(q.Y) }

// num writes a length with three decimals at most.
func num(v float64) string {
	v = math.Round(v*1000) / 1000
	if v == 0 {
		return "0" // not -0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes everything
	return b.String()
}
