package templates

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates/phrase"
)

// Table is a table that is defined in one place and used in several:
// tables/<name>.toml. Books print it, workbooks write it, and what comes back
// is read by it.
type Table struct {
	Name   string     `toml:"-"`
	Title  string     `toml:"title,required"`
	Data   Data       `toml:"data"` // what its rows are: members, plan, …; "" none
	Cols   []TableCol `toml:"column"`
	Total  string     `toml:"total"` // label of the row of totals; "" none
	Page   string     `toml:"page"`  // label of the sums of each opening, where a spread takes several
	Sums   string     `toml:"sums"`  // quarter: printed sums after the months of each quarter
	Foot   []string   `toml:"foot"`  // labels of printed rows to fill in at the foot of each opening of a spread
	Blank  int        `toml:"blank"`
	Spread bool       `toml:"spread"` // printed over a left and a right page
	Height float64    `toml:"height"` // of a printed row, mm

	Source *decode.File `toml:"-"`
}

// TableCol is a column of a table.
type TableCol struct {
	ID     string      `toml:"id"`
	Title  phrase.Text `toml:"title"`
	Group  phrase.Text `toml:"group"`          // a head above neighbouring columns
	Value  phrase.Text `toml:"value" in:"row"` // text with placeholders of the row
	Kind   string      `toml:"kind"`           // text, int, money, percent, date, time
	Align  string      `toml:"align"`          // default by kind
	When   When        `toml:"when"`
	Repeat Repeat      `toml:"repeat"` // month, quarter, category, bracket: one for each, {mm}, {category.id} … in texts

	Width  float64     `toml:"width"`  // printed, mm; 0 shares the rest
	Weight float64     `toml:"weight"` // shares
	Side   phrase.Text `toml:"side"`   // left, right: of a spread; {side} for columns by month
	Merge  bool        `toml:"merge"`  // printed once for a run of equal rows
	Under  phrase.Text `toml:"under"`  // printed small in the cell of that column
	Only   string      `toml:"only"`   // paper, sheet
	Write  Writing     `toml:"write"`  // on paper: what is filled in in each row, blank ones too
	Sign   bool        `toml:"sign"`   // somebody signs in the cells

	Sample  phrase.Text `toml:"sample"` // what the row of samples on a 说明 sheet holds, instead of value
	Chars   float64     `toml:"chars"`  // width in a worksheet
	Input   bool        `toml:"input"`
	Preset  bool        `toml:"preset"` // of input: value is entered beforehand, to be put right
	New     bool        `toml:"new"`    // filled in on blank rows only
	Min     phrase.Text `toml:"min"`    // bounds of what may be entered; may hold placeholders
	Max     phrase.Text `toml:"max"`
	Choices []string    `toml:"choices"`
	From    string      `toml:"choices_from"` // branches: the short names of those in scope; a list of the program; table.column
	Link    string      `toml:"link"`         // table.column of another sheet that a cell leads to, where it has the same text
	Formula string      `toml:"formula"`      // as package calc reads it
	Total   string      `toml:"total"`
}

// LoadTables reads tables/*.toml of fsys by name.
func LoadTables(fsys fs.FS, overlayName string, out *diag.List) map[string]*Table {
	names, err := fs.Glob(fsys, "tables/*.toml")
	if err != nil {
		out.Add(diag.Finding{Place: diag.Place{File: "tables"}, Code: "no-file", Message: "读不出表的模板：" + err.Error()})
		return nil
	}
	tables := make(map[string]*Table)
	for _, name := range names {
		f := readTOML(fsys, overlayName, name, out)
		if f == nil {
			continue
		}
		t := &Table{Name: strings.TrimSuffix(path.Base(name), ".toml"), Source: f}
		f.Bind(t, out)
		for i := range t.Cols {
			t.Cols[i].check(f, out, fmt.Sprintf("column[%d]", i))
		}
		oneOf(f, out, "sums", t.Sums, []string{"", "quarter"})
		tables[t.Name] = t
	}
	return tables
}

// kinds are what columns and fields hold.
var kinds = []string{"", "text", "int", "money", "percent", "date", "time", "tick"}

func (c *TableCol) check(f *decode.File, out *diag.List, at string) {
	oneOf(f, out, at+".kind", c.Kind, kinds)
	oneOf(f, out, at+".align", c.Align, []string{"", "left", "center", "right"})
	oneOf(f, out, at+".side", c.Side.String(), []string{"", "left", "right", "{side}"})
	oneOf(f, out, at+".only", c.Only, []string{"", "paper", "sheet"})
	oneOf(f, out, at+".repeat", string(c.Repeat), []string{"", "month", "quarter", "category", "bracket"})
}
