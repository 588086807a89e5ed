package audit_test

import (
	"fmt"
	"reflect"
	"testing"
	"testing/fstest"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/audit"
	"dangce/generator/plan"
)

// TestHints plants one of each thing worth a look: each is told once, at its
// cell, as a hint and not as an error.
func TestHints(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6, 3)
	var b *config.Branch
	for _, x := range w.county.Branches() {
		if x.HasCommittee && len(x.Members) >= 10 && len(x.Groups) > 0 && len(x.Changes) == 0 {
			b = x
			break
		}
	}
	if b == nil {
		t.Fatal("no branch to plant hints in")
	}
	e := edit(t, w.blank(audit.Register, b.Committee, b)).on("组织生活", "编号")
	id := func(s string) []string { return []string{"编号", s} }
	want := map[string]string{}
	hint := func(kind, cell string) { want[kind+" "+at("a.xlsx", "组织生活", cell)] = "" }

	e.set("2027-01-05", "实际日期", id("B01-01")...)
	hint("没有填人数", e.cell("实到", id("B01-01")...))

	hint("有人数没有日期", e.cell("实际日期", id("B01-03")...))
	e.set(3, "应到", id("B01-03")...)
	e.set(3, "实到", id("B01-03")...)

	hint("逢假期", e.set("2027-05-01", "实际日期", id("B01-05")...))
	hint("日期还没有到", e.set("2027-12-30", "实际日期", id("B01-12")...))
	e.set("2027-06-07", "实际日期", id("B01-06")...)
	for _, entry := range []string{"B01-05", "B01-06", "B01-07", "B01-12"} {
		e.set(4, "应到", id(entry)...)
		e.set(2, "实到", id(entry)...) // half of them is enough
	}
	hint("到会不够法定人数", e.set(1, "实到", id("B01-12")...))
	hint("同类活动同一天", e.set("2027-06-07", "实际日期", id("B01-07")...))

	e.set("2027-03-15", "实际日期", id("B04-03")...)
	e.set(41, "手册页码", id("B04-03")...)
	e.set("2027-06-15", "实际日期", id("B04-06")...)
	few := len(b.Members)/2 - 1
	hint("应到太少", e.set(few, "应到", id("B04-06")...))
	e.set(few, "实到", id("B04-06")...)
	e.set(len(b.Members), "应到", id("B04-03")...)
	e.set(len(b.Members)-1, "实到", id("B04-03")...)
	hint("手册页码重复", e.set(41, "手册页码", id("B04-06")...))

	for m := 1; m <= 7; m++ {
		entry := fmt.Sprintf("B02-%02d", m)
		day := w.calendar.Days[m].Date
		if m == 7 {
			day = day.AddDays(2)
			hint("备查编号核对不上", e.set("随口说的", "变更备查编号", id(entry)...))
		}
		e.set(day.String(), "实际日期", id(entry)...)
		e.set(len(b.Members), "应到", id(entry)...)
		last := e.set(len(b.Members)-1, "实到", id(entry)...)
		if m == 7 {
			hint("各月人数都一样", last)
		}
	}
	in := w.input(fstest.MapFS{"a.xlsx": {Data: e.bytes()}})
	in.Today = date.New(2027, 10, 1)
	r := w.collect(in)
	got := map[string]string{}
	for _, h := range r.Hints {
		key := h.Kind + " " + h.Place.String()
		if _, twice := got[key]; twice || h.Branch != b.Code || h.Text == "" {
			t.Errorf("hint %+v", h)
		}
		got[key] = ""
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if len(r.Findings) > 0 {
		t.Errorf("findings %v", r.Findings)
	}
}

// TestSameSecretary reports one person who leads two branches that meet on
// one day.
func TestSameSecretary(t *testing.T) {
	t.Parallel()
	w := freshWorld(t, 12, 3)
	var two []*config.Branch
	for _, b := range w.county.Branches() {
		for _, m := range b.Members {
			if m.Has("书记") && !m.Birth.IsZero() && len(two) < 2 {
				two = append(two, b)
				break
			}
		}
	}
	var lead *config.Member
	for _, m := range two[0].Members {
		if m.Has("书记") {
			lead = m
		}
	}
	for _, m := range two[1].Members {
		if m.Has("书记") {
			m.Name, m.Birth, m.ID, m.Label = lead.Name, lead.Birth, lead.ID, lead.Name
		}
	}
	folder := fstest.MapFS{}
	for i, b := range two {
		e := edit(t, w.blank(audit.Register, b.Committee, b)).on("组织生活", "编号")
		e.set("2027-03-15", "实际日期", "编号", "B02-03")
		e.set(fmt.Sprintf("2027-04-%d", 15+i), "实际日期", "编号", "B02-04")
		for _, id := range []string{"B02-03", "B02-04"} {
			e.set(len(b.Members), "应到", "编号", id)
			e.set(len(b.Members), "实到", "编号", id)
		}
		folder[fmt.Sprintf("%d.xlsx", i)] = &fstest.MapFile{Data: e.bytes()}
	}
	var got []string
	for _, h := range w.collect(w.input(folder)).Hints {
		got = append(got, h.Kind+" "+h.Place.String())
	}
	e := edit(t, folder["1.xlsx"].Data).on("组织生活", "编号")
	if want := []string{"书记同日两处 " + at("1.xlsx", "组织生活", e.cell("实际日期", "编号", "B02-03"))}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestMidYear counts as due what is planned up to the day of the summary, and
// divides by nothing where nothing is due.
func TestMidYear(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 12, 3)
	for _, x := range []struct {
		today date.Date
		due   int
	}{
		{date.New(2026, 11, 1), 12}, // before the year: a trial, the whole year
		{date.New(2027, 1, 14), 0},
		{date.New(2027, 1, 15), 1},
		{date.New(2027, 6, 30), 6},
		{date.New(2028, 1, 20), 12},
	} {
		in := w.input(fstest.MapFS{})
		in.Today = x.today
		r := w.collect(in)
		for _, b := range r.Branches {
			if b.Founded.Year == 2027 || len(b.Changes) > 0 {
				continue
			}
			if got := b.Totals.Counted; got.Den != x.due || got.Num != 0 {
				t.Errorf("%s: %s has %v theme days due, want %d", x.today, b.Code, got.Den, x.due)
			}
			if m := b.Totals.Meetings[plan.ThemeDay]; m.Den != x.due {
				t.Errorf("%s: %s %v", x.today, b.Code, m)
			}
		}
		if s := r.Totals.Attendance.String(); s != "—" {
			t.Errorf("%s: attendance of nothing is %s", x.today, s)
		}
		if x.due == 0 && r.Totals.Reached.String() != "—" {
			t.Errorf("%s: %s", x.today, r.Totals.Reached)
		}
	}
}

// TestLastYear takes last year's shares from its summary.
func TestLastYear(t *testing.T) {
	t.Parallel()
	s := seasonOf(t, 2*ways)
	was := s.collect(s.input(s.folder))
	in := s.input(fstest.MapFS{})
	in.LastYear = s.write("review-summary", was)
	r := s.collect(in)
	if len(r.LastYear) != len(was.Ranked())+1 {
		t.Fatalf("%d committees of last year, want %d and the county", len(r.LastYear), len(was.Ranked()))
	}
	check := func(code string, tot *audit.Totals) {
		want := audit.Rates{Leaders: tot.Leaders, Reached: tot.Reached, Attendance: tot.Attendance}
		if got := r.LastYear[code]; got != want {
			t.Errorf("%q: %+v, want %+v", code, got, want)
		}
	}
	check("", &was.Totals)
	for _, c := range was.Ranked() {
		check(c.Code, &c.Totals)
	}
}

// TestRounding shows shares with one decimal, half up.
func TestRounding(t *testing.T) {
	t.Parallel()
	for r, want := range map[audit.Ratio]string{{}: "—", {Num: 1, Den: 3}: "33.3%", {Num: 2, Den: 3}: "66.7%", {Num: 1, Den: 1}: "100.0%",
		{Num: 0, Den: 7}: "0.0%", {Num: 1, Den: 2000}: "0.1%", {Num: 999, Den: 1000}: "99.9%", {Num: 1, Den: 8}: "12.5%", {Num: 1, Den: 16}: "6.3%", {Num: 24699, Den: 200000}: "12.3%"} {
		if got := r.String(); got != want {
			t.Errorf("%d/%d = %s, want %s", r.Num, r.Den, got, want)
		}
	}
	if (audit.Ratio{}).Reaches(0) || !(audit.Ratio{Num: 4, Den: 5}).Reaches(80) || (audit.Ratio{Num: 799, Den: 1000}).Reaches(80) {
		t.Error("Reaches")
	}
}
