package layout_test

import (
	"strings"
	"testing"

	"dangce/generator/doc"
	"dangce/generator/layout"
	"dangce/generator/line"
)

// plain measures Chinese characters as one em and ASCII as half an em, on
// every machine alike. Characters beyond U+FFFF come from a face of their own.
type plain struct{}

func (plain) Advance(_ doc.Role, r rune) float64 {
	if r < 0x80 {
		return 0.5
	}
	return 1
}

func (plain) Face(role doc.Role, r rune) doc.Face {
	if r > 0xffff {
		return 9
	}
	return doc.Face(role)
}

// mm is a type size whose em is so many millimetres.
func mm(em float64) float64 { return em / doc.MMPerPt }

// body is text with an em of 5 mm on lines 8 mm apart.
var body = doc.Style{Role: doc.Body, Size: mm(5), Leading: 1.6}

// square is a page 140 mm wide with a type area of 100 by 100 mm.
var square = doc.Format{W: 140, H: 140, Top: 20, Bottom: 20, Inner: 25, Outer: 15, Numbers: true}

func engine() *layout.Engine {
	small := doc.Style{Role: doc.Heading, Size: 9, Leading: 1.3}
	return layout.New(line.New(plain{}, nil), layout.Decoration{Number: small, Head: small, Code: small, Note: body, Pitch: 10, Filler: "记事"}, nil)
}

// lay lays units out as a book on square pages.
func lay(t testing.TB, units ...doc.Unit) *layout.Result {
	t.Helper()
	r, err := engine().Book(&doc.Book{Name: "test", Format: square, Head: "书眉", Units: units})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// pages lays one unit of blocks out.
func pages(t testing.TB, blocks ...doc.Block) []doc.Page {
	t.Helper()
	return lay(t, doc.Unit{Page: "P", Blocks: blocks}).Pages
}

// shown returns the texts in the type area of a page, each line of one face
// for itself.
func shown(p *doc.Page) []string {
	var out []string
	for _, m := range p.Body {
		if g, ok := m.(*doc.Glyphs); ok {
			out = append(out, g.S)
		}
	}
	return out
}

// levels returns the level lines of a colour in the type area, from the top.
func levels(p *doc.Page, ink doc.Ink) []*doc.Line {
	var out []*doc.Line
	for _, m := range p.Body {
		if l, ok := m.(*doc.Line); ok && l.Y1 == l.Y2 && l.Ink == ink {
			out = append(out, l)
		}
	}
	return out
}

func joined(p *doc.Page) string { return strings.Join(shown(p), "|") }
