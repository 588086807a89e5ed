package audit

import (
	"reflect"

	"dangce/config/date"
	"dangce/generator/doc"
)

// Rows are the rows of a table that is written, made when they are asked for:
// those of a thousand branches are better not kept.
type Rows struct {
	schema *schema
	each   func(add func(reflect.Value))
	foot   any // of the row of totals, where no formula says it; nil for none
}

// rowsOf are rows of one kind; each calls add for one after the other.
func rowsOf[T any](each func(add func(*T)), foot *T) Rows {
	r := Rows{schema: schemaOf[T](), each: func(add func(reflect.Value)) {
		each(func(row *T) { add(reflect.ValueOf(row).Elem()) })
	}}
	if foot != nil {
		r.foot = foot
	}
	return r
}

// Fill puts the rows into a table. Columns that they do not name, those with
// formulas among them, stay as the template has them.
func (r *Rows) Fill(t *doc.Table) {
	at := make([]int, len(r.schema.fields)) // by field: the column of the table
	for i := range at {
		at[i] = t.Column(r.schema.fields[i].ID)
	}
	record := func(row reflect.Value) doc.Record {
		rec := doc.Record{Values: make([]doc.Value, len(t.Cols))}
		for i, col := range at {
			if col >= 0 {
				rec.Values[col] = r.schema.value(row, i)
			}
		}
		if e, ok := row.Addr().Interface().(entry); ok {
			extra(t, &rec, e.base())
		}
		return rec
	}
	t.Rows = nil
	r.each(func(row reflect.Value) { t.Rows = append(t.Rows, record(row)) })
	t.Blank = max(t.Blank, 1-len(t.Rows))
	if t.Blank == 1 && len(t.Rows) > 0 {
		t.Blank = 0
	}
	if r.foot == nil || len(t.Foot) == 0 {
		return
	}
	for i, v := range record(reflect.ValueOf(r.foot).Elem()).Values {
		if v.Set && t.Cols[i].Total == nil {
			t.Foot[0].Values[i] = v
		}
	}
}

// extra puts back what people entered into columns of the county's own.
func extra(t *doc.Table, rec *doc.Record, l *line) {
	for i := range l.extra {
		if col := t.Column(l.form.cols[i].ID); col >= 0 && l.extra[i].set {
			rec.Values[col] = l.extra[i].value()
		}
	}
}

// filling makes the rows of a table of a collection.
type filling struct {
	table  string // by its name in templates
	schema *schema
	rows   func(*Result) Rows
}

func fillingOf[T any](table string, each func(*Result, func(*T)), foot func(*Result) *T) filling {
	return filling{table, schemaOf[T](), func(out *Result) Rows {
		var last *T
		if foot != nil {
			last = foot(out)
		}
		return rowsOf(func(add func(*T)) { each(out, add) }, last)
	}}
}

// Rows returns the rows of a table, by its name in templates; false for one
// that a collection does not fill.
func (out *Result) Rows(table string) (Rows, bool) {
	for _, f := range fillings {
		if f.table == table {
			return f.rows(out), true
		}
	}
	return Rows{}, false
}

// Demands are the columns that the code needs of a table, by its name in
// templates. Back says that people fill it in and send it back.
func Demands(name string) (columns []Column, back bool) {
	add := func(s *schema) {
		for i := range s.fields {
			columns = append(columns, s.fields[i].Column)
		}
	}
	for _, t := range returnedTables {
		if t.name == name {
			add(t.schema)
			return columns, true
		}
	}
	if name == lastYearTable.name {
		add(lastYearTable.schema)
	}
	for _, f := range fillings {
		if f.table == name {
			add(f.schema)
		}
	}
	if s := scoreSchemas[name]; s != nil {
		add(s)
	}
	return columns, false
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// yesNo is 是 or 否, “—” where nothing was due.
func yesNo(due, ok bool) string {
	switch {
	case !due:
		return doc.Dash
	case ok:
		return yes
	}
	return no
}

func word(s string) textCell { return textCell{cell{text: s, set: s != ""}} }

func dayOf(d date.Date) dayCell {
	return dayCell{cell{text: d.String(), kind: doc.KindDate, set: !d.IsZero()}}
}
