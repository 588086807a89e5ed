package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Characters that may not begin or end a line (禁则).
const (
	noStart = "，。、；：？！）》〉」』】〕］｝”’…—～％‰℃·・.,;:?!)]}%"
	noEnd   = "（《〈「『【〔［｛“‘([{￥$"
	choice  = "□" // belongs to the text behind it
)

// Characters that stay with the number before them: 3000 元, 2027年.
const units = "元年月日时分秒页人名次个号份册张天条项本章期组倍％‰"

// class is what a character is to the rules.
type class uint8

const (
	noStartClass class = 1 << iota
	noEndClass
	wordClass // of words and figures that no line breaks
)

// classes holds the characters that the rules know, and the letters of ASCII.
// All others up to here are in no class, but for the letters of other scripts.
var classes = newClasses()

const (
	firstSymbol = 0x2000 // below it are letters, from here on none
	classEnd    = 0x10000
)

func newClasses() *[classEnd]class {
	var t [classEnd]class
	for _, r := range noStart {
		t[r] |= noStartClass
	}
	for _, r := range noEnd + choice {
		t[r] |= noEndClass
	}
	for r := range rune(utf8.RuneSelf) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_.@/&+-'#=", r) {
			t[r] |= wordClass
		}
	}
	return &t
}

func classOf(r rune) class {
	switch {
	case r < 0 || r >= classEnd:
		return 0
	case r >= utf8.RuneSelf && r < firstSymbol && (unicode.IsLetter(r) || unicode.IsDigit(r)):
		return classes[r] | wordClass
	}
	return classes[r]
}

// mayBreak reports whether a line may end between a and b.
func mayBreak(a, b rune) bool {
	from, to := classOf(a), classOf(b)
	return to&noStartClass == 0 && from&noEndClass == 0 && from&to&wordClass == 0 && b != ' '
}

// unitFollows reports whether a break before b would part a number from its
// unit, or the ends of a range; the number ends with a or, before a space or a
// dash, with a0.
func unitFollows(a0, a, b rune) bool {
	switch a {
	case ' ':
		a = a0
	case '—':
		return isFigure(a0) && isFigure(b)
	}
	return isFigure(a) && strings.ContainsRune(units, b)
}

func isFigure(r rune) bool { return r >= '0' && r <= '9' }

// Lonely reports whether s is one character, not counting the mark behind it.
func Lonely(s string) bool { return utf8.RuneCountInString(strings.TrimRight(s, noStart)) == 1 }
