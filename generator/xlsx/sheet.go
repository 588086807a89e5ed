package xlsx

import (
	"cmp"
	"strings"

	"github.com/xuri/excelize/v2"

	"dangce/generator/doc"
)

// write writes the sheet: its rows, and then what stands behind them in the
// file.
func (s *sheet) write() error {
	head, err := s.top()
	if err != nil {
		return err
	}
	if err := s.out.open(&s.pack, sheetPart(s.index), head); err != nil {
		return err
	}
	n := len(s.widths)
	if cap(s.cells) < n {
		s.cells = make([]excelize.Cell, n)
	}
	s.cells = s.cells[:n]
	clear(s.cells)
	for _, step := range []func() error{s.heading, s.table, s.signing, s.out.flush, s.pack.pause} {
		if err := step(); err != nil {
			return err
		}
	}
	s.seed()
	for _, step := range []func() error{s.pages, s.protect, s.names, s.checks, s.highlights, s.jumps, s.chart, s.tighten} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// put writes the row of cells prepared in s.cells.
func (s *sheet) put(row int, height float64) error {
	s.tall += height
	return s.out.row(row, height, s.cells)
}

// line writes one text over the columns of the first page, from the given
// one on.
func (s *sheet) line(row, from int, str string, style int, least float64) error {
	clear(s.cells)
	s.cells[from-1] = excelize.Cell{StyleID: style, Value: str}
	if s.page > from {
		s.out.merge(from, row, s.page, row)
	}
	size := cmp.Or(s.look.sizes[style], bodySize)
	n := lines(str, s.span(from, s.page)*bodySize/size)
	h := float64(n)*lineHeight*size/bodySize + 6
	return s.put(row, min(max(least, h), excelize.MaxRowHeight))
}

// heading writes title, notes and fields.
func (s *sheet) heading() error {
	d := s.doc
	if s.title > 0 {
		if err := s.line(s.title, s.from, d.Title, s.look.title, titleHeight); err != nil {
			return err
		}
	}
	if s.subtitle > 0 {
		if err := s.line(s.subtitle, s.from, d.Subtitle, s.look.subtitle, rowHeight); err != nil {
			return err
		}
	}
	for i, n := range d.Notes {
		style, least := s.look.note, float64(rowHeight)
		if n.Head {
			style, least = s.look.noteHead, fillHeight+4
		}
		if err := s.line(s.notes+i, s.from, n.Text, style, least); err != nil {
			return err
		}
	}
	for i := range d.Fields {
		if err := s.writeField(i); err != nil {
			return err
		}
	}
	return nil
}

// fieldColumn returns the column of a field's cell: the first that leaves
// room for the label.
func (s *sheet) fieldColumn(i int) int {
	need := float64(units(s.fieldTitle(i))) + 2
	for c := s.from + 1; c < s.page; c++ {
		if s.span(s.from, c-1) >= need {
			return c
		}
	}
	return max(s.page, s.from+1)
}

func (s *sheet) fieldTitle(i int) string {
	f := &s.doc.Fields[i]
	return marked(f.Title, f.Input)
}

// writeField writes label, cell and hint of a field.
func (s *sheet) writeField(i int) error {
	f, row, at := &s.doc.Fields[i], s.fields+i, s.fieldColumn(i)
	clear(s.cells)
	v, err := content(f.Value)
	if err != nil {
		return err
	}
	g := gray
	if f.Input {
		g = input
	}
	s.cells[s.from-1] = excelize.Cell{StyleID: s.look.label, Value: s.fieldTitle(i)}
	s.cells[at-1] = excelize.Cell{StyleID: s.look.body[formatOf(&doc.Column{Kind: f.Kind})][center][0][g], Value: v}
	if at > s.from+1 {
		s.out.merge(s.from, row, at-1, row)
	}
	if at < s.page {
		s.cells[at] = excelize.Cell{StyleID: s.look.hint, Value: f.Hint}
		if at+1 < s.page {
			s.out.merge(at+1, row, s.page, row)
		}
	}
	return s.put(row, fillHeight)
}

func (s *sheet) signing() error {
	for i, str := range s.doc.Sign {
		if err := s.line(s.sign+i, s.from, str, s.look.sign, fillHeight+4); err != nil {
			return err
		}
	}
	return nil
}

// marked adds （填） to the title of something to fill in.
func marked(title string, fill bool) string {
	if fill && !strings.HasSuffix(title, doc.FillMark) {
		return title + doc.FillMark
	}
	return title
}
