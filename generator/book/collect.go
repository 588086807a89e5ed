package book

import (
	"strings"

	"dangce/generator/doc"
	"dangce/templates"
)

// finish sets what a worksheet's columns have beside those of a page:
// drop-downs of branches, links, and nothing to fill in where the sheet only
// shows.
func (sc *scope) finish(t *doc.Table, u *templates.Table, sh *templates.Sheet) {
	var branches []string
	for i := range t.Cols {
		c := &t.Cols[i]
		def := definition(u, c.ID)
		if def == nil {
			continue
		}
		if def.From == "branches" {
			if branches == nil {
				for _, b := range sc.branches() {
					branches = append(branches, b.Short)
				}
			}
			c.Choices = branches
		}
		if table, column, ok := strings.Cut(def.Link, "."); ok {
			column, by, _ := strings.Cut(column, "=")
			c.Jump = &doc.Jump{Table: table, Column: column, By: by}
		}
		if sh.ReadOnly {
			c.Input, c.New, c.Choices = false, false, nil
		}
	}
}

func definition(u *templates.Table, id string) *templates.TableCol {
	for i := range u.Cols {
		if u.Cols[i].ID == id {
			return &u.Cols[i]
		}
	}
	return nil
}

// Fill is the rows of a table that were worked out elsewhere: the ids of the
// columns that Rows give values for, in their order. Columns not named, those
// with formulas among them, are left as the template has them.
type Fill struct {
	Columns []string
	Rows    [][]doc.Value
	Foot    []doc.Value // for the columns of the foot that have no formula; nil for none
}

// Filled makes a workbook for the subject in which the tables named in fills
// have those rows instead of the template's.
func (s *Set) Filled(t *templates.Workbook, sub *Subject, fills map[string]Fill) *doc.Workbook {
	w := s.Workbook(t, sub)
	for i := range w.Sheets {
		sh := &w.Sheets[i]
		if sh.Table == nil || sh.Example {
			continue
		}
		if f, ok := fills[sh.Table.ID]; ok {
			f.into(sh.Table)
		}
	}
	return w
}

func (f *Fill) into(t *doc.Table) {
	at := make([]int, len(f.Columns))
	for i, id := range f.Columns {
		at[i] = t.Column(id)
	}
	record := func(values []doc.Value) doc.Record {
		r := doc.Record{Values: make([]doc.Value, len(t.Cols))}
		for i, v := range values {
			if at[i] >= 0 && v.Set {
				if v.Kind == doc.KindText && t.Cols[at[i]].Kind == doc.KindDate {
					v.Kind = doc.KindDate
				}
				r.Values[at[i]] = v
			}
		}
		return r
	}
	t.Rows = make([]doc.Record, len(f.Rows))
	for i, values := range f.Rows {
		t.Rows[i] = record(values)
	}
	if f.Foot != nil && len(t.Foot) > 0 {
		r := record(f.Foot)
		for i, v := range r.Values {
			if v.Set && t.Cols[i].Total == nil {
				t.Foot[0].Values[i] = v
			}
		}
	}
}

// Template returns the workbook of that name, or nil.
func (s *Set) Template(name string) *templates.Workbook {
	for _, w := range s.Workbooks {
		if w.Name == name {
			return w
		}
	}
	return nil
}
