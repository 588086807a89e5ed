package doc

// The formulas below are for worksheets; those of tables that are also
// printed stand with Table.

// Span is the columns From to To of a row, in the order of the table, taking
// every Step-th (0 and 1 mean each).
type Span struct {
	From, To string
	Step     int
}

// SumUntil adds the first n columns of the span, n being the value of a Field
// of the sheet: what was due up to the month entered there.
type SumUntil struct {
	Span
	Field string
}

// Streak counts, back from column n of the spans, how many of them in a row
// have an amount in Due and none in Paid; columns without an amount in either
// are passed over. n is the value of a Field of the sheet. It is a count, no
// judgment: whether there was a reason, people decide.
type Streak struct {
	Due, Paid Span
	Field     string
}

// Grade turns the number in column A into the text of the first step that it
// reaches, "" below all of them. Steps stand from the highest to the lowest.
// If Only is given, rows where that column is not above 0 get "".
type Grade struct {
	A     string
	Only  string
	Steps []GradeStep
}

// GradeStep is the text for numbers from Min up: a count, or fen.
type GradeStep struct {
	Min  int64
	Text string
}

// SumWhere adds a column of another table of the workbook over the rows that
// meet all conditions. The conditions name columns of that table; With names
// a column of the own row.
//
// Texts compared here must not begin with a comparison sign or hold * or ?:
// worksheets would read them as patterns. That is an error when the value is
// computed.
type SumWhere struct {
	Table  string // Table.ID
	Column string
	Where  []Condition
}

// CountWhere counts the rows of another table that meet all conditions.
type CountWhere struct {
	Table string
	Where []Condition
}

// SumAcross adds a column of another table over all rows: the n-th of the
// span, n being the number in the own column By. It makes a row for each month
// of a table that has a column for each. Outside the span it is 0.
type SumAcross struct {
	Table string
	Span
	By string
}

// Lookup is the value of Column in the first row of another table whose Key
// equals the own column By; blank ("") without such a row.
type Lookup struct {
	Table, Column, Key string
	By                 string
}
