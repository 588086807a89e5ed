package doc

// Page is a finished page: marks at fixed places. Body is shared between
// pages that look alike and must not be changed; it is drawn shifted by DX,
// DY. Marks are drawn after Body, unshifted.
type Page struct {
	Kind   string // of the unit: "P13"
	W, H   float64
	Bleed  float64
	Slug   float64 // beyond the bleed, for crop marks; mm
	Number int     // 1… in the book
	Code   string  // identity printed on the page, or ""
	Safe   Box     // type area with head and foot: no mark of text outside
	Tab    Box     // thumb tab within the trimmed page, where a word may be
	DX, DY float64
	Body   []Mark
	Marks  []Mark
	Links  []Link
	Places []Place // what is filled in, shifted as Body is and shared like it
}

// Box is a rectangle, mm.
type Box struct{ X, Y, W, H float64 }

// Link jumps from a box to the top of another page.
type Link struct {
	Box
	To int // page number in the file, 1…
}

// Bookmark is an entry of the outline.
type Bookmark struct {
	Title string
	Level int
	Page  int // 1… in the file
}

// Mark is something printed: one of the types below.
type Mark interface{ mark(*encoder) }

// Glyphs is a run of text in one face, with its baseline at Y.
type Glyphs struct {
	X, Y  float64 // where the first glyph begins, mm
	Size  float64 // pt
	Track float64 // extra space after each character, mm
	W     float64 // from X to the end of the last glyph and its Track, mm, for checks
	// The blank halves of punctuation at the ends, which stand outside the
	// box of the line, mm.
	Before, After float64
	Face          Face
	Ink           Ink
	S             string
	Kerns         []Kern // in the order of the text
}

// Kern moves the glyphs of a run from one on.
type Kern struct {
	At int     // in S, bytes
	By float64 // to the right, mm
}

// Left returns the left edge of what a run takes of its line.
func (g *Glyphs) Left() float64 { return g.X + g.Before }

// Right returns the right edge of what a run takes of its line.
func (g *Glyphs) Right() float64 { return g.X + g.W - g.Track - g.After }

// Line is a straight line.
type Line struct {
	X1, Y1, X2, Y2 float64
	Width          float64
	Ink            Ink
	Dash           float64 // length of dashes and gaps, mm; 0 solid
}

// Rect is a rectangle with an optional border and background, its corners
// rounded by Radius.
type Rect struct {
	X, Y, W, H float64
	Width      float64 // of the border; 0 none
	Ink        Ink     // of the border
	Fill       Ink     // NoInk for none
	Radius     float64
	Dash       float64
}

// Path is a polygon or polyline, or with Curve a run of Bézier curves (first
// the start, then three points for each curve).
type Path struct {
	Points []Point
	Curve  bool
	Closed bool
	Width  float64
	Ink    Ink
	Fill   Ink // NoInk for none
	Dash   float64
}

// Point is a place on the page, mm.
type Point struct{ X, Y float64 }

// Matrix is a square code: modules in rows, true is black.
type Matrix struct {
	X, Y   float64 // of the first module
	Module float64 // mm
	N      int
	Bits   []bool // N*N
}

// Picture is an image file the county supplied.
type Picture struct {
	X, Y, W, H float64
	Name       string // unique in the run
	Type       string // "png" or "jpg"
	Data       []byte
}
