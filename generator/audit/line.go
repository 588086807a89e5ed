package audit

import (
	"reflect"

	"dangce/config/diag"
	"dangce/generator/doc"
)

// line is the place of a row that came back. It is the first part of every
// struct of rows.
type line struct {
	from  *returned
	form  *formSheet
	sheet string // worksheet, as it is called in the file
	row   int
	extra []cell // by column of the form, of the county's own columns; nil where they are blank
}

func (l *line) base() *line { return l }

// entry is a row with something filled in: a pointer to one of the structs.
type entry interface{ base() *line }

func (l *line) place(c *cell) diag.Place {
	return place(l.from.file.Path, l.sheet, l.row, int(c.col))
}

// cellAt returns what a row says in a column of its form; nil for a column of
// the county's own in which nothing is said.
func cellAt(e entry, col int) *cell {
	l := e.base()
	if f := l.form.fields[col]; f >= 0 {
		return l.form.table.cell(reflect.ValueOf(e).Elem(), f)
	}
	if l.extra == nil {
		return nil
	}
	return &l.extra[col]
}

// put sets what a row says in a column.
func put(e entry, col, at int, v doc.Value, bad bool) {
	l := e.base()
	if l.form.fields[col] < 0 && l.extra == nil {
		if !v.Set && !bad {
			return
		}
		l.extra = make([]cell, len(l.form.cols))
	}
	c := cellAt(e, col)
	c.put(v)
	c.col, c.bad = int16(at), bad
}

// differ returns the first cell in which two rows of a table say different
// things, as b has it, and what a has there; nil if they agree.
func differ(a, b entry) (in, was *cell) {
	compare(a, b, func(x, y *cell) bool {
		if !x.same(y) {
			in, was = y, x
		}
		return in == nil
	})
	return in, was
}

// adds reports whether b says something that a does not, or says otherwise.
// Without a it is whether b says anything.
func adds(a, b entry) bool {
	more := false
	compare(a, b, func(x, y *cell) bool {
		more = y.set && !x.same(y)
		return !more
	})
	return more
}

// compare calls do for what two rows of a table have in each column that
// people fill in, until it returns false. a may be nil.
func compare(a, b entry, do func(x, y *cell) bool) {
	fs := b.base().form
	var blank cell
	for i := range fs.cols {
		if !fs.marked[i] {
			continue
		}
		x, y := &blank, cellAt(b, i)
		if y == nil {
			y = &blank
		}
		if a != nil {
			for k := range a.base().form.cols {
				if a.base().form.cols[k].ID == fs.cols[i].ID {
					if c := cellAt(a, k); c != nil {
						x = c
					}
				}
			}
		}
		if !do(x, y) {
			return
		}
	}
}
