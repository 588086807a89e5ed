// Package dues works out what members owe, in whole fen and without any
// binary fraction: for the ledger, the card, the public notice and the
// county's estimate.
//
// A base falls into one bracket, whose rate applies to the whole of it (全额累进);
// only percentages are rounded, half up, to the county's unit; then the cap
// applies. Amounts fixed by rule or by approval are neither rounded nor
// capped. Every sum equals the sum of its parts because sums are only ever
// taken of amounts already in fen.
package dues

import (
	"fmt"
	"slices"
	"time"

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
	for _, due := range a.Months[3*q-2 : 3*q+1] {
		sum += due
	}
	return sum
}

// Assess works out what m owes in year. It never fails: what cannot be
// assessed is Unknown, owes 0 and says 待核定 in its notes, for a person to
// fill in.
func Assess(rules config.DuesRules, m *config.Member, year int) Assessment {
	rule := rules.Of(m.Dues.Category)
	a := Assessment{Category: m.Dues.Category, Bracket: -1, Source: rule.Source}
	switch {
	case len(rule.Brackets) > 0:
		a.percentage(rules, rule, m.Dues)
	case len(rule.Needs) > 0:
		a.decided(rule, m.Dues)
	case rule.Fixed():
		a.fixed(rule.Amount, "定额")
	default:
		a.unknown("待核定：未填缴费类别")
	}
	a.spread(m, year)
	return a
}

func (a *Assessment) unknown(note string) {
	a.Unknown = true
	a.Notes = append(a.Notes, note)
}

func (a *Assessment) percentage(rules config.DuesRules, rule *config.DuesRule, d config.MemberDues) {
	a.Base, a.BaseSum = base(rule, d)
	brackets := rule.Brackets
	if a.Base <= 0 {
		a.Base = 0
		a.unknown("待核定：未填月计费基数")
		return
	}
	a.Bracket = bracketOf(brackets, a.Base)
	a.Percent = brackets[a.Bracket].Percent
	exact := share(a.Base, a.Percent, rules.Round)
	a.Monthly = exact
	a.Formula = fmt.Sprintf("%s×%s%%=%s", a.Base, a.Percent, exact)
	if rules.Cap > 0 && exact > rules.Cap {
		a.Monthly, a.Capped = rules.Cap, true
		a.Formula += fmt.Sprintf("，按上限%s", rules.Cap)
		a.Notes = append(a.Notes, fmt.Sprintf("月交纳上限%s元，超出部分自愿交纳", rules.Cap))
	}
}

func (a *Assessment) fixed(amount money.Fen, word string) {
	a.Monthly = amount
	a.Formula = word + amount.String()
}

func (a *Assessment) decided(rule *config.DuesRule, d config.MemberDues) {
	word := rule.Name
	if d.Amount == 0 && !slices.Contains(rule.Needs, "amount") {
		a.Formula = word
	} else {
		a.fixed(d.Amount, word)
	}
	switch {
	case d.Reason != "" && d.Approval != "":
		a.Notes = append(a.Notes, fmt.Sprintf("%s：%s（%s）", word, d.Reason, d.Approval))
	case d.Reason != "" || d.Approval != "":
		a.Notes = append(a.Notes, fmt.Sprintf("%s：%s%s", word, d.Reason, d.Approval))
	}
}

// spread fills the months. A member owes from the month of admission on, the
// whole month (中组发〔2008〕3号 第八条: from the day the branch's general meeting
// admitted him; the whole month is the county's default).
func (a *Assessment) spread(m *config.Member, year int) {
	first := time.January
	switch {
	case m.Joined.Year > year:
		a.Notes = append(a.Notes, fmt.Sprintf("%s入党，本年不交", m.Joined.Chinese()))
		return
	case m.Joined.Year == year:
		first = m.Joined.Month
		a.Notes = append(a.Notes, fmt.Sprintf("%s入党，自%d月起交纳", m.Joined.Chinese(), int(first)))
	}
	for month := first; month <= time.December; month++ {
		a.Months[month] = a.Monthly
		a.Year += a.Monthly
	}
}
