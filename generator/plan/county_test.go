package plan

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/templates"
)

// built are the templates of the program itself.
func built(t testing.TB) Templates {
	t.Helper()
	var out diag.List
	ts := Templates{
		Norms:      templates.LoadNorms(templates.Embedded(), "", &out),
		Calendar:   templates.LoadCalendar(templates.Embedded(), "", &out),
		Activities: templates.LoadActivities(templates.Embedded(), "", &out),
		Sentences:  templates.LoadSentences(templates.Embedded(), "", &out),
	}
	for _, f := range out.Sorted() {
		t.Fatalf("%s: %s", f.Place, f.Message)
	}
	return ts
}

var allMonths = []time.Month{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}

// county is a county with the default rules and no committees.
func county(year int) *config.County {
	return &config.County{
		Year:     year,
		Identity: config.Identity{Name: "示例县"},
		ThemeDay: config.ThemeDay{
			Day: 15, OnWeekend: config.Keep, OnHoliday: config.NextWorkday,
		},
		Plan: config.PlanRules{
			Spread:           1,
			CommitteeMeeting: config.Times{Months: allMonths, Day: 5},
			GroupMeeting:     config.Times{Months: allMonths, Day: 22},
			GeneralMeeting:   config.Times{Months: []time.Month{3, 6, 9, 12}, Day: 15},
			Lesson:           config.Times{Months: []time.Month{2, 5, 8, 11}, Day: 15},
			OrgLifeMeeting:   config.Times{Months: []time.Month{6, 12}, Day: 20},
			Appraisal:        config.Times{Months: []time.Month{12}, Day: 20},
			SpiritCheck:      config.Times{Months: []time.Month{6}},
			Commendation:     config.Times{Months: []time.Month{6}},
			PlanFiling:       config.Times{Months: []time.Month{1}},
		},
	}
}

var allKinds = []config.BranchKind{
	config.Village, config.Community, config.Agency, config.Institution, config.SOE,
	config.Private, config.SocialOrg, config.School, config.Retired,
}

// branch is a village branch with a committee and two groups.
func branch(groups int) *config.Branch {
	b := &config.Branch{Code: "01-001", Kind: config.Village, HasCommittee: true, Founded: date.New(2001, 7, 1)}
	for g := range groups {
		b.Groups = append(b.Groups, &config.Group{Name: fmt.Sprintf("第%d党小组", g+1)})
	}
	return b
}

// join puts branches under one committee of the county.
func join(c *config.County, branches ...*config.Branch) *config.Committee {
	com := &config.Committee{Code: fmt.Sprintf("%02d", len(c.Committees)+1), Kind: config.Township, Branches: branches}
	for _, b := range branches {
		b.Committee = com
	}
	c.Committees = append(c.Committees, com)
	return com
}

// randomCounty is a county of n branches of all kinds, sizes and histories.
func randomCounty(rng *rand.Rand, n int) *config.County {
	c := county(2026 + rng.IntN(5))
	c.Plan.Spread = 1 + rng.IntN(10)
	c.ThemeDay.OnWeekend = []config.Shift{config.Keep, config.PrevWorkday, config.NextWorkday}[rng.IntN(3)]
	if rng.IntN(2) == 0 {
		c.ThemeDay.Day = 1 + rng.IntN(31)
		c.Plan.GeneralMeeting.Day = 1 + rng.IntN(28)
	}
	var branches []*config.Branch
	for i := range n {
		b := branch(rng.IntN(9))
		b.Code = fmt.Sprintf("01-%03d", i)
		b.Kind = allKinds[i%len(allKinds)]
		b.HasCommittee = rng.IntN(4) > 0
		if rng.IntN(10) == 0 {
			b.Founded = date.New(c.Year, time.Month(1+rng.IntN(12)), rng.IntN(29))
		}
		b.TermEnds = date.New(c.Year+rng.IntN(5), time.Month(1+rng.IntN(12)), 1+rng.IntN(28))
		for range rng.IntN(50) {
			b.Members = append(b.Members, &config.Member{
				Birth:  date.New(1940+rng.IntN(60), time.Month(1+rng.IntN(12)), 1+rng.IntN(28)),
				Joined: date.New(1970+rng.IntN(57), time.Month(1+rng.IntN(12)), 1+rng.IntN(28)),
			})
		}
		branches = append(branches, b)
		if len(branches) == 40 || i == n-1 {
			join(c, branches...)
			branches = nil
		}
	}
	return c
}

// days lists the dates of a kind as 01-05 02-05 …
func days(p *Plan, k Kind) []string {
	var all []string
	for _, e := range p.Of(k) {
		all = append(all, e.Date.String()[5:])
	}
	return all
}

// find returns the entry with the id.
func find(t testing.TB, p *Plan, id string) *Entry {
	t.Helper()
	for i := range p.Entries {
		if p.Entries[i].ID == id {
			return &p.Entries[i]
		}
	}
	t.Fatalf("no entry %s", id)
	return nil
}
