package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

// readSheet reads the cells of one worksheet part. Tokens come raw: local
// names are all that counts, and nesting is not checked, because a part that
// ends early is noticed by its missing end of sheetData.
func (b *book) readSheet(sh *Sheet, part string) error {
	d, c, err := b.parts.xml(part)
	if errors.Is(err, errNoPart) {
		return damaged("缺工作表“"+sh.Name+"”", nil)
	}
	if err != nil {
		return err
	}
	defer c.Close()
	r := cellReader{book: b, sheet: sh}
	for {
		tok, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return partError(part, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			r.start(t)
		case xml.CharData:
			if r.inText {
				r.text = append(r.text, t...)
			}
		case xml.EndElement:
			if err := r.end(t.Name.Local); err != nil {
				return err
			}
		}
	}
	if !r.complete {
		return damaged("工作表“"+sh.Name+"”不完整", nil)
	}
	r.order()
	return b.fillMerges(sh, r.merges)
}

// cellReader holds the cell being read.
type cellReader struct {
	book     *book
	sheet    *Sheet
	row, col int
	cells    []Cell // of the current row
	ragged   bool   // rows or cells out of order
	complete bool   // the end of sheetData was seen
	merges   []area

	typ        string
	style      int
	text       []byte
	inText     bool
	phonetic   bool // inside rPh: reading aids, not text
	hasFormula bool
	hasValue   bool
}

func (r *cellReader) start(t xml.StartElement) {
	switch t.Name.Local {
	case "row":
		r.row++
		r.col = 0
		for _, a := range t.Attr {
			if a.Name.Local == "r" {
				if n, err := strconv.Atoi(a.Value); err == nil && n > 0 {
					r.row = n
				}
			}
		}
	case "c":
		r.col++
		r.typ, r.style, r.text, r.hasFormula = "", 0, r.text[:0], false
		r.hasValue = false
		for _, a := range t.Attr {
			switch a.Name.Local {
			case "r":
				if row, col, ok := parseRef(a.Value); ok && row == r.row {
					r.col = col
				}
			case "s":
				r.style, _ = strconv.Atoi(a.Value)
			case "t":
				r.typ = a.Value
			}
		}
	case "f":
		r.hasFormula = true
	case "rPh":
		r.phonetic = true
	case "v":
		r.inText, r.hasValue = true, true
	case "t":
		r.inText = !r.phonetic
	case "mergeCell":
		for _, a := range t.Attr {
			if ar, ok := parseArea(a.Value); ok && a.Name.Local == "ref" {
				r.merges = append(r.merges, ar)
			}
		}
	}
}

func (r *cellReader) end(name string) error {
	switch name {
	case "v", "t":
		r.inText = false
	case "rPh":
		r.phonetic = false
	case "c":
		return r.endCell()
	case "row":
		r.endRow()
	case "sheetData":
		r.complete = true
	}
	return nil
}

func (r *cellReader) endCell() error {
	// An empty text is a result too; some writers leave an empty <v> otherwise.
	pending := r.hasFormula && !(r.hasValue && r.typ == "str")
	c := r.book.cell(r.typ, r.style, r.text, pending)
	if c.Kind == Empty {
		return nil
	}
	if r.col > r.book.limits.Columns {
		return tooLarge("工作表“%s”超过 %d 列", r.sheet.Name, r.book.limits.Columns)
	}
	if r.book.cells++; r.book.cells > r.book.limits.Cells {
		return tooLarge("超过 %d 个单元格", r.book.limits.Cells)
	}
	c.Row, c.Col = r.row, r.col
	if n := len(r.cells); n > 0 && r.cells[n-1].Col >= c.Col {
		r.ragged = true
	}
	if len(r.cells) == 0 && len(r.sheet.Rows) >= r.book.limits.Rows {
		return tooLarge("工作表“%s”超过 %d 行", r.sheet.Name, r.book.limits.Rows)
	}
	r.cells = append(r.cells, c)
	return nil
}

func (r *cellReader) endRow() {
	if len(r.cells) == 0 {
		return
	}
	rows := r.sheet.Rows
	if n := len(rows); n > 0 && rows[n-1].N >= r.row {
		r.ragged = true
	}
	r.sheet.Rows = append(rows, Row{N: r.row, Cells: slices.Clone(r.cells)})
	r.cells = r.cells[:0]
}

// order puts rows and cells in order, for the rare writer that does not; of
// two cells in one place the later counts.
func (r *cellReader) order() {
	r.endRow()
	if !r.ragged {
		return
	}
	var all []Cell
	for _, row := range r.sheet.Rows {
		all = append(all, row.Cells...)
	}
	slices.SortStableFunc(all, func(a, b Cell) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Col - b.Col
	})
	r.sheet.Rows = nil
	for _, c := range all {
		rows := r.sheet.Rows
		n := len(rows)
		if n == 0 || rows[n-1].N != c.Row {
			r.sheet.Rows = append(rows, Row{N: c.Row, Cells: []Cell{c}})
			continue
		}
		cells := rows[n-1].Cells
		if cells[len(cells)-1].Col == c.Col {
			cells[len(cells)-1] = c
		} else {
			rows[n-1].Cells = append(cells, c)
		}
	}
}

// cell turns what a <c> element holds into a value; pending is a formula
// without its result.
func (b *book) cell(typ string, style int, text []byte, pending bool) Cell {
	if len(text) == 0 {
		if pending {
			return Cell{Kind: Formula}
		}
		return Cell{}
	}
	switch typ {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(string(text)))
		if err != nil || i < 0 || i >= len(b.strings) || b.strings[i] == "" {
			return Cell{}
		}
		return Cell{Kind: String, Text: b.strings[i]}
	case "str", "inlineStr":
		return Cell{Kind: String, Text: unescape(string(text))}
	case "b":
		if on(string(text)) {
			return Cell{Kind: Bool, Text: "TRUE"}
		}
		return Cell{Kind: Bool, Text: "FALSE"}
	case "e":
		return Cell{Kind: Fault, Text: string(text)}
	case "d":
		if d, err := ParseDate(string(text)); err == nil {
			return Cell{Kind: Date, Text: d.String()}
		}
		return Cell{Kind: String, Text: string(text)}
	}
	var f format
	if style >= 0 && style < len(b.formats) {
		f = b.formats[style]
	}
	return number(string(text), f, b.epoch)
}

// readStrings reads the shared strings. Runs of rich text are joined.
func (b *book) readStrings(part string) error {
	d, c, err := b.parts.xml(part)
	if errors.Is(err, errNoPart) {
		return nil
	}
	if err != nil {
		return err
	}
	defer c.Close()
	var text []byte
	var inText, phonetic, complete bool
	for {
		tok, err := d.RawToken()
		if err == io.EOF && complete {
			return nil
		}
		if err != nil {
			return partError(part, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				text = text[:0]
			case "rPh":
				phonetic = true
			case "t":
				inText = !phonetic
			}
		case xml.CharData:
			if inText {
				text = append(text, t...)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "si":
				if len(b.strings) >= b.limits.Cells {
					return tooLarge("超过 %d 个单元格", b.limits.Cells)
				}
				b.strings = append(b.strings, unescape(string(text)))
			case "rPh":
				phonetic = false
			case "t":
				inText = false
			case "sst":
				complete = true
			}
		}
	}
}

// unescape decodes _x000A_ and the like, the format's way to write control
// characters.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || len(s) < i+7 {
			break
		}
		n, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' || 0xD800 <= n && n < 0xE000 {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(n))
		s = s[i+7:]
	}
	return b.String() + s
}
