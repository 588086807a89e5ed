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

// Names of the custom document properties by which a returned workbook is
// recognised, whatever its file is called. All of them are strings.
const (
	PropTemplate = "dangce.template"
	PropVersion  = "dangce.version"
	PropYear     = "dangce.year"
	PropCounty   = "dangce.county"
	PropBranch   = "dangce.branch"
	PropOwner    = "dangce.owner"
)

// FillMark ends the titles of columns and fields that people fill in. Readers
// ignore it.
const FillMark = "（填）"

// Sheet is one worksheet: notes, then the titles, fields and table, then
// lines to sign. Any of them may be missing.
type Sheet struct {
	Name     string
	Title    string // first row, over the whole width
	Subtitle string // second row, small: unit, branch, amounts in yuan
	Notes    []Note // above the table; alone on a 说明 sheet
	Fields   []Field
	Table    *Table
	Example  bool // the table shows a filled sample: nothing to fill in, no formulas

	Landscape bool
	A3        bool
	FreezeCol string // columns up to this id stay in sight and are repeated on further pages
	// Breaks are columns that begin a new printed page. Without them the whole
	// width is fitted to one page.
	Breaks  []string
	Protect bool // all but input cells are locked, without a password
	Filter  bool
	Rules   []Highlight
	Chart   *Diagram
	Sign    []string // lines under the table: 经手人：______
	Hidden  bool
}

// Note is a paragraph of a 说明 sheet.
type Note struct {
	Text string
	Head bool
}

// Field is one cell above the table, which formulas may use: 统计截至月.
type Field struct {
	ID       string
	Title    string
	Kind     Kind
	Value    Value
	Input    bool   // people fill it in
	Min, Max string // as in Column
	Choices  []string
	Hint     string // what to enter, shown beside the cell
}

// Highlight colours cells of rows in which a condition holds. Colour is never
// the only sign: a column of texts or numbers says the same.
type Highlight struct {
	Columns []string // coloured
	When    Condition
	Level   Level
}

// Level is how loud a Highlight is.
type Level uint8

// The levels: yellow, red, green.
const (
	Notice Level = iota
	Alarm
	Good
)

// Condition compares a column of a row with a value, or with another column
// of the same row.
type Condition struct {
	Column string
	Op     Op
	Value  Value  // compared with, unless With is given
	With   string // another column
}

// Op is a comparison. Less to AtLeast hold for numbers and dates only; a
// blank cell is neither less nor greater than anything. Contains is for texts.
type Op uint8

// The comparisons.
const (
	Equal Op = iota
	NotEqual
	Less
	AtMost
	Greater
	AtLeast
	Filled
	Contains
)

// Diagram is a column chart below the table.
type Diagram struct {
	Title    string
	Category string // column of the labels
	Series   []string
	Stacked  bool
}

// Jump leads from a cell to the first row of another table of the workbook in
// which Column says the same as the cell, or as the own column By of its row.
type Jump struct {
	Table, Column string
	By            string // "" the cell itself
	At            string // own column that names the column of the other table to land in; "" its first
}
