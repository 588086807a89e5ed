package book

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dangce/config/date"
	"dangce/generator/audit"
	"dangce/generator/doc"
	"dangce/generator/plan"
	"dangce/templates"
	"dangce/templates/phrase"
)

// The county's bulletin says in numbers what came back. It names committees,
// never members, quotes no problem, and draws no conclusion: a figure without
// data is 没有数据, and problems that nobody entered are not said to be none.

// returned makes a field of what a collection found; blank before one.
func returned(f func(*scope, *audit.Result) string) field {
	return text(aCollection, func(s *scope) string { return f(s, s.Collected) })
}

func total(f func(*audit.Totals) int) field {
	return returned(func(_ *scope, r *audit.Result) string { return fmt.Sprint(f(&r.Totals)) })
}

// bulletinFields are the county's figures, and those of a committee in the
// row of a table.
func bulletinFields() map[string]field {
	all := maps.Clone(countyFigures)
	maps.Copy(all, namedFigures)
	for _, id := range []string{"name", "branches", "reported", "leaders", "reached", "attendance", "dues", "problems", "closed"} {
		all["each."+id] = fact(anEach, id)
	}
	return all
}

var countyFigures = map[string]field{
	"returned.day":      returned(untilText),
	"returned.today":    returned(func(_ *scope, r *audit.Result) string { return r.Today.Chinese() }),
	"returned.all":      total(func(t *audit.Totals) int { return t.Branches }),
	"returned.members":  total(func(t *audit.Totals) int { return t.Members }),
	"returned.came":     total(func(t *audit.Totals) int { return t.Reported }),
	"returned.missing":  total(func(t *audit.Totals) int { return t.Branches - t.Reported - t.Unread }),
	"returned.unread":   total(func(t *audit.Totals) int { return t.Unread }),
	"returned.due":      returned(func(_ *scope, r *audit.Result) string { return fmt.Sprint(r.Registers().Den) }),
	"returned.owing":    returned(func(_ *scope, r *audit.Result) string { n := r.Registers(); return fmt.Sprint(n.Den - n.Num) }),
	"returned.meetings": returned(meetingsText),
	"returned.leader_rate": returned(func(s *scope, r *audit.Result) string {
		w := s.bulletin()
		return shareText(r.Totals.Leaders, w.Leaders, w.LeadersNone)
	}),
	"returned.count_rate": returned(func(s *scope, r *audit.Result) string {
		w := s.bulletin()
		return shareText(r.Totals.Reached, w.Reached, w.ReachedNone)
	}),
	"returned.attendance_rate": returned(func(s *scope, r *audit.Result) string {
		w := s.bulletin()
		return shareText(r.Totals.Attendance, w.Attendance, w.AttendanceNone)
	}),
	"returned.dues": returned(func(s *scope, r *audit.Result) string {
		t, w := &r.Totals, s.bulletin()
		if t.DuesDue == 0 {
			return w.DuesNone.String()
		}
		said := w.Dues.Say("due", t.DuesDue, "paid", t.DuesPaid, "rate", t.Dues())
		if n := t.DuesOver(); n > 0 {
			said += w.DuesOver.Say("met", t.DuesMet, "over", n)
		}
		return said
	}),
	"returned.signed":  returned(signedText),
	"returned.reviews": returned(reviewsText),
	"problems.count":   returned(func(_ *scope, r *audit.Result) string { return fmt.Sprint(len(r.Problems)) }),
	"problems.sources": returned(func(s *scope, r *audit.Result) string {
		return s.countBy(r.Problems, func(p *audit.Problem) string { return p.Source }, audit.FromReview, audit.FromSignOff, audit.FromInspection, audit.FromBranch)
	}),
	"problems.types": returned(func(s *scope, r *audit.Result) string {
		return s.countBy(r.Problems, func(p *audit.Problem) string {
			return cmp.Or(p.Type, s.bulletin().Untyped.String())
		})
	}),
	"problems.states": returned(func(s *scope, r *audit.Result) string {
		return s.countBy(r.Problems, func(p *audit.Problem) string { return p.State }, audit.ClosedOut, audit.ToAccept, audit.Working, audit.Open)
	}),
	"problems.overdue": total(func(t *audit.Totals) int { return t.Overdue }),
	"problems.checked": returned(func(s *scope, r *audit.Result) string { return s.checkedText(r.Problems) }),
	"problems.plain":   text(anywhere, func(*scope) string { return fmt.Sprint(audit.DaysPlain) }),
	"problems.complex": text(anywhere, func(*scope) string { return fmt.Sprint(audit.DaysComplex) }),
}

// untilText is the day up to which figures count. Ahead of the
// year its whole plan counts, and the bulletin says so.
func untilText(s *scope, r *audit.Result) string {
	if r.AsOf.After(r.Today) {
		return s.bulletin().UntilPlan.Say("day", r.AsOf.Chinese())
	}
	return r.AsOf.Chinese()
}

// bulletin are the sentences of the bulletin.
func (s *scope) bulletin() *templates.BulletinSentences { return &s.set.Sentences.Bulletin }

// shareText words a share with its parts, or that there is none.
func shareText(r audit.Ratio, said, none phrase.Text) string {
	if r.Den == 0 {
		return none.String()
	}
	return said.Say("rate", r, "due", r.Den, "met", r.Num)
}

// meetingsText sets for each kind of activity what was due beside what was
// held, in the order of the norms.
func meetingsText(s *scope, r *audit.Result) string {
	names := map[plan.Kind]string{}
	var order []plan.Kind
	for _, b := range r.Branches {
		for _, k := range audit.Records(b.Plan) {
			if names[k.Kind] == "" {
				names[k.Kind] = k.Name
				order = append(order, k.Kind)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b plan.Kind) int { return audit.RecordOrder(a) - audit.RecordOrder(b) })
	var parts []string
	for _, k := range order {
		if m := r.Totals.Meetings[k]; m.Den > 0 || m.Num > 0 {
			parts = append(parts, s.bulletin().Meetings.Say("name", names[k], "due", m.Den, "held", m.Num))
		}
	}
	if len(parts) == 0 {
		return s.bulletin().MeetingsNone.String()
	}
	return strings.Join(parts, "；")
}

func signedText(s *scope, r *audit.Result) string {
	var n audit.Ratio
	for _, c := range r.Committees {
		n.Add(c.SignOffs)
	}
	if n.Den == 0 {
		return s.bulletin().SignedNone.String()
	}
	return s.bulletin().Signed.Say("due", n.Den, "signed", n.Num)
}

func reviewsText(s *scope, r *audit.Result) string {
	n, w := 0, s.bulletin()
	for _, b := range r.Branches {
		if !b.Review.On.IsZero() {
			n++
		}
	}
	said := w.Reviews.Say("all", len(r.Branches), "done", n)
	if h := r.Totals.Handbook; h.Den > 0 {
		said += w.ReviewsHave.Say("due", h.Den, "have", h.Num)
	}
	if g := r.Totals.Good; g.Den > 0 {
		said += w.ReviewsGood.Say("seen", g.Den, "good", g.Num)
	}
	return said
}

// countBy counts problems by a word: in the order given, others by number,
// last those whose type nobody entered.
func (s *scope) countBy(list []audit.Problem, word func(*audit.Problem) string, order ...string) string {
	n, untyped := map[string]int{}, s.bulletin().Untyped.String()
	for i := range list {
		n[word(&list[i])]++
	}
	var rest []string
	for w := range n {
		if !slices.Contains(order, w) {
			rest = append(rest, w)
		}
	}
	slices.SortFunc(rest, func(a, b string) int {
		switch {
		case a == untyped:
			return 1
		case b == untyped:
			return -1
		}
		return cmp.Or(n[b]-n[a], strings.Compare(a, b))
	})
	var parts []string
	for _, w := range append(slices.Clone(order), rest...) {
		if n[w] > 0 {
			parts = append(parts, s.bulletin().Counted.Say("what", w, "n", n[w]))
		}
	}
	return strings.Join(parts, "、")
}

// checkedText tells what looking back at closed problems found.
func (s *scope) checkedText(list []audit.Problem) string {
	n := 0
	for i := range list {
		if list[i].Outcome != "" {
			n++
		}
	}
	if n == 0 {
		return s.bulletin().CheckedNone.String()
	}
	looked := slices.DeleteFunc(slices.Clone(list), func(p audit.Problem) bool { return p.Outcome == "" })
	return s.bulletin().Checked.Say("n", n, "outcomes", s.countBy(looked, func(p *audit.Problem) string { return p.Outcome }, audit.Confirmed, audit.Relapsed, audit.Untrue))
}

// rowReturned lists the committees that have branches, by their codes, and
// the county.
func rowReturned(sc *scope, _ string) []scope {
	if sc.Collected == nil {
		return nil
	}
	var out []scope
	row := func(name string, t *audit.Totals) {
		c := *sc
		c.facts = facts{"name": doc.TextValue(name), "branches": doc.IntValue(t.Branches), "reported": doc.IntValue(t.Reported),
			"leaders": doc.TextValue(t.Leaders.String()), "reached": doc.TextValue(t.Reached.String()), "attendance": doc.TextValue(t.Attendance.String()),
			"dues": doc.TextValue(t.Dues().String()), "problems": doc.IntValue(t.Problems), "closed": doc.IntValue(t.Closed)}
		out = append(out, c)
	}
	for _, c := range sc.Collected.Committees {
		if len(c.Branches) > 0 {
			row(c.Short, &c.Totals)
		}
	}
	row(sc.bulletin().County.String(), &sc.Collected.Totals)
	return numbered(out)
}

// signDay is a day to be filled in by hand where none is known.
func (s *scope) signDay(d date.Date) string {
	if d.IsZero() {
		return s.bulletin().Day.String()
	}
	return d.Chinese()
}
