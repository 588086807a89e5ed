package papertest

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/dues"
	"dangce/generator/internal/exampletest"
	"dangce/generator/internal/inspect"
)

const cardPages = 12 // at five years to a card

// TestCards: one card for each member who needs one, in the order of the
// roster, then the spare ones; the first year's dues and no base.
func TestCards(t *testing.T) {
	b := exampleCounty(t)
	files := b.Of(t, "党费证.pdf")
	if len(files) != len(b.County.Branches()) {
		t.Fatalf("cards for %d branches", len(files))
	}
	left := 0
	for br, f := range files {
		var who []*config.Member
		for _, m := range br.Members {
			if book.NeedsCard(m, b.County) {
				who = append(who, m)
			} else {
				left++
			}
		}
		cards := len(who) + b.County.Print.Spare["card"]
		if len(f.Pages) != cards*cardPages {
			t.Errorf("%s: %d pages for %d cards", br.Code, len(f.Pages), cards)
			continue
		}
		for i := range cards {
			pages := f.Pages[i*cardPages : (i+1)*cardPages]
			if i < len(who) {
				checkCard(t, b.County, who[i], pages)
			} else {
				checkSpare(t, br, pages)
			}
		}
	}
	if left == 0 {
		t.Error("no member of the example has a card in force")
	}
}

func checkCard(t *testing.T, c *config.County, m *config.Member, pages []inspect.Page) {
	t.Helper()
	a := dues.Assess(c.Dues, m, c.Year)
	if cover := exampletest.Squeeze(exampletest.Said(&pages[0])); !strings.Contains(cover, "党费证") || !strings.Contains(cover, m.Name) {
		t.Errorf("%s: cover %q", m.Label, cover)
	}
	if person := exampletest.Said(&pages[1]); !strings.Contains(exampletest.Squeeze(person), m.Name) || !strings.Contains(person, m.Joined.Dotted()) {
		t.Errorf("%s: personal page %q", m.Label, person)
	}
	months, want := 0, 0
	for _, x := range pages[2].Texts {
		if x.S == a.Monthly.String() {
			months++
		}
	}
	for _, due := range a.Months {
		if due > 0 {
			want++
		}
	}
	if months != want {
		t.Errorf("%s: %s is printed for %d months, want %d", m.Label, a.Monthly, months, want)
	}
	for k := range 5 {
		p := exampletest.Said(&pages[2+k])
		if !strings.HasPrefix(exampletest.Squeeze(p), strconv.Itoa(c.Year+k)+"年") {
			t.Errorf("%s: year page %d begins %.20q", m.Label, k+1, p)
		}
		if k > 0 && strings.Contains(p, ".") {
			t.Errorf("%s: an amount in year %d: %q", m.Label, k+1, p)
		}
	}
	base := m.Dues.Base
	for i := range pages {
		if base > 0 && base != a.Monthly && base != a.Year && slices.ContainsFunc(pages[i].Texts, func(x inspect.Text) bool { return x.S == base.String() }) {
			t.Errorf("%s: base %s on page %d", m.Label, base, i+1)
		}
	}
}

// checkSpare: a spare card names the branch, and neither person nor year.
func checkSpare(t *testing.T, br *config.Branch, pages []inspect.Page) {
	t.Helper()
	for i := range pages[:cardPages-1] {
		p := exampletest.Squeeze(exampletest.Said(&pages[i]))
		if i != 1 && strings.Contains(p, "2027") {
			t.Errorf("%s: spare card, page %d: %q", br.Code, i+1, p)
		}
		for _, m := range br.Members {
			if len([]rune(m.Name)) > 2 && strings.Contains(p, m.Name) {
				t.Errorf("%s: spare card names %s", br.Code, m.Name)
			}
		}
	}
}

// TestImposedCards: every page of the cards is on a sheet once, in its
// true size, and front and back of a leaf meet to a tenth of a millimetre.
func TestImposedCards(t *testing.T) {
	b := exampleCounty(t)
	singles, sheets := b.Of(t, "党费证.pdf"), b.Of(t, "党费证-拼版.pdf")
	if len(sheets) != len(singles) {
		t.Fatalf("%d imposed files for %d", len(sheets), len(singles))
	}
	for br, f := range sheets {
		single := singles[br]
		cards := len(single.Pages) / cardPages
		if want := (cards + 1) / 2 * cardPages / 2; len(f.Pages) != want {
			t.Errorf("%s: %d sides of sheets, want %d", br.Code, len(f.Pages), want)
			continue
		}
		texts, spots := 0, 0
		for i := range single.Pages {
			texts += len(single.Pages[i].Texts)
		}
		for i := range f.Pages {
			spots += len(f.Pages[i].Texts)
			if p := f.Pages[i]; math.Abs(p.Trim.W-210) > 0.01 || math.Abs(p.Trim.H-297) > 0.01 {
				t.Errorf("%s: sheet of %g×%g", br.Code, p.Trim.W, p.Trim.H)
			}
		}
		if texts != spots {
			t.Errorf("%s: %d texts on the sheets, %d on the pages", br.Code, spots, texts)
		}
		// Sheet 1 carries page 1 right of the fold, page 2 behind it.
		const top = (297 - 2*148.0) / 2
		meets(t, br.Code, &single.Pages[0], &f.Pages[0], 105, top)
		meets(t, br.Code, &single.Pages[11], &f.Pages[0], 0, top)
		meets(t, br.Code, &single.Pages[1], &f.Pages[1], 0, top)
		meets(t, br.Code, &single.Pages[10], &f.Pages[1], 105, top)
	}
}

// meets looks for every text of a page on a sheet, moved by dx, dy.
func meets(t *testing.T, code string, page, sheet *inspect.Page, dx, dy float64) {
	t.Helper()
	for _, want := range page.Texts {
		if !slices.ContainsFunc(sheet.Texts, func(got inspect.Text) bool {
			return got.S == want.S && got.Size == want.Size && math.Abs(got.X-want.X-dx) < 0.05 && math.Abs(got.Y-want.Y-dy) < 0.05
		}) {
			t.Errorf("%s: %q is not at %.2f, %.2f of the sheet", code, want.S, want.X+dx, want.Y+dy)
		}
	}
}
