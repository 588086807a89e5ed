package audit_test

import (
	"bytes"
	"reflect"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/audit"
	"dangce/generator/book"
	"dangce/generator/xlsx"
)

// TestDraw draws the same from the same seed, something of each group, and
// nobody twice before everybody once.
func TestDraw(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 90, 5)
	before := map[string]int{}
	for m := time.January; m <= time.December; m++ {
		sample := audit.Draw(w.county, m, "20270401", 25, before)
		if again := audit.Draw(w.county, m, "20270401", 25, before); !reflect.DeepEqual(sample, again) {
			t.Fatalf("%s: two draws from one seed differ", m)
		}
		if other := audit.Draw(w.county, m, "20270402", 25, before); reflect.DeepEqual(sample, other) {
			t.Errorf("%s: another seed draws the same", m)
		}
		groups := map[string]bool{}
		for _, d := range sample {
			groups[d.Group] = true
			before[d.Branch.Code]++
		}
		if len(groups) != 4 {
			t.Errorf("%s: groups %v", m, groups)
		}
	}
	least, most := map[string]int{}, map[string]int{}
	for _, b := range w.county.Branches() {
		g := kindGroup(b.Kind)
		if _, ok := least[g]; !ok {
			least[g] = 1 << 30
		}
		least[g], most[g] = min(least[g], before[b.Code]), max(most[g], before[b.Code])
	}
	for g := range least {
		if most[g]-least[g] > 1 {
			t.Errorf("%s: one branch %d times, another %d times", g, most[g], least[g])
		}
	}
}

func kindGroup(k config.BranchKind) string {
	switch k {
	case config.Village, config.Community:
		return "农村（社区）"
	case config.Agency, config.Institution:
		return "机关（事业单位）"
	case config.SOE:
		return "国有企业"
	}
	return "其他"
}

// TestSchedule visits every branch once, in the months and by the teams of
// the county, evenly.
func TestSchedule(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 100, 5)
	c := *w.county
	c.Review = config.Review{Months: []time.Month{3, 4, 5, 6, 9}, Teams: []string{"一组", "二组", "三组"}}
	type slot struct {
		month time.Month
		team  string
	}
	load, seen := map[slot]int{}, map[string]int{}
	for _, v := range audit.Schedule(&c) {
		load[slot{v.Month, v.Team}]++
		seen[v.Branch.Code]++
		if !slices.Contains(c.Review.Months, v.Month) || !slices.Contains(c.Review.Teams, v.Team) {
			t.Errorf("visit %+v", v)
		}
	}
	if len(seen) != 100 || len(load) != 15 {
		t.Errorf("%d branches in %d slots", len(seen), len(load))
	}
	for code, n := range seen {
		if n != 1 {
			t.Errorf("%s visited %d times", code, n)
		}
	}
	for s, n := range load {
		if n < 6 || n > 7 {
			t.Errorf("%v: %d branches", s, n)
		}
	}
}

// TestInspection reads a sample's list back: its problems go into the ledger,
// its examples into the summary.
func TestInspection(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 12, 5)
	sample := audit.Draw(w.county, time.March, "1", 10, nil)
	sub := &book.Subject{County: w.county, Calendar: w.calendar, Occasion: &book.Occasion{Day: "2027-03-01", Month: 3, Seed: "1"}}
	var out bytes.Buffer
	if err := xlsx.Write(&out, w.set.Filled(w.set.Template(audit.Sample), sub, audit.SampleRows(time.March, sample))); err != nil {
		t.Fatal(err)
	}
	codes, err := audit.ReadSample("抽查名单.xlsx", out.Bytes(), w.set.Workbook(w.set.Template(audit.Sample), sub))
	if err != nil || len(codes) != len(sample) || codes[0] != sample[0].Branch.Code {
		t.Fatalf("codes %v, %v", codes, err)
	}
	e := edit(t, out.Bytes()).on("抽查名单", "支部代码")
	first, second := sample[0].Branch, sample[1].Branch
	e.set("3月15日", "暗访日期", "支部代码", first.Code)
	e.set("没有开展，签到是事后补的", "问题", "支部代码", first.Code)
	e.set("补记代签", "类型", "支部代码", first.Code)
	e.set("党员到户送学", "典型做法", "支部代码", second.Code)
	in := w.input(fstest.MapFS{})
	in.Samples, in.SamplesPrefix = fstest.MapFS{"3月/抽查名单.xlsx": {Data: e.bytes()}}, "督查"
	r := w.collect(in)
	if len(r.Problems) != 1 || r.Problems[0].ID != "2027-AF-03-"+first.Code || r.Problems[0].Deadline.String() != "2027-03-30" || r.Problems[0].Source != audit.FromInspection {
		t.Errorf("problems %+v", r.Problems)
	}
	if len(r.Cases) != 1 || r.Cases[0].Branch != second.Code || r.Cases[0].Text != "党员到户送学" {
		t.Errorf("cases %+v", r.Cases)
	}
	if len(r.Findings) > 0 {
		t.Errorf("findings %v", r.Findings)
	}
	if h := r.Hollow([]string{"走过场", "内容空泛", "补记代签"}); len(h) != 1 || h[0].Code != first.Code {
		t.Errorf("named for going through the motions: %v", h)
	}
	if p := r.Praised(); len(p) != 1 || p[0].Branch.Code != second.Code || p[0].Text == "" {
		t.Errorf("praised: %+v", p)
	}
	r.Cases[0].Text = second.Members[0].Name + "到户送学"
	if p := r.Praised(); len(p) != 1 || p[0].Text != "" {
		t.Errorf("the notice would name a member: %+v", p)
	}
	in.Today = date.New(2026, 11, 30)
	if early := w.collect(in); !early.Early() || early.Notice() || !r.WholeYear() {
		t.Error("a notice of the year is drafted before it begins")
	}
}
