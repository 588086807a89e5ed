package roster

import (
	"strings"

	"dangce/config/sheet"
)

// Account says what became of everything in a file. A file that
// could not be opened has no sheets.
type Account struct {
	File   string
	Sheets []*SheetAccount
}

// SheetAccount says what became of everything in a sheet. A sheet
// that was not read has neither columns nor rows.
type SheetAccount struct {
	Name   string
	Hidden bool
	Kind   string // 党员, …; "" for a sheet that was not read
	Why    string // it was not read; "" otherwise
	// Looks says that it could have been read as a list of members, branches or
	// committees.
	Looks      bool
	HiddenRows int             // read, though nobody sees them
	Filtered   bool            // they are hidden by a filter
	Covered    []sheet.Cell    // values below merged areas, which nobody sees: not read
	Columns    []ColumnAccount // all that have a value in the header or below it, ascending
	Rows       []RowAccount    // all that have a value, ascending
}

// ColumnAccount says what became of a column.
type ColumnAccount struct {
	Col    int
	Title  string // as written, "" without
	ID     string // in titles.toml; "" for a column that was not read
	Why    string // it was not read; "" otherwise
	Values int    // in rows with records
	Hidden bool   // nobody sees it
}

// RowAccount says what became of a row.
type RowAccount struct {
	N   int
	Use Use
}

// Records returns the number of rows that were read as records.
func (s *SheetAccount) Records() int {
	n := 0
	for _, r := range s.Rows {
		if r.Use == AsRecord {
			n++
		}
	}
	return n
}

// Cell says in a few words what became of a cell, and whether it was used.
func (s *SheetAccount) Cell(row, col int) (words string, used bool) {
	if s.Kind == "" {
		return s.Why, false
	}
	for _, r := range s.Rows {
		if r.N != row {
			continue
		}
		if r.Use != AsRecord {
			return r.Use.String(), r.Use == AsHeader || r.Use == AsCaption || r.Use == AsTitlesAgain
		}
		for _, c := range s.Columns {
			if c.Col == col {
				return c.ID + c.Why, c.ID != ""
			}
		}
	}
	return "", false
}

// Use is what a row was read as.
type Use uint8

// The uses of rows.
const (
	AsBlank  Use = iota // nothing to read: spaces, or identity numbers alone
	AsHeader            // the titles
	AsRecord
	AsCaption // a line above or between the rows, which may name their branch
	AsTotal
	AsTitlesAgain // as on each printed page
	AsNote        // 填表人：…
	AsNameless    // values, but none in the column that makes a record
)

// String returns the use in Chinese.
func (u Use) String() string {
	return [...]string{"空行", "标题", "记录", "说明行", "合计", "重复的标题", "不成记录的行", "没有姓名或名称"}[u]
}

// columns begins the account of all columns from the header down.
func (t *table) columns() {
	first := map[int]string{}
	for _, r := range t.sheet.Rows {
		if r.N < t.header.First {
			continue
		}
		part, _ := t.part(r)
		for _, c := range part.Cells {
			title, met := first[c.Col]
			if r.N <= t.header.Last && c.Kind == sheet.String {
				if text := strings.Join(strings.Fields(c.Text), ""); text != title {
					title += text
				}
			} else if met {
				continue
			}
			first[c.Col] = title
		}
	}
	most := 0
	for col := range first {
		most = max(most, col)
	}
	t.accounts = make([]int, most+1)
	for col := 1; col <= most; col++ {
		title, met := first[col]
		if !met {
			continue
		}
		c := ColumnAccount{Col: col, Title: title, Hidden: t.sheet.ColumnHidden(col)}
		if i := t.columnAt(col); i >= 0 {
			c.ID = t.cols[i].id
		} else {
			c.Why = t.whyUnread(col, title)
		}
		t.account.Columns = append(t.account.Columns, c)
		t.accounts[col] = len(t.account.Columns)
	}
}

// whyUnread words why a column is not read.
func (t *table) whyUnread(col int, title string) string {
	for _, u := range t.unread {
		if u == col {
			return "证件号，不读不存"
		}
	}
	for _, d := range t.header.Doubles {
		for _, o := range d.Others {
			if o.Col == col {
				return "和 " + sheet.ColumnName(d.Used.Col) + " 列是同一项"
			}
		}
	}
	if title == "" {
		return "没有标题"
	}
	return "不认识这个标题"
}

// count enters the values of a record's row into the account.
func (t *table) count(r sheet.Row) {
	for _, c := range r.Cells {
		if c.Col < len(t.accounts) && t.accounts[c.Col] > 0 {
			t.account.Columns[t.accounts[c.Col]-1].Values++
		}
	}
}
