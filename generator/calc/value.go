package calc

import "dangce/generator/doc"

func valueOf(kind doc.Kind, n int64) doc.Value { return doc.Value{Kind: kind, Set: true, N: n} }

// sum adds all columns that the formula names.
func sum(c *Calc, o *Operands, p at) (doc.Value, error) {
	v := valueOf(o.Kind, 0)
	for _, cols := range o.Own {
		n, err := c.total(p.sheet, p.row, cols)
		if err != nil {
			return doc.Value{}, err
		}
		v.N += n
	}
	return v, nil
}

func (c *Calc) total(sheet, row int, cols []int) (n int64, err error) {
	for _, i := range cols {
		x, err := c.number(sheet, row, i)
		if err != nil {
			return 0, err
		}
		n += x
	}
	return n, nil
}

// two returns the numbers in the two columns of a formula.
func (c *Calc) two(o *Operands, p at) (a, b int64, err error) {
	if a, err = c.number(p.sheet, p.row, o.Own[0][0]); err == nil {
		b, err = c.number(p.sheet, p.row, o.Own[1][0])
	}
	return a, b, err
}

func sub(c *Calc, o *Operands, p at) (doc.Value, error) {
	a, b, err := c.two(o, p)
	return valueOf(o.Kind, a-b), err
}

func mul(c *Calc, o *Operands, p at) (doc.Value, error) {
	a, err := c.number(p.sheet, p.row, o.Own[0][0])
	return valueOf(o.Kind, a*o.N), err
}

// ratio rounds to thousandths of a percent, half away from zero, for print;
// a worksheet divides the two cells itself.
func ratio(c *Calc, o *Operands, p at) (doc.Value, error) {
	a, b, err := c.two(o, p)
	if err != nil || b == 0 {
		return doc.TextValue(doc.Dash), err
	}
	n, half := 2*100_000*a, b
	if (a < 0) != (b < 0) {
		half = -half
	}
	return valueOf(doc.KindPercent, (n+half)/(2*b)), nil
}

func sumRows(c *Calc, o *Operands, p at) (doc.Value, error) {
	total := valueOf(o.Kind, 0)
	for row := range c.sheets[p.sheet].rows {
		n, err := c.number(p.sheet, row, p.col)
		if err != nil {
			return doc.Value{}, err
		}
		total.N += n
	}
	return total, nil
}

func countRows(c *Calc, _ *Operands, p at) (doc.Value, error) {
	total := valueOf(doc.KindInt, 0)
	for row := range c.sheets[p.sheet].rows {
		v, err := c.Value(p.sheet, row, p.col)
		if err != nil {
			return doc.Value{}, err
		}
		if v.Set {
			total.N++
		}
	}
	return total, nil
}

// until returns how many columns of the span the field takes in.
func (c *Calc) until(o *Operands, p at) int {
	v := c.sheets[p.sheet].sheet.Fields[o.Field].Value
	if !v.Set {
		return 0
	}
	return int(min(max(v.N, 0), int64(len(o.Own[0]))))
}

// sumUntil adds the first columns of the span, as many as the field says: what
// was due up to the month entered there.
func sumUntil(c *Calc, o *Operands, p at) (doc.Value, error) {
	n, err := c.total(p.sheet, p.row, o.Own[0][:c.until(o, p)])
	return valueOf(o.Kind, n), err
}

// monthsOwed counts the columns, up to the one that the field says, whose
// amount is not covered when what was paid is set against the first ones
// first. It is a count, no judgment: whether there was a reason, people decide.
func monthsOwed(c *Calc, o *Operands, p at) (doc.Value, error) {
	v := valueOf(doc.KindInt, 0)
	rest, err := c.number(p.sheet, p.row, o.Own[1][0])
	if err != nil {
		return doc.Value{}, err
	}
	for _, col := range o.Own[0][:c.until(o, p)] {
		due, err := c.number(p.sheet, p.row, col)
		if err != nil {
			return doc.Value{}, err
		}
		if rest -= due; due > 0 && rest < 0 {
			v.N++
		}
	}
	return v, nil
}

// grade is the text of the first step that the column reaches, blank below
// all of them, and where the second column is not above 0.
func grade(c *Calc, o *Operands, p at) (doc.Value, error) {
	n, only, err := c.two(o, p)
	if err != nil || only <= 0 {
		return doc.Value{}, err
	}
	for i := range o.steps {
		if n >= o.steps[i].N {
			return doc.TextValue(o.steps[i].Text), nil
		}
	}
	return doc.Value{}, nil
}

// each calls do for the rows of the other table that meet all conditions,
// until it returns false.
func (c *Calc) each(o *Operands, p at, do func(row int) (bool, error)) error {
	want := make([]doc.Value, len(o.where))
	for i := range o.where {
		var err error
		if want[i], err = c.wanted(p, &o.where[i]); err != nil {
			return err
		}
	}
rows:
	for row := range c.sheets[o.Sheet].rows {
		for i := range o.where {
			v, err := c.Value(o.Sheet, row, o.where[i].other)
			if err != nil {
				return err
			}
			if !holds(o.where[i].Op, v, want[i]) {
				continue rows
			}
		}
		if more, err := do(row); err != nil || !more {
			return err
		}
	}
	return nil
}

// sumWhere adds a column of another table over the rows that meet all
// conditions.
func sumWhere(c *Calc, o *Operands, p at) (doc.Value, error) {
	total := valueOf(o.Kind, 0)
	err := c.each(o, p, func(row int) (bool, error) {
		n, err := c.number(o.Sheet, row, o.Other[0])
		total.N += n
		return true, err
	})
	return total, err
}

func countWhere(c *Calc, o *Operands, p at) (doc.Value, error) {
	total := valueOf(doc.KindInt, 0)
	err := c.each(o, p, func(int) (bool, error) {
		total.N++
		return true, nil
	})
	return total, err
}

// sumAcross adds a column of another table over all rows: the n-th of the
// span, n being the number in the own column. It makes a row for each month of
// a table that has a column for each. Outside the span it is 0.
func sumAcross(c *Calc, o *Operands, p at) (doc.Value, error) {
	total := valueOf(o.Kind, 0)
	n, err := c.number(p.sheet, p.row, o.Own[0][0])
	if err != nil || n < 1 || n > int64(len(o.Other)) {
		return total, err
	}
	for row := range c.sheets[o.Sheet].rows {
		v, err := c.number(o.Sheet, row, o.Other[n-1])
		if err != nil {
			return doc.Value{}, err
		}
		total.N += v
	}
	return total, nil
}

// lookup is the value of a column in the first row that meets the conditions;
// blank without such a row.
func lookup(c *Calc, o *Operands, p at) (found doc.Value, err error) {
	err = c.each(o, p, func(row int) (bool, error) {
		v, err := c.Value(o.Sheet, row, o.Other[0])
		if !v.Set && numeric(o.Kind) {
			v = valueOf(o.Kind, 0) // worksheets find 0 in a blank cell
		}
		found = v
		return false, err
	})
	return found, err
}
