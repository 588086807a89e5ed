package dues

import (
	"strings"

	"dangce/config"
	"dangce/config/money"
)

// base returns the base of a percentage and, where it comes from items, how
// it was added up.
func base(rule *config.DuesRule, d config.DuesTerms) (money.Fen, string) {
	if len(d.Items) == 0 {
		return d.Base, ""
	}
	sum, how := rule.ItemsBase(d.Items), terms(d.Items)
	if rule.Averages(d.Items) {
		how = "(" + how + ")÷3"
	}
	return sum, how + "=" + sum.String()
}

// terms writes items as they are added: 1640.00+2310.00−12.30, with the minus
// sign of print rather than a hyphen.
func terms(items []config.BaseItem) string {
	var b strings.Builder
	for i, it := range items {
		switch {
		case it.Amount < 0:
			b.WriteString("−")
		case i > 0:
			b.WriteByte('+')
		}
		b.WriteString(strings.TrimPrefix(it.Amount.String(), "-"))
	}
	return b.String()
}

// bracketOf returns the index of the bracket that holds the base, the last
// one if none reaches up to it.
func bracketOf(brackets []config.Bracket, base money.Fen) int {
	for i, b := range brackets {
		if b.UpTo == 0 || base <= b.UpTo {
			return i
		}
	}
	return len(brackets) - 1
}

// onePercent is 1 % in the units of money.Percent; a whole is a hundred of
// them.
const onePercent = 1000

// share returns p of a base that is not negative, half up to the unit of
// round. Quotient and rest are taken apart, so that no product overflows.
func share(base money.Fen, p money.Percent, round config.Round) money.Fen {
	unit := int64(1)
	switch round {
	case config.RoundJiao:
		unit = 10
	case config.RoundYuan:
		unit = 100
	}
	whole := 100 * onePercent * unit
	q, r := int64(base)/whole, int64(base)%whole
	return money.Fen((q*int64(p) + (r*int64(p)+whole/2)/whole) * unit)
}
