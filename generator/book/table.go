package book

import (
	"cmp"

	"dangce/generator/doc"
	"dangce/templates"
)

// tableBlock makes a table: its own, or one that stands in tables/*.toml.
func tableBlock(s *Set, b *templates.Block, sc *scope, m measure) []doc.Block {
	def := templates.Table{Cols: b.Cols}
	if t := s.tables[b.Use]; t != nil {
		def = *t
	}
	data, total := cmp.Or(b.Data, def.Data), cmp.Or(b.Total, def.Total)
	t := s.table(def.Cols, data, total, sc)
	t.Blank, t.Spread, t.Max = cmp.Or(b.Blank, def.Blank), b.Spread || def.Spread, b.Max
	t.Fill = b.Fill > 0 || t.Spread
	t.RowHeight, t.Below = cmp.Or(b.Height, def.Height, m.row), b.Below
	t.Head, t.Body = s.styles[cmp.Or(b.Head, "table_head")], s.styles[cmp.Or(b.Style, "table_body")]
	t.Frame, t.Inner = frameWidth, innerWidth
	t.Caption, t.Later, t.Title = sc.expand(b.Caption), sc.expand(b.Later), s.styles["caption"]
	if def.Sums == "quarter" {
		quarterSums(t)
	}
	t.PageSum = def.Page
	for _, label := range def.Foot {
		t.PageFoot = append(t.PageFoot, t.Labelled(label))
	}
	return []doc.Block{t}
}

// table makes columns and rows of a table.
func (s *Set) table(cols []templates.TableCol, data, total string, sc *scope) *doc.Table {
	plan := sc.columns(cols)
	t := &doc.Table{}
	for i := range plan {
		t.Cols = append(t.Cols, plan[i].column())
	}
	for _, r := range sc.tableRows(data) {
		rec := doc.Record{Values: make([]doc.Value, len(plan))}
		for i := range plan {
			rec.Values[i] = plan[i].value(&r)
		}
		t.Rows = append(t.Rows, rec)
	}
	if total != "" {
		t.Foot = []doc.Record{t.Sums(t.Rows, total)}
	}
	return t
}

// column is a column of a template with its repetition settled.
type column struct {
	*templates.TableCol
	id, title, group, under, side, sample, min, max string
	formula, total                                  *doc.Formula
	month, quarter                                  int
	level                                           *level
}

// columns settles conditions and repetitions. Neighbouring columns that
// repeat alike are repeated together.
func (sc *scope) columns(cols []templates.TableCol) []column {
	var out []column
	for i := 0; i < len(cols); i++ {
		if cols[i].Repeat == "" {
			if sc.holds(cols[i].When) {
				out = append(out, sc.settle(&cols[i]))
			}
			continue
		}
		n := 1
		for i+n < len(cols) && cols[i+n].Repeat == cols[i].Repeat {
			n++
		}
		for _, c := range repeats[cols[i].Repeat](sc, "") {
			for k := range n {
				d := c.settle(&cols[i+k])
				d.month, d.quarter, d.level = c.month, c.quarter, c.level
				out = append(out, d)
			}
		}
		i += n - 1
	}
	return out
}

func (sc *scope) settle(t *templates.TableCol) column {
	return column{TableCol: t, id: sc.expand(t.ID), title: sc.expand(t.Title), group: sc.expand(t.Group), under: sc.expand(t.Under),
		side: sc.expand(t.Side), sample: sc.expand(t.Sample), min: sc.expand(t.Min), max: sc.expand(t.Max),
		formula: sc.formula(t.Formula), total: sc.formula(t.Total)}
}

func (c *column) column() doc.Column {
	kind := kinds[c.Kind]
	d := doc.Column{ID: c.id, Title: c.title, Group: c.group, Kind: kind, Side: sides[c.side],
		MM: c.Width, Weight: c.Weight, Merge: c.Merge, Under: c.under, Hidden: c.Only == "sheet", Print: c.Only == "paper",
		Chars: c.Chars, Input: c.Input, New: c.New, Min: c.min, Max: c.max, Choices: c.Choices,
		Formula: c.formula, Total: c.total}
	switch kind {
	case doc.KindMoney:
		d.Align = doc.AlignRight
	case doc.KindInt, doc.KindDate, doc.KindTime, doc.KindTick, doc.KindPercent:
		d.Align = doc.AlignCenter
	}
	if c.Align != "" {
		d.Align = aligns[c.Align]
	}
	return d
}

var kinds = map[string]doc.Kind{"": doc.KindText, "text": doc.KindText, "int": doc.KindInt, "money": doc.KindMoney,
	"percent": doc.KindPercent, "date": doc.KindDate, "time": doc.KindTime, "tick": doc.KindTick}

// value is what the column holds in a row, of the column's kind where the
// placeholder gives such a value.
func (c *column) value(row *scope) doc.Value {
	if c.Value == "" {
		return doc.Value{}
	}
	if c.month == 0 && c.quarter == 0 && c.level == nil {
		return row.value(c.Value)
	}
	r := *row
	r.month, r.quarter, r.level = c.month, c.quarter, c.level
	return r.value(c.Value)
}
