package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"dangce/templates"
)

// checked runs check in the working folder and returns where what was found.
func checked(t *testing.T) map[string][]string {
	t.Helper()
	_, stdout, stderr := try(t.Context(), world{args: []string{"check", "--format", "json"}})
	var r struct {
		Findings []struct {
			File, Code string
			Line       int
		}
	}
	if err := json.Unmarshal([]byte(stdout), &r); err != nil {
		t.Fatalf("%v in %s%s", err, stdout, stderr)
	}
	found := map[string][]string{}
	for _, f := range r.Findings {
		found[f.File] = append(found[f.File], f.Code)
	}
	return found
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// One broken file of each kind, templates among them, beside a broken
// county.toml: each is named in one run.
func TestEveryKindOfFileIsCheckedBesideOthers(t *testing.T) {
	t.Chdir(t.TempDir())
	if code, _, stderr := try(t.Context(), world{args: []string{"init", "--name", "示例县", "--code", "419900", "--year", "2027"}}); code != exitDone {
		t.Fatal(stderr)
	}
	data, err := os.ReadFile(defaultCounty)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("# templates =", "templates =", "# holidays =", "holidays =", "[county]", "[county", "code       = \"419900\"", "code       = 419900号").Replace(string(data))
	put(t, defaultCounty, text)
	put(t, "branches/乙.toml", "[[branch]]\ncode = “01-002”\ncommittee = \"77\"\nkind = 村\n")
	put(t, "holidays.toml", "workdays = [2027-02-14，2027-10-10]\n[[holiday]]\nname = \"元旦\"\nform = 2027-01-01\n")
	put(t, "名册/丙.csv", "党支部代码,姓名,出生日期\n01-999,张三,去年\n")
	put(t, "名册/丁.xlsx", "b\x14#e\x00\x00\x00")
	want := []string{defaultCounty, "branches/乙.toml", "holidays.toml", "名册/丙.csv", "名册/丁.xlsx"}
	err = fs.WalkDir(templates.Embedded(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".toml" {
			return err
		}
		data, err := fs.ReadFile(templates.Embedded(), name)
		put(t, path.Join("templates", name), string(data)+"\n写错了 = 1\n")
		want = append(want, path.Join("templates", name))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	found := checked(t)
	for _, name := range want {
		if len(found[name]) == 0 {
			t.Errorf("%s: nothing is said of it", name)
		}
	}
	for name, least := range map[string]int{defaultCounty: 2, "branches/乙.toml": 4, "holidays.toml": 3} {
		if len(found[name]) < least {
			t.Errorf("%s: %q, want %d of them", name, found[name], least)
		}
	}
}
