package book

import (
	"strconv"

	"dangce/config"
	"dangce/generator/doc"
)

// NeedsCard reports whether a 党费证 is printed for m: he has none, or his
// ends before the year. Who has a number but no year of issue has a card
// whose end is not known; nothing is printed for him.
func NeedsCard(m *config.Member, c *config.County) bool {
	if m.CardYear == 0 {
		return m.CardNo == ""
	}
	return m.CardYear+c.CardYears <= c.Year
}

// spareCards is the number of blank cards for a branch.
func spareCards(c *config.County) int { return c.Print.Spare[config.Card] }

// repeatCards repeats a book for every member who needs a card, in the order
// of the roster, and for the spare ones, in which no person and no year is
// printed.
func repeatCards(sc *scope, _ string) []scope {
	if sc.Branch == nil {
		return nil
	}
	if sc.Supplement != nil {
		return sc.newCards()
	}
	var out []scope
	for _, m := range sc.Branch.Members {
		if NeedsCard(m, sc.County) {
			out = append(out, *sc.withMember(m))
		}
	}
	for range spareCards(sc.County) {
		out = append(out, *sc)
	}
	return out
}

// repeatCardYears repeats a page for every year that a card is used.
func repeatCardYears(sc *scope, _ string) []scope {
	return repeatTime(sc, sc.County.CardYears, func(c *scope, i int) { c.card = i })
}

// first reports whether the page is about the year that the dues in scope
// were assessed for.
func (s *scope) first() bool { return s.card == 1 && s.member != nil }

var cardFields = map[string]field{
	"card.years": text(anywhere, func(s *scope) string { return strconv.Itoa(s.County.CardYears) }),
	"card.span": text(anywhere, func(s *scope) string {
		if s.member == nil {
			return s.set.Sentences.Card.SpanBlank.String()
		}
		return s.set.Sentences.Card.Span.Say("from", s.County.Year, "to", s.County.Year+s.County.CardYears-1)
	}),
	"card.year": text(aCard, func(s *scope) string {
		if s.member == nil || s.card == 0 {
			return "　　　　"
		}
		return strconv.Itoa(s.County.Year + s.card - 1)
	}),
	"card.monthly": text(aCard, func(s *scope) string {
		if a := s.assessment(); s.first() && !a.Unknown {
			return dueMonthly(a)
		}
		return "________"
	}),
	"card.due": typed(aMonth|aCard, func(s *scope) doc.Value {
		if a := s.assessment(); s.first() && !a.Unknown && a.Months[s.month] > 0 {
			return doc.MoneyValue(int64(a.Months[s.month]))
		}
		return doc.Value{}
	}),
	"card.old": text(aMember, func(s *scope) string {
		if s.member.CardNo == "" {
			return ""
		}
		return s.set.Sentences.Card.Old.Say("no", s.member.CardNo)
	}),
}
