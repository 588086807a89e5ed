package book

import (
	"slices"

	"dangce/config"
)

// conditions are the words of `when`. A word after "!" must not hold.
var conditions = map[string]condition{
	"branch_committee": when(anywhere, func(s *scope) bool { return s.Branch != nil && s.Branch.HasCommittee }),
	"scored":           when(anywhere, func(s *scope) bool { return s.set.Scoring.Enabled }),
	"groups":           when(anywhere, func(s *scope) bool { return s.Branch != nil && len(s.Branch.Groups) > 0 }),
	"annex":            when(anywhere, func(s *scope) bool { return s.Branch != nil && len(s.Branch.Groups) >= annexGroups }),
	"large":            when(anywhere, func(s *scope) bool { return s.Branch != nil && len(s.Branch.Members) > largeBranch }),
	"part":             when(anywhere, func(s *scope) bool { return s.group != nil }),
	"entry":            when(anywhere, func(s *scope) bool { return s.entry != nil }),
	"theme":            when(anywhere, func(s *scope) bool { return s.entry != nil && s.entry.Theme != nil }),
	"spare":            when(anywhere, func(s *scope) bool { return s.entry == nil }),
	"signs_alone":      when(anywhere, func(s *scope) bool { return s.entry == nil || s.entry.Set == 0 || s.entry.SetSeq == 1 }),
	"phones":           when(anywhere, func(s *scope) bool { return !s.County.Print.Hides("phone") }),
	"births":           when(anywhere, func(s *scope) bool { return !s.County.Print.Hides("birth") }),
	"deliberation":     when(anywhere, func(s *scope) bool { return s.Branch != nil && slices.Contains(s.Branch.Books, config.Deliberation) }),
	"others":           when(anywhere, func(s *scope) bool { return slices.ContainsFunc(s.set.Books, s.added) }),
	"all_branches":     when(anywhere, func(s *scope) bool { return s.Branch == nil }),
	"general_branch": when(anywhere, func(s *scope) bool {
		return s.Branch == nil && s.Committee != nil && s.Committee.Kind == config.GeneralBranch
	}),
	"cards":                when(aBranch, func(s *scope) bool { return len(repeatCards(s, "")) > 0 }),
	"candidates":           when(aBranch, func(s *scope) bool { return len(candidates(s)) > 0 }),
	"few_candidates":       when(aBranch, func(s *scope) bool { return ballotLines(candidates(s)) <= ballotHalf }),
	"theme_set":            when(aMonth, func(s *scope) bool { return s.theme().Title != "" }),
	"theme_materials":      when(aMonth, func(s *scope) bool { return len(s.theme().Materials) > 0 }),
	"theme_notes":          when(aMonth, func(s *scope) bool { return s.theme().Notes != "" }),
	"theme_moved":          when(aMonth, func(s *scope) bool { return s.themeDay().Note != "" }),
	"problems_found":       when(aCollection, func(s *scope) bool { return s.Collected != nil && len(s.Collected.Problems) > 0 }),
	"supplement_dues":      when(anywhere, func(s *scope) bool { return s.Supplement != nil && len(s.Supplement.Dues) > 0 }),
	"supplement_officers":  when(anywhere, func(s *scope) bool { return s.Supplement != nil && s.Supplement.Officers }),
	"supplement_secretary": when(anywhere, func(s *scope) bool { return s.Supplement != nil && s.Supplement.Secretary }),
	"supplement_groups":    when(anywhere, func(s *scope) bool { return s.Supplement != nil && s.Supplement.Groups }),
	"review_notes":         when(aBranch, func(s *scope) bool { return s.reviewNotes() != "" }),
}

// Limits that decide between forms.
const (
	annexGroups = 3  // from here on group meetings have a book of their own
	largeBranch = 40 // above, members sign in on a page of its own
)

// kindConditions are village, community and so on.
func kindConditions() map[string]condition {
	all := map[string]condition{}
	for _, k := range branchKinds {
		all[string(k)] = when(anywhere, func(s *scope) bool { return s.Branch != nil && s.Branch.Kind == k })
	}
	return all
}
