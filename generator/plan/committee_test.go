package plan

import (
	"strings"
	"testing"

	"dangce/config"
	"dangce/config/date"
)

func TestCommitteeMeetsTheTenNorms(t *testing.T) {
	ts := built(t)
	for year := 2026; year <= 2030; year++ {
		c := county(year)
		com := join(c, branch(0))
		cal := Year(c, ts)
		p := ForCommittee(cal, com)
		count := map[string]int{}
		on := map[date.Date]string{}
		for _, e := range p.Entries {
			count[e.Code]++
			if e.Seq < 1 || e.Of != ts.Norms.Norm(e.Code).Times || e.Topic != ts.Norms.Norm(e.Code).Text.Default.String() {
				t.Errorf("%d %s: %d of %d, %q", year, e.ID, e.Seq, e.Of, e.Topic)
			}
			if !cal.Workday(e.Date) || e.Date == cal.Days[e.Month].Date {
				t.Errorf("%d %s on %s", year, e.ID, e.Date)
			}
			if other := on[e.Date]; other != "" {
				t.Errorf("%d %s and %s both on %s", year, e.ID, other, e.Date)
			}
			on[e.Date] = e.ID
		}
		for _, n := range ts.Norms.Level("committee") {
			if count[n.ID] != n.Times {
				t.Errorf("%d %s: %d times, want %d", year, n.ID, count[n.ID], n.Times)
			}
		}
	}
}

func TestGeneralBranchHasNoCommitteeNorms(t *testing.T) {
	c := county(2027)
	com := join(c, branch(0))
	com.Kind = config.GeneralBranch
	p := ForCommittee(Year(c, built(t)), com)
	if len(p.Entries) != 0 || !strings.Contains(strings.Join(p.Notes, "\n"), "党总支不单列党委十条") {
		t.Errorf("%d entries, notes %q", len(p.Entries), p.Notes)
	}
}
