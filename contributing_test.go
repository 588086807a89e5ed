package dangce_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// limits are how many files a new thing of each kind may touch.
var limits = map[string]int{"A column of rosters": 5, "A kind of block": 3, "A workbook": 3, "A chart": 3, "A rule of dues": 3, "A command": 2, "A format of output": 2}

var guideExample = regexp.MustCompile("(?m)^Example `([^`]+)`: (.*)\\. At most ([0-9])\\.$")

// TestGuideOfContributors: what CONTRIBUTING.md gives as an example of each
// kind is known to the files that it lists, and to no others.
func TestGuideOfContributors(t *testing.T) {
	guide, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := strings.Split(strings.ReplaceAll(string(guide), "\r\n", "\n"), "\n## ")[1:]
	if len(sections) != len(limits) {
		t.Errorf("%d sections, want %d", len(sections), len(limits))
	}
	for _, s := range sections {
		title, body, _ := strings.Cut(s, "\n")
		m := guideExample.FindStringSubmatch(body)
		if m == nil || m[3] != strconv.Itoa(limits[title]) {
			t.Errorf("%s: no example, or another limit than %d", title, limits[title])
			continue
		}
		listed := strings.Split(strings.ReplaceAll(m[2], "`", ""), ", ")
		found := knowing(t, m[1])
		slices.Sort(listed)
		if !slices.Equal(listed, found) || len(found) > limits[title] {
			t.Errorf("%s: %s is known to\n%q, the guide lists\n%q", title, m[1], found, listed)
		}
	}
	tests := testNames(t)
	for _, name := range regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(string(guide), -1) {
		if !tests[name[1]] {
			t.Errorf("the guide names %s, which does not exist", name[1])
		}
	}
	for _, name := range regexp.MustCompile("`((?:config|generator|templates|cmd|docs)/[a-z/._-]+[a-z])`").FindAllStringSubmatch(string(guide), -1) {
		if _, err := os.Stat(filepath.FromSlash(name[1])); err != nil {
			t.Errorf("the guide names %s, which does not exist", name[1])
		}
	}
}

// testNames are the names of all tests.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := os.ReadFile(filepath.FromSlash(name))
		for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllStringSubmatch(string(data), -1) {
			names[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// knowing lists the sources and templates that hold a word or are named by it,
// without tests and samples.
func knowing(t *testing.T, word string) []string {
	t.Helper()
	whole := regexp.MustCompile(`(^|[^\w-])` + regexp.QuoteMeta(word) + `($|[^\w-])`)
	var found []string
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "testdata" || name == "output" || slices.Contains([]string{"config/example", "generator/synth", "project/starter"}, name) {
				return fs.SkipDir
			}
			return nil
		}
		ext := path.Ext(name)
		if ext != ".go" && !(ext == ".toml" && strings.HasPrefix(name, "templates/")) || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		data, err := os.ReadFile(filepath.FromSlash(name))
		if err == nil && (whole.Match(data) || strings.TrimSuffix(path.Base(name), ext) == word) {
			found = append(found, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(found)
	return found
}
