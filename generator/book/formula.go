package book

import (
	"strconv"
	"strings"

	"dangce/generator/doc"
	"dangce/templates"
)

// formula turns a formula of a template into one of the document; nil where
// there is none.
func formula(f *templates.Formula) doc.Formula {
	a := f.Args
	switch f.Op {
	case "sum":
		if len(a) == 0 {
			return doc.SumRows{}
		}
		return doc.Sum(span(f, 0))
	case "count":
		return doc.CountRows{}
	case "add":
		return doc.Add{Columns: a}
	case "sub":
		return doc.Sub{A: a[0], B: a[1]}
	case "mul":
		return doc.Mul{A: a[0], N: f.N}
	case "ratio":
		return doc.Ratio{A: a[0], B: a[1]}
	case "sum_until":
		return doc.SumUntil{Span: span(f, 0), Field: a[2]}
	case "streak":
		return doc.Streak{Due: span(f, 0), Paid: span(f, 2), Field: a[4]}
	case "grade":
		return doc.Grade{A: a[0], Only: a[1], Steps: steps(a[2:])}
	case "count_where":
		return doc.CountWhere{Table: a[0], Where: pairs(a[1:])}
	case "sum_where":
		table, column, _ := strings.Cut(a[0], ".")
		return doc.SumWhere{Table: table, Column: column, Where: pairs(a[1:])}
	case "sum_across":
		return doc.SumAcross{Table: a[0], Span: span(f, 1), By: a[3]}
	}
	return nil
}

// formula fills in the placeholders in the names that a formula holds.
func (sc *scope) formula(f templates.Formula) templates.Formula {
	args := make([]string, len(f.Args))
	for i, a := range f.Args {
		args[i] = sc.expand(a)
	}
	f.Args = args
	return f
}

// span is the span whose ends are the arguments i and i+1.
func span(f *templates.Formula, i int) doc.Span {
	return doc.Span{From: f.Args[i], To: f.Args[i+1], Step: f.Step}
}

// pairs are conditions theirs=own.
func pairs(args []string) []doc.Condition {
	conds := make([]doc.Condition, len(args))
	for i, a := range args {
		conds[i].Column, conds[i].With, _ = strings.Cut(a, "=")
	}
	return conds
}

// steps are the steps least=text of a grade.
func steps(args []string) []doc.GradeStep {
	out := make([]doc.GradeStep, len(args))
	for i, a := range args {
		least, text, _ := strings.Cut(a, "=")
		out[i].Text = text
		out[i].Min, _ = strconv.ParseInt(least, 10, 64) // checked when the template was read
	}
	return out
}
