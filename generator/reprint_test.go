package generator

import (
	"errors"
	"slices"
	"testing"

	"dangce/generator/doc"
)

// markedAs counts the runs of a page that say which copy it is.
func markedAs(p *doc.Page, mark string) int {
	n := 0
	for _, m := range p.Marks {
		if g, ok := m.(*doc.Glyphs); ok && g.S == mark {
			n++
		}
	}
	return n
}

// TestCopiesSayWhichOneTheyAre: what is printed again has the pages and codes
// of what was printed first, and the mark once on every page and the cover.
func TestCopiesSayWhichOneTheyAre(t *testing.T) {
	c, set := shared(t)
	e := engineOf(t, c, set)
	b := c.Branches()[0]
	mark := set.Sentences.Supplement.Copy.Say("n", 2)
	for _, name := range []string{"handbook", "card", "ledger"} {
		first := layBook(t, e, set, name, b)
		sub := *first.sub
		sub.Copy = mark
		again, err := e.lay(first.of, &sub)
		if err != nil || len(again.Pages) != len(first.Pages) {
			t.Fatalf("%s: %d pages, %d at first (%v)", name, len(again.Pages), len(first.Pages), err)
		}
		for i := range again.Pages {
			p, was := &again.Pages[i], &first.Pages[i]
			blank := len(was.Marks)+len(was.Body) == 0 || p.Kind == "filler"
			if p.Code != was.Code || p.Number != was.Number || markedAs(was, mark) != 0 || markedAs(p, mark) != 1 && !blank {
				t.Errorf("%s, page %d: code %s, was %s, %d marks", name, p.Number, p.Code, was.Code, markedAs(p, mark))
			}
		}
		covers, err := e.covers(again, again.copyPages())
		if err != nil {
			t.Fatal(err)
		}
		for i := range covers {
			if markedAs(&covers[i], mark) != 1 {
				t.Errorf("%s: the cover does not say which copy it is", name)
			}
		}
	}
}

func TestPickPages(t *testing.T) {
	pages := []doc.Page{{Number: 1}, {Number: 2, Code: "419900-2027-01-003-HB-P13-001-X"}, {Number: 3, Code: "419900-2027-01-003-HB-P13-002-Y"}, {Number: 13, Code: "419900-2027-01-003-HB-P14-001-Z"}}
	for _, x := range []struct {
		wanted []string
		pages  []int
	}{{[]string{"1", "13"}, []int{1, 13}}, {[]string{"p13-002"}, []int{3}}, {[]string{"419900·2027·01·003·HB·P13·001·X", "2"}, []int{2}}, {[]string{"P14-001", "1"}, []int{1, 13}}} {
		got, err := pick(pages, x.wanted)
		var numbers []int
		for _, p := range got {
			numbers = append(numbers, p.Number)
		}
		if err != nil || !slices.Equal(numbers, x.pages) {
			t.Errorf("%q: %v, %v, want %v", x.wanted, numbers, err, x.pages)
		}
	}
	var none *ReprintError
	if _, err := pick(pages, []string{"2", "99"}); !errors.As(err, &none) || none.Hint == "" {
		t.Errorf("%v", err)
	}
}
