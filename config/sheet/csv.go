package sheet

import (
	"bytes"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// text is a csv file's text, for the places of its fields.
type text struct {
	all    string
	starts []int // of the lines in all
	comma  rune
}

// line returns line n, from 1, without its end.
func (t *text) line(n int) string {
	if n < 1 || n > len(t.starts) {
		return ""
	}
	end := len(t.all)
	if n < len(t.starts) {
		end = t.starts[n]
	}
	return strings.Clone(strings.TrimRight(t.all[t.starts[n-1]:end], "\r\n"))
}

func newText(all string, comma rune) *text {
	t := &text{all: all, comma: comma, starts: []int{0}}
	for i := range len(all) {
		if all[i] == '\n' && i+1 < len(all) {
			t.starts = append(t.starts, i+1)
		}
	}
	return t
}

// openCSV reads a csv file of one sheet. Numbers are recognised by their
// digits, since csv has no types; their text stays as written.
func openCSV(name string, data []byte, limits Limits) (*Book, error) {
	all, err := decodeText(data)
	if err != nil {
		return nil, err
	}
	all = strings.ReplaceAll(all, "\r\n", "\n")
	all = strings.ReplaceAll(all, "\r", "\n")
	comma, skip := separator(all)
	if comma == 0 {
		comma = delimiter(all)
	}
	base := path.Base(name)
	sh := &Sheet{File: name, Name: strings.TrimSuffix(base, path.Ext(base)), text: newText(all, comma)}
	rows := rowBuilder{builder: &builder{limits: limits}, sheet: sh}
	r := records{rest: all[skip:], comma: comma, line: 1 + strings.Count(all[:skip], "\n")}
	for r.next() {
		for i, v := range r.fields {
			c := csvCell(v)
			c.Row, c.Col = r.first, i+1
			if err := rows.add(c); err != nil {
				return nil, err
			}
		}
		rows.endRow(r.first)
	}
	if line := r.unclosed(); line > 0 {
		return nil, &Error{Reason: Quotes, What: strconv.Itoa(line)}
	}
	return &Book{Sheets: []*Sheet{sh}}, nil
}

// csvCell makes a cell of a field. ="0123", a way to keep an office program
// from reading a number, loses its dressing. Texts are copied, so that no
// cell keeps its whole record in memory.
func csvCell(v string) Cell {
	v = strings.TrimSpace(v)
	if inner, ok := strings.CutPrefix(v, `="`); ok && strings.HasSuffix(inner, `"`) {
		v = strings.TrimSuffix(inner, `"`)
	}
	switch {
	case v == "":
		return Cell{}
	case looksNumeric(v):
		return Cell{Kind: Number, Text: strings.Clone(v)}
	}
	return textCell(strings.Clone(v))
}

func looksNumeric(s string) bool {
	whole, frac, dot := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	return isDigits(whole) && (!dot || isDigits(frac))
}

// decodeText returns UTF-8 of text in UTF-8, UTF-16 or GB18030. A character
// that was lost before the file was saved stays as U+FFFD in UTF-8.
func decodeText(data []byte) (string, error) {
	if order, ok := utf16Order(data); ok {
		out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
		return checkText(out, err)
	}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if utf8.Valid(data) {
		if bytes.IndexByte(data, 0) >= 0 {
			return "", &Error{Reason: OtherFile, What: "二进制文件"}
		}
		return string(data), nil
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	return checkText(out, err)
}

// utf16Order tells UTF-16 by its mark, or by a NUL in every other place of
// the first characters, which are digits, commas and line breaks somewhere.
func utf16Order(data []byte) (unicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return unicode.BigEndian, true
	case len(data)%2 != 0:
		return unicode.LittleEndian, false
	}
	var nuls [2]int
	for i, b := range data[:min(len(data), 4096)] {
		if b == 0 {
			nuls[i%2]++
		}
	}
	if nuls[0] > 0 {
		return unicode.BigEndian, nuls[1] == 0
	}
	return unicode.LittleEndian, nuls[1] > 0
}

// checkText refuses what decoding could not read, and NUL bytes, which no
// text has.
func checkText(out []byte, err error) (string, error) {
	if err != nil {
		return "", &Error{Reason: Encoding, Err: err}
	}
	if i := bytes.IndexByte(out, 0); i >= 0 {
		return "", &Error{Reason: OtherFile, What: "二进制文件"}
	}
	if i := bytes.Index(out, []byte("\uFFFD")); i >= 0 {
		return "", &Error{Reason: Encoding, What: "第 " + strconv.Itoa(1+bytes.Count(out[:i], []byte("\n"))) + " 行"}
	}
	return string(out), nil
}

// separator reads the line sep=; that some programs put first, and how long
// it is.
func separator(s string) (comma rune, length int) {
	line, _, found := strings.Cut(s, "\n")
	sign, is := strings.CutPrefix(strings.ToLower(strings.Trim(line, `"`)), "sep=")
	if r := []rune(sign); is && found && len(r) == 1 {
		return r[0], len(line) + 1
	}
	return 0, 0
}

// delimiter returns the one of comma, semicolon and tab that divides the
// first lines into the most fields.
func delimiter(s string) rune {
	best, most := ',', 0
	for _, comma := range []rune{',', '\t', ';', '|'} {
		r := records{rest: s, comma: comma}
		fields := 0 // of all these lines: a comma may be inside a field
		for i := 0; i < 20 && r.next(); i++ {
			fields += len(r.fields)
		}
		if fields > most {
			best, most = comma, fields
		}
	}
	return best
}
