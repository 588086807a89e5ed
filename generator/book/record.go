package book

import (
	"slices"

	"dangce/config"
	"dangce/generator/doc"
)

// recordFields are the columns of rosters that are printed as they are written.
var recordFields = records(countyFields, branchFields, headcounts, memberFields, duesFields, countyPlanFields)

// records are placeholders of what a county writes of its committees, branches
// and members: member.phone is the value with the key phone. What the pages
// word in another way has an entry in worded, or is left out here.
func records(worded ...map[string]field) map[string]field {
	all := map[string]field{}
	record(all, "committee.", aCommittee, config.CommitteeFields(), func(s *scope) *config.Committee { return s.Committee },
		"kind", "parent")
	record(all, "branch.", aBranch, config.BranchFields(), func(s *scope) *config.Branch { return s.Branch },
		"books", "branch_committee")
	record(all, "member.", aMember, config.MemberFields(), func(s *scope) *config.Member { return s.member },
		"dues.category")
	for _, own := range worded {
		for name := range own {
			delete(all, name)
		}
	}
	return all
}

// record adds the fields of one kind of record, but for those whose values are
// words of the program.
func record[T any](all map[string]field, prefix string, n need, fields []config.Field[T], of func(*scope) *T, not ...string) {
	for i := range fields {
		if f := &fields[i]; !slices.Contains(not, f.Key) {
			all[prefix+f.Key] = typed(n, func(s *scope) doc.Value { return written(s, f, of(s)) })
		}
	}
}

// written is a value of a record as pages print it; nothing where the county
// hides it or it was not given.
func written[T any](s *scope, f *config.Field[T], of *T) doc.Value {
	switch {
	case s.County.Print.Hides(f.Key):
		return doc.TextValue("")
	case f.Kind == config.DateField:
		return doc.TextValue(f.Date(of).Dotted())
	case f.Kind == config.NumberField && f.Given(of):
		return doc.IntValue(int(f.Number(of)))
	case f.Kind == config.MoneyField && f.Given(of):
		return doc.MoneyValue(f.Number(of))
	}
	return doc.TextValue(f.Text(of))
}
