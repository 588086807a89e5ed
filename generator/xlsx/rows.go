package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// rows writes the head and the rows of a sheet's part, straight into the zip:
// passing every cell through the structures of excelize takes twice as long.
// What stands behind the rows is excelize's.
type rows struct {
	part    *part
	strings *sharedStrings
	buf     []byte
	letters []string // of columns
	merged  []byte
	merges  int
}

const mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

// open begins the part: everything in front of the rows.
func (r *rows) open(p *packer, path string, head []byte) error {
	var err error
	if r.part, err = p.sheet(path); err != nil {
		return err
	}
	r.buf = append(r.buf[:0], xmlHead+`<worksheet xmlns="`+mainSpace+`" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">`...)
	r.buf = append(append(r.buf, head...), `<sheetData>`...)
	r.merged, r.merges = r.merged[:0], 0
	return nil
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// column is the name of a column, from 0.
func (r *rows) column(k int) string {
	for len(r.letters) <= k {
		r.letters = append(r.letters, letters(len(r.letters)+1))
	}
	return r.letters[k]
}

// row writes a row of cells; those without content and format are left out.
func (r *rows) row(row int, height float64, cells []excelize.Cell) error {
	no := strconv.Itoa(row)
	b := append(append(r.buf, `<row r="`...), no...)
	if height > 0 {
		b = strconv.AppendFloat(append(b, `" ht="`...), height, 'f', -1, 64)
		b = append(b, `" customHeight="1`...)
	}
	b = append(b, `">`...)
	for k := range cells {
		c := &cells[k]
		if c.StyleID == 0 && c.Value == nil && c.Formula == "" {
			continue
		}
		b = append(append(append(b, `<c r="`...), r.column(k)...), no...)
		if c.StyleID > 0 {
			b = strconv.AppendInt(append(b, `" s="`...), int64(c.StyleID), 10)
		}
		var err error
		if b, err = r.content(b, c); err != nil {
			return fmt.Errorf("cell %s%s: %w", r.column(k), no, err)
		}
	}
	r.buf = append(b, `</row>`...)
	if len(r.buf) < 16<<10 {
		return nil
	}
	return r.flush()
}

// content ends a cell with what it holds.
func (r *rows) content(b []byte, c *excelize.Cell) ([]byte, error) {
	text, isText := c.Value.(string)
	switch {
	case c.Value == nil && c.Formula == "":
		return append(b, `"/>`...), nil
	case isText && c.Formula == "":
		b = strconv.AppendInt(append(b, `" t="s"><v>`...), int64(r.strings.index(text)), 10)
		return append(b, `</v></c>`...), nil
	case isText:
		b = append(b, `" t="str">`...)
	default:
		b = append(b, `">`...)
	}
	if c.Formula != "" {
		b = append(appendText(append(b, `<f>`...), c.Formula), `</f>`...)
	}
	b = append(b, `<v>`...)
	switch v := c.Value.(type) {
	case nil:
	case string:
		b = appendText(b, v)
	case int:
		b = strconv.AppendInt(b, int64(v), 10)
	case int64:
		b = strconv.AppendInt(b, v, 10)
	case float64:
		b = strconv.AppendFloat(b, v, 'f', -1, 64)
	default:
		return b, fmt.Errorf("a value of type %T", v)
	}
	return append(b, `</v></c>`...), nil
}

// merge joins cells of two corners.
func (r *rows) merge(c1, r1, c2, r2 int) {
	r.merges++
	r.merged = append(append(append(r.merged, `<mergeCell ref="`...), area(c1, r1, c2, r2)...), `"/>`...)
}

func (r *rows) flush() error {
	_, err := r.part.Write(r.buf)
	r.buf = r.buf[:0]
	return err
}

// sharedStrings are the texts of a workbook, each once. Cells refer to them
// by number: previews on telephones show no text that stands in its cell.
type sharedStrings struct {
	at   map[string]int
	buf  []byte // of the items
	uses int
}

func (s *sharedStrings) reset() {
	if s.at == nil || len(s.at) > 4096 {
		s.at = make(map[string]int)
	}
	clear(s.at)
	s.buf, s.uses = s.buf[:0], 0
}

func (s *sharedStrings) index(text string) int {
	s.uses++
	i, ok := s.at[text]
	if !ok {
		i = len(s.at)
		s.at[text] = i
		s.buf = append(s.buf, `<si><t`...)
		if text != strings.TrimSpace(text) {
			s.buf = append(s.buf, ` xml:space="preserve"`...)
		}
		s.buf = append(appendText(append(s.buf, '>'), text), `</t></si>`...)
	}
	return i
}

const stringsPart = "xl/sharedStrings.xml"

func (s *sharedStrings) part() []byte {
	b := fmt.Appendf(nil, `%s<sst xmlns="%s" count="%d" uniqueCount="%d">`, xmlHead, mainSpace, s.uses, len(s.at))
	return append(append(b, s.buf...), `</sst>`...)
}

// appendText writes text between tags. What XML cannot hold, and what looks
// like the escape of it, is written as _x000D_.
func appendText(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case c == '&':
				b = append(b, "&amp;"...)
			case c == '<':
				b = append(b, "&lt;"...)
			case c == '>':
				b = append(b, "&gt;"...)
			case c == '_' && escaped(s[i:]):
				b = append(b, "_x005F_"...)
			case c < ' ' && c != '\n' && c != '\t':
				b = fmt.Appendf(b, "_x%04X_", c)
			default:
				b = append(b, c)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == 0xFFFE || r == 0xFFFF {
			r = utf8.RuneError
		}
		b = utf8.AppendRune(b, r)
		i += n
	}
	return b
}

// escaped reports whether s begins with _x and four hexadecimal digits and _.
func escaped(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	for _, c := range []byte(s[2:6]) {
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F') {
			return false
		}
	}
	return true
}
