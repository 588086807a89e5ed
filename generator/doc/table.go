package doc

// Table is rows of data under a repeated head. The same definition is printed
// and written as a worksheet: columns carry both a printed width and what a
// worksheet needs, and formulas name columns, not cells.
type Table struct {
	ID    string
	Cols  []Column
	Rows  []Record
	Foot  []Record // printed after the last row, e.g. totals
	Blank int      // blank rows after the records, at least
	Fill  bool     // blank rows to the end of the page
	Max   int      // rows on one page at most; 0 as many as fit

	RowHeight float64 // mm, at least
	Below     float64 // mm left free below the last row, for what must not begin a page alone
	Head      Style
	Body      Style
	Spread    bool // printed over a left and a right page
	// Of a spread that takes several openings: the label of the sums that end
	// each of them. PageFoot is below them, and below the foot at the end.
	PageSum  string
	PageFoot []Record
	First    int     // number of the first row, less one: of a part of a table
	Caption  string  // above the head of each page, or ""
	Later    string  // above the head of each page but the first, where a heading is; or ""
	Title    Style   // of these
	Frame    float64 // outer border, mm
	Inner    float64 // inner lines, mm
}

// Column is a column of a Table.
type Column struct {
	ID    string
	Title string
	Group string // a head above neighbouring columns of the same group
	Kind  Kind
	Align Align
	Side  Side // of a spread: Left, Right, or Any for both pages

	MM     float64 // printed width; 0 means a share of the rest
	Weight float64 // share of the rest
	Merge  bool    // equal values in a run of rows are printed once, in one high cell
	Under  string  // printed in the lower part of the cell of that column, small
	Hidden bool    // in the worksheet only
	Print  bool    // on paper only
	Parts  []Part  // on paper: what is filled in in each row, blank ones too
	Field  string  // name of the cells that are filled in
	Sign   bool    // somebody signs in them

	Chars    float64 // width in a worksheet, in ASCII characters (a hanzi is two); 0 from title and kind
	Input    bool    // people fill it in: white, unlocked, （填） in the title
	Preset   bool    // of Input: a value is entered beforehand, which says nothing until people say more in its row
	New      bool    // people fill it in on the blank rows, where they enter what is new
	Choices  []string
	Open     bool     // Choices are suggestions, other values may be typed
	Jump     *Jump    // in a worksheet: where a cell leads to
	Min, Max string   // bounds of what may be entered, 0 or 2027-01-01; "" means from 0, and within the year
	Formula  *Formula // computed in the worksheet; nil for values
	Total    *Formula // of the column, in the foot; over rows, or over the columns of the foot itself
}

// Kind is what a column holds.
type Kind uint8

// The kinds of columns.
const (
	KindText Kind = iota
	KindInt
	KindMoney   // whole fen
	KindPercent // thousandths of a percent
	KindDate
	KindTick
	KindTime
)

// Record is one row: a value for each column, in order; missing ones are
// blank.
type Record struct {
	Values []Value
	Strong bool // printed in the heading role
	Shade  bool // on a gray panel
}

// Value is the value of a cell. The zero Value is blank.
type Value struct {
	Kind Kind
	Set  bool
	Text string // KindText, KindDate as 2027-03-15, KindTime
	N    int64  // KindInt, KindMoney in fen, KindPercent, KindTick
}

// TextValue returns a text; "" is blank.
func TextValue(s string) Value { return Value{Kind: KindText, Set: s != "", Text: s} }

// IntValue returns a count.
func IntValue(n int) Value { return Value{Kind: KindInt, Set: true, N: int64(n)} }

// MoneyValue returns an amount in fen.
func MoneyValue(fen int64) Value { return Value{Kind: KindMoney, Set: true, N: fen} }

// DateValue returns a day written as 2027-03-15; "" is blank.
func DateValue(iso string) Value { return Value{Kind: KindDate, Set: iso != "", Text: iso} }
