package inspect

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strconv"
)

// lexer cuts a content stream into tokens.
type lexer struct {
	data []byte
	at   int
	err  error
}

type kind uint8

const (
	operator kind = iota
	number
	name
	text
	open  // [ or <<
	close // ] or >>
)

type token struct {
	kind kind
	text string
	num  float64
}

const (
	spaces     = " \t\r\n\f\x00"
	delimiters = spaces + "()<>[]/%{}"
)

// next returns the next token; false at the end.
func (l *lexer) next() (token, bool) {
	l.skip()
	if l.at >= len(l.data) || l.err != nil {
		return token{}, false
	}
	rest := l.data[l.at:]
	switch c := rest[0]; {
	case c == '(':
		return l.literal()
	case bytes.HasPrefix(rest, []byte("<<")), bytes.HasPrefix(rest, []byte(">>")):
		l.at += 2
		return token{kind: map[byte]kind{'<': open, '>': close}[c]}, true
	case c == '<':
		return l.hex()
	case c == '[', c == ']':
		l.at++
		return token{kind: map[byte]kind{'[': open, ']': close}[c]}, true
	case c == '/':
		w := word(rest[1:])
		l.at += 1 + len(w)
		return token{kind: name, text: string(w)}, true
	}
	w := word(rest)
	if len(w) == 0 {
		l.err = fmt.Errorf("content stream: stray %q at %d", rest[0], l.at)
		return token{}, false
	}
	l.at += len(w)
	if v, err := strconv.ParseFloat(string(w), 64); err == nil {
		return token{kind: number, num: v}, true
	}
	return token{kind: operator, text: string(w)}, true
}

func (l *lexer) skip() {
	for l.at < len(l.data) {
		switch {
		case bytes.IndexByte([]byte(spaces), l.data[l.at]) >= 0:
			l.at++
		case l.data[l.at] == '%':
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

func word(b []byte) []byte {
	if i := bytes.IndexAny(b, delimiters); i >= 0 {
		return b[:i]
	}
	return b
}

// literal reads a string in parentheses.
func (l *lexer) literal() (token, bool) {
	var out []byte
	depth := 0
	for i := l.at; i < len(l.data); i++ {
		c := l.data[i]
		switch {
		case c == '\\' && i+1 < len(l.data):
			i++
			out = l.escape(out, &i)
			continue
		case c == '(':
			if depth++; depth == 1 {
				continue
			}
		case c == ')':
			if depth--; depth == 0 {
				l.at = i + 1
				return token{kind: text, text: string(out)}, true
			}
		}
		out = append(out, c)
	}
	l.err = fmt.Errorf("content stream: string at %d does not end", l.at)
	return token{}, false
}

// escape appends what follows a backslash at *i.
func (l *lexer) escape(out []byte, i *int) []byte {
	const letters, codes = "nrtbf", "\n\r\t\b\f"
	c := l.data[*i]
	if k := bytes.IndexByte([]byte(letters), c); k >= 0 {
		return append(out, codes[k])
	}
	if c < '0' || c > '7' {
		if c == '\n' {
			return out
		}
		return append(out, c)
	}
	v := 0
	for n := 0; n < 3 && *i < len(l.data) && l.data[*i] >= '0' && l.data[*i] <= '7'; n++ {
		v = v*8 + int(l.data[*i]-'0')
		*i++
	}
	*i--
	return append(out, byte(v))
}

func (l *lexer) hex() (token, bool) {
	end := bytes.IndexByte(l.data[l.at:], '>')
	if end < 0 {
		l.err = fmt.Errorf("content stream: string at %d does not end", l.at)
		return token{}, false
	}
	digits := bytes.Join(bytes.Fields(l.data[l.at+1:l.at+end]), nil)
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, len(digits)/2)
	if _, err := hex.Decode(out, digits); err != nil {
		l.err = fmt.Errorf("content stream: string at %d: %w", l.at, err)
		return token{}, false
	}
	l.at += end + 1
	return token{kind: text, text: string(out)}, true
}

// inline skips a picture within the content itself, in hexadecimal
// digits, of which there must be as many as its width and height ask for.
func (l *lexer) inline() error {
	dict := make(map[string]token)
	for {
		key, ok := l.next()
		if !ok || key.kind == operator && key.text == "ID" {
			break
		}
		if dict[key.text], ok = l.next(); !ok {
			break
		}
	}
	digits, rest, ok := bytes.Cut(l.data[l.at:], []byte(">"))
	digits = bytes.TrimSpace(digits)
	rows, columns := int(dict["H"].num), int(dict["W"].num)
	if _, err := hex.Decode(make([]byte, len(digits)), digits); err != nil || !ok || l.err != nil ||
		dict["F"].text != "AHx" || dict["IM"].text != "true" || len(digits) != 2*rows*((columns+7)/8) || len(digits) == 0 {
		return fmt.Errorf("content stream: picture at %d: %v", l.at, dict)
	}
	l.at = len(l.data) - len(rest)
	if end, ok := l.next(); !ok || end.text != "EI" {
		return fmt.Errorf("content stream: picture does not end at %d", l.at)
	}
	return nil
}
