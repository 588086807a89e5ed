// Package dues works out what members owe, in whole fen and without any
// binary fraction: for the ledger, the card, the public notice and the
// county's estimate.
//
// A base falls into one bracket, whose rate applies to the whole of it (全额累进);
// only percentages are rounded, half up, to the county's unit; then the cap
// applies. Amounts fixed by rule or by approval are never rounded. Every sum
// equals the sum of its parts because sums are only ever taken of amounts
// already in fen.
package dues

import (
	"dangce/config"
	"dangce/config/money"
)

// Assessment is what one member owes in one year and how it was worked out.
type Assessment struct {
	Category config.Category
	Base     money.Fen     // 0 for fixed amounts
	Percent  money.Percent // of the bracket; 0 for fixed amounts
	Bracket  int           // index of the bracket in its rate table; -1 for fixed amounts
	Monthly  money.Fen     // due in a month in which the member owes
	Months   [13]money.Fen // by month; index 0 unused
	Year     money.Fen     // sum of Months
	Capped   bool          // Monthly was cut to the county's cap
	Unknown  bool          // 待核定: no category, or no base to work from
	Formula  string        // as printed: 4743.70×1%=47.44
	BaseSum  string        // how the base came about: 1640.00+2310.00−12.30=…; "" without items
	Source   string        // the rule it comes from
	Notes    []string      // 待核定; 自6月起交纳; 减交理由 …
}

// Quarter returns what is due in quarter q, 1 to 4.
func (a *Assessment) Quarter(q int) money.Fen {
	var sum money.Fen
	for m := 3*q - 2; m <= 3*q; m++ {
		sum += a.Months[m]
	}
	return sum
}
