// Package xlsx writes workbooks: tables, notes and what a clerk needs around
// them, so that a file can be filled in, printed and sent back as it is. It
// is the only package that writes xlsx.
//
// It promises: formulas carry the values a spreadsheet would compute, taken
// from whole numbers; texts stay texts, whatever they look like; columns to
// fill in are white, unlocked and marked （填）, the rest of such a sheet is
// gray and locked without a password; print titles, area, scale and footers
// are set; and the same workbook gives the same bytes on every run. All
// workbooks share one set of styles.
package xlsx

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/xuri/excelize/v2"

	"dangce/generator/calc"
	"dangce/generator/doc"
)

// Errors of workbooks that cannot be written.
var (
	ErrNoSheet   = errors.New("no sheet to show")
	ErrSheetName = errors.New("two sheets of one name")
	ErrLongText  = errors.New("text longer than a cell holds")
)

// Writer writes workbooks one after the other and keeps its buffers and the
// compressed form of parts that do not change. It is for one goroutine.
type Writer struct {
	pack    packer
	out     rows
	strings sharedStrings
	cells   []excelize.Cell
}

var writers = sync.Pool{New: func() any { return new(Writer) }}

// Write writes wb to w. It may be called from several goroutines.
func Write(w io.Writer, wb *doc.Workbook) error {
	x := writers.Get().(*Writer)
	defer writers.Put(x)
	return x.Write(w, wb)
}

// Write writes wb to w.
func (x *Writer) Write(w io.Writer, wb *doc.Workbook) error {
	if err := x.write(w, wb); err != nil {
		return fmt.Errorf("xlsx: workbook %q: %w", wb.Title, err)
	}
	return nil
}

func (x *Writer) write(w io.Writer, wb *doc.Workbook) error {
	wb = copied(wb)
	formulas, err := calc.New(wb)
	if err != nil {
		return err
	}
	look, err := shared()
	if err != nil {
		return err
	}
	f := excelize.NewFile()
	defer f.Close()
	f.Styles = look.file.Styles

	x.pack.begin()
	x.strings.reset()
	x.out.strings = &x.strings
	b := &book{Writer: x, wb: wb, file: f, look: look, calc: formulas}
	if err := b.begin(); err != nil {
		return err
	}
	b.plan()
	for i := range b.sheets {
		if err := b.sheets[i].write(); err != nil {
			return fmt.Errorf("sheet %q: %w", b.sheets[i].doc.Name, err)
		}
		b.release(i)
	}
	if err := b.choices.write(b); err != nil {
		return err
	}
	if err := b.properties(); err != nil {
		return err
	}
	if err := b.texts(); err != nil {
		return err
	}
	b.tidy()
	return x.pack.write(w, f)
}

// texts hands over the shared strings. excelize relates their part to the
// workbook when it is first asked for one; the cell goes the way of all rows
// that excelize has.
func (b *book) texts() error {
	if err := b.file.SetCellStr(b.wb.Sheets[0].Name, "A1", "-"); err != nil {
		return err
	}
	b.file.SharedStrings = nil
	b.file.Pkg.Store(stringsPart, b.strings.part())
	return nil
}

// tidy leaves out what excelize would write anew or in changing order.
func (b *book) tidy() {
	f := b.file
	// Styles and theme are the same in all workbooks: hand over their bytes
	// instead of having them encoded again.
	f.Styles, f.Theme = nil, nil
	f.Pkg.Store(stylesPart, b.look.styles)
	// With a chart, types of pictures are listed, in the order of a map.
	types := f.ContentTypes.Defaults[:0]
	for _, t := range f.ContentTypes.Defaults {
		if t.Extension == "rels" || t.Extension == "xml" {
			types = append(types, t)
		}
	}
	f.ContentTypes.Defaults = types
}

// book is a workbook being written.
type book struct {
	*Writer
	wb      *doc.Workbook
	file    *excelize.File
	look    *look
	calc    *calc.Calc
	sheets  []sheet
	choices choices
}

// begin places all sheets, so that formulas can name cells of later ones, and
// creates them, the one to show first being active.
func (b *book) begin() error {
	b.sheets = make([]sheet, len(b.wb.Sheets))
	active := -1
	for i := range b.sheets {
		s := &b.sheets[i]
		*s = sheet{book: b, doc: &b.wb.Sheets[i], index: i}
		if err := s.place(); err != nil {
			return fmt.Errorf("sheet %q: %w", s.doc.Name, err)
		}
		if !s.doc.Hidden && (active < 0 || s.sooner(&b.sheets[active])) {
			active = i
		}
		b.choices.collect(s.doc)
	}
	if active < 0 {
		return ErrNoSheet
	}
	if err := b.create(); err != nil {
		return err
	}
	b.sheets[active].active = true
	b.file.SetActiveSheet(active)
	return nil
}

func (b *book) create() error {
	names := make(map[string]bool)
	add := func(i int, name string) error {
		if key := strings.ToLower(name); names[key] {
			return fmt.Errorf("%w: %q", ErrSheetName, name)
		} else {
			names[key] = true
		}
		if i == 0 {
			return b.file.SetSheetName("Sheet1", name)
		}
		_, err := b.file.NewSheet(name)
		return err
	}
	for i := range b.sheets {
		if err := add(i, b.sheets[i].doc.Name); err != nil {
			return err
		}
	}
	if len(b.choices.lists) > 0 {
		if err := add(len(b.sheets), choicesSheet); err != nil {
			return err
		}
		if err := b.file.SetSheetVisible(choicesSheet, false); err != nil {
			return err
		}
	}
	for i := range b.sheets {
		if b.sheets[i].doc.Hidden {
			if err := b.file.SetSheetVisible(b.sheets[i].doc.Name, false); err != nil {
				return err
			}
		}
	}
	return nil
}
