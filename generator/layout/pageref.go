package layout

import (
	"slices"
	"strconv"
	"strings"

	"dangce/generator/doc"
)

// whereabouts are the pages of a book, by ids of units and by kinds of pages.
// Before there are any, page numbers take as much room as any will.
type whereabouts map[string]int

const anyPage = "000"

func findPages(b *doc.Book, first []int) whereabouts {
	w := make(whereabouts)
	note := func(key string, page int) {
		if _, known := w[key]; !known && key != "" {
			w[key] = page
		}
	}
	for i := range b.Units {
		note(b.Units[i].ID, first[i])
		note(b.Units[i].Page, first[i])
	}
	return w
}

// refers reports whether a unit names pages of the book.
func refers(u *doc.Unit) bool {
	return slices.ContainsFunc(u.Blocks, func(b doc.Block) bool {
		g, ok := b.(*doc.Grid)
		return ok && slices.ContainsFunc(g.Rows, func(r doc.Row) bool {
			return slices.ContainsFunc(r.Cells, func(c doc.Cell) bool { return len(c.Refs) > 0 })
		})
	})
}

// resolve returns blocks with the numbers of the pages that they name.
func (w whereabouts) resolve(blocks []doc.Block) []doc.Block {
	out := slices.Clone(blocks)
	for i, b := range out {
		g, ok := b.(*doc.Grid)
		if !ok {
			continue
		}
		g = clone(g)
		g.Rows = slices.Clone(g.Rows)
		for r := range g.Rows {
			g.Rows[r].Cells = slices.Clone(g.Rows[r].Cells)
			for k := range g.Rows[r].Cells {
				w.cell(&g.Rows[r].Cells[k])
			}
		}
		out[i] = g
	}
	return out
}

func (w whereabouts) cell(c *doc.Cell) {
	if len(c.Refs) == 0 {
		return
	}
	lines := make([]string, len(c.Refs))
	for i := range c.Refs {
		lines[i] = w.line(&c.Refs[i])
	}
	c.Text, c.Refs = strings.Join(lines, "\n"), nil
}

func (w whereabouts) line(r *doc.Ref) string {
	var numbers []string
	for _, keys := range [...][]string{r.IDs, {r.Kind}} {
		for _, key := range keys {
			switch n, known := w[key]; {
			case n > 0:
				numbers = append(numbers, strconv.Itoa(n))
			case known:
				numbers = append(numbers, anyPage)
			}
		}
		if len(numbers) > 0 {
			return strings.Replace(r.Text, "%s", strings.Join(numbers, "、"), 1)
		}
	}
	return r.Alone
}
