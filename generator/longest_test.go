package generator

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config"
	"dangce/config/diag"
	"dangce/generator/book"
)

// Lengths that check accepts, in characters: of a county and its department,
// of a person's data, of an organization, of a line, of several sentences.
const (
	countyLen = 20
	bureauLen = 30
	personLen = 40
	nameLen   = 60
	textLen   = 100
	noteLen   = 500
)

// longestCounty is a county in which every text that a clerk may write has the
// longest form that check accepts, and extra characters more. Texts are of
// the characters of fill, ended by a number where they must differ.
func longestCounty(fill string, extra int) fstest.MapFS {
	runes := []rune(fill)
	n := 0
	text := func(length int) string {
		n++
		end := fmt.Sprintf("%03d", n)
		out := make([]rune, 0, length+extra)
		for len(out) < length+extra-len(end) {
			out = append(out, runes[len(out)%len(runes)])
		}
		return string(out) + end
	}
	var b strings.Builder
	w := func(format string, a ...any) { fmt.Fprintf(&b, format+"\n", a...) }
	w("year = 2027\nbranches = [\"branches/*.toml\"]\n[county]\nname = %q\ncode = \"419900\"\ndepartment = %q\nissued = 2026-12-10\ncontact = %q", text(countyLen), text(bureauLen), text(nameLen))
	w("[theme_day]\nday = 15\nmenu = [%q, %q]", text(textLen), text(textLen))
	for m := 1; m <= 12; m++ {
		w("[[theme_day.theme]]\nmonth = %d\ntitle = %q\nmaterials = [%q]\nnotes = %q", m, text(textLen), text(textLen), text(noteLen))
	}
	w("[review]\nteams = [%q, %q]", text(personLen), text(personLen))
	w("[[accountability.ground]]\nno = 5\ntext = %q\nsource = %q", text(noteLen), text(textLen))
	for i, kind := range []string{"township", "department"} {
		w("[[committee]]\ncode = \"%02d\"\nname = %q\nshort = %q\nkind = %q", i+1, text(nameLen), text(personLen), kind)
	}
	county := b.String()
	b.Reset()
	for i, br := range []struct {
		kind            string
		members, groups int
	}{{"village", 12, 2}, {"community", 9, 3}, {"private", 44, 1}, {"retired", 3, 0}} {
		var groups []string
		for range br.groups {
			groups = append(groups, text(personLen))
		}
		w("[[branch]]\ncode = \"%02d-00%d\"\nname = %q\nshort = %q\ncommittee = \"%02d\"\nkind = %q\nfounded = 2001-07-01\nterm_ends = 2029-06-30\nplace = %q\ngroups = %s\nbooks = [\"handbook\", \"deliberation\", \"card\"]",
			i%2+1, i, text(nameLen), text(personLen), i%2+1, br.kind, text(textLen), strings.ReplaceAll(fmt.Sprintf("%q", groups), `" "`, `", "`))
		w("[[branch.theme_day]]\nmonth = 3\nchoose = [%q, %q]", text(textLen), text(textLen))
		w("[[branch.change]]\nmonth = 10\nto = 2027-10-20\nreason = %q\napproved = 2027-10-13\napproval_no = %q", text(textLen), text(personLen))
		for k := range br.members {
			w("[[branch.member]]\nname = %q\nid = %q\ngender = \"女\"\nethnicity = %q\nbirth = 1970-05-11\neducation = %q\njoined = 2000-05-11\nconfirmed = 2001-05-11\njob = %q\nphone = %q\nnote = %q\nduty = %q\ncard_no = %q\ncard_year = 2020",
				text(personLen), text(personLen), text(personLen), text(personLen), text(textLen), text(personLen), text(noteLen), text(textLen), text(personLen))
			if len(groups) > 0 {
				w("group = %q", groups[k%len(groups)])
			}
			if post := []string{"书记", "副书记", "组织委员", "宣传委员", ""}[min(k, 4)]; post != "" && br.members >= 7 || k == 0 {
				w("post = %q", post)
			} else if br.members >= 7 && k == 5 {
				w("post = %q", text(textLen))
			}
			w("dues = { category = \"reduced\", amount = \"1.00\", reason = %q, approval = %q }", text(textLen), text(personLen))
		}
	}
	return fstest.MapFS{"county.toml": {Data: []byte(county)}, "branches/a.toml": {Data: []byte(b.String())}}
}

// TestLongestTexts: what check accepts can be printed, all of it at once, on
// every page of every book and on every cover; one character more is an error
// that names the place.
func TestLongestTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("as long as TestPages")
	}
	for name, fill := range map[string]string{"hanzi": "示例县城关镇东街社区", "letters": "WMQ"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var list diag.List
			c := config.Load(longestCounty(fill, 0), "county.toml", config.Options{}, &list)
			if c == nil || list.Errors() > 0 {
				t.Fatalf("the county has errors: %v", list.Sorted()[:3])
			}
			set := book.Load(c.Templates, "", &list)
			s, err := surveyOf(c, set, map[string]check{"covers": checkCovers, "fit": func(_ *engine, l *laid, _ []job) []string {
				var out []string
				for i := range l.Pages {
					p := &l.Pages[i]
					for _, f := range slices.Concat(outside(p), overlaps(p), cuts(p)) {
						out = append(out, fmt.Sprintf("%s page %d: %s", p.Kind, i+1, f))
					}
				}
				return out
			}})
			if err != nil {
				t.Fatal(err)
			}
			s.report(t, "fit")
			s.report(t, "covers")
		})
	}
	t.Run("longer", func(t *testing.T) {
		var fine, list diag.List
		config.Load(longestCounty("示例", 0), "county.toml", config.Options{}, &fine)
		config.Load(longestCounty("示例", 1), "county.toml", config.Options{}, &list)
		long := 0
		for _, f := range list.Sorted() {
			if f.Code == "too-long" {
				long++
			}
		}
		if fine.Errors() > 0 || long < 100 {
			t.Errorf("%d texts too long, %d of those that are not", long, fine.Errors())
		}
	})
}
