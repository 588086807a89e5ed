package xlsx

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/zip"
	"github.com/xuri/excelize/v2"
)

// Fault is a cell of somebody's workbook that must be put right.
type Fault struct {
	Sheet string
	Cell  string // A1, or "" for the sheet as a whole
	Text  string // what is wrong and what to do
}

// Limits of what Mark unpacks: files it is given were read within the limits
// of package sheet before.
const (
	markUnzip = 96 << 20
	markPart  = 64 << 20
)

// markFill is the colour of faulty cells.
const markFill = "FFC7CE"

// Mark writes a copy of the workbook in data in which the faulty cells are
// coloured and say in a comment what is wrong. Values, formulas and the other
// formats are kept, and pictures are not even unpacked. Faults of sheets that the workbook lacks, or without a
// cell, are told on the first cell of the first sheet.
func Mark(w io.Writer, data []byte, faults []Fault) error {
	rest, pictures, err := apart(data)
	if err != nil {
		return fmt.Errorf("xlsx: mark: %w", err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(rest), excelize.Options{UnzipSizeLimit: markUnzip, UnzipXMLSizeLimit: markPart})
	if err != nil {
		return fmt.Errorf("xlsx: mark: %w", err)
	}
	defer f.Close()
	if err := repair(f); err != nil {
		return fmt.Errorf("xlsx: mark: %w", err)
	}
	m := &marker{file: f, styles: map[int]int{}, texts: map[at][]string{}}
	for _, x := range faults {
		m.note(x)
	}
	for _, c := range m.order {
		if err := m.mark(c); err != nil {
			return fmt.Errorf("xlsx: mark %s!%s: %w", c.sheet, c.cell, err)
		}
	}
	var p packer
	for _, pic := range pictures {
		if err := p.copied(pic); err != nil {
			return fmt.Errorf("xlsx: mark: %w", err)
		}
	}
	if err := p.write(w, f); err != nil {
		return fmt.Errorf("xlsx: mark: %w", err)
	}
	return nil
}

// apart takes pictures and embedded files out of a workbook: they may be as
// large as they like, and a mark changes nothing in them.
func apart(data []byte) (rest []byte, pictures []*zip.File, err error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, nil, err
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range z.File {
		if name := strings.ToLower(f.Name); strings.HasPrefix(name, "xl/media/") || strings.HasPrefix(name, "xl/embeddings/") {
			pictures = append(pictures, f)
		} else if err := out.Copy(f); err != nil {
			return nil, nil, err
		}
	}
	if len(pictures) == 0 {
		return data, nil, nil
	}
	if err := out.Close(); err != nil {
		return nil, nil, err
	}
	return b.Bytes(), pictures, nil
}

type at struct{ sheet, cell string }

// marker marks one workbook.
type marker struct {
	file   *excelize.File
	styles map[int]int // style of a cell -> the same on a coloured ground
	order  []at
	texts  map[at][]string
}

// note collects what is said about each cell.
func (m *marker) note(x Fault) {
	c := at{x.Sheet, x.Cell}
	if i, err := m.file.GetSheetIndex(x.Sheet); err != nil || i < 0 {
		c = at{m.file.GetSheetList()[0], ""}
	}
	if c.cell == "" {
		c.cell = "A1"
	}
	if len(m.texts[c]) == 0 {
		m.order = append(m.order, c)
	}
	if !slices.Contains(m.texts[c], x.Text) {
		m.texts[c] = append(m.texts[c], x.Text)
	}
}

func (m *marker) mark(c at) error {
	was, err := m.file.GetCellStyle(c.sheet, c.cell)
	if err != nil {
		return err
	}
	style, ok := m.styles[was]
	if !ok {
		if style, err = m.coloured(was); err != nil {
			return err
		}
		m.styles[was] = style
	}
	if err := m.file.SetCellStyle(c.sheet, c.cell, c.cell, style); err != nil {
		return err
	}
	text := strings.Join(m.texts[c], "\n")
	comments, err := m.file.GetComments(c.sheet)
	if err != nil {
		return err
	}
	for _, old := range comments {
		if old.Cell == c.cell {
			if err := m.file.DeleteComment(c.sheet, c.cell); err != nil {
				return err
			}
			text += "\n（原批注）" + wordsOf(&old)
		}
	}
	return m.file.AddComment(c.sheet, excelize.Comment{Cell: c.cell, Author: "dangce", Width: 260, Height: 110,
		Paragraph: []excelize.RichTextRun{{Text: text}}})
}

// coloured returns a cell format that is the given one but for its fill.
// Passing it through excelize.Style instead loses what that does not know, and
// turns colours that it reads differently into ones that strict readers refuse.
func (m *marker) coloured(was int) (int, error) {
	fill, err := m.file.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{markFill}}})
	if err != nil {
		return 0, err
	}
	formats, apply := m.file.Styles.CellXfs, true
	xf := formats.Xf[fill]
	if was < len(formats.Xf) {
		xf = formats.Xf[was]
	}
	xf.FillID, xf.ApplyFill = formats.Xf[fill].FillID, &apply
	formats.Xf = append(formats.Xf, xf)
	formats.Count = len(formats.Xf)
	return len(formats.Xf) - 1, nil
}

// wordsOf returns what a comment says, without its looks.
func wordsOf(c *excelize.Comment) string {
	s := c.Text
	for _, run := range c.Paragraph {
		s += run.Text
	}
	return s
}
