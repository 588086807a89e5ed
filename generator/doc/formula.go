package doc

import "strings"

// Formula is a computation over the columns of a row, or, as a Total, over
// the rows of its column or the columns of the foot. Package calc reads it
// from a template, resolves the names in it and computes it.
type Formula struct {
	Name string // of the function
	Args []Argument
}

// Argument is an argument of a formula. Which parts are used depends on the
// kind of argument that the function takes.
type Argument struct {
	Name   string // a column, a field, a table, the first column of a span
	Column string // after the dot of table.column
	To     string // the last column of a span
	Step   int    // of a span, 1 for each column
	N      int64  // a whole number, the least of a step
	Text   string // of a step
	Where  Condition
}

// Formulas of a total that take their own column alone.
const (
	SumOfRows   = "sum"
	CountOfRows = "count"
)

// Rename returns a formula whose names are what f makes of them: names in
// templates hold placeholders.
func (f *Formula) Rename(name func(string) string) *Formula {
	if f == nil || !f.placeholders() {
		return f
	}
	g := &Formula{Name: f.Name, Args: make([]Argument, len(f.Args))}
	for i, a := range f.Args {
		for _, s := range []*string{&a.Name, &a.Column, &a.To, &a.Where.Column, &a.Where.With} {
			*s = name(*s)
		}
		g.Args[i] = a
	}
	return g
}

func (f *Formula) placeholders() bool {
	for _, a := range f.Args {
		if strings.Contains(a.Name+a.Column+a.To+a.Where.Column+a.Where.With, "{") {
			return true
		}
	}
	return false
}

// Dash replaces a share that has nothing to divide by.
const Dash = "—"

// TotalTitle is the word in front of the totals.
const TotalTitle = "合计"

// FootRows returns the rows below the data: Foot, or where a column has a
// Total and no Foot is given, one row titled 合计.
func (t *Table) FootRows() []Record {
	if len(t.Foot) > 0 {
		return t.Foot
	}
	title, total := -1, false
	for i := range t.Cols {
		c := &t.Cols[i]
		total = total || c.Total != nil
		if title < 0 && c.Total == nil && c.Kind == KindText && !c.Hidden {
			title = i
		}
	}
	if !total {
		return nil
	}
	foot := Record{Strong: true, Values: make([]Value, len(t.Cols))}
	if title >= 0 {
		foot.Values[title] = TextValue(TotalTitle)
	}
	return []Record{foot}
}

// Column returns the position of the column with the id, or -1.
func (t *Table) Column(id string) int {
	for i := range t.Cols {
		if t.Cols[i].ID == id {
			return i
		}
	}
	return -1
}

// At returns the value of a column; blank where the row ends before it.
func (r *Record) At(col int) Value {
	if col < len(r.Values) {
		return r.Values[col]
	}
	return Value{}
}
