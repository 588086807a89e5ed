package book

import (
	"strings"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/doc"
)

// headcounts are the numbers of members of one sort. A number is known only
// if it is known of every member whether he is one of them; otherwise the
// place stays empty for the branch to fill in.
var headcounts = map[string]field{
	"branch.women":    headcount(func(m *config.Member) string { return string(m.Gender) }, func(_ *scope, m *config.Member) bool { return m.Gender == "女" }),
	"branch.minority": headcount(func(m *config.Member) string { return m.Ethnicity }, func(_ *scope, m *config.Member) bool { return strings.TrimSuffix(m.Ethnicity, "族") != "汉" }),
	"branch.under35":  headcount(birth, func(s *scope, m *config.Member) bool { return age(s, m) <= 35 }),
	"branch.over60":   headcount(birth, func(s *scope, m *config.Member) bool { return age(s, m) >= 60 }),
	"branch.college": headcount(func(m *config.Member) string { return m.Education }, func(s *scope, m *config.Member) bool {
		return s.set.wording.college(m.Education)
	}),
}

// headcount counts the members that are of a sort, which is read from a field
// that may be empty.
func headcount(of func(*config.Member) string, is func(*scope, *config.Member) bool) field {
	return typed(aBranch, func(s *scope) doc.Value {
		n := 0
		for _, m := range s.Branch.Members {
			if of(m) == "" {
				return doc.Value{}
			}
			if is(s, m) {
				n++
			}
		}
		return doc.IntValue(n)
	})
}

func birth(m *config.Member) string {
	if m.Birth.IsZero() {
		return ""
	}
	return m.Birth.String()
}

// age is the age on 1 January of the year.
func age(s *scope, m *config.Member) int { return m.Birth.AgeOn(date.New(s.County.Year, 1, 1)) }
