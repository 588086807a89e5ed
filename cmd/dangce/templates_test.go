package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestGuideOnTheCommandLine does what docs/adding-a-book.md says, with the
// files that init makes and the commands that the guide names.
func TestGuideOnTheCommandLine(t *testing.T) {
	guide, err := os.ReadFile("../../docs/adding-a-book.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(guide), "\r\n", "\n")
	t.Chdir(t.TempDir())
	do := func(args ...string) string {
		t.Helper()
		code, stdout, stderr := try(t.Context(), world{args: args})
		if code != exitDone {
			t.Fatalf("dangce %s: exit %d\n%s%s", strings.Join(args, " "), code, stdout, stderr)
		}
		return stdout
	}
	do("init", "--name", "示例县", "--code", "419900", "--year", "2027")
	steps := 0
	for _, m := range regexp.MustCompile("(?ms)^ *```toml (\\S+)\n(.*?)^ *```$").FindAllStringSubmatch(text, -1) {
		name := filepath.FromSlash(m[1])
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		old, _ := os.ReadFile(name) // a new file at first
		data := string(old) + "\n" + m[2]
		switch line := strings.TrimSpace(m[2]); {
		case name == defaultCounty && strings.HasPrefix(line, "templates"):
			if !strings.Contains(data, "\n# "+line) {
				t.Fatalf("county.toml has no line # %s", line)
			}
			data = strings.Replace(string(old), "\n# "+line, "\n"+line, 1)
		case name == defaultCounty: // [print] stands there already
			if data = strings.Replace(string(old), "card = 2 }", "card = 2, hardship = 1 }", 1); data == string(old) {
				t.Fatal("county.toml has no spare copies to add to")
			}
		}
		if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		steps++
	}
	if steps < 8 {
		t.Fatalf("only %d steps", steps)
	}
	if out := do("check"); strings.Contains(out, "templates/") {
		t.Errorf("check finds\n%s", out)
	}
	list := do("list")
	if !regexp.MustCompile(`01-001 .*困难党员帮扶登记册 +16 +2 +16\n`).MatchString(list) || strings.Contains(list, "民主测评票") {
		t.Errorf("the list says\n%s", list)
	}
	if out := do("list", "--book", "hardship"); strings.Count(out, "\n01-001") != 1 {
		t.Errorf("the list of one book says\n%s", out)
	}
	// The commands that the guide shows exist, with the names it uses.
	for i, m := range regexp.MustCompile("dangce templates ([a-z/-]+)[`\n ]").FindAllStringSubmatch(text, -1) {
		if m[1] == "tables/" {
			continue // one's choice
		}
		do("templates", m[1], "-o", filepath.Join("副本", strconv.Itoa(i)))
	}
}
