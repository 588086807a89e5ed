package audit_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"dangce/config"
	"dangce/config/money"
	"dangce/generator/audit"
	"dangce/generator/dues"
	"dangce/generator/plan"
)

// truth is what a test knows about a branch, because it filled in the
// register itself.
type truth struct {
	leaders, counted, attendance audit.Ratio
	leave, unread                int // unread: theme days of which nobody can say whether they were in order
	held                         map[plan.Kind]int
	due, paid, met               money.Fen
	reported                     bool
}

// add sums truths of branches up; a branch reaches all of its theme days or
// it does not.
func (tr *truth) add(o *truth) {
	tr.leaders.Add(o.leaders)
	tr.attendance.Add(o.attendance)
	tr.due += o.due
	tr.paid += o.paid
	tr.met += o.met
	for k, n := range o.held {
		tr.held[k] += n
	}
	tr.counted.Add(o.reached())
}

// days are the theme days on time and proper, of those that can be judged.
func (tr *truth) days() audit.Ratio { return audit.Ratio{Num: tr.counted.Num, Den: 12 - tr.unread} }

// reached is one branch of one if it reaches all of its theme days, none of
// one if it does not, and nothing where that cannot be read.
func (tr *truth) reached() audit.Ratio {
	switch d := tr.days(); {
	case d.Num < d.Den:
		return audit.Ratio{Den: 1}
	case tr.unread > 0:
		return audit.Ratio{}
	}
	return audit.Ratio{Num: 1, Den: 1}
}

// season is sixty branches' registers, filled in with known truth.
type season struct {
	*world
	folder fstest.MapFS
	truth  map[string]*truth
	faults []string // places

	hints, warnings []string        // places
	broken          map[string]bool // files that cannot be read
}

// The ways in which registers are kept, one after the other.
const (
	full = iota
	partly
	late
	moved
	absent
	wrong
	ways
)

func newSeason(t testing.TB, branches int) *season {
	s := &season{world: newWorld(t, branches, 7), folder: fstest.MapFS{}, truth: map[string]*truth{}}
	deferrals := map[*config.Committee][]approval{}
	for i, b := range s.county.Branches() {
		tr := &truth{held: map[plan.Kind]int{}}
		s.truth[b.Code] = tr
		assessed := dues.Sum(dues.AssessAll(s.county.Dues, b.Members, s.county.Year))
		for m := 1; m <= 12; m++ {
			tr.due += assessed.Months[m]
		}
		if i%ways == absent {
			continue
		}
		name := fmt.Sprintf("%03d-%s.xlsx", i, b.Short)
		r := &keeper{season: s, editor: edit(t, s.blank(audit.Register, b.Committee, b)), branch: b, truth: tr, way: i % ways, name: name, style: i}
		r.life()
		r.dues()
		s.folder[name] = &fstest.MapFile{Data: r.bytes(), ModTime: time.Date(2027, 12, 1, 0, 0, 0, 0, time.UTC)}
		deferrals[b.Committee] = append(deferrals[b.Committee], r.approved...)
	}
	for _, com := range s.county.Committees {
		if len(com.Branches) == 0 {
			continue
		}
		e := edit(t, s.blank(audit.CommitteeRegister, com, nil)).on("延期批示", "拟开展日期")
		row := e.head + 2 + len(changes(com))
		for i, a := range deferrals[com] {
			for title, v := range map[string]any{"支部": a.branch.Short, "月": int(a.month), "原因": "汛期值守", "拟开展日期": a.to, "批示": "同意", "备查编号": a.no} {
				if err := e.file.SetCellValue(e.sheet, fmt.Sprintf("%c%d", 'A'+e.cols[title]-1, row+i), v); err != nil {
					t.Fatal(err)
				}
			}
		}
		s.folder["党委/"+com.Code+".xlsx"] = &fstest.MapFile{Data: e.bytes(), ModTime: time.Date(2027, 12, 1, 0, 0, 0, 0, time.UTC)}
	}
	return s
}

func changes(com *config.Committee) []config.ThemeDayChange {
	var all []config.ThemeDayChange
	for _, b := range com.Branches {
		all = append(all, b.Changes...)
	}
	return all
}

type approval struct {
	branch *config.Branch
	month  time.Month
	to, no string
}

// keeper fills in one register.
type keeper struct {
	*season
	*editor
	branch   *config.Branch
	truth    *truth
	way      int
	name     string
	style    int // next way to write a date or a number
	approved []approval
}

func (k *keeper) fault(sheet, cell string) { k.faults = append(k.faults, at(k.name, sheet, cell)) }

// life fills in the sheet of activities.
func (k *keeper) life() {
	p := plan.ForBranch(k.calendar, k.branch)
	k.on("组织生活", "编号")
	k.truth.reported = true
	broken := map[string]string{} // what is wrong in the register of a careless keeper, by id of the activity
	if k.way == wrong {
		broken = map[string]string{"B02-02": "实到", "B02-03": "实际日期", "B02-04": "规定动作完成", "B02-05": "签到齐全", "B02-06": "领导应到", "B04-03": "应到"}
	}
	for i := range p.Entries {
		e := &p.Entries[i]
		if e.Role == plan.Reminder || k.way == partly && e.Month > 7 {
			continue
		}
		k.activity(e, broken[e.ID])
	}
}

func (k *keeper) activity(e *plan.Entry, broken string) {
	n := len(k.branch.Members)
	if e.Group != nil {
		n = len(e.Group.Members)
	}
	expected, leave := n, min(n/10, 3)
	present := expected - leave - int(e.Month)%2
	if present < 0 {
		present = 0
	}
	leaders := 0
	for _, m := range k.branch.Members {
		if m.Leader {
			leaders++
		}
	}
	leadersPresent := max(leaders-int(e.Month)%2, 0)
	held, onTime, changeNo := e.Date, true, ""
	if e.Kind == plan.ThemeDay {
		switch {
		case k.way == late && e.Month%3 == 0:
			held, onTime = free(k.season, e, 2), false
		case k.way == moved && e.Month%4 == 0:
			held, changeNo = free(k.season, e, 3), fmt.Sprintf("临组变〔2027〕%d号", int(e.Month))
			k.approved = append(k.approved, approval{k.branch, e.Month, held.String(), changeNo})
		}
	}
	id := func(title string) []string { return []string{"编号", e.ID} }
	put := func(title string, good, wrong any) {
		if broken == title {
			k.fault("组织生活", k.set(wrong, title, id(title)...))
			return
		}
		k.set(good, title, id(title)...)
	}
	if broken == "实际日期" {
		k.fault("组织生活", k.set("三月中旬", "实际日期", id("")...))
	} else {
		k.date(held.String(), "实际日期", id("")...)
	}
	put("应到", k.number(expected), "全体")
	put("实到", k.number(present), "18请假2")
	put("请假", k.number(leave), "若干")
	if e.Kind == plan.ThemeDay {
		put("签到齐全", [...]string{"是", "√", "齐全"}[k.style%3], "大概齐")
		put("领导应到", k.number(leaders), "2或3")
		put("领导实到", k.number(leadersPresent), "x")
		put("规定动作完成", k.number(5), 7)
		k.set("志愿服务", "自选动作", id("")...)
		if changeNo != "" {
			k.set(changeNo, "变更备查编号", id("")...)
		}
	}
	if broken != "实际日期" {
		k.truth.held[e.Kind]++
	}
	if e.Kind != plan.ThemeDay {
		return
	}
	switch broken {
	case "实际日期", "规定动作完成", "签到齐全":
		k.truth.unread++
	default:
		if onTime {
			k.truth.counted.Num++
		}
	}
	if broken == "实际日期" {
		return
	}
	if broken != "应到" && broken != "实到" {
		k.truth.attendance.Add(audit.Ratio{Num: present, Den: expected})
		k.truth.leave += leave
	}
	if broken != "领导应到" && broken != "领导实到" {
		k.truth.leaders.Add(audit.Ratio{Num: leadersPresent, Den: leaders})
	}
}

// free returns a day about n days later that is no holiday.
func free(s *season, e *plan.Entry, n int) (d dateOf) {
	for d = e.Date.AddDays(n); s.calendar.Holiday(d) != ""; d = d.AddDays(1) {
	}
	return d
}

// date writes a day in one of the ways in which people write it.
func (k *keeper) date(iso, title string, by ...string) {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		k.editor.t.Fatal(err)
	}
	k.style++
	switch k.style % 10 {
	case 0:
		k.setDay(dateFrom(t), title, by...)
	case 1:
		k.set(iso, title, by...)
	case 2:
		k.set(t.Format("2006.1.2"), title, by...)
	case 3:
		k.set(t.Format("1月2日"), title, by...)
	case 4:
		k.set(wide(iso), title, by...)
	case 5:
		k.set(t.Format("2006年1月2日")+"上午", title, by...)
	case 6:
		k.set(t.Format("20060102"), title, by...)
	case 7:
		k.set(t.Format("06.1.2"), title, by...)
	case 8:
		k.set(t.Format("2006/01/02")+"（"+"星期一"+"）", title, by...)
	case 9:
		k.set(" "+t.Format("2006-1-2")+" 14:30", title, by...)
	}
}

// number writes a count in one of the ways in which people write it.
func (k *keeper) number(n int) any {
	k.style++
	switch k.style % 6 {
	case 1:
		return wide(fmt.Sprint(n))
	case 2:
		return fmt.Sprintf("%d人", n)
	case 3:
		return fmt.Sprintf("%d（含列席%d人）", n, n%3)
	case 4:
		return fmt.Sprintf(" %d", n)
	}
	return n
}

func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r + 0xFEE0
		}
		return r
	}, s)
}

// dues fills in what was paid each month.
func (k *keeper) dues() {
	sub := k.subject(k.branch.Committee, k.branch)
	k.on("党费", "应收")
	for m := 1; m <= 12; m++ {
		if k.way == partly && m > 7 {
			break
		}
		var due money.Fen
		for i := range sub.Dues {
			due += sub.Dues[i].Months[m]
		}
		by := []string{"月", fmt.Sprintf("%d月", m)}
		if k.way == wrong && m == 4 {
			k.truth.due -= due
			k.fault("党费", k.set("没收齐", "实收", by...))
			continue
		}
		paid := due
		if k.way == late && due > 100 {
			paid -= 100
			k.set(1, "欠交人数", by...)
		}
		switch m % 3 {
		case 0:
			k.set(paid.Yuan(), "实收", by...)
		case 1:
			k.set(paid.String()+"元", "实收", by...)
		default:
			k.set("￥"+wide(paid.String()), "实收", by...)
		}
		k.truth.paid += paid
		k.truth.met += paid
	}
}

// seasons are made once for all tests that only read them.
var seasons struct {
	sync.Mutex
	by map[int]*season
}

// seasonOf returns the season of that many branches, for t to read.
func seasonOf(t testing.TB, branches int) *season {
	t.Helper()
	seasons.Lock()
	defer seasons.Unlock()
	if seasons.by[branches] == nil {
		if seasons.by == nil {
			seasons.by = map[int]*season{}
		}
		seasons.by[branches] = newSeason(t, branches)
	}
	s := *seasons.by[branches]
	w := *s.world
	w.t, s.world = t, &w
	return &s
}

// check compares a result with the truth.
func (s *season) check(t *testing.T, r *audit.Result) {
	t.Helper()
	sameList(t, "errors", errorsOf(r), s.faults)
	var leaders, reached, attendance audit.Ratio
	for i, b := range r.Branches {
		tr := s.truth[b.Code]
		who := fmt.Sprintf("%d %s", i%ways, b.Code)
		counted := tr.days()
		got := b.Totals
		if got.Leaders != tr.leaders || got.Counted != counted || got.Attendance != tr.attendance || got.Leave != tr.leave {
			t.Errorf("%s: leaders %v counted %v attendance %v leave %d, want %v %v %v %d", who, got.Leaders, got.Counted, got.Attendance, got.Leave,
				tr.leaders, counted, tr.attendance, tr.leave)
		}
		if got.DuesPaid != tr.paid || b.Reported != tr.reported {
			t.Errorf("%s: paid %s reported %v, want %s %v", who, got.DuesPaid, b.Reported, tr.paid, tr.reported)
		}
		for k, n := range tr.held {
			if got.Meetings[k].Num != n {
				t.Errorf("%s: %s held %d times, want %d", who, k, got.Meetings[k].Num, n)
			}
		}
		leaders.Add(tr.leaders)
		attendance.Add(tr.attendance)
		reached.Add(tr.reached())
	}
	if r.Totals.Leaders != leaders || r.Totals.Reached != reached || r.Totals.Attendance != attendance {
		t.Errorf("county: %v %v %v, want %v %v %v", r.Totals.Leaders, r.Totals.Reached, r.Totals.Attendance, leaders, reached, attendance)
	}
	if len(s.truth) >= 2*ways && (reached.Num == 0 || reached.Num == reached.Den) {
		t.Errorf("%d of %d branches reach all theme days: nothing is proved", reached.Num, reached.Den)
	}
	var missing, absent []string
	for _, m := range r.Missing {
		if m.Branch != "" {
			missing = append(missing, m.Branch+" "+m.State)
		}
	}
	for _, b := range s.county.Branches() {
		if !s.truth[b.Code].reported {
			absent = append(absent, b.Code+" 未交")
		}
	}
	sameList(t, "not returned", missing, absent)
	for _, f := range r.Files {
		if (f.Verdict != audit.Accepted) != s.broken[f.Name()] {
			t.Errorf("%s: %s %s", f.Path, f.Verdict, f.Reason)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	s := seasonOf(t, many())
	r := s.collect(s.input(s.folder))
	s.check(t, r)
	for _, h := range r.Hints {
		if h.Kind != "同类活动同一天" {
			t.Errorf("hint about %s: %s %s", h.Branch, h.Kind, h.Text)
		}
	}
}

// many is how many branches a season has that is meant to prove rates: fewer
// in short runs, two of each way to keep a register.
func many() int {
	if testing.Short() {
		return 2 * ways
	}
	return 60
}
