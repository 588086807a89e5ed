package sheet

import (
	"encoding/xml"
	"errors"
	"io"
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
	r := cellReader{book: b, rowBuilder: rowBuilder{builder: &b.builder, sheet: sh}}
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
	r.endRow(r.row)
	return r.finish()
}

// cellReader holds the cell being read.
type cellReader struct {
	rowBuilder
	book     *book
	row, col int
	inData   bool // inside sheetData
	complete bool // its end was seen

	typ        string
	style      int
	text       []byte
	inText     bool
	phonetic   bool // inside rPh: reading aids, not text
	hasFormula bool
	hasValue   bool
}

func (r *cellReader) start(t xml.StartElement) {
	if !r.inData {
		r.around(t)
		return
	}
	switch t.Name.Local {
	case "row":
		r.startRow(t.Attr)
	case "c":
		r.startCell(t.Attr)
	case "f":
		r.hasFormula = true
	case "rPh":
		r.phonetic = true
	case "v":
		r.inText, r.hasValue = true, true
	case "t":
		r.inText = !r.phonetic
	}
}

// around reads what stands before and after the cells.
func (r *cellReader) around(t xml.StartElement) {
	attr := func(name string) string {
		for _, a := range t.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
		return ""
	}
	switch t.Name.Local {
	case "sheetData":
		r.inData = true
	case "mergeCell":
		if m, ok := parseArea(attr("ref")); ok {
			r.merges = append(r.merges, m)
		}
	case "col":
		from, err1 := strconv.Atoi(attr("min"))
		to, err2 := strconv.Atoi(attr("max"))
		if err1 == nil && err2 == nil && (on(attr("hidden")) || attr("width") == "0") && len(r.sheet.HiddenCols) < maxCol {
			r.sheet.HiddenCols = append(r.sheet.HiddenCols, [2]int{from, to})
		}
	case "sheetPr":
		r.sheet.Filtered = r.sheet.Filtered || on(attr("filterMode"))
	case "filterColumn":
		r.sheet.Filtered = true
	}
}

func (r *cellReader) startRow(attrs []xml.Attr) {
	r.row++
	r.col, r.hidden = 0, false
	for _, a := range attrs {
		switch a.Name.Local {
		case "r":
			if n, err := strconv.Atoi(a.Value); err == nil && n > 0 && n <= maxRow {
				r.row = n
			}
		case "hidden":
			r.hidden = r.hidden || on(a.Value)
		case "ht":
			r.hidden = r.hidden || a.Value == "0"
		}
	}
}

func (r *cellReader) startCell(attrs []xml.Attr) {
	r.col++
	r.typ, r.style, r.text = "", 0, r.text[:0]
	r.hasFormula, r.hasValue = false, false
	for _, a := range attrs {
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
}

func (r *cellReader) end(name string) error {
	switch name {
	case "v", "t":
		r.inText = false
	case "rPh":
		r.phonetic = false
	case "c":
		if r.inData {
			return r.endCell()
		}
	case "row":
		r.endRow(r.row)
	case "sheetData":
		r.complete, r.inData = true, false
	}
	return nil
}

func (r *cellReader) endCell() error {
	// An empty text is a result too; some writers leave an empty <v> otherwise.
	// A 0 in a workbook that asks to be calculated when opened is what writers
	// put where they calculate nothing.
	pending := r.hasFormula && (r.typ != "str" || !r.hasValue) && (len(r.text) == 0 || r.book.uncalculated && string(r.text) == "0")
	c := Cell{Kind: Formula}
	if !pending {
		var err error
		if c, err = r.book.cell(r.typ, r.style, r.text); err != nil {
			return err
		}
	}
	c.Row, c.Col = r.row, r.col
	return r.add(c)
}

// cell turns what a <c> element holds into a value.
func (b *book) cell(typ string, style int, text []byte) (Cell, error) {
	if len(text) == 0 {
		return Cell{}, nil
	}
	switch typ {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(string(text)))
		if err != nil || i < 0 || i >= len(b.strings) {
			return Cell{}, damaged("缺第 "+string(text)+" 条文字", nil)
		}
		return textCell(b.strings[i]), nil
	case "str", "inlineStr":
		return textCell(unescape(string(text))), nil
	case "b":
		return boolCell(on(string(text))), nil
	case "e":
		return Cell{Kind: Fault, Text: string(text)}, nil
	case "d":
		return isoCell(string(text), b.format(style)), nil
	}
	return number(string(text), b.format(style), b.epoch), nil
}

func (b *book) format(style int) format {
	if style >= 0 && style < len(b.formats) {
		return b.formats[style]
	}
	return format{}
}

// readStrings reads the shared strings. Runs of rich text are joined.
func (b *book) readStrings(part string) error {
	d, c, err := b.parts.xml(part)
	if errors.Is(err, errNoPart) {
		return damaged("缺 sharedStrings.xml", nil)
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
