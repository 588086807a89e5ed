package book

import (
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"

	"dangce/config/date"
	"dangce/generator/audit"
	"dangce/generator/doc"
	"dangce/templates"
)

// What the county's reviewers found in a branch's books goes back to it on a
// sheet. Before the review is entered the same sheet is a form: what a year
// asks for is printed, the rest is blank to write in.

// reviewed returns what came back about the branch in scope: nothing before
// a collection.
func (s *scope) reviewed() *audit.Branch {
	if s.Collected != nil {
		for _, b := range s.Collected.Branches {
			if b.Branch == s.Branch {
				return b
			}
		}
	}
	return &audit.Branch{Branch: s.Branch}
}

func review(f func(*scope, *audit.ReviewOf) string) field {
	return text(aBranch, func(s *scope) string { return f(s, &s.reviewed().Review) })
}

// feedback are the sentences of the sheet.
func (s *scope) feedback() *templates.FeedbackSentences { return &s.set.Sentences.Feedback }

// blanks is the number, or room to write it.
func blanks(n audit.Number) string {
	if !n.Given {
		return "____"
	}
	return fmt.Sprint(n.N)
}

// part is a part of a share, or room to write it where nothing was entered.
func part(n int, r audit.Ratio) string { return blanks(audit.Number{N: n, Given: r.Den > 0}) }

// feedbackFields are what the review says about a branch, and the columns of
// its two tables.
func feedbackFields() map[string]field {
	all := maps.Clone(reviewFields)
	for _, id := range []string{"name", "should", "have", "good"} {
		all["reviewed.left."+id], all["reviewed.right."+id] = fact(aReview, id), fact(aReview, id+"2")
	}
	for _, id := range []string{"id", "page", "text", "type", "deadline"} {
		all["feedback."+id] = fact(aProblem, id)
	}
	return all
}

var reviewFields = map[string]field{
	"feedback.batch": text(aBranch, func(s *scope) string {
		return fmt.Sprintf("%d-DY-%02d", s.County.Year, s.facts["month"].N)
	}),
	"feedback.on":      review(func(s *scope, v *audit.ReviewOf) string { return s.signDay(v.On) }),
	"feedback.by":      review(func(_ *scope, v *audit.ReviewOf) string { return v.By }),
	"feedback.opinion": review(func(_ *scope, v *audit.ReviewOf) string { return v.Opinion }),
	"feedback.volumes": review(func(s *scope, v *audit.ReviewOf) string { return s.feedback().Volumes.Say("n", blanks(v.Volumes)) }),
	"feedback.cards": review(func(s *scope, v *audit.ReviewOf) string {
		return s.feedback().Cards.Say("drawn", part(v.Cards.Den, v.Cards), "agree", part(v.Cards.Num, v.Cards))
	}),
	"feedback.matters": review(func(s *scope, v *audit.ReviewOf) string {
		return s.feedback().Matters.Say("n", part(v.Matters.Den, v.Matters), "whole", part(v.Matters.Num, v.Matters), "shown", part(v.Shown.Num, v.Shown))
	}),
	"feedback.notes": text(aBranch, func(s *scope) string { return s.reviewNotes() }),
	"feedback.count": text(aBranch, func(s *scope) string {
		if n := len(s.found()); n > 0 || !s.reviewed().Review.On.IsZero() {
			return fmt.Sprint(n)
		}
		return "____"
	}),
	"feedback.last": text(aBranch, func(s *scope) string {
		var last date.Date
		for _, p := range s.found() {
			if p.Deadline.After(last) {
				last = p.Deadline
			}
		}
		return s.signDay(last)
	}),
}

// reviewNotes joins what the reviewers noted beside their numbers.
func (s *scope) reviewNotes() string {
	var parts []string
	w, v := s.feedback(), &s.reviewed().Review
	add := func(name, note string) {
		if note != "" {
			parts = append(parts, w.Note.Say("name", name, "note", note))
		}
	}
	for _, k := range v.Kinds {
		add(k.Name, k.Note)
	}
	add(w.Card.String(), v.CardNote)
	add(w.Matter.String(), v.MatterNote)
	return strings.Join(parts, "；")
}

// found lists the problems that the county's review found in the branch.
func (s *scope) found() []*audit.Problem {
	if s.Collected == nil {
		return nil
	}
	var out []*audit.Problem
	for i := range s.Collected.Problems {
		if p := &s.Collected.Problems[i]; p.Branch == s.Branch.Code && p.Source == audit.FromReview {
			out = append(out, p)
		}
	}
	return out
}

// rowReviewed sets the kinds of records in two columns side by side.
func rowReviewed(sc *scope, _ string) []scope {
	if sc.Branch == nil {
		return nil
	}
	kinds := sc.reviewed().Review.Kinds
	half := (len(kinds) + 1) / 2
	out := make([]scope, half)
	for i := range out {
		f := facts{}
		for at, suffix := range map[int]string{i: "", i + half: "2"} {
			if at >= len(kinds) {
				continue
			}
			k := &kinds[at]
			f["name"+suffix], f["should"+suffix] = doc.TextValue(k.Name), doc.IntValue(k.Should)
			f["have"+suffix], f["good"+suffix] = entered(k.Have), entered(k.Good)
		}
		out[i] = *sc
		out[i].facts = f
	}
	return numbered(out)
}

func entered(n audit.Number) doc.Value {
	if !n.Given {
		return doc.Value{}
	}
	return doc.IntValue(n.N)
}

// pageNote is the page that a problem's text ends with.
var pageNote = regexp.MustCompile(`^(.*)（第([^（）]+)页）$`)

// rowFeedback lists the problems that the review found, and blank rows up to
// the number given: feedback:4.
func rowFeedback(sc *scope, least string) []scope {
	if sc.Branch == nil {
		return nil
	}
	var out []scope
	for _, p := range sc.found() {
		words, page := p.Text, ""
		if m := pageNote.FindStringSubmatch(p.Text); m != nil {
			words, page = m[1], m[2]
		}
		c := *sc
		c.facts = facts{"id": doc.TextValue(p.ID), "page": doc.TextValue(page), "text": doc.TextValue(words), "type": doc.TextValue(p.Type)}
		if !p.Deadline.IsZero() {
			c.facts["deadline"] = doc.TextValue(dayText(p.Deadline))
		}
		out = append(out, c)
	}
	n, _ := strconv.Atoi(least)
	for len(out) < n {
		c := *sc
		c.facts = nil
		out = append(out, c)
	}
	return numbered(out)
}
