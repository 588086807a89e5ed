package serve

import (
	_ "embed"
	"strings"
)

//go:generate go run dangce/serve/internal/gen

// firstLetters are the first letters of the pinyin of U+4E00 to U+9FA5.
//
//go:embed initials.txt
var firstLetters string

// firstOfTable is the character of the first letter.
const firstOfTable = 0x4e00

// otherReadings are those that surnames and common names have beside the
// usual one of their character.
var otherReadings = map[rune]byte{'曾': 'z', '解': 'x', '单': 's', '仇': 'q', '区': 'o', '查': 'z', '盖': 'g', '尉': 'y', '长': 'c', '乐': 'y', '缪': 'm', '种': 'c', '朴': 'p', '翟': 'z', '重': 'c', '行': 'h', '隗': 'k', '员': 'y', '召': 's', '洗': 'x', '覃': 'q', '车': 'j'}

// initials are the first letters of a text's characters, djsqdzb of
// 东街社区党支部; with the other reading of a surname, a second time.
func initials(s string) []string {
	var usual, other strings.Builder
	differs := false
	for _, r := range s {
		c, ok := initial(r)
		if !ok {
			continue
		}
		usual.WriteByte(c)
		if o := otherReadings[r]; o != 0 && o != c {
			c, differs = o, true
		}
		other.WriteByte(c)
	}
	if !differs {
		return []string{usual.String()}
	}
	return []string{usual.String(), other.String()}
}

// initial is the first letter of a character; letters and digits are their
// own.
func initial(r rune) (byte, bool) {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		return byte(r), true
	case r >= 'A' && r <= 'Z':
		return byte(r - 'A' + 'a'), true
	case r >= firstOfTable && int(r-firstOfTable) < len(firstLetters):
		return firstLetters[r-firstOfTable], true
	}
	return 0, false
}
