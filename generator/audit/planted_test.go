package audit_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/money"
	"dangce/generator/audit"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/plan"
)

// record is what a test entered about an activity, and what must be made of it.
type record struct {
	*plan.Entry
	row                      int // of the table
	held                     bool
	expected, present, leave int
	leaders, leadersPresent  int

	unread, unjudged   bool // whether it was held, or was in order, cannot be read
	uncounted, without bool // its attendance, or that of leaders, enters no share
	improper           bool // not everybody signed
	touched            bool // a fault was planted
}

// planted is a branch's register with faults of which a test knows.
type planted struct {
	*filler
	season   *season
	branch   *config.Branch
	file     string // stands for its name until that is known
	records  []record
	due      [13]money.Fen
	paid     [13]money.Fen
	dues     [13]bool // months with a fault
	matters  int      // rows used
	faults   []string // places
	warnings []string
	hints    []string
	gone     *record // whose row was deleted
	second   bool    // there is a second sheet of activities
	renamed  bool    // the file bears the name of another branch
	visited  bool
	moved    bool // a day has a time of day
}

const (
	life    = "register-life"
	matters = "register-matters"
)

// clean fills in a register in which there is nothing to find.
func (s *season) clean(b *config.Branch) *planted {
	p := &planted{season: s, filler: s.filler(audit.Register, b.Committee, b), branch: b, file: "@" + b.Code}
	entries := plan.ForBranch(s.calendar, b).Entries
	for i := range entries {
		e := &entries[i]
		if e.Role == plan.Reminder {
			continue
		}
		r := p.row(life, "id", e.ID)
		x := record{Entry: e, row: r, held: true, expected: int(p.given(life, r, "expected").N), leaders: int(p.given(life, r, "leaders_expected").N)}
		if x.expected == 0 { // the rosters name no committee
			x.expected = 3
		}
		x.present, x.leadersPresent = x.expected, x.leaders
		if e.Kind == plan.ThemeDay {
			x.leave = min(x.expected/4, 1+int(e.Month)%2)
			x.present -= x.leave
			x.leadersPresent = max(x.leaders-int(e.Month)%2, 0)
			p.put(life, r, "fixed", 5)
			p.put(life, r, "signed", "是")
			if e.Month == time.March && strings.HasSuffix(b.Code, "3") { // so that not all branches reach all their theme days
				x.improper = true
				p.put(life, r, "signed", "否")
			}
			p.put(life, r, "optional", "志愿服务")
			p.put(life, r, "leaders_present", x.leadersPresent)
		}
		p.put(life, r, "held", e.Date)
		p.put(life, r, "expected", x.expected)
		p.put(life, r, "present", x.present)
		p.put(life, r, "leave", x.leave)
		p.put(life, r, "page", r+10)
		p.records = append(p.records, x)
	}
	for m := 1; m <= 12; m++ {
		r := p.row("register-dues", "month", fmt.Sprintf("%d月", m))
		p.due[m] = money.Fen(p.given("register-dues", r, "due").N)
		p.paid[m] = p.due[m]
		p.put("register-dues", r, "paid", p.paid[m])
	}
	if deliberates(b) {
		p.matter()
	}
	return p
}

func deliberates(b *config.Branch) bool {
	return b.Kind == config.Village || b.Kind == config.Community
}

// matter enters a matter of 四议两公开 in order, and returns its row.
func (p *planted) matter() int {
	r := p.matters
	p.matters++
	n := onRoster(p.branch, date.New(2027, 3, 2))
	day := func(m time.Month, d int) date.Date { return date.New(2027, m, d) }
	for column, v := range map[string]any{"matter": "修路", "cause": "党员群众建议", "same_cause": "是", "proposed": day(3, 1), "proposed_expected": 3, "proposed_present": 2,
		"consulted": day(3, 3), "reviewed": day(3, 10), "reviewed_expected": n, "reviewed_present": n, "reviewed_agreed": n, "resolved": day(12, 11),
		"resolved_expected": 30, "resolved_present": 20, "resolved_agreed": 11, "shown_from": day(12, 12), "shown_to": day(12, 26),
		"result_from": day(12, 27), "result_to": date.New(2028, 1, 10)} {
		p.put(matters, r, column, v)
	}
	return r
}

// free returns an activity of a kind in which no fault was planted.
func (p *planted) free(kinds ...plan.Kind) *record {
	for i := range p.records {
		// the theme day of March is what visitors look at
		if x := &p.records[i]; slices.Contains(kinds, x.Kind) && !x.touched && !(x.Kind == plan.ThemeDay && x.Month == time.March) {
			x.touched = true
			return x
		}
	}
	return nil
}

func (p *planted) fault(table, cell string) {
	p.faults = append(p.faults, at(p.file, p.sheet(table).Name, cell))
}

func (p *planted) hint(table, cell string) {
	p.hints = append(p.hints, at(p.file, p.sheet(table).Name, cell))
}

// plants are the kinds of faults. Each plants one and says what it must be
// found as; false where the branch has no place for it.
var plants = []struct {
	name  string
	plant func(*planted) bool
}{
	{"more present than expected", themeFault(func(p *planted, x *record) {
		x.uncounted = true
		p.fault(life, p.put(life, x.row, "present", x.expected+1))
	})},
	{"more expected than members", themeFault(func(p *planted, x *record) {
		x.uncounted = true
		p.fault(life, p.put(life, x.row, "expected", x.expected+1))
	})},
	{"more expected than the group has", kindFault(func(p *planted, x *record) {
		p.fault(life, p.put(life, x.row, "expected", x.expected+1))
	}, plan.GroupMeeting)},
	{"more leaders than the roster", themeFault(func(p *planted, x *record) {
		x.without = true
		p.fault(life, p.put(life, x.row, "leaders_expected", x.leaders+1))
	})},
	{"more leaders present than expected", themeFault(func(p *planted, x *record) {
		x.without = true
		p.fault(life, p.put(life, x.row, "leaders_present", x.leaders+1))
		p.put(life, x.row, "leaders_expected", x.leaders)
	})},
	{"present and on leave more than expected", themeFault(func(p *planted, x *record) {
		x.uncounted = true
		p.fault(life, p.put(life, x.row, "leave", x.expected-x.present+1))
	})},
	{"a day without month", themeFault(func(p *planted, x *record) {
		x.held, x.unread, x.unjudged = false, true, true
		p.fault(life, p.put(life, x.row, "held", "9号"))
	})},
	{"signatures that are neither", themeFault(func(p *planted, x *record) {
		x.unjudged = true
		p.fault(life, p.put(life, x.row, "signed", "大概齐"))
	})},
	{"more fixed actions than five", themeFault(func(p *planted, x *record) {
		x.unjudged = true
		p.fault(life, p.put(life, x.row, "fixed", 7))
	})},
	{"two numbers in a cell", themeFault(func(p *planted, x *record) {
		x.uncounted = true
		p.fault(life, p.put(life, x.row, "present", "18请假2"))
	})},
	{"more votes than voters", kindFault(func(p *planted, x *record) {
		p.put(life, x.row, "voted", "一般事项")
		p.fault(life, p.put(life, x.row, "agreed", x.present+1))
	}, plan.GeneralMeeting)},
	{"too few votes", kindFault(func(p *planted, x *record) {
		p.put(life, x.row, "voted", "一般事项")
		p.hint(life, p.put(life, x.row, "agreed", fullOn(p.branch, x.Date)/2))
	}, plan.GeneralMeeting)},
	{"no quorum", kindFault(func(p *planted, x *record) {
		x.present = (x.expected - 1) / 2
		p.hint(life, p.put(life, x.row, "present", x.present))
	}, plan.CommitteeMeeting, plan.OrgLifeMeeting, plan.Appraisal)},
	{"few expected", themeFault(func(p *planted, x *record) {
		x.expected = (x.expected - 1) / 2
		x.present, x.leave = x.expected, 0
		p.put(life, x.row, "present", x.present)
		p.put(life, x.row, "leave", 0)
		p.hint(life, p.put(life, x.row, "expected", x.expected))
	})},
	{"nobody counted", themeFault(func(p *planted, x *record) {
		x.uncounted = true
		p.hint(life, p.put(life, x.row, "present", nil))
	})},
	{"people without a day", kindFault(func(p *planted, x *record) {
		x.held = false
		p.hint(life, p.put(life, x.row, "held", nil))
	}, plan.Lesson)},
	{"on a holiday", func(p *planted) bool {
		i := slices.IndexFunc(p.records, func(x record) bool { return x.Kind == plan.Lesson && x.Month > time.September && !x.touched })
		if i < 0 {
			return false
		}
		p.records[i].touched = true
		p.hint(life, p.put(life, p.records[i].row, "held", date.New(2027, time.October, 1)))
		return true
	}},
	{"in another quarter", kindFault(func(p *planted, x *record) {
		p.hint(life, p.put(life, x.row, "held", date.New(2027, time.September, 7)))
	}, plan.Lesson)},
	{"a day with a time in the night before", func(p *planted) bool {
		x := p.free(plan.ThemeDay)
		if p.moved || x == nil {
			return false
		}
		p.moved = true
		p.warnings = append(p.warnings, at(p.file, p.sheet(life).Name, p.put(life, x.row, "held", x.Date.AddDays(-1).String()+" 23:59:17")))
		return true
	}},
	{"a page twice", func(p *planted) bool {
		p.put(life, p.records[0].row, "page", 5)
		p.hint(life, p.put(life, p.records[1].row, "page", 5))
		return true
	}},
	{"two meetings on a day", func(p *planted) bool {
		first, then := p.free(plan.GeneralMeeting), p.free(plan.GeneralMeeting)
		if then == nil || onRoster(p.branch, first.Date) < then.expected {
			return false
		}
		p.hint(life, p.put(life, then.row, "held", first.Date))
		return true
	}},
	{"a deleted row", func(p *planted) bool {
		x := &p.records[len(p.records)-1]
		if p.gone != nil || x.touched {
			return false
		}
		p.gone = x
		x.touched, x.held, x.unread, x.unjudged = true, false, true, x.Kind == plan.ThemeDay
		p.faults = append(p.faults, fmt.Sprintf("交回/%s[%s]", p.file, p.sheet(life).Name))
		return true // the row goes when everything else is planted
	}},
	{"a second sheet", func(p *planted) bool {
		if p.second {
			return false
		}
		p.second = true
		p.faults = append(p.faults, fmt.Sprintf("交回/%s[%s (2)]", p.file, p.sheet(life).Name))
		return true
	}},
	{"dues in words", duesFault(func(p *planted, r, m int) {
		p.due[m], p.paid[m] = 0, 0
		p.fault("register-dues", p.put("register-dues", r, "paid", "没收齐"))
	})},
	{"dues missing and nobody owing", duesFault(func(p *planted, r, m int) {
		p.paid[m]--
		p.put("register-dues", r, "paid", p.paid[m])
		p.hint("register-dues", p.put("register-dues", r, "owing", 0))
	})},
	{"dues beyond what was due", duesFault(func(p *planted, r, m int) {
		p.paid[m] += 1000
		p.hint("register-dues", p.put("register-dues", r, "paid", p.paid[m]))
	})},
	{"examined before discussed", matterHint("reviewed", date.New(2027, 3, 2))},
	{"a decision public for fourteen days", matterHint("shown_to", date.New(2027, 12, 25))},
	{"a result public for fourteen days", matterHint("result_to", date.New(2028, 1, 9))},
	{"a step left out", matterHint("resolved", nil)},
	{"another reason", matterHint("same_cause", "否")},
	{"no reason", matterHint("cause", nil)},
	{"too few representatives", matterHint("resolved_present", 19)},
	{"too few of them in favour", matterHint("resolved_agreed", 10)},
	{"more representatives than there are", func(p *planted) bool {
		if !p.spare() {
			return false
		}
		p.fault(matters, p.put(matters, p.matter(), "resolved_present", 31))
		return true
	}},
	{"visitors counted others", func(p *planted) bool {
		if p.visited {
			return false
		}
		p.visited = true
		return true
	}},
	{"the form of another branch", func(p *planted) bool {
		if p.renamed {
			return false
		}
		p.renamed = true
		p.warnings = append(p.warnings, "交回/"+p.file)
		return true
	}},
	{"a copy that cannot be read", func(p *planted) bool {
		name := p.branch.Code + "旧.xls"
		if p.season.broken[name] {
			return false
		}
		p.season.broken[name] = true
		p.season.folder[name] = &fstest.MapFile{Data: []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more")}
		return true
	}},
}

func kindFault(plant func(*planted, *record), kinds ...plan.Kind) func(*planted) bool {
	return func(p *planted) bool {
		x := p.free(kinds...)
		if x != nil {
			plant(p, x)
		}
		return x != nil
	}
}

func themeFault(plant func(*planted, *record)) func(*planted) bool {
	return kindFault(plant, plan.ThemeDay)
}

func duesFault(plant func(p *planted, row, month int)) func(*planted) bool {
	return func(p *planted) bool {
		m := slices.Index(p.dues[1:], false) + 1
		if m == 0 || p.due[m] < 2 {
			return false
		}
		p.dues[m] = true
		plant(p, p.row("register-dues", "month", fmt.Sprintf("%d月", m)), m)
		return true
	}
}

func matterHint(column string, v any) func(*planted) bool {
	return func(p *planted) bool {
		if !p.spare() {
			return false
		}
		p.hint(matters, p.put(matters, p.matter(), column, v))
		return true
	}
}

func (p *planted) spare() bool { return deliberates(p.branch) && p.matters < 8 }

// onRoster counts the members who had joined by a day.
func onRoster(b *config.Branch, day date.Date) int {
	n := 0
	for _, m := range b.Members {
		if !m.Joined.After(day) {
			n++
		}
	}
	return n
}

// fullOn counts the full members on a day.
func fullOn(b *config.Branch, day date.Date) int {
	n := 0
	for _, m := range b.Members {
		if !m.Probation || !m.Confirmed.IsZero() && !m.Confirmed.After(day) {
			n++
		}
	}
	return n
}

// finish writes the register, and what is known of it, into the season.
func (p *planted) finish() {
	tr := &truth{held: map[plan.Kind]int{}, reported: true}
	for i := range p.records {
		x := &p.records[i]
		if x.held {
			tr.held[x.Kind]++
		}
		if x.Kind != plan.ThemeDay {
			continue
		}
		switch {
		case x.unjudged:
			tr.unread++
		case x.held && !x.improper:
			tr.counted.Num++
		}
		if x.held && !x.uncounted {
			tr.attendance.Add(audit.Ratio{Num: x.present, Den: x.expected})
			tr.leave += x.leave
		}
		if x.held && !x.without {
			tr.leaders.Add(audit.Ratio{Num: x.leadersPresent, Den: x.leaders})
		}
	}
	for m := range p.due {
		tr.due += p.due[m]
		tr.paid += p.paid[m]
	}
	tr.met = min(tr.due, tr.paid) // what one month brings too much pays for another
	p.season.truth[p.branch.Code] = tr

	sheets := &p.book.Sheets
	i := slices.IndexFunc(*sheets, func(x doc.Sheet) bool { return x.Table == p.sheet(life).Table })
	if p.second {
		again := (*sheets)[i]
		again.Name += " (2)"
		*sheets = append(*sheets, again)
	}
	if p.gone != nil {
		t := *(*sheets)[i].Table
		t.Rows = slices.Delete(slices.Clone(t.Rows), p.gone.row, p.gone.row+1)
		(*sheets)[i].Table = &t
	}
	name := p.branch.Code + ".xlsx"
	if p.renamed {
		name = "登记表-" + p.season.another(p.branch).Name + ".xlsx"
	}
	p.season.folder[name] = &fstest.MapFile{Data: p.bytes(), ModTime: time.Date(2027, 12, 1, 0, 0, 0, 0, time.UTC)}
	for _, of := range [][2]*[]string{{&p.faults, &p.season.faults}, {&p.hints, &p.season.hints}, {&p.warnings, &p.season.warnings}} {
		for _, place := range *of[0] {
			*of[1] = append(*of[1], strings.ReplaceAll(place, p.file, name))
		}
	}
}

// another returns the next branch with a name that no other has.
func (s *season) another(b *config.Branch) *config.Branch {
	all := s.county.Branches()
	for k := 1; ; k++ {
		x := all[(slices.Index(all, b)+k)%len(all)]
		alone := !slices.ContainsFunc(all, func(o *config.Branch) bool {
			return o != x && (strings.Contains(o.Name, x.Name) || strings.Contains(x.Name, o.Name))
		})
		if alone {
			return x
		}
	}
}

// visits writes the list of an inspection in March that visited these
// branches at their theme days: one person fewer was there than the register
// says.
func (s *season) visits(list []*planted) {
	var drawn []audit.Drawn
	for _, p := range list {
		drawn = append(drawn, audit.Drawn{Branch: p.branch, Group: "其他"})
	}
	sub := &book.Subject{County: s.county, Calendar: s.calendar, Occasion: &book.Occasion{Day: "2027-03-01", Month: 3, Seed: "1"}}
	f := &filler{s.world, s.set.Filled(s.set.Template(audit.Sample), sub, audit.SampleRows(time.March, drawn))}
	const table, name = "inspection-sample", "督查.xlsx"
	for _, p := range list {
		i := slices.IndexFunc(p.records, func(x record) bool { return x.Kind == plan.ThemeDay && x.Month == time.March })
		x := &p.records[i]
		r := f.row(table, "code", p.branch.Code)
		f.put(table, r, "on", x.Date)
		s.warnings = append(s.warnings, at(name, f.sheet(table).Name, f.put(table, r, "present", x.present-1)))
	}
	s.folder[name] = &fstest.MapFile{Data: f.bytes(), ModTime: time.Date(2027, 12, 1, 0, 0, 0, 0, time.UTC)}
}

// faultsPlanted is a season with so many faults in each register, of the kinds
// planted least so far.
func faultsPlanted(t testing.TB, branches, each int, seed uint64) *season {
	s := &season{world: newWorld(t, branches, 7), folder: fstest.MapFS{}, truth: map[string]*truth{}, broken: map[string]bool{}}
	rng := rand.New(rand.NewPCG(seed, uint64(branches)))
	times := make([]int, len(plants))
	var visited []*planted
	for _, b := range s.county.Branches() {
		p := s.clean(b)
		order := rng.Perm(len(plants))
		slices.SortStableFunc(order, func(a, b int) int { return times[a] - times[b] })
		n := 0
		for _, k := range order {
			if n < each && plants[k].plant(p) {
				times[k]++
				n++
			}
		}
		if n < each {
			t.Fatalf("%s: %d faults planted, want %d", b.Short, n, each)
		}
		p.finish()
		if p.visited {
			visited = append(visited, p)
		}
	}
	if len(visited) > 0 {
		s.visits(visited)
	}
	for k, n := range times {
		if n == 0 && branches*each > 2*len(plants) {
			t.Errorf("%q was never planted", plants[k].name)
		}
	}
	return s
}

// found checks that what is said about a season is what was planted, once
// each at its cell, and that every rate is the known one.
func (s *season) found(t *testing.T, r *audit.Result) {
	t.Helper()
	s.check(t, r)
	var warnings, hints []string
	for _, f := range r.Findings {
		if f.Severity == diag.Warning {
			warnings = append(warnings, f.Place.String())
		}
	}
	for _, h := range r.Hints {
		hints = append(hints, h.Place.String())
	}
	slices.Sort(warnings)
	slices.Sort(hints)
	sameList(t, "warnings", warnings, s.warnings)
	sameList(t, "hints", hints, s.hints)
	data := s.write("review-summary", r)
	s.noRateAbove(data)
	s.rates(t, edit(t, data))
}

// TestPlantedFaults plants three faults in each of sixty registers: each is
// found once, at its cell, and no rate counts it. Without faults nothing is
// said.
func TestPlantedFaults(t *testing.T) {
	t.Parallel()
	branches, seeds := 60, []uint64{20270315}
	switch {
	case testing.Short():
		branches, seeds = 12, []uint64{3}
	case os.Getenv("CI") == "true":
		seeds = append(seeds, 7, 1949)
	}
	clean := faultsPlanted(t, branches/5, 0, 1)
	clean.found(t, clean.collect(clean.input(clean.folder)))
	for _, seed := range seeds {
		t.Logf("seed %d: %d registers with 3 faults each", seed, branches)
		s := faultsPlanted(t, branches, 3, seed)
		s.found(t, s.collect(s.input(s.folder)))
	}
}
