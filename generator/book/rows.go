package book

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dangce/config"
	"dangce/generator/plan"
)

// rowMembers lists members: all, full, probation, or those of the group in
// scope.
func rowMembers(sc *scope, which string) []scope {
	if sc.Branch == nil {
		return nil
	}
	var out []scope
	for i, m := range sc.Branch.Members {
		switch {
		case which == "full" && m.Probation, which == "probation" && !m.Probation,
			which == "group" && m.Group != sc.group:
			continue
		}
		c := *sc
		c.member = m
		if i < len(sc.Dues) {
			c.assess = &sc.Dues[i]
		}
		out = append(out, c)
	}
	return numbered(out)
}

// rowOfficers lists the members who hold one of the posts of the branch
// committee, in the order of the posts.
func rowOfficers(sc *scope, _ string) []scope {
	if sc.Branch == nil {
		return nil
	}
	var out []scope
	seen := map[int]bool{}
	add := func(is func(*config.Member) bool) {
		for i, m := range sc.Branch.Members {
			if seen[i] || !is(m) {
				continue
			}
			seen[i] = true
			c := *sc
			c.member = m
			out = append(out, c)
		}
	}
	for _, post := range config.Officers() {
		add(func(m *config.Member) bool { return m.Has(post) })
	}
	add(func(m *config.Member) bool { return slices.ContainsFunc(m.Posts, config.InCommittee) })
	return numbered(out)
}

func rowGroups(sc *scope, _ string) []scope { return numbered(repeatGroup(sc, "")) }

func rowMonths(sc *scope, _ string) []scope { return numbered(repeatMonth(sc, "")) }

func rowQuarters(sc *scope, _ string) []scope { return numbered(repeatQuarter(sc, "")) }

// rowCommittees lists the committees that have branches.
func rowCommittees(sc *scope, _ string) []scope { return numbered(repeatCommittee(sc, "")) }

func rowPlan(sc *scope, kind string) []scope {
	if sc.Plan == nil {
		return nil
	}
	if kind != "" && kind != "all" {
		return numbered(repeatPlan(sc, kind))
	}
	var out []scope
	for i := range sc.Plan.Entries {
		e := &sc.Plan.Entries[i]
		if e.Role == plan.Reminder {
			continue
		}
		c := *sc
		c.entry, c.group, c.groupNo = e, e.Group, e.GroupNo
		out = append(out, c)
	}
	if kind == "" {
		out = mergeGroups(out)
	}
	return numbered(out)
}

// mergeGroups makes one row of the meetings that the groups of a branch hold
// in a month: what they have in common is said once.
func mergeGroups(list []scope) []scope {
	first := map[time.Month]int{}
	var out []scope
	for _, c := range list {
		if c.entry.Kind != plan.GroupMeeting || c.entry.GroupNo == 0 {
			out = append(out, c)
			continue
		}
		at, ok := first[c.entry.Month]
		if !ok {
			first[c.entry.Month] = len(out)
			out = append(out, c)
			continue
		}
		m := &out[at]
		if m.words == "" {
			m.words = dayText(m.entry.Date)
		}
		m.words = daysText([]string{bareDay(m.words), strconv.Itoa(c.entry.Date.Day)})
	}
	return out
}

func rowNorms(sc *scope, level string) []scope {
	var out []scope
	for i := range sc.set.Norms.All {
		n := &sc.set.Norms.All[i]
		if level != "" && n.Level != level {
			continue
		}
		if has := sc.setup(); !n.Text.NoCommittee.Empty() && has.NoCommittee || !n.Text.NoGroups.Empty() && has.NoGroups {
			c := *n
			c.Times = 0 // there is no body for it
			n = &c
		}
		c := *sc
		c.norm = n
		out = append(out, c)
	}
	return numbered(out)
}

// rowWords lists plain words given in the template, separated by |.
func rowWords(sc *scope, list string) []scope {
	var out []scope
	for w := range strings.SplitSeq(list, "|") {
		c := *sc
		c.words = w
		out = append(out, c)
	}
	return numbered(out)
}
