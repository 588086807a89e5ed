package doc

// Part is a piece of what is filled in: printed words, or a place to write.
type Part struct {
	Kind  PartKind
	Text  string  // of Words, and beside the box of a Tick
	Field string  // name of the place
	N     int     // of Digits: how many
	MM    float64 // of a Blank: its width; 0 a share of what is left of the line
}

// PartKind is what a part is.
type PartKind uint8

// The kinds of parts.
const (
	Words  PartKind = iota
	Digits          // cells for one digit each
	Blank           // room to write on the line
	Tick            // a box to tick, and what it means
)

// Place is a place on a page where something is filled in. Readers of filled
// pages find it by its name.
type Place struct {
	Name string
	Kind PlaceKind
	N    int // of Digits: how many
	Row  int // of a table, or of a list to sign, from 1; 0 none
	Box
}

// PlaceKind is how a place is filled in.
type PlaceKind uint8

// the kinds of places.
const (
	PlaceText PlaceKind = iota
	PlaceDigits
	PlaceTick
	PlaceSignature
	PlaceArea // lines of text
)

// String returns the name of the kind in the index of pages.
func (k PlaceKind) String() string {
	return [...]string{"text", "digits", "tick", "signature", "area"}[k]
}
