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
