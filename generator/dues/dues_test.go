package dues

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/money"
)

// exact is base·percent as a rational number of fen.
func exact(base money.Fen, p money.Percent) *big.Rat {
	return new(big.Rat).Mul(big.NewRat(int64(base), 1), big.NewRat(int64(p), 100_000))
}

func unitOf(r config.Round) int64 {
	return map[config.Round]int64{config.RoundFen: 1, config.RoundJiao: 10, config.RoundYuan: 100}[r]
}

var rounds = []config.Round{config.RoundFen, config.RoundJiao, config.RoundYuan}

func TestBoundariesFenByFen(t *testing.T) {
	for _, c := range []struct {
		category     config.Category
		limit        string
		lower, upper money.Percent // at and above the limit
	}{
		{"salaried", "3000.00", 500, 1000},
		{"salaried", "5000.00", 1000, 1500},
		{"salaried", "10000.00", 1500, 2000},
		{"self_employed", "5000.00", 1000, 1500},
		{"retired", "5000.00", 500, 1000},
	} {
		limit := yuan(t, c.limit)
		for base := limit - 1; base <= limit+1; base++ {
			want := c.lower
			if base > limit {
				want = c.upper
			}
			a := Assess(national(config.RoundFen), member(c.category, base), 2027)
			if a.Percent != want {
				t.Errorf("%s %s: %s%%, want %s%%", c.category, base, a.Percent, want)
			}
			checkRounding(t, a.Monthly, base, a.Percent, config.RoundFen)
		}
	}
}

// checkRounding fails unless due is a whole unit, within half a unit of the
// exact share, and the upper neighbour of an exact half.
func checkRounding(t *testing.T, due, base money.Fen, p money.Percent, round config.Round) {
	t.Helper()
	unit := unitOf(round)
	if int64(due)%unit != 0 {
		t.Fatalf("%s of %s: %s is no whole %s", p, base, due, round)
	}
	off := new(big.Rat).Sub(big.NewRat(int64(due), 1), exact(base, p))
	half := big.NewRat(unit, 2)
	if off.Cmp(half) > 0 || off.Cmp(new(big.Rat).Neg(half)) <= 0 {
		t.Fatalf("%s%% of %s to %s: %s is off by %s fen", p, base, round, due, off.FloatString(4))
	}
}

func TestDueIsWithinHalfAUnitOfTheExactShare(t *testing.T) {
	rng := rand.New(rand.NewPCG(2027, 1))
	for range 20000 {
		base := money.Fen(rng.Int64N(2_000_000) + 1)
		p := money.Percent(rng.Int64N(3000))
		round := rounds[rng.IntN(len(rounds))]
		checkRounding(t, round.Share(base, p), base, p, round)
	}
	largest := money.Fen(math.MaxInt64)
	checkRounding(t, config.RoundFen.Share(largest, 2000), largest, 2000, config.RoundFen)
}

func TestDueGrowsWithTheBaseWithinABracket(t *testing.T) {
	for _, round := range rounds {
		rules := national(round)
		var last Assessment
		for base := money.Fen(1); base < 1_200_000; base += 37 {
			a := Assess(rules, member("salaried", base), 2027)
			if a.Bracket == last.Bracket && a.Monthly < last.Monthly {
				t.Fatalf("to %s: %s owes %s, %s owes %s", round, last.Base, last.Monthly, a.Base, a.Monthly)
			}
			last = a
		}
	}
}

// TestHalfIsRoundedUp is the case that binary fractions get wrong: 1 % of
// 6120.50 is 61.205.
func TestHalfIsRoundedUp(t *testing.T) {
	for round, want := range map[config.Round]string{
		config.RoundFen: "61.21", config.RoundJiao: "61.20", config.RoundYuan: "61.00",
	} {
		if got := round.Share(612050, 1000); got != yuan(t, want) {
			t.Errorf("to %s: %s, want %s", round, got, want)
		}
	}
	if got := config.RoundYuan.Share(yuan(t, "50.00"), 1000); got != yuan(t, "1.00") {
		t.Errorf("0.50 to the yuan: %s", got)
	}
}

func TestSelfEmployedAverageHalfUp(t *testing.T) {
	m := member("self_employed", 0)
	for _, c := range []struct {
		months []string
		want   string
	}{
		{[]string{"100.00", "100.00", "100.01"}, "100.00"},
		{[]string{"100.00", "100.01", "100.01"}, "100.01"},
		{[]string{"100.00", "100.00"}, "200.00"}, // two terms of one month, no quarter
	} {
		m.Dues.Items = items(t, c.months...)
		if got := Assess(national(config.RoundFen), m, 2027).Base; got != yuan(t, c.want) {
			t.Errorf("%v: base %s, want %s", c.months, got, c.want)
		}
	}
}

func TestFixedAmountsAreNeitherRoundedNorCapped(t *testing.T) {
	rules := national(config.RoundYuan)
	if got := Assess(rules, member("farmer", 0), 2027).Monthly; got != 50 {
		t.Errorf("农民 %s, want 0.50", got)
	}
	m := member("fixed", 0)
	m.Dues.Amount = yuan(t, "1200.55")
	a := Assess(rules, m, 2027)
	if a.Monthly != m.Dues.Amount || a.Capped || a.Formula != "定额1200.55" {
		t.Errorf("定额 %s, capped %v, %q", a.Monthly, a.Capped, a.Formula)
	}
}

func TestReducedAndExemptNameTheirApproval(t *testing.T) {
	m := member("reduced", 0)
	m.Dues.Amount, m.Dues.Reason, m.Dues.Approval = 100, "家庭困难", "城关党委〔2027〕3号"
	a := Assess(national(config.RoundFen), m, 2027)
	if a.Monthly != 100 || !slices.Contains(a.Notes, "减交：家庭困难（城关党委〔2027〕3号）") {
		t.Errorf("%s %q", a.Monthly, a.Notes)
	}
	m.Dues = config.MemberDues{DuesTerms: config.DuesTerms{Category: "exempt", Reason: "生活困难"}}
	a = Assess(national(config.RoundFen), m, 2027)
	if a.Monthly != 0 || a.Unknown || a.Formula != "免交" || !slices.Contains(a.Notes, "免交：生活困难") {
		t.Errorf("%+v", a)
	}
}

func TestUnknownOwesNothingAndSaysSo(t *testing.T) {
	for name, m := range map[string]*config.Member{
		"no category":       member("", 0),
		"unheard category":  member("other", 490000),
		"salaried, no base": member("salaried", 0),
		"negative base":     member("retired", -1),
	} {
		a := Assess(national(config.RoundFen), m, 2027)
		if !a.Unknown || a.Monthly != 0 || a.Year != 0 || len(a.Notes) == 0 {
			t.Errorf("%s: %+v", name, a)
		}
	}
	if a := Assess(config.DuesRules{}, member("salaried", 490000), 2027); !a.Unknown {
		t.Errorf("without rates: %+v", a)
	}
}

func TestAdmittedAfterTheYearOwesNothing(t *testing.T) {
	m := member("farmer", 0)
	m.Joined = date.New(2028, 1, 5)
	if a := Assess(national(config.RoundFen), m, 2027); a.Year != 0 || a.Unknown {
		t.Errorf("%+v", a)
	}
}

func TestAdmittedInAKnownMonthOnly(t *testing.T) {
	m := member("student", 0)
	m.Joined, m.Probation = date.New(2027, 11, 0), true
	if a := Assess(national(config.RoundFen), m, 2027); a.Year != 40 || a.Months[10] != 0 {
		t.Errorf("%+v", a)
	}
}

func TestProbationaryOfLastYearOwesTheWholeYear(t *testing.T) {
	m := member("farmer", 0)
	m.Joined, m.Probation = date.New(2026, 12, 31), true
	if a := Assess(national(config.RoundFen), m, 2027); a.Year != 600 {
		t.Errorf("%+v", a)
	}
}

func TestSumsEqualTheirParts(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for range 40 {
		checkParts(t, Sum(AssessAll(national(rounds[rng.IntN(3)]), people(rng), 2027)))
	}
}

func people(rng *rand.Rand) []*config.Member {
	var all []*config.Member
	known := append(national(config.RoundFen).Categories, config.DuesRule{})
	for range rng.IntN(60) {
		m := member(known[rng.IntN(len(known))].ID, money.Fen(rng.Int64N(1_500_000)))
		m.Dues.Amount = money.Fen(rng.Int64N(500))
		m.Joined = date.New(2020+rng.IntN(9), time.Month(1+rng.IntN(12)), 1)
		all = append(all, m)
	}
	return all
}

func checkParts(t *testing.T, got Totals) {
	t.Helper()
	var months, quarters, parts, monthly money.Fen
	members, unknown := 0, 0
	for _, f := range got.Months {
		months += f
	}
	for _, f := range got.Quarters {
		quarters += f
	}
	for _, c := range got.Categories {
		parts += c.Year
		monthly += c.Monthly
		members += c.Members
		if c.Category == "" {
			unknown += c.Members
		}
	}
	if months != got.Year || quarters != got.Year || parts != got.Year || monthly != got.Monthly {
		t.Errorf("year %s: months %s, quarters %s, categories %s; monthly %s, categories %s",
			got.Year, months, quarters, parts, got.Monthly, monthly)
	}
	if members != got.Members || unknown != got.Unknown {
		t.Errorf("members %d of %d, unknown %d of %d", members, got.Members, unknown, got.Unknown)
	}
}

func TestTotalsComeByCategoryAndBracket(t *testing.T) {
	all := AssessAll(national(config.RoundFen), []*config.Member{
		member("", 0), member("farmer", 0), member("salaried", 600000),
		member("salaried", 250000), member("retired", 400000), member("salaried", 260000),
	}, 2027)
	var got []string
	for _, c := range Sum(all).Categories {
		got = append(got, fmt.Sprintf("%s %s %d", c.Category, c.Percent, c.Members))
	}
	if want := []string{" 0 1", "farmer 0 1", "salaried 1.5 1", "salaried 0.5 2", "retired 0.5 1"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func BenchmarkAssess(b *testing.B) {
	rules, m := national(config.RoundFen), member("salaried", 684237)
	b.ReportAllocs()
	for b.Loop() {
		Assess(rules, m, 2027)
	}
}
