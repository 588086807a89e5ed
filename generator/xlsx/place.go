package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"dangce/generator/calc"
	"dangce/generator/doc"
)

// sheet is a worksheet: what it shows and where. Rows and columns count from
// 1, as in cell names; 0 is nowhere.
type sheet struct {
	*book
	doc    *doc.Sheet
	index  int
	active bool // shown when the workbook is opened

	shown   []int     // columns of the table that stand in the sheet, in order
	at      []int     // by column of the table: the column in the sheet
	widths  []float64 // by column in the sheet, from 0
	from    int       // first column of lines and fields
	page    int       // last column of the first printed page
	grouped bool      // the head has two rows
	fills   bool      // there is something to fill in

	scale uint    // in print, percent; 0 where the spreadsheet finds it
	tall  float64 // height of the rows written so far, pt

	title, subtitle, notes, fields int
	head, data, foot, sign, last   int

	n     int // rows of the table, with the blank ones
	until int // index of the last sheet that needs them
}

// Widths of columns, in characters of the body font, before the margin.
const (
	widthMargin = 1.5
	widthText   = 40 // texts are wrapped beyond
	widthNotes  = 84 // a sheet of notes alone fills the width of an A4 page
)

var kindWidths = map[doc.Kind]float64{
	doc.KindInt: 5, doc.KindMoney: 9, doc.KindPercent: 7, doc.KindDate: 10, doc.KindTick: 4, doc.KindTime: 6,
}

// front reports whether the sheet stands in front of the real ones: notes, or
// a sample.
func (s *sheet) front() bool { return s.doc.Table == nil || s.doc.Example }

// sooner reports whether a workbook opens at the sheet rather than at one in
// front of it: at the first that is a form to fill in, else at the first that
// is not a note.
func (s *sheet) sooner(than *sheet) bool {
	form := func(s *sheet) bool { return s.doc.Protect && s.fills }
	return than.front() && !s.front() || form(s) && !form(than)
}

// place decides which columns and rows hold what.
func (s *sheet) place() error {
	s.columns()
	if err := s.firstPage(); err != nil {
		return err
	}
	next := 1
	take := func(first *int, n int) {
		if n > 0 {
			*first = next
			next += n
		}
	}
	d, t := s.doc, s.doc.Table
	take(&s.title, count(d.Title != ""))
	take(&s.subtitle, count(d.Subtitle != ""))
	take(&s.notes, len(d.Notes))
	take(&s.fields, len(d.Fields))
	if t != nil {
		take(&s.head, 1+count(s.grouped))
		s.n = len(t.Rows) + t.Blank
		take(&s.data, s.n)
		take(&s.foot, len(s.footRows()))
	}
	take(&s.sign, len(d.Sign))
	s.last = max(next-1, 1)
	return nil
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (s *sheet) footRows() []doc.Record {
	if s.doc.Table == nil || s.doc.Example {
		return nil
	}
	return s.doc.Table.FootRows()
}

func (s *sheet) columns() {
	for i := range s.doc.Fields {
		s.fills = s.fills || s.doc.Fields[i].Input
	}
	t := s.doc.Table
	if t == nil {
		// More than one column, since LibreOffice does not shrink a single one.
		s.widths = []float64{24, 16, widthNotes - 40}
		return
	}
	s.at = make([]int, len(t.Cols))
	for i := range t.Cols {
		c := &t.Cols[i]
		if c.Print {
			continue
		}
		s.shown = append(s.shown, i)
		s.at[i] = len(s.shown)
		s.widths = append(s.widths, s.width(i))
		s.grouped = s.grouped || c.Group != ""
		s.fills = s.fills || c.Input && !s.doc.Example
	}
}

// firstPage finds the columns that titles and notes stand over: those of the
// first printed page, without the ones repeated on the others.
func (s *sheet) firstPage() error {
	s.from, s.page = 1, len(s.widths)
	if len(s.doc.Breaks) == 0 {
		return nil
	}
	c, err := s.named(s.doc.Breaks[0])
	if err != nil {
		return err
	}
	s.page = max(c-1, 1)
	if s.doc.FreezeCol != "" {
		if c, err = s.named(s.doc.FreezeCol); err == nil && c < s.page {
			s.from = c + 1
		}
	}
	return err
}

// named returns the column in the sheet of the column with the id.
func (s *sheet) named(id string) (int, error) {
	if s.doc.Table != nil {
		if i := s.doc.Table.Column(id); i >= 0 && s.at[i] > 0 {
			return s.at[i], nil
		}
	}
	return 0, fmt.Errorf("no column %q in the worksheet", id)
}

// width returns the width of a column: enough for its values, and for its
// title in at most two lines beside （填）.
func (s *sheet) width(i int) float64 {
	t := s.doc.Table
	c := &t.Cols[i]
	if c.Chars > 0 {
		return c.Chars + widthMargin
	}
	w := kindWidths[c.Kind]
	head := units(strings.TrimSuffix(c.Title, doc.FillMark))
	if head > 8 {
		head = 2 * ((head + 3) / 4)
	}
	w = max(w, float64(head))
	if c.Input {
		w = max(w, float64(units(doc.FillMark)))
	}
	for _, choice := range c.Choices {
		w = max(w, min(float64(units(choice))+3, widthText)) // room for the arrow
	}
	for r := range t.Rows {
		if i < len(t.Rows[r].Values) {
			w = max(w, min(float64(units(t.Rows[r].Values[i].Text)), widthText))
		}
	}
	for _, text := range calc.Texts(c.Formula) {
		w = max(w, min(float64(units(text)), widthText))
	}
	return w + widthMargin
}

// units measures text in characters of a worksheet: a hanzi is two.
func units(s string) int {
	n := 0
	for _, r := range s {
		if r < 0x1100 {
			n++
		} else {
			n += 2
		}
	}
	return n
}

// lines returns how many lines s takes in a cell of the width.
func lines(s string, width float64) int {
	n := 0
	for part := range strings.SplitSeq(s, "\n") {
		n += max(1, int(math.Ceil(float64(units(part))/max(width-1, 2))))
	}
	return n
}

// span returns the width of the columns from a to b.
func (s *sheet) span(a, b int) float64 {
	w := 0.0
	for _, x := range s.widths[a-1 : b] {
		w += x
	}
	return w
}

// Heights of rows, in points.
const (
	defaultHeight = 15 // of rows without content, as excelize reckons
	rowHeight     = 20
	fillHeight    = 24
	lineHeight    = 16
	titleHeight   = 32
)

func height(least float64, lines int) float64 {
	return min(max(least, float64(lines*lineHeight+6)), excelize.MaxRowHeight)
}

// letters are the names of columns.
func letters(col int) string {
	name, _ := excelize.ColumnNumberToName(col) // columns are few; out of range is found by SetRow
	return name
}

func cell(col, row int) string { return letters(col) + strconv.Itoa(row) }

func fixedCell(col, row int) string { return "$" + letters(col) + "$" + strconv.Itoa(row) }

func area(c1, r1, c2, r2 int) string { return cell(c1, r1) + ":" + cell(c2, r2) }

func fixedArea(c1, r1, c2, r2 int) string { return fixedCell(c1, r1) + ":" + fixedCell(c2, r2) }

// quoted is the sheet's name in formulas.
func quoted(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

func itoa(n int) string { return strconv.Itoa(n) }
