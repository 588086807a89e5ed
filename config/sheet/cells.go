package sheet

import (
	"encoding/xml"
	"errors"
	"strconv"
	"strings"
)

// readSheet reads the cells of one worksheet part. A part that ends early is
// noticed by its missing end of sheetData.
func (b *book) readSheet(sh *Sheet, part string) error {
	r := cellReader{book: b, rowBuilder: rowBuilder{builder: &b.builder, sheet: sh}}
	err := b.parts.tokens(part, &r)
	switch {
	case errors.Is(err, errNoPart):
		return damaged("缺工作表“"+sh.Name+"”", nil)
	case err != nil:
		return err
	case !r.complete:
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
	value      []byte
	inText     bool
	phonetic   bool // inside rPh: reading aids, not text
	hasFormula bool
	hasValue   bool
}

func (r *cellReader) text(b []byte) {
	if r.inText {
		r.value = append(r.value, b...)
	}
}

func (r *cellReader) start(t xml.StartElement) error {
	if !r.inData {
		r.around(t)
		return nil
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
	return nil
}

// around reads what is before and after the cells.
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
	r.typ, r.style, r.value = "", 0, r.value[:0]
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
	pending := r.hasFormula && (r.typ != "str" || !r.hasValue) && (len(r.value) == 0 || r.book.uncalculated && string(r.value) == "0")
	c := Cell{Kind: Formula}
	if !pending {
		var err error
		if c, err = r.book.cell(r.typ, r.style, r.value); err != nil {
			return err
		}
	}
	c.Row, c.Col = r.row, r.col
	c.Struck = r.style >= 0 && r.style < len(r.book.struck) && r.book.struck[r.style]
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
			return Cell{}, damaged("缺一条文字", nil)
		}
		return b.strings[i], nil
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
