package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"dangce/generator/calc"
	"dangce/generator/doc"
)

func (s *sheet) table() error {
	if s.doc.Table == nil {
		return nil
	}
	if err := s.writeHead(); err != nil {
		return err
	}
	if err := s.writeRows(); err != nil {
		return err
	}
	return s.writeFoot()
}

// writeHead writes one row of titles, or two where columns are grouped:
// groups are merged across, other titles down.
func (s *sheet) writeHead() error {
	upper := make([]string, len(s.shown))
	lower := make([]string, len(s.shown))
	styles := make([]int, len(s.shown))
	tall, groupTall := 1, 1
	for k, i := range s.shown {
		c := &s.doc.Table.Cols[i]
		lower[k], styles[k] = headTitle(c, s.widths[k]), s.look.head
		if c.Input && !s.doc.Example {
			styles[k] = s.look.headInput
		}
		tall = max(tall, lines(lower[k], s.widths[k]))
	}
	if !s.grouped {
		return s.putTitles(s.head, lower, styles, height(fillHeight, tall))
	}
	for k := 0; k < len(s.shown); {
		group := s.doc.Table.Cols[s.shown[k]].Group
		end := k + 1
		if group == "" {
			upper[k], lower[k] = lower[k], ""
			s.out.merge(k+1, s.head, k+1, s.head+1)
			k = end
			continue
		}
		for end < len(s.shown) && s.doc.Table.Cols[s.shown[end]].Group == group {
			end++
		}
		upper[k] = group
		groupTall = max(groupTall, lines(group, s.span(k+1, end)))
		if end > k+1 {
			s.out.merge(k+1, s.head, end, s.head)
		}
		k = end
	}
	if err := s.putTitles(s.head, upper, styles, height(fillHeight, groupTall)); err != nil {
		return err
	}
	return s.putTitles(s.head+1, lower, styles, height(fillHeight, tall))
}

// headTitle is the title of a column; （填） takes a line of its own where the
// whole does not fit.
func headTitle(c *doc.Column, width float64) string {
	title := marked(c.Title, c.Input)
	if base, ok := strings.CutSuffix(title, doc.FillMark); ok && lines(title, width) > 1 {
		return base + "\n" + doc.FillMark
	}
	return title
}

func (s *sheet) putTitles(row int, titles []string, styles []int, height float64) error {
	for k, title := range titles {
		s.cells[k] = excelize.Cell{StyleID: styles[k]}
		if title != "" {
			s.cells[k].Value = title
		}
	}
	return s.put(row, height)
}

// column is a column of the sheet, ready to write rows.
type column struct {
	styles  [2][2]int // [strong][shade]
	blank   int       // style on blank rows
	formula []string  // between the row numbers; nil for values
	ratio   *calc.Operands
	wraps   bool
	link    int // style of cells that lead somewhere; 0 without
	by      int // column of the table that tells where to
}

func (s *sheet) newColumn(i int) column {
	c := &s.doc.Table.Cols[i]
	g, fm, al := plain, formatOf(c), alignOf(c)
	switch {
	case c.Input && !s.doc.Example:
		g = input
	case s.fills || s.doc.Example:
		g = gray
	}
	col := column{wraps: fm == text || fm == general}
	for bold := range 2 {
		col.styles[bold] = [2]int{s.look.body[fm][al][bold][g], s.look.body[fm][al][bold][shade]}
	}
	if c.Jump != nil && g == plain && fm == text {
		col.link, col.by = s.look.link[al], i
		if c.Jump.By != "" {
			col.by = s.doc.Table.Column(c.Jump.By)
		}
	}
	if col.blank = col.styles[0][0]; c.New && !s.doc.Example {
		col.blank = s.look.body[fm][al][0][input]
	}
	if s.doc.Example {
		return col
	}
	if o := s.calc.Formula(s.index, i); o != nil {
		col.formula = strings.Split(s.formula(o), rowMark)
		if id := s.look.spare[fm][al]; id != 0 && g == gray && !c.New {
			col.blank = id
		}
		if o.IsRatio() {
			col.ratio = o
		}
	}
	return col
}

func (s *sheet) writeRows() error {
	cols := make([]column, len(s.shown))
	for k, i := range s.shown {
		cols[k] = s.newColumn(i)
	}
	least := float64(rowHeight)
	if s.fills {
		least = height(fillHeight, s.sentences())
	}
	t := s.doc.Table
	for r := range s.n {
		strong, shaded := 0, 0
		if r < len(t.Rows) {
			strong, shaded = count(t.Rows[r].Strong), count(t.Rows[r].Shade)
		}
		row, tall := strconv.Itoa(s.data+r), 1
		for k, i := range s.shown {
			c := &cols[k]
			v, err := s.value(r, i)
			if err != nil {
				return fmt.Errorf("row %d: %w", r+1, err)
			}
			s.cells[k] = excelize.Cell{StyleID: c.styles[strong][shaded]}
			if r >= len(t.Rows) {
				s.cells[k].StyleID = c.blank
			} else if c.link > 0 && strong+shaded == 0 && !s.repeats(r, c.by) {
				s.cells[k].StyleID = c.link
			}
			if s.cells[k].Value, err = content(v); err != nil {
				return fmt.Errorf("row %d, column %q: %w", r+1, t.Cols[i].ID, err)
			}
			if c.formula != nil {
				s.cells[k].Formula = strings.Join(c.formula, row)
				if err := s.cached(&s.cells[k], v, c.ratio, r); err != nil {
					return err
				}
			}
			if c.wraps && len(v.Text) > int(s.widths[k]) {
				tall = max(tall, lines(v.Text, s.widths[k]))
			}
		}
		if err := s.put(s.data+r, height(least, tall)); err != nil {
			return err
		}
	}
	return nil
}

// sentenceChars is the width of columns in which people write sentences.
const sentenceChars = 36

// sentences is how many lines people write in a row: rows have a fixed height
// and do not grow with what is typed.
func (s *sheet) sentences() int {
	for _, i := range s.shown {
		if c := &s.doc.Table.Cols[i]; (c.Input || c.New) && c.Kind == doc.KindText && len(c.Choices) == 0 && c.Chars >= sentenceChars {
			return 2
		}
	}
	return 1
}

// repeats reports whether a row says the same in a column as the row above
// it: of such rows only the first leads somewhere.
func (s *sheet) repeats(r, col int) bool {
	rows := s.doc.Table.Rows
	return r > 0 && col >= 0 && col < len(rows[r].Values) && col < len(rows[r-1].Values) && rows[r].Values[col] == rows[r-1].Values[col]
}

// value returns the value of a data cell.
func (s *sheet) value(r, i int) (doc.Value, error) {
	if !s.doc.Example {
		return s.calc.Value(s.index, r, i)
	}
	if t := s.doc.Table; r < len(t.Rows) && i < len(t.Rows[r].Values) {
		return t.Rows[r].Values[i], nil
	}
	return doc.Value{}, nil
}

// cached sets what is stored beside a formula: an empty text for blanks, and
// for ratios what dividing the two stored numbers gives, unrounded.
func (s *sheet) cached(c *excelize.Cell, v doc.Value, ratio *calc.Operands, r int) error {
	if c.Value == nil {
		c.Value = ""
		return nil
	}
	if ratio == nil || v.Kind != doc.KindPercent {
		return nil
	}
	var n [2]float64
	for j, cols := range ratio.Own {
		v, err := s.calc.Value(s.index, r, cols[0])
		if err != nil {
			return err
		}
		switch x, _ := content(v); x := x.(type) {
		case int64:
			n[j] = float64(x)
		case float64:
			n[j] = x
		}
	}
	c.Value = n[0] / n[1]
	return nil
}

// writeFoot writes the rows below the data, the totals in the first.
func (s *sheet) writeFoot() error {
	for r, rec := range s.footRows() {
		row := s.foot + r
		for k, i := range s.shown {
			if err := s.footCell(&s.cells[k], r, i, &rec); err != nil {
				return fmt.Errorf("total of column %q: %w", s.doc.Table.Cols[i].ID, err)
			}
		}
		if err := s.put(row, fillHeight); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheet) footCell(cell *excelize.Cell, r, i int, rec *doc.Record) error {
	c := &s.doc.Table.Cols[i]
	var v doc.Value
	if i < len(rec.Values) {
		v = rec.Values[i]
	}
	o := s.calc.Total(s.index, i)
	if r > 0 {
		o = nil
	}
	shown := *c
	if o != nil {
		var err error
		if v, err = s.calc.Value(s.index, calc.FootRow, i); err != nil {
			return err
		}
		shown.Formula = o.F
		if o.IsCount() {
			shown.Kind = doc.KindInt
		}
	} else if v.Set {
		shown.Kind = v.Kind
	}
	g := plain
	if s.fills {
		g = gray
	}
	if rec.Shade {
		g = shade
	}
	al := alignOf(&shown)
	if o == nil && shown.Kind == doc.KindText {
		al = center
	}
	*cell = excelize.Cell{StyleID: s.look.body[formatOf(&shown)][al][count(rec.Strong)][g]}
	var err error
	if cell.Value, err = content(v); err != nil || o == nil {
		return err
	}
	cell.Formula = strings.ReplaceAll(s.formula(o), rowMark, strconv.Itoa(s.foot))
	var ratio *calc.Operands
	if o.IsRatio() {
		ratio = o
	}
	return s.cached(cell, v, ratio, calc.FootRow)
}
