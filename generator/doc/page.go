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
	DX, DY float64
	Body   []Mark
	Marks  []Mark
	Links  []Link
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

// Glyphs is a line of text in one face, with its baseline at Y.
type Glyphs struct {
	X, Y  float64 // mm
	Size  float64 // pt
	Track float64 // extra space after each character, mm
	W     float64 // width, mm, for checks
	Face  Face
	Ink   Ink
	S     string
}

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
