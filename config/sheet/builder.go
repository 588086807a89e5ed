package sheet

import "slices"

// builder collects the cells of a workbook of any format, within its limits.
type builder struct {
	limits Limits
	count  int // cells read so far
	// strings are the cells of the texts that a workbook keeps in one table.
	// What a text is, is found out once: a million cells may have the same.
	strings []Cell
}

// share adds a text to the table.
func (b *builder) share(text string) error {
	if len(b.strings) >= b.limits.Cells {
		return tooLarge("超过 %d 个单元格", b.limits.Cells)
	}
	b.strings = append(b.strings, textCell(text))
	return nil
}

// rowBuilder collects the rows of one sheet.
type rowBuilder struct {
	*builder
	sheet  *Sheet
	hidden bool   // the current row
	cells  []Cell // of the current row
	ragged bool   // rows or cells out of order
	merges []area
}

// add takes one cell; c has its place.
func (r *rowBuilder) add(c Cell) error {
	if c.Kind == Empty {
		return nil
	}
	if c.Col > r.limits.Columns {
		return tooLarge("工作表“%s”超过 %d 列", r.sheet.Name, r.limits.Columns)
	}
	if r.count++; r.count > r.limits.Cells {
		return tooLarge("超过 %d 个单元格", r.limits.Cells)
	}
	if n := len(r.cells); n > 0 && r.cells[n-1].Col >= c.Col {
		r.ragged = true
	}
	if len(r.cells) == 0 && len(r.sheet.Rows) >= r.limits.Rows {
		return tooLarge("工作表“%s”超过 %d 行", r.sheet.Name, r.limits.Rows)
	}
	r.cells = append(r.cells, c)
	return nil
}

// endRow closes row n.
func (r *rowBuilder) endRow(n int) {
	if len(r.cells) == 0 {
		return
	}
	rows := r.sheet.Rows
	if k := len(rows); k > 0 && rows[k-1].N >= n {
		r.ragged = true
	}
	r.sheet.Rows = append(rows, Row{N: n, Cells: slices.Clone(r.cells), Hidden: r.hidden})
	r.cells = r.cells[:0]
}

// finish puts rows and cells in order and fills merged areas.
func (r *rowBuilder) finish() error {
	if r.ragged {
		r.order()
	}
	return r.fillMerges(r.sheet, r.merges)
}

// order sorts, for the rare writer that does not; of two cells in one place
// the later counts.
func (r *rowBuilder) order() {
	var all []Cell
	hidden := map[int]bool{}
	for _, row := range r.sheet.Rows {
		all = append(all, row.Cells...)
		hidden[row.N] = hidden[row.N] || row.Hidden
	}
	slices.SortStableFunc(all, func(a, b Cell) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Col - b.Col
	})
	r.sheet.Rows = nil
	for _, c := range all {
		rows := r.sheet.Rows
		n := len(rows)
		if n == 0 || rows[n-1].N != c.Row {
			r.sheet.Rows = append(rows, Row{N: c.Row, Cells: []Cell{c}, Hidden: hidden[c.Row]})
			continue
		}
		cells := rows[n-1].Cells
		if cells[len(cells)-1].Col == c.Col {
			r.sheet.Covered = append(r.sheet.Covered, cells[len(cells)-1])
			cells[len(cells)-1] = c
		} else {
			rows[n-1].Cells = append(cells, c)
		}
	}
}
