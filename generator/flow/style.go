package flow

import "dangce/generator/doc"

// tone is the colours of a phase.
type tone struct {
	deep doc.Ink // band, border of boxes, number
	tint doc.Ink // background of the boxes
	rule doc.Ink // lines between rows
}

// palette is the colours of a chart. Words are black, but for the title and
// those on a deep ground: small letters in two or three inks are never sharp.
type palette struct {
	title   doc.Ink
	accent  doc.Ink // ornaments beside the subtitle
	head    doc.Ink // header row
	line    doc.Ink // arrows
	diamond doc.Ink
	edge    doc.Ink // of diamonds
	panel   doc.Ink // liability
	phases  [3]tone
}

// colour follows the house style: deep red, gold, slate.
var colour = palette{
	title: doc.Red, accent: doc.Gold, head: doc.Red,
	line: doc.Black, diamond: doc.Diamond, edge: doc.DiamondEdge, panel: doc.Cream,
	phases: [3]tone{
		{deep: doc.BeforeDeep, tint: doc.BeforePale, rule: doc.BeforeRule},
		{deep: doc.Red, tint: doc.DuringPale, rule: doc.DuringRule},
		{deep: doc.AfterDeep, tint: doc.AfterPale, rule: doc.AfterRule},
	},
}

// black is for inside pages: gray inks only.
var black = palette{
	title: doc.Black, accent: 0x737373, head: 0x333333,
	line: doc.Black, diamond: 0xededed, edge: doc.Black, panel: 0xf4f4f4,
	phases: [3]tone{
		{deep: 0x5c5c5c, tint: 0xf7f7f7, rule: 0xb3b3b3},
		{deep: 0x333333, tint: 0xf1f1f1, rule: 0xb3b3b3},
		{deep: 0x4a4a4a, tint: 0xf7f7f7, rule: 0xb3b3b3},
	},
}

func inks(c *doc.Chart) *palette {
	if c.Colour {
		return &colour
	}
	return &black
}

// ruleWidth is that of the pale lines between rows and columns, mm: thinner
// ones would be a row of dots in print.
const ruleWidth = 0.2

// letter is a kind of type within a chart.
type letter struct {
	role doc.Role
	pt   float64
	ink  doc.Ink
}

func (l letter) em() float64 { return float64(l.pt * doc.MMPerPt) }
