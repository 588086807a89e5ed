// Package calc is the formulas of tables: how templates write them, what they
// name, what they come to, and how a spreadsheet says the same. Only what
// Excel, WPS and LibreOffice compute alike is offered; the functions are in
// one table.
//
// It is for package book, which reads and checks the formulas of templates,
// and for package xlsx, which writes them with their values. Values are whole
// numbers throughout: fen, thousandths of a percent, counts. A formula that
// names what does not exist, or computes with texts, is a Fault before any
// value is asked for.
package calc

import (
	"errors"
	"fmt"

	"dangce/generator/doc"
)

// Calc computes the formulas of a workbook as a worksheet would: the values
// that are stored beside the formulas.
type Calc struct {
	sheets []calcSheet
	tables map[string]int // sheet of each Table.ID
}

type calcSheet struct {
	sheet *doc.Sheet
	rows  int // with the blank ones
	foot  []doc.Record
	cols  []calcColumn
}

type calcColumn struct {
	formula, total *Operands
	memo           []memo // by row
	foot           memo
}

type memo struct {
	state uint8
	v     doc.Value
}

const (
	pending uint8 = iota
	running
	done
)

// ErrCycle is returned where a formula needs its own value.
var ErrCycle = errors.New("公式绕回了自己")

// New finds what the formulas of a workbook name. The error is the first
// fault.
func New(wb *doc.Workbook) (*Calc, error) {
	var first error
	c := prepare(wb, func(sheet, col int, _ bool, err error) {
		if first == nil {
			s := &wb.Sheets[sheet]
			first = fmt.Errorf("工作表“%s”的列 %s：%w", s.Name, s.Table.Cols[col].ID, err)
		}
	})
	return c, first
}

// Check reports every formula of a workbook that cannot be computed. The rows
// of its tables do not matter.
func Check(wb *doc.Workbook, report func(sheet, col int, total bool, err error)) {
	sound := true
	c := prepare(wb, func(sheet, col int, total bool, err error) {
		sound = false
		report(sheet, col, total, err)
	})
	if sound {
		c.circles(report)
	}
}

// circles computes one row of each table to find the formulas that need their
// own value.
func (c *Calc) circles(report func(sheet, col int, total bool, err error)) {
	for i := range c.sheets {
		for k := range c.sheets[i].cols {
			if c.sheets[i].cols[k].formula == nil {
				continue
			}
			for row := range min(c.sheets[i].rows, 1) {
				if _, err := c.Value(i, row, k); errors.Is(err, ErrCycle) {
					report(i, k, false, &Fault{Message: err.Error(), Hint: "公式不能用到算出它自己的列"})
				}
			}
		}
	}
}

func prepare(wb *doc.Workbook, report func(sheet, col int, total bool, err error)) *Calc {
	c := &Calc{sheets: make([]calcSheet, len(wb.Sheets)), tables: map[string]int{}}
	for i := range wb.Sheets {
		s := &c.sheets[i]
		s.sheet = &wb.Sheets[i]
		t := s.sheet.Table
		if t == nil || s.sheet.Example {
			continue
		}
		if _, twice := c.tables[t.ID]; !twice {
			c.tables[t.ID] = i
		}
		s.rows, s.foot, s.cols = len(t.Rows)+t.Blank, t.FootRows(), make([]calcColumn, len(t.Cols))
	}
	for i := range c.sheets {
		s := &c.sheets[i]
		for k := range s.cols {
			col := &s.sheet.Table.Cols[k]
			var err error
			if col.Formula != nil {
				if s.cols[k].formula, err = c.operands(i, k, col.Formula, false); err != nil {
					report(i, k, false, err)
				}
				s.cols[k].memo = make([]memo, s.rows)
			}
			if col.Total != nil {
				if s.cols[k].total, err = c.operands(i, k, col.Total, true); err != nil {
					report(i, k, true, err)
				}
			}
		}
	}
	return c
}

// Formula returns the operands of a column's formula, or nil.
func (c *Calc) Formula(sheet, col int) *Operands { return c.sheets[sheet].cols[col].formula }

// Total returns the operands of a column's total, or nil.
func (c *Calc) Total(sheet, col int) *Operands { return c.sheets[sheet].cols[col].total }

// at is a cell that a formula is in. FootRow is the first row of the foot.
type at struct{ sheet, row, col int }

// FootRow stands for the first row of the foot where a row is asked for.
const FootRow = -1

// Value returns the value of a cell of the rows, those after the records
// being blank rows, or of the foot.
func (c *Calc) Value(sheet, row, col int) (doc.Value, error) {
	s := &c.sheets[sheet]
	cc := &s.cols[col]
	switch {
	case row == FootRow && cc.total == nil:
		return s.foot[0].At(col), nil
	case row == FootRow:
		return c.remember(&cc.foot, at{sheet, row, col}, cc.total)
	case cc.formula != nil:
		return c.remember(&cc.memo[row], at{sheet, row, col}, cc.formula)
	case row < len(s.sheet.Table.Rows):
		return s.sheet.Table.Rows[row].At(col), nil
	}
	return doc.Value{}, nil
}

func (c *Calc) remember(m *memo, p at, o *Operands) (doc.Value, error) {
	switch m.state {
	case done:
		return m.v, nil
	case running:
		return doc.Value{}, fmt.Errorf("列 %q：%w", c.sheets[p.sheet].sheet.Table.Cols[p.col].ID, ErrCycle)
	}
	m.state = running
	v, err := o.fn.value(c, o, p)
	m.state, m.v = done, v
	return v, err
}

// number returns the number in a cell; blanks are 0.
func (c *Calc) number(sheet, row, col int) (int64, error) {
	v, err := c.Value(sheet, row, col)
	if !v.Set {
		return 0, err
	}
	return v.N, err
}
