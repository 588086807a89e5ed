// Package sheet opens workbooks (xlsx, xls, ods) and csv files that come from
// elsewhere: a county's rosters, and registers that branches send back.
//
// It is for readers of tables (config/roster, generator/audit), which find
// their columns by title and take dates, amounts and names from cells as
// people write them. The package promises that no file makes it panic or
// take more memory than its Limits allow, that every refusal is an *Error
// with steps for the person who holds the file, and that a value is never
// guessed: what can be read in two ways is an error. Nothing is lost or
// changed in silence: what was put right or looks wrong comes back as a Remark
// beside the value, and a reader that marks what it used (Row.Use) can list
// the rest (Sheet.Unused).
//
// Workbooks are read by a parser of their own and not with excelize, whose
// row stream gives texts without types or number formats (a date is then no
// longer told from a number) and whose full model took more than three times as
// long for 40,000 rows of 20 columns (1.0 against 3.5 s, 1.9 s the stream alone).
package sheet

import (
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"dangce/config/diag"
)

// Kind is the type of a cell's value.
type Kind uint8

// The kinds of cells. Formula is a formula whose result the file does not
// hold; a formula with its result has the kind of the result.
const (
	Empty Kind = iota
	String
	Number
	Date
	Bool
	Fault // #N/A, #REF!, …
	Formula
)

// Cell is one value of a sheet.
//
// Text is what is there: a string as written, a number in plain decimal
// digits as Excel would show it in full (15 significant digits, never an
// exponent; padded where the format is zeros alone, as in 003), a date as
// 2001-07-01 or, when its format shows no day, 2001-07; TRUE or FALSE; #N/A.
// Shown, Code, Day, Money and Person read it as a column asks for.
type Cell struct {
	Text   string
	Row    int    // from 1
	Col    int    // from 1
	more   *extra // nil for nearly all cells
	Kind   Kind
	Merged bool // part of a merged area, whose value all its cells have
	Struck bool // crossed out
	used   bool // see Row.Use
}

// extra is what few cells have beside their text.
type extra struct {
	shown string     // the text that an office program shows of a number
	wall  *timestamp // of a date with a time of day: what the file says
	lost  bool       // digits beyond the 15th were dropped before the file was saved
}

// Shown is the text that an office program shows: DF0012 for 12 in the format
// "DF"0000, and Text everywhere else.
func (c Cell) Shown() string {
	if c.more != nil && c.more.shown != "" {
		return c.more.shown
	}
	return c.Text
}

// Row is a row with at least one value.
type Row struct {
	N      int    // number in the sheet, from 1; of a csv record its first line
	Cells  []Cell // not empty, ascending by Col
	Hidden bool   // by hand or by a filter
}

// At returns the cell of a column, from 1; an Empty one where nothing is.
func (r Row) At(col int) Cell {
	if i, ok := r.find(col); ok {
		return r.Cells[i]
	}
	return Cell{Row: r.N, Col: col}
}

// find returns the index of the first cell at or right of a column.
func (r Row) find(col int) (i int, ok bool) {
	if i := col - 1; i >= 0 && i < len(r.Cells) && r.Cells[i].Col == col {
		return i, true
	}
	i = sort.Search(len(r.Cells), func(i int) bool { return r.Cells[i].Col >= col })
	return i, i < len(r.Cells) && r.Cells[i].Col == col
}

// find returns the index of the first row at or below row n.
func (s *Sheet) find(n int) (i int, ok bool) {
	i = sort.Search(len(s.Rows), func(i int) bool { return s.Rows[i].N >= n })
	return i, i < len(s.Rows) && s.Rows[i].N == n
}

// Sheet is a worksheet, or the whole of a csv file.
type Sheet struct {
	File   string // path as given to Open
	Name   string // of a csv file: its name without folder and extension
	Hidden bool
	// VeryHidden sheets are hidden so that an office program does not even
	// list them.
	VeryHidden bool
	Filtered   bool     // a filter is in effect; its rows are among the hidden ones
	HiddenCols [][2]int // first and last column of each hidden range
	Rows       []Row    // ascending by N, rows without values left out
	// Covered are the values that merged areas hide: an office program shows
	// the first value of an area alone.
	Covered []Cell
	// Weak says that the file is of a kind of which some writers cut every
	// text after 255 characters: .xls.
	Weak bool

	text   *text  // of a csv file, nil for a worksheet
	merges []area // those whose value is in all their cells
}

// ColumnHidden reports whether a column, from 1, is hidden.
func (s *Sheet) ColumnHidden(col int) bool {
	for _, r := range s.HiddenCols {
		if r[0] <= col && col <= r[1] {
			return true
		}
	}
	return false
}

// Book is an opened file.
type Book struct {
	Sheets []*Sheet
	// Unread are the sheets without cells: charts, dialogs and macros.
	Unread []Unread
	// Properties are the custom document properties of a workbook: by them
	// a register that comes back is recognised whatever it is called.
	Properties map[string]string
	// Modified is when an office program says that it saved the workbook last;
	// the zero Time where it does not say.
	Modified time.Time
}

// Unread is a sheet that is none of cells.
type Unread struct{ Name, What string }

// Places gives the places of one row's cells. It holds nothing of the sheet
// but the row's number, and for csv its first line.
type Places struct {
	file, sheet string
	row         int
	csv         bool
	line        string
	comma       rune
}

// Places returns the places of row n; n 0 stands for the sheet. In the line of a csv file the fields
// of hidden columns are starred out, so that a message never shows them.
func (s *Sheet) Places(n int, hidden ...int) *Places {
	p := &Places{file: s.File, sheet: s.Name, row: n}
	if s.text != nil && n == 0 {
		p.sheet = ""
	} else if s.text != nil {
		p.csv, p.comma = true, s.text.comma
		p.line = star(s.text.line(n), s.text.comma, hidden)
	}
	return p
}

// Place returns the place of column col, from 1; of the row as a whole for 0.
func (p *Places) Place(col int) diag.Place {
	if p.row == 0 {
		return diag.Place{File: p.file, Sheet: p.sheet}
	}
	if !p.csv {
		return diag.Place{File: p.file, Sheet: p.sheet, Cell: CellName(p.row, col), Row: p.row, Col: max(col, 1)}
	}
	from, to := span(p.line, p.comma, col)
	return diag.Place{
		File: p.file, Line: p.row, Text: p.line,
		Column: utf8.RuneCountInString(p.line[:from]) + 1,
		Width:  max(utf8.RuneCountInString(p.line[from:to]), 1),
	}
}

// Place returns the place of one cell, of the row for col 0, and of the sheet
// for row 0.
func (s *Sheet) Place(row, col int) diag.Place { return s.Places(row).Place(col) }

// CellName returns A1 for row 1, column 1; A1 too for column 0.
func CellName(row, col int) string {
	return ColumnName(max(col, 1)) + strconv.Itoa(row)
}

// ColumnName returns A for 1, AA for 27.
func ColumnName(col int) string {
	var b [8]byte
	i := len(b)
	for ; col > 0 && i > 0; col = (col - 1) / 26 {
		i--
		b[i] = byte('A' + (col-1)%26)
	}
	return string(b[i:])
}

// span returns the bytes of a csv line that hold field col; none of the
// first for 0 and none at the end when the line has no such field.
func span(line string, comma rune, col int) (from, to int) {
	if col < 1 {
		return 0, 0
	}
	for field := 1; ; field++ {
		end := fieldEnd(line, from, comma)
		if field == col {
			return from, end
		}
		if end == len(line) {
			return end, end
		}
		from = end + utf8.RuneLen(comma)
	}
}

// fieldEnd returns where the field that begins at from ends. Quotes count
// only around a whole field.
func fieldEnd(line string, from int, comma rune) int {
	if strings.HasPrefix(line[from:], `"`) {
		for i := from + 1; i < len(line); i++ {
			if line[i] != '"' {
				continue
			}
			if rest := line[i+1:]; rest == "" || strings.HasPrefix(rest, string(comma)) {
				return i + 1
			}
			if strings.HasPrefix(line[i+1:], `"`) {
				i++
			}
		}
		return len(line)
	}
	if i := strings.IndexRune(line[from:], comma); i >= 0 {
		return from + i
	}
	return len(line)
}

// star replaces what the fields of cols hold by one star a character.
func star(line string, comma rune, cols []int) string {
	for _, col := range cols {
		from, to := span(line, comma, col)
		line = line[:from] + strings.Repeat("*", utf8.RuneCountInString(line[from:to])) + line[to:]
	}
	return line
}
