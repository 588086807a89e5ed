package templates

import (
	"fmt"
	"io/fs"
	"slices"
	"unicode"
	"unicode/utf8"

	"dangce/config/diag"
)

// unbroken is words.toml: words that lines do not break, by their field.
type unbroken struct {
	Organization []string `toml:"organization"`
	Meeting      []string `toml:"meeting"`
	Decision     []string `toml:"decision"`
	Dues         []string `toml:"dues"`
	Record       []string `toml:"record"`
	Time         []string `toml:"time"`
	Chart        []string `toml:"chart"`
	Phrase       []string `toml:"phrase"`
}

// mostOfWord is how long a word may be, in characters: longer ones leave
// lines that cannot be filled.
const mostOfWord = 6

// LoadWords reads words.toml of fsys: the words that lines do not break, each
// once, sorted.
func LoadWords(fsys fs.FS, overlayName string, out *diag.List) []string {
	f := readTOML(fsys, overlayName, "words.toml", out)
	if f == nil {
		return nil
	}
	var u unbroken
	f.Bind(&u, out)
	f.Texts(func(at diag.Place, w string) {
		if n := utf8.RuneCountInString(w); n < 2 || n > mostOfWord || !inHanzi(w) {
			out.Add(diag.Finding{Place: at, Code: "bad-word", Message: fmt.Sprintf("“%s”不能作不断开的词", w),
				Hint: fmt.Sprintf("写 2 到 %d 个汉字，不带标点、字母和数字；更长的分成几段写", mostOfWord)})
		}
	})
	all := slices.Concat(u.Organization, u.Meeting, u.Decision, u.Dues, u.Record, u.Time, u.Chart, u.Phrase)
	slices.Sort(all)
	return slices.Compact(all)
}

func inHanzi(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}
