package line

// gap is the space between two neighbours.
type gap struct {
	room   int16 // as a rule
	punct  int16 // of it, what may be taken first: the blank of punctuation
	loose  int16 // what may be taken next: beside letters, and of spaces
	weight int16 // of its share in what is added to a line
	level  level // whether a line may end here
}

// level says how bad it is to break a line at a place.
type level uint8

const (
	free  level = iota
	poor        // within 2027年3月15日
	word        // within a word of the dictionary, where nothing else fits
	never       // where the rules forbid it
)

// Limits of what is taken and added, in thousandths of an em.
const (
	beside     = Em / 8  // between hanzi and letters
	besideMin  = Em / 16 // at least
	addGood    = Em / 8  // added to each gap, at most, in a good line
	addMost    = Em / 4  // in any justified line
	takeClause = 400     // from a mark within a sentence
	takeStop   = 250     // from one at its end, and between two marks
	takeDot    = 125     // from each side of a middle dot
	takeSpace  = 80      // from a space between words
)

// gaps holds the rules by the classes of both neighbours.
var gaps = func() (table [classes][classes]gap) {
	for a := range class(classes) {
		for b := range class(classes) {
			g := &table[a][b]
			g.room, g.punct = blank(a, b)
			if g.room == 0 && spaced(a, b) {
				g.room, g.loose = int16(beside), int16(beside-besideMin)
			}
			if a == space && b != space {
				g.loose = takeSpace
			}
			g.weight = weight(a, b)
			g.level = breaks(a, b)
		}
	}
	return table
}()

// blank returns the room between the boxes of two characters of which one at
// least is a punctuation mark, and how much of it may be taken.
func blank(a, b class) (room, take int16) {
	shut := a == closing || a == comma || a == stop
	switch {
	case b == closing || b == comma || b == stop, b == mark, a == opening, a == lopen && b == opening:
		return 0, 0 // 》， ）。 （“
	case shut && b == opening:
		return int16(half), takeStop // ；（
	case shut && b == dot, a == dot && b == opening:
		return int16(half) / 2, takeDot
	case (a == dot || b == dot) && a != b:
		return int16(half) / 2, takeDot
	case a == stop:
		return int16(half), takeStop
	case shut, b == opening:
		return int16(half), takeClause
	}
	return 0, 0
}

// spaced reports whether an eighth of an em goes between two characters:
// between hanzi and letters or digits.
func spaced(a, b class) bool {
	latin := func(c class) bool { return c == letter || c == digit || c == inner }
	hanzi := func(c class) bool { return c == wide || c == numeral }
	return hanzi(a) && latin(b) || (latin(a) || a == percent) && hanzi(b)
}

// tight are the classes of what is never letter-spaced.
func tight(c class) bool {
	switch c {
	case letter, digit, inner, period, point, percent, sign, slash, lopen, lclose, fixed:
		return true
	}
	return false
}

func weight(a, b class) int16 {
	switch {
	case b == mark, b == space, a == dash && b == dash, a == leader && b == leader, a == fixed, b == fixed:
		return 0
	case a == space:
		return 2
	case tight(a) && tight(b), b == percent, a == sign, a == slash, b == slash:
		return 0
	case a == period, b == period, b == point, a == lopen, b == lclose:
		return 0
	}
	return 1
}

// breaks reports whether a line may end between two characters, by their
// classes alone (禁则).
func breaks(a, b class) level {
	inWord := func(c class) bool { return c == letter || c == digit || c == inner || c == period || c == percent }
	switch b {
	case closing, comma, stop, dot, dash, leader, wave, period, point, percent, slash, lclose, space, broad, mark, fixed:
		return never
	}
	switch {
	case a == opening, a == lopen, a == sign, a == lead, a == fixed:
		return never
	case inWord(a) && inWord(b), a == slash && inWord(b):
		return never
	case a == slash:
		return poor
	}
	return free
}
