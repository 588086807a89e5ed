package calc

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"dangce/config/money"
	"dangce/generator/doc"
)

// Names names cells as a worksheet does. Columns are positions in their
// tables; rows are those of the formula, or all of a table.
type Names interface {
	Cell(col int) string                   // of the own row
	Cells(cols []int) string               // of the own row, neighbours as a range
	Field(field int) string                // of the own sheet
	Rows(col int) string                   // the data rows of a column of the own sheet
	Other(sheet, first, last int) string   // the data rows of neighbouring columns of another, with its name
	Column(sheet, col int) (kind doc.Kind) // of any sheet
}

// Excel returns the spreadsheet form of a formula.
func (o *Operands) Excel(n Names) string { return o.fn.excel(o, n) }

// rounded rounds sums of money to the fen, since the spreadsheet adds binary
// fractions.
func rounded(kind doc.Kind, f string) string {
	switch kind {
	case doc.KindMoney:
		return "ROUND(" + f + ",2)"
	case doc.KindPercent:
		return "ROUND(" + f + ",5)"
	}
	return f
}

func excelSum(o *Operands, n Names) string {
	var cols []int
	for _, c := range o.Own {
		cols = append(cols, c...)
	}
	return rounded(o.Kind, "SUM("+n.Cells(cols)+")")
}

func excelSub(o *Operands, n Names) string {
	return rounded(o.Kind, n.Cell(o.Own[0][0])+"-"+n.Cell(o.Own[1][0]))
}

func excelMul(o *Operands, n Names) string {
	return rounded(o.Kind, n.Cell(o.Own[0][0])+"*"+strconv.FormatInt(o.N, 10))
}

func excelRatio(o *Operands, n Names) string {
	a, b := n.Cell(o.Own[0][0]), n.Cell(o.Own[1][0])
	return "IF(" + b + "=0,\"" + doc.Dash + "\"," + a + "/" + b + ")"
}

func excelSumRows(o *Operands, n Names) string {
	return rounded(o.Kind, "SUM("+n.Rows(o.Own[0][0])+")")
}

func excelCountRows(o *Operands, n Names) string {
	col := o.Own[0][0]
	return "COUNTIFS(" + n.Rows(col) + "," + filled(n.Column(-1, col)) + ")"
}

func excelSumUntil(o *Operands, n Names) string {
	terms := make([]string, len(o.Own[0]))
	for i, c := range o.Own[0] {
		terms[i] = fmt.Sprintf("IF(%s>=%d,%s,0)", n.Field(o.Field), i+1, n.Cell(c))
	}
	return rounded(o.Kind, strings.Join(terms, "+"))
}

// excelMonthsOwed adds a month for each amount that all payments do not reach.
func excelMonthsOwed(o *Operands, n Names) string {
	field, paid := n.Field(o.Field), n.Cell(o.Own[1][0])
	var cells, terms []string
	for i, c := range o.Own[0] {
		cells = append(cells, n.Cell(c))
		terms = append(terms, fmt.Sprintf("(%s>=%d)*(%s>0)*(ROUND(SUM(%s)-%s,2)>0)", field, i+1, n.Cell(c), strings.Join(cells, ","), paid))
	}
	return strings.Join(terms, "+")
}

func excelGrade(o *Operands, n Names) string {
	f := `""`
	for i := len(o.steps) - 1; i >= 0; i-- {
		f = "IF(" + n.Cell(o.Own[0][0]) + ">=" + constant(valueOf(o.least, o.steps[i].N)) + "," + quote(o.steps[i].Text) + "," + f + ")"
	}
	return "IF(" + n.Cell(o.Own[1][0]) + ">0," + f + `,"")`
}

// criteria lists the columns of the other table with what they are compared
// with.
func (o *Operands) criteria(n Names) string {
	var tests []string
	for i := range o.where {
		w := &o.where[i]
		own := ""
		if w.own >= 0 {
			own = n.Cell(w.own)
		}
		tests = append(tests, n.Other(o.Sheet, w.other, w.other), Criterion(w.Condition, own, n.Column(o.Sheet, w.other)))
	}
	return strings.Join(tests, ",")
}

func excelSumWhere(o *Operands, n Names) string {
	of := n.Other(o.Sheet, o.Other[0], o.Other[0])
	if len(o.where) == 0 {
		return rounded(o.Kind, "SUM("+of+")")
	}
	return rounded(o.Kind, "SUMIFS("+of+","+o.criteria(n)+")")
}

func excelCountWhere(o *Operands, n Names) string { return "COUNTIFS(" + o.criteria(n) + ")" }

// excelLookup looks for the first condition: a lookup has one.
func excelLookup(o *Operands, n Names) string {
	w := &o.where[0]
	found := "INDEX(" + n.Other(o.Sheet, o.Other[0], o.Other[0]) + ",MATCH(" + n.Cell(w.own) + "," + n.Other(o.Sheet, w.other, w.other) + ",0))"
	switch o.Kind {
	case doc.KindText, doc.KindTime, doc.KindTick:
		found += `&""`
	}
	return "IF(COUNTIFS(" + o.criteria(n) + ")=0,\"\"," + found + ")"
}

// excelSumAcross picks the column of the other sheet by its number in the
// span.
func excelSumAcross(o *Operands, n Names) string {
	by, block := n.Cell(o.Own[0][0]), n.Other(o.Sheet, o.Other[0], o.Other[len(o.Other)-1])
	pick := by
	if o.skip > 1 {
		pick = fmt.Sprintf("%d*%s-%d", o.skip, by, o.skip-1)
	}
	return rounded(o.Kind, fmt.Sprintf("IF((%s>=1)*(%s<=%d),SUM(INDEX(%s,0,%s)),0)", by, by, len(o.Other), block, pick))
}

var signs = map[doc.Op]string{doc.NotEqual: "<>", doc.Less: "<", doc.AtMost: "<=", doc.Greater: ">", doc.AtLeast: ">="}

// filled is the criterion for cells that hold something. Formulas that give
// "" are not blank, so texts are matched by a pattern.
func filled(kind doc.Kind) string {
	switch kind {
	case doc.KindText, doc.KindTick, doc.KindTime:
		return `"?*"`
	}
	return `"<>"`
}

// Criterion writes a condition for SUMIFS and COUNTIFS on a column of that
// kind. own is the cell compared with, "" where the condition gives a value.
func Criterion(w doc.Condition, own string, kind doc.Kind) string {
	sign := signs[w.Op]
	switch {
	case w.Op == doc.Filled:
		return filled(kind)
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
		if n, err := Serial(v.Text); err == nil {
			return strconv.Itoa(n)
		}
	case doc.KindTick:
		return quote(Tick)
	}
	return quote(v.Text)
}

// Tick is what is in a ticked cell.
const Tick = "√"

var epoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// Serial returns the day number of a date written as 2027-03-15.
func Serial(iso string) (int, error) {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil || t.Year() < 1901 {
		return 0, fmt.Errorf("%w：%q", ErrDate, iso)
	}
	return int(t.Sub(epoch) / (24 * time.Hour)), nil
}

// ErrDate is returned for what a worksheet holds no day number of.
var ErrDate = fmt.Errorf("不是日期")

func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
