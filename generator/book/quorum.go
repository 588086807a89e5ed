package book

import (
	"fmt"
	"regexp"
	"strings"

	"dangce/templates"
)

// rowQuorums lists the rules of quorum.toml: all, or those whose ids are given
// with commas between.
func rowQuorums(sc *scope, ids string) []scope {
	var out []scope
	add := func(q *templates.Quorum) {
		c := *sc
		c.quorum = q
		out = append(out, c)
	}
	if ids == "" {
		for i := range sc.set.Quorums.Rules {
			add(&sc.set.Quorums.Rules[i])
		}
		return numbered(out)
	}
	for id := range strings.SplitSeq(ids, ",") {
		if q := sc.set.Quorums.Rule(id); q != nil {
			add(q)
		}
	}
	return numbered(out)
}

// quorumFields are the columns of the table of rules and, for the rules that
// record forms name, the lines in which they are worked out by hand.
var quorumFields = map[string]field{
	"quorum.occasion": text(aQuorum, func(s *scope) string { return s.quorum.Occasion }),
	"quorum.present":  text(aQuorum, func(s *scope) string { return s.quorum.Present }),
	"quorum.pass": text(aQuorum, func(s *scope) string {
		if s.quorum.Pass == "" {
			return "不表决"
		}
		return s.quorum.Pass
	}),
	"quorum.basis": text(aQuorum, func(s *scope) string { return basis(s.quorum.Source) }),
}

// quorumTexts are the placeholders of the built-in rules.
func quorumTexts() map[string]field {
	all := make(map[string]field)
	for _, id := range []string{"q_general", "q_admit", "q_committee", "q_election", "q_dlm", "q_village_rep", "q_village_all",
		"q_village_party", "q_resident_rep", "q_resident_all", "q_group", "q_org_life", "q_appraisal"} {
		for name, f := range quorumLines(id) {
			all[id+name] = f
		}
	}
	for _, id := range []string{"no_vote", "not_counted", "close_vote", "chair"} {
		all["note."+id] = text(anywhere, func(s *scope) string {
			for _, n := range s.set.Quorums.Notes {
				if n.ID == id {
					return n.Text
				}
			}
			return ""
		})
	}
	for column := range 3 {
		for name, f := range lookup(column) {
			all[fmt.Sprintf("lookup.%s.%d", name, column+1)] = f
		}
	}
	return all
}

// The table of numbers to look up: how many of n people are half of them,
// more than half, two thirds, in three columns of lookupRows numbers.
const (
	lookupFirst = 3
	lookupRows  = 20
)

func lookup(column int) map[string]field {
	n := func(s *scope) int { return lookupFirst + column*lookupRows + s.no - 1 }
	part := func(p templates.Part) field { return num(aNumber, func(s *scope) int { return p.Min(n(s)) }) }
	return map[string]field{
		"n":          num(aNumber, n),
		"half":       part(templates.Part{Num: 1, Den: 2, AtLeast: true}),
		"more":       part(templates.Part{Num: 1, Den: 2}),
		"two_thirds": part(templates.Part{Num: 2, Den: 3, AtLeast: true}),
	}
}

// quorumLines are the placeholders of one rule: {q_general.there} and
// {q_general.votes} are lines with blanks, {q_general.present} and
// {q_general.pass} the wording of the rule.
func quorumLines(id string) map[string]field {
	of := func(f func(*templates.Quorum) string) field {
		return text(anywhere, func(s *scope) string {
			q := s.set.Quorums.Rule(id)
			if q == nil {
				return ""
			}
			return f(q)
		})
	}
	return map[string]field{
		".there":   of(thereLine),
		".votes":   of(votesLine),
		".present": of(func(q *templates.Quorum) string { return q.Present }),
		".pass":    of(func(q *templates.Quorum) string { return q.Pass }),
	}
}

// thereLine is the line that works out whether enough are there.
func thereLine(q *templates.Quorum) string {
	return fmt.Sprintf("应到____人的%s为____人，实到____人　□够　□不够", share(q.PresentPart))
}

// votesLine is the line that works out whether enough agreed.
func votesLine(q *templates.Quorum) string {
	if q.PassPart == nil {
		return ""
	}
	of := "应到"
	if q.PassPart.Of == templates.OfPresent {
		of = "实到"
	}
	return fmt.Sprintf("%s____人的%s为____票，赞成____票　□通过　□不通过", of, share(*q.PassPart))
}

// share words a part, and whether the very share is enough: 三分之二（含）.
func share(p templates.Part) string {
	s := chineseNumber(p.Den) + "分之" + chineseNumber(p.Num)
	if p.AtLeast {
		return s + "（含）"
	}
	return s + "（不含）"
}

// chineseNumber writes 1 to 99 in Chinese; other numbers in digits.
func chineseNumber(n int) string {
	const digits = "零一二三四五六七八九"
	digit := func(d int) string { return string([]rune(digits)[d]) }
	switch {
	case n < 0 || n > 99:
		return fmt.Sprint(n)
	case n < 10:
		return digit(n)
	}
	s := "十"
	if n >= 20 {
		s = digit(n/10) + s
	}
	if n%10 > 0 {
		s += digit(n % 10)
	}
	return s
}

var (
	lawMark   = regexp.MustCompile(`\[R\??\s*([^\]]*)\]`)
	webMark   = regexp.MustCompile(`(?:\[W\d+\])+`)
	section   = regexp.MustCompile(`同?§([0-9–、]+)`)
	ownMark   = regexp.MustCompile(`[；\s]*\bD\b`)
	bareComma = regexp.MustCompile(`^[；、\s]+|[；、\s]+$`)
)

// basis words the source of a rule for readers of the printed table: the law
// and its article, common practice, or a default that the county may change.
func basis(source string) string {
	if source == "D" {
		return "默认口径"
	}
	s := strings.TrimSpace(lawMark.ReplaceAllString(source, "$1"))
	s = section.ReplaceAllString(s, "第${1}条")
	s = ownMark.ReplaceAllString(s, "（默认口径）")
	if bareComma.ReplaceAllString(webMark.ReplaceAllString(s, ""), "") == s {
		return s
	}
	if rest := webMark.ReplaceAllString(s, ""); rest != "" && !strings.HasPrefix(rest, "（") {
		return bareComma.ReplaceAllString(rest, "")
	}
	return webMark.ReplaceAllString(s, "各地通行做法")
}
