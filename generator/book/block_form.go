package book

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/templates"
	"dangce/templates/phrase"
)

// Borders of forms, mm.
const (
	frameWidth = 0.5
	innerWidth = 0.2
)

// formBlock is a form: labels, and cells to write in.
type formBlock struct {
	base
	grid
	Border string  `toml:"border"` // full (default), none, under
	Width  float64 `toml:"width"`  // mm; default all there is
}

// grid is what forms and lists have in common.
type grid struct {
	Columns []track   `toml:"columns"`
	Rows    []formRow `toml:"rows" in:"row"`
	Ink     inkWord   `toml:"ink"`
	Before  float64   `toml:"before"` // mm above
}

// formRow is a row: a list of cells, or a table with its height in mm, its
// share of the rest of the page, and its cells.
type formRow struct {
	Cells  []formCell     `toml:"cells" in:"row"`
	Height float64        `toml:"height"`
	Fill   float64        `toml:"fill"`
	When   templates.When `toml:"when"`
}

// Shorthand is for a row that is a list of cells alone.
func (*formRow) Shorthand() string { return "cells" }

// formCell is a cell: a text alone is a printed label, a table a place to
// write.
type formCell struct {
	Text     phrase.Text         `toml:"text" in:"row"`
	Label    bool                `toml:"label"`
	Style    templates.StyleName `toml:"style"`
	Align    alignWord           `toml:"align"`
	VAlign   valignWord          `toml:"valign"`
	Span     int                 `toml:"span"`
	Rows     int                 `toml:"rows"`
	Shade    shadeWord           `toml:"shade"` // background
	Ruled    bool                `toml:"ruled"`
	Vertical bool                `toml:"vertical"`
	Merge    bool                `toml:"merge"` // list: one cell for neighbouring rows that say the same
	Names    signers             `toml:"names"` // who signs here
	PerRow   int                 `toml:"per_row"`
	Extra    int                 `toml:"extra"` // more cells to sign in
	Note     phrase.Text         `toml:"note" in:"row"`
	Write    templates.Writing   `toml:"write" in:"row"` // instead of text: a line to fill in
	Field    string              `toml:"field"`          // name of what is written in the cell; default from its labels
	Sign     bool                `toml:"sign"`           // somebody signs here
}

// Shorthand is for a label that is its text alone.
func (c *formCell) Shorthand() string { c.Label = true; return "text" }

// signers names a list of those who sign in.
type signers string

// track is the width of a column: 22 is mm, "*" a share of the rest, "2*" two
// shares.
type track struct{ doc.Track }

// UnmarshalTOML reads a track.
func (t *track) UnmarshalTOML(v any) error {
	bad := fmt.Errorf("列宽 %v 写法不对，应是毫米数，或 \"*\"、\"2*\"（按份分余下的宽度）", v)
	switch v := v.(type) {
	case int64:
		t.MM = float64(v)
	case float64:
		t.MM = v
	case string:
		num, ok := strings.CutSuffix(v, "*")
		if _, err := fmt.Sscanf(cmp.Or(num, "1"), "%g", &t.Weight); err != nil || !ok {
			return bad
		}
	}
	if t.MM < 0 || t.Weight < 0 || t.MM == 0 && t.Weight == 0 {
		return bad
	}
	return nil
}

func (b *formBlock) check(c *blockChecker) {
	c.oneOf("border", b.Border, "full", "none", "under")
	b.grid.check(c)
	c.wide("width", b.Width, `"*"`)
}

// check counts the cells of a form and what room it takes.
func (g *grid) check(c *blockChecker) {
	if len(g.Columns) == 0 {
		c.missing("columns", " columns", `[28, "*"]`)
		return
	}
	if c.read {
		g.count(c)
	}
	var wide float64
	for _, t := range g.Columns {
		wide += t.MM
	}
	high := g.Before
	for i := range g.Rows {
		if len(g.Rows[i].When) == 0 {
			high += cmp.Or(g.Rows[i].Height, leastRow)
		}
	}
	c.wide("columns", wide, `"*"`)
	c.high("rows", high)
}

// count counts the cells of each row. Cells that reach down over several rows
// are counted where the rows are always the same.
func (g *grid) count(c *blockChecker) {
	always := !slices.ContainsFunc(g.Rows, func(r formRow) bool { return len(r.When) > 0 })
	down := make([]int, len(g.Columns)) // rows that the cell above still takes
	for i := range g.Rows {
		path := fmt.Sprintf("%s.rows[%d]", c.at, i)
		col := 0
		skip := func() {
			for always && col < len(down) && down[col] > 0 {
				col++
			}
		}
		for _, cell := range g.Rows[i].Cells {
			skip()
			for range max(cell.Span, 1) {
				if col < len(down) {
					down[col] = max(cell.Rows, 1)
				}
				col++
			}
		}
		if col > len(g.Columns) {
			c.add("too-many-cells", path, fmt.Sprintf("第 %d 行的格子占 %d 列，表只有 %d 列", i+1, col, len(g.Columns)), "减少格子或 span，或在 columns 里加一列")
		}
		if skip(); always && col < len(g.Columns) {
			c.add("too-few-cells", path, fmt.Sprintf("第 %d 行的格子只占 %d 列，表有 %d 列，右边会缺一块", i+1, col, len(g.Columns)), "给一格加 span，或补上空格子 {}")
		}
		for k := range down {
			down[k] = max(down[k]-1, 0)
		}
	}
}

func (b *formBlock) build(sc *scope, m measure) []doc.Block {
	g := b.grid.build()
	g.W, g.Rows = b.Width, make([]doc.Row, 0, len(b.Rows))
	if b.Border == "none" || b.Border == "under" {
		g.Frame, g.Inner = 0, 0
	}
	n := namer{}
	for i := range b.Rows {
		r := &b.Rows[i]
		if !sc.holds(r.When) {
			continue
		}
		row := r.build(sc, m)
		for k := range row.Cells {
			row.Cells[k].Under = b.Border == "under" && !r.Cells[k].Label
		}
		n.row(r.Cells, row.Cells)
		g.Rows = append(g.Rows, row)
	}
	return []doc.Block{g}
}

func (g *grid) build() *doc.Grid {
	out := &doc.Grid{Frame: frameWidth, Inner: innerWidth, Before: g.Before, Ink: g.Ink.Ink, Cols: make([]doc.Track, len(g.Columns))}
	for i := range g.Columns {
		out.Cols[i] = g.Columns[i].Track
	}
	return out
}

func (r *formRow) build(sc *scope, m measure) doc.Row {
	row := doc.Row{Height: cmp.Or(r.Height, m.row), Fill: r.Fill, Cells: make([]doc.Cell, len(r.Cells))}
	for k := range r.Cells {
		row.Cells[k] = r.Cells[k].build(sc, m)
	}
	return row
}

func (t *formCell) build(sc *scope, m measure) doc.Cell {
	style := "field"
	switch {
	case t.Names != "":
		style = "name"
	case t.Label:
		style = "label"
	}
	c := doc.Cell{Span: t.Span, RowSpan: t.Rows, Text: sc.expand(t.Text), Note: sc.expand(t.Note),
		Style: sc.style(t.Style, style), VAlign: t.VAlign.VAlign, Vertical: t.Vertical, Fill: t.Shade.Ink,
		Parts: sc.parts(&t.Write), Sign: t.Sign}
	if t.Align.set && t.Names == "" {
		c.Style.Align = t.Align.Align
	}
	if t.Ruled {
		c.Ruled = m.pitch
	}
	t.signers(sc, &c)
	return c
}

// signers puts the names of those who sign in into a cell, and room for more.
func (t *formCell) signers(sc *scope, c *doc.Cell) {
	list, ok := sc.set.words.signers.Get(string(t.Names))
	if !ok {
		return
	}
	if sc.has(list.Needs) {
		c.Names = list.Means(sc)
	}
	c.NamesPerRow = cmp.Or(t.PerRow, 5)
	c.Names = append(c.Names, make([]string, t.Extra)...)
	for len(c.Names)%c.NamesPerRow != 0 {
		c.Names = append(c.Names, "")
	}
}

// signing are the lists of those who sign in.
var signing = map[string]phrase.Entry[func(*scope) []string]{
	"blank":   {Means: func(*scope) []string { return nil }}, // only the extra cells
	"members": {Needs: aBranch, Means: func(sc *scope) []string { return labels(sc.Branch.Members) }},
	"group":   {Needs: aGroup, Means: func(sc *scope) []string { return labels(sc.group.Members) }},
	"committee": {Needs: aBranch, Means: func(sc *scope) []string {
		var names []string
		for _, r := range rowOfficers(sc, "") {
			names = append(names, r.member.Label)
		}
		return names
	}},
}

func labels(members []*config.Member) []string {
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.Label
	}
	return names
}
