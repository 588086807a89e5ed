package audit

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"dangce/config/date"
	"dangce/config/money"
	"dangce/generator/doc"
)

// A row of a table is a struct whose fields name its columns:
//
//	Held dayCell `col:"held"`
//
// The type of the field is the kind of the column. Fields of an array are
// for the columns that the tag lists; of an array of structs, it lists how
// their columns begin. Words after a comma:
//
//	key       the column says what a row is about, and is read although
//	          people do not fill it in
//	read      it is read although people do not fill it in
//	optional  the code can do without it
//	shared    it is in registers of many branches only
//
// Rows that come back are read into such structs, and those of the summary are
// written from them. What they name must exist, with its kind: package book
// checks it when the templates are loaded.

// Column is what the code asks of a column.
type Column struct {
	ID       string
	Kinds    []doc.Kind
	Optional bool
	Shared   bool     // only in registers of many branches
	Fill     bool     // people fill it in
	Words    []string // that its drop-down list must hold, because the code knows what they mean
}

// schema is the columns of a struct.
type schema struct {
	row    reflect.Type
	fields []schemaField
	by     map[string]int
}

type schemaField struct {
	Column
	key, read bool
	role      reflect.Type // of cells
	path      []int        // field, or field, element, or field, element, field
}

var (
	writable  = map[reflect.Type]doc.Kind{reflect.TypeFor[string](): doc.KindText, reflect.TypeFor[int](): doc.KindInt, reflect.TypeFor[Number](): doc.KindInt, reflect.TypeFor[date.Date](): doc.KindDate, reflect.TypeFor[money.Fen](): doc.KindMoney, reflect.TypeFor[shareIf](): doc.KindPercent, reflect.TypeFor[amountIf](): doc.KindMoney}
	cellKinds = map[reflect.Type][]doc.Kind{
		reflect.TypeFor[textCell](): {doc.KindText}, reflect.TypeFor[idCell](): {doc.KindText}, reflect.TypeFor[branchCell](): {doc.KindText}, reflect.TypeFor[codeCell](): {doc.KindText},
		reflect.TypeFor[countCell](): {doc.KindInt}, reflect.TypeFor[moneyCell](): {doc.KindMoney}, reflect.TypeFor[dayCell](): {doc.KindDate},
		reflect.TypeFor[deedCell](): {doc.KindDate, doc.KindInt}, reflect.TypeFor[monthCell](): {doc.KindInt, doc.KindText},
	}
)

// schemaOf reads the tags of a struct.
func schemaOf[T any]() *schema {
	s := &schema{row: reflect.TypeFor[T](), by: map[string]int{}}
	s.walk(s.row, "", nil)
	for i := range s.fields {
		s.by[s.fields[i].ID] = i
	}
	return s
}

func (s *schema) walk(t reflect.Type, prefix string, path []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag, ok := f.Tag.Lookup("col")
		if !ok {
			continue
		}
		names, words, _ := strings.Cut(tag, ",")
		at := append(slices.Clone(path), i)
		if f.Type.Kind() != reflect.Array {
			s.add(f, f.Type, prefix+names, words, at)
			continue
		}
		for k, name := range strings.Fields(names) {
			if at := append(slices.Clone(at), k); cellKinds[f.Type.Elem()] == nil {
				s.walk(f.Type.Elem(), name, at)
			} else {
				s.add(f, f.Type.Elem(), name, words, at)
			}
		}
	}
}

func (s *schema) add(f reflect.StructField, t reflect.Type, id, words string, path []int) {
	x := schemaField{Column: Column{ID: id, Kinds: cellKinds[t], Words: choiceLists[f.Tag.Get("choices")]}, path: path, role: t}
	if k, ok := writable[t]; ok {
		x.Kinds = []doc.Kind{k}
	}
	if len(x.Kinds) == 0 || f.Tag.Get("choices") != "" && x.Words == nil {
		panic(fmt.Sprintf("audit: field %s of %s", f.Name, s.row))
	}
	for w := range strings.SplitSeq(words, ",") {
		switch w {
		case "key":
			x.key = true
		case "read":
			x.read = true
		case "optional":
			x.Optional = true
		case "shared":
			x.Shared = true
		}
	}
	x.Fill = cellKinds[t] != nil && !x.key && !x.read
	s.fields = append(s.fields, x)
}

// field returns a field of a row, which is a pointer to its struct.
func (s *schema) field(row reflect.Value, i int) reflect.Value {
	v := row
	for _, k := range s.fields[i].path {
		if v.Kind() == reflect.Array {
			v = v.Index(k)
		} else {
			v = v.Field(k)
		}
	}
	return v
}

// cell returns a cell of a row.
func (s *schema) cell(row reflect.Value, i int) *cell {
	return s.field(row, i).Addr().Interface().(interface{ at() *cell }).at()
}

// value returns what a row that is written says in a column.
func (s *schema) value(row reflect.Value, i int) doc.Value {
	switch x := s.field(row, i).Addr().Interface().(type) {
	case *string:
		return doc.TextValue(*x)
	case *int:
		return doc.IntValue(*x)
	case *Number:
		if !x.Given {
			return doc.Value{}
		}
		return doc.IntValue(x.N)
	case *date.Date:
		return doc.DateValue(x.String())
	case *money.Fen:
		return doc.MoneyValue(int64(*x))
	case *shareIf:
		return x.Value
	case *amountIf:
		if x.Given {
			return doc.MoneyValue(int64(x.Fen))
		}
	case interface{ at() *cell }:
		return x.at().value()
	}
	return doc.Value{}
}

// shareIf is a percentage, or a dash where there was nothing to divide by.
type shareIf struct{ doc.Value }

// amountIf is an amount that may not have been given.
type amountIf struct {
	Fen   money.Fen
	Given bool
}
