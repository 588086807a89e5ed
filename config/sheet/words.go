package sheet

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// invisible reports characters that copying from web pages and chats leaves
// in cells: they have no width and no meaning in a name or a number.
func invisible(r rune) bool {
	switch {
	case ideograph(r), r == '\n', r == '\t', r == '\r':
		return false
	}
	return unicode.Is(unicode.Cf, r) || unicode.IsControl(r) || variation(r) || strings.ContainsRune("\u034F\u115F\u1160\u180B\u180C\u180D\u2800\u3164\uFFA0\uFFFC", r)
}

// ideograph reports the block of characters that most Chinese text is made
// of: none is a space, a sign or a second form of another.
func ideograph(r rune) bool { return 0x4E00 <= r && r <= 0x9FFF }

// ideographs reports a text of nothing else, such as most names and titles,
// for which all forms here are the text itself.
func ideographs(s string) bool {
	for _, r := range s {
		if !ideograph(r) {
			return false
		}
	}
	return true
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
	if ideographs(s) {
		return s
	}
	if s = repair(s); !visible(s) {
		s = width.Fold.String(dropInvisible(s))
	}
	s = strings.TrimSpace(s)
	return strings.TrimSpace(strings.TrimPrefix(s, "'"))
}

// Tidy trims a text and makes full-width digits, letters and spaces
// half-width; Chinese punctuation stays. Line breaks become spaces.
func Tidy(s string) string {
	if ideographs(s) {
		return s
	}
	if s = repair(s); !visible(s) {
		s = strings.Map(func(r rune) rune {
			switch {
			case ideograph(r):
				return r
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

var (
	brackets   = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]`)
	toBrackets = strings.NewReplacer("【", "[", "】", "]", "〔", "[", "〕", "]")
)

// Key is what titles are compared by: half-width, in lower case, without
// spaces and line breaks, brackets and what is in them, * and colons.
func Key(title string) string {
	if ideographs(title) {
		return title
	}
	s := width.Fold.String(toBrackets.Replace(dropInvisible(repair(title))))
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

// hyphens makes every kind of dash a hyphen, for codes and dates.
func hyphens(s string) string {
	if visible(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Pd, r) || strings.ContainsRune("\u2043\u2212\u2500\u2501\u2796\u30FC\uFF70", r) {
			return '-'
		}
		return r
	}, s)
}
