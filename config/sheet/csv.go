package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
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

func newCSV(s string, comma rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(s))
	r.Comma = comma
	r.LazyQuotes = true
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	return r
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
	comma := delimiter(all)
	base := path.Base(name)
	sh := &Sheet{File: name, Name: strings.TrimSuffix(base, path.Ext(base)), text: newText(all, comma)}
	r := newCSV(all, comma)
	cells := 0
	for {
		rec, err := r.Read()
		if err == io.EOF {
			break
		}
		var perr *csv.ParseError
		if errors.As(err, &perr) {
			return nil, damaged("csv 第 "+strconv.Itoa(perr.Line)+" 行的引号不成对", err)
		}
		if err != nil {
			return nil, damaged("", err)
		}
		line, _ := r.FieldPos(0)
		row := Row{N: line}
		for i, v := range rec {
			c := csvCell(v)
			if c.Kind == Empty {
				continue
			}
			if cells++; cells > limits.Cells {
				return nil, tooLarge("超过 %d 个单元格", limits.Cells)
			}
			if i >= limits.Columns {
				return nil, tooLarge("第 %d 行超过 %d 列", line, limits.Columns)
			}
			c.Row, c.Col = line, i+1
			row.Cells = append(row.Cells, c)
		}
		if len(row.Cells) == 0 {
			continue
		}
		if len(sh.Rows) >= limits.Rows {
			return nil, tooLarge("超过 %d 行", limits.Rows)
		}
		sh.Rows = append(sh.Rows, row)
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
	return Cell{Kind: String, Text: strings.Clone(v)}
}

func looksNumeric(s string) bool {
	whole, frac, dot := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	return isDigits(whole) && (!dot || isDigits(frac))
}

// decodeText returns UTF-8 of text in UTF-8, UTF-16 with a byte order mark,
// or GB18030.
func decodeText(data []byte) (string, error) {
	if bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")) {
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		return checkText(out, err)
	}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if utf8.Valid(data) {
		return checkText(data, nil)
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	return checkText(out, err)
}

// checkText refuses what decoding could not read, and NUL bytes, which no
// text has.
func checkText(out []byte, err error) (string, error) {
	line := func(i int) string { return "第 " + strconv.Itoa(1+bytes.Count(out[:i], []byte("\n"))) + " 行" }
	if err != nil {
		return "", &Error{Reason: Encoding, Err: err}
	}
	if i := bytes.IndexByte(out, 0); i >= 0 {
		return "", &Error{Reason: OtherFile, What: "二进制文件"}
	}
	if i := bytes.Index(out, []byte("\uFFFD")); i >= 0 {
		return "", &Error{Reason: Encoding, What: line(i)}
	}
	return string(out), nil
}

// delimiter returns the one of comma, semicolon and tab that divides the
// first lines into the most fields.
func delimiter(s string) rune {
	best, most := ',', 0
	for _, comma := range []rune{',', '\t', ';'} {
		r := newCSV(s, comma)
		fields := 0 // of all these lines: a comma may stand inside a field
		for range 20 {
			rec, err := r.Read()
			if err != nil {
				break
			}
			fields += len(rec)
		}
		if fields > most {
			best, most = comma, fields
		}
	}
	return best
}
