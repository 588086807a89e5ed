package dues

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/money"
)

// The second model of a year: plain maps, changed event by event.
type (
	who struct {
		branch    string // "" outside of the county
		admitted  int    // month in which he became a member, 0 before the year
		full      bool
		group     string
		secretary bool
		rate      [13]money.Fen
		moved     [13]bool           // somewhere, in that month
		pays      map[string][13]int // 1 for each month to each branch
		gone      bool
	}
	model struct {
		rng    *rand.Rand
		people map[string]*who
		order  []string
		rows   []string
		next   int
	}
)

var (
	yearBranches = []string{"东", "西", "南"}
	yearGroups   = []string{"一组", "二组"}
	yearRates    = map[string]money.Fen{"农民": 50, "学生": 20}
)

func (m *model) name() string {
	m.next++
	return string([]rune("赵钱孙李周吴郑王冯陈")[m.next%10]) + string([]rune("甲乙丙丁戊己庚辛壬癸")[m.next/10%10]) + string([]rune("春夏秋冬")[m.next/100%4])
}

func (m *model) add(branch, rate string, month int) (string, *who) {
	name := m.name()
	w := &who{branch: branch, admitted: month, group: yearGroups[m.rng.IntN(2)], full: month == 0, pays: map[string][13]int{}}
	w.set(rate, 1)
	m.people[name] = w
	m.order = append(m.order, name)
	return name, w
}

func (w *who) set(rate string, from int) {
	for i := from; i <= 12; i++ {
		w.rate[i] = yearRates[rate]
	}
}

func (m *model) pick(ok func(*who) bool) (string, *who) {
	var fit []string
	for _, n := range m.order {
		if w := m.people[n]; w.branch != "" && !w.gone && ok(w) {
			fit = append(fit, n)
		}
	}
	if len(fit) == 0 {
		return "", nil
	}
	n := fit[m.rng.IntN(len(fit))]
	return n, m.people[n]
}

func (m *model) row(day date.Date, branch, name, kind, from, to, note, rest string) {
	m.rows = append(m.rows, strings.Join([]string{day.String(), branch + "村党支部", name, kind, from, to, note, rest}, ","))
}

// settle counts whom the members pay for a month: where they were when it
// began, or where they were admitted; who died or was expelled in it, nobody.
func (m *model) settle(month int, began map[string]string) {
	for n, w := range m.people {
		to := began[n]
		if w.admitted == month {
			to = began[n+"*"]
		}
		if to == "" || w.gone {
			continue
		}
		p := w.pays[to]
		p[month] = 1
		w.pays[to] = p
	}
}

// event draws one that can be.
func (m *model) event(day date.Date, began map[string]string) {
	month := int(day.Month)
	switch m.rng.IntN(8) {
	case 0: // from elsewhere
		b := yearBranches[m.rng.IntN(3)]
		n, w := m.add(b, "农民", 0)
		w.moved[month] = true
		m.row(day, b, n, "转入", "外县", "", "", "1980-01-01,2010-07-01,2011-07-01,正式,"+w.group+",农民")
	case 1: // within the county
		if n, w := m.pick(func(w *who) bool { return !w.secretary && !w.moved[month] && (w.full || w.admitted != month) }); w != nil {
			to := yearBranches[(slices.Index(yearBranches, w.branch)+1+m.rng.IntN(2))%3]
			m.row(day, w.branch, n, "转出", "", to+"村党支部", "", ",,,,,")
			w.group = yearGroups[m.rng.IntN(2)]
			m.row(day, to, n, "转入", w.branch+"村党支部", "", "", ",,,,"+w.group+",")
			w.branch, w.moved[month] = to, true
		}
	case 2:
		if n, w := m.pick(func(w *who) bool { return !w.secretary && !w.moved[month] }); w != nil {
			kind := []string{"去世", "出党", "转出"}[m.rng.IntN(3)]
			m.row(day, w.branch, n, kind, "", "外县", "", ",,,,,")
			w.branch, w.gone = "", kind != "转出"
		}
	case 3:
		b := yearBranches[m.rng.IntN(3)]
		n, w := m.add(b, "学生", month)
		began[n+"*"] = b
		w.moved[month] = true
		m.row(day, b, n, "发展为预备", "", "", "", "2000-01-01,,,,"+w.group+",学生")
	case 4:
		if n, w := m.pick(func(w *who) bool { return !w.full && w.admitted < month }); w != nil {
			w.full = true
			m.row(day, w.branch, n, "转正", "", "", "", ",,,,,")
		}
	case 5:
		if n, w := m.pick(func(w *who) bool { return w.full && !w.secretary }); w != nil {
			for _, o := range m.order {
				if p := m.people[o]; p.branch == w.branch && p.secretary {
					p.secretary = false
					m.row(day, w.branch, o, "免职", "", "", "书记", ",,,,,")
				}
			}
			w.secretary = true
			m.row(day, w.branch, n, "任职", "", "", "书记", ",,,,,")
		}
	case 6:
		if n, w := m.pick(func(w *who) bool { return !w.moved[month] }); w != nil {
			rate := []string{"农民", "学生"}[m.rng.IntN(2)]
			w.set(rate, month)
			m.row(day, w.branch, n, "缴费变更", "", "", "", ",,,,,"+rate)
			w.moved[month] = true
		}
	case 7:
		if n, w := m.pick(func(w *who) bool { return true }); w != nil {
			w.group = yearGroups[m.rng.IntN(2)]
			m.row(day, w.branch, n, "党小组变更", "", w.group, "", ",,,,,")
		}
	}
}

// state lists the members of a branch with all that a day tells of them.
func (m *model) state(branch string) string {
	var all []string
	for n, w := range m.people {
		if w.branch == branch {
			all = append(all, fmt.Sprintf("%s %v %s %v", n, w.full, w.group, w.secretary))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "；")
}

func stateOf(b *config.Branch, day date.Date) string {
	var all []string
	for _, m := range b.MembersOn(day) {
		all = append(all, fmt.Sprintf("%s %v %s %v", m.Name, m.FullOn(day), m.GroupOn(day), slices.Contains(m.PostsOn(day), config.Secretary)))
	}
	slices.Sort(all)
	return strings.Join(all, "；")
}

// TestYearOfEvents: 200 events drawn for three branches, day by day and fen by
// fen against the second model.
func TestYearOfEvents(t *testing.T) {
	for seed := range uint64(8) {
		m := &model{rng: rand.New(rand.NewPCG(seed, 12)), people: map[string]*who{}}
		roster := "所在党支部,姓名,出生日期,入党日期,转正日期,人员类别,党小组,党内职务,缴费类别\n"
		for i := range 36 {
			b := yearBranches[i%3]
			n, w := m.add(b, "农民", 0)
			post := ""
			if i < 3 {
				w.secretary, post = true, "书记"
			}
			roster += fmt.Sprintf("%s村党支部,%s,1970-01-01,1999-07-01,2000-07-01,正式,%s,%s,农民\n", b, n, w.group, post)
		}
		days := map[date.Date][3]string{}
		for month := time.January; month <= time.December; month++ {
			began := map[string]string{}
			for n, w := range m.people {
				began[n] = w.branch
			}
			for d := 1; d <= date.DaysIn(2027, month); d++ {
				day := date.New(2027, month, d)
				if m.rng.IntN(100) < 55 {
					m.event(day, began)
				}
				days[day] = [3]string{m.state("东"), m.state("西"), m.state("南")}
			}
			m.settle(int(month), began)
		}
		if len(m.rows) < 150 {
			t.Fatalf("only %d events", len(m.rows))
		}
		c := load(t, roster, "日期,党支部,姓名,变动,从何处,到何处,内容,出生日期,入党日期,转正日期,人员类别,党小组,缴费类别\n"+strings.Join(m.rows, "\n"))
		for day, want := range days {
			for i, b := range c.Branches() {
				if got := stateOf(b, day); got != want[i] {
					t.Fatalf("seed %d, %s %s:\n%s, want\n%s", seed, day, b.Short, got, want[i])
				}
			}
		}
		for i, b := range c.Branches() {
			var want [13]money.Fen
			for _, w := range m.people {
				for month, n := range w.pays[yearBranches[i]] {
					want[month] += money.Fen(n) * w.rate[month]
				}
			}
			if got := Sum(AssessAll(c.Dues, b.Everyone(), 2027)).Months; got != want {
				t.Errorf("seed %d, dues of %s: %v, want %v", seed, b.Short, got, want)
			}
		}
	}
}

func load(t *testing.T, roster, events string) *config.County {
	t.Helper()
	toml := "year = 2027\nrosters = [\"名册/*.csv\"]\n[county]\nname = \"示例县\"\ncode = \"419900\"\ndepartment = \"中共示例县委组织部\"\nissued = 2026-12-10\n[review]\ncloses = 2028-02-10\n" +
		"[[committee]]\ncode = \"01\"\nname = \"中共示例县城关镇委员会\"\nshort = \"城关镇党委\"\nkind = \"township\"\n"
	for i, b := range yearBranches {
		toml += fmt.Sprintf("[[branch]]\ncode = \"01-00%d\"\nname = \"中共示例县城关镇%[2]s村支部委员会\"\nshort = \"%[2]s村党支部\"\ncommittee = \"01\"\nkind = \"village\"\ngroups = [\"一组\", \"二组\"]\n", i+1, b)
	}
	var out diag.List
	c := config.Load(fstest.MapFS{
		"county.toml": {Data: []byte(toml)}, "名册/党员.csv": {Data: []byte(roster)}, "名册/变动.csv": {Data: []byte(events)},
	}, "county.toml", config.Options{}, &out)
	if c == nil {
		for _, f := range out.Sorted()[:min(10, out.Len())] {
			t.Error(f.Place, f.Message, f.Place.Text)
		}
		t.FailNow()
	}
	return c
}
