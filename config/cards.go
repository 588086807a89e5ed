package config

import (
	"fmt"
	"slices"
	"strings"

	"dangce/config/diag"
)

// cards warns of cards of which half is known, once for a branch: whoever has
// a number but no year of issue gets no new card, however old his may be.
func (l *loader) cards(r *branchRec, b *Branch) {
	if !slices.Contains(b.Books, "card") {
		return
	}
	l.halfCards(r, "card_no", func(m *memberRec) bool { return m.CardNo != "" && m.CardYear == 0 && !m.at.Given("card_year") },
		"有党费证号，没有发证年份，算不出何时到期，不印新证", "写上发证年份；要印新证的，删去党费证号")
	l.halfCards(r, "card_year", func(m *memberRec) bool { return m.CardYear != 0 && m.CardNo == "" && !m.at.Given("card_no") },
		"有发证年份，没有党费证号，到期前不印新证", "写上党费证号；还没有证的，删去发证年份")
}

// halfCards reports the members of a branch that are half, at the first.
func (l *loader) halfCards(r *branchRec, field string, half func(*memberRec) bool, message, hint string) {
	var first *memberRec
	var names []string
	for i := range r.Members {
		if m := &r.Members[i]; half(m) {
			if first == nil {
				first = m
			}
			names = append(names, person(m, ""))
		}
	}
	if first == nil {
		return
	}
	who := strings.Join(names[:min(len(names), 3)], "、")
	if n := len(names); n > 3 {
		who += fmt.Sprintf("等 %d 人", n)
	}
	l.report(diag.Warning, "half-card", first.at, field, r.tag, who+message, hint)
}
