package book

import (
	"slices"
	"strings"

	"dangce/config"
)

// conditions are the words of `when`. A word after "!" must not hold.
var conditions = map[string]func(*scope) bool{
	"branch_committee": func(s *scope) bool { return s.Branch != nil && s.Branch.HasCommittee },
	"groups":           func(s *scope) bool { return s.Branch != nil && len(s.Branch.Groups) > 0 },
	"annex":            func(s *scope) bool { return s.Branch != nil && len(s.Branch.Groups) >= annexGroups },
	"large":            func(s *scope) bool { return s.Branch != nil && len(s.Branch.Members) > largeBranch },
	"entry":            func(s *scope) bool { return s.entry != nil },
	"theme":            func(s *scope) bool { return s.entry != nil && s.entry.Theme != nil },
	"phones":           func(s *scope) bool { return !s.County.Print.Hides("phone") },
	"births":           func(s *scope) bool { return !s.County.Print.Hides("birth") },
	"deliberation":     func(s *scope) bool { return s.Branch != nil && slices.Contains(s.Branch.Books, "deliberation") },
	"signs_alone":      func(s *scope) bool { return s.entry == nil || s.entry.Set == 0 || s.entry.SetSeq == 1 },
	"others":           func(s *scope) bool { return slices.ContainsFunc(s.set.Books, s.added) },
	"spare":            func(s *scope) bool { return s.entry == nil },
}

// Limits that decide between forms.
const (
	annexGroups = 3  // from here on group meetings have a book of their own
	largeBranch = 40 // above, members sign in on a page of its own
)

func init() {
	for _, k := range []config.BranchKind{config.Village, config.Community, config.Agency, config.Institution,
		config.SOE, config.Private, config.SocialOrg, config.School, config.Retired} {
		conditions[string(k)] = func(s *scope) bool { return s.Branch != nil && s.Branch.Kind == k }
	}
}

// holds reports whether all conditions hold.
func (s *scope) holds(when []string) bool {
	ok := true
	for _, w := range when {
		name, not := strings.CutPrefix(w, "!")
		c, known := conditions[name]
		if known && c(s) == not {
			ok = false
		}
	}
	if len(when) > 0 {
		s.record(map[bool]string{true: "+", false: "-"}[ok])
	}
	return ok
}
