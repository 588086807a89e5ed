package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"dangce/config/money"
	"dangce/generator/doc"
)

// rowMark stands in a formula for the row it is written in.
const rowMark = "\x00"

// formula returns the spreadsheet form of a formula, for any row of its
// column. Sums of money are rounded to the fen, since the spreadsheet adds
// binary fractions.
func (s *sheet) formula(o *doc.Operands, kind doc.Kind) (string, error) {
	for _, cols := range [][]int{o.A, o.B} {
		for _, c := range cols {
			if s.at[c] == 0 {
				return "", fmt.Errorf("formula names the column %q, which is on paper only", s.doc.Table.Cols[c].ID)
			}
		}
	}
	switch f := o.F.(type) {
	case doc.Sum, doc.Add:
		return rounded(kind, "SUM("+s.list(o.A)+")"), nil
	case doc.Sub:
		return rounded(kind, s.ref(o.A[0])+"-"+s.ref(o.A[1])), nil
	case doc.Mul:
		return rounded(kind, s.ref(o.A[0])+"*"+strconv.FormatInt(f.N, 10)), nil
	case doc.Ratio:
		a, b := s.ref(o.A[0]), s.ref(o.A[1])
		return "IF(" + b + "=0,\"" + doc.Dash + "\"," + a + "/" + b + ")", nil
	case doc.SumRows:
		return rounded(kind, "SUM("+s.rowsOf(o.A[0])+")"), nil
	case doc.CountRows:
		return "COUNTIFS(" + s.rowsOf(o.A[0]) + "," + s.filled(o.A[0]) + ")", nil
	case doc.SumUntil:
		return rounded(kind, s.sumUntil(o)), nil
	case doc.Streak:
		return s.streak(o), nil
	case doc.Grade:
		return s.grade(o, f), nil
	}
	return s.elsewhere(o, kind)
}

func rounded(kind doc.Kind, f string) string {
	switch kind {
	case doc.KindMoney:
		return "ROUND(" + f + ",2)"
	case doc.KindPercent:
		return "ROUND(" + f + ",5)"
	}
	return f
}

func (s *sheet) ref(col int) string { return letters(s.at[col]) + rowMark }

// list names columns of a row, neighbours as a range.
func (s *sheet) list(cols []int) string {
	first, last := s.at[cols[0]], s.at[cols[len(cols)-1]]
	if len(cols) > 1 && last-first == len(cols)-1 {
		return letters(first) + rowMark + ":" + letters(last) + rowMark
	}
	refs := make([]string, len(cols))
	for i, c := range cols {
		refs[i] = s.ref(c)
	}
	return strings.Join(refs, ",")
}

// rowsOf names the data rows of a column of the own sheet. Without rows it is
// the cell of the head, which adds nothing.
func (s *sheet) rowsOf(col int) string {
	if s.data == 0 {
		return fixedCell(s.at[col], s.head)
	}
	return s.block(col, col)
}

// block names the data rows of neighbouring columns.
func (s *sheet) block(first, last int) string {
	if s.data == 0 {
		return fixedArea(s.at[first], s.head, s.at[last], s.head)
	}
	return fixedArea(s.at[first], s.data, s.at[last], s.data+s.n-1)
}

// filled is the criterion for cells that hold something. Formulas that give
// "" are not blank, so texts are matched by a pattern.
func (s *sheet) filled(col int) string {
	switch s.doc.Table.Cols[col].Kind {
	case doc.KindText, doc.KindTick, doc.KindTime:
		return `"?*"`
	}
	return `"<>"`
}

func (s *sheet) fieldCell(field int) string {
	return fixedCell(s.fieldColumn(field), s.fields+field)
}

func (s *sheet) sumUntil(o *doc.Operands) string {
	field := s.fieldCell(o.Field)
	terms := make([]string, len(o.A))
	for i, c := range o.A {
		terms[i] = fmt.Sprintf("IF(%s>=%d,%s,0)", field, i+1, s.ref(c))
	}
	return strings.Join(terms, "+")
}

// streak carries the count from column to column: each adds one if something
// is due and keeps what there is if nothing is paid, both only up to the
// field.
func (s *sheet) streak(o *doc.Operands) string {
	field := s.fieldCell(o.Field)
	f := ""
	for i := range o.A {
		owed := fmt.Sprintf("(%s>=%d)*(%s>0)", field, i+1, s.ref(o.A[i]))
		kept := fmt.Sprintf("((%s<%d)+(%s<=0)>0)", field, i+1, s.ref(o.B[i]))
		if f == "" {
			f = owed + "*" + kept
		} else {
			f = "(" + f + "+" + owed + ")*" + kept
		}
	}
	return f
}

func (s *sheet) grade(o *doc.Operands, f doc.Grade) string {
	b := `""`
	for i := len(f.Steps) - 1; i >= 0; i-- {
		step := f.Steps[i]
		least := constant(doc.Value{Kind: s.doc.Table.Cols[o.A[0]].Kind, Set: true, N: step.Min})
		b = "IF(" + s.ref(o.A[0]) + ">=" + least + "," + quote(step.Text) + "," + b + ")"
	}
	if f.Only != "" {
		b = "IF(" + s.ref(o.B[0]) + ">0," + b + `,"")`
	}
	return b
}

// elsewhere writes formulas over another sheet.
func (s *sheet) elsewhere(o *doc.Operands, kind doc.Kind) (string, error) {
	other := &s.sheets[o.Sheet]
	name := func(col int) (string, error) {
		if other.at[col] == 0 {
			return "", fmt.Errorf("formula names the column %q, which is on paper only", other.doc.Table.Cols[col].ID)
		}
		return quoted(other.doc.Name) + "!" + other.rowsOf(col), nil
	}
	column := ""
	if o.Column >= 0 {
		var err error
		if column, err = name(o.Column); err != nil {
			return "", err
		}
	}
	var tests []string
	var where []doc.Condition
	switch f := o.F.(type) {
	case doc.SumAcross:
		return s.across(o, f, kind)
	case doc.SumWhere:
		where = f.Where
	case doc.CountWhere:
		where = f.Where
	case doc.Lookup:
		where = []doc.Condition{{}}
	default:
		return "", fmt.Errorf("unknown formula %T", f)
	}
	for i, p := range o.Where {
		col, err := name(p.Other)
		if err != nil {
			return "", err
		}
		own := ""
		if p.Own >= 0 {
			own = s.ref(p.Own)
		}
		tests = append(tests, col, other.criterion(where[i], own, p.Other))
	}
	criteria := strings.Join(tests, ",")
	switch o.F.(type) {
	case doc.SumWhere:
		if criteria == "" {
			return rounded(kind, "SUM("+column+")"), nil
		}
		return rounded(kind, "SUMIFS("+column+","+criteria+")"), nil
	case doc.CountWhere:
		return "COUNTIFS(" + criteria + ")", nil
	}
	found := "INDEX(" + column + ",MATCH(" + tests[1] + "," + tests[0] + ",0))"
	if k := other.doc.Table.Cols[o.Column].Kind; k == doc.KindText || k == doc.KindTime || k == doc.KindTick {
		found += `&""`
	}
	return "IF(COUNTIFS(" + criteria + ")=0,\"\"," + found + ")", nil
}

// across picks the column of the other sheet by its number in the span.
func (s *sheet) across(o *doc.Operands, f doc.SumAcross, kind doc.Kind) (string, error) {
	other, n := &s.sheets[o.Sheet], s.ref(o.A[0])
	first, last := o.Across[0], o.Across[len(o.Across)-1]
	for _, c := range o.Across {
		if other.at[c] == 0 {
			return "", fmt.Errorf("formula names the column %q, which is on paper only", other.doc.Table.Cols[c].ID)
		}
	}
	step := 1
	if len(o.Across) > 1 {
		step = other.at[o.Across[1]] - other.at[first]
	}
	if other.at[last]-other.at[first] != step*(len(o.Across)-1) {
		return "", fmt.Errorf("columns %q to %q of %q do not stand at equal distances", f.From, f.To, f.Table)
	}
	block := quoted(other.doc.Name) + "!" + other.block(first, last)
	pick := n
	if step > 1 {
		pick = fmt.Sprintf("%d*%s-%d", step, n, step-1)
	}
	return rounded(kind, fmt.Sprintf("IF((%s>=1)*(%s<=%d),SUM(INDEX(%s,0,%s)),0)", n, n, len(o.Across), block, pick)), nil
}

var signs = map[doc.Op]string{doc.NotEqual: "<>", doc.Less: "<", doc.AtMost: "<=", doc.Greater: ">", doc.AtLeast: ">="}

// criterion writes a condition for SUMIFS and COUNTIFS.
func (s *sheet) criterion(w doc.Condition, own string, col int) string {
	sign := signs[w.Op]
	switch {
	case w.Op == doc.Filled:
		return s.filled(col)
	case w.Op == doc.Contains && own != "":
		return `"*"&` + own + `&"*"`
	case w.Op == doc.Contains:
		return quote("*" + w.Value.Text + "*")
	case own != "" && sign == "":
		return own
	case own != "":
		return quote(sign) + "&" + own
	case sign == "":
		return constant(w.Value)
	}
	return quote(sign + strings.Trim(constant(w.Value), `"`))
}

// constant writes a value into a formula.
func constant(v doc.Value) string {
	if !v.Set {
		return `""`
	}
	switch v.Kind {
	case doc.KindInt:
		return strconv.FormatInt(v.N, 10)
	case doc.KindMoney:
		return money.Fen(v.N).String()
	case doc.KindPercent:
		return strconv.FormatFloat(float64(v.N)/1e5, 'f', -1, 64)
	case doc.KindDate:
		if n, err := serial(v.Text); err == nil {
			return strconv.Itoa(n)
		}
	case doc.KindTick:
		return quote(tick)
	}
	return quote(v.Text)
}

func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
