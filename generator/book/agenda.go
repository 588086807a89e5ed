package book

import (
	"fmt"
	"strings"

	"dangce/config/date"
	"dangce/generator/doc"
	"dangce/generator/plan"
	"dangce/templates"
)

// AgendaApplies reports whether an agenda is written for the subject.
func (s *Set) AgendaApplies(a *templates.Agenda, sub *Subject) bool { return isFor(a.For, sub) }

// Agenda makes an agenda for the subject. Entries without a day have no
// event, but for the reminder of an election, which stands on the day the
// term ends.
func (s *Set) Agenda(t *templates.Agenda, sub *Subject) *doc.Agenda {
	sc := &scope{Subject: sub, set: s}
	a := &doc.Agenda{Title: sc.expand(t.Title), Author: sub.County.Department, Date: sub.County.Issued.String()}
	for _, r := range sc.tableRows(t.Data) {
		if r.entry == nil {
			continue
		}
		on := eventDay(&r)
		if on.Day == 0 {
			continue
		}
		ev := doc.Event{UID: r.uid(), Date: on.String(), Summary: r.expand(t.Summary)}
		var lines []string
		for _, text := range t.Description {
			if line, ok := r.filled(text); ok {
				lines = append(lines, line)
			}
		}
		ev.Description = strings.Join(lines, "\n")
		for _, text := range t.Categories {
			ev.Categories = append(ev.Categories, r.expand(text))
		}
		a.Events = append(a.Events, ev)
	}
	return a
}

func eventDay(s *scope) date.Date {
	if s.entry.Kind == plan.Election && s.Branch != nil {
		return s.Branch.TermEnds
	}
	return s.entry.Date
}

// uid identifies the entry in scope among those of all counties and years.
func (s *scope) uid() string {
	owner := "00"
	switch {
	case s.Branch != nil:
		owner = s.Branch.Code
	case s.Committee != nil:
		owner = s.Committee.Code
	}
	return fmt.Sprintf("%s-%d-%s-%s@dangce", s.County.Code, s.County.Year, owner, s.entry.ID)
}

// isFor reports whether something made for a county, for committees or for
// branches is made for the subject.
func isFor(whom string, sub *Subject) bool {
	switch whom {
	case "branch":
		return sub.Branch != nil
	case "committee":
		return sub.Branch == nil && sub.Committee != nil
	case "collect":
		return false
	}
	return sub.Branch == nil && sub.Committee == nil
}
