package templates

import (
	"reflect"
	"strconv"
	"strings"
	"sync"

	"dangce/templates/phrase"
)

// What a key of a template is about is said by its type, so that all of them
// are checked by one walk.
type (
	// When is a list of conditions that must all hold; one after "!" must not.
	When []string
	// Data says what the rows of a table are: members, plan:all. The fields
	// of a struct that are filled row by row have the tag in:"row".
	Data string
	// Repeat says for what something is made once each: month, plan:lesson.
	Repeat string
	// StyleName is a style of style.toml.
	StyleName string
	// TableName is a table of tables/*.toml.
	TableName string
)

// Cut returns the word before the colon and what follows it.
func (d Data) Cut() (word, arg string) {
	word, arg, _ = strings.Cut(string(d), ":")
	return word, arg
}

// Cut returns the word before the colon and what follows it.
func (r Repeat) Cut() (word, arg string) { return Data(r).Cut() }

// Walk calls visit for the fields that a template may give in the struct that
// v points to, with their paths. Where visit returns true, it goes on inside.
// Plain strings and bools are passed over: nothing is to be said about them.
func Walk(v any, path string, visit func(path string, tag reflect.StructTag, v reflect.Value) bool) {
	walk(reflect.ValueOf(v).Elem(), path, "", visit)
}

func walk(v reflect.Value, path string, tag reflect.StructTag, visit func(string, reflect.StructTag, reflect.Value) bool) {
	if !visit(path, tag, v) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), path, tag, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), path+"["+strconv.Itoa(i)+"]", tag, visit)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			e := reflect.New(v.Type().Elem()).Elem()
			e.Set(v.MapIndex(key))
			walk(e, join(path, key.String()), tag, visit)
		}
	case reflect.Struct:
		_, varying := v.Addr().Interface().(phrase.Varying)
		for _, f := range KeysOf(v.Type()) {
			if varying {
				f.Tag = tag // what is asked of a text is asked of all its variants
			}
			if f.Type != plainString && f.Type != plainBool {
				walk(v.FieldByIndex(f.Index), join(path, f.Name), f.Tag, visit)
			}
		}
	}
}

// Texts calls do for every text with placeholders that the struct holds.
func Texts(v any, path string, do func(path string, t phrase.Text)) {
	Walk(v, path, func(path string, _ reflect.StructTag, v reflect.Value) bool {
		t, ok := v.Interface().(phrase.Text)
		if ok {
			do(path, t)
		}
		return !ok
	})
}

var (
	plainString, plainBool = reflect.TypeFor[string](), reflect.TypeFor[bool]()

	keys sync.Map // of struct types
)

// KeysOf lists the fields of a struct type that a template may give, named by
// their keys, with those of embedded structs among them.
func KeysOf(t reflect.Type) []reflect.StructField {
	if list, ok := keys.Load(t); ok {
		return list.([]reflect.StructField)
	}
	list := []reflect.StructField{}
	for _, f := range reflect.VisibleFields(t) {
		if f.Name, _, _ = strings.Cut(f.Tag.Get("toml"), ","); f.Name != "" && f.Name != "-" {
			list = append(list, f)
		}
	}
	keys.Store(t, list)
	return list
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
