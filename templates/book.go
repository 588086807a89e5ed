package templates

import (
	"fmt"
	"strings"

	"dangce/config/decode"
)

// Book is one printed piece as its template describes it: books/<name>.toml.
// Texts hold placeholders such as {branch.name}; which there are is known to
// the package that fills them in.
type Book struct {
	Name       string    `toml:"-"`              // of the file, without .toml
	Code       string    `toml:"code,required"`  // HB: two letters, in page identities
	Title      string    `toml:"title,required"` // 党支部工作手册
	File       string    `toml:"file,required"`  // name of the PDF, may hold placeholders
	Imposed    string    `toml:"imposed_file"`   // name of a second PDF: the booklets imposed on sheets; "" none
	Cover      string    `toml:"cover_file"`     // name of the PDF of the cover that cover.toml describes; "" none
	CoverTitle string    `toml:"cover_title"`    // title on the cover, with line breaks; default the title
	SVG        string    `toml:"svg"`            // folder within the owner's own for an SVG file of each page; "" none
	Press      bool      `toml:"press"`          // goes to the print shop: collected in volumes
	Folder     string    `toml:"folder"`         // of the pack, instead of the owner\'s own
	Omit       bool      `toml:"omit"`           // the county does not want the book; nothing else need be written
	For        string    `toml:"for,required"`   // branch, committee, county; collect: made during the year
	When       []string  `toml:"when"`           // conditions, all must hold
	Ordered    bool      `toml:"ordered"`        // printed only for branches whose books list it
	Repeat     string    `toml:"repeat"`         // all pages once for each: cards; each bound separately
	Paper      string    `toml:"paper"`          // A4, A5, A6, A3; default A4
	Binding    string    `toml:"binding"`        // a key of [print] binding, or a binding; "" loose sheets
	Numbers    bool      `toml:"numbers"`        // page numbers at the foot
	NumberRise float64   `toml:"number_rise"`    // of their baseline above the lower edge, mm; default 12
	Duplex     bool      `toml:"duplex"`         // loose sheets printed on both sides: left pages are mirrored
	Head       string    `toml:"head"`           // running head
	Margins    []float64 `toml:"margins"`        // top, outer, bottom; default 27, 16, 20 mm; inner by binding, or the fourth
	Tabs       []string  `toml:"tabs"`           // thumb tabs, from the top
	Pages      []Page    `toml:"page"`

	Source *decode.File `toml:"-"` // for places of findings
}

// Page is a kind of page: printed once, or once for each repetition.
type Page struct {
	No       int      `toml:"-"`           // place in the book's list, from 0
	ID       string   `toml:"id,required"` // P13
	Title    string   `toml:"title"`       // in contents and bookmarks
	Level    int      `toml:"level"`       // of the title: 0 section, 1 within one
	Section  string   `toml:"section"`     // heading above a title of level 1
	Tab      string   `toml:"tab"`         // one of the book's tabs, may hold placeholders
	Start    string   `toml:"start"`       // right, left; default any
	Each     string   `toml:"each"`        // neighbouring pages with the same each are repeated together
	Repeat   string   `toml:"repeat"`      // plan:<kind>, group, committee, month, quarter, half_year, times:<n>
	Spare    int      `toml:"spare"`       // more blank copies after the repeated ones
	When     []string `toml:"when"`
	Identity bool     `toml:"identity"` // square code at the outer top corner
	Head     bool     `toml:"head"`     // running head
	Plain    bool     `toml:"plain"`    // no page number
	Pool     bool     `toml:"pool"`     // spare pages: also used where a page must be filled
	Anchor   string   `toml:"anchor"`   // name that refer leads to
	Refer    string   `toml:"refer"`    // anchor whose page is printed at the foot
	ReferTo  string   `toml:"refer_text"`
	Blocks   []Block  `toml:"block"`
}

// Block is one block of a page. Kind says which of the other keys apply.
type Block struct {
	Kind string   `toml:"kind,required"`
	When []string `toml:"when"`

	Style string `toml:"style"`
	Text  string `toml:"text"`
	Keep  bool   `toml:"keep"`
	Align string `toml:"align"`

	MM    float64 `toml:"mm"`   // space: height; rule: indent on both sides
	Fill  float64 `toml:"fill"` // share of the rest of the page
	Lines int     `toml:"lines"`
	Width float64 `toml:"width"` // rule: mm; form: width of the form

	Columns []Track   `toml:"columns"` // form
	Rows    []FormRow `toml:"rows"`    // form
	Border  string    `toml:"border"`  // form: full (default), none, under; rule: double
	Ink     string    `toml:"ink"`     // form, rule: an ink, default black
	Before  float64   `toml:"before"`  // mm above

	Use     string     `toml:"use"`    // table: name of a table in tables/*.toml, instead of columns
	Data    string     `toml:"data"`   // table, list: its rows: members, officers, plan, norms:branch, …
	Cols    []TableCol `toml:"column"` // table
	Blank   int        `toml:"blank"`  // table: blank rows at least
	Max     int        `toml:"max"`    // table: rows on a page at most
	Height  float64    `toml:"height"` // table: row height, mm; default of the branch's kind
	Below   float64    `toml:"below"`  // table: mm left free below the last row, for a signature
	Spread  bool       `toml:"spread"` // table over a left and a right page
	Caption string     `toml:"caption"`
	Later   string     `toml:"later"`      // table: caption of its pages after the first, which has a heading
	Head    string     `toml:"head_style"` // table: style of its head
	Total   string     `toml:"total"`      // table: label of the row of totals; "" none

	Levels int    `toml:"levels"` // contents
	Chart  string `toml:"chart"`  // flow: id of a chart
	Colour bool   `toml:"colour"` // flow: in colour, else black only

	BoxPt    float64 `toml:"box_pt"`    // flow: least type in boxes; default 9, in colour 8.5
	ColumnPt float64 `toml:"column_pt"` // flow: least type in columns; default 9, in colour 7.5

	PerRow int `toml:"per_row"` // labels, ballot: side by side
}

// Track is the width of a column of a form: 22 is mm, "*" a share of the
// rest, "2*" two shares.
type Track struct{ MM, Weight float64 }

// UnmarshalTOML reads a track.
func (t *Track) UnmarshalTOML(v any) error {
	switch v := v.(type) {
	case int64:
		t.MM = float64(v)
	case float64:
		t.MM = v
	case string:
		t.Weight = 1
		if num, ok := strings.CutSuffix(v, "*"); ok && num != "" {
			if _, err := fmt.Sscanf(num, "%g", &t.Weight); err != nil {
				return badTrack(v)
			}
		} else if !ok {
			return badTrack(v)
		}
	default:
		return badTrack(v)
	}
	if t.MM < 0 || t.Weight < 0 || t.MM == 0 && t.Weight == 0 {
		return badTrack(v)
	}
	return nil
}

func badTrack(v any) error {
	return fmt.Errorf("列宽 %v 写法不对，应是毫米数，或 \"*\"、\"2*\"（按份分余下的宽度）", v)
}

// FormRow is a row of a form: a list of cells, or a table with its height in
// mm, its share of the rest of the page, and its cells. A cell that is a
// string is a printed label; a cell that is a table is a place to write.
type FormRow struct {
	Height float64
	Fill   float64
	When   []string
	Cells  []FormCell
}

// FormCell is a cell of a form.
type FormCell struct {
	Label    bool
	Text     string
	Style    string
	Align    string
	VAlign   string
	Span     int
	Rows     int
	Shade    string // background: panel (light gray), pale (light red), red
	Ruled    bool
	Vertical bool
	Merge    bool   // list: one cell for neighbouring rows that say the same
	Names    string // signin: members, committee, group
	PerRow   int
	Extra    int
	Note     string
}

// UnmarshalTOML reads a row.
func (r *FormRow) UnmarshalTOML(v any) error {
	switch v := v.(type) {
	case []any:
		return r.cells(v)
	case map[string]any:
		for key, x := range v {
			var ok bool
			switch key {
			case "height":
				r.Height, ok = number(x)
			case "fill":
				r.Fill, ok = number(x)
			case "when":
				r.When, ok = texts(x)
			case "cells":
				list, isList := x.([]any)
				if !isList {
					break
				}
				if err := r.cells(list); err != nil {
					return err
				}
				ok = true
			default:
				return unknownIn("表格行", key, RowKeys())
			}
			if !ok {
				return fmt.Errorf("表格行的 %s 写法不对，应是%s", key, rowKeys[key])
			}
		}
		return nil
	}
	return fmt.Errorf("表格行应是格子的列表，或 { fill = 1, cells = [...] }")
}

func (r *FormRow) cells(list []any) error {
	for i, x := range list {
		var c FormCell
		switch x := x.(type) {
		case string:
			c = FormCell{Label: true, Text: x}
		case map[string]any:
			if err := c.read(x); err != nil {
				return fmt.Errorf("第 %d 格：%w", i+1, err)
			}
		default:
			return fmt.Errorf("第 %d 格应是文字或 { text = \"…\" }", i+1)
		}
		r.Cells = append(r.Cells, c)
	}
	return nil
}

func (c *FormCell) read(m map[string]any) error {
	for key, x := range m {
		var ok bool
		switch key {
		case "text":
			c.Text, ok = x.(string)
		case "label":
			c.Label, ok = x.(bool)
		case "style":
			c.Style, ok = x.(string)
		case "align":
			c.Align, ok = x.(string)
		case "valign":
			c.VAlign, ok = x.(string)
		case "names":
			c.Names, ok = x.(string)
		case "note":
			c.Note, ok = x.(string)
		case "shade":
			c.Shade, ok = x.(string)
		case "ruled":
			c.Ruled, ok = x.(bool)
		case "merge":
			c.Merge, ok = x.(bool)
		case "vertical":
			c.Vertical, ok = x.(bool)
		case "span":
			c.Span, ok = count(x)
		case "rows":
			c.Rows, ok = count(x)
		case "per_row":
			c.PerRow, ok = count(x)
		case "extra":
			c.Extra, ok = count(x)
		default:
			return unknownIn("格子", key, CellKeys())
		}
		if !ok {
			return fmt.Errorf("%s 写法不对，应是%s", key, cellKeys[key])
		}
	}
	return nil
}

func number(x any) (float64, bool) {
	switch x := x.(type) {
	case int64:
		return float64(x), true
	case float64:
		return x, true
	}
	return 0, false
}

func count(x any) (int, bool) {
	n, ok := x.(int64)
	return int(n), ok && n >= 0 && n < 1000
}

func texts(x any) ([]string, bool) {
	list, ok := x.([]any)
	if !ok {
		return nil, false
	}
	var out []string
	for _, v := range list {
		s, ok := v.(string)
		if !ok {
			return nil, false
		}
		out = append(out, s)
	}
	return out, true
}
