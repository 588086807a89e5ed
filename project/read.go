package project

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dangce/config/roster"
	"dangce/config/sheet"
	"dangce/templates"
)

// Sheet says what became of a sheet of the rosters: nothing in them is left
// out without a word.
type Sheet struct {
	File       string     `json:"file"`
	Sheet      string     `json:"sheet"`
	Kind       string     `json:"kind,omitempty"` // 党员, …; "" for a sheet that was not read
	Why        string     `json:"why,omitempty"`  // it was not read
	Hidden     bool       `json:"hidden,omitempty"`
	Records    int        `json:"records"`
	HiddenRows int        `json:"hidden_rows,omitempty"`
	Filtered   bool       `json:"filtered,omitempty"`       // by a filter, rows that are hidden
	HiddenCols []string   `json:"hidden_columns,omitempty"` // that were read
	Covered    []string   `json:"covered,omitempty"`        // values below merged areas, not read: B3 张三
	Used       []string   `json:"used,omitempty"`           // titles of the columns that were read
	Unused     []Unused   `json:"unused,omitempty"`
	Other      []OtherRow `json:"other_rows,omitempty"` // rows that are no records

	Looks bool `json:"-"` // it could have been read as a list
}

// Unused is a column that was not read.
type Unused struct {
	Column string `json:"column"`
	Title  string `json:"title"`
	Why    string `json:"why"`
	Guess  string `json:"guess,omitempty"` // the column that may be meant
	Values int    `json:"values"`
}

// OtherRow is a row that was not read as a record.
type OtherRow struct {
	Row int    `json:"row"`
	Use string `json:"use"`
}

// Sheets says what became of the sheets of the rosters.
func (p *Project) Sheets() []Sheet {
	out := []Sheet{}
	for _, f := range p.Account.Rosters {
		for _, s := range f.Sheets {
			out = append(out, sheetOf(f.File, s, p.Titles))
		}
	}
	return out
}

// Place names the sheet: 名册.xlsx[党员].
func (r *Sheet) Place() string {
	if r.Sheet == "" {
		return r.File
	}
	return r.File + "[" + r.Sheet + "]"
}

func sheetOf(file string, s *roster.SheetAccount, titles *templates.Titles) Sheet {
	r := Sheet{File: file, Sheet: s.Name, Kind: s.Kind, Why: s.Why, Hidden: s.Hidden, Records: s.Records(), HiddenRows: s.HiddenRows, Filtered: s.Filtered && s.HiddenRows > 0, Looks: s.Looks}
	for _, c := range s.Covered {
		r.Covered = append(r.Covered, sheet.CellName(c.Row, c.Col)+" "+c.Text)
	}
	used := map[string]bool{}
	for _, c := range s.Columns {
		if c.ID != "" {
			used[c.ID] = true
			r.Used = append(r.Used, c.Title)
			if c.Hidden {
				r.HiddenCols = append(r.HiddenCols, sheet.ColumnName(c.Col)+" "+c.Title)
			}
		}
	}
	for _, c := range s.Columns {
		if c.ID == "" {
			r.Unused = append(r.Unused, Unused{sheet.ColumnName(c.Col), c.Title, c.Why, guess(c.Title, s.Kind, used, titles), c.Values})
		}
	}
	for _, row := range s.Rows {
		if row.Use != roster.AsRecord && row.Use != roster.AsHeader {
			r.Other = append(r.Other, OtherRow{row.N, row.Use.String()})
		}
	}
	return r
}

var listsOf = map[string]string{"党委": "committee", "党支部": "branch", "党员": "member", "党员变动": "event"}

// guess finds the column that an unknown title may mean: one that the sheet
// has not, a way of writing that the title has, other characters
// between its own aside. The longest way counts, of equal ones the first.
func guess(title, kind string, used map[string]bool, titles *templates.Titles) string {
	key, best, longest := sheet.Key(title), "", 1
	for _, t := range titles.List(listsOf[kind]) {
		if used[t.ID] {
			continue
		}
		for _, way := range slices.Concat([]string{t.Title}, t.Also, t.Like) {
			if n := utf8.RuneCountInString(way); n > longest && within(sheet.Key(way), key) {
				best, longest = t.Title, n
			}
		}
	}
	return best
}

// within reports whether the characters of part occur in whole, in their order.
func within(part, whole string) bool {
	for _, r := range part {
		i := strings.IndexRune(whole, r)
		if i < 0 {
			return false
		}
		whole = whole[i+utf8.RuneLen(r):]
	}
	return true
}

// UnusedText lists the columns that hold values nobody reads. Numbers that
// count the rows are no loss, identity numbers are left out on purpose: they
// are named only where the whole list is asked for.
func (r *Sheet) UnusedText(whole bool) string {
	var out []string
	for _, c := range r.Unused {
		if !whole && (c.Values == 0 || strings.HasPrefix(c.Why, "证件号") || sheet.Key(c.Title) == "序号") {
			continue
		}
		if sheet.Key(c.Title) == "序号" {
			c.Why = "只是序号，不用读"
		}
		text := fmt.Sprintf("%s（%s 列，%s）", c.Title, c.Column, c.Why)
		if c.Title == "" {
			text = c.Column + " 列（" + c.Why + "）"
		}
		if c.Guess != "" {
			text += "是不是“" + c.Guess + "”？"
		}
		out = append(out, text)
	}
	return strings.Join(out, "、")
}
