package doc

import "fmt"

// Operands are the places a formula works on, found once for a column.
// Positions count the columns of a table, or the fields of a sheet, from 0.
type Operands struct {
	F     Formula
	A     []int // columns of the own table
	B     []int // columns of the second span
	Field int
	// For formulas over another table: the sheet that holds it, its column,
	// and for each condition its column and the own column compared with
	// (-1: the value given).
	Sheet  int
	Column int
	Where  []Pair
	Across []int // columns of the other table
}

// Pair is a column of another table and one of the own.
type Pair struct{ Other, Own int }

// Column returns the position of the column with the id, or -1.
func (t *Table) Column(id string) int {
	for i := range t.Cols {
		if t.Cols[i].ID == id {
			return i
		}
	}
	return -1
}

// Span returns the positions of the columns of s.
func (t *Table) Span(s Span) ([]int, error) {
	from, err := t.find(s.From)
	if err != nil {
		return nil, err
	}
	to, err := t.find(s.To)
	if err != nil {
		return nil, err
	}
	if to < from {
		return nil, fmt.Errorf("column %q stands after %q", s.From, s.To)
	}
	var cols []int
	for i := from; i <= to; i += max(s.Step, 1) {
		cols = append(cols, i)
	}
	return cols, nil
}

func (t *Table) find(id string) (int, error) {
	if i := t.Column(id); i >= 0 {
		return i, nil
	}
	return -1, fmt.Errorf("no column %q", id)
}

func (t *Table) findAll(ids ...string) ([]int, error) {
	cols := make([]int, len(ids))
	for i, id := range ids {
		var err error
		if cols[i], err = t.find(id); err != nil {
			return nil, err
		}
	}
	return cols, nil
}

// operands finds what f names, for the formula of column col of a sheet.
func (c *Calc) operands(sheet, col int, f Formula) (*Operands, error) {
	s := c.sheets[sheet].sheet
	t := s.Table
	o := &Operands{F: f, Field: -1, Sheet: -1, Column: -1}
	var err error
	switch f := f.(type) {
	case Sum:
		o.A, err = t.Span(Span(f))
	case Add:
		o.A, err = t.findAll(f.Columns...)
	case Sub:
		o.A, err = t.findAll(f.A, f.B)
	case Mul:
		o.A, err = t.findAll(f.A)
	case Ratio:
		o.A, err = t.findAll(f.A, f.B)
	case SumRows, CountRows:
		o.A = []int{col}
	case SumUntil:
		if o.A, err = t.Span(f.Span); err == nil {
			o.Field, err = s.field(f.Field)
		}
	case Streak:
		if o.A, err = t.Span(f.Due); err != nil {
			break
		}
		if o.B, err = t.Span(f.Paid); err != nil {
			break
		}
		if len(o.A) != len(o.B) {
			return nil, fmt.Errorf("spans of %d and %d columns", len(o.A), len(o.B))
		}
		o.Field, err = s.field(f.Field)
	case Grade:
		if o.A, err = t.findAll(f.A); err == nil && f.Only != "" {
			o.B, err = t.findAll(f.Only)
		}
	case SumWhere:
		err = c.other(o, t, f.Table, f.Column, f.Where)
	case CountWhere:
		err = c.other(o, t, f.Table, "", f.Where)
	case Lookup:
		err = c.other(o, t, f.Table, f.Column, []Condition{{Column: f.Key, With: f.By}})
	case SumAcross:
		if err = c.other(o, t, f.Table, "", nil); err != nil {
			break
		}
		if o.Across, err = c.sheets[o.Sheet].sheet.Table.Span(f.Span); err == nil {
			o.A, err = t.findAll(f.By)
		}
	default:
		err = fmt.Errorf("unknown formula %T", f)
	}
	if err != nil {
		return nil, err
	}
	return o, c.numeric(t, o)
}

// other finds the places of a formula over another table.
func (c *Calc) other(o *Operands, own *Table, id, column string, where []Condition) error {
	i, ok := c.tables[id]
	if !ok {
		return fmt.Errorf("no table %q", id)
	}
	t := c.sheets[i].sheet.Table
	o.Sheet = i
	if column != "" {
		var err error
		if o.Column, err = t.find(column); err != nil {
			return fmt.Errorf("table %q: %w", id, err)
		}
	}
	for _, w := range where {
		p := Pair{Own: -1}
		var err error
		if p.Other, err = t.find(w.Column); err != nil {
			return fmt.Errorf("table %q: %w", id, err)
		}
		if w.With != "" {
			if p.Own, err = own.find(w.With); err != nil {
				return err
			}
		}
		o.Where = append(o.Where, p)
	}
	return nil
}

// numeric reports operands that hold texts where numbers are needed: a
// worksheet would show an error value.
func (c *Calc) numeric(t *Table, o *Operands) error {
	if o.Sheet >= 0 {
		if _, ok := o.F.(SumWhere); ok && !c.sheets[o.Sheet].sheet.Table.Cols[o.Column].number() {
			return fmt.Errorf("column %q holds no numbers", c.sheets[o.Sheet].sheet.Table.Cols[o.Column].ID)
		}
		for _, i := range o.Across {
			if col := &c.sheets[o.Sheet].sheet.Table.Cols[i]; !col.number() {
				return fmt.Errorf("column %q holds no numbers", col.ID)
			}
		}
	}
	if _, ok := o.F.(CountRows); ok {
		return nil
	}
	for _, cols := range [][]int{o.A, o.B} {
		for _, i := range cols {
			if !t.Cols[i].number() {
				return fmt.Errorf("column %q holds no numbers", t.Cols[i].ID)
			}
		}
	}
	return nil
}

// number reports whether every cell of the column is a number or blank.
// Ratios may show a dash.
func (c *Column) number() bool {
	switch c.Formula.(type) {
	case Ratio, Lookup:
		return false
	}
	return c.Kind == KindInt || c.Kind == KindMoney || c.Kind == KindPercent
}

func (s *Sheet) field(id string) (int, error) {
	for i := range s.Fields {
		if s.Fields[i].ID == id {
			if k := s.Fields[i].Kind; k != KindInt {
				return -1, fmt.Errorf("field %q holds no count", id)
			}
			return i, nil
		}
	}
	return -1, fmt.Errorf("no field %q", id)
}
