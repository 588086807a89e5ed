package doc

// Block is one of the kinds of content below. Layout has one function for
// each kind.
type Block interface{ block(*encoder) }

// Text is a paragraph.
type Text struct {
	Style Style
	Text  string
	Keep  bool // stays on the page of the block that follows
}

// Space is white space. Fill takes a share of what is left on the page.
type Space struct {
	MM   float64
	Fill float64
}

// Rule is a line across the type area.
type Rule struct {
	Width  float64 // mm
	Ink    Ink
	Indent float64 // mm on both sides
	Double bool
}

// Break ends the page.
type Break struct{}

// Ruled is an area of writing lines.
type Ruled struct {
	Lines int     // at least
	Pitch float64 // mm
	Fill  float64 // share of the rest of the page
	Field string  // name of the area
}

// Track is a column of a grid: MM wide, or Weight shares of what is left.
type Track struct {
	MM     float64
	Weight float64
}

// Grid is a form: cells with labels and room to write. It is not split
// between pages, unless it is a list.
type Grid struct {
	Cols   []Track
	Rows   []Row
	Frame  float64 // width of the outer border, mm; 0 none
	Inner  float64 // width of inner lines, mm; 0 none
	Ink    Ink     // of borders
	Before float64 // mm above
	W      float64 // width; 0 means the whole type area
	Split  bool    // a list: goes on on the next page, its first row on each
}

// Row is a row of a grid.
type Row struct {
	Height float64 // at least, mm
	Fill   float64 // share of the rest of the page
	Cells  []Cell
}

// Cell is a cell of a grid or of a table head.
type Cell struct {
	Span, RowSpan int // 0 means 1
	Text          string
	Style         Style
	VAlign        VAlign
	Vertical      bool     // characters are set one below the other
	Ruled         float64  // pitch of writing lines, mm; 0 none
	Under         bool     // a writing line at the bottom, not a border
	Fill          Ink      // background; 0 (black) means none
	Pad           float64  // more room on both sides of the text, mm
	Names         []string // cells to sign in: a name printed small, room to sign
	NamesPerRow   int
	Note          string // small print at the bottom right, 9 pt or more

	// What is filled in. Parts take the place of Text; Field names the cell,
	// or begins the names of its cells to sign in.
	Parts    []Part
	Field    string
	Sign     bool // somebody signs here
	NameFrom int  // number of the first of Names, less one

	Refs []Ref // lines that name pages of the book, in place of Text
}

// Ref is a line that says on which pages of the book something is.
type Ref struct {
	Text  string   // with %s for the numbers of the pages
	Alone string   // printed instead where the book has no such page
	IDs   []string // of units
	Kind  string   // of pages, where no unit has one of the ids
}

// Contents is the table of contents of the book, filled in by layout.
type Contents struct {
	Style   Style
	Sub     Style
	Levels  int // deepest level listed, from 0
	Columns int // side by side; 0 is one
}

// Figure is a drawing placed in a block of its own: a flowchart.
type Figure struct {
	W, H  float64
	Marks []Mark
	Fill  bool // takes a page of its own
}

// Cut is a dashed line to cut along, with a text in its middle.
type Cut struct {
	Text  string
	Style Style
	Keep  bool // stays on the page of the block that follows
}
