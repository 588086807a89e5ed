package audit_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/audit"
	"dangce/generator/doc"
	"dangce/generator/plan"
)

// orderly is a county in which everything is done on its day and written down
// the same day, and what its workbooks say by now.
type orderly struct {
	*world
	registers  map[*config.Branch]*filler
	committees map[*config.Committee]*filler
	moved      map[*config.Branch]map[time.Month]date.Date // theme days, as the committee let them be moved
	plans      map[*config.Branch]*plan.Plan
}

func newOrderly(w *world) *orderly {
	o := &orderly{world: w, registers: map[*config.Branch]*filler{}, committees: map[*config.Committee]*filler{},
		moved: map[*config.Branch]map[time.Month]date.Date{}, plans: map[*config.Branch]*plan.Plan{}}
	for i, b := range w.county.Branches() {
		o.registers[b] = w.filler(audit.Register, b.Committee, b)
		o.plans[b] = plan.ForBranch(w.calendar, b)
		o.moved[b] = map[time.Month]date.Date{}
		for m := time.January; m <= time.December; m++ {
			if days := 1 + (i+int(m))%9; days > 5 { // some months of every branch, by one to four days
				to := w.calendar.Days[m].Date.AddDays(days - 5)
				for w.calendar.Holiday(to) != "" {
					to = to.AddDays(1)
				}
				o.moved[b][m] = to
			}
		}
	}
	for _, com := range w.county.Committees {
		if len(com.Branches) > 0 {
			o.committees[com] = w.filler(audit.CommitteeRegister, com, nil)
		}
	}
	return o
}

// held is the day on which an activity takes place.
func (o *orderly) held(b *config.Branch, e *plan.Entry) date.Date {
	if to, ok := o.moved[b][e.Month]; ok && e.Kind == plan.ThemeDay {
		return to
	}
	return e.Date
}

// live enters what happens on a day.
func (o *orderly) live(day date.Date) {
	last := day.Day == date.DaysIn(day.Year, day.Month)
	for b, f := range o.registers {
		for i := range o.plans[b].Entries {
			if e := &o.plans[b].Entries[i]; e.Role != plan.Reminder && o.held(b, e) == day {
				o.activity(f, e, day)
			}
		}
		if to, ok := o.moved[b][day.Month]; ok && day == o.calendar.Days[day.Month].Date.AddDays(-3) {
			c := o.committees[b.Committee]
			r := c.more("deferrals")
			for column, v := range map[string]any{"branch": b.Short, "month": int(day.Month), "reason": "汛期值守", "to": to, "decision": "同意", "on": day, "no": approvalNo(day.Month)} {
				c.put("deferrals", r, column, v)
			}
		}
		if last {
			o.month(f, day)
		}
	}
	for com, f := range o.committees {
		p := plan.ForCommittee(o.calendar, com)
		for i := range p.Entries {
			if e := &p.Entries[i]; e.Role != plan.Reminder && e.Date == day {
				f.put("works", f.row("works", "id", e.ID), "held", day)
			}
		}
		if last {
			for _, b := range com.Branches {
				f.put("sign-offs", f.row("sign-offs", "branch", b.Short, "month", fmt.Sprint(int(day.Month))), "reviewed", day)
			}
		}
	}
}

func approvalNo(m time.Month) string { return fmt.Sprintf("临组变〔2027〕%d号", int(m)) }

func (o *orderly) activity(f *filler, e *plan.Entry, day date.Date) {
	const life = "register-life"
	r := f.row(life, "id", e.ID)
	f.put(life, r, "held", day)
	f.put(life, r, "page", r+1)
	n := int(f.given(life, r, "expected").N)
	if n == 0 { // the rosters name no committee
		n = 3
		f.put(life, r, "expected", n)
	}
	f.put(life, r, "present", n)
	f.put(life, r, "leave", 0)
	if e.Kind != plan.ThemeDay {
		return
	}
	f.put(life, r, "leaders_present", int(f.given(life, r, "leaders_expected").N))
	f.put(life, r, "fixed", 5)
	f.put(life, r, "signed", "是")
	if day != e.Date {
		f.put(life, r, "change_no", approvalNo(e.Month))
	}
}

// month enters what a month comes to on its last day.
func (o *orderly) month(f *filler, day date.Date) {
	r := f.row("register-dues", "month", fmt.Sprintf("%d月", int(day.Month)))
	v := f.given("register-dues", r, "due")
	f.sheet("register-dues").Table.Rows[r].Values[f.sheet("register-dues").Table.Column("paid")] = v
	f.put("register-dues", r, "owing", 0)
	ten := f.sheet("register-ten").Table
	for i := range ten.Rows {
		for n := 1; n <= 10; n++ {
			switch {
			case n <= 4 && day.Month == time.January:
				f.put("register-ten", i, fmt.Sprintf("m%02d", n), day)
			case n > 4:
				f.put("register-ten", i, fmt.Sprintf("m%02d", n), int(day.Month))
			}
		}
	}
}

// reviewed are the reviewers' books of a day: they find the records of all
// that took place before it.
func (o *orderly) reviewed(day date.Date) map[string]*filler {
	out := map[string]*filler{}
	for com := range o.committees {
		f := o.filler(audit.Review, com, nil)
		for _, b := range com.Branches {
			f.put("review-visits", f.row("review-visits", "branch", b.Short), "reviewed", day)
			for _, k := range audit.Records(o.plans[b]) {
				have := 0
				for _, e := range o.plans[b].Of(k.Kind) {
					if o.held(b, e).Before(day) {
						have++
					}
				}
				r := f.row("review-records", "branch", b.Short, "record", k.Name)
				f.put("review-records", r, "have", have)
				f.put("review-records", r, "good", have)
			}
		}
		out["调阅"+com.Code+".xlsx"] = f
	}
	return out
}

// collected collects what there is on a day.
func (o *orderly) collected(in audit.Input, day date.Date) *audit.Result {
	books := o.reviewed(day)
	for b, f := range o.registers {
		books[b.Code+".xlsx"] = f
	}
	for com, f := range o.committees {
		books[com.Code+".xlsx"] = f
	}
	in.Today = day
	return o.collect(inMemory(in, books))
}

// TestInOrder reviews and collects on every day of the year what branches in
// order have by then, some theme days moved with leave: every share is 100 %,
// and nothing is said against anyone.
func TestInOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6, 3)
	o := newOrderly(w)
	in := w.input(nil)
	if !slices.ContainsFunc(w.county.Branches(), func(b *config.Branch) bool { return len(b.Groups) == 0 }) ||
		!slices.ContainsFunc(w.county.Branches(), func(b *config.Branch) bool { return len(b.Groups) > 0 }) {
		t.Fatal("there are no branches with and without groups")
	}
	step := 1
	if testing.Short() {
		step = 19
	}
	seen := 0
	for day := date.New(2027, time.January, 1); day.Year == 2027; day = day.AddDays(1) {
		o.live(day)
		if (day.DaysSince(date.New(2027, time.January, 1))+1)%step != 0 && day.AddDays(1).Year == 2027 {
			continue
		}
		r := o.collected(in, day)
		inOrder(t, r)
		if t.Failed() {
			t.Fatalf("on %s", day)
		}
		seen++
		if day.AddDays(1).Month != day.Month && day.Month%3 == 0 && seen > 1 && (step == 1 || day.Month == time.December) {
			o.oneRate(r)
		}
		if day == date.New(2027, time.March, 20) {
			o.dueByMarch(r)
		}
	}
	if want := 365 / step; seen < want {
		t.Errorf("%d days were looked at, want %d", seen, want)
	}
}

// inOrder checks that every share of a result is whole.
func inOrder(t *testing.T, r *audit.Result) {
	t.Helper()
	for _, f := range r.Findings {
		t.Errorf("finding at %s: %s", f.Place, f.Message)
	}
	for _, h := range r.Hints {
		if h.Kind != "各月人数都一样" { // they are: everybody came every time
			t.Errorf("hint about %s: %s", h.Branch, h.Text)
		}
	}
	whole := func(who, what string, x audit.Ratio) {
		t.Helper()
		if x.Num != x.Den {
			t.Errorf("%s: %s is %d of %d", who, what, x.Num, x.Den)
		}
	}
	all := func(who string, tot *audit.Totals) {
		t.Helper()
		whole(who, "theme days", tot.Counted)
		whole(who, "branches that reach all", tot.Reached)
		whole(who, "attendance", tot.Attendance)
		whole(who, "leaders", tot.Leaders)
		whole(who, "dues", tot.Dues())
		whole(who, "handbook", tot.Handbook)
		whole(who, "records in order", tot.Good)
		whole(who, "appraisal", tot.Appraised)
		for k, n := range tot.Meetings {
			whole(who, string(k), n)
		}
	}
	for _, b := range r.Branches {
		all(b.Short, &b.Totals)
		for n := 1; n < len(b.Ten); n++ {
			if n > 4 || r.AsOf.Month > time.January { // the yearly deeds are done on the last day of January
				whole(b.Short, fmt.Sprintf("M%02d", n), b.Ten[n])
			}
		}
		if len(b.Groups) == 0 && b.Totals.Meetings[plan.GroupMeeting].Den > 0 {
			t.Errorf("%s has no groups and owes meetings of them", b.Short)
		}
	}
	for _, c := range r.Committees {
		all(c.Short, &c.Totals)
		whole(c.Short, "signed off", c.SignOffs)
		for i := range c.Works {
			if x := &c.Works[i]; x.Due && x.Held.IsZero() {
				t.Errorf("%s has not done %s", c.Short, x.ID)
			}
		}
	}
	all("county", &r.Totals)
}

// dueByMarch checks that on 20 March three theme days were due, not twelve.
func (o *orderly) dueByMarch(r *audit.Result) {
	for _, b := range r.Branches {
		want := 3
		if !o.moved[b.Branch][time.March].Before(date.New(2027, time.March, 20)) && !o.moved[b.Branch][time.March].IsZero() {
			want = 2
		}
		for _, k := range b.Review.Kinds {
			if k.Kind == plan.ThemeDay && k.Should != want {
				o.t.Errorf("%s: %d theme days were due on 20 March, want %d", b.Short, k.Should, want)
			}
		}
	}
}

// oneRate checks that the share of branches that reach all theme days is one
// figure wherever it is shown.
func (o *orderly) oneRate(r *audit.Result) {
	o.t.Helper()
	want, ok := r.Totals.Reached, false
	for sheet, title := range map[string]string{"01 支部总表": "开展次数达标率比率", "02 党委汇总": "开展次数达标率开展次数达标率", "03 县汇总": "开展次数达标率比率"} {
		e := edit(o.t, o.write("review-summary", r))
		rows, err := e.file.GetRows(sheet)
		if err != nil {
			o.t.Fatal(err)
		}
		cols := columnsOf(o.t, rows)
		for _, row := range rows {
			if slices.Contains(row, doc.TotalTitle) || slices.Contains(row, "全县") {
				ok = true
				if got := cellOf(row, cols[title]); got != want.String() && got != "100.0%" && got != "100%" {
					o.t.Errorf("%s: %s is %s, want %s", sheet, title, got, want)
				}
			}
		}
	}
	if !ok || want.Den != len(r.Branches) {
		o.t.Errorf("%d branches of %d have a rate", want.Den, len(r.Branches))
	}
}
