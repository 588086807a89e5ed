package flow

import "dangce/generator/doc"

// tone is the colours of a phase.
type tone struct {
	deep doc.Ink // band, border of boxes, number
	text doc.Ink // coloured words on white
	tint doc.Ink // background of the boxes
	rule doc.Ink // lines between rows
}

// palette is the colours of a chart.
type palette struct {
	title   doc.Ink
	accent  doc.Ink // ornaments beside the subtitle
	soft    doc.Ink // subtitle, notes
	text    doc.Ink
	head    doc.Ink // header row
	line    doc.Ink // arrows
	back    doc.Ink // return lines
	diamond doc.Ink
	edge    doc.Ink // of diamonds
	panel   doc.Ink // liability
	phases  [3]tone
}

// colour follows the house style: deep red, gold, slate.
var colour = palette{
	title: 0xac1a21, accent: 0xb8892b, soft: 0x595550, text: 0x231f1e, head: 0xac1a21,
	line: 0x4a4440, back: 0xac1a21, diamond: 0xfff3cf, edge: 0xa87b1c, panel: 0xfdf7e8,
	phases: [3]tone{
		{deep: 0x93691a, text: 0x7d5710, tint: 0xfaf5e8, rule: 0xdccba3},
		{deep: 0xac1a21, text: 0x9c161d, tint: 0xfcf1f0, rule: 0xe8bfbd},
		{deep: 0x3f5f73, text: 0x2f4f63, tint: 0xeff4f8, rule: 0xbccbd6},
	},
}

// black is for inside pages: gray inks only.
var black = palette{
	title: doc.Black, accent: 0x737373, soft: 0x404040, text: doc.Black, head: 0x333333,
	line: 0x1a1a1a, back: 0x1a1a1a, diamond: 0xededed, edge: 0x1a1a1a, panel: 0xf4f4f4,
	phases: [3]tone{
		{deep: 0x5c5c5c, text: doc.Black, tint: 0xf7f7f7, rule: 0xb3b3b3},
		{deep: 0x333333, text: doc.Black, tint: 0xf1f1f1, rule: 0xb3b3b3},
		{deep: 0x4a4a4a, text: doc.Black, tint: 0xf7f7f7, rule: 0xb3b3b3},
	},
}

func inks(c *doc.Chart) *palette {
	if c.Colour {
		return &colour
	}
	return &black
}

// letter is a kind of type within a chart.
type letter struct {
	role doc.Role
	pt   float64
	ink  doc.Ink
}

func (l letter) em() float64 { return float64(l.pt * doc.MMPerPt) }
