package config

import (
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"dangce/config/diag"
)

// Rosters of the kinds that offices send, each with the codes of what has to
// be said about it.
func TestKindsOfRosters(t *testing.T) {
	t.Parallel()
	want := map[string][]string{
		"03-hidden-rows": {"roster-hidden-rows"}, "05-serial-43s-early": {"roster-date-moved"}, "07-utc-text-csv": {"roster-date-moved"},
		"10-date-with-spaces": {"roster-date"}, "14-sst-missing": {"roster-file"}, "15-null-words": {"roster-word-none"},
		"18-lost-digits": {"roster-code-digits"}, "19-code-became-date": {"roster-code-date"}, "21-lost-character": {"roster-name-lost"},
		"24-interpunct": {"double-identity", "roster-name-dot"}, "28-csv-unclosed-quote": {"roster-file"}, "32-e-safenet": {"roster-file"},
		"34-default-dates": {"roster-date-default"}, "35-copied-file": {"copied-roster"}, "37-blank-branch-cell": {"blank-branch"},
		"38-money-hint": {"roster-money"}, "ok-p05-cn-date-formats": {"roster-name-sign"},
	}
	members := map[string]int{"01-other-sheets": 1, "03-hidden-rows": 2, "17-phone-float": 1, "30-side-by-side": 2, "49-footer-row": 1}
	dirs, err := os.ReadDir("testdata/kinds")
	if err != nil || len(dirs) < 30 {
		t.Fatalf("%d cases, %v", len(dirs), err)
	}
	for _, dir := range dirs {
		var out diag.List
		c := Load(os.DirFS(path.Join("testdata/kinds", dir.Name())), "county.toml", Options{}, &out)
		got := []string{}
		for _, f := range out.Sorted() {
			if !strings.HasPrefix(f.Code, "no-") && f.Code != "few-members" && f.Code != "unknown-branch" && !slices.Contains(got, f.Code) {
				got = append(got, f.Code)
			}
		}
		slices.Sort(got)
		for _, code := range want[dir.Name()] {
			if !slices.Contains(got, code) {
				t.Errorf("%s: findings %q lack %s", dir.Name(), got, code)
			}
		}
		if strings.HasPrefix(dir.Name(), "ok-") && out.Errors() > 0 {
			t.Errorf("%s: %q", dir.Name(), got)
		}
		n, given := members[dir.Name()]
		if !given {
			continue
		}
		if c == nil {
			t.Errorf("%s: no county: %q", dir.Name(), got)
			continue
		}
		have := 0
		for _, b := range c.Branches() {
			have += len(b.Members)
		}
		if have != n {
			t.Errorf("%s: %d members, want %d", dir.Name(), have, n)
		}
	}
}
