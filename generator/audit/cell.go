package audit

import (
	"strconv"

	"dangce/config/date"
	"dangce/config/money"
	"dangce/generator/doc"
)

// cell is what a row says in one of its columns, and where it is.
type cell struct {
	text string
	n    int64
	col  int16 // in the worksheet, from 1; 0 where the column is missing
	kind doc.Kind
	set  bool
	bad  bool // something is there that could not be read
}

func (c *cell) at() *cell { return c }

func (c *cell) put(v doc.Value) { c.text, c.n, c.kind, c.set = v.Text, v.N, v.Kind, v.Set }

func (c *cell) value() doc.Value { return doc.Value{Kind: c.kind, Set: c.set, Text: c.text, N: c.n} }

// says reports whether something was entered, readable or not.
func (c *cell) says() bool { return c.set || c.bad }

func (c *cell) same(o *cell) bool {
	return c.text == o.text && c.n == o.n && c.kind == o.kind && c.set == o.set
}

// The kinds of cells. What a row is about is told by the last four, whatever
// the order of the rows.
type (
	textCell  struct{ cell }
	countCell struct{ cell }
	moneyCell struct{ cell }
	dayCell   struct{ cell }
	deedCell  struct{ cell } // a day, or how often

	idCell     struct{ cell }
	branchCell struct{ cell } // as written; the code once the row is accepted
	codeCell   struct{ cell } // of a branch, beside its name
	monthCell  struct{ cell } // 3, 3月
)

func (c *countCell) number() Number { return Number{int(c.n), c.set} }

func (c *moneyCell) fen() money.Fen { return money.Fen(c.n) }

func (c *dayCell) date() date.Date {
	d, _ := parseISO(c.text)
	return d
}

func (c *monthCell) key() string { return monthKey(int(c.n)) }

func monthKey(m int) string { return strconv.Itoa(m) + "月" }
