package book

import (
	"cmp"
	"strings"

	"dangce/generator/doc"
	"dangce/templates"
)

// tableBlock makes a table: its own, or one that stands in tables/*.toml.
func tableBlock(s *Set, b *templates.Block, sc *scope, m measure) []doc.Block {
	cols, data, total := b.Cols, b.Data, b.Total
	blank, height, spread := b.Blank, b.Height, b.Spread
	if t := s.tables[b.Use]; t != nil {
		cols, total = t.Cols, cmp.Or(total, t.Total)
		data = cmp.Or(data, t.Data)
		blank, height, spread = cmp.Or(blank, t.Blank), cmp.Or(height, t.Height), spread || t.Spread
	}
	t := s.table(cols, data, total, sc)
	t.Blank, t.Spread, t.Max = blank, spread, b.Max
	t.Fill = b.Fill > 0 || spread
	t.RowHeight = cmp.Or(height, m.row)
	t.Head, t.Body = s.styles[cmp.Or(b.Head, "table_head")], s.styles[cmp.Or(b.Style, "table_body")]
	t.Frame, t.Inner = frameWidth, innerWidth
	t.Caption, t.Title = sc.expand(b.Caption), s.styles["caption"]
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
			row := r
			if plan[i].month > 0 {
				row.month, row.quarter = plan[i].month, (plan[i].month+2)/3
			}
			rec.Values[i] = row.typed(&plan[i])
		}
		t.Rows = append(t.Rows, rec)
	}
	if total != "" {
		t.Foot = []doc.Record{totals(t, total)}
	}
	return t
}

// column is a column of a template with its repetition settled.
type column struct {
	*templates.TableCol
	id, title, group, under, side, sample string
	month                                 int
}

// columns settles conditions and repetitions. Neighbouring columns that
// repeat by month are repeated together.
func (sc *scope) columns(cols []templates.TableCol) []column {
	var out []column
	for i := 0; i < len(cols); i++ {
		if cols[i].Repeat == "" {
			if sc.holds(cols[i].When) {
				out = append(out, sc.settle(&cols[i], 0))
			}
			continue
		}
		n := 1
		for i+n < len(cols) && cols[i+n].Repeat == cols[i].Repeat {
			n++
		}
		for _, c := range repeats[cols[i].Repeat](sc, "") {
			for k := range n {
				out = append(out, c.settle(&cols[i+k], c.month))
			}
		}
		i += n - 1
	}
	return out
}

func (sc *scope) settle(t *templates.TableCol, month int) column {
	return column{TableCol: t, id: sc.expand(t.ID), title: sc.expand(t.Title), group: sc.expand(t.Group),
		under: sc.expand(t.Under), side: sc.expand(t.Side), sample: sc.expand(t.Sample), month: month}
}

func (c *column) column() doc.Column {
	kind := kinds[c.Kind]
	d := doc.Column{ID: c.id, Title: c.title, Group: c.group, Kind: kind, Side: sides[c.side],
		MM: c.Width, Weight: c.Weight, Merge: c.Merge, Under: c.under, Hidden: c.Only == "sheet", Print: c.Only == "paper",
		Chars: c.Chars, Input: c.Input, Choices: c.Choices, Formula: formula(c.Formula), Total: formula(c.Total)}
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

// typed is the value of a column in the row of sc, of the column's kind where
// the placeholder gives such a value.
func (sc *scope) typed(c *column) doc.Value {
	if c.Value == "" {
		return doc.Value{}
	}
	return sc.value(c.Value)
}

func formula(f templates.Formula) doc.Formula {
	switch f.Op {
	case "sum":
		if len(f.Args) == 0 {
			return doc.SumRows{}
		}
		return doc.Sum{From: f.Args[0], To: f.Args[1], Step: f.Step}
	case "count":
		return doc.CountRows{}
	case "add":
		return doc.Add{Columns: f.Args}
	case "sub":
		return doc.Sub{A: f.Args[0], B: f.Args[1]}
	case "mul":
		return doc.Mul{A: f.Args[0], N: f.N}
	case "ratio":
		return doc.Ratio{A: f.Args[0], B: f.Args[1]}
	case "count_where":
		return doc.CountWhere{Table: f.Args[0], Where: pairs(f.Args[1:])}
	case "sum_where":
		table, column, _ := strings.Cut(f.Args[0], ".")
		return doc.SumWhere{Table: table, Column: column, Where: pairs(f.Args[1:])}
	}
	return nil
}

// pairs are conditions theirs=own.
func pairs(args []string) []doc.Condition {
	conds := make([]doc.Condition, len(args))
	for i, a := range args {
		conds[i].Column, conds[i].With, _ = strings.Cut(a, "=")
	}
	return conds
}

// totals adds up the columns that have a total and something to add.
func totals(t *doc.Table, label string) doc.Record {
	rec := doc.Record{Values: make([]doc.Value, len(t.Cols)), Strong: true, Shade: true}
	labelled := false
	for i := range t.Cols {
		c := &t.Cols[i]
		if !labelled && c.Kind == doc.KindText && !c.Hidden {
			rec.Values[i], labelled = doc.TextValue(label), true
		}
		if _, ok := c.Total.(doc.SumRows); !ok {
			continue
		}
		v := doc.Value{Kind: c.Kind}
		for _, r := range t.Rows {
			if x := r.Values[i]; x.Set {
				v.N += x.N
				v.Set = true
			}
		}
		rec.Values[i] = v
	}
	return rec
}
