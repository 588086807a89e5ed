package config

import (
	"fmt"
	"slices"

	"dangce/config/diag"
	"dangce/config/money"
	"dangce/templates"
)

// dues joins the county's [dues] with the built-in rates.
func (l *loader) dues() {
	f, r := &l.file.Dues, l.rates
	d := &l.county.Dues
	*d = DuesRules{
		Round: Round(l.pick("dues.round", rounds, f.Round)),
		Cap:   r.Cap,
		Rates: map[Category][]Bracket{},
		Fixed: map[Category]money.Fen{},
		Bound: map[Category]Bounds{},
		Source: map[Category]string{
			Salaried: r.Salaried.Source, RetiredPay: r.Retired.Source, SelfEmployed: r.SelfEmployed.Source,
			Farmer: r.Farmer.Source, Student: r.Student.Source, Unemployed: r.Unemployed.Source,
			Relief: r.Relief.Source, Dibao: r.Dibao.Source,
			Reduced: r.Reduced.Source, Exempt: r.Exempt.Source, FixedDue: r.FixedDue.Source,
		},
		CapSource: r.CapSource, Regulation: r.Regulation, Version: r.Version,
	}
	if f.Cap != nil {
		if *f.Cap != r.Cap {
			d.CapSource = CountyOwn
		}
		d.Cap = *f.Cap
		if d.Cap <= 0 {
			l.add(diag.Error, "bad-amount", "dues.cap", "上限应大于 0", `例如 cap = "1000.00"`)
		}
	}
	l.rate(Salaried, f.Rate.Salaried, r.Salaried)
	l.rate(RetiredPay, f.Rate.Retired, r.Retired)
	own := f.Rate.SelfEmployed
	if own == nil {
		// Their percentages are those of the salaried, the county's included.
		if l.rate(SelfEmployed, f.Rate.Salaried, r.SelfEmployed); f.Rate.Salaried == nil || sameBrackets(f.Rate.Salaried.Brackets, r.SelfEmployed.Brackets) {
			d.Source[SelfEmployed] = r.SelfEmployed.Source
		}
	} else {
		l.rate(SelfEmployed, own, r.SelfEmployed)
	}
	l.fixed(Farmer, f.Farmer, r.Farmer)
	l.fixed(Student, f.Student, r.Student)
	l.fixed(Unemployed, f.Unemployed, r.Unemployed)
	l.fixed(Relief, f.Relief, r.Relief)
	l.fixed(Dibao, f.Dibao, r.Dibao)
}

// CountyOwn is printed as the source of what the county has set against the
// built-in rule.
const CountyOwn = "本县规定"

// rate sets the table of a category: the county's where it has one.
func (l *loader) rate(c Category, own *rateFile, def templates.Rate) {
	table := def.Brackets
	path := "dues.rate." + string(c)
	if own != nil {
		table = own.Brackets
		if !sameBrackets(table, def.Brackets) {
			l.county.Dues.Source[c] = CountyOwn
		}
		if own.Source != "" {
			l.county.Dues.Source[c] = own.Source
			l.text(path+".source", "出处", own.Source, longestText)
		}
		templates.CheckBrackets(l.toml, path+".brackets", own.Brackets, &l.out)
	}
	var to []Bracket
	for _, b := range table {
		x := Bracket{Percent: b.Percent}
		if b.UpTo != nil {
			x.UpTo = *b.UpTo
		}
		to = append(to, x)
	}
	l.county.Dues.Rates[c] = to
}

// sameBrackets reports whether two tables say the same.
func sameBrackets(a, b []templates.Bracket) bool {
	return slices.EqualFunc(a, b, func(x, y templates.Bracket) bool {
		if x.UpTo == nil || y.UpTo == nil {
			return x.UpTo == y.UpTo && x.Percent == y.Percent
		}
		return *x.UpTo == *y.UpTo && x.Percent == y.Percent
	})
}

// fixed sets the amount of a category. Where the rule leaves a range, its
// source says whose amount within it is.
func (l *loader) fixed(c Category, own *money.Fen, def templates.FixedRate) {
	d := &l.county.Dues
	d.Fixed[c] = def.Amount
	if def.Most > 0 {
		d.Bound[c] = Bounds{def.Least, def.Most}
	}
	ours := own == nil || *own == def.Amount
	switch {
	case ours && def.AmountSource == "D":
		d.Source[c] += "；定额为默认口径"
	case ours:
	case def.Most > 0:
		d.Source[c] += "；定额为" + CountyOwn
	default:
		d.Source[c] = CountyOwn
	}
	if own == nil {
		return
	}
	d.Fixed[c] = *own
	path := "dues." + string(c)
	switch {
	case *own < 0:
		l.add(diag.Error, "bad-amount", path, "党费不能是负数", "")
	case def.Most > 0 && (*own < def.Least || *own > def.Most):
		l.add(diag.Warning, "dues-range", path, fmt.Sprintf("%s 元不在规定的每月 %s 元到 %s 元之间", *own, def.Least, def.Most), "出处："+def.Source)
	}
}
