package doc

// Workbook is an Excel file before it is written: sheets of tables and of
// explanations, and what makes a returned file recognisable.
type Workbook struct {
	Title    string
	Template string // id of the kind of workbook: "dues-ledger"
	Version  int    // of its columns
	Year     int
	County   string // GB/T 2260 code
	Branch   string // code of the branch, or ""
	Owner    string // code of the committee, or ""
	Author   string
	Date     string // YYYY-MM-DD, the fixed date of the file
	Sheets   []Sheet
}

// Sheet is one worksheet. It holds a Table under its titles, or Notes.
type Sheet struct {
	Name      string
	Title     string // first row, over the whole width
	Subtitle  string // second row, small: unit, branch, amounts in yuan
	Table     *Table
	Notes     []Note
	Landscape bool
	A3        bool
	FreezeCol string // columns up to this id stay in sight
	Protect   bool   // all but input columns are locked, without a password
	Filter    bool
	Rules     []Highlight
	Chart     *Chart
	Sign      []string // lines under the table: 经手人：______
	Hidden    bool
}

// Note is a paragraph of a 说明 sheet.
type Note struct {
	Text string
	Head bool
}

// Highlight colours cells of a column where a condition holds. The colour is
// never the only sign: Text, if given, is shown by a formula column.
type Highlight struct {
	Column string
	Test   string // "unpaid3", "unpaid6", "negative", … known to the writer
}

// Chart is a chart beside or below the table.
type Chart struct {
	Title    string
	Category string // column of the labels
	Series   []string
	Stacked  bool
}
