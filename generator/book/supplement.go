package book

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/doc"
	"dangce/generator/dues"
	"dangce/generator/plan"
)

// Supplement is what changed in a branch since its books were printed, for
// the pages that are pasted into them.
type Supplement struct {
	No  int       // of the county's supplements, from 1
	Day date.Date // whose state it prints

	Events    []*config.Event  // by day
	New       []*config.Member // who came
	Dues      []*config.Member // whose dues began, changed or end
	Officers  bool             // they changed
	Secretary bool             // there is another one
	Groups    bool             // they changed

	Pages   map[string]map[string]int // of what was printed: book, kind of page, its first page
	Records map[string]int            // page of each activity's record in the handbook that was printed
	Printed map[string]int            // pages of each code that there are, in books and supplements
}

// newCards are the cards of those who came and need one. Blank ones were
// printed with the books.
func (s *scope) newCards() []scope {
	var out []scope
	for _, m := range s.Supplement.New {
		if NeedsCard(m, s.County) {
			out = append(out, s.of1(m))
		}
	}
	return out
}

// of1 is the scope of one member, who need not have been there when the
// branch was printed.
func (s *scope) of1(m *config.Member) scope {
	c := *s
	a := dues.Assess(s.County.Dues, m, s.County.Year)
	c.member, c.assess = m, &a
	return c
}

// rowSupplement lists what changed.
func rowSupplement(sc *scope, what string) []scope {
	if sc.Supplement == nil {
		return nil
	}
	switch what {
	case "events":
		return sc.changedEvents()
	case "dues":
		return sc.members(sc.Supplement.Dues)
	case "officers":
		return sc.officersNow()
	case "groups":
		return sc.groupsNow()
	case "signs":
		return sc.activitiesLeft()
	}
	return sc.members(sc.Supplement.New)
}

func (s *scope) members(list []*config.Member) []scope {
	var out []scope
	for _, m := range list {
		out = append(out, s.of1(m))
	}
	return numbered(out)
}

// changedEvents are the events with what is to be written down of them.
func (s *scope) changedEvents() []scope {
	var out []scope
	for _, e := range s.Supplement.Events {
		c := *s
		name := ""
		if e.Of != nil {
			c = s.of1(e.Of)
			name = e.Of.Label
		}
		place := strings.Join(slices.DeleteFunc([]string{e.From, e.To}, func(s string) bool { return s == "" }), "、")
		c.facts = facts{"date": doc.TextValue(e.Date.ChineseDay()), "name": doc.TextValue(name), "kind": doc.TextValue(string(e.Kind)),
			"place": doc.TextValue(place), "text": doc.TextValue(s.eventText(e)), "basis": doc.TextValue(e.Basis), "paste": doc.TextValue(s.pasted(e.Kind))}
		out = append(out, c)
	}
	return numbered(out)
}

// eventText says what a member is now: his post, his dues.
func (s *scope) eventText(e *config.Event) string {
	switch {
	case len(e.Posts) > 0 && (e.Kind == config.Appointed || e.Kind == config.Dismissed):
		return strings.Join(e.Posts, "、")
	case e.Kind == config.DuesChange:
		a := dues.Assess(s.County.Dues, e.Of, s.County.Year)
		for _, p := range a.Parts() {
			if p.From == e.Date.Month {
				return p.Span() + "：" + p.Formula
			}
		}
	}
	return e.Note
}

// pasted says where a change of a kind is noted in what was printed.
func (s *scope) pasted(k config.EventKind) string {
	where := map[config.EventKind]string{config.DuesChange: "P32", config.Appointed: "P06", config.Dismissed: "P06", config.GroupChange: "P06", config.Renamed: "P00"}
	return s.printedAt(cmp.Or(where[k], "P09"))
}

// bookOf is the book of a kind of page that supplements name.
func bookOf(page string) string {
	if page == "P32" {
		return "ledger"
	}
	return "handbook"
}

// printedAt names a page of what was printed: the book, and the page where
// it has a number.
func (s *scope) printedAt(page string) string {
	if s.Supplement == nil {
		return ""
	}
	w, name := &s.set.Sentences.Supplement, bookOf(page)
	title := name
	for _, b := range s.set.Books {
		if b.Name == name {
			title = s.expand(b.Title)
		}
	}
	if n := s.Supplement.Pages[name][page]; n > 0 {
		return w.At.Say("book", title, "page", n)
	}
	return w.In.Say("book", title)
}

// officersNow are those who lead the branch on the day of the supplement.
func (s *scope) officersNow() []scope {
	day := s.Supplement.Day
	var out []scope
	seen := map[*config.Member]bool{}
	add := func(is func(string) bool) {
		for _, m := range s.Branch.MembersOn(day) {
			if seen[m] || !slices.ContainsFunc(m.PostsOn(day), is) {
				continue
			}
			seen[m] = true
			c := s.of1(m)
			c.facts = facts{"post": doc.TextValue(strings.Join(m.PostsOn(day), "、")), "name": doc.TextValue(m.Label)}
			out = append(out, c)
		}
	}
	for _, post := range config.Officers() {
		add(func(p string) bool { return p == post })
	}
	add(config.InCommittee)
	return numbered(out)
}

// groupsNow are the groups on the day of the supplement.
func (s *scope) groupsNow() []scope {
	day := s.Supplement.Day
	var out []scope
	for _, g := range s.Branch.Groups {
		c := *s
		members := g.MembersOn(s.Branch, day)
		leader := ""
		for _, m := range members {
			if slices.Contains(m.PostsOn(day), config.GroupLeader) {
				leader = m.Label
			}
		}
		c.facts = facts{"name": doc.TextValue(g.Name), "leader": doc.TextValue(leader), "members": doc.TextValue(strings.Join(labels(members), "、"))}
		out = append(out, c)
	}
	return numbered(out)
}

// activitiesLeft are what the member in scope is expected at from the day he
// came on, two in a row.
func (s *scope) activitiesLeft() []scope {
	var list []facts
	if s.Plan == nil || s.member == nil {
		return nil
	}
	for i := range s.Plan.Entries {
		e := &s.Plan.Entries[i]
		if page := s.Supplement.Records[e.ID]; page > 0 && signs(s.member, e) {
			list = append(list, facts{"on": doc.TextValue(dayText(e.Date)), "activity": doc.TextValue(e.Name), "page": doc.IntValue(page)})
		}
	}
	half := (len(list) + 1) / 2
	out := make([]scope, half)
	for i := range out {
		out[i] = *s
		out[i].facts = list[i]
		if half+i < len(list) {
			for k, v := range list[half+i] {
				out[i].facts[k+"2"] = v
			}
		}
	}
	return numbered(out)
}

// signs reports whether a member signs in at an activity.
func signs(m *config.Member, e *plan.Entry) bool {
	switch {
	case e.Role != plan.Record || !m.On(e.Date):
		return false
	case e.Kind == plan.CommitteeMeeting:
		return slices.ContainsFunc(m.PostsOn(e.Date), func(p string) bool { return config.InCommittee(p) || slices.Contains(config.Officers(), p) })
	}
	return e.Group == nil || e.Group == m.GroupOn(e.Date)
}

// newSecretary is who leads the branch on the day of the supplement.
func (s *scope) newSecretary() string {
	if m := s.Branch.HolderOn(config.Secretary, s.Supplement.Day); m != nil {
		return m.Name
	}
	return ""
}

// supplementFields are what the pages of a supplement say.
func supplementFields() map[string]field {
	of := func(f func(*scope) string) field {
		return text(anywhere, func(s *scope) string {
			if s.Supplement == nil {
				return ""
			}
			return f(s)
		})
	}
	all := map[string]field{
		"supplement.no":        of(func(s *scope) string { return strconv.Itoa(s.Supplement.No) }),
		"supplement.day":       of(func(s *scope) string { return s.Supplement.Day.Chinese() }),
		"supplement.secretary": of(func(s *scope) string { return s.newSecretary() }),
		"supplement.came":      text(aMember|aSupplement, func(s *scope) string { return s.member.Came.Chinese() + string(s.member.CameBy) }),
	}
	for name, page := range map[string]string{"title": "P00", "officers": "P06", "roster": "P08", "changes": "P09", "dues": "P32"} {
		all["supplement.at."+name] = of(func(s *scope) string { return s.printedAt(page) })
	}
	for _, id := range []string{"date", "name", "kind", "place", "text", "basis", "paste", "post", "leader", "members", "on", "activity", "page", "on2", "activity2", "page2"} {
		all["supplement."+id] = fact(aSupplement, id)
	}
	return all
}
