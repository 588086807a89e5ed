package config

import (
	"fmt"
	"os"
	"path"
	"strings"
	"testing"

	"dangce/config/diag"
)

// background are findings of the small counties that say nothing of the kind
// that a case is about.
var background = map[string]bool{
	"no-holidays": true, "no-posts": true, "no-secretary": true, "no-category": true, "no-base": true,
	"few-members": true, "unknown-branch": true,
}

// TestKindsOfRosters: rosters as offices send them. What each comes to, the
// findings at their cells with what to do and the people with what is printed
// of them, is in testdata/kinds.txt.
func TestKindsOfRosters(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/kinds.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := strings.Split(string(data), "== ")[1:]
	dirs, err := os.ReadDir("testdata/kinds")
	if err != nil || len(dirs) != len(cases) {
		t.Fatalf("%d cases for %d folders, %v", len(cases), len(dirs), err)
	}
	for _, c := range cases {
		name, want, _ := strings.Cut(c, "\n")
		if got := readKind(name); got != strings.TrimSpace(want) {
			t.Errorf("%s comes to\n%s\nwant\n%s", name, got, want)
		}
	}
}

// readKind loads a case and says what it comes to.
func readKind(name string) string {
	var out diag.List
	var account Account
	c := Load(os.DirFS(path.Join("testdata/kinds", name)), "county.toml", Options{Account: &account}, &out)
	lines := unread(&account)
	for _, f := range out.Sorted() {
		if !background[f.Code] {
			lines = append(lines, fmt.Sprintf("%s %s: %s / %s", f.Severity, f.Place, f.Message, f.Hint))
		}
	}
	if c == nil {
		return strings.Join(append(lines, "no county"), "\n")
	}
	for _, b := range c.Branches() {
		for _, m := range b.Members {
			lines = append(lines, strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %s %s %s %s", b.Code, m.Name, m.Birth, m.Joined, m.Phone, strings.Join(m.Posts, "、"), paid(m))), " "))
		}
	}
	return strings.Join(lines, "\n")
}

// unread lists the sheets and columns with values that were not read.
func unread(a *Account) []string {
	var lines []string
	for _, f := range a.Rosters {
		for _, s := range f.Sheets {
			if s.Kind == "" && s.Why != "" {
				lines = append(lines, fmt.Sprintf("not read %s[%s]: %s", f.File, s.Name, s.Why))
			}
			for _, c := range s.Columns {
				if c.ID == "" && c.Values > 0 {
					lines = append(lines, fmt.Sprintf("not read %s[%s] %s: %s", f.File, s.Name, c.Title, c.Why))
				}
			}
		}
	}
	return lines
}

// paid says what dues a member is assessed on.
func paid(m *Member) string {
	if m.Dues.Category == "" {
		return ""
	}
	return string(m.Dues.Category) + " " + m.Dues.Base.String()
}
