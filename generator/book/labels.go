package book

import (
	"cmp"

	"dangce/generator/doc"
	"dangce/templates"
)

// labelPad keeps the text of a label away from where it is cut, mm.
const labelPad = 5.0

// labelsBlock makes labels to cut apart: one cell for each row of the data,
// per_row side by side.
func labelsBlock(s *Set, b *templates.Block, sc *scope, _ measure) []doc.Block {
	per := cmp.Or(b.PerRow, 2)
	st := s.styles[cmp.Or(b.Style, "field")]
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
