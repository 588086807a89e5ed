package book

import (
	"cmp"

	"dangce/generator/doc"
	"dangce/templates"
	"dangce/templates/phrase"
)

// labelsBlock makes labels to cut apart: one for each row of the data, per_row
// side by side.
type labelsBlock struct {
	base
	Data   templates.Data      `toml:"data"`
	Text   phrase.Text         `toml:"text" in:"row"`
	Style  templates.StyleName `toml:"style"`
	PerRow int                 `toml:"per_row"`
	Height float64             `toml:"height"` // mm
}

// labelPad keeps the text of a label away from where it is cut, mm.
const labelPad = 5.0

func (b *labelsBlock) check(c *blockChecker) {
	if b.Data == "" {
		c.missing("data", " data", `"owners"`)
	}
	c.high("height", b.Height)
}

func (b *labelsBlock) build(sc *scope, _ measure) []doc.Block {
	per := cmp.Or(b.PerRow, 2)
	st := sc.style(b.Style, "field")
	var cells []doc.Cell
	for _, r := range sc.tableRows(b.Data) {
		cells = append(cells, doc.Cell{Text: r.expand(b.Text), Style: st, VAlign: doc.Middle, Pad: labelPad})
	}
	for len(cells)%per != 0 {
		cells = append(cells, doc.Cell{})
	}
	var out []doc.Block
	for i := 0; i < len(cells); i += per {
		g := &doc.Grid{Frame: innerWidth, Inner: innerWidth, Rows: []doc.Row{{Height: cmp.Or(b.Height, 60), Cells: cells[i : i+per]}}}
		for range per {
			g.Cols = append(g.Cols, doc.Track{Weight: 1})
		}
		out = append(out, g)
	}
	return out
}
