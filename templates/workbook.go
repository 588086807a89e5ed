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

// Workbook is one Excel file: workbooks/<name>.toml. Its name is the template
// id that returned files carry in their properties.
type Workbook struct {
	Name    string      `toml:"-"`
	Title   phrase.Text `toml:"title,required"`
	File    phrase.Text `toml:"file,required"` // may hold placeholders
	For     string      `toml:"for,required"`  // branch, committee, county; collect: made of what came back
	Book    string      `toml:"book"`          // printed together with this book; "" always
	Folder  string      `toml:"folder"`        // of the pack, instead of the owner's own
	Version int         `toml:"version,required"`
	Sheets  []Sheet     `toml:"sheet"`

	Source *decode.File `toml:"-"`
}

// Sheet is one worksheet.
type Sheet struct {
	Name      string        `toml:"name,required"`
	Title     phrase.Text   `toml:"title"`
	Subtitle  phrase.Text   `toml:"subtitle"`
	Use       TableName     `toml:"use"`       // a table of tables/*.toml
	ReadOnly  bool          `toml:"read_only"` // nothing in the table is filled in here
	Notes     []phrase.Text `toml:"notes"`     // of a 说明 sheet; a line that starts with # is a head
	Example   bool          `toml:"example"`   // the table shows one row filled with samples
	Landscape bool          `toml:"landscape"`
	A3        bool          `toml:"a3"`
	Freeze    string        `toml:"freeze"` // columns up to this id stay in sight
	Protect   bool          `toml:"protect"`
	Filter    bool          `toml:"filter"`
	Sign      []string      `toml:"sign"`
	Rules     []Rule        `toml:"rule"`

	When    When     `toml:"when"`
	Columns []string `toml:"columns"` // of an example, those shown; all if none are named
	Blank   int      `toml:"blank"`   // rows for what is new
	Breaks  []string `toml:"breaks"`  // columns that begin a new printed page
	Fields  []Field  `toml:"field"`
	Chart   *Diagram `toml:"chart"`
}

// Field is a cell above the table that formulas may use.
type Field struct {
	ID      string      `toml:"id,required"`
	Title   phrase.Text `toml:"title,required"`
	Kind    string      `toml:"kind"`
	Value   phrase.Text `toml:"value"`
	Input   bool        `toml:"input"`
	Min     phrase.Text `toml:"min"`
	Max     phrase.Text `toml:"max"`
	Choices []string    `toml:"choices"`
	Hint    phrase.Text `toml:"hint"`
}

// Diagram is a column chart below the table.
type Diagram struct {
	Title    phrase.Text `toml:"title,required"`
	Category string      `toml:"category,required"` // column of the labels
	Series   []string    `toml:"series,required"`
	Stacked  bool        `toml:"stacked"`
}

// Rule colours cells of rows in which a column meets a condition.
type Rule struct {
	Columns []phrase.Text `toml:"columns,required"` // coloured
	Column  phrase.Text   `toml:"column,required"`  // looked at
	Op      string        `toml:"op,required" example:"filled"`
	Value   phrase.Text   `toml:"value"`
	With    phrase.Text   `toml:"with"`                            // another column that the first is compared with, instead of a value
	Level   string        `toml:"level,required" example:"notice"` // notice yellow, alarm red, good green
	Repeat  Repeat        `toml:"repeat"`                          // month: {mm} in the names of columns
}

func (r *Rule) check(f *decode.File, out *diag.List, at string) {
	oneOf(f, out, at+".op", r.Op, []string{"equal", "not_equal", "contains", "filled", "less", "at_most", "greater", "at_least"})
	oneOf(f, out, at+".level", r.Level, []string{"notice", "alarm", "good"})
	oneOf(f, out, at+".repeat", string(r.Repeat), []string{"", "month"})
}

// LoadWorkbooks reads workbooks/*.toml of fsys, in the order of their names.
func LoadWorkbooks(fsys fs.FS, overlayName string, out *diag.List) []*Workbook {
	names, err := fs.Glob(fsys, "workbooks/*.toml")
	if err != nil {
		out.Add(diag.Finding{Place: diag.Place{File: "workbooks"}, Code: "no-file", Message: "读不出工作簿模板：" + err.Error()})
		return nil
	}
	var books []*Workbook
	for _, name := range names {
		f := readTOML(fsys, overlayName, name, out)
		if f == nil {
			continue
		}
		w := &Workbook{Name: strings.TrimSuffix(path.Base(name), ".toml"), Source: f}
		f.Bind(w, out)
		oneOf(f, out, "for", w.For, []string{"branch", "committee", "county", "collect"})
		for i := range w.Sheets {
			for k := range w.Sheets[i].Fields {
				oneOf(f, out, fmt.Sprintf("sheet[%d].field[%d].kind", i, k), w.Sheets[i].Fields[k].Kind, kinds)
			}
			for k := range w.Sheets[i].Rules {
				w.Sheets[i].Rules[k].check(f, out, fmt.Sprintf("sheet[%d].rule[%d]", i, k))
			}
		}
		books = append(books, w)
	}
	return books
}
