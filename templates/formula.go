package templates

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// Formula is a computation that names columns, as templates write it:
//
//	sum(a..b)  sum(a..b/5)           the columns from a to b, or every fifth
//	add(a,b,…)  sub(a,b)  mul(a,12)  ratio(a,b)
//	sum_until(a..b/5,field)          the first columns, as many as the field of the sheet says
//	streak(a..b/5,c..d/5,field)      how many of them in a row are due in a..b and unpaid in c..d
//	grade(a,only,6=…,3=…)            the text of the first step that a reaches, where only is above 0
//	count_where(table,theirs=own,…)  sum_where(table.column,theirs=own,…)
//	sum_across(table,a..b/5,own)     over the rows of another table, in the column that own counts
//
// As a total of a column: sum, count.
type Formula struct {
	Op   string
	Args []string
	Step int
	N    int64
}

var errFormula = errors.New("公式写法不对，可用：sum(甲..乙)、sum(甲..乙/5)、add(甲,乙)、sub(甲,乙)、mul(甲,12)、ratio(甲,乙)、" +
	"sum_until(甲..乙/5,栏)、streak(甲..乙/5,丙..丁/5,栏)、grade(甲,乙,6=文字,3=文字)、" +
	"count_where(表,列=本表列)、sum_where(表.列,列=本表列)、sum_across(表,甲..乙/5,本表列)；合计用 sum、count")

// shapes are the kinds of arguments that each formula takes: a column, a
// span, a whole number, pairs a=b as many as there are, more columns.
var shapes = map[string]string{
	"sum": "s", "add": "c+", "sub": "cc", "ratio": "cc", "mul": "cn",
	"sum_until": "sc", "streak": "ssc", "grade": "cc=",
	"count_where": "c=", "sum_where": ".=", "sum_across": "csc",
}

// UnmarshalText reads a formula.
func (f *Formula) UnmarshalText(text []byte) error {
	s := strings.ReplaceAll(string(text), " ", "")
	if s == "sum" || s == "count" {
		f.Op = s
		return nil
	}
	op, rest, ok := strings.Cut(s, "(")
	list, closed := strings.CutSuffix(rest, ")")
	shape := shapes[op]
	if !ok || !closed || shape == "" {
		return errFormula
	}
	f.Op = op
	args := strings.Split(list, ",")
	if slices.Contains(args, "") {
		return errFormula
	}
	for i, kind := range []byte(shape) {
		switch {
		case kind == '+' || kind == '=':
			return f.rest(kind, args[i:])
		case i >= len(args) || !f.argument(kind, args[i]):
			return errFormula
		}
	}
	if len(args) != len(shape) {
		return errFormula
	}
	return nil
}

// argument reads one argument.
func (f *Formula) argument(kind byte, arg string) bool {
	switch kind {
	case 's':
		return f.span(arg)
	case 'n':
		var err error
		f.N, err = strconv.ParseInt(arg, 10, 64)
		return err == nil
	}
	_, column, dotted := strings.Cut(arg, ".")
	f.Args = append(f.Args, arg)
	return dotted == (kind == '.') && (!dotted || column != "")
}

// rest reads the arguments after the fixed ones.
func (f *Formula) rest(kind byte, args []string) error {
	for _, a := range args {
		left, right, pair := strings.Cut(a, "=")
		if pair != (kind == '=') || pair && (left == "" || right == "") {
			return errFormula
		}
		if _, err := strconv.ParseInt(left, 10, 64); f.Op == "grade" && err != nil {
			return errFormula
		}
	}
	f.Args = append(f.Args, args...)
	return nil
}

// span reads from..to or from..to/step.
func (f *Formula) span(arg string) bool {
	arg, step, stepped := strings.Cut(arg, "/")
	from, to, ok := strings.Cut(arg, "..")
	if !ok || from == "" || to == "" {
		return false
	}
	f.Args = append(f.Args, from, to)
	if !stepped {
		return true
	}
	n, err := strconv.Atoi(step)
	if err != nil || n < 1 || f.Step > 0 && f.Step != n {
		return false
	}
	f.Step = n
	return true
}
