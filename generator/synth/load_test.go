package synth

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
)

// load loads a drawn county as a user's would be.
func load(t *testing.T, files map[string][]byte) (*config.County, []diag.Finding) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	var found diag.List
	c := config.Load(fsys, "county.toml", config.Options{}, &found)
	return c, found.Sorted()
}

// expected are the findings that a drawn county may have: no holidays, and
// branches of more than 50 members.
var expected = []string{"no-holidays", "many-members"}

func TestDrawnCountiesLoad(t *testing.T) {
	type trial struct {
		branches int
		seed     uint64
	}
	var trials []trial
	for seed := range uint64(12) {
		trials = append(trials, trial{1, seed}, trial{3, seed}, trial{10, seed})
	}
	trials = append(trials, trial{60, 0})
	if !testing.Short() {
		trials = append(trials, trial{60, 1}, trial{60, 2}, trial{60, 3}, trial{1500, 1})
	}
	for _, tr := range trials {
		t.Run(fmt.Sprintf("%d-%d", tr.branches, tr.seed), func(t *testing.T) {
			o, err := options(tr.branches, tr.seed).check()
			if err != nil {
				t.Fatal(err)
			}
			drawn := draw(o)
			files, err := drawn.files()
			if err != nil {
				t.Fatal(err)
			}
			loaded, found := load(t, files)
			for i, f := range found {
				if f.Severity == diag.Error || !slices.Contains(expected, f.Code) {
					t.Errorf("%s: %s %s: %s", f.Place, f.Severity, f.Code, f.Message)
				}
				if i > 10 {
					break
				}
			}
			if loaded == nil {
				t.Fatal("no county")
			}
			compareCounty(t, drawn, loaded)
		})
	}
}

// compareCounty checks that what was loaded is what was drawn.
func compareCounty(t *testing.T, drawn *county, loaded *config.County) {
	t.Helper()
	branches := loaded.Branches()
	if len(branches) != len(drawn.seats) {
		t.Fatalf("%d branches loaded, %d drawn", len(branches), len(drawn.seats))
	}
	for i, got := range branches {
		want := drawn.seats[i].Branch
		if g, w := outline(got), outline(want); g != w {
			t.Errorf("branch loaded as %s\n  drawn as %s", g, w)
		}
		if len(got.Members) != len(want.Members) {
			t.Errorf("%s: %d members loaded, %d drawn", want.Code, len(got.Members), len(want.Members))
			continue
		}
		for k, m := range got.Members {
			w := want.Members[k]
			if g, w := profile(m), profile(w); g != w {
				t.Errorf("%s: member loaded as %s\n  drawn as %s", want.Code, g, w)
			}
			if m.Birth.Compare(w.Birth) != 0 {
				t.Errorf("%s: %s born %s, drawn %s", want.Code, m.Name, m.Birth, w.Birth)
			}
		}
		if t.Failed() {
			return
		}
	}
}

// outline is what is compared of a branch.
func outline(b *config.Branch) string {
	under := ""
	if b.Under != nil {
		under = b.Under.Code
	}
	return fmt.Sprintf("%s %s %s %s %s/%s %s %s %s %q %t", b.Code, b.Name, b.Short, b.Kind, b.Committee.Code, under,
		b.Founded, b.TermEnds, b.Place, groupNames(b), b.HasCommittee)
}

// profile is what is compared of a member; approvals have no column in a
// roster, and births may be known by their month alone.
func profile(m *config.Member) string {
	d := m.Dues
	return fmt.Sprintf("%s %s %s %s %s %s %s %t %s %q %s %t %s %s %s %d %s %s %s %s", m.ID, m.Name, m.Gender, m.Ethnicity, m.Education,
		m.Joined, m.Confirmed, m.Probation, groupName(m), m.Posts, m.Duty, m.Leader, m.Job, m.Phone, m.CardNo, m.CardYear,
		d.Category, d.Base, d.Amount, d.Reason)
}

// FuzzOptions draws and loads small counties of any outline.
func FuzzOptions(f *testing.F) {
	f.Add(uint64(1), 3, 3, 0)
	f.Add(uint64(9), 12, 120, 8)
	f.Add(uint64(4), 40, 51, 3)
	f.Fuzz(func(t *testing.T, seed uint64, branches, size, groups int) {
		o := options(branches%60, seed)
		o.Sizes, o.Groups = []int{size % 200}, []int{groups % 20}
		files, err := Files(o)
		if err != nil {
			return // refused with a reason
		}
		c, found := load(t, files)
		for _, f := range found {
			if f.Severity == diag.Error {
				t.Errorf("%+v: %s: %s", o, f.Place, f.Message)
			}
		}
		if c != nil && c.Issued != date.New(2026, 12, 10) {
			t.Errorf("issued %s", c.Issued)
		}
	})
}
