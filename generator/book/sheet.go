package book

import (
	"strconv"

	"dangce/config/money"
	"dangce/generator/calc"
	"dangce/generator/doc"
	"dangce/templates"
)

// sample leaves one row in a table, filled as an example: what the columns
// give as samples, and the first row's values elsewhere.
func sample(t *doc.Table, cols []column) {
	row := doc.Record{Values: make([]doc.Value, len(cols))}
	if len(t.Rows) > 0 {
		copy(row.Values, t.Rows[0].Values)
	}
	for i := range cols {
		if s := cols[i].sample; s != "" {
			row.Values[i] = parse(t.Cols[i].Kind, s)
		}
	}
	t.Rows, t.Foot, t.Blank = []doc.Record{row}, nil, 0
	for i := range t.Cols {
		t.Cols[i].Formula, t.Cols[i].Total = nil, nil
	}
}

// parse reads a value as templates write it; what is not of the kind stays
// text.
func parse(kind doc.Kind, s string) doc.Value {
	switch kind {
	case doc.KindInt, doc.KindTick:
		if n, err := strconv.Atoi(s); err == nil {
			return doc.Value{Kind: kind, Set: true, N: int64(n)}
		}
	case doc.KindMoney:
		if f, err := money.Parse(s); err == nil {
			return doc.MoneyValue(int64(f))
		}
	case doc.KindDate:
		return doc.DateValue(s)
	case doc.KindTime:
		return doc.Value{Kind: kind, Set: true, Text: s}
	}
	return doc.TextValue(s)
}

// rules makes the highlights of a rule on the columns of a table: one, or one
// for each month.
func (sc *scope) rules(t *templates.Rule, table *doc.Table) []doc.Highlight {
	scopes := sc.repeated(t.Repeat, 0)
	var out []doc.Highlight
	for i := range scopes {
		h := doc.Highlight{Level: levels[t.Level], When: doc.Condition{Column: scopes[i].expand(t.Column), Op: ops[t.Op], With: scopes[i].expand(t.With)}}
		if v := scopes[i].expand(t.Value); v != "" {
			h.When.Value = constant(table, h.When.Column, v)
		}
		for _, c := range t.Columns {
			h.Columns = append(h.Columns, scopes[i].expand(c))
		}
		out = append(out, h)
	}
	return out
}

// constant reads the value that a column is compared with; a text where the
// two do not go together.
func constant(t *doc.Table, column, s string) doc.Value {
	if i := t.Column(column); i >= 0 {
		if v, ok := calc.Constant(t.Cols[i].Kind, s); ok {
			return v
		}
	}
	return doc.TextValue(s)
}

var levels = map[string]doc.Level{"notice": doc.Notice, "alarm": doc.Alarm, "good": doc.Good}

var ops = map[string]doc.Op{"equal": doc.Equal, "not_equal": doc.NotEqual, "contains": doc.Contains, "filled": doc.Filled,
	"less": doc.Less, "at_most": doc.AtMost, "greater": doc.Greater, "at_least": doc.AtLeast}
