package audit

import (
	"reflect"
	"slices"

	"dangce/config/sheet"
	"dangce/generator/doc"
)

// form is a workbook as it was handed out: what comes back is read by it.
type form struct {
	name, title string
	sheets      []formSheet
}

// formSheet is a table of a form.
type formSheet struct {
	name   string
	table  *table
	cols   []doc.Column
	fields []int // by column: of the table's schema, -1 for a column of the county's own
	titles sheet.Titles
	read   []bool // by column: filled in by people, or asked for
	marked []bool // by column: filled in by people
	least  int    // titles by which the sheet is known

	branch, code, id, month int // columns that say what a row is about, -1 where there is none
}

// newForm takes a workbook apart that was made for anyone: columns are the
// same for all.
func newForm(wb *doc.Workbook) *form {
	f := &form{name: wb.Template, title: wb.Title}
	for i := range wb.Sheets {
		if s := &wb.Sheets[i]; s.Table != nil && !s.Example {
			f.sheets = append(f.sheets, newFormSheet(s.Name, tableNamed(s.Table.ID), s.Table.Cols))
		}
	}
	return f
}

func newFormSheet(name string, t *table, cols []doc.Column) formSheet {
	fs := formSheet{name: name, table: t, cols: slices.Clone(cols), least: len(cols)/2 + 1, branch: -1, code: -1, id: -1, month: -1}
	roles := map[reflect.Type]*int{reflect.TypeFor[branchCell](): &fs.branch, reflect.TypeFor[codeCell](): &fs.code,
		reflect.TypeFor[idCell](): &fs.id, reflect.TypeFor[monthCell](): &fs.month}
	for i := range fs.cols {
		c := &fs.cols[i]
		at, ok := t.by[c.ID]
		if !ok {
			at = -1
		}
		fill := c.Input || c.New
		fs.fields, fs.marked, fs.read = append(fs.fields, at), append(fs.marked, fill), append(fs.read, fill)
		fs.titles.Add(c.ID, c.Group+c.Title)
		if !ok {
			continue
		}
		field := &t.fields[at]
		fs.read[i] = fill || field.key || field.read
		if to := roles[field.role]; to != nil {
			*to = i
		}
		if i == fs.branch {
			c.Open = true // branches are matched by all their names
		}
	}
	return fs
}

// optional reports whether the code can do without a column: registers that
// were handed out before it was added do not have it.
func (fs *formSheet) optional(i int) bool {
	f := fs.fields[i]
	return f >= 0 && fs.table.fields[f].Optional
}

// find returns the worksheets that hold the tables of the form, by their
// names where those have the titles, else by the titles alone; nil for what
// is missing. The second result counts the columns found.
func (f *form) find(b *sheet.Book) ([]found, int) {
	out := make([]found, len(f.sheets))
	taken := make(map[*sheet.Sheet]bool)
	total := 0
	take := func(i int, s *sheet.Sheet, h *sheet.Header) {
		out[i] = found{s, h}
		taken[s] = true
		total += len(h.Columns)
	}
	for i := range f.sheets {
		fs := &f.sheets[i]
		for _, s := range b.Sheets {
			if taken[s] || sheet.Key(s.Name) != sheet.Key(fs.name) {
				continue
			}
			if h, ok := fs.header(s); ok {
				take(i, s, h)
				break
			}
		}
	}
	for i := range f.sheets {
		fs := &f.sheets[i]
		var best *sheet.Sheet
		var head *sheet.Header
		for _, s := range b.Sheets {
			if out[i].sheet != nil || taken[s] || sheet.Key(s.Name) == notesSheet {
				continue
			}
			if h, ok := fs.header(s); ok && (head == nil || len(h.Columns) > len(head.Columns)) {
				best, head = s, h
			}
		}
		if head != nil {
			take(i, best, head)
		}
	}
	return out, total
}

// notesSheet explains and shows a sample; what is there is no data.
const notesSheet = "说明"

// found is a worksheet that holds a table.
type found struct {
	sheet *sheet.Sheet
	head  *sheet.Header
}

// header finds the titles of the table, all keys among them.
func (fs *formSheet) header(s *sheet.Sheet) (*sheet.Header, bool) {
	h, ok := s.Header(&fs.titles, fs.least, sheet.HeaderRows)
	if !ok {
		return nil, false
	}
	for i := range fs.cols {
		if f := fs.fields[i]; f >= 0 && fs.table.fields[f].key && h.Col(fs.cols[i].ID) == 0 {
			return nil, false
		}
	}
	return h, true
}
