package doc

// Cover is what is wrapped around a block of pages, seen from outside: back,
// spine and front beside each other on one page.
type Cover struct {
	W, H   float64 // of back and front, trimmed
	Spine  float64 // width; 0 for a block that is stitched
	Bleed  float64
	Slug   float64 // room for crop marks beyond the bleed
	Top    float64 // margins of back and front
	Bottom float64
	Side   float64

	Bands       []Band
	Front, Back []Block
	Lettering   [3]string // on the spine: at its head, in the middle, at its foot
	Letter      Style     // of the lettering, made smaller for a thin spine
}

// Band is a stripe across back, spine and front.
type Band struct {
	Y, H float64 // from the upper edge; a negative Y from the lower
	Ink  Ink
}
