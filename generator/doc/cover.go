package doc

// Cover is what is wrapped around a block of pages, seen from outside: back,
// spine and front beside each other on one page.
type Cover struct {
	W, H   float64 // of back and front, trimmed
	Spine  float64 // width; 0 for a block that is stitched
	Bleed  float64
	Top    float64 // margins of back and front
	Bottom float64
	Side   float64

	Bands       []Band
	Front, Back []Block
	Lettering   []Lettering
	Copy        string // as of Book
	Slug        string // printed outside the trimmed page, for the print shop
}

// Panel is a part of a cover.
type Panel uint8

// The parts.
const (
	Around Panel = iota // back, spine and front
	Front
	Spine
	Back
)

// Band is a stripe across a part of a cover.
type Band struct {
	On   Panel
	Y, H float64 // from the upper edge; a negative Y from the lower; a zero H to the lower edge
	Wrap float64 // of the spine: so far onto back and front, so that a spine off its place does not show
	Ink  Ink
}

// Lettering is a part of what is on the spine, at the same height on all
// books: characters one below the other, or short lines across.
type Lettering struct {
	Text   string
	Y, H   float64 // from the upper edge
	Style  Style   // made smaller for a thin spine and a long text
	Across bool
}
