package book

import (
	"strconv"
	"strings"

	"dangce/config"
	"dangce/config/money"
	"dangce/generator/doc"
	"dangce/generator/dues"
	"dangce/templates"
	"dangce/templates/phrase"
)

// level is a category of dues, or one bracket of a category that pays a
// percentage: a column or a row of the county's estimate.
type level struct {
	category config.Category
	bracket  int // -1 for the whole category and for fixed amounts
}

// levelFields are placeholders about a level, and what a branch has in it.
var levelFields = map[string]field{
	"level.id": text(aLevel, func(s *scope) string {
		id := string(s.level.category)
		if id == "" {
			id = "unknown"
		}
		if s.level.bracket >= 0 {
			id += strconv.Itoa(s.level.bracket + 1)
		}
		return id
	}),
	"level.name":      text(aLevel, func(s *scope) string { return s.County.Dues.Of(s.level.category).Name }),
	"level.range":     text(aLevel, levelRange),
	"level.label":     text(aLevel, levelLabel),
	"level.source":    text(aLevel, func(s *scope) string { return s.source() }),
	"level.members":   levelField(func(t *dues.CategoryTotal) doc.Value { return doc.IntValue(t.Members) }),
	"level.monthly":   levelField(func(t *dues.CategoryTotal) doc.Value { return doc.MoneyValue(int64(t.Monthly)) }),
	"level.year":      levelField(func(t *dues.CategoryTotal) doc.Value { return doc.MoneyValue(int64(t.Year)) }),
	"committee.key":   text(aCommittee, committeeKey),
	"total.members":   totalField(func(s *scope) doc.Value { return doc.IntValue(s.totals.Members) }),
	"total.monthly":   totalField(func(s *scope) doc.Value { return doc.MoneyValue(int64(s.totals.Monthly)) }),
	"total.quarter":   typed(aTotal|aQuarter, func(s *scope) doc.Value { return doc.MoneyValue(int64(s.totals.Quarters[s.quarter])) }),
	"dues.how":        text(aMember|theDues, dueHow),
	"dues.basis":      text(aMember|theDues, dueBasis),
	"quarter.chinese": text(aQuarter, func(s *scope) string { return chineseNumber(s.quarter) }),
	"rules.cap":       text(anywhere, func(s *scope) string { return yuan(s.County.Dues.Cap) }),
	"rules.cap_source": text(anywhere, func(s *scope) string {
		return s.cite(s.County.Dues.CapSource)
	}),
	"rules.regulation":   text(anywhere, func(s *scope) string { return s.County.Dues.Regulation }),
	"rules.version":      text(anywhere, func(s *scope) string { return s.County.Dues.Version }),
	"rules.round_source": text(anywhere, func(*scope) string { return templates.CountyOwn }), // no rule of the whole country says
	"rules.round": text(anywhere, func(s *scope) string {
		w := &s.set.Sentences.Dues
		return map[config.Round]phrase.Text{config.RoundFen: w.Fen, config.RoundJiao: w.Jiao, config.RoundYuan: w.Yuan}[s.County.Dues.Round].String()
	}),
}

// committeeKey names a committee so that sums of a worksheet find it: not a
// number, unlike any other, and without the signs of patterns.
func committeeKey(s *scope) string {
	return strings.NewReplacer("*", "＊", "?", "？", "~", "～").Replace(s.Committee.Code + " " + s.Committee.Short)
}

func totalField(f value) field { return typed(aTotal, f) }

// levelField is the part that the branch of the row has in the level; blank
// where it has none.
func levelField(f func(*dues.CategoryTotal) doc.Value) field {
	return typed(aTotal|aLevel, func(s *scope) doc.Value {
		var sum dues.CategoryTotal
		for _, c := range s.totals.Categories {
			if c.Category == s.level.category && (s.level.bracket < 0 || c.Bracket == s.level.bracket) {
				sum.Members += c.Members
				sum.Monthly += c.Monthly
				sum.Year += c.Year
			}
		}
		if sum.Members == 0 && sum.Year == 0 {
			return doc.Value{}
		}
		return f(&sum)
	})
}

// levelRange words the bases of a level: 3000—5000 元（含）.
func levelRange(s *scope) string {
	if s.level.bracket < 0 {
		return ""
	}
	list := s.County.Dues.Of(s.level.category).Brackets
	var from money.Fen
	if s.level.bracket > 0 {
		from = list[s.level.bracket-1].UpTo
	}
	return s.bases(from, list[s.level.bracket].UpTo)
}

// levelLabel is the short name of a level: 在职 1.5%, 农民.
func levelLabel(s *scope) string {
	switch l := s.level; {
	case l.bracket < 0:
		return s.County.Dues.Of(l.category).Name
	default:
		rule := s.County.Dues.Of(l.category)
		return rule.Name + " " + rule.Brackets[l.bracket].Percent.String() + "%"
	}
}

func (s *scope) source() string {
	return s.cite(s.County.Dues.Of(s.level.category).Source)
}

// cite writes a source of the county's rules as it is printed.
func (s *scope) cite(source string) string { return s.set.Sources.Print(templates.Cited(source)) }

// dueCategory names the category of a member, and those that it changes to
// within the year: 在职，7月起离退休.
func dueCategory(s *scope) string {
	name := func(c config.Category) string { return s.County.Dues.Of(c).Name }
	a := s.assessment()
	out, last := name(s.member.Dues.Category), s.member.Dues.Category
	for i := range a.Later {
		if p := &a.Later[i]; p.Category != last {
			out, last = out+"，"+p.Span()+name(p.Category), p.Category
		}
	}
	return out
}

// dueHow is how an assessment was worked out: the terms of the base and what
// they are, then the due; part by part where it changes within the year.
func dueHow(s *scope) string {
	a := s.assessment()
	var lines []string
	for _, p := range a.Parts() {
		span := ""
		if len(a.Later) > 0 {
			span = p.Span() + "："
		}
		if p.BaseSum != "" {
			lines = append(lines, span+p.BaseSum, s.itemNames(p.Items))
			span = ""
		}
		if p.Formula != "" {
			lines = append(lines, span+p.Formula)
		}
	}
	return strings.Join(lines, "\n")
}

// dueBasis is what an assessment rests on: the rules, then what was decided
// about this member.
func dueBasis(s *scope) string {
	a := s.assessment()
	var parts []string
	last := ""
	for _, p := range a.Parts() {
		source := s.cite(p.Source)
		if source == last || source == "" {
			continue
		}
		if last = source; p != &a.Part {
			source = p.Span() + source
		}
		parts = append(parts, source)
	}
	return strings.Join(append(parts, a.Notes...), "；")
}

// dueMonthly is the amount of January, and those that it changes to: 49.00，7月起19.50.
func dueMonthly(a *dues.Assessment) string {
	out := a.Monthly.String()
	for i := range a.Later {
		out += "，" + a.Later[i].Span() + a.Later[i].Monthly.String()
	}
	return out
}

// itemNames names the terms of a base, those taken off after the others.
func (s *scope) itemNames(items []config.BaseItem) string {
	var plus, minus []string
	for _, it := range items {
		if it.Amount < 0 {
			minus = append(minus, it.Name)
		} else {
			plus = append(plus, it.Name)
		}
	}
	out := strings.Join(plus, "、")
	if len(minus) > 0 {
		out += s.set.Sentences.Dues.Minus.Say("items", strings.Join(minus, "、"))
	}
	return out
}

// repeatCategory yields a scope for each category of dues.
func repeatCategory(sc *scope, _ string) []scope {
	return sc.levels(func(*config.DuesRule) int { return 0 })
}

// repeatBracket yields a scope for each bracket of the rates in force, and
// for each category that pays fixed amounts.
func repeatBracket(sc *scope, _ string) []scope {
	return sc.levels(func(r *config.DuesRule) int { return len(r.Brackets) })
}

func (sc *scope) levels(brackets func(*config.DuesRule) int) []scope {
	var out []scope
	add := func(cat config.Category, bracket int) {
		c := *sc
		c.level = &level{cat, bracket}
		out = append(out, c)
	}
	for i := range sc.County.Dues.Categories {
		rule := &sc.County.Dues.Categories[i]
		n := brackets(rule)
		if n == 0 {
			add(rule.ID, -1)
		}
		for i := range n {
			add(rule.ID, i)
		}
	}
	return out
}

// rowLevels lists the brackets, numbered as their columns stand.
func rowLevels(sc *scope, _ string) []scope { return numbered(repeatBracket(sc, "")) }

// rowDuesBranches lists all branches with what their members owe together.
func rowDuesBranches(sc *scope, _ string) []scope {
	out := rowBranches(sc, "")
	for i := range out {
		b := out[i].Branch
		t := dues.Sum(dues.AssessAll(sc.County.Dues, b.Members, sc.County.Year))
		out[i].totals = &t
	}
	return out
}
