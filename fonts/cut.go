package fonts

// The private-use area of the BMP, where characters beyond it are put in a
// cut font: the PDF writer knows 16-bit codes only.
const (
	firstPrivate = 0xE000
	maxPrivate   = 0xF8FF - 0xE000 + 1
)
