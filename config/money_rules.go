package config

import (
	"cmp"
	"fmt"
	"slices"

	"dangce/config/diag"
	"dangce/config/money"
	"dangce/templates"
)

// RulesOf returns the rules of rates.toml, before a county's own.
func RulesOf(r *templates.Rates) DuesRules {
	d := DuesRules{Round: RoundFen, Cap: r.Cap, CapSource: string(r.CapSource), Regulation: r.Regulation, Version: r.Version}
	for _, c := range r.Categories {
		d.Categories = append(d.Categories, DuesRule{Category(c.ID), c.Name, r.Table(c), c.Quarterly, c.Amount, c.Least, c.Most, c.Needs, string(c.Source)})
	}
	d.Categories = append(d.Categories, unassessed)
	return d
}

// dues joins the county's [dues] with the built-in rates.
func (l settings) dues() {
	f, d := &l.file.Dues, &l.county.Dues
	*d = RulesOf(l.rates)
	d.Round = f.Round
	if f.Cap != d.Cap {
		d.Cap, d.CapSource = f.Cap, templates.CountyOwn
	}
	if d.Cap <= 0 && l.toml.Has("dues.cap") {
		l.add(diag.Error, "bad-amount", "dues.cap", "上限应大于 0", `例如 cap = "1000.00"`)
	}
	for i, c := range l.rates.Categories {
		switch rule := &d.Categories[i]; {
		case len(rule.Brackets) > 0:
			l.rate(rule, c)
		case rule.Fixed():
			l.fixed(rule, c)
		}
	}
}

// rate puts the county's table in place of the built-in one: its own, or that
// of the category whose percentages count.
func (l settings) rate(rule *DuesRule, c *templates.Rate) {
	own := l.file.Dues.Rate[c.ID]
	if own != nil {
		path, errs := "dues.rate."+c.ID, l.out.Errors()
		templates.CheckBrackets(l.toml, path+".brackets", own.Brackets, &l.out)
		if own.Source == "" && !slices.Equal(own.Brackets, rule.Brackets) && l.out.Errors() == errs {
			l.add(diag.Warning, "no-source", path+".brackets", "改了比例，没有写出处，印成“"+templates.CountyOwn+"”", `加一行 source = "……"，写本县文件的名称和文号`)
		}
		l.text(path+".source", "出处", own.Source, longestText)
	} else if own = l.file.Dues.Rate[c.Follows]; own == nil || slices.Equal(own.Brackets, rule.Brackets) {
		return
	}
	if !slices.Equal(own.Brackets, rule.Brackets) {
		rule.Source = templates.CountyOwn
	}
	rule.Brackets, rule.Source = own.Brackets, cmp.Or(own.Source, rule.Source)
}

// fixed puts the county's amount in place of the built-in one. Where the rule
// leaves a range, its source says whose amount within it is.
func (l settings) fixed(rule *DuesRule, c *templates.Rate) {
	path, own := "dues."+c.ID, l.file.Dues.Fixed[c.ID]
	rule.Amount = own
	switch {
	case own == c.Amount && !c.AmountSource.Ours():
	case rule.Most > 0:
		rule.Source += "；定额为" + templates.CountyOwn
	default:
		rule.Source = templates.CountyOwn
	}
	switch {
	case !l.toml.Has(path):
	case own < 0:
		l.add(diag.Error, "bad-amount", path, "党费不能是负数", "")
	case rule.Most > 0 && (own < rule.Least || own > rule.Most):
		l.add(diag.Warning, "dues-range", path, fmt.Sprintf("%s 元不在规定的每月 %s 元到 %s 元之间", own, rule.Least, rule.Most), "出处："+string(c.Source))
	}
}

// BracketOf returns the index of the bracket of a base.
func (r *DuesRule) BracketOf(base money.Fen) int {
	for i, b := range r.Brackets {
		if b.UpTo == 0 || base <= b.UpTo {
			return i
		}
	}
	return len(r.Brackets) - 1
}

// AmountFor returns what a member of a category with a fixed amount pays a
// month: what was decided for the member where the rule leaves it open.
func (r *DuesRule) AmountFor(decided money.Fen) money.Fen {
	if r.Most > 0 && r.Least <= decided && decided <= r.Most {
		return decided
	}
	return r.Amount
}

// onePercent is 1 % in the units of money.Percent; a whole is a hundred of
// them.
const onePercent = 1000

// Share returns p of a base that is not negative, half up to the unit.
// Quotient and rest are taken apart, so that no product overflows.
func (round Round) Share(base money.Fen, p money.Percent) money.Fen {
	unit := int64(1)
	switch round {
	case RoundJiao:
		unit = 10
	case RoundYuan:
		unit = 100
	}
	whole := 100 * onePercent * unit
	q, r := int64(base)/whole, int64(base)%whole
	return money.Fen((q*int64(p) + (r*int64(p)+whole/2)/whole) * unit)
}
