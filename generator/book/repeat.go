package book

import (
	"strconv"

	"dangce/generator/plan"
)

func repeatMonth(sc *scope, _ string) []scope {
	return repeatTime(sc, 12, func(c *scope, i int) { c.month, c.quarter = i, (i+2)/3 })
}

func repeatQuarter(sc *scope, _ string) []scope {
	return repeatTime(sc, 4, func(c *scope, i int) { c.quarter = i })
}

func repeatHalf(sc *scope, _ string) []scope {
	return repeatTime(sc, 2, func(c *scope, i int) { c.half = i })
}

func repeatPlan(sc *scope, kind string) []scope {
	if sc.Plan == nil {
		return nil
	}
	var out []scope
	for _, e := range sc.Plan.Of(plan.Kind(kind)) {
		if sc.group != nil && e.Group != sc.group {
			continue // pages of one group
		}
		c := *sc
		c.entry, c.group, c.groupNo = e, e.Group, e.GroupNo
		c.month, c.quarter = int(e.Month), (int(e.Month)+2)/3
		out = append(out, c)
	}
	return out
}

func repeatGroup(sc *scope, _ string) []scope {
	if sc.Branch == nil {
		return nil
	}
	var out []scope
	for i, g := range sc.Branch.Groups {
		c := *sc
		c.group, c.groupNo = g, i+1
		out = append(out, c)
	}
	return out
}

// repeatCommittee repeats a page for every committee that has branches.
func repeatCommittee(sc *scope, _ string) []scope {
	var out []scope
	for _, com := range sc.County.Committees {
		if len(com.Branches) == 0 {
			continue
		}
		c := *sc
		c.Subject = &Subject{County: sc.County, Calendar: sc.Calendar, Committee: com}
		out = append(out, c)
	}
	return out
}

func repeatTime(sc *scope, n int, set func(*scope, int)) []scope {
	out := make([]scope, n)
	for i := range out {
		out[i] = *sc
		set(&out[i], i+1)
	}
	return out
}

func repeatTimes(sc *scope, arg string) []scope {
	n, _ := strconv.Atoi(arg)
	return repeatTime(sc, n, func(c *scope, i int) { c.no = i })
}

// repeatPer repeats a page for every n members.
func repeatPer(sc *scope, arg string) []scope {
	n, err := strconv.Atoi(arg)
	if err != nil || n < 1 || sc.Branch == nil {
		return nil
	}
	return repeatTime(sc, (len(sc.Branch.Members)+n-1)/n, func(c *scope, i int) { c.no = i })
}
