package decode

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dangce/config/diag"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func places(out *diag.List) []string {
	var all []string
	for _, f := range out.Sorted() {
		all = append(all, fmt.Sprintf("%d:%d %s", f.Line, f.Column, f.Code))
	}
	return all
}

// Every fault of a document is found in one run, and what is right beside it
// is read: no key is missed that was written, none of the rest is lost.
func TestFaultsBesideFaults(t *testing.T) {
	for name, tt := range map[string]struct {
		src  string
		want []string
		read func(d *document) bool
	}{
		"values": {"year = 2027年\nissued = 2026年12月10日\nmonths = [1, 2\nbleed = 3\nflag = 是\nx = 1\n",
			[]string{"1:12 syntax", "2:14 syntax", "3:15 syntax", "5:8 syntax", "6:1 unknown-key"},
			func(d *document) bool { return d.Bleed == 3 }},
		"headers": {"year = 1\n[[branch]\ncode = \"01\"\nplace = “甲”\n[[branch.member]\nname = \"张三\"\n[[branch]]\ncode = 02\n[[branch.member]]\npost = \"书记\"\n",
			[]string{"2:9 syntax", "4:9 syntax", "5:16 syntax", "8:8 syntax", "9:10 missing-key"},
			func(d *document) bool {
				return len(d.Branch) == 2 && d.Branch[0].Code == "01" && d.Branch[0].Member[0].Name == "张三" && d.Branch[1].Member[0].Post[0] == "书记"
			}},
		"a value of several lines": {"year = 1\nmonths = [\n  1, # 一月\n  2；\n]\nany = \"\"\"\n[a]\nb = 1\n\"\"\"\ncolor = \"红\n",
			[]string{"4:4 syntax", "10:11 syntax"},
			func(d *document) bool { return d.Any == "[a]\nb = 1\n" }},
		"a text that never ends": {"year = 1\nany = \"\"\"\nbleed = 2\n[county]\nn = 4\nn = 5\n",
			[]string{"2:10 syntax", "6:1 duplicate-key"},
			func(d *document) bool { return d.Bleed == 2 && d.County.N == 4 }},
		"written twice": {"year = 1\nyear = 2\nbleed = 1\nbleed = 2\n[county]\nn = 1\n[county]\nn = 2\n",
			[]string{"2:1 duplicate-key", "4:1 duplicate-key", "7:2 duplicate-key", "8:1 duplicate-key"},
			func(d *document) bool { return d.Year == 1 && d.Bleed == 1 && d.County.N == 1 }},
		"a key nobody can read":         {"年度 = 2027\nbleed = 1\nflag\n", []string{"1:1 syntax", "3:5 syntax"}, func(d *document) bool { return d.Bleed == 1 }},
		"what the full decoder refuses": {"year = 1\na = []\n[[a]]\n[b.c]\n[b]\nc.d = 1\n[b]\n", nil, nil},
	} {
		doc, f, out := bind(t, tt.src)
		if f == nil {
			t.Errorf("%s: nothing was read: %v", name, places(out))
			continue
		}
		if tt.read == nil {
			if n := out.Errors(); n < 2 {
				t.Errorf("%s: %v", name, places(out))
			}
			continue
		}
		if got := places(out); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q\nwant %q", name, got, tt.want)
		}
		if !tt.read(doc) {
			t.Errorf("%s: read as %+v", name, doc)
		}
	}
}

func TestStateOfLostValues(t *testing.T) {
	_, f, _ := bind(t, "year = 2027年\nbleed = 1\n[county]\n数 = 1\n")
	for path, want := range map[string]State{"year": Bad, "bleed": Given, "flag": Missing, "county.n": Bad} {
		if got := f.State(path); got != want {
			t.Errorf("State(%s) = %d, want %d", path, got, want)
		}
	}
}

// What is no TOML from end to end is one finding of its own, not hundreds.
func TestTextThatIsNoTOML(t *testing.T) {
	var out diag.List
	if f := Parse("README.md", []byte(strings.Repeat("党支部代码,姓名,性别\n", 200)), &out); f != nil || out.Len() != 1 {
		t.Errorf("file %v, %d findings", f, out.Len())
	}
	if s := out.Sorted()[0]; s.Code != "foreign-file" || s.Hint == "" {
		t.Errorf("%+v", s)
	}
	out = diag.List{}
	if Parse("a.toml", []byte(strings.Repeat("x = 1 2\n", 300)+"y = 1\n"), &out); out.Len() != mostFaults+1 {
		t.Errorf("%d findings", out.Len())
	}
}

func TestEncodings(t *testing.T) {
	const src = "year = 2027\r\n[[branch]]\r\ncode = \"东街\"\r\n"
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(src)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(src)
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{gbk, wide} {
		doc, _, out := bind(t, data)
		if doc.Year != 2027 || len(doc.Branch) != 1 || doc.Branch[0].Code != "东街" {
			t.Errorf("read as %+v", doc)
		}
		if s := out.Sorted(); len(s) != 1 || s[0].Severity != diag.Warning || s[0].Code != "encoding" || s[0].Hint == "" {
			t.Errorf("findings %v", s)
		}
	}
}

// What nobody sees is no part of a value, and is named by its code and place.
func TestInvisible(t *testing.T) {
	doc, _, out := bind(t, "year = 1\n[[branch]]\ncode = \"01\u200B-003\"\nplace = \"张\u3000三\u00A0\"\n")
	if b := doc.Branch[0]; b.Code != "01-003" || b.Place != "张\u3000三\u00A0" {
		t.Errorf("read as %+v", b)
	}
	s := out.Sorted()
	if len(s) != 1 || s[0].Line != 3 || s[0].Column != 11 || s[0].Severity != diag.Warning || !strings.Contains(s[0].Message, "U+200B（零宽空格）") {
		t.Errorf("findings %+v", s)
	}
	out = new(diag.List)
	Parse("a.toml", []byte("\u200Byear = 1\nx\u00A0= 2\n"), out)
	s = out.Sorted()
	if len(s) != 2 || s[0].Column != 1 || !strings.Contains(s[0].Message, "U+200B") || s[1].Column != 2 || !strings.Contains(s[1].Message, "U+00A0（不换行空格）") {
		t.Errorf("findings %+v", s)
	}
}
