package book

import (
	"fmt"
	"slices"

	"dangce/generator/doc"
	"dangce/templates"
	"dangce/templates/phrase"
)

// yearBlock is the year at a glance: the months below each other, with the
// days of what is planned and the pages on which it is recorded.
type yearBlock struct {
	base
	Title phrase.Text         `toml:"title"` // above the months
	Data  templates.Data      `toml:"data"`  // the rows: months
	Month phrase.Text         `toml:"month" in:"row"`
	Cols  []yearCol           `toml:"column"`
	Style templates.StyleName `toml:"style"`
}

// yearCol is a column of the year: plans of some kinds, or room for notes.
type yearCol struct {
	Title  phrase.Text    `toml:"title"`
	Data   templates.Data `toml:"data"`           // plan:…
	Kinds  []string       `toml:"kinds"`          // of the data; none for all
	Text   phrase.Text    `toml:"text" in:"row"`  // of an entry; %s stands for its pages
	Alone  phrase.Text    `toml:"alone" in:"row"` // of one that is recorded on no page of the book
	Width  float64        `toml:"width"`
	Weight float64        `toml:"weight"`
	When   templates.When `toml:"when"`
}

func (b *yearBlock) check(c *blockChecker) {
	if b.Data == "" {
		c.missing("data", " data", `"months"`)
	}
}

const yearMonthCol = 14.0 // mm

func (b *yearBlock) build(sc *scope, _ measure) []doc.Block {
	if sc.Plan == nil {
		return nil
	}
	head, body := sc.style("", "table_head"), sc.style(b.Style, "field_center")
	g := &doc.Grid{Frame: frameWidth, Inner: innerWidth, Cols: []doc.Track{{MM: yearMonthCol}}}
	top := doc.Row{Height: leastRow, Cells: []doc.Cell{{Text: sc.expand(b.Title), Style: head, Fill: doc.Gray12}}}
	cols := slices.DeleteFunc(slices.Clone(b.Cols), func(c yearCol) bool { return !sc.holds(c.When) })
	for i := range cols {
		g.Cols = append(g.Cols, doc.Track{MM: cols[i].Width, Weight: cols[i].Weight})
		top.Cells = append(top.Cells, doc.Cell{Text: sc.expand(cols[i].Title), Style: head, Fill: doc.Gray12})
	}
	g.Rows = append(g.Rows, top)
	for _, m := range sc.tableRows(b.Data) {
		row := doc.Row{Height: leastRow, Fill: 1, Cells: []doc.Cell{{Text: m.expand(b.Month), Style: head}}}
		for i := range cols {
			row.Cells = append(row.Cells, cols[i].cell(&m, body))
		}
		g.Rows = append(g.Rows, row)
	}
	return []doc.Block{g}
}

// cell lists what is planned in a month, or leaves room for notes.
func (t *yearCol) cell(sc *scope, st doc.Style) doc.Cell {
	c := doc.Cell{Style: st}
	for _, one := range sc.tableRows(t.Data) {
		e := one.entry
		if e == nil || int(e.Month) != sc.month || len(t.Kinds) > 0 && !slices.Contains(t.Kinds, string(e.Kind)) {
			continue
		}
		ref := doc.Ref{Text: one.expand(t.Text), Alone: one.expand(t.Alone), IDs: []string{e.ID}, Kind: e.Page}
		if n := len(c.Refs); n > 0 && c.Refs[n-1].Text == ref.Text {
			c.Refs[n-1].IDs = append(c.Refs[n-1].IDs, e.ID) // groups that meet on the same day
			continue
		}
		c.Refs = append(c.Refs, ref)
	}
	if len(c.Refs) == 0 {
		c.Field = fmt.Sprintf("notes:%s:%d", fieldName(sc.expand(t.Title)), sc.month)
	}
	return c
}
