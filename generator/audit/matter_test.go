package audit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config"
	"dangce/generator/audit"
	"dangce/generator/plan"
)

// matter is a row of 四议两公开, in order.
func matter(b *config.Branch) map[string]any {
	n := len(b.Members)
	return map[string]any{"事项": "修路", "动议事由": "党员群众建议", "各步事由一致": "是", "提议日期": "2027-03-01", "提议应到": 3, "提议实到": 2, "商议日期": "2027-03-03",
		"审议日期": "2027-03-10", "审议应到": n, "审议实到": n, "审议赞成": n - 1, "决议日期": "2027-03-15", "会议形式": "村民代表会议", "决议应到": 30, "决议实到": 20, "决议赞成": 11,
		"决议公开起止起": "2027-03-16", "决议公开起止止": "2027-03-30", "实施结果公开起止起": "2027-09-01", "实施结果公开起止止": "2027-09-15"}
}

// groups turns to a sheet whose titles take two rows, and names its
// columns by group and title.
func (e *editor) groups(sheet, title string) *editor {
	e.on(sheet, title)
	if e.head+1 >= len(e.rows) {
		return e
	}
	low := e.rows[e.head+1]
	group, cols := "", map[string]int{}
	for c := range max(len(e.rows[e.head]), len(low)) {
		top, under := "", ""
		if c < len(e.rows[e.head]) {
			top = plain(e.rows[e.head][c])
		}
		if c < len(low) {
			under = plain(low[c])
		}
		if top != "" {
			group = top
		}
		if under == "" {
			cols[group] = c + 1
		} else {
			cols[group+under] = c + 1
		}
	}
	e.cols = cols
	return e
}

// TestMatters plants one flaw in each matter: each is told once, at its cell;
// a matter in order has none.
func TestMatters(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 12, 5)
	i := slices.IndexFunc(w.county.Branches(), func(b *config.Branch) bool { return b.HasCommittee && len(b.Members) >= 6 && b.Kind != "community" })
	b := w.county.Branches()[i]
	n := len(b.Members)
	flaws := []struct {
		title string
		value any
		says  string
		fault bool
	}{
		{},
		{title: "审议日期", value: "2027-03-02", says: "早于商议"},
		{title: "决议公开起止止", value: "2027-03-29", says: "公开 14 日，不少于 15 日"},
		{title: "实施结果公开起止止", value: "2027-09-14", says: "公开 14 日，不少于 15 日"},
		{title: "审议实到", value: (2*n+2)/3 - 1, says: "党员到会不少于2/3"},
		{title: "决议赞成", value: 10, says: "没有通过"},
		{title: "各步事由一致", value: "否", says: "动议事由不一致"},
		{title: "决议实到", value: 31, fault: true},
	}
	e := edit(t, w.blank(audit.Register, b.Committee, b)).groups("四议两公开", "事项编号")
	var hints, faults []string
	for k, f := range flaws {
		row := matter(b)
		if f.title == "审议实到" {
			row["审议赞成"] = f.value
		}
		for title, v := range row {
			e.set(v, title, "事项编号", fmt.Sprintf("2027—%d", k+1))
		}
		if f.title == "" {
			continue
		}
		cell := at("甲.xlsx", "四议两公开", e.set(f.value, f.title, "事项编号", fmt.Sprintf("2027—%d", k+1)))
		if f.fault {
			faults = append(faults, cell)
		} else {
			hints = append(hints, cell)
		}
	}
	r := w.collect(w.input(fstest.MapFS{"甲.xlsx": {Data: e.bytes()}}))
	sameList(t, "faults", errorsOf(r), faults)
	var got []string
	for _, h := range r.Hints {
		got = append(got, h.Place.String())
	}
	slices.Sort(got)
	sameList(t, "hints", got, hints)
	x := r.Branches[slices.IndexFunc(r.Branches, func(x *audit.Branch) bool { return x.Code == b.Code })]
	if len(x.Matters) != len(flaws) || len(x.Matters[0].Flaws) > 0 || !x.Matters[0].Closed {
		t.Errorf("matters %+v", x.Matters)
	}
	for k, f := range flaws {
		if k < len(x.Matters) && f.says != "" && !strings.Contains(strings.Join(x.Matters[k].Flaws, ""), f.says) {
			t.Errorf("%s: %v, want %s", f.title, x.Matters[k].Flaws, f.says)
		}
	}
}

// TestAssemblies: who decided a matter says how many must have come: two
// thirds of the representatives or of the households, more than half of all
// villagers or residents.
func TestAssemblies(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 60, 7)
	for _, x := range []struct {
		kind     config.BranchKind
		assembly string
		present  int // of thirty, one too few
	}{
		{config.Village, "村民代表会议", 19}, {config.Village, "村民会议", 15}, {config.Village, "村民会议（户代表）", 19}, {config.Village, "", 19},
		{config.Community, "居民代表会议", 19}, {config.Community, "居民会议", 15}, {config.Community, "", 19},
	} {
		i := slices.IndexFunc(w.county.Branches(), func(b *config.Branch) bool { return b.Kind == x.kind })
		if i < 0 {
			t.Fatalf("no branch is a %s", x.kind)
		}
		p := (&season{world: w}).clean(w.county.Branches()[i])
		few := p.matter()
		var want string
		for r, present := range map[int]int{0: x.present + 1, few: x.present} {
			p.put(matters, r, "assembly", x.assembly)
			if cell := p.put(matters, r, "resolved_present", present); r == few {
				want = at("a.xlsx", p.sheet(matters).Name, cell)
			}
			p.put(matters, r, "resolved_agreed", present)
		}
		r := w.collect(inMemory(w.input(nil), map[string]*filler{"a.xlsx": p.filler}))
		if len(r.Findings) > 0 || len(r.Hints) != 1 || !sameColumn(r.Hints[0].Place.String(), want) || !strings.Contains(r.Hints[0].Text, "决议应到 30") {
			t.Errorf("%s %q: findings %v, hints %v", x.kind, x.assembly, r.Findings, r.Hints)
		}
	}
}

// sameColumn reports whether two places are in one column: sheets in memory have
// fewer rows above their titles.
func sameColumn(a, b string) bool {
	cut := func(s string) string { return strings.TrimRight(s, "0123456789]") }
	return cut(a) == cut(b)
}

// TestVotes sets the votes of general meetings beside the rule for what was
// voted on.
func TestVotes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 12, 5)
	i := slices.IndexFunc(w.county.Branches(), func(b *config.Branch) bool { return len(b.Members) >= 10 })
	b := w.county.Branches()[i]
	full := 0
	for _, m := range b.Members {
		if !m.Probation {
			full++
		}
	}
	n := len(b.Members)
	p := plan.ForBranch(w.calendar, b)
	e := edit(t, w.blank(audit.Register, b.Committee, b)).on("组织生活", "编号")
	var hints, faults []string
	for k, v := range []struct {
		matter          string
		present, agreed int
		hint, fault     string
	}{
		{"一般事项", n, full/2 + 1, "", ""},
		{"一般事项", n, full / 2, "赞成", ""},
		{"选举", (4*n+4)/5 - 1, full/2 + 1, "实到", ""},
		{"发展党员", n - 1, n + 1, "", "赞成"},
	} {
		x := p.Of(plan.GeneralMeeting)[k]
		id := []string{"编号", x.ID}
		e.set(x.Date.String(), "实际日期", id...)
		cells := map[string]string{}
		for title, v := range map[string]any{"应到": n, "实到": v.present, "表决事项": v.matter, "赞成": v.agreed} {
			cells[title] = at("甲.xlsx", "组织生活", e.set(v, title, id...))
		}
		if v.hint != "" {
			hints = append(hints, cells[v.hint])
		}
		if v.fault != "" {
			faults = append(faults, cells[v.fault])
		}
	}
	r := w.collect(w.input(fstest.MapFS{"甲.xlsx": {Data: e.bytes()}}))
	sameList(t, "faults", errorsOf(r), faults)
	var got []string
	for _, h := range r.Hints {
		got = append(got, h.Place.String())
	}
	slices.Sort(got)
	sameList(t, "hints", got, hints)
}
