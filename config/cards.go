package config

import (
	"fmt"
	"slices"
	"strings"

	"dangce/config/diag"
)

// cards warns of cards of which half is known, once for a branch: whoever has
// a number but no year of issue gets no new card, however old his may be.
func (l *records) cards(b *branchEntry) {
	if !slices.Contains(b.Books, Card) {
		return
	}
	l.halfCards(b, "card_no", func(m memberEntry) bool { return m.CardNo != "" && m.CardYear == 0 && !m.written("card_year") },
		"有党费证号，没有发证年份，算不出何时到期，不印新证", "写上发证年份；要印新证的，删去党费证号")
	l.halfCards(b, "card_year", func(m memberEntry) bool { return m.CardYear != 0 && m.CardNo == "" && !m.written("card_no") },
		"有发证年份，没有党费证号，到期前不印新证", "写上党费证号；还没有证的，删去发证年份")
}

// halfCards reports the members of a branch that are half, at the first.
func (l *records) halfCards(b *branchEntry, field string, half func(memberEntry) bool, message, hint string) {
	var first memberEntry
	var names []string
	for _, m := range b.members {
		if half(m) {
			if len(names) == 0 {
				first = m
			}
			names = append(names, m.Name)
		}
	}
	if len(names) == 0 {
		return
	}
	who := strings.Join(names[:min(len(names), 3)], "、")
	if n := len(names); n > 3 {
		who += fmt.Sprintf("等 %d 人", n)
	}
	l.report(diag.Warning, "half-card", first.entry, field, who+message, hint)
}
