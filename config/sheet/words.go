package sheet

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// invisible reports characters that copying from web pages and chats leaves
// in cells: they have no width and no meaning in a name or a number.
func invisible(r rune) bool {
	switch r {
	case '\n', '\t', '\r':
		return false
	}
	return unicode.Is(unicode.Cf, r) || unicode.IsControl(r)
}

func dropInvisible(s string) string {
	if strings.IndexFunc(s, invisible) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, s)
}

// Fold makes digits, letters and signs half-width, for codes, dates and
// numbers, and trims the text. An apostrophe in front, typed to make a
// number a text, is dropped.
func Fold(s string) string {
	if !visible(s) {
		s = width.Fold.String(dropInvisible(s))
	}
	s = strings.TrimSpace(s)
	return strings.TrimSpace(strings.TrimPrefix(s, "'"))
}

// Tidy trims a text and makes full-width digits, letters and spaces
// half-width; Chinese punctuation stays. Line breaks become spaces.
func Tidy(s string) string {
	if !visible(s) {
		s = strings.Map(func(r rune) rune {
			switch {
			case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
				return r - '０' + '0'
			case r == '\n', r == '\r', r == '\t', unicode.IsSpace(r):
				return ' '
			case invisible(r):
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "'"))
}

// visible reports a text of visible ASCII and spaces, most of a roster.
func visible(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7F {
			return false
		}
	}
	return true
}

// Name normalises a person's name. 张　三 is 张三: spaces go beside Chinese
// characters and dots, and are single between Latin words. The dots ．•‧・ and
// their like become ·, the one of the standard for names in Chinese. Nothing
// else is folded: a name keeps every character, in normal form C.
func Name(s string) string {
	var out []rune
	space := false
	for _, r := range norm.NFC.String(dropInvisible(s)) {
		if strings.ContainsRune("．•‧・･∙⋅●", r) {
			r = '·'
		}
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space && len(out) > 0 && !tight(out[len(out)-1]) && !tight(r) {
			out = append(out, ' ')
		}
		space = false
		out = append(out, r)
	}
	for i := 1; i+1 < len(out); i++ {
		if out[i] == '.' && unicode.Is(unicode.Han, out[i-1]) && unicode.Is(unicode.Han, out[i+1]) {
			out[i] = '·'
		}
	}
	return string(out)
}

// tight reports characters that take no space beside them in a name.
func tight(r rune) bool { return r == '·' || !unicode.Is(unicode.Latin, r) && r != '.' }

var (
	brackets   = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]`)
	toBrackets = strings.NewReplacer("【", "[", "】", "]", "〔", "[", "〕", "]")
)

// Key is what titles are compared by: half-width, in lower case, without
// spaces and line breaks, brackets and what stands in them, * and colons.
func Key(title string) string {
	s := width.Fold.String(toBrackets.Replace(dropInvisible(title)))
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("*:★※", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	if !strings.ContainsAny(s, "([") {
		return s
	}
	return brackets.ReplaceAllString(s, "")
}
