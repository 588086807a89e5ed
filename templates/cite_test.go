package templates

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
)

func embeddedSources(t *testing.T) *Sources {
	t.Helper()
	var out diag.List
	s := LoadSources(Embedded(), "", &out)
	if out.Errors() > 0 {
		t.Fatal(codes(&out))
	}
	return s
}

// TestPrintSource: sources are printed by name and article, whatever they were
// written with.
func TestPrintSource(t *testing.T) {
	s := embeddedSources(t)
	for source, want := range map[Cited]string{
		"支部工作条例§11": "支部工作条例第11条",
		"支部工作条例§11、党章§17；时限为县定标准":   "支部工作条例第11条、党章第17条；时限为县定标准",
		"发展党员工作细则§20、21、33":         "发展党员工作细则第20、21、33条",
		"村委会组织法§30":                 "村民委员会组织法第30条",
		"《中华人民共和国村民委员会组织法》第三十条":     "村民委员会组织法第30条",
		"中组发〔2008〕3号第十九条、第二十条":      "中组发〔2008〕3号第19、20条",
		"组电明字〔2017〕5号":              "组电明字〔2017〕5号",
		"县定标准":                      "县定标准",
		"县规第8条":                     "县规第8条",
		"D":                         "县定标准",
		"S；时限 D":                    "本县规定；时限 县定标准",
		"§12":                       "支部工作条例第12条",
		"[R 党章§17][W18]":            "党章第17条县定标准",
		"[R 基层组织选举工作条例(2020)][W19]": "选举条例县定标准",
		"[W22]；D":                   "县定标准",
		"[R 村民委员会组织法§26]；通知 [R 同§25]": "村民委员会组织法第26条；通知 村民委员会组织法第25条",
	} {
		if got := s.Print(source); got != want {
			t.Errorf("Print(%q) = %q, want %q", source, got, want)
		}
	}
}

// TestFindCitations: numbers of articles are read in all their forms.
func TestFindCitations(t *testing.T) {
	s := embeddedSources(t)
	for text, want := range map[string][]int{
		"党章§6–9": {6, 7, 8, 9},
		"（中组发〔2008〕3号第十二条）":    {12},
		"中组发〔2008〕3号第十九条、第二十条": {19, 20},
		"§11、12":  {11, 12},
		"诵读党章第一章": nil,
		"——《中国共产党章程》第六条": {6},
	} {
		found := s.Find(text)
		if len(found) != 1 || !slices.Equal(found[0].Articles, want) {
			t.Errorf("Find(%q) = %+v, want articles %v", text, found, want)
		}
	}
}

// TestCheckSources: what is cited must be known, in force in the year, and an
// article that was compared with its text.
func TestCheckSources(t *testing.T) {
	s := embeddedSources(t)
	for _, c := range []struct {
		source Cited
		year   int
		want   string
	}{
		{"村民委员会组织法§30、35", 2027, ""},
		{"村民委员会组织法§30", 2025, "not-in-force"},
		{"村民委员会组织法§22", 2027, "unknown-article"},
		{"居委会组织法§34", 2026, ""},
		{"县规§8", 2027, "unknown-source"},
		{"某个办法", 2027, "unknown-source"},
		{"《县里的办法》；县定标准", 2027, "unknown-source"},
		{"支部工作条例§11；某办法第3条", 2027, "unknown-source"},
		{"支部工作条例§11；频次为县定标准", 2027, ""},
		{"S；时限 D", 2027, ""},
	} {
		var got []string
		for _, f := range s.CheckCited(c.source, c.year) {
			got = append(got, f.Code)
			if f.Message == "" || f.Hint == "" {
				t.Errorf("%s: %+v", c.source, f)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s in %d: %v, want %q", c.source, c.year, got, c.want)
		}
	}
}

// TestCountySources: a county adds its own rules and a version of a law, and
// what it says of an id replaces ours.
func TestCountySources(t *testing.T) {
	const own = `[[source]]
id = "own"
title = "示例县党建工作办法"
short = "县规"
whose = "county"
[[source]]
id = "old-law"
title = "中华人民共和国村民委员会组织法"
short = "村民委员会组织法"
whose = "law"
until = 2025-12-31
articles = { 22 = "村民会议" }
[[source]]
id = "branches"
title = "中国共产党支部工作条例"
short = "支部条例"
whose = "party"
`
	article := "article = \"第{n}条\"\n"
	for _, text := range []string{own, article + own} {
		var out diag.List
		s := LoadSources(Overlay(fstest.MapFS{"sources.toml": {Data: []byte(text)}}), "模板", &out)
		if out.Errors() > 0 {
			t.Fatal(out.Sorted())
		}
		if got := s.Print("县规§8、支部条例§3"); got != "县规第8条、支部条例第3条" {
			t.Errorf("printed %s", got)
		}
		for _, c := range []struct {
			source Cited
			year   int
			faults int
		}{{"县规§8", 2027, 0}, {"村民委员会组织法§22", 2025, 0}, {"村民委员会组织法§22", 2027, 1}, {"村民委员会组织法§30", 2027, 0}, {"支部条例§3", 2027, 0}} {
			if got := s.CheckCited(c.source, c.year); len(got) != c.faults {
				t.Errorf("%s in %d: %+v", c.source, c.year, got)
			}
		}
	}
	for text, want := range map[string]string{
		"[[source]]\nid = \"a\"\ntitle = \"甲\"\nshort = \"甲\"\nwhose = \"国家\"\n":                                         "bad-source",
		"[[source]]\nid = \"a\"\ntitle = \"甲\"\nshort = \"甲\"\nwhose = \"law\"\narticles = { 八 = \"乙\" }\n":              "",
		"[[source]]\nid = \"a\"\ntitle = \"甲\"\nshort = \"甲\"\nwhose = \"law\"\narticles = { x = \"乙\" }\n":              "bad-source",
		"[[source]]\nid = \"a\"\ntitle = \"甲\"\nshort = \"甲\"\nwhose = \"law\"\nfrom = 2026-01-01\nuntil = 2025-01-01\n": "bad-source",
	} {
		var out diag.List
		LoadSources(Overlay(fstest.MapFS{"sources.toml": {Data: []byte(text)}}), "模板", &out)
		if got := codes(&out); want != "" && !slices.Contains(got, want) {
			t.Errorf("%s: %v, want %s", text, got, want)
		}
	}
}

// TestSourcesByConvention: the words that programs print in place of a source
// are sources themselves.
func TestSourcesByConvention(t *testing.T) {
	s := embeddedSources(t)
	for _, name := range []string{CountyOwn, CountyStandard, bareSource} {
		if x := s.Named(name, 2027); x == nil || x.Short != name {
			t.Errorf("%s is %+v", name, x)
		}
	}
}
