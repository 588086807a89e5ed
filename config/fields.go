package config

import (
	"fmt"
	"reflect"
	"strings"

	"dangce/config/date"
	"dangce/config/decode"
	"dangce/config/money"
)

// FieldKind is what a field holds.
type FieldKind uint8

// The kinds of fields.
const (
	TextField FieldKind = iota
	NumberField
	MoneyField // in fen
	DateField
	BoolField
	ListField // of texts
)

// Field is a value that a county may write of a member, a branch or a
// committee, as the tags of the record describe it. Templates print it without
// a line of Go.
type Field[T any] struct {
	Key  string // as in TOML: phone, dues.category
	What string // in messages: 联系电话
	Kind FieldKind

	index []int
}

// MemberFields lists the fields of a member.
func MemberFields() []Field[Member] { return memberFields }

// BranchFields lists the fields of a branch.
func BranchFields() []Field[Branch] { return branchFields }

// CommitteeFields lists the fields of a committee.
func CommitteeFields() []Field[Committee] { return committeeFields }

var (
	memberFields    = fieldsOf[Member]()
	branchFields    = fieldsOf[Branch]()
	committeeFields = fieldsOf[Committee]()
)

// fieldsOf lists the fields of a record, but for lists of tables.
func fieldsOf[T any]() []Field[T] {
	var all []Field[T]
	for _, f := range decode.Fields(reflect.TypeFor[T]()) {
		if kind, ok := kindOf(f.Type); ok {
			all = append(all, Field[T]{f.Path, f.Tag.Get("what"), kind, f.Index})
		}
	}
	return all
}

func kindOf(t reflect.Type) (FieldKind, bool) {
	switch {
	case t == reflect.TypeFor[date.Date]():
		return DateField, true
	case t == reflect.TypeFor[money.Fen]():
		return MoneyField, true
	case t.Kind() == reflect.String, t == reflect.TypeFor[*Group]():
		return TextField, true
	case t.Kind() == reflect.Int:
		return NumberField, true
	case t.Kind() == reflect.Bool:
		return BoolField, true
	case t.Kind() == reflect.Slice && (t.Elem().Kind() == reflect.String || t.Elem() == reflect.TypeFor[*Group]()):
		return ListField, true
	}
	return 0, false
}

func (f *Field[T]) value(of *T) reflect.Value {
	return reflect.ValueOf(of).Elem().FieldByIndex(f.index)
}

// Given reports whether a record has the value. A number of 0, an amount of 0
// and false are not told from nothing.
func (f *Field[T]) Given(of *T) bool {
	v := f.value(of)
	return !v.IsZero() && (v.Kind() != reflect.Slice || v.Len() > 0)
}

// Text returns the value as it is written: a date as 2001-07-01 or 2001-07, an
// amount in yuan, 是 or 否, a list with 、; "" where it is not given.
func (f *Field[T]) Text(of *T) string {
	v := f.value(of)
	switch {
	case f.Kind == BoolField && v.Bool():
		return "是"
	case f.Kind == BoolField:
		return "否"
	case !f.Given(of):
		return ""
	case f.Kind == ListField:
		return strings.Join(f.List(of), "、")
	case v.Kind() == reflect.String:
		return v.String()
	}
	return fmt.Sprint(v.Interface())
}

// List returns the values of a ListField; any other as the one value it is.
func (f *Field[T]) List(of *T) []string {
	if f.Kind != ListField {
		return []string{f.Text(of)}
	}
	v := f.value(of)
	list := make([]string, v.Len())
	for i := range list {
		list[i] = fmt.Sprint(v.Index(i).Interface())
	}
	return list
}

// Number returns the value of a NumberField, or the fen of a MoneyField.
func (f *Field[T]) Number(of *T) int64 {
	if v := f.value(of); v.CanInt() {
		return v.Int()
	}
	return 0
}

// Date returns the value of a DateField.
func (f *Field[T]) Date(of *T) date.Date {
	d, _ := f.value(of).Interface().(date.Date)
	return d
}

// Bool returns the value of a BoolField.
func (f *Field[T]) Bool(of *T) bool {
	v := f.value(of)
	return v.Kind() == reflect.Bool && v.Bool()
}
