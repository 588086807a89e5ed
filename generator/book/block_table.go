package book

import (
	"cmp"

	"dangce/generator/doc"
	"dangce/templates"
	"dangce/templates/phrase"
)

// tableBlock is a table: its own, or one that stands in tables/*.toml.
type tableBlock struct {
	base
	Use     templates.TableName  `toml:"use"`
	Data    templates.Data       `toml:"data"`
	Cols    []templates.TableCol `toml:"column"`
	Total   string               `toml:"total"`  // label of the row of totals; "" none
	Blank   int                  `toml:"blank"`  // blank rows at least
	Max     int                  `toml:"max"`    // rows on a page at most
	Fill    float64              `toml:"fill"`   // 1: blank rows fill the page
	Height  float64              `toml:"height"` // of a row, mm; default of the branch's kind
	Below   float64              `toml:"below"`  // mm left free below the last row, for a signature
	Spread  bool                 `toml:"spread"` // over a left and a right page
	Caption phrase.Text          `toml:"caption"`
	Later   phrase.Text          `toml:"later"` // caption of its pages after the first, which has a heading
	Style   templates.StyleName  `toml:"style"`
	Head    templates.StyleName  `toml:"head_style"`
}

func (b *tableBlock) check(c *blockChecker) {
	if len(b.Cols) == 0 && b.Use == "" {
		c.missing("use", "列（[[page.block.column]]），也没有用现成的表", `"dues-ledger"`)
	}
	// Columns that are repeated, or printed under conditions, are left to layout.
	var wide float64
	for i := range b.Cols {
		if col := &b.Cols[i]; len(col.When) == 0 && col.Repeat == "" && col.Only != "sheet" && col.Under.Empty() && !b.Spread {
			wide += col.Width
		}
	}
	c.wide("kind", wide, "weight = 1")
	c.high("height", b.Height)
}

func (b *tableBlock) build(sc *scope, m measure) []doc.Block {
	s, def := sc.set, templates.Table{Cols: b.Cols}
	if t := s.tables[string(b.Use)]; t != nil {
		def = *t
	}
	t := s.table(def.Cols, cmp.Or(b.Data, def.Data), cmp.Or(b.Total, def.Total), sc)
	t.Blank, t.Spread, t.Max = cmp.Or(b.Blank, def.Blank), b.Spread || def.Spread, b.Max
	t.Fill = b.Fill > 0 || t.Spread
	t.RowHeight, t.Below = cmp.Or(b.Height, def.Height, m.row), b.Below
	t.Head, t.Body = sc.style(b.Head, "table_head"), sc.style(b.Style, "table_body")
	t.Frame, t.Inner = frameWidth, innerWidth
	t.Caption, t.Later, t.Title = sc.expand(b.Caption), sc.expand(b.Later), s.styles["caption"]
	if def.Sums == "quarter" {
		quarterSums(t, &s.Sentences.Dues)
	}
	t.PageSum = def.Page
	for _, label := range def.Foot {
		t.PageFoot = append(t.PageFoot, t.Labelled(label))
	}
	return []doc.Block{t}
}

// table makes columns and rows of a table.
func (s *Set) table(cols []templates.TableCol, data templates.Data, total string, sc *scope) *doc.Table {
	plan := sc.columns(cols)
	scopes := sc.tableRows(data)
	t := &doc.Table{Cols: make([]doc.Column, len(plan)), Rows: make([]doc.Record, len(scopes))}
	for i := range plan {
		t.Cols[i] = plan[i].column()
	}
	values := make([]doc.Value, len(plan)*len(scopes))
	for r := range scopes {
		row := values[r*len(plan) : (r+1)*len(plan) : (r+1)*len(plan)]
		for i := range plan {
			row[i] = plan[i].value(&scopes[r])
		}
		t.Rows[r].Values = row
	}
	if total != "" {
		t.Foot = []doc.Record{t.Sums(t.Rows, total)}
	}
	return t
}

// column is a column of a template in one repetition.
type column struct {
	*templates.TableCol
	id, title, group, under, side, sample, min, max string
	formula, total                                  *doc.Formula
	month, quarter                                  int
	parts                                           []doc.Part
	level                                           *level
}

// columns makes the columns whose conditions hold, once for each repetition.
// Neighbouring columns that repeat alike are repeated together.
func (sc *scope) columns(cols []templates.TableCol) []column {
	var out []column
	for i := 0; i < len(cols); i++ {
		if cols[i].Repeat == "" {
			if sc.holds(cols[i].When) {
				out = append(out, sc.column(&cols[i]))
			}
			continue
		}
		n := 1
		for i+n < len(cols) && cols[i+n].Repeat == cols[i].Repeat {
			n++
		}
		for _, c := range sc.repeated(cols[i].Repeat, 0) {
			for k := range n {
				d := c.column(&cols[i+k])
				d.month, d.quarter, d.level = c.month, c.quarter, c.level
				out = append(out, d)
			}
		}
		i += n - 1
	}
	return out
}

func (sc *scope) column(t *templates.TableCol) column {
	return column{TableCol: t, id: sc.expandName(t.ID), title: sc.expand(t.Title), group: sc.expand(t.Group), under: sc.expand(t.Under),
		side: sc.expand(t.Side), sample: sc.expand(t.Sample), min: sc.expand(t.Min), max: sc.expand(t.Max),
		formula: sc.formula(t.Formula), total: sc.formula(t.Total), parts: sc.parts(&t.Write)}
}

func (c *column) column() doc.Column {
	kind := kinds[c.Kind]
	d := doc.Column{ID: c.id, Title: c.title, Group: c.group, Kind: kind, Side: sides[c.side],
		MM: c.Width, Weight: c.Weight, Merge: c.Merge, Under: c.under, Hidden: c.Only == "sheet", Print: c.Only == "paper",
		Chars: c.Chars, Input: c.Input, Preset: c.Preset, New: c.New, Min: c.min, Max: c.max, Choices: c.Choices,
		Formula: c.formula, Total: c.total, Parts: c.parts, Sign: c.Sign, Field: cmp.Or(c.id, fieldName(c.group+c.title))}
	switch kind {
	case doc.KindMoney:
		d.Align = doc.AlignRight
	case doc.KindInt, doc.KindDate, doc.KindTime, doc.KindTick, doc.KindPercent:
		d.Align = doc.AlignCenter
	}
	if align, ok := aligns[c.Align]; ok {
		d.Align = align
	}
	return d
}

var kinds = map[string]doc.Kind{"": doc.KindText, "text": doc.KindText, "int": doc.KindInt, "money": doc.KindMoney,
	"percent": doc.KindPercent, "date": doc.KindDate, "time": doc.KindTime, "tick": doc.KindTick}

// value is what the column holds in a row, of the column's kind where the
// placeholder gives such a value.
func (c *column) value(row *scope) doc.Value {
	if c.Value.Empty() {
		return doc.Value{}
	}
	if c.month == 0 && c.quarter == 0 && c.level == nil {
		return row.value(c.Value)
	}
	month, quarter, level := row.month, row.quarter, row.level
	row.month, row.quarter, row.level = c.month, c.quarter, c.level
	v := row.value(c.Value)
	row.month, row.quarter, row.level = month, quarter, level
	return v
}
