package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"strconv"
	"strings"
	"time"
)

// openODS reads a workbook of LibreOffice and its kin.
func openODS(name string, p *parts, limits Limits) (*Book, error) {
	kind, err := p.bytes("mimetype", 256)
	if err != nil {
		return nil, err
	}
	if !bytes.Contains(kind, []byte("opendocument.spreadsheet")) {
		return nil, &Error{Reason: OpenBook}
	}
	manifest, err := p.bytes("META-INF/manifest.xml", 1<<20)
	if err != nil && !errors.Is(err, errNoPart) {
		return nil, err
	}
	if bytes.Contains(manifest, []byte("encryption-data")) {
		return nil, &Error{Reason: Locked}
	}
	o := &ods{builder: builder{limits: limits}, file: name, book: &Book{}, styles: newODSStyles()}
	for _, part := range []string{"styles.xml", "content.xml"} {
		err := p.tokens(part, o)
		if errors.Is(err, errNoPart) && part == "styles.xml" {
			continue
		}
		if err != nil {
			return nil, refusal(err)
		}
	}
	switch {
	case !o.complete:
		return nil, damaged("content.xml 不完整", nil)
	case len(o.book.Sheets) == 0:
		return nil, damaged("没有工作表", nil)
	}
	o.book.Properties, o.book.Modified = p.odsProperties()
	return o.book, nil
}

// odsProperties reads the custom properties and when the workbook was saved.
func (p *parts) odsProperties() (map[string]string, time.Time) {
	var meta struct {
		Meta struct {
			Date string `xml:"date"`
			User []struct {
				Name  string `xml:"name,attr"`
				Value string `xml:",chardata"`
			} `xml:"user-defined"`
		} `xml:"meta"`
	}
	if err := p.decode("meta.xml", &meta); err != nil {
		return nil, time.Time{}
	}
	m := map[string]string{}
	for _, u := range meta.Meta.User {
		m[u.Name] = u.Value
	}
	date := strings.TrimSpace(meta.Meta.Date)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} { // fractions are read with both
		if t, err := time.Parse(layout, date); err == nil {
			return m, t.UTC()
		}
	}
	return m, time.Time{}
}

// ods reads the tables of content.xml.
type ods struct {
	builder
	file     string
	book     *Book
	styles   *odsStyles
	complete bool

	rows     *rowBuilder // of the current table
	outside  bool        // a table kept from another file
	columns  []odsColumn
	column   int // columns described so far
	row, col int
	repeat   int // of the current row
	rowStyle string
	line     []Cell // of the current row
	cell     odsCell
}

// odsColumn is a run of columns up to last, with the style of their cells.
type odsColumn struct {
	last  int
	style string
}

// odsCell is the cell being read.
type odsCell struct {
	open       bool
	typ        string // office:value-type
	fault      bool   // an error value, by LibreOffice's own type
	value      string // in the attribute of its type
	formula    bool
	style      string
	repeat     int
	wide, high int // of a merged area
	paragraphs int
	content    []byte
	inText     int // depth of text:p
	skip       int // depth in notes and reading aids
}

func attrOf(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name && a.Name.Space != "calcext" {
			return a.Value
		}
	}
	return ""
}

// times reads how often a row or cell is repeated.
func times(t xml.StartElement, name string) int {
	return least1(attrOf(t, name))
}

// least1 reads a count, 1 where there is none.
func least1(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 1
	}
	return min(n, maxRow)
}

func (o *ods) start(t xml.StartElement) error {
	if o.cell.open {
		o.inCell(t)
		return nil
	}
	switch t.Name.Local {
	case "table":
		o.startTable(t)
	case "table-source":
		o.outside = true
	case "table-column":
		n := times(t, "number-columns-repeated")
		if o.rows != nil && attrOf(t, "visibility") != "" && attrOf(t, "visibility") != "visible" {
			o.rows.sheet.HiddenCols = append(o.rows.sheet.HiddenCols, [2]int{o.column + 1, o.column + n})
		}
		o.column = min(o.column+n, maxRow)
		if len(o.columns) < maxCol {
			o.columns = append(o.columns, odsColumn{o.column, attrOf(t, "default-cell-style-name")})
		}
	case "table-row":
		o.col, o.line = 0, o.line[:0]
		o.repeat, o.rowStyle = times(t, "number-rows-repeated"), attrOf(t, "default-cell-style-name")
		if o.rows != nil {
			seen := attrOf(t, "visibility")
			o.rows.hidden = seen == "collapse" || seen == "filter"
			o.rows.sheet.Filtered = o.rows.sheet.Filtered || seen == "filter"
		}
	case "table-cell", "covered-table-cell":
		if o.rows != nil {
			o.startCell(t)
		}
	default:
		o.styles.start(t)
	}
	return nil
}

func (o *ods) startTable(t xml.StartElement) {
	name := attrOf(t, "name")
	hidden := o.styles.hiddenTables[attrOf(t, "style-name")]
	o.rows = &rowBuilder{builder: &o.builder, sheet: &Sheet{File: o.file, Name: name, Hidden: hidden}}
	o.row, o.column, o.columns, o.outside = 0, 0, nil, strings.HasPrefix(name, "'file:")
}

func (o *ods) startCell(t xml.StartElement) {
	c := odsCell{open: true, repeat: 1, wide: 1, high: 1, content: o.cell.content[:0]}
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "value-type":
			if a.Name.Space == "calcext" {
				c.fault = a.Value == "error"
				continue
			}
			c.typ = a.Value
		case "value", "date-value", "time-value", "boolean-value", "string-value":
			c.value = a.Value
		case "formula":
			c.formula = true
		case "style-name":
			c.style = a.Value
		case "number-columns-repeated":
			c.repeat = least1(a.Value)
		case "number-columns-spanned":
			c.wide = least1(a.Value)
		case "number-rows-spanned":
			c.high = least1(a.Value)
		}
	}
	o.cell = c
}

// inCell reads what is in a cell: paragraphs, and notes that are none of
// its text.
func (o *ods) inCell(t xml.StartElement) {
	c := &o.cell
	switch t.Name.Local {
	case "annotation", "ruby-text", "shapes", "frame":
		c.skip++
	case "p", "h":
		if c.skip == 0 {
			if c.inText++; c.paragraphs > 0 {
				c.content = append(c.content, '\n')
			}
			c.paragraphs++
		}
	case "s":
		if c.inText > 0 && c.skip == 0 {
			c.content = append(c.content, strings.Repeat("\u00a0", min(times(t, "c"), 1000))...)
		}
	case "tab":
		o.text([]byte(" "))
	case "line-break":
		if c.inText > 0 && c.skip == 0 {
			c.content = append(c.content, '\n')
		}
	}
}

func (o *ods) text(b []byte) {
	if c := &o.cell; c.open && c.inText > 0 && c.skip == 0 {
		c.content = append(c.content, b...)
	}
}

func (o *ods) end(name string) error {
	c := &o.cell
	switch name {
	case "table-cell", "covered-table-cell":
		if c.open {
			c.open = false
			return o.endCell()
		}
	case "annotation", "ruby-text", "shapes", "frame":
		c.skip = max(c.skip-1, 0)
	case "p", "h":
		if c.skip == 0 {
			c.inText = max(c.inText-1, 0)
		}
	case "table-row":
		return o.endRow()
	case "table":
		return o.endTable()
	case "document-content":
		o.complete = true
	default:
		o.styles.end(name)
	}
	return nil
}

// endCell puts the cell, as often as it is repeated, into the row.
func (o *ods) endCell() error {
	n, wide, high := o.cell.repeat, o.cell.wide, o.cell.high
	c := o.value()
	if c.Kind == Empty {
		o.col = min(o.col+n, maxRow)
		return nil
	}
	if o.col+n > o.limits.Columns {
		return tooLarge("工作表“%s”超过 %d 列", o.rows.sheet.Name, o.limits.Columns)
	}
	if wide > 1 || high > 1 {
		o.rows.merges = append(o.rows.merges, area{o.row + 1, o.col + 1, o.row + high, o.col + wide})
	}
	for range n {
		o.col++
		c.Col = o.col
		o.line = append(o.line, c)
	}
	return nil
}

func (o *ods) endRow() error {
	if o.rows == nil {
		return nil
	}
	if len(o.line) == 0 {
		o.row = min(o.row+o.repeat, 2*maxRow)
		return nil
	}
	for range o.repeat {
		o.row++
		for _, c := range o.line {
			c.Row = o.row
			if err := o.rows.add(c); err != nil {
				return err
			}
		}
		o.rows.endRow(o.row)
	}
	o.line = o.line[:0]
	return nil
}

func (o *ods) endTable() error {
	r := o.rows
	o.rows = nil
	if r == nil {
		return nil
	}
	if o.outside {
		o.book.Unread = append(o.book.Unread, Unread{r.sheet.Name, "引用的别的文件"})
		return nil
	}
	o.book.Sheets = append(o.book.Sheets, r.sheet)
	return r.finish()
}
