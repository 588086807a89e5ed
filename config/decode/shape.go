package decode

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"dangce/config/date"
	"dangce/config/money"
)

// Unmarshaler is for values that come in several forms. v is a string, int64,
// float64, bool, date.Date, []any or map[string]any. The error's text becomes
// the message of the finding; if the error has a method Hint() string, its
// result becomes the hint.
type Unmarshaler interface {
	UnmarshalTOML(v any) error
}

// Shorthand is for structs that may be written shorter: a text or a list in
// place of the table. Shorthand is called on the struct before such a value
// is read, and returns the key that it is the value of.
type Shorthand interface {
	Shorthand() string
}

// Later is for values that the first Bind knows the place of and leaves alone,
// because what they hold depends on what was read: BindAt binds them.
type Later interface {
	BoundLater()
}

// form says how a Go type is filled.
type form int

const (
	asAny form = iota
	asString
	asInt
	asFloat
	asBool
	asDate
	asFen
	asPercent
	asLater
	asText  // encoding.TextUnmarshaler
	asMixed // Unmarshaler
	asPointer
	asSlice
	asMap
	asStruct
)

// shape is a Go type prepared for binding.
type shape struct {
	typ    reflect.Type
	form   form
	elem   *shape // of pointers, slices, maps
	fields []field
	short  bool   // a Shorthand
	rest   *field // tagged "*": takes the keys of no other field
}

// field is one key of a struct.
type field struct {
	name     string
	index    []int
	required bool
	closed   bool   // a map that takes only the keys it has
	example  string // of the struct tag `example`
	shape    *shape
}

// isTable reports whether the type is filled from a table alone.
func (s *shape) isTable() bool {
	return s.form == asStruct || s.form == asPointer && s.elem.isTable()
}

// lookup returns the field with the given key, or -1.
func (s *shape) lookup(key string) int {
	for i := range s.fields {
		if s.fields[i].name == key {
			return i
		}
	}
	return -1
}

func (s *shape) keys() []string {
	names := make([]string, len(s.fields))
	for i, f := range s.fields {
		names[i] = f.name
	}
	return names
}

var (
	shapes   = map[reflect.Type]*shape{}
	shapesMu sync.Mutex

	textType  = reflect.TypeFor[encoding.TextUnmarshaler]()
	mixedType = reflect.TypeFor[Unmarshaler]()
	shortType = reflect.TypeFor[Shorthand]()
	laterType = reflect.TypeFor[Later]()
)

// shapeOf returns the shape of a type. A type that cannot be bound is a
// mistake of the program and panics, on any document alike.
func shapeOf(t reflect.Type) *shape {
	shapesMu.Lock()
	defer shapesMu.Unlock()
	return makeShape(t)
}

func makeShape(t reflect.Type) *shape {
	if s, ok := shapes[t]; ok {
		return s
	}
	s := &shape{typ: t}
	shapes[t] = s // before its parts: a type may contain itself
	s.form = formOf(t)
	switch s.form {
	case asPointer, asSlice, asMap:
		s.elem = makeShape(t.Elem())
	case asStruct:
		s.fields = fieldsOf(t, nil)
		s.short = reflect.PointerTo(t).Implements(shortType)
		if i := s.lookup("*"); i >= 0 {
			rest := s.fields[i]
			s.rest, s.fields = &rest, slices.Delete(s.fields, i, i+1)
		}
	}
	return s
}

func formOf(t reflect.Type) form {
	switch {
	case reflect.PointerTo(t).Implements(mixedType):
		return asMixed
	case reflect.PointerTo(t).Implements(laterType):
		return asLater
	case t == reflect.TypeFor[date.Date]():
		return asDate
	case t == reflect.TypeFor[money.Fen]():
		return asFen
	case t == reflect.TypeFor[money.Percent]():
		return asPercent
	case reflect.PointerTo(t).Implements(textType):
		return asText
	}
	switch t.Kind() {
	case reflect.String:
		return asString
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return asInt
	case reflect.Float64:
		return asFloat
	case reflect.Bool:
		return asBool
	case reflect.Pointer:
		return asPointer
	case reflect.Slice:
		return asSlice
	case reflect.Struct:
		return asStruct
	case reflect.Interface:
		if t.NumMethod() == 0 {
			return asAny
		}
	case reflect.Map:
		if t.Key().Kind() == reflect.String {
			return asMap
		}
	}
	panic(fmt.Sprintf("decode: cannot bind to %v", t))
}

// fieldsOf lists the tagged fields of a struct, those of embedded structs
// included.
func fieldsOf(t reflect.Type, prefix []int) []field {
	var fs []field
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(append([]int(nil), prefix...), i)
		tag, tagged := f.Tag.Lookup("toml")
		if f.Anonymous && !tagged && f.Type.Kind() == reflect.Struct {
			fs = append(fs, fieldsOf(f.Type, index)...)
			continue
		}
		name, option, _ := strings.Cut(tag, ",")
		if !tagged || name == "-" || name == "" {
			continue
		}
		fs = append(fs, field{
			name: name, index: index,
			required: option == "required", closed: option == "closed",
			example: f.Tag.Get("example"),
			shape:   makeShape(f.Type),
		})
	}
	return fs
}

// Field is a value of a struct with tags. Values of a struct inside go by
// their path, dues.base.
type Field struct {
	Path  string
	Tag   reflect.StructTag
	Type  reflect.Type
	Index []int // for reflect.Value.FieldByIndex
}

// Fields lists the values of a struct that carry a tag of Bind or the tag
// `sheet`, in their order.
func Fields(t reflect.Type) []Field { return appendFields(nil, t, nil, "") }

func appendFields(to []Field, t reflect.Type, prefix []int, path string) []Field {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(slices.Clone(prefix), i)
		name, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
		if name == "" {
			name, _, _ = strings.Cut(f.Tag.Get("sheet"), ":")
		}
		switch {
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			to = appendFields(to, f.Type, index, path)
		case name == "":
		case f.Type.Kind() == reflect.Struct && formOf(f.Type) == asStruct:
			to = appendFields(to, f.Type, index, path+name+".")
		default:
			to = append(to, Field{path + name, f.Tag, f.Type, index})
		}
	}
	return to
}
