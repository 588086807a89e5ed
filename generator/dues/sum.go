package dues

import (
	"slices"
	"time"

	"dangce/config"
	"dangce/config/money"
)

// Totals are the dues of a branch, a committee or the county.
type Totals struct {
	Members    int
	Unknown    int           // members still to be assessed
	Monthly    money.Fen     // sum of the monthly amounts of January
	Months     [13]money.Fen // by month; index 0 unused
	Quarters   [5]money.Fen  // by quarter; index 0 unused
	Year       money.Fen
	Categories []CategoryTotal // those that occur
}

// CategoryTotal is the part of one category, and of one bracket of it. Members
// and monthly amounts are those of January; the year is that of the months in
// which the category held.
type CategoryTotal struct {
	Category config.Category
	Bracket  int           // index in the rate table, -1 for fixed amounts
	Percent  money.Percent // of the bracket, 0 for fixed amounts
	Members  int
	Monthly  money.Fen
	Year     money.Fen
}

// AssessAll assesses members in their order.
func AssessAll(rules config.DuesRules, members []*config.Member, year int) []Assessment {
	all := make([]Assessment, len(members))
	for i, m := range members {
		all[i] = Assess(rules, m, year)
	}
	return all
}

// Sum adds assessments up.
func Sum(all []Assessment) Totals {
	var t Totals
	for i := range all {
		t.add(&all[i])
	}
	return t
}

func (t *Totals) add(a *Assessment) {
	t.Members++
	parts := a.Parts()
	if slices.ContainsFunc(parts, func(p *Part) bool { return p.Unknown }) {
		t.Unknown++
	}
	t.Monthly += a.Monthly
	t.Year += a.Year
	for m := time.January; m <= time.December; m++ {
		t.Months[m] += a.Months[m]
	}
	for q := 1; q <= 4; q++ {
		t.Quarters[q] += a.Quarter(q)
	}
	for i, p := range parts {
		c := CategoryTotal{Category: p.Category, Bracket: p.Bracket, Percent: p.Percent, Year: p.Year}
		if p.Unknown {
			c.Category = ""
		}
		if i == 0 {
			c.Members, c.Monthly = 1, p.Monthly
		}
		t.merge(c)
	}
}

func (t *Totals) merge(c CategoryTotal) {
	for i := range t.Categories {
		mine := &t.Categories[i]
		if mine.Category == c.Category && mine.Bracket == c.Bracket {
			mine.Members += c.Members
			mine.Monthly += c.Monthly
			mine.Year += c.Year
			return
		}
	}
	t.Categories = append(t.Categories, c)
}
