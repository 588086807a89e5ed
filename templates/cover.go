package templates

import (
	"fmt"
	"io/fs"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// Cover is cover.toml: how the covers of all books look.
type Cover struct {
	Margins   []float64     `toml:"margins,required"` // top, sides, bottom of back and front, mm
	Spine     []phrase.Text `toml:"spine,required"`   // lettering at head, middle and foot
	SpineType StyleName     `toml:"spine_style,required"`
	Bands     []Band        `toml:"band"`
	Front     []Block       `toml:"front"`
	Back      []Block       `toml:"back"`

	Source *decode.File `toml:"-"`
}

// Band is a stripe across back, spine and front. A negative y counts from the
// lower edge.
type Band struct {
	Y      float64 `toml:"y"`
	Height float64 `toml:"height,required"`
	Ink    string  `toml:"ink,required"`
}

// LoadCover reads cover.toml of fsys.
func LoadCover(fsys fs.FS, overlayName string, out *diag.List) *Cover {
	f := readTOML(fsys, overlayName, "cover.toml", out)
	if f == nil {
		return nil
	}
	c := &Cover{Source: f}
	f.Bind(c, out)
	if n := len(c.Margins); n != 0 && n != 3 {
		f.Add(out, diag.Error, "bad-margins", "margins", "页边要三个数：上、两侧、下", "例：margins = [30, 24, 22]")
	}
	if n := len(c.Spine); n != 0 && n != 3 {
		f.Add(out, diag.Error, "bad-spine", "spine", "书脊要三段文字：上、中、下", `例：spine = ["{year}年度", "{book.title}", "{owner.short}"]`)
	}
	for i, b := range c.Bands {
		oneOf(f, out, fmt.Sprintf("band[%d].ink", i), b.Ink, []string{"black", "gray", "red", "gold"})
	}
	return c
}
