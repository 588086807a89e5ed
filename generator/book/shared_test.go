package book

import (
	"reflect"
	"testing"
	"testing/fstest"

	"dangce/config"
	"dangce/config/diag"
	"dangce/generator/doc"
	"dangce/templates"
)

// TestEqualKeysAreEqualBlocks: layout shares pages whose blocks have equal
// keys, so over all books and owners equal keys mean deeply equal blocks, in
// the program's own books and in those of an overlay.
func TestEqualKeysAreEqualBlocks(t *testing.T) {
	w := newWorld(t)
	overlay := fstest.MapFS{
		"books/own.toml":   {Data: []byte(ownBook("branch", aBlock+"kind = \"table\"\ndata = \"members\"\n"+aColumn+"value = \"□\""))},
		"books/other.toml": {Data: []byte(ownBook("branch", "repeat = \"group\"\n"+aBlock+"kind = \"form\"\ncolumns = [\"*\"]\nrows = [[{ names = \"group\", extra = 2 }]]"))},
	}
	var out diag.List
	for _, set := range []*Set{w.set, Load(templates.Overlay(overlay), "模板", &out)} {
		units, shared := map[string][]doc.Block{}, 0
		for _, sub := range w.subjects() {
			for _, b := range set.Books {
				if !set.Applies(b, sub) {
					continue
				}
				for _, u := range set.Build(b, sub).Units {
					key := string(doc.AppendBlocks(nil, u.Blocks))
					if first, ok := units[key]; !ok {
						units[key] = u.Blocks
					} else if shared++; !reflect.DeepEqual(first, u.Blocks) {
						t.Fatalf("%s: page %s has the key of another page", b.Name, u.Page)
					}
				}
			}
		}
		if shared < 1000 || len(units) < 1000 {
			t.Errorf("%d of %d units are shared", shared, len(units))
		}
	}
}

// TestRowsWithoutPlaceholders: a table of members prints as many rows as each
// branch has members, whoever was built before, though its rows say nothing
// of them.
func TestRowsWithoutPlaceholders(t *testing.T) {
	w := newWorld(t)
	set, found := withFile("books/own.toml", ownBook("branch", aBlock+"kind = \"table\"\ndata = \"members\"\n"+aColumn+"value = \"□\""))
	if len(found) > 0 {
		t.Fatal(found)
	}
	keys := map[int]string{}
	for _, n := range []int{8, 29} {
		b := *w.county.Branches()[0]
		b.Members = make([]*config.Member, n)
		for i := range b.Members {
			b.Members[i] = &config.Member{Name: "张三", Label: "张三"}
		}
		u := set.Build(set.book("own"), w.branch(&b)).Units[0]
		if rows := len(u.Blocks[0].(*doc.Table).Rows); rows != n {
			t.Errorf("%d rows for %d members", rows, n)
		}
		keys[n] = string(doc.AppendBlocks(nil, u.Blocks))
	}
	if keys[8] == keys[29] {
		t.Error("8 members share the page of 29")
	}
}
