package dues

import (
	"cmp"
	"slices"
	"time"

	"dangce/config"
	"dangce/config/money"
)

// Totals are the dues of a branch, a committee or the county.
type Totals struct {
	Members    int
	Unknown    int           // members still to be assessed
	Monthly    money.Fen     // sum of the monthly amounts
	Months     [13]money.Fen // by month; index 0 unused
	Quarters   [5]money.Fen  // by quarter; index 0 unused
	Year       money.Fen
	Categories []CategoryTotal // in the order of Categories(), those that occur
}

// CategoryTotal is the part of one category, and of one bracket of it.
type CategoryTotal struct {
	Category config.Category
	Bracket  int           // index in the rate table, -1 for fixed amounts
	Percent  money.Percent // of the bracket, 0 for fixed amounts
	Members  int
	Monthly  money.Fen
	Year     money.Fen
}

// Categories lists all categories in the order of print; "" stands for
// members not assessed yet.
func Categories() []config.Category {
	return []config.Category{
		config.Salaried, config.RetiredPay, config.SelfEmployed,
		config.Farmer, config.Student, config.Unemployed, config.Relief, config.Dibao,
		config.Reduced, config.Exempt, config.FixedDue, "",
	}
}

// Label returns the Chinese name of a category.
func Label(c config.Category) string {
	switch c {
	case config.Salaried:
		return "在职"
	case config.RetiredPay:
		return "离退休"
	case config.SelfEmployed:
		return "个体"
	case config.Farmer:
		return "农民"
	case config.Student:
		return "学生"
	case config.Unemployed:
		return "失业"
	case config.Relief:
		return "抚恤救济"
	case config.Dibao:
		return "低保"
	case config.Reduced:
		return "减交"
	case config.Exempt:
		return "免交"
	case config.FixedDue:
		return "定额"
	}
	return "待核定"
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
	t.sort()
	return t
}

func (t *Totals) add(a *Assessment) {
	t.Members++
	if a.Unknown {
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
	part := CategoryTotal{
		Category: a.Category, Bracket: a.Bracket, Percent: a.Percent,
		Members: 1, Monthly: a.Monthly, Year: a.Year,
	}
	if a.Unknown {
		part.Category = ""
	}
	t.merge(part)
}

// Merge adds the totals of parts: of branches to a committee's, of committees
// to the county's.
func Merge(parts ...Totals) Totals {
	var t Totals
	for _, p := range parts {
		t.Members += p.Members
		t.Unknown += p.Unknown
		t.Monthly += p.Monthly
		t.Year += p.Year
		for m := range t.Months {
			t.Months[m] += p.Months[m]
		}
		for q := range t.Quarters {
			t.Quarters[q] += p.Quarters[q]
		}
		for _, c := range p.Categories {
			t.merge(c)
		}
	}
	t.sort()
	return t
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

func (t *Totals) sort() {
	order := Categories()
	slices.SortFunc(t.Categories, func(a, b CategoryTotal) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.Category), slices.Index(order, b.Category)),
			cmp.Compare(a.Bracket, b.Bracket))
	})
}
