package serve

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/dues"
	"dangce/generator/plan"
)

// index finds people and branches.
type index struct {
	branches []indexed
	members  []indexed
}

type indexed struct {
	branch  *config.Branch
	member  *config.Member
	text    string // what is searched, lower case
	letters []string
}

func newIndex(c *config.County) *index {
	x := &index{}
	if c == nil {
		return x
	}
	for _, b := range c.Branches() {
		x.branches = append(x.branches, indexed{branch: b, text: strings.ToLower(b.Code + " " + b.Name + " " + b.Short), letters: initials(b.Short)})
		for _, m := range b.Members {
			x.members = append(x.members, indexed{branch: b, member: m, text: strings.ToLower(m.Name + " " + m.ID + " " + m.CardNo), letters: initials(m.Name)})
		}
	}
	return x
}

// matches reports whether words stand in it, or are the first letters of its
// characters.
func (x *indexed) matches(q string) bool {
	if strings.Contains(x.text, q) {
		return true
	}
	for _, l := range x.letters {
		if strings.Contains(l, q) {
			return true
		}
	}
	return false
}

// maxFound is how many people a search lists.
const maxFound = 100

type peoplePage struct {
	Query      string
	Members    []foundMember
	More       bool
	Committees []committeeView
	Left       []config.LeftOut
	Searched   bool
}

type foundMember struct {
	Branch *config.Branch
	Member *config.Member
}

type committeeView struct {
	*config.Committee
	Rows []branchRow
}

type branchRow struct {
	*config.Branch
	Full, Probation, Missing int
	Secretary                string
}

func (s *Server) people(w http.ResponseWriter, r *http.Request, d *desk) {
	st := s.sound(w, d)
	if st == nil {
		return
	}
	p := peoplePage{Query: strings.TrimSpace(r.FormValue("q")), Left: st.County.LeftOut}
	q := strings.ToLower(p.Query)
	p.Searched = q != ""
	chosen := map[*config.Branch]bool{}
	for i := range st.index().branches {
		if x := &st.index().branches[i]; q == "" || x.matches(q) {
			chosen[x.branch] = true
		}
	}
	if q != "" {
		for i := range st.index().members {
			x := &st.index().members[i]
			if !x.matches(q) {
				continue
			}
			if len(p.Members) == maxFound {
				p.More = true
				break
			}
			p.Members = append(p.Members, foundMember{x.branch, x.member})
		}
	}
	for _, c := range st.County.Committees {
		v := committeeView{Committee: c}
		for _, b := range c.Branches {
			if chosen[b] {
				v.Rows = append(v.Rows, rowOf(b))
			}
		}
		if len(v.Rows) > 0 {
			p.Committees = append(p.Committees, v)
		}
	}
	s.show(w, "people", "党支部和党员", true, p)
}

func rowOf(b *config.Branch) branchRow {
	r := branchRow{Branch: b}
	for _, m := range b.Members {
		if m.Probation {
			r.Probation++
		} else {
			r.Full++
		}
		if len(missing(m)) > 0 {
			r.Missing++
		}
	}
	if m := b.Holder(config.Secretary); m != nil {
		r.Secretary = m.Name
	}
	return r
}

// missing names what is printed of a member and was not given.
func missing(m *config.Member) []string {
	var out []string
	for _, f := range []struct {
		what  string
		empty bool
	}{
		{"性别", m.Gender == ""}, {"民族", m.Ethnicity == ""}, {"出生日期", m.Birth.IsZero()}, {"学历", m.Education == ""},
		{"入党日期", m.Joined.IsZero()}, {"转正日期", !m.Probation && m.Confirmed.IsZero()},
	} {
		if f.empty {
			out = append(out, f.what)
		}
	}
	return out
}

// branchPage is a branch as its books will have it.
type branchPage struct {
	*config.Branch
	Kind    string
	Members []memberView
	Months  []monthView
	Notes   []string
	Dues    string // of January
}

type memberView struct {
	*config.Member
	No                       int
	Born, Joined, Confirmed  string
	Posts, Missing, Category string
	Month                    string // dues of January, "" while unknown
}

// monthView is a month of the year's calendar.
type monthView struct {
	Name  string
	Weeks [][7]dayView
	List  []plan.Entry
}

type dayView struct {
	Day    int // 0 outside the month
	Names  string
	Closed bool // weekend or holiday
}

func (s *Server) branch(w http.ResponseWriter, r *http.Request, d *desk) {
	st := s.sound(w, d)
	if st == nil {
		return
	}
	b := st.branch(r.FormValue("code"))
	if b == nil {
		s.fail(w, http.StatusNotFound, "没有这个党支部", "名册改过的，回到“党支部和党员”再找")
		return
	}
	p := branchPage{Branch: b, Kind: b.Kind.Word()}
	assessed := dues.AssessAll(st.County.Dues, b.Members, st.County.Year)
	p.Dues = dues.Sum(assessed).Monthly.String()
	for i, m := range b.Members {
		v := memberView{Member: m, No: i + 1, Born: day(m.Birth), Joined: day(m.Joined), Confirmed: day(m.Confirmed),
			Posts: strings.Join(m.Posts, "、"), Missing: strings.Join(missing(m), "、")}
		if a := &assessed[i]; !a.Unknown {
			v.Month = a.Months[1].String()
		}
		p.Members = append(p.Members, v)
	}
	reader, err := st.reader()
	if err != nil {
		s.broke(w, "排日历", err)
		return
	}
	year := reader.Plan(b)
	p.Months, p.Notes = months(st.County, year), year.Notes
	s.show(w, "branch", b.Short, true, p)
}

func day(d date.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Dotted()
}

func (st *state) branch(code string) *config.Branch {
	for i := range st.index().branches {
		if b := st.index().branches[i].branch; b.Code == code {
			return b
		}
	}
	return nil
}

// months lays the plan out as a calendar.
func months(c *config.County, p *plan.Plan) []monthView {
	var out []monthView
	for m := time.January; m <= time.December; m++ {
		v := monthView{Name: date.New(c.Year, m, 0).Chinese()}
		names := map[int][]string{}
		for _, e := range p.Entries {
			if e.Date.Month != m || e.Date.Year != c.Year {
				continue
			}
			v.List = append(v.List, e)
			if e.Date.Day > 0 {
				names[e.Date.Day] = append(names[e.Date.Day], e.Name)
			}
		}
		var week [7]dayView
		for n := 1; n <= date.DaysIn(c.Year, m); n++ {
			at := date.New(c.Year, m, n)
			i := (int(at.Weekday()) + 6) % 7 // Monday first
			week[i] = dayView{Day: n, Names: strings.Join(names[n], "、"), Closed: closed(c, at)}
			if i == 6 || n == date.DaysIn(c.Year, m) {
				v.Weeks = append(v.Weeks, week)
				week = [7]dayView{}
			}
		}
		out = append(out, v)
	}
	return out
}

// closed reports whether a day is off.
func closed(c *config.County, d date.Date) bool {
	for _, h := range c.Holidays.Off {
		if !d.Before(h.From) && !d.After(h.To) {
			return true
		}
	}
	weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
	return weekend && !slices.Contains(c.Holidays.Workdays, d)
}
