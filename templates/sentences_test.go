package templates

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"dangce/config/diag"
	"dangce/templates/phrase"
)

// TestSentences: each sentence is there and says all that the program fills
// into it; a county's file changes what it names, and nothing else.
func TestSentences(t *testing.T) {
	var out diag.List
	own := LoadSentences(Embedded(), "", &out)
	clean(t, &out)
	n := 0
	Walk(own, "", func(path string, tag reflect.StructTag, v reflect.Value) bool {
		said, ok := v.Interface().(phrase.Text)
		if !ok {
			return true
		}
		n++
		var names []string
		for name := range said.Names {
			names = append(names, name)
		}
		slices.Sort(names)
		want := strings.Fields(tag.Get("has"))
		slices.Sort(want)
		if said.Empty() || !slices.Equal(slices.Compact(names), want) {
			t.Errorf("%s = %q holds %v, is filled with %v", path, said, names, want)
		}
		return false
	})
	if n < 70 {
		t.Errorf("%d sentences", n)
	}
	changed := LoadSentences(Overlay(mapFS{"sentences.toml": "[card]\nold = \"旧证 {no}\"\n"}.fs()), "模板", &out)
	clean(t, &out)
	if got := changed.Card.Old.Say("no", 12); got != "旧证 12" {
		t.Error(got)
	}
	if changed.Card.Span.String() != own.Card.Span.String() || changed.Quorum.NoVote.String() != own.Quorum.NoVote.String() {
		t.Error("what the county does not say is the program's")
	}
}

// TestNoWordingIsMissing: wording.toml and roles.toml of the program give all
// that a county's may leave out.
func TestNoWordingIsMissing(t *testing.T) {
	var out diag.List
	w := LoadWording(Embedded(), "", &out)
	r := LoadRoles(Embedded(), "", &out)
	clean(t, &out)
	for _, f := range KeysOf(reflect.TypeFor[Wording]()) {
		if reflect.ValueOf(w).Elem().FieldByIndex(f.Index).IsZero() {
			t.Errorf("wording.toml: no %s", f.Name)
		}
	}
	for _, f := range KeysOf(reflect.TypeFor[Local]()) {
		l := reflect.ValueOf(&w.Local).Elem().FieldByIndex(f.Index).Interface().(phrase.Wording)
		if l.Default.Empty() || l.Community.Empty() {
			t.Errorf("wording.toml: local.%s", f.Name)
		}
	}
	if r.Committee.Default.Empty() || r.Committee.NoCommittee.Empty() || len(r.Words) == 0 {
		t.Errorf("roles.toml: %+v", r)
	}
}
