package book

import (
	"fmt"
	"strconv"

	"dangce/config"
	"dangce/generator/audit"
	"dangce/generator/doc"
	"dangce/generator/dues"
	"dangce/generator/plan"
)

// Registers go out with what is planned and come back with what was done.
// Their rows are of one branch, or of all branches of a committee for whom
// the committee keeps one file.

// facts are what a row says beside what its scope is about.
type facts map[string]doc.Value

func fact(n need, name string) field {
	return typed(n, func(s *scope) doc.Value { return s.facts[name] })
}

var registerFields = map[string]field{
	"visit.month":    fact(aVisit, "month"),
	"visit.team":     fact(aVisit, "team"),
	"visit.no":       fact(aVisit, "no"),
	"record.name":    fact(aRecordKind, "name"),
	"record.should":  fact(aRecordKind, "should"),
	"slip.id":        fact(aSlip, "id"),
	"group.or_entry": text(anEntry, entryName),
	// Whose register it is and of which year, for readers that have lost the
	// properties of the file.
	"register.code": text(anywhere, func(s *scope) string {
		return audit.Identity(s.County.Code, s.County.Year, s.owner().code)
	}),
}

// entryName tells the meetings of groups apart: 党小组会（第一党小组）.
func entryName(s *scope) string {
	if s.entry.Group == nil {
		return s.entry.Name
	}
	return s.entry.Name + "（" + s.entry.Group.Name + "）"
}

// eachBranch joins the rows of every branch in scope: the one, or all of the
// committee, or all of the county.
func (s *scope) eachBranch(list func(*scope) []scope) []scope {
	if s.Branch != nil {
		return list(s)
	}
	var out []scope
	for _, b := range s.branches() {
		c := s.of(b.Committee, b)
		c.Subject.Plan = plan.ForBranch(s.Calendar, b)
		c.Subject.Dues = dues.AssessAll(s.County.Dues, b.Members, s.County.Year)
		out = append(out, list(&c)...)
	}
	return out
}

// branches are those of the committee in scope, or all.
func (s *scope) branches() []*config.Branch {
	if s.Committee != nil {
		return s.Committee.Branches
	}
	return s.County.Branches()
}

func rowActivities(sc *scope, _ string) []scope {
	return sc.eachBranch(func(c *scope) []scope { return rowPlan(c, "all") })
}

func rowBranchMembers(sc *scope, _ string) []scope {
	return sc.eachBranch(func(c *scope) []scope { return rowMembers(c, "") })
}

func rowBranchMonths(sc *scope, _ string) []scope {
	return sc.eachBranch(func(c *scope) []scope { return rowMonths(c, "") })
}

// rowMatters numbers the matters of 四议两公开 that a branch has forms for.
func rowMatters(sc *scope, n string) []scope {
	return sc.eachBranch(func(c *scope) []scope { return repeatTimes(c, n) })
}

// rowWorks lists what the plan of a committee asks for, with its norms.
func rowWorks(sc *scope, _ string) []scope {
	out := rowPlan(sc, "all")
	for i := range out {
		out[i].norm = sc.set.Norms.Norm(out[i].entry.Code)
	}
	return out
}

// rowSignOffs lists each month and in it the branches of the committee.
func rowSignOffs(sc *scope, _ string) []scope {
	var out []scope
	for _, m := range repeatMonth(sc, "") {
		for _, b := range sc.branches() {
			c := m.of(b.Committee, b)
			out = append(out, c)
		}
	}
	return numbered(out)
}

// rowDeferrals lists the changes of theme days that the committee's branches
// asked for.
func rowDeferrals(sc *scope, _ string) []scope {
	var out []scope
	for _, b := range sc.branches() {
		for i := range b.Changes {
			c := sc.of(b.Committee, b)
			c.change = &b.Changes[i]
			out = append(out, c)
		}
	}
	return numbered(out)
}

// rowVisits lists the branches in the order of the county's review.
func rowVisits(sc *scope, _ string) []scope {
	var out []scope
	for i, v := range audit.Schedule(sc.County) {
		if sc.Committee != nil && v.Branch.Committee != sc.Committee || sc.Branch != nil && v.Branch != sc.Branch {
			continue
		}
		c := sc.of(v.Branch.Committee, v.Branch)
		c.facts = facts{"month": doc.IntValue(int(v.Month)), "team": doc.TextValue(v.Team), "no": doc.IntValue(i + 1)}
		out = append(out, c)
	}
	return numbered(out)
}

// rowRecordKinds lists for each branch, in the order of the review, the kinds
// of records that its year asks for, and how many.
func rowRecordKinds(sc *scope, _ string) []scope {
	var out []scope
	for _, v := range rowVisits(sc, "") {
		for _, k := range audit.Records(plan.ForBranch(sc.Calendar, v.Branch)) {
			c := v
			c.facts = facts{"month": v.facts["month"], "name": doc.TextValue(k.Name), "should": doc.IntValue(k.Should)}
			out = append(out, c)
		}
	}
	return numbered(out)
}

// rowSlips numbers rows for what is found on the way, so that each has an id
// from the start: slips:DY:60 gives DY-01-001 and so on.
func rowSlips(sc *scope, arg string) []scope {
	word, count := arg, ""
	for i := range arg {
		if arg[i] == ':' {
			word, count = arg[:i], arg[i+1:]
		}
	}
	n, _ := strconv.Atoi(count)
	owner := "00"
	if sc.Committee != nil {
		owner = sc.Committee.Code
	}
	out := make([]scope, n)
	for i := range out {
		out[i] = *sc
		out[i].facts = facts{"id": doc.TextValue(fmt.Sprintf("%d-%s-%s-%03d", sc.County.Year, word, owner, i+1))}
	}
	return numbered(out)
}
