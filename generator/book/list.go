package book

import (
	"dangce/generator/doc"
	"dangce/templates"
)

// listBlock makes forms of data: the first row of the template is the head,
// the second is repeated for each row of the data. Where the head would say
// something else a new form begins. Long ones go on on the next page under
// their head, unless cells are merged.
func listBlock(s *Set, b *templates.Block, sc *scope, m measure) []doc.Block {
	if len(b.Rows) != 2 {
		return nil
	}
	var out []doc.Block
	var g *doc.Grid
	for _, r := range sc.tableRows(b.Data) {
		head := s.listRow(&b.Rows[0], &r, m)
		if g == nil || !sameTexts(&g.Rows[0], &head) {
			g = &doc.Grid{Frame: frameWidth, Inner: innerWidth, Before: b.Before, Ink: inks[b.Ink], Split: true, Rows: []doc.Row{head}}
			for _, t := range b.Columns {
				g.Cols = append(g.Cols, doc.Track{MM: t.MM, Weight: t.Weight})
			}
			out = append(out, g)
		}
		g.Rows = append(g.Rows, s.listRow(&b.Rows[1], &r, m))
	}
	for k := range b.Rows[1].Cells {
		if b.Rows[1].Cells[k].Merge {
			for _, o := range out {
				mergeCells(o.(*doc.Grid), k)
			}
		}
	}
	return out
}

func (s *Set) listRow(t *templates.FormRow, sc *scope, m measure) doc.Row {
	row := doc.Row{Height: t.Height, Fill: t.Fill}
	if row.Height == 0 {
		row.Height = m.row
	}
	for k := range t.Cells {
		row.Cells = append(row.Cells, s.formCell(&t.Cells[k], sc, m))
	}
	return row
}

func sameTexts(a, b *doc.Row) bool {
	for i := range a.Cells {
		if a.Cells[i].Text != b.Cells[i].Text {
			return false
		}
	}
	return true
}

// mergeCells makes one cell of the k-th cells of neighbouring rows that say
// the same. Merging goes by the first column only, or by one whose
// neighbours to the left are not merged.
func mergeCells(g *doc.Grid, k int) {
	g.Split = false
	for i := 1; i < len(g.Rows); {
		n := i + 1
		for n < len(g.Rows) && g.Rows[n].Cells[k].Text == g.Rows[i].Cells[k].Text {
			n++
		}
		g.Rows[i].Cells[k].RowSpan = n - i
		for j := i + 1; j < n; j++ {
			g.Rows[j].Cells = append(g.Rows[j].Cells[:k:k], g.Rows[j].Cells[k+1:]...)
		}
		i = n
	}
}

// bandsBlock draws the stripes of covers on a page, for the title page of a
// loose collection. It takes no room and stands first on its page.
func bandsBlock(s *Set, _ *templates.Block, sc *scope, m measure) []doc.Block {
	f := s.format(sc.book, sc.Subject)
	fig := &doc.Figure{W: m.width}
	for _, b := range s.cover.Bands {
		y := b.Y
		if y < 0 {
			y += f.H
		}
		fig.Marks = append(fig.Marks, &doc.Rect{X: -f.Inner, Y: y - f.Top, W: f.W, H: min(b.Height, f.H-y), Fill: inks[b.Ink]})
	}
	return []doc.Block{fig}
}
