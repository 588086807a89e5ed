package audit

import (
	"dangce/config/sheet"
	"dangce/generator/doc"
)

// Names of the workbooks that are read back, as in templates/workbooks.
const (
	Register          = "register"
	RegisterAll       = "register-all"
	CommitteeRegister = "committee-register"
	Review            = "review"
	Sample            = "inspection-sample"
	Ledger            = "rectification"
	Accountability    = "accountability"
)

// Names of their tables, as in templates/tables.
const (
	tableLife      = "register-life"
	tableDues      = "register-dues"
	tableTen       = "register-ten"
	tableMatters   = "register-matters"
	tableWorks     = "works"
	tableSignOffs  = "sign-offs"
	tableDeferrals = "deferrals"
	tableVisits    = "review-visits"
	tableRecords   = "review-records"
	tableCards     = "review-cards"
	tableReviewed  = "review-matters"
	tableFound     = "review-problems"
	tableSample    = "inspection-sample"
	tableLedger    = "rectification"
	tableBlame     = "accountability"
)

// form is a workbook as it was handed out: what comes back is read by it.
type form struct {
	name, title string
	sheets      []formSheet
}

// formSheet is a table of a form.
type formSheet struct {
	name   string
	table  string
	cols   []doc.Column
	titles sheet.Titles
	read   []bool // by column: filled in by people, or a key
	marked []bool // by column: filled in by people
	least  int    // titles by which the sheet is known
}

// keys are the columns by which rows are found again, whatever their order.
var keys = map[string]bool{"branch": true, "id": true, "month": true, "member": true, "record": true, "norm": true, "code": true}

// wanted are columns that are read although people do not fill them in.
var wanted = map[string]bool{"deadline": true}

// newForm takes a workbook apart that was made for anyone: columns are the
// same for all.
func newForm(wb *doc.Workbook) *form {
	f := &form{name: wb.Template, title: wb.Title}
	for i := range wb.Sheets {
		s := &wb.Sheets[i]
		if s.Table == nil || s.Example {
			continue
		}
		fs := formSheet{name: s.Name, table: s.Table.ID, cols: s.Table.Cols}
		for _, c := range fs.cols {
			fill := c.Input || c.New
			fs.marked = append(fs.marked, fill)
			fs.read = append(fs.read, fill || keys[c.ID] || wanted[c.ID])
			if c.Group != "" {
				fs.titles.Add(c.ID, c.Group+c.Title)
			} else {
				fs.titles.Add(c.ID, c.Title)
			}
		}
		fs.least = len(fs.cols)/2 + 1
		f.sheets = append(f.sheets, fs)
	}
	return f
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

// notesSheet explains and shows a sample; what stands there is no data.
const notesSheet = "说明"

// found is a worksheet that holds a table.
type found struct {
	sheet *sheet.Sheet
	head  *sheet.Header
}

// header finds the titles of the table, all keys among them.
func (fs *formSheet) header(s *sheet.Sheet) (*sheet.Header, bool) {
	h, ok := s.Header(&fs.titles, fs.least)
	if !ok {
		return nil, false
	}
	for _, c := range fs.cols {
		if keys[c.ID] && c.ID != "norm" && h.Col(c.ID) == 0 {
			return nil, false
		}
	}
	return h, true
}

// column returns the position of a column, or -1.
func (fs *formSheet) column(id string) int {
	for i := range fs.cols {
		if fs.cols[i].ID == id {
			return i
		}
	}
	return -1
}
