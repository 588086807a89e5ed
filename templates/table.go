package templates

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

// Table is a table that stands in one place and is used in several:
// tables/<name>.toml. Books print it, workbooks write it, and what comes back
// is read by it.
type Table struct {
	Name   string     `toml:"-"`
	Title  string     `toml:"title,required"`
	Data   string     `toml:"data"` // what its rows are: members, plan, …; "" none
	Cols   []TableCol `toml:"column"`
	Total  string     `toml:"total"` // label of the row of totals; "" none
	Blank  int        `toml:"blank"`
	Spread bool       `toml:"spread"` // printed over a left and a right page
	Height float64    `toml:"height"` // of a printed row, mm

	Source *decode.File `toml:"-"`
}

// TableCol is a column of a table.
type TableCol struct {
	ID     string   `toml:"id"`
	Title  string   `toml:"title"`
	Group  string   `toml:"group"` // a head above neighbouring columns
	Value  string   `toml:"value"` // text with placeholders of the row
	Kind   string   `toml:"kind"`  // text, int, money, percent, date, time
	Align  string   `toml:"align"` // default by kind
	When   []string `toml:"when"`
	Repeat string   `toml:"repeat"` // month: one for each month, {mm} and {month} in texts

	Width  float64 `toml:"width"`  // printed, mm; 0 shares the rest
	Weight float64 `toml:"weight"` // shares
	Side   string  `toml:"side"`   // left, right: of a spread; {side} for columns by month
	Merge  bool    `toml:"merge"`  // printed once for a run of equal rows
	Under  string  `toml:"under"`  // printed small in the cell of that column
	Only   string  `toml:"only"`   // paper, sheet

	Sample  string   `toml:"sample"` // what the row of samples on a 说明 sheet holds, instead of value
	Chars   float64  `toml:"chars"`  // width in a worksheet
	Input   bool     `toml:"input"`
	Choices []string `toml:"choices"`
	Formula Formula  `toml:"formula"`
	Total   Formula  `toml:"total"`
}

// Formula is a computation that names columns: sum(a..b), sum(a..b/5) for
// every fifth, add(a,b,…), sub(a,b), mul(a,12), ratio(a,b), unpaid(a..b/5,c..d/5);
// as a total of a column: sum, count.
type Formula struct {
	Op   string
	Args []string
	Step int
	N    int64
}

// UnmarshalText reads a formula.
func (f *Formula) UnmarshalText(text []byte) error {
	s := strings.ReplaceAll(string(text), " ", "")
	if s == "sum" || s == "count" {
		f.Op = s
		return nil
	}
	op, rest, ok := strings.Cut(s, "(")
	args, closed := strings.CutSuffix(rest, ")")
	if !ok || !closed || args == "" {
		return errFormula
	}
	f.Op = op
	switch op {
	case "sum", "unpaid":
		for arg := range strings.SplitSeq(args, ",") {
			if err := f.span(arg); err != nil {
				return err
			}
		}
		if len(f.Args) != map[string]int{"sum": 2, "unpaid": 4}[op] {
			return errFormula
		}
	case "add":
		f.Args = strings.Split(args, ",")
	case "sub", "ratio", "mul":
		f.Args = strings.Split(args, ",")
		if len(f.Args) != 2 {
			return errFormula
		}
		if op == "mul" {
			n, err := strconv.ParseInt(f.Args[1], 10, 64)
			if err != nil {
				return errFormula
			}
			f.N, f.Args = n, f.Args[:1]
		}
	case "count_where", "sum_where":
		f.Args = strings.Split(args, ",")
		if _, column, ok := strings.Cut(f.Args[0], "."); ok != (op == "sum_where") || ok && column == "" {
			return errFormula
		}
		for _, pair := range f.Args[1:] {
			if theirs, own, ok := strings.Cut(pair, "="); !ok || theirs == "" || own == "" {
				return errFormula
			}
		}
	default:
		return errFormula
	}
	return nil
}

// span reads from..to or from..to/step.
func (f *Formula) span(arg string) error {
	arg, step, stepped := strings.Cut(arg, "/")
	from, to, ok := strings.Cut(arg, "..")
	if !ok || from == "" || to == "" {
		return errFormula
	}
	f.Args = append(f.Args, from, to)
	if !stepped {
		return nil
	}
	n, err := strconv.Atoi(step)
	if err != nil || n < 1 {
		return errFormula
	}
	f.Step = n
	return nil
}

var errFormula = errors.New("公式写法不对，可用：sum(甲..乙)、sum(甲..乙/5)、add(甲,乙)、sub(甲,乙)、mul(甲,12)、ratio(甲,乙)、count_where(表,列=本表列)、sum_where(表.列,列=本表列)；合计用 sum、count")

// LoadTables reads tables/*.toml of fsys by name.
func LoadTables(fsys fs.FS, overlayName string, out *diag.List) map[string]*Table {
	names, err := fs.Glob(fsys, "tables/*.toml")
	if err != nil {
		out.Add(diag.Finding{Place: diag.Place{File: "tables"}, Code: "no-file", Message: "读不出表的模板：" + err.Error()})
		return nil
	}
	tables := make(map[string]*Table)
	for _, name := range names {
		f := readTOML(fsys, overlayName, name, out)
		if f == nil {
			continue
		}
		t := &Table{Name: strings.TrimSuffix(path.Base(name), ".toml"), Source: f}
		f.Bind(t, out)
		for i := range t.Cols {
			t.Cols[i].check(f, out, fmt.Sprintf("column[%d]", i))
		}
		tables[t.Name] = t
	}
	return tables
}

func (c *TableCol) check(f *decode.File, out *diag.List, at string) {
	oneOf(f, out, at+".kind", c.Kind, []string{"", "text", "int", "money", "percent", "date", "time", "tick"})
	oneOf(f, out, at+".align", c.Align, []string{"", "left", "center", "right"})
	oneOf(f, out, at+".side", c.Side, []string{"", "left", "right", "{side}"})
	oneOf(f, out, at+".only", c.Only, []string{"", "paper", "sheet"})
	oneOf(f, out, at+".repeat", c.Repeat, []string{"", "month"})
}
