package book

import (
	"fmt"
	"strconv"
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
			return s.set.Sentences.Quorum.NoVote.String()
		}
		return s.quorum.Pass
	}),
	"quorum.basis": text(aQuorum, func(s *scope) string { return s.set.Sources.Print(s.quorum.Source) }),
}

// publicFields are how long matters decided are made public.
var publicFields = map[string]field{
	"publication.days": num(anywhere, func(s *scope) int { return s.set.Quorums.PublicationDays }),
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
// more than half, two thirds, in three columns of lookupRows numbers on each
// page.
const (
	lookupFirst = 3
	lookupRows  = 20
	lookupPage  = 3 * lookupRows
)

// rowLookup lists the rows of as many pages as reach to the number of members
// of the branch.
func rowLookup(sc *scope, _ string) []scope {
	pages := 1
	if sc.Branch != nil {
		pages = max((len(sc.Branch.Members)-lookupFirst)/lookupPage+1, 1)
	}
	return repeatTimes(sc, strconv.Itoa(pages*lookupRows))
}

func lookup(column int) map[string]field {
	n := func(s *scope) int {
		page, row := (s.no-1)/lookupRows, (s.no-1)%lookupRows
		return lookupFirst + page*lookupPage + column*lookupRows + row
	}
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
	of := func(f func(*templates.QuorumSentences, *templates.Quorum) string) field {
		return text(anywhere, func(s *scope) string {
			q := s.set.Quorums.Rule(id)
			if q == nil {
				return ""
			}
			return f(&s.set.Sentences.Quorum, q)
		})
	}
	return map[string]field{
		".there":   of(thereLine),
		".votes":   of(votesLine),
		".present": of(func(_ *templates.QuorumSentences, q *templates.Quorum) string { return q.Present }),
		".pass":    of(func(_ *templates.QuorumSentences, q *templates.Quorum) string { return q.Pass }),
	}
}

// thereLine is the line that works out whether enough are there.
func thereLine(w *templates.QuorumSentences, q *templates.Quorum) string {
	return w.There.Say("share", share(w, q.PresentPart))
}

// votesLine is the line that works out whether enough agreed.
func votesLine(w *templates.QuorumSentences, q *templates.Quorum) string {
	if q.PassPart == nil {
		return ""
	}
	line := w.VotesExpected
	if q.PassPart.Of == templates.OfPresent {
		line = w.VotesPresent
	}
	return line.Say("share", share(w, *q.PassPart))
}

// share words a part, and whether the very share is enough: 三分之二（含）.
func share(w *templates.QuorumSentences, p templates.Part) string {
	said := w.ShareAbove
	if p.AtLeast {
		said = w.ShareAtLeast
	}
	return said.Say("den", chineseNumber(p.Den), "num", chineseNumber(p.Num))
}
