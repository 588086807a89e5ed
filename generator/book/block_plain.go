package book

import (
	"cmp"

	"dangce/generator/doc"
	"dangce/templates"
	"dangce/templates/phrase"
)

// textBlock is a paragraph.
type textBlock struct {
	base
	Text   phrase.Text         `toml:"text"`
	Style  templates.StyleName `toml:"style"`
	Align  alignWord           `toml:"align"`
	Before float64             `toml:"before"`
	Keep   bool                `toml:"keep"`
}

func (b *textBlock) build(sc *scope, _ measure) []doc.Block {
	st := sc.style(b.Style, "body")
	if b.Align.set {
		st.Align = b.Align.Align
	}
	st.Before = cmp.Or(b.Before, st.Before)
	return []doc.Block{&doc.Text{Style: st, Text: sc.expand(b.Text), Keep: b.Keep}}
}

// style returns a named style, or that of another name where none is given.
func (sc *scope) style(name templates.StyleName, usual string) doc.Style {
	return sc.set.styles[cmp.Or(string(name), usual)]
}

// spaceBlock is a space: mm, or a share of the rest of the page.
type spaceBlock struct {
	base
	MM   float64 `toml:"mm"`
	Fill float64 `toml:"fill"`
}

func (b *spaceBlock) check(c *blockChecker) { c.high("mm", b.MM) }

func (b *spaceBlock) build(*scope, measure) []doc.Block {
	return []doc.Block{&doc.Space{MM: b.MM, Fill: b.Fill}}
}

// ruleBlock is a horizontal rule.
type ruleBlock struct {
	base
	Width  float64 `toml:"width"`
	MM     float64 `toml:"mm"` // indent on both sides
	Ink    inkWord `toml:"ink"`
	Border string  `toml:"border"` // double
}

func (b *ruleBlock) check(c *blockChecker) { c.oneOf("border", b.Border, "double") }

func (b *ruleBlock) build(*scope, measure) []doc.Block {
	return []doc.Block{&doc.Rule{Width: cmp.Or(b.Width, 0.5), Indent: b.MM, Ink: b.Ink.Ink, Double: b.Border == "double"}}
}

// breakBlock begins a page.
type breakBlock struct{ base }

func (*breakBlock) build(*scope, measure) []doc.Block { return []doc.Block{&doc.Break{}} }

// ruledBlock is lines to write on.
type ruledBlock struct {
	base
	Lines int     `toml:"lines"`
	Fill  float64 `toml:"fill"`
	Field string  `toml:"field"`
}

func (b *ruledBlock) build(_ *scope, m measure) []doc.Block {
	return []doc.Block{&doc.Ruled{Lines: b.Lines, Pitch: m.pitch, Fill: b.Fill, Field: cmp.Or(b.Field, "notes")}}
}

// contentsBlock is the table of contents.
type contentsBlock struct {
	base
	Levels  int `toml:"levels"`
	Columns int `toml:"columns"` // side by side
}

func (b *contentsBlock) build(sc *scope, _ measure) []doc.Block {
	return []doc.Block{&doc.Contents{Style: sc.set.styles["contents"], Sub: sc.set.styles["contents_sub"], Levels: b.Levels, Columns: b.Columns}}
}

// cutBlock is a dashed line across the whole type area, to cut along. Its
// text stands in the middle.
type cutBlock struct {
	base
	Text  phrase.Text         `toml:"text"`
	Style templates.StyleName `toml:"style"`
	Keep  bool                `toml:"keep"`
}

func (b *cutBlock) build(sc *scope, _ measure) []doc.Block {
	return []doc.Block{&doc.Cut{Text: sc.expand(b.Text), Style: sc.style(b.Style, "note"), Keep: b.Keep}}
}
