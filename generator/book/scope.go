package book

import (
	"dangce/config"
	"dangce/generator/audit"
	"dangce/generator/dues"
	"dangce/generator/plan"
	"dangce/templates"
	"dangce/templates/phrase"
)

// Subject is what a book is printed for: the county, one of its committees,
// or one branch, with all that was worked out for it beforehand.
type Subject struct {
	County     *config.County
	Committee  *config.Committee // nil for the county
	Branch     *config.Branch    // nil for county and committees
	Calendar   *plan.Calendar    // of the county
	Plan       *plan.Plan        // of the branch or committee
	Collected  *audit.Result     // what branches and committees returned; nil before a collection
	Occasion   *Occasion         // of workbooks made during the year; nil in the pack
	Dues       []dues.Assessment // of the branch's members, in their order
	Copy       string            // printed on all pages and the cover of what is printed again: 补发第1次; "" for what is printed first
	Supplement *Supplement       // of the branch: what changed since it was printed; nil in the pack
	Press      []PressLine       // of the county: what goes to the print shop
	Handbook   map[string]int    // page of each activity's record in the branch's handbook, where UsesHandbook asks for it
}

// scope is where placeholders look: the subject, and what is repeated around
// them.
type scope struct {
	*Subject
	set  *Set
	book *templates.Book // being made

	no      int // of the row, from 1
	entry   *plan.Entry
	change  *config.ThemeDayChange
	group   *config.Group
	groupNo int
	member  *config.Member
	press   *PressLine
	assess  *dues.Assessment
	month   int
	quarter int
	half    int
	card    int // year of a card, from 1
	norm    *templates.Norm
	quorum  *templates.Quorum
	flow    flowRow
	rate    *rate
	level   *level
	totals  *dues.Totals // of the branch of the row
	words   string       // of a row of plain words
	spine   float64      // of the cover being made, mm
	facts   facts        // of rows that the review needs
}

// setup is what of the branch in scope its wording depends on.
func (s *scope) setup() phrase.Setup {
	b := s.Branch
	if b == nil {
		return phrase.Setup{}
	}
	return phrase.Setup{Community: b.Kind == config.Community, NoCommittee: !b.HasCommittee, NoGroups: len(b.Groups) == 0}
}

// assessment returns the dues of the row's member.
func (s *scope) assessment() *dues.Assessment {
	if s.assess != nil {
		return s.assess
	}
	return &dues.Assessment{}
}

// withMember returns the scope of the i-th member of the branch.
func (s *scope) withMember(m *config.Member) *scope {
	c := *s
	c.member = m
	for i, o := range s.Branch.Members {
		if o == m && i < len(s.Dues) {
			c.assess = &s.Dues[i]
		}
	}
	return &c
}
