// Package roster reads the rosters of a county, workbooks and csv files with
// 党委, 党支部 and 党员 sheets as offices keep them, into records.
//
// It is for package config, which says by the tags of its structs what a sheet
// may hold, joins the records with the TOML files, matches names with codes
// and checks everything that a sheet alone cannot show. A Reader promises
// that every value keeps its place, that whatever a file holds gives findings
// and never a panic, that a column of identity numbers is skipped without its
// values being kept, and that its Account leaves out no cell of the file.
//
// The Reader decides which sheet holds what, which column is which, and reads
// dates, amounts, years, yes and no, and what reads itself from text. It
// leaves to config whether a month alone will do for a date, which branch a
// name means, and whatever is missing beside a name.
package roster

import (
	"math/bits"
	"reflect"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/sheet"
	"dangce/templates"
)

// Kind is a kind of sheets: each of its rows is a record.
type Kind struct {
	Name string // 党员, in messages
	List string // of its columns in titles.toml: member

	needs  []string // columns without which a sheet is none of the kind
	new    func() any
	fields []decode.Field
	cols   []column
}

// column is a column that sheets of a kind may have.
type column struct {
	id    string // in titles.toml
	field int
	read  reader
	split string // what divides the values of a list
	aside bool   // what cannot be read of it is no fault
}

// KindOf returns the kind whose records are of type T. A field of T is filled
// from a column if it has a tag
//
//	sheet:"birth"                        its id in titles.toml
//	sheet:"phone:code"                   with the way to read it
//	sheet:"members:aside"                to be compared only: no value of it is a fault
//	sheet:"committee_code:code,committee" the first of several that is filled
//
// Without a way of reading, the type of the field decides. The values of a
// list are divided by line breaks and by the characters of the tag `split`.
func KindOf[T any](name, list string) *Kind {
	k := &Kind{Name: name, List: list, new: func() any { return new(T) }, fields: decode.Fields(reflect.TypeFor[T]())}
	for i, f := range k.fields {
		tag := f.Tag.Get("sheet")
		if tag == "" {
			continue
		}
		for part := range strings.SplitSeq(tag, ",") {
			id, way, _ := strings.Cut(part, ":")
			k.cols = append(k.cols, column{id, i, readerOf(way, f.Type), f.Tag.Get("split"), way == "aside"})
		}
	}
	return k
}

// Needs names columns without which a sheet is not taken for one of the kind.
func (k *Kind) Needs(ids ...string) *Kind {
	k.needs = ids
	return k
}

// IDs lists the columns that titles.toml may name for the kind.
func (k *Kind) IDs() []string {
	ids := make([]string, len(k.cols))
	for i, c := range k.cols {
		ids[i] = c.id
	}
	return ids
}

// Record is a row that was read.
type Record struct {
	Of any // a pointer to the struct of the row's kind
	*Row
}

// Row is a row with a record, for questions about its values. Values go by
// the paths of their fields, dues.base, or by the ids of their columns.
type Row struct {
	t          *table
	cells      sheet.Row
	given, bad uint64 // by column of the kind
	captions   []Caption
}

// Caption is a line that may name the branch of the rows below it.
type Caption struct {
	Text  string
	Place diag.Place
}

// Captions are the lines that may name the branch of a row: the nearest line
// above it or its header first, the sheet's name (a csv file's name without
// extension) last. They may say more than a name: 东街社区党支部党员花名册（23人）.
func (r *Row) Captions() []Caption { return r.captions }

// Place returns the place of a value: file[sheet!cell] of a workbook,
// file:line:column of a csv file; of the row for "" and for a value of which
// the sheet has no column.
func (r *Row) Place(path string) diag.Place {
	at := 0
	r.each(path, func(i int) bool {
		at = max(at, 0)
		if r.t.at[i] > 0 {
			at = r.t.at[i]
		}
		return r.given&(1<<i) != 0
	})
	return r.t.place(r.cells.N, at)
}

// State says what became of a value.
func (r *Row) State(path string) decode.State {
	state := decode.Missing
	r.each(path, func(i int) bool {
		switch {
		case r.bad&(1<<i) != 0:
			state = decode.Bad
		case r.given&(1<<i) != 0:
			state = decode.Given
		}
		return state != decode.Missing
	})
	return state
}

// Text returns what is written, without spaces at its ends.
func (r *Row) Text(path string) string {
	text := ""
	r.each(path, func(i int) bool {
		text = sheet.Tidy(r.cells.At(r.t.at[i]).Text)
		return r.given&(1<<i) != 0
	})
	return text
}

// Title returns how titles.toml titles the column of a value, "" for a value
// that rosters do not have.
func (r *Row) Title(path string) string {
	title := ""
	r.each(path, func(i int) bool {
		for _, t := range r.t.list {
			if t.ID == r.t.cols[i].id {
				title = t.Title
			}
		}
		return false
	})
	return title
}

// Heading returns how the sheet titles the column of a value, "" without one.
func (r *Row) Heading(path string) string {
	head := ""
	r.each(path, func(i int) bool {
		head = r.t.heads[i]
		return head != ""
	})
	return head
}

// Header returns the place of the sheet's titles.
func (r *Row) Header() diag.Place { return r.t.place(r.t.header.Last, 0) }

// HasColumn reports whether the sheet has the column of a value.
func (r *Row) HasColumn(path string) bool {
	has := false
	r.each(path, func(i int) bool {
		has = has || r.t.at[i] > 0
		return has
	})
	return has
}

// Beside returns how many values the row holds beside those of paths.
func (r *Row) Beside(paths ...string) int {
	there := r.given | r.bad
	for _, path := range paths {
		r.each(path, func(i int) bool {
			there &^= 1 << i
			return false
		})
	}
	return bits.OnesCount64(there)
}

// each calls do for the columns of a value until it returns true.
func (r *Row) each(path string, do func(i int) bool) {
	for i, c := range r.t.cols {
		if (c.id == path || r.t.fields[c.field].Path == path) && do(i) {
			return
		}
	}
}

// Roster is what a file holds: its records, sheet by sheet in the order of the
// workbook, row by row; and what became of everything else.
type Roster struct {
	Records []Record
	Account Account
}

// Reader reads rosters of some kinds of sheets.
type Reader struct {
	titles *templates.Titles
	kinds  []*sheetKind
	words  words
}

// sheetKind is a kind with its titles.
type sheetKind struct {
	*Kind
	list  []templates.Title
	known sheet.Titles
	key   templates.Title // the column without which a row is no record
}

// NewReader returns a Reader. Where a sheet may be of two kinds, the first one
// is preferred.
func NewReader(titles *templates.Titles, kinds ...*Kind) *Reader {
	r := &Reader{titles: titles, words: newWords(titles)}
	for _, k := range kinds {
		sk := &sheetKind{Kind: k, list: titles.List(k.List)}
		for _, t := range sk.list {
			sk.known.Add(t.ID, append([]string{t.Title}, t.Also...)...)
			if t.Key {
				sk.key = t
			}
		}
		r.kinds = append(r.kinds, sk)
	}
	return r
}
