package book

import (
	"fmt"

	"dangce/generator/doc"
	"dangce/templates"
)

// listBlock makes forms of data: the first row of the template is the head,
// the second is repeated for each row of the data. Where the head would say
// something else a new form begins. Long ones go on on the next page under
// their head, unless cells are merged.
type listBlock struct {
	base
	grid
	Data templates.Data `toml:"data"`
}

func (b *listBlock) check(c *blockChecker) {
	if b.Data == "" {
		c.missing("data", " data", `"members"`)
	}
	if len(b.Rows) != 2 {
		c.add("bad-list", c.at+".rows", fmt.Sprintf("list 要两行，写了 %d 行", len(b.Rows)), "第一行是表头，第二行是每一条的样子")
	}
	b.grid.check(c)
}

func (b *listBlock) build(sc *scope, m measure) []doc.Block {
	var out []doc.Block
	var g *doc.Grid
	n := namer{}
	for _, r := range sc.tableRows(b.Data) {
		head := b.Rows[0].build(&r, m)
		if g == nil || !sameTexts(&g.Rows[0], &head) {
			g = b.grid.build()
			g.Split, g.Rows = true, []doc.Row{head}
			out = append(out, g)
		}
		row := b.Rows[1].build(&r, m)
		n.row(b.Rows[0].Cells, g.Rows[0].Cells)
		n.row(b.Rows[1].Cells, row.Cells)
		g.Rows = append(g.Rows, row)
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
