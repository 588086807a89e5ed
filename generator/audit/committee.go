package audit

import (
	"strings"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/plan"
)

// Committee is a committee's year and the sums of its branches.
type Committee struct {
	*config.Committee
	Plan     *plan.Plan
	Branches []*Branch
	Filled   bool // its register came back with something in it
	Works    []Work
	SignOffs Ratio // months and branches signed off, of those due
	Totals   Totals
}

// Work is one of the committee's ten norms, once.
type Work struct {
	*plan.Entry
	Due    bool
	Held   date.Date
	Unread bool // whether it was done could not be read
}

// owes reports whether the committee has a register of its own to return.
func (c *Committee) owes() bool { return len(c.Branches) > 0 && c.Kind != config.GeneralBranch }

func (a *auditor) committee(com *config.Committee) *Committee {
	c := &Committee{Committee: com, Plan: plan.ForCommittee(a.calendar, com)}
	unread := a.unheard[com.Code] && !a.heard[com.Code]
	for i := range c.Plan.Entries {
		e := &c.Plan.Entries[i]
		if e.Role == plan.Reminder {
			continue
		}
		w := Work{Entry: e, Due: a.due(e), Unread: unread}
		if r := workTable.find(a.rows, com.Code, strings.ToUpper(e.ID)); r != nil {
			w.Held, w.Unread = r.Held.date(), r.Held.bad
			c.Filled = true
		}
		c.Works = append(c.Works, w)
	}
	for _, b := range com.Branches {
		c.Branches = append(c.Branches, a.branch(b))
		if unread {
			continue
		}
		c.SignOffs.Den += a.months()
		for m := 1; m <= 12; m++ {
			r := signOffTable.find(a.rows, b.Code, monthKey(m))
			if r == nil {
				continue
			}
			c.Filled = true
			if m <= a.months() && r.Reviewed.text != "" {
				c.SignOffs.Num++
			}
		}
	}
	for _, k := range a.kept {
		if k.form.name == CommitteeRegister && k.file.Committee == com.Code && k.file.Filled > 0 {
			c.Filled = true
		}
	}
	return c
}
