package templates

import (
	"fmt"
	"io/fs"
	"slices"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// Cover is cover.toml, or cover-a6.toml: how the covers of all books of a size
// look.
type Cover struct {
	Margins []float64   `toml:"margins,required"` // top, sides, bottom of back and front, mm
	Slug    phrase.Text `toml:"slug,required"`    // beside the sheet, for the print shop
	Spine   []Lettering `toml:"spine"`
	Bands   []Band      `toml:"band"`
	Front   []Block     `toml:"front"`
	Back    []Block     `toml:"back"`

	Source *decode.File `toml:"-"`
}

// Band is a stripe across a part of the cover. A negative y counts from the
// lower edge, a height of 0 reaches to it.
type Band struct {
	On     string  `toml:"on"` // front, spine, back; default all three
	Y      float64 `toml:"y"`
	Height float64 `toml:"height"`
	Wrap   float64 `toml:"wrap"` // of the spine, onto back and front
	Ink    string  `toml:"ink,required"`
}

// Lettering is a part of what is on the spine, from y on.
type Lettering struct {
	Text   phrase.Text `toml:"text,required"`
	Y      float64     `toml:"y,required"`
	Height float64     `toml:"height,required"`
	Style  StyleName   `toml:"style,required"`
	Across bool        `toml:"across"` // in lines across the spine, broken at "-"
}

// BookColours are the colours of books, of which each has one.
var BookColours = []string{"red", "blue", "ochre", "green"}

// LoadCover reads a file of covers.
func LoadCover(fsys fs.FS, overlayName, name string, out *diag.List) *Cover {
	f := readTOML(fsys, overlayName, name, out)
	if f == nil {
		return nil
	}
	c := &Cover{Source: f}
	f.Bind(c, out)
	if n := len(c.Margins); n != 0 && n != 3 {
		f.Add(out, diag.Error, "bad-margins", "margins", "页边要三个数：上、两侧、下", "例：margins = [30, 24, 22]")
	}
	for i, b := range c.Bands {
		path := fmt.Sprintf("band[%d]", i)
		oneOf(f, out, path+".on", b.On, []string{"", "front", "spine", "back"})
		oneOf(f, out, path+".ink", b.Ink, append(slices.Clone(BookColours), "book", "black", "gray", "gold"))
	}
	return c
}
