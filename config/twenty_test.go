package config

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
)

// A county with twenty planted mistakes, each marked by the line and column
// at which its finding must be, in the order of the output.
var twenty = fstest.MapFS{
	"county.toml": {Data: []byte(`year = 2027
branches = ["branches/*.toml"]
rosters = ["名册/*.csv", "名册/*.xls"]
holidays = "holidays.toml"
[county]
name = "示例县"
code = "4199"
department = "中共示例县委组织部"
issued = 2026-12-32
[theme_day]
on_weekend = "顺廷"
[dues]
cap = 1000
farmer = "五角"
[print]
writing_line = 12.5
[[committee]]
code = "01"
name = "中共示例县城关镇委员会"
kind = "township"
`)},
	"holidays.toml": {Data: []byte(goodHolidays)},
	"branches/东街.toml": {Data: []byte(`[[branch]]
code = "01-003"
name = "中共示例县城关镇东街社区支部委员会"; short = "东街"
committee = "01"
kind = "社区"
[[branch.member]]
name = "周一"
joined = 2001-07-01
confirmed = 2002-07-01
[[branch.member]]
name = "周二"
joined = 2001-07-01
confirmed = 2002-07-01
[[branch.member]]
name = "周三"
joined = 2001-07-01
confirmed = 2002-07-01
`)},
	"branches/西街.toml": {Data: []byte(`[[branch]]
code = "01-004"
name = "中共示例县城关镇西街社区支部委员会"
short = "西街社区党支部"
committee = "10"
kind = "社区"
groups = ["第一党小组"]
[[branch.member]]
name = "张三"
post = "书记"
birth = 1980-05-12
joined = 1979-07-01
dues = { category = "在职", base = "4,900" }
[[branch.member]]
name = "李四"
post = ["书记"]
group = "第二党小组"
[[branch.member]]
name = "王` + "\uE001" + `伟"
phon = "13900000000"
[[branch.member]]
name = "赵六"
status = "正式"
dues = { category = "减交", amount = "2.00", reason = "重病" }
[[branch.member]]
gender = "女"
`)},
	"名册/党员.csv": {Data: []byte("党支部代码,姓名,出生日期,人员类别\n01-004,张三,1980-05-12,预备\n01-009,钱七,,\n")},
}

var twentyPlaces = []string{
	"branches/东街.toml:3:27 syntax",
	"branches/西街.toml:5:13 unknown-committee",
	"branches/西街.toml:12:10 date-order",
	"branches/西街.toml:13:34 bad-money",
	"branches/西街.toml:16:9 two-secretaries",
	"branches/西街.toml:17:9 unknown-group",
	"branches/西街.toml:19:10 private-use",
	"branches/西街.toml:20:1 unknown-key",
	"branches/西街.toml:23:10 no-confirmed",
	"branches/西街.toml:24:21 dues-approval",
	"branches/西街.toml:25:10 missing-key",
	"county.toml:3:24 no-file",
	"county.toml:7:8 county-code",
	"county.toml:9:10 bad-date",
	"county.toml:11:14 unknown-choice",
	"county.toml:13:7 wrong-type",
	"county.toml:14:10 bad-money",
	"county.toml:16:16 out-of-range",
	"名册/党员.csv:2:8 double-identity",
	"名册/党员.csv:3:1 unknown-branch",
}

func TestTwentyMistakes(t *testing.T) {
	c, found := load(twenty, Options{})
	if c != nil {
		t.Error("a County in spite of errors")
	}
	var got []string
	for _, f := range found {
		got = append(got, f.Place.String()+" "+f.Code)
		if f.Message == "" || f.Line == 0 {
			t.Errorf("no message or line: %+v", f)
		}
	}
	if len(got) != 20 || !slices.Equal(got, twentyPlaces) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(twentyPlaces, "\n"))
	}
	again := fmt.Sprint(found)
	for range 5 {
		if _, f := load(twenty, Options{}); fmt.Sprint(f) != again {
			t.Fatal("findings differ from run to run")
		}
	}
}

// Every code that is in the sources of this package is met by some test.
func TestEveryCodeIsTested(t *testing.T) {
	met := map[string]bool{}
	note := func(edits []string) {
		_, found := load(county(t, edits...), Options{})
		for _, f := range found {
			met[f.Code] = true
		}
	}
	for _, m := range messages {
		note(m.edits)
	}
	for _, f := range twentyPlaces {
		met[f[strings.LastIndexByte(f, ' ')+1:]] = true
	}
	for _, s := range rosterCodes {
		met[s] = true
	}
	codes := regexp.MustCompile(`(?:diag\.(?:Error|Warning),|Code:|pathError\{|sev, code, hint =|l\.say\(l, \S+|m\.say\(l, [\w.]+,) *"([a-z]+(?:-[a-z]+)*)"`)
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		src, err := os.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range codes.FindAllStringSubmatch(string(src), -1) {
			if n++; !met[m[1]] && m[1] != "unreadable" { // a disk that fails
				t.Errorf("%s: no test meets the code %s", e.Name(), m[1])
			}
		}
	}
	if n < 60 {
		t.Errorf("only %d codes found in the sources", n)
	}
}

// Findings that only rosters and other files lead to; see TestHolidays, TestRosterMessages,
// TestAmbiguousBranch and TestTemplatesUnnamed.
var rosterCodes = []string{"event-year", "event-closed", "event-who", "event-order", "event-twice", "event-joined", "event-still-there", "event-confirmed", "event-post", "event-group", "event-dues", "event-name", "dues-later", "copied-roster", "odd-base", "holidays-empty", "holiday-missing", "holiday-long", "workday-off", "workday-weekday", "blank-branch", "ambiguous-branch", "unknown-branch", "unread-roster", "unread-template",
	"elected-later", "headcount", "committee-size", "probation-post", "other-secretary", "no-secretary", "no-posts", "dues-differ", "too-old", "long-probation", "no-party-dates", "name-only", "post-lost", "gone"}

func TestPrivateUseIsUnderlined(t *testing.T) {
	_, found := load(twenty, Options{})
	i := slices.IndexFunc(found, func(f diag.Finding) bool { return f.Code == "private-use" })
	if i < 0 || found[i].Column != 10 || found[i].Width != 1 || found[i].Branch != "01-004" {
		t.Errorf("finding %v", found)
	}
}
