package xlsx

import (
	"slices"

	"dangce/generator/calc"
	"dangce/generator/doc"
)

// copied returns wb with tables of its own, so that their rows can be let go
// while the workbook is written and the caller's stay what they are.
func copied(wb *doc.Workbook) *doc.Workbook {
	c := *wb
	c.Sheets = slices.Clone(wb.Sheets)
	for i := range c.Sheets {
		if t := c.Sheets[i].Table; t != nil {
			own := *t
			c.Sheets[i].Table = &own
		}
	}
	return &c
}

// plan notes for each sheet which one is the last to need its rows: itself, or
// one whose formulas or links name its table.
func (b *book) plan() {
	tables := make(map[string]int)
	for i := range b.sheets {
		b.sheets[i].until = i
		if t := b.sheets[i].doc.Table; t != nil && !b.sheets[i].doc.Example {
			tables[t.ID] = i
		}
	}
	for i := range b.sheets {
		t := b.sheets[i].doc.Table
		if t == nil || b.sheets[i].doc.Example {
			continue
		}
		need := func(other int) { b.sheets[other].until = max(b.sheets[other].until, i) }
		for k := range t.Cols {
			for _, o := range []*calc.Operands{b.calc.Formula(i, k), b.calc.Total(i, k)} {
				if o != nil && o.Sheet >= 0 {
					need(o.Sheet)
				}
			}
			if j := t.Cols[k].Jump; j != nil {
				if other, ok := tables[j.Table]; ok {
					need(other)
				}
			}
		}
	}
}

// release lets go of the rows that no sheet after the one just written needs:
// the largest table of a summary, of 100,000 rows, is needed by none.
func (b *book) release(written int) {
	for i := range b.sheets[:written+1] {
		if t := b.sheets[i].doc.Table; t != nil && b.sheets[i].until <= written {
			t.Rows = nil
		}
	}
}
