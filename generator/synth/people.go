package synth

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"dangce/config"
	"dangce/config/date"
)

// person is what distinguishes one member of the county from another, also where a
// roster gives only the month of birth.
type person struct {
	name  string
	year  int
	month time.Month
}

// addMembers draws the members of a branch, its groups and its posts.
func (c *county) addMembers(r *rand.Rand, b *config.Branch, members, groups int) {
	names := map[string]bool{}
	probationers := 0
	for i := range members {
		t := drawTrade(r, b.Kind)
		m := c.member(r, t, names)
		if i >= 3 && probationers < members/4 && t.category != "retired" && chance(r, 25) {
			if c.admit(r, m) {
				probationers++
			}
		}
		m.Dues = drawDues(r, b.Kind, t)
		m.ID = fmt.Sprintf("%s-%03d", b.Code, i+1)
		if chance(r, 600) {
			m.CardNo, m.CardYear = "DF"+m.ID, c.Year-1-r.IntN(6)
		}
		b.Members = append(b.Members, m)
	}
	if members >= 15 && chance(r, 100) {
		c.namesake(r, b.Members)
	}
	for i := range groups {
		b.Groups = append(b.Groups, &config.Group{Name: "第" + numeral(i+1) + "党小组"})
	}
	for i, m := range b.Members {
		if groups > 0 {
			g := b.Groups[i%groups]
			m.Group, g.Members = g, append(g.Members, m)
		}
	}
	full := members - probationers
	b.HasCommittee = full >= 7
	c.elect(b, full)
}

func drawTrade(r *rand.Rand, kind config.BranchKind) trade {
	n := r.IntN(1000)
	for _, t := range tradesOf[kind] {
		if n < t.share {
			return t
		}
		n -= t.share
	}
	return tradesOf[kind][0]
}

// member draws a full member whose name nobody else in the branch has.
func (c *county) member(r *rand.Rand, t trade, names map[string]bool) *config.Member {
	for {
		m := &config.Member{Gender: "男", Job: pick(r, t.jobs)}
		if chance(r, 310) {
			m.Gender = "女"
		}
		m.Birth = c.birth(r, t.minAge, t.maxAge)
		m.Ethnicity, m.Name = ethnicity(r, m.Gender == "女", m.Birth.Year)
		m.Education = pick(r, schooling(m.Birth.Year, t))
		m.Joined = c.joining(r, m.Birth)
		m.Confirmed = confirmation(m.Joined)
		if m.Birth.Year > 1945 {
			m.Phone = fmt.Sprintf("1390000%04d", r.IntN(10000))
		}
		id := person{m.Name, m.Birth.Year, m.Birth.Month}
		if names[m.Name] || c.people[id] {
			continue
		}
		names[m.Name], c.people[id] = true, true
		return m
	}
}

// birth draws the birth of someone between two ages at the start of the year.
func (c *county) birth(r *rand.Rand, minAge, maxAge int) date.Date {
	from := date.New(c.Year-maxAge, 1, 2)
	to := date.New(c.Year-minAge-1, 12, 31)
	return between(r, from, to)
}

// joining draws when someone was admitted: from 18 on, mostly before 35, and
// early enough to be a full member by the end of November before the year.
func (c *county) joining(r *rand.Rand, birth date.Date) date.Date {
	first, last := later(birth, 18), later(birth, 35)
	if chance(r, 150) {
		last = later(birth, 50)
	}
	if end := date.New(c.Year-2, 11, 30); last.After(end) {
		last = end
	}
	return between(r, first, last)
}

// confirmation returns when someone admitted on a day became a full member: a
// year later, or at once in the years without probation.
func confirmation(joined date.Date) date.Date {
	if !joined.Before(date.New(1969, 4, 1)) && !joined.After(date.New(1977, 8, 11)) {
		return joined
	}
	return later(joined, 1)
}

// admit makes the member one admitted in the year before, if old enough and
// not too old.
func (c *county) admit(r *rand.Rand, m *config.Member) bool {
	joined := between(r, date.New(c.Year-1, 1, 15), date.New(c.Year-1, 11, 30))
	if age := m.Birth.AgeOn(joined); age < 18 || age > 45 {
		return false
	}
	m.Joined, m.Confirmed, m.Probation = joined, date.Date{}, true
	return true
}

// namesake gives one member the name of another of the same sex.
func (c *county) namesake(r *rand.Rand, members []*config.Member) {
	a, b := pick(r, members), pick(r, members)
	id := person{a.Name, b.Birth.Year, b.Birth.Month}
	if a.Gender == b.Gender && a.Ethnicity == b.Ethnicity && !c.people[id] {
		b.Name, c.people[id] = a.Name, true
	}
}

// elect gives posts to full members: first to those of an age to work, then
// to whoever there is.
func (c *county) elect(b *config.Branch, full int) {
	fit := slices.DeleteFunc(slices.Clone(b.Members), func(m *config.Member) bool { return m.Probation })
	slices.SortStableFunc(fit, func(x, y *config.Member) int { return c.unfit(x, b.Kind) - c.unfit(y, b.Kind) })
	for i, p := range posts(full) {
		if i == len(fit) {
			return
		}
		fit[i].Posts, fit[i].Duty = []string{p.name}, p.duty
		fit[i].Leader = b.Kind == config.Village || b.Kind == config.Community || i == 0
		if i == 0 {
			fit[i].Job = chiefs[b.Kind]
		}
	}
	for _, g := range b.Groups {
		i := slices.IndexFunc(g.Members, func(m *config.Member) bool { return !m.Probation && m.Posts == nil })
		if i >= 0 {
			g.Members[i].Posts = []string{"党小组组长"}
		}
	}
}

// unfit ranks members for posts, the fittest lowest.
func (c *county) unfit(m *config.Member, kind config.BranchKind) int {
	n := 0
	if m.Birth.Year < c.Year-59 && kind != config.Retired {
		n += 2
	}
	if m.Joined.Year > c.Year-5 {
		n++
	}
	if m.Dues.Category != "salaried" && kind != config.Retired {
		n++
	}
	return n
}

type post struct{ name, duty string }

// posts returns the posts of a branch with so many full members: a committee
// of three to five from seven on.
func posts(full int) []post {
	all := []post{{"书记", "主持支部全面工作"}, {"组织委员", "党员发展、党费收缴"}, {"宣传委员", "学习教育、主题党日"},
		{"纪检委员", "纪律监督"}, {"副书记", "协助书记工作"}}
	switch {
	case full < 7:
		return all[:1]
	case full < 15:
		return all[:3]
	case full < 30:
		return all[:4]
	}
	return all
}

// between draws a day from one to another, both included.
func between(r *rand.Rand, from, to date.Date) date.Date {
	return from.AddDays(r.IntN(max(1, to.DaysSince(from)+1)))
}

// later returns the same day so many years on, 28 February for a leap day.
func later(d date.Date, years int) date.Date {
	d.Year += years
	d.Day = min(d.Day, date.DaysIn(d.Year, d.Month))
	return d
}
