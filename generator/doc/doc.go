// Package doc is the model of a printed document in two forms: blocks, which
// know what they say and not where they are, and pages of marks, which know
// where everything is and not what it means.
//
// Package book makes blocks, package layout turns them into pages, package
// pdf draws the pages, and package xlsx starts from the blocks, never from
// the pages. The model knows no drawing library, no font file and no
// workbook, and imports the standard library only. Lengths are millimetres,
// type sizes points; y grows downward from the top edge of the trimmed page.
package doc

// MMPerPt converts points to millimetres.
const MMPerPt = 25.4 / 72

// Book is one printed piece for one reader: a handbook of one branch, a
// ledger, a chart collection.
type Book struct {
	Name    string // book name as in templates: "handbook"
	Title   string // for metadata: 东街社区党支部 党支部工作手册 2027
	Subject string
	Author  string
	Date    string // YYYYMMDD, the fixed date of the file's metadata
	Format  Format
	Head    string // running head on the inner side, or ""
	Units   []Unit
	Copy    string         // printed on every page of a copy made later: 补发第1次; "" for the first
	Printed map[string]int // pages of each Code that there are already: numbers go on after them
}

// Format is the sheet a book is printed on. The text width is the same on
// left and right pages; inner and outer margins change sides.
type Format struct {
	W, H                      float64 // trimmed page
	Top, Bottom, Inner, Outer float64 // margins of the type area
	Bleed                     float64
	Single                    bool     // single sheets: every page is a right page
	Numbers                   bool     // print page numbers
	NumberRise                float64  // of their baseline above the lower edge; 0 the usual
	Tabs                      []string // words on thumb tabs, from the top; none are printed without
	Multiple                  int      // pages of a block come in multiples of this: 4 for a saddle-stitched one
}

// TextW returns the width of the type area.
func (f *Format) TextW() float64 { return f.W - f.Inner - f.Outer }

// TextH returns the height of the type area.
func (f *Format) TextH() float64 { return f.H - f.Top - f.Bottom }

// Left returns the left margin of the page with the given number. Odd pages
// are right pages, their inner margin is on the left.
func (f *Format) Left(number int) float64 {
	if f.Single || number%2 == 1 {
		return f.Inner
	}
	return f.Outer
}

// Side says on which page of an opening a unit must start.
type Side uint8

// The sides. Right pages have odd numbers.
const (
	Any Side = iota
	Right
	Left
)

// Unit is a run of blocks that starts on a page of its own: one page of the
// template, once or once for each repetition.
type Unit struct {
	Page      string // kind of page: "P13"
	Block     bool   // begins a block that is bound separately: a card of several in one file
	Title     string // in contents and bookmarks; "" for none
	Level     int    // 0 section, 1 within a section
	Section   string // heading in contents and bookmarks above a title of level 1; "" none
	Tab       int    // thumb tab, 1… from the top; 0 none
	Start     Side
	ID        string // what the unit is about, to find its pages: the id of a planned activity
	Code      string // identity printed on every page, without the number; "" none
	Anchor    string // name by which other units refer to this one
	Refer     string // anchor of the unit whose page is printed at the foot
	ReferText string // with %d for its page: 工作流程见第 %d 页
	Ruled     bool   // a filler before this unit is a ruled page for notes, not a blank one
	Unnumber  bool   // no printed page number on its pages
	Pool      bool   // one of several spare pages that may go wherever a page must be filled
	Head      bool   // running head on its pages
	Blocks    []Block
}

// Measurer tells widths and faces of characters. Layout asks for nothing else
// about fonts, so it can be tested with made-up widths.
type Measurer interface {
	// Advance returns the width of r in em in the face that draws it for role.
	Advance(role Role, r rune) float64
	// Face returns the face that draws r for role.
	Face(role Role, r rune) Face
}

// Role is a part that type plays: title, heading, subheading, body.
type Role uint8

// The roles.
const (
	Body Role = iota
	Title
	Heading
	Subheading
)

// Face identifies a font face of the run.
type Face uint8

// Align places text within its box.
type Align uint8

// The alignments.
const (
	AlignLeft Align = iota
	AlignCenter
	AlignRight
	AlignJustify
	AlignSpread // each line over the whole width: labels of one length
)

// Joiner forbids a line break at its place; it is not printed (U+2060,
// word joiner).
const Joiner = '\u2060'

// VAlign places text vertically within its box.
type VAlign uint8

// The vertical alignments.
const (
	Middle VAlign = iota
	Top
	Bottom
)

// Style is how text looks.
type Style struct {
	Role    Role
	Size    float64 // pt
	Leading float64 // line height in em
	Indent  float64 // of the first line, em
	Align   Align
	Ink     Ink
	Before  float64 // mm above, dropped at the top of a page
	After   float64 // mm below
	Track   float64 // extra space after each character, em
	Min     float64 // pt that cells never shrink it below; 0 means 9
}

// Height returns the height of n lines in mm.
func (s *Style) Height(n int) float64 { return float64(float64(n) * s.Size * s.Leading * MMPerPt) }
