package generator

import (
	"testing"

	"dangce/config"
	"dangce/generator/book"
)

// layBook lays one book of a branch out.
func layBook(t *testing.T, pr *engine, set *book.Set, name string, b *config.Branch) *laid {
	t.Helper()
	for _, x := range set.Books {
		if x.Name != name {
			continue
		}
		l, err := pr.lay(x, pr.subject(&task{committee: b.Committee, branch: b}))
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	t.Fatalf("no book %s", name)
	return nil
}

// TestMatters: the eight pages of a matter follow each other from a left
// page, and the numbers of their identities are that of the matter.
func TestMatters(t *testing.T) {
	c, set := shared(t)
	pr := engineOf(t, c, set)
	kinds := []string{"D1", "D2", "D3", "D3B", "D4", "D4B", "D5", "D6"}
	for _, b := range c.Branches()[:3] {
		l := layBook(t, pr, set, "deliberation", b)
		matters := 0
		for i := range l.Pages {
			if l.Pages[i].Kind != "D1" {
				continue
			}
			if n := l.Pages[i].Number; n%2 == 1 {
				t.Errorf("%s: a matter begins on right page %d", b.Code, n)
			}
			for k, kind := range kinds {
				p := &l.Pages[i+k]
				want := "419900-2027-" + b.Code + "-DB-" + kind + "-00" + string(rune('1'+matters)) + "-"
				if p.Kind != kind || len(p.Code) < 2 || p.Code[:len(p.Code)-1] != want {
					t.Errorf("%s: page %d is %s %s, want %s", b.Code, p.Number, p.Kind, p.Code, want)
				}
			}
			matters++
		}
		if matters != 8 {
			t.Errorf("%s: %d matters", b.Code, matters)
		}
	}
}

// TestGroupBooklets: each group's minutes are a booklet of four folded sheets.
func TestGroupBooklets(t *testing.T) {
	c, set := shared(t)
	pr := engineOf(t, c, set)
	b := c.Branches()[0]
	l := layBook(t, pr, set, "group-minutes", b)
	if len(l.Pages) != 16*len(b.Groups) {
		t.Fatalf("%d pages for %d groups", len(l.Pages), len(b.Groups))
	}
	for i := range l.Pages {
		if (i%16 == 0) != (l.Pages[i].Kind == "GM0") {
			t.Errorf("page %d is %s", i+1, l.Pages[i].Kind)
		}
	}
}

// TestOnePagers: pieces that must fit on one page do, also with the longest
// names; a notice for each month.
func TestOnePagers(t *testing.T) {
	for name := range counties {
		c, set := sharedCounty(t, name)
		pr := engineOf(t, c, set)
		for piece, pages := range map[string]int{"theme-notice": 12, "norms": 2, "norms-poster": 1} {
			for _, x := range set.Books {
				if x.Name != piece {
					continue
				}
				l, err := pr.lay(x, pr.subject(&task{}))
				if err != nil {
					t.Fatal(err)
				}
				if len(l.Pages) != pages {
					t.Errorf("%s: %s has %d pages, want %d", name, piece, len(l.Pages), pages)
				}
			}
		}
	}
}
