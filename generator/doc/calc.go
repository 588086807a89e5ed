package doc

import (
	"errors"
	"fmt"
)

// Calc computes the formulas of a workbook in whole numbers, as a worksheet
// would: the values that are stored beside the formulas.
type Calc struct {
	sheets []calcSheet
	tables map[string]int // sheet of each Table.ID
}

type calcSheet struct {
	sheet *Sheet
	rows  int // with the blank ones
	foot  []Record
	cols  []calcColumn
}

type calcColumn struct {
	formula, total *Operands
	memo           []memo // by row
	foot           memo
}

type memo struct {
	state uint8
	v     Value
}

const (
	pending uint8 = iota
	running
	done
)

// ErrCycle is returned where a formula needs its own value.
var ErrCycle = errors.New("formula needs its own value")

// TotalTitle is the word in front of the totals.
const TotalTitle = "合计"

// NewCalc finds the columns that the formulas of the workbook name. It fails
// on names that do not exist and on sums over texts.
func NewCalc(wb *Workbook) (*Calc, error) {
	c := &Calc{sheets: make([]calcSheet, len(wb.Sheets)), tables: map[string]int{}}
	for i := range wb.Sheets {
		s := &wb.Sheets[i]
		c.sheets[i].sheet = s
		t := s.Table
		if t == nil || s.Example {
			continue
		}
		if t.ID != "" {
			if j, ok := c.tables[t.ID]; ok {
				return nil, fmt.Errorf("table %q on sheets %q and %q", t.ID, wb.Sheets[j].Name, s.Name)
			}
			c.tables[t.ID] = i
		}
		c.sheets[i].rows = len(t.Rows) + t.Blank
		c.sheets[i].foot = t.FootRows()
		c.sheets[i].cols = make([]calcColumn, len(t.Cols))
	}
	for i := range c.sheets {
		if err := c.prepare(i); err != nil {
			return nil, fmt.Errorf("sheet %q: %w", wb.Sheets[i].Name, err)
		}
	}
	return c, nil
}

func (c *Calc) prepare(sheet int) error {
	s := &c.sheets[sheet]
	for i := range s.cols {
		col := &s.sheet.Table.Cols[i]
		var err error
		if col.Formula != nil {
			if s.cols[i].formula, err = c.operands(sheet, i, col.Formula); err != nil {
				return fmt.Errorf("column %q: %w", col.ID, err)
			}
			s.cols[i].memo = make([]memo, s.rows)
		}
		if col.Total != nil {
			if s.cols[i].total, err = c.operands(sheet, i, col.Total); err != nil {
				return fmt.Errorf("total of column %q: %w", col.ID, err)
			}
		}
	}
	return nil
}

// FootRows returns the rows below the data: Foot, or where a column has a
// Total and no Foot is given, one row titled 合计.
func (t *Table) FootRows() []Record {
	if len(t.Foot) > 0 {
		return t.Foot
	}
	title, total := -1, false
	for i := range t.Cols {
		c := &t.Cols[i]
		total = total || c.Total != nil
		if title < 0 && c.Total == nil && c.Kind == KindText && !c.Hidden {
			title = i
		}
	}
	if !total {
		return nil
	}
	foot := Record{Strong: true, Values: make([]Value, len(t.Cols))}
	if title >= 0 {
		foot.Values[title] = TextValue(TotalTitle)
	}
	return []Record{foot}
}

// Formula returns the operands of a column's formula, or nil.
func (c *Calc) Formula(sheet, col int) *Operands { return c.sheets[sheet].cols[col].formula }

// Total returns the operands of a column's total, or nil.
func (c *Calc) Total(sheet, col int) *Operands { return c.sheets[sheet].cols[col].total }

// Value returns the value of a cell of the rows, those after the records
// being blank rows.
func (c *Calc) Value(sheet, row, col int) (Value, error) {
	s := &c.sheets[sheet]
	cc := &s.cols[col]
	if cc.formula == nil {
		return s.given(row, col), nil
	}
	return c.remember(&cc.memo[row], sheet, row, col, cc.formula)
}

// Foot returns the value of a cell of the first row of the foot.
func (c *Calc) Foot(sheet, col int) (Value, error) {
	s := &c.sheets[sheet]
	cc := &s.cols[col]
	if cc.total == nil {
		return s.foot[0].at(col), nil
	}
	return c.remember(&cc.foot, sheet, footRow, col, cc.total)
}

// footRow stands for the first row of the foot where a row is asked for.
const footRow = -1

func (c *Calc) remember(m *memo, sheet, row, col int, o *Operands) (Value, error) {
	switch m.state {
	case done:
		return m.v, nil
	case running:
		return Value{}, fmt.Errorf("column %q: %w", c.sheets[sheet].sheet.Table.Cols[col].ID, ErrCycle)
	}
	m.state = running
	v, err := c.compute(sheet, row, col, o)
	m.state, m.v = done, v
	return v, err
}

func (s *calcSheet) given(row, col int) Value {
	if row < len(s.sheet.Table.Rows) {
		return s.sheet.Table.Rows[row].at(col)
	}
	return Value{}
}

func (r *Record) at(col int) Value {
	if col < len(r.Values) {
		return r.Values[col]
	}
	return Value{}
}

// number returns the number in a cell; blanks are 0.
func (c *Calc) number(sheet, row, col int) (int64, error) {
	var v Value
	var err error
	if row == footRow {
		v, err = c.Foot(sheet, col)
	} else {
		v, err = c.Value(sheet, row, col)
	}
	if !v.Set {
		return 0, err
	}
	return v.N, err
}

func (c *Calc) compute(sheet, row, col int, o *Operands) (Value, error) {
	kind := c.sheets[sheet].sheet.Table.Cols[col].Kind
	switch f := o.F.(type) {
	case Sum, Add:
		return c.sum(kind, sheet, row, o.A)
	case Sub:
		a, err := c.number(sheet, row, o.A[0])
		if err != nil {
			return Value{}, err
		}
		b, err := c.number(sheet, row, o.A[1])
		return Value{Kind: kind, Set: true, N: a - b}, err
	case Mul:
		a, err := c.number(sheet, row, o.A[0])
		return Value{Kind: kind, Set: true, N: a * f.N}, err
	case Ratio:
		return c.ratio(sheet, row, o)
	case SumRows, CountRows:
		return c.overRows(kind, sheet, col, o.F)
	case SumUntil:
		return c.sum(kind, sheet, row, o.A[:c.until(sheet, o)])
	case Streak:
		return c.streak(sheet, row, o)
	case Grade:
		return c.grade(sheet, row, o, f)
	case SumWhere:
		return c.where(kind, sheet, row, o, f.Where)
	case CountWhere:
		return c.where(KindInt, sheet, row, o, f.Where)
	case SumAcross:
		return c.across(kind, sheet, row, o)
	case Lookup:
		return c.lookup(sheet, row, o)
	}
	return Value{}, fmt.Errorf("unknown formula %T", o.F)
}

func (c *Calc) sum(kind Kind, sheet, row int, cols []int) (Value, error) {
	v := Value{Kind: kind, Set: true}
	for _, i := range cols {
		n, err := c.number(sheet, row, i)
		if err != nil {
			return Value{}, err
		}
		v.N += n
	}
	return v, nil
}

// ratio rounds to thousandths of a percent, half away from zero, for print;
// a worksheet divides the two cells itself.
func (c *Calc) ratio(sheet, row int, o *Operands) (Value, error) {
	a, err := c.number(sheet, row, o.A[0])
	if err != nil {
		return Value{}, err
	}
	b, err := c.number(sheet, row, o.A[1])
	if err != nil || b == 0 {
		return TextValue(Dash), err
	}
	n, half := 2*100_000*a, b
	if (a < 0) != (b < 0) {
		half = -half
	}
	return Value{Kind: KindPercent, Set: true, N: (n + half) / (2 * b)}, nil
}

// Dash stands where a ratio has nothing to divide by.
const Dash = "—"

func (c *Calc) overRows(kind Kind, sheet, col int, f Formula) (Value, error) {
	_, count := f.(CountRows)
	total := Value{Kind: kind, Set: true}
	if count {
		total.Kind = KindInt
	}
	for row := range c.sheets[sheet].rows {
		v, err := c.Value(sheet, row, col)
		switch {
		case err != nil:
			return Value{}, err
		case !v.Set:
		case count:
			total.N++
		default:
			total.N += v.N
		}
	}
	return total, nil
}

// until returns how many columns of the span the field takes in.
func (c *Calc) until(sheet int, o *Operands) int {
	v := c.sheets[sheet].sheet.Fields[o.Field].Value
	if !v.Set {
		return 0
	}
	return int(min(max(v.N, 0), int64(len(o.A))))
}

func (c *Calc) streak(sheet, row int, o *Operands) (Value, error) {
	v := Value{Kind: KindInt, Set: true}
	for m := range c.until(sheet, o) {
		due, err := c.number(sheet, row, o.A[m])
		if err != nil {
			return Value{}, err
		}
		paid, err := c.number(sheet, row, o.B[m])
		if err != nil {
			return Value{}, err
		}
		switch {
		case paid > 0:
			v.N = 0
		case due > 0:
			v.N++
		}
	}
	return v, nil
}

func (c *Calc) grade(sheet, row int, o *Operands, f Grade) (Value, error) {
	if f.Only != "" {
		if n, err := c.number(sheet, row, o.B[0]); err != nil || n <= 0 {
			return Value{}, err
		}
	}
	n, err := c.number(sheet, row, o.A[0])
	for _, step := range f.Steps {
		if n >= step.Min {
			return TextValue(step.Text), err
		}
	}
	return Value{}, err
}
