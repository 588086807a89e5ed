package dues

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/money"
)

// changing draws a member whose terms change up to three times in the year.
func changing(rng *rand.Rand) *config.Member {
	terms := func() config.DuesTerms {
		t := config.DuesTerms{Category: []config.Category{"salaried", "retired", "self_employed", "farmer", "student", "reduced", "exempt", "fixed", ""}[rng.IntN(9)]}
		t.Base = money.Fen(rng.Int64N(1_300_000))
		if rng.IntN(3) == 0 { // on and around the limits of brackets
			t.Base = []money.Fen{300000, 500000, 1000000}[rng.IntN(3)] + money.Fen(rng.IntN(3)) - 1
		}
		if t.Category == "self_employed" && rng.IntN(2) == 0 {
			t.Base, t.Items = 0, []config.BaseItem{{Name: "1", Amount: t.Base}, {Name: "2", Amount: money.Fen(rng.Int64N(900_000))}, {Name: "3", Amount: money.Fen(rng.Int64N(900_000))}}
		}
		if t.Category == "reduced" || t.Category == "fixed" {
			t.Amount = money.Fen(rng.Int64N(5000))
		}
		return t
	}
	m := &config.Member{Name: "甲", Joined: date.New(2020+rng.IntN(9), time.Month(1+rng.IntN(12)), 1), Dues: config.MemberDues{DuesTerms: terms()}}
	for from := 2 + rng.IntN(8); from <= 12 && len(m.Dues.Later) < 3; from += 1 + rng.IntN(8) {
		t := terms()
		t.From = time.Month(from)
		m.Dues.Later = append(m.Dues.Later, t)
	}
	return m
}

// plainDue is what is owed in a month, worked out a second way: with exact
// fractions, from the tables as the regulation words them.
func plainDue(m *config.Member, month time.Month, year int, unit int64) (due int64, category config.Category) {
	terms := m.Dues.DuesTerms
	for _, later := range m.Dues.Later {
		if later.From <= month {
			terms = later
		}
	}
	category = terms.Category
	base := big.NewRat(int64(terms.Base), 100)
	if len(terms.Items) == 3 {
		sum := new(big.Rat)
		for _, x := range terms.Items {
			sum.Add(sum, big.NewRat(int64(x.Amount), 100))
		}
		base = new(big.Rat).SetFrac64(nearest(sum.Quo(sum, big.NewRat(3, 1)), 1), 100)
	}
	rate := func(limits []int64, percents []string) {
		p := percents[len(percents)-1]
		for i := len(limits) - 1; i >= 0; i-- {
			if base.Cmp(big.NewRat(limits[i], 1)) <= 0 {
				p = percents[i]
			}
		}
		share, _ := new(big.Rat).SetString(p)
		due = min(nearest(share.Mul(share, base).Quo(share, big.NewRat(100, 1)), unit), 1000_00)
	}
	switch category {
	case "salaried", "self_employed":
		rate([]int64{3000, 5000, 10000}, []string{"0.5", "1", "1.5", "2"})
	case "retired":
		rate([]int64{5000}, []string{"0.5", "1"})
	case "farmer":
		due = 50
	case "student":
		due = 20
	case "reduced", "fixed":
		due = int64(terms.Amount)
	}
	if base.Sign() <= 0 && slices.Contains([]config.Category{"salaried", "self_employed", "retired"}, category) {
		category = ""
	}
	if joined := m.Joined; joined.Year > year || joined.Year == year && joined.Month > month {
		due = 0
	}
	return due, category
}

// nearest returns yuan in fen, half up to a unit of fen.
func nearest(yuan *big.Rat, unit int64) int64 {
	x := new(big.Rat).Mul(yuan, big.NewRat(100, unit))
	x.Add(x, big.NewRat(1, 2))
	return new(big.Int).Div(x.Num(), x.Denom()).Int64() * unit
}

// TestChangesWithinTheYearFenByFen compares each month, quarter, year and each
// sum of a category with the second way.
func TestChangesWithinTheYearFenByFen(t *testing.T) {
	rng := rand.New(rand.NewPCG(2027, 7))
	changed := 0
	for range 60 {
		round := rounds[rng.IntN(3)]
		rules := national(round)
		var members []*config.Member
		for range 40 {
			members = append(members, changing(rng))
		}
		all := AssessAll(rules, members, 2027)
		want, total := map[config.Category]money.Fen{}, money.Fen(0)
		for i, m := range members {
			changed += len(m.Dues.Later)
			var year, quarter money.Fen
			for month := time.January; month <= time.December; month++ {
				due, category := plainDue(m, month, 2027, unitOf(round))
				if all[i].Months[month] != money.Fen(due) {
					t.Fatalf("%+v, joined %s, month %d to %s: %s, want %s", m.Dues, m.Joined, month, round, all[i].Months[month], money.Fen(due))
				}
				year, quarter = year+money.Fen(due), quarter+money.Fen(due)
				want[category] += money.Fen(due)
				if month%3 == 0 {
					if got := all[i].Quarter(int(month) / 3); got != quarter {
						t.Fatalf("%+v, quarter %d: %s, want %s", m.Dues, month/3, got, quarter)
					}
					quarter = 0
				}
			}
			if total += year; all[i].Year != year {
				t.Fatalf("%+v: %s a year, want %s", m.Dues, all[i].Year, year)
			}
		}
		sum, n := Sum(all), 0
		for _, c := range sum.Categories {
			want[c.Category] -= c.Year
			n += c.Members
		}
		for category, rest := range want {
			if rest != 0 {
				t.Fatalf("category %q: sums differ by %s", category, rest)
			}
		}
		if sum.Year != total || n != len(members) {
			t.Fatalf("year %s, want %s; %d members in categories, want %d", sum.Year, total, n, len(members))
		}
	}
	if changed < 1000 {
		t.Errorf("only %d changes", changed)
	}
}

// TestPartsOfAYear: a wage that rises in April and ends with retirement in July.
func TestPartsOfAYear(t *testing.T) {
	m := member("salaried", yuan(t, "4900.00"))
	m.Dues.Later = []config.DuesTerms{
		{From: time.April, Category: "salaried", Base: yuan(t, "5100.00")},
		{From: time.July, Category: "retired", Base: yuan(t, "3900.00")},
	}
	a := Assess(national(config.RoundFen), m, 2027)
	if want := yuan(t, "493.50"); a.Year != want { // 3×49.00 + 3×76.50 + 6×19.50
		t.Errorf("year %s, want %s", a.Year, want)
	}
	var spans []string
	for _, p := range a.Parts() {
		spans = append(spans, p.Span()+" "+p.Formula)
	}
	if want := []string{"1—3月 4900.00×1%=49.00", "4—6月 5100.00×1.5%=76.50", "7月起 3900.00×0.5%=19.50"}; !slices.Equal(spans, want) {
		t.Errorf("%q, want %q", spans, want)
	}
}

// TestExemptionEnds: nothing is owed until it ends, and the note says why.
func TestExemptionEnds(t *testing.T) {
	m := member("exempt", 0)
	m.Dues.Reason, m.Dues.Approval = "重病", "城党批〔2027〕2号"
	m.Dues.Later = []config.DuesTerms{{From: time.September, Category: "farmer"}, {From: time.October, Category: "salaried"}}
	a := Assess(national(config.RoundFen), m, 2027)
	if a.Months[8] != 0 || a.Months[9] != 50 || a.Year != 50 || a.Unknown || Sum([]Assessment{a}).Unknown != 1 {
		t.Errorf("%+v", a)
	}
	if want := []string{"免交：重病（城党批〔2027〕2号）", "10月起待核定：未填月计费基数"}; !slices.Equal(a.Notes, want) {
		t.Errorf("%q, want %q", a.Notes, want)
	}
}
