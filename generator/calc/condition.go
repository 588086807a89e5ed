package calc

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"dangce/config/money"
	"dangce/generator/doc"
)

// Constant reads the value that a condition compares a column of that kind
// with: 3, 80%, 1000.00, 2027-07-01, a text. It fails where the two cannot be
// compared.
func Constant(kind doc.Kind, s string) (doc.Value, bool) {
	switch kind {
	case doc.KindInt:
		n, err := strconv.ParseInt(s, 10, 64)
		return doc.Value{Kind: kind, Set: true, N: n}, err == nil
	case doc.KindPercent:
		p, ok := strings.CutSuffix(s, "%")
		n, err := money.ParsePercent(p)
		return doc.Value{Kind: kind, Set: true, N: int64(n)}, ok && err == nil
	case doc.KindMoney:
		n, err := money.Parse(s)
		return doc.MoneyValue(int64(n)), err == nil
	case doc.KindDate:
		_, err := time.Parse(time.DateOnly, s)
		return doc.DateValue(s), err == nil
	}
	return doc.TextValue(s), true
}

// wanted is what a condition compares with in a row.
func (c *Calc) wanted(p at, w *condition) (doc.Value, error) {
	if w.own < 0 {
		return w.Value, usable(w.Value)
	}
	v, err := c.Value(p.sheet, p.row, w.own)
	if err == nil {
		err = usable(v)
	}
	if !v.Set {
		v = valueOf(doc.KindInt, 0) // a blank criterion counts as 0
	}
	return v, err
}

// usable refuses texts that a worksheet would not compare as written,
// but read as patterns or comparisons.
func usable(v doc.Value) error {
	if !isNumber(v) && (strings.ContainsAny(v.Text, "*?~") || strings.IndexAny(v.Text, "=<>") == 0) {
		return fmt.Errorf("工作表里不能拿 %q 作比较：不要用 *、?、~，也不要以 =、<、> 开头", v.Text)
	}
	return nil
}

func isNumber(v doc.Value) bool { return v.Set && numeric(v.Kind) }

// holds reports whether the comparison of v with w holds.
func holds(op doc.Op, v, w doc.Value) bool {
	switch op {
	case doc.Filled:
		return v.Set
	case doc.Contains:
		return v.Set && strings.Contains(strings.ToLower(v.Text), strings.ToLower(w.Text))
	case doc.Equal, doc.NotEqual:
		same := v.Set == w.Set && v.N == w.N && isNumber(v) == isNumber(w) && strings.EqualFold(v.Text, w.Text)
		return same == (op == doc.Equal)
	}
	if !v.Set || !w.Set || isNumber(v) != isNumber(w) {
		return false
	}
	order := strings.Compare(v.Text, w.Text) // dates
	if isNumber(v) {
		order = cmp.Compare(v.N, w.N)
	}
	switch op {
	case doc.Less:
		return order < 0
	case doc.AtMost:
		return order <= 0
	case doc.Greater:
		return order > 0
	}
	return order >= 0
}
