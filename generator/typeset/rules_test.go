package typeset

import (
	"strings"
	"testing"
	"unicode"
)

// The table of classes says what the lists say, for every character.
func TestClassesFollowTheLists(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		var want class
		if strings.ContainsRune(noStart, r) {
			want |= noStartClass
		}
		if strings.ContainsRune(noEnd+choice, r) {
			want |= noEndClass
		}
		if r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_.@/&+-'#=", r)) {
			want |= wordClass
		}
		if got := classOf(r); got != want {
			t.Fatalf("%U %q is of class %b, want %b", r, r, got, want)
		}
	}
}
