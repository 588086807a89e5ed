package book

import (
	"dangce/config/money"
	"dangce/generator/doc"
)

var quarterFields = map[string]field{
	"dues.cap": text(anywhere, func(s *scope) string { return yuan(s.County.Dues.Cap) }),
	// What a member owes in a month of the quarter in scope; who joins later
	// owes nothing yet.
	"quarter.monthly": typed(aMember|theDues|aQuarter, func(s *scope) doc.Value {
		a := s.assessment()
		if a.Unknown {
			return doc.Value{}
		}
		var most money.Fen
		for _, m := range a.Months[3*s.quarter-2 : 3*s.quarter+1] {
			most = max(most, m)
		}
		return doc.MoneyValue(int64(most))
	}),
	"quarter.due": typed(aMember|theDues|aQuarter, func(s *scope) doc.Value {
		a := s.assessment()
		if a.Unknown {
			return doc.Value{}
		}
		return doc.MoneyValue(int64(a.Quarter(s.quarter)))
	}),
}
