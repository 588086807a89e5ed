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

// Assessment is what one member owes in one year and how it was worked out:
// the part of January, and those of later months.
type Assessment struct {
	Part
	Later  []Part        // in order of month; none where nothing changes within the year
	Months [13]money.Fen // by month; index 0 unused
	Year   money.Fen     // sum of Months
	Notes  []string      // of all parts, and 自6月起交纳
}

// Part is what a member owes for some months.
type Part struct {
	From, To time.Month
	Category config.Category
	Base     money.Fen         // 0 for fixed amounts
	Items    []config.BaseItem // the terms of the base, or none
	Percent  money.Percent     // of the bracket; 0 for fixed amounts
	Bracket  int               // index of the bracket in its rate table; -1 for fixed amounts
	Monthly  money.Fen         // due in a month in which the member owes
	Year     money.Fen         // due in the months of the part
	Capped   bool              // Monthly was cut to the county's cap
	Unknown  bool              // 待核定: no category, or no base to work from
	Formula  string            // as printed: 4743.70×1%=47.44
	BaseSum  string            // how the base came about: 1640.00+2310.00−12.30=…; "" without items
	Source   string            // the rule it comes from
	Notes    []string          // 待核定; 减交理由 …
}

// Parts are all parts of the year.
func (a *Assessment) Parts() []*Part {
	all := []*Part{&a.Part}
	for i := range a.Later {
		all = append(all, &a.Later[i])
	}
	return all
}

// Span words the months of a part: 1—6月, 7月起 to the year's end.
func (p *Part) Span() string {
	switch {
	case p.To == time.December:
		return fmt.Sprintf("%d月起", int(p.From))
	case p.From == p.To:
		return fmt.Sprintf("%d月", int(p.From))
	}
	return fmt.Sprintf("%d—%d月", int(p.From), int(p.To))
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
	var a Assessment
	a.Part = part(rules, m.Dues.DuesTerms, time.January)
	for _, t := range m.Dues.Later {
		a.Later = append(a.Later, part(rules, t, t.From))
	}
	for to, parts := time.December, a.Parts(); len(parts) > 0; parts = parts[:len(parts)-1] {
		last := parts[len(parts)-1]
		last.To, to = to, last.From-1
	}
	for _, p := range a.Parts() {
		for _, note := range p.Notes {
			if p.From > time.January {
				note = p.Span() + note
			}
			a.Notes = append(a.Notes, note)
		}
	}
	a.spread(m, year)
	return a
}

// part works out what is owed by some terms.
func part(rules config.DuesRules, t config.DuesTerms, from time.Month) Part {
	rule := rules.Of(t.Category)
	p := Part{From: from, Category: t.Category, Bracket: -1, Source: rule.Source}
	switch {
	case len(rule.Brackets) > 0:
		p.percentage(rules, rule, t)
	case len(rule.Needs) > 0:
		p.decided(rule, t)
	case rule.Fixed():
		p.fixed(rule.AmountFor(t.Amount), "定额")
	default:
		p.unknown("待核定：未填缴费类别")
	}
	return p
}

func (p *Part) unknown(note string) {
	p.Unknown = true
	p.Notes = append(p.Notes, note)
}

func (p *Part) percentage(rules config.DuesRules, rule *config.DuesRule, d config.DuesTerms) {
	p.Base, p.BaseSum = base(rule, d)
	p.Items = d.Items
	brackets := rule.Brackets
	if p.Base <= 0 {
		p.Base = 0
		p.unknown("待核定：未填月计费基数")
		return
	}
	p.Bracket = rule.BracketOf(p.Base)
	p.Percent = brackets[p.Bracket].Percent
	exact := rules.Round.Share(p.Base, p.Percent)
	p.Monthly = exact
	p.Formula = fmt.Sprintf("%s×%s%%=%s", p.Base, p.Percent, exact)
	if rules.Cap > 0 && exact > rules.Cap {
		p.Monthly, p.Capped = rules.Cap, true
		p.Formula += fmt.Sprintf("，按上限%s", rules.Cap)
		p.Notes = append(p.Notes, fmt.Sprintf("月交纳上限%s元，超出部分自愿交纳", rules.Cap))
	}
}

func (p *Part) fixed(amount money.Fen, word string) {
	p.Monthly = amount
	p.Formula = word + amount.String()
}

func (p *Part) decided(rule *config.DuesRule, d config.DuesTerms) {
	word := rule.Name
	if d.Amount == 0 && !slices.Contains(rule.Needs, "amount") {
		p.Formula = word
	} else {
		p.fixed(d.Amount, word)
	}
	switch {
	case d.Reason != "" && d.Approval != "":
		p.Notes = append(p.Notes, fmt.Sprintf("%s：%s（%s）", word, d.Reason, d.Approval))
	case d.Reason != "" || d.Approval != "":
		p.Notes = append(p.Notes, fmt.Sprintf("%s：%s%s", word, d.Reason, d.Approval))
	}
}

// spread fills the months in which the member owes (see config.Member.Owes).
func (a *Assessment) spread(m *config.Member, year int) {
	first, last, any := m.Owes(year)
	switch {
	case m.Joined.Year > year:
		a.Notes = append(a.Notes, fmt.Sprintf("%s入党，本年不交", m.Joined.Chinese()))
	case m.Came.Year == year && m.CameBy == config.MovedIn && first <= time.December:
		a.Notes = append(a.Notes, fmt.Sprintf("%s%s，自%d月起交纳", m.Came.Chinese(), m.CameBy, int(first)))
	case m.Joined.Year == year:
		a.Notes = append(a.Notes, fmt.Sprintf("%s入党，自%d月起交纳", m.Joined.Chinese(), int(first)))
	}
	if m.Left.Year == year {
		a.Notes = append(a.Notes, fmt.Sprintf("%s%s，交到%d月", m.Left.Chinese(), m.LeftBy, int(last)))
	}
	if !any {
		return
	}
	for _, p := range a.Parts() {
		for month := max(first, p.From); month <= min(p.To, last); month++ {
			a.Months[month] = p.Monthly
			p.Year += p.Monthly
		}
		a.Year += p.Year
	}
}
