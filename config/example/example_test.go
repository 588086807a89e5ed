package example_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/example"
)

func load(t *testing.T) (*config.County, []diag.Finding) {
	t.Helper()
	var found diag.List
	c := config.Load(example.FS(), "county.toml", config.Options{}, &found)
	for _, f := range found.Sorted() {
		if f.Severity == diag.Error {
			t.Errorf("%s: %s", f.Place, f.Message)
		}
	}
	if c == nil {
		t.Fatal("the example does not load")
	}
	return c, found.Sorted()
}

// TestFindings: the first thing a new user sees is check of this county.
func TestFindings(t *testing.T) {
	_, found := load(t)
	var codes []string
	for _, f := range found {
		codes = append(codes, f.Code)
		t.Logf("%s: %s: %s", f.Place, f.Severity, f.Message)
	}
	slices.Sort(codes)
	if want := []string{"many-members", "no-holidays"}; !slices.Equal(codes, want) {
		t.Errorf("findings %q, want %q", codes, want)
	}
}

func TestFilesHaveTheCountyAtTheRoot(t *testing.T) {
	if _, err := fs.Stat(example.FS(), "county.toml"); err != nil {
		t.Error(err)
	}
	for _, glob := range []string{"branches/*.toml", "名册/*.xlsx"} {
		if m, err := fs.Glob(example.FS(), glob); err != nil || len(m) == 0 {
			t.Errorf("%s: %d files, %v", glob, len(m), err)
		}
	}
}

func TestBranches(t *testing.T) {
	c, _ := load(t)
	if c.Name != "示例县" || c.Code != "419900" || c.Year != 2027 || len(c.Committees) != 2 {
		t.Errorf("%s %s %d with %d committees", c.Name, c.Code, c.Year, len(c.Committees))
	}
	sizes := map[string]string{}
	kinds := map[config.BranchKind]bool{}
	members := 0
	for _, b := range c.Branches() {
		sizes[b.Code] = fmt.Sprint(len(b.Members), len(b.Groups), b.HasCommittee)
		kinds[b.Kind] = true
		members += len(b.Members)
	}
	want := map[string]string{
		"01-001": "52 3 true", "01-002": "9 2 true", "01-003": "14 2 true", "01-004": "3 0 false", "01-005": "5 0 false",
		"02-001": "12 2 true", "02-002": "10 2 true", "02-003": "10 0 true", "02-004": "8 2 true", "02-005": "9 0 true",
	}
	for code, w := range want {
		if sizes[code] != w {
			t.Errorf("%s: members, groups, committee %s, want %s", code, sizes[code], w)
		}
	}
	if len(sizes) != len(want) || len(kinds) != 9 || members != 132 {
		t.Errorf("%d branches of %d kinds with %d members", len(sizes), len(kinds), members)
	}
}

// TestWorkedExamples: bases of the worked examples of the dues, each with
// someone who has it.
func TestWorkedExamples(t *testing.T) {
	c, _ := load(t)
	have := map[string]bool{}
	for _, m := range members(c) {
		have[string(m.Dues.Category)+" "+m.Dues.Base.String()] = true
		have[string(m.Dues.Category)] = true
	}
	for _, want := range []string{
		"salaried 4900.00", "salaried 5100.00", "salaried 3000.00", "salaried 3000.01", "salaried 5000.00", "salaried 5000.01",
		"salaried 10000.00", "salaried 10000.01", "salaried 6842.37", "salaried 12860.50", "salaried 60000.00", "salaried 4743.70",
		"retired 3286.40", "retired 5000.00", "retired 6120.50", "self_employed 9100.00",
		"farmer", "student", "unemployed", "relief", "dibao", "reduced", "exempt", "fixed",
	} {
		if !have[want] {
			t.Errorf("nobody with %s", want)
		}
	}
	items := member(t, c, "02-001", "冯涛").Dues
	if len(items.Items) != 8 || items.Base.String() != "4743.70" {
		t.Errorf("base %s of %d items, want 4743.70 of 8", items.Base, len(items.Items))
	}
}

func TestNames(t *testing.T) {
	c, _ := load(t)
	for code, name := range map[string]string{"01-001": "王𠮷祥", "01-002": "柳㑇", "02-002": "阿卜杜热合曼·阿卜杜克热木"} {
		if m := member(t, c, code, name); m.Label != name {
			t.Errorf("%s is labelled %s", name, m.Label)
		}
	}
	member(t, c, "01-001", "赵䶮")
	member(t, c, "02-002", "叶𬱖")
	var labels []string
	for _, m := range branch(t, c, "01-003").Members {
		if m.Name == "王伟" {
			labels = append(labels, m.Label)
		}
	}
	if want := []string{"王伟(1980-05)", "王伟(1963-11)"}; !slices.Equal(labels, want) {
		t.Errorf("labels %q, want %q", labels, want)
	}
	for _, m := range members(c) {
		if strings.ContainsAny(m.Name, " \u3000") {
			t.Errorf("%q holds a space", m.Name)
		}
		if m.Phone != "" && !strings.HasPrefix(m.Phone, "13900000") {
			t.Errorf("%s has a telephone that may be someone's: %s", m.Name, m.Phone)
		}
	}
}

func TestDays(t *testing.T) {
	c, _ := load(t)
	months := map[time.Month]bool{}
	for _, m := range branch(t, c, "01-001").Members {
		months[m.Joined.Month] = true
	}
	if len(months) != 12 {
		t.Errorf("political birthdays in %d months", len(months))
	}
	if m := member(t, c, "02-001", "李建华"); m.Birth != date.New(1972, 2, 29) || m.Joined != date.New(1996, 2, 29) {
		t.Errorf("born %s, joined %s", m.Birth, m.Joined)
	}
	if m := member(t, c, "01-001", "李嘉怡"); !m.Probation || m.Joined != date.New(2026, 6, 20) {
		t.Errorf("probation %t, joined %s", m.Probation, m.Joined)
	}
	if b := branch(t, c, "02-003"); b.TermEnds.Year != 2027 {
		t.Errorf("term ends %s", b.TermEnds)
	}
	b := branch(t, c, "01-003")
	if len(b.Changes) != 1 || b.Changes[0].Approved.IsZero() || !slices.Contains(b.Choose[3], "志愿服务") {
		t.Errorf("changes %+v, own choice %q", b.Changes, b.Choose[3])
	}
	if !slices.Contains(b.Books, "deliberation") {
		t.Errorf("books %q", b.Books)
	}
}

// TestPosts: one secretary everywhere, three to five in a committee, one
// leader in each group.
func TestPosts(t *testing.T) {
	c, _ := load(t)
	for _, b := range c.Branches() {
		posts := map[string]int{}
		for _, m := range b.Members {
			for _, p := range m.Posts {
				posts[p]++
			}
		}
		if posts["书记"] != 1 || b.HasCommittee != (posts["组织委员"] == 1 && posts["宣传委员"] == 1) {
			t.Errorf("%s: posts %v, committee %t", b.Code, posts, b.HasCommittee)
		}
		for _, g := range b.Groups {
			leaders := 0
			for _, m := range g.Members {
				if m.Has("党小组组长") {
					leaders++
				}
			}
			if leaders != 1 {
				t.Errorf("%s %s: %d leaders", b.Code, g.Name, leaders)
			}
		}
	}
}

func members(c *config.County) []*config.Member {
	var all []*config.Member
	for _, b := range c.Branches() {
		all = append(all, b.Members...)
	}
	return all
}

func branch(t *testing.T, c *config.County, code string) *config.Branch {
	t.Helper()
	for _, b := range c.Branches() {
		if b.Code == code {
			return b
		}
	}
	t.Fatalf("no branch %s", code)
	return nil
}

func member(t *testing.T, c *config.County, code, name string) *config.Member {
	t.Helper()
	for _, m := range branch(t, c, code).Members {
		if m.Name == name {
			return m
		}
	}
	t.Fatalf("%s: nobody called %s", code, name)
	return nil
}
