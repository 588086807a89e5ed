package xlsx

import (
	"strings"

	"dangce/generator/calc"
	"dangce/generator/doc"
)

// rowMark stands in a formula for the row it is written in.
const rowMark = "\x00"

// formula returns the spreadsheet form of a formula, for any row of its
// column.
func (s *sheet) formula(o *calc.Operands) string { return o.Excel(names{s}) }

// names names cells of the sheet for formulas.
type names struct{ *sheet }

func (s names) Cell(col int) string { return letters(s.at[col]) + rowMark }

// Cells names columns of a row, neighbours as a range.
func (s names) Cells(cols []int) string {
	first, last := s.at[cols[0]], s.at[cols[len(cols)-1]]
	if len(cols) > 1 && last-first == len(cols)-1 {
		return letters(first) + rowMark + ":" + letters(last) + rowMark
	}
	refs := make([]string, len(cols))
	for i, c := range cols {
		refs[i] = s.Cell(c)
	}
	return strings.Join(refs, ",")
}

func (s names) Field(field int) string { return fixedCell(s.fieldColumn(field), s.fields+field) }

func (s names) Rows(col int) string { return s.rows(col, col) }

func (s names) Other(sheet, first, last int) string {
	other := &s.sheets[sheet]
	return quoted(other.doc.Name) + "!" + other.rows(first, last)
}

func (s names) Column(sheet, col int) doc.Kind {
	t := s.doc.Table
	if sheet >= 0 {
		t = s.sheets[sheet].doc.Table
	}
	return t.Cols[col].Kind
}

// rows names the data rows of neighbouring columns. Without rows they are the
// cells of the head, which add nothing.
func (s *sheet) rows(first, last int) string {
	from, to := s.data, s.data+s.n-1
	if s.data == 0 {
		from, to = s.head, s.head
	}
	if first == last && s.data == 0 {
		return fixedCell(s.at[first], from)
	}
	return fixedArea(s.at[first], from, s.at[last], to)
}
