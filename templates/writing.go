package templates

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"dangce/templates/phrase"
)

// Writing is a line to fill in: words, □choices to tick, [name:2] for two
// digits, [name] for room that takes what is left of the line, [name 30] for
// 30 mm of it. Places to write are named: readers of filled pages go by these
// names.
type Writing struct {
	Parts []WritingPart `toml:"parts" in:"row"`
}

// WritingPart is a piece of a Writing: its words, or a place to write.
type WritingPart struct {
	Text   phrase.Text `toml:"text" in:"row"`
	Field  string      `toml:"field"`
	Tick   bool        `toml:"tick"`   // a box, with the text beside it
	Digits int         `toml:"digits"` // cells of one digit each
	MM     float64     `toml:"mm"`     // of room to write; 0 what is left
}

// Empty reports whether nothing was given.
func (w *Writing) Empty() bool { return len(w.Parts) == 0 }

const (
	tickBox  = '□'
	wideGap  = '　'
	endWords = "[□　 \n"
)

// UnmarshalText reads a line.
func (w *Writing) UnmarshalText(b []byte) error {
	w.Parts = nil
	for s := string(b); s != ""; {
		r, size := utf8.DecodeRuneInString(s)
		switch r {
		case '[':
			inside, rest, ok := strings.Cut(s[1:], "]")
			if !ok {
				return errors.New("方括号 [ 没有配对的 ]")
			}
			p, err := readPlace(inside)
			if err != nil {
				return err
			}
			w.Parts, s = append(w.Parts, p), rest
		case tickBox:
			text, rest := cutWords(strings.TrimLeft(s[size:], " "))
			w.Parts = append(w.Parts, WritingPart{Text: phrase.New(text), Field: "tick:" + choiceName(text), Tick: true})
			s = rest
		case '\n', wideGap, ' ':
			w.Parts, s = append(w.Parts, WritingPart{Text: phrase.New(s[:size])}), s[size:]
		default:
			text, rest := cutWords(s)
			w.Parts, s = append(w.Parts, WritingPart{Text: phrase.New(text)}), rest
		}
	}
	return nil
}

// readPlace reads what is between brackets.
func readPlace(s string) (WritingPart, error) {
	p, err := WritingPart{Field: s}, error(nil)
	if name, n, ok := strings.Cut(s, ":"); ok && isCount(n) {
		p.Field = name
		p.Digits, err = strconv.Atoi(n)
	} else if name, mm, ok := strings.Cut(s, " "); ok {
		p.Field = name
		if p.MM, err = strconv.ParseFloat(mm, 64); p.MM <= 0 {
			err = strconv.ErrRange
		}
	}
	if err != nil || p.Field == "" {
		return p, fmt.Errorf("[%s] 写法不对，应是 [名字]、[名字:格数] 或 [名字 毫米数]", s)
	}
	return p, nil
}

// isCount reports whether s is a number of cells: 1 to 9.
func isCount(s string) bool { return len(s) == 1 && s[0] >= '1' && s[0] <= '9' }

// cutWords cuts off the words before a place, a box or a gap.
func cutWords(s string) (words, rest string) {
	if n := strings.IndexAny(s, endWords); n >= 0 {
		return s[:n], s[n:]
	}
	return s, ""
}

// choiceName is the name of a box to tick: its words as far as they are the
// same for everybody, or what they are filled in with.
func choiceName(s string) string {
	if strings.HasPrefix(s, "{") {
		name, _, _ := strings.Cut(s[1:], "}")
		return name
	}
	if n := strings.IndexAny(s, "：{（"); n > 0 {
		s = s[:n]
	}
	return s
}
