package sheet

import (
	"strings"

	"github.com/xuri/nfp"
)

// pattern is a number format with words or signs of its own, "DF"0000 or
// 0000-0000000: what people see and mean is then not the number. Each item is
// a literal or one place for a digit.
type pattern []placeholder

type placeholder struct {
	literal string
	digit   byte // 0, #, ? or, for all digits at once, G
}

// patternOf returns nil for formats that show a number as it is, or as an
// amount: with fractions, groups of thousands, percent.
func patternOf(items []nfp.Token) pattern {
	var p pattern
	words, digits := false, false
	for _, t := range items {
		switch t.TType {
		case nfp.TokenTypeLiteral:
			p = append(p, placeholder{literal: t.TValue})
			words = words || strings.TrimSpace(t.TValue) != ""
		case nfp.TokenTypeZeroPlaceHolder, nfp.TokenTypeHashPlaceHolder, nfp.TokenTypeDigitalPlaceHolder:
			for i := range len(t.TValue) {
				p = append(p, placeholder{digit: t.TValue[i]})
			}
			digits = true
		case nfp.TokenTypeGeneral:
			p = append(p, placeholder{digit: 'G'})
			digits = true
		case nfp.TokenTypeColor, nfp.TokenTypeAlignment, nfp.TokenTypeRepeatsChar:
		default:
			return nil
		}
	}
	if !words || !digits {
		return nil
	}
	return p
}

// show fills the digits in from the right; those that find no place go
// before the first. It returns "" for what is no whole number.
func (p pattern) show(number string) string {
	if !isDigits(number) {
		return ""
	}
	var parts []string // from the right
	first := 0         // index in parts of the leftmost digit
	for i := len(p) - 1; i >= 0; i-- {
		switch {
		case p[i].digit == 0:
			parts = append(parts, p[i].literal)
			continue
		case p[i].digit == 'G':
			parts, number = append(parts, number), ""
		case number != "":
			parts, number = append(parts, number[len(number)-1:]), number[:len(number)-1]
		case p[i].digit == '0':
			parts = append(parts, "0")
		default:
			parts = append(parts, "")
		}
		first = len(parts) - 1
	}
	parts[first] = number + parts[first]
	var b strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		b.WriteString(parts[i])
	}
	return b.String()
}
