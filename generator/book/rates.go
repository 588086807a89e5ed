package book

import (
	"slices"
	"strings"

	"dangce/config"
	"dangce/config/money"
)

// rate is a line of the dues standards in brief.
type rate struct{ who, rule, source string }

// rowRates lists what categories owe, by the rules in force: those of one table
// of percentages in one row.
func rowRates(sc *scope, _ string) []scope {
	var out []scope
	for i := range sc.County.Dues.Categories {
		rule := &sc.County.Dues.Categories[i]
		r := &rate{who: rule.Name, source: sc.cite(rule.Source)}
		switch {
		case len(rule.Brackets) > 0:
			r.rule = sc.brackets(rule.Brackets)
			if i := slices.IndexFunc(out, func(s scope) bool { return s.rate.rule == r.rule }); i >= 0 {
				out[i].rate.join(r)
				continue
			}
		case rule.Fixed():
			r.rule = sc.fixedRule(rule)
		default:
			continue
		}
		c := *sc
		c.rate = r
		out = append(out, c)
	}
	return numbered(out)
}

// join adds a category with the same rule.
func (r *rate) join(other *rate) {
	r.who += "、" + other.who
	if other.source != r.source && other.source != "" {
		r.source += "、" + other.source
	}
}

// fixedRule words an amount: 每月 0.20 元; within a range that the rule leaves
// 每月 0.20—1.00 元，定额 0.50 元.
func (sc *scope) fixedRule(r *config.DuesRule) string {
	if r.Most > 0 {
		return sc.set.Sentences.Dues.Range.Say("least", r.Least, "most", r.Most, "amount", r.Amount)
	}
	return sc.set.Sentences.Dues.Fixed.Say("amount", r.Amount)
}

// brackets words a rate table: 3000 元以下（含）0.5%；3000—5000 元（含）1%；…；超过 10000 元 2%
func (sc *scope) brackets(list []config.Bracket) string {
	var parts []string
	var from money.Fen
	for _, b := range list {
		words := sc.bases(from, b.UpTo)
		if b.UpTo == 0 {
			words += " "
		}
		parts = append(parts, words+b.Percent.String()+"%")
		from = b.UpTo
	}
	return strings.Join(parts, "；")
}

// bases words a bracket, which reaches from above one base up to another, or
// without end: 超过, since 以上 would take the base itself in.
func (sc *scope) bases(from, upTo money.Fen) string {
	switch w := &sc.set.Sentences.Dues; {
	case upTo == 0:
		return w.Above.Say("from", yuan(from))
	case from == 0:
		return w.UpTo.Say("to", yuan(upTo))
	default:
		return w.Between.Say("from", yuan(from), "to", yuan(upTo))
	}
}

// yuan writes an amount without needless decimals.
func yuan(f money.Fen) string { return strings.TrimSuffix(f.String(), ".00") }
