package book

import (
	"fmt"
	"strings"
	"time"

	"dangce/config/money"
	"dangce/generator/doc"
	"dangce/generator/dues"
)

var quarterFields = map[string]field{
	"dues.cap": text(anywhere, func(s *scope) string { return yuan(s.County.Dues.Cap) }),
	"quarter.monthly": typed(aMember|theDues|aQuarter, func(s *scope) doc.Value {
		a := s.assessment()
		if a.Unknown {
			return doc.Value{}
		}
		return quarterMonthly(a, time.Month(s.quarter))
	}),
	"quarter.due": typed(aMember|theDues|aQuarter, func(s *scope) doc.Value {
		a := s.assessment()
		if a.Unknown {
			return doc.Value{}
		}
		return doc.MoneyValue(int64(a.Quarter(s.quarter)))
	}),
}

// quarterMonthly is what a member owes in a month of a quarter; who joins later
// owes nothing yet. Amounts that differ are named with their months.
func quarterMonthly(a *dues.Assessment, quarter time.Month) doc.Value {
	var words []string
	var last money.Fen
	for _, p := range a.Parts() {
		for m := max(p.From, 3*quarter-2); m <= min(p.To, 3*quarter); m++ {
			due := a.Months[m]
			if due == 0 && p.Monthly > 0 || len(words) > 0 && due == last {
				continue
			}
			last, words = due, append(words, fmt.Sprintf("%d月起%s", int(m), due))
		}
	}
	if len(words) > 1 {
		return doc.TextValue(strings.Join(words, "\n"))
	}
	return doc.MoneyValue(int64(last))
}
