package generator

import (
	"testing"
	"testing/fstest"

	"dangce/config"
	"dangce/config/diag"
	"dangce/generator/book"
	"dangce/generator/synth"
)

// TestPageBudget holds the handbook to the pages that a branch of its size
// may cost.
func TestPageBudget(t *testing.T) {
	files, err := synth.Files(synth.Options{Branches: 6, Seed: 3, Year: 2027, Name: "示例县", Code: "419900",
		Sizes: []int{20, 20, 20, 50, 50, 3}, Groups: []int{2, 2, 0, 8, 8, 0}})
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	var list diag.List
	c := config.Load(fsys, "county.toml", config.Options{}, &list)
	if c == nil {
		t.Fatal(list.Sorted())
	}
	lines, err := List(c, Options{Set: book.Load(c.Templates, c.Overlay, &list), Books: []string{"handbook"}})
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range c.Branches() {
		least, most := 100, 150
		if len(b.Members) == 50 {
			most = 170
		}
		if p := lines[i].Pages; p < least || p > most {
			t.Errorf("%d members in %d groups: %d pages, want %d to %d", len(b.Members), len(b.Groups), p, least, most)
		}
	}
}
