package generator

import (
	"context"
	"testing"

	"dangce/config"
	"dangce/generator/pack"
	"dangce/generator/synth"
)

// TestPageBudget holds the handbook to the pages that a branch of its size
// may cost.
func TestPageBudget(t *testing.T) {
	c, set := newCounty(t, synth.Options{Branches: 6, Seed: 3, Year: 2027, Name: "示例县", Code: "419900",
		Sizes: []int{20, 20, 20, 50, 50, 3}, Groups: []int{2, 2, 0, 8, 8, 0}})
	lines, err := List(t.Context(), c, Options{Set: set, Books: []string{"handbook"}})
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range c.Branches() {
		least, most := 110, 160
		switch {
		case len(b.Members) == 50:
			most = 190
		case len(b.Members) < 7:
			least = 90
		}
		if p := lines[i].Pages; p < least || p > most {
			t.Errorf("%d members in %d groups: %d pages, want %d to %d", len(b.Members), len(b.Groups), p, least, most)
		}
	}
}

// TestNothingToPrint builds labels for a county with a 党总支, which gets none:
// a book without pages is no file and no error.
func TestNothingToPrint(t *testing.T) {
	if testing.Short() {
		t.Skip("counts the pages of 200 branches")
	}
	c, set := newCounty(t, synth.Options{Branches: 200, Seed: 1, Year: 2027, Name: "示例县", Code: "419900"})
	p, err := pack.Open(t.TempDir(), pack.Options{Version: "test", Input: "x", Partial: true})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if _, err := Build(context.Background(), c, p, Options{Set: set, Books: []string{"labels"}}); err != nil {
		t.Fatal(err)
	}
	general := 0
	for _, com := range c.Committees {
		if com.Kind == config.GeneralBranch {
			general++
		}
	}
	if n := len(p.Files()); general == 0 || n != len(c.Committees)-general {
		t.Errorf("%d files of labels for %d committees, %d of them 党总支", n, len(c.Committees), general)
	}
}
