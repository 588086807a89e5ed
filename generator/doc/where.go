package doc

import (
	"cmp"
	"fmt"
	"strings"
)

// where adds, or counts, the rows of another table that meet all conditions.
func (c *Calc) where(kind Kind, sheet, row int, o *Operands, conds []Condition) (Value, error) {
	total := Value{Kind: kind, Set: true}
	want := make([]Value, len(conds))
	for i, w := range conds {
		var err error
		if want[i], err = c.wanted(sheet, row, o.Where[i].Own, w); err != nil {
			return Value{}, err
		}
	}
rows:
	for r := range c.sheets[o.Sheet].rows {
		for i, w := range conds {
			v, err := c.Value(o.Sheet, r, o.Where[i].Other)
			if err != nil {
				return Value{}, err
			}
			if !w.Op.holds(v, want[i]) {
				continue rows
			}
		}
		if o.Column < 0 {
			total.N++
			continue
		}
		n, err := c.number(o.Sheet, r, o.Column)
		if err != nil {
			return Value{}, err
		}
		total.N += n
	}
	return total, nil
}

func (c *Calc) wanted(sheet, row, own int, w Condition) (Value, error) {
	if own < 0 {
		return w.Value, checkCriterion(w.Value)
	}
	var v Value
	var err error
	if row == footRow {
		v, err = c.Foot(sheet, own)
	} else {
		v, err = c.Value(sheet, row, own)
	}
	if err == nil {
		err = checkCriterion(v)
	}
	if !v.Set {
		v = Value{Kind: KindInt, Set: true} // a blank criterion counts as 0
	}
	return v, err
}

// checkCriterion refuses texts that a worksheet would not compare as they
// stand.
func checkCriterion(v Value) error {
	if !v.number() && (strings.ContainsAny(v.Text, "*?~") || strings.IndexAny(v.Text, "=<>") == 0) {
		return fmt.Errorf("%q cannot be compared in a worksheet", v.Text)
	}
	return nil
}

func (v *Value) number() bool {
	return v.Set && (v.Kind == KindInt || v.Kind == KindMoney || v.Kind == KindPercent)
}

// across adds the rows of that column of another table which the own one
// counts.
func (c *Calc) across(kind Kind, sheet, row int, o *Operands) (Value, error) {
	total := Value{Kind: kind, Set: true}
	n, err := c.number(sheet, row, o.A[0])
	if err != nil || n < 1 || n > int64(len(o.Across)) {
		return total, err
	}
	for r := range c.sheets[o.Sheet].rows {
		v, err := c.number(o.Sheet, r, o.Across[n-1])
		if err != nil {
			return Value{}, err
		}
		total.N += v
	}
	return total, nil
}

func (c *Calc) lookup(sheet, row int, o *Operands) (Value, error) {
	key, err := c.wanted(sheet, row, o.Where[0].Own, Condition{})
	if err != nil {
		return Value{}, err
	}
	for r := range c.sheets[o.Sheet].rows {
		v, err := c.Value(o.Sheet, r, o.Where[0].Other)
		if err != nil {
			return Value{}, err
		}
		if Equal.holds(v, key) {
			found, err := c.Value(o.Sheet, r, o.Column)
			if t := c.sheets[o.Sheet].sheet.Table; !found.Set && t.Cols[o.Column].number() {
				found = Value{Kind: t.Cols[o.Column].Kind, Set: true} // worksheets find 0 in a blank cell
			}
			return found, err
		}
	}
	return Value{}, nil
}

// holds reports whether the comparison of v with w holds.
func (op Op) holds(v, w Value) bool {
	switch op {
	case Filled:
		return v.Set
	case Contains:
		return v.Set && strings.Contains(strings.ToLower(v.Text), strings.ToLower(w.Text))
	case Equal, NotEqual:
		same := v.Set == w.Set && v.N == w.N && v.number() == w.number() && strings.EqualFold(v.Text, w.Text)
		return same == (op == Equal)
	}
	if !v.Set || !w.Set {
		return false
	}
	order := strings.Compare(v.Text, w.Text) // dates
	if v.number() != w.number() {
		return false
	}
	if v.number() {
		order = cmp.Compare(v.N, w.N)
	}
	switch op {
	case Less:
		return order < 0
	case AtMost:
		return order <= 0
	case Greater:
		return order > 0
	}
	return order >= 0
}
