package calc

import (
	"dangce/generator/doc"
)

// Kinds of arguments.
const (
	column      = 'c' // a column of the own table that holds numbers
	columns     = '+' // one or more of them
	span        = 's' // those from one to another
	field       = 'f' // a field of the sheet that holds a count
	number      = 'n'
	table       = 't' // another table of the workbook
	tableColumn = 'd' // a column of another table
	otherSpan   = 'x' // a span of the table given before
	conditions  = '=' // any number of conditions on its rows
	steps       = 'g' // least=text, from the highest
)

// function is what a formula can call.
type function struct {
	form  string   // as it is written, for messages
	args  string   // kinds of arguments
	kind  doc.Kind // of the result
	same  bool     // the result is of the kind of the numbers that go in
	mixed bool     // the result may be a text where the column holds numbers
	value func(*Calc, *Operands, at) (doc.Value, error)
	excel func(*Operands, Names) string
}

// functions are all there are.
var functions map[string]*function

// order is that of messages.
var order = []string{"sum()", "add()", "sub()", "mul()", "ratio()", "sum_until()", "months_owed()", "grade()",
	"count_where()", "sum_where()", "sum_across()", "lookup()", doc.SumOfRows, doc.CountOfRows}

func init() { // the functions compute columns that hold functions
	functions = map[string]*function{
		doc.SumOfRows:   {form: "合计用 sum", same: true, value: sumRows, excel: excelSumRows},
		doc.CountOfRows: {form: "合计用 count", kind: doc.KindInt, value: countRows, excel: excelCountRows},
		"sum()":         {form: "sum(甲..乙)、sum(甲..乙/5)", args: "s", same: true, value: sum, excel: excelSum},
		"add()":         {form: "add(甲,乙)", args: "+", same: true, value: sum, excel: excelSum},
		"sub()":         {form: "sub(甲,乙)", args: "cc", same: true, value: sub, excel: excelSub},
		"mul()":         {form: "mul(甲,12)", args: "cn", same: true, value: mul, excel: excelMul},
		"ratio()":       {form: "ratio(甲,乙)", args: "cc", kind: doc.KindPercent, mixed: true, value: ratio, excel: excelRatio},
		"sum_until()":   {form: "sum_until(甲..乙/5,栏)", args: "sf", same: true, value: sumUntil, excel: excelSumUntil},
		"months_owed()": {form: "months_owed(甲..乙/5,丙,栏)", args: "scf", kind: doc.KindInt, value: monthsOwed, excel: excelMonthsOwed},
		"grade()":       {form: "grade(甲,乙,6=文字,3=文字)", args: "ccg", kind: doc.KindText, value: grade, excel: excelGrade},
		"count_where()": {form: "count_where(表,列=本表列)", args: "t=", kind: doc.KindInt, value: countWhere, excel: excelCountWhere},
		"sum_where()":   {form: "sum_where(表.列,列=本表列)", args: "d=", same: true, value: sumWhere, excel: excelSumWhere},
		"sum_across()":  {form: "sum_across(表,甲..乙/5,本表列)", args: "txc", same: true, value: sumAcross, excel: excelSumAcross},
		"lookup()":      {form: "lookup(表.列,列=本表列)", args: "d=", same: true, mixed: true, value: lookup, excel: excelLookup},
	}
}

// IsRatio reports whether the formula divides two columns, so that its cell
// may hold a dash, and its stored value is finer than what is shown.
func (o *Operands) IsRatio() bool { return o.F.Name == "ratio()" }

// IsCount reports whether the formula counts rows.
func (o *Operands) IsCount() bool { return o.F.Name == doc.CountOfRows }

// Texts returns the texts that the formula can give, where it gives texts.
func Texts(f *doc.Formula) []string {
	if f == nil || f.Name != "grade()" {
		return nil
	}
	var out []string
	for _, a := range f.Args[2:] {
		out = append(out, a.Text)
	}
	return out
}

// Elsewhere returns the tables that a formula names.
func Elsewhere(f *doc.Formula) string {
	if f != nil && len(f.Args) > 0 {
		if k := functions[f.Name].args[0]; k == table || k == tableColumn {
			return f.Args[0].Name
		}
	}
	return ""
}
