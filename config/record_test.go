package config

import (
	"reflect"
	"slices"
	"testing"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates"
)

// Every column of rosters has a title, and every title a column.
func TestTitlesAndColumnsAgree(t *testing.T) {
	known := map[string][]string{}
	for _, k := range sheetKinds {
		known[k.List] = k.IDs()
	}
	var out diag.List
	titles := templates.LoadTitles(templates.Embedded(), "", known, &out)
	for _, f := range out.Sorted() {
		t.Error(f.Place, f.Message)
	}
	for list, ids := range known {
		for _, id := range ids {
			if !slices.ContainsFunc(titles.List(list), func(x templates.Title) bool { return x.ID == id }) {
				t.Errorf("titles.toml has no title for the column %s of %s", id, list)
			}
		}
	}
}

// A text that is printed has a longest length, and a name in messages.
func TestPrintedTextsAreBounded(t *testing.T) {
	for _, record := range []reflect.Type{reflect.TypeFor[Committee](), reflect.TypeFor[Branch](), reflect.TypeFor[Member]()} {
		for _, f := range decode.Fields(record) {
			bounded := f.Tag.Get("max") != "" && f.Tag.Get("what") != ""
			// Codes have bounds of their own; what names another record is not printed.
			if f.Type == reflect.TypeFor[string]() && !bounded && f.Path != "code" && f.Path != "committee" && f.Path != "parent" {
				t.Errorf("%v: %s has no bound", record, f.Path)
			}
		}
	}
}
