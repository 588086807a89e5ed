package templates

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config/diag"
	"dangce/templates/phrase"
)

type mapFS map[string]string

func (m mapFS) fs() fs.FS {
	fsys := fstest.MapFS{}
	for name, text := range m {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// row is a row's keys without its id.
const row = `phase = "before"
box = "一步"
when = "会前"
form = "开会"
procedure = "做"
standard = "好"
who = "书记"
source = "D"
`

// good is a chart of two steps, a decision that returns, and a side box. It
// has no findings; the cases below each spoil one line of it.
var good = chart(`[[step]]
id = "a1"
` + row + `
[[decision]]
id = "a-d1"
phase = "before"
after = "a1"
text = "够吗"
yes = "a2"
no = "a-x1"
when = "会前"
form = "开会"
procedure = "做"
standard = "好"
who = "书记"
source = "D"
quorum = ["q_general"]

[[step]]
id = "a2"
` + row + `
[[outcome]]
id = "a-x1"
text = "改期"
next = "a1"
`)

func chart(body string) string {
	return "id = \"t\"\ntitle = \"试\"\n\n" + body
}

func findings(t *testing.T, files mapFS) []diag.Finding {
	t.Helper()
	var out diag.List
	rules := LoadQuorums(Embedded(), "", &out)
	LoadFlows(files.fs(), "", rules, &out)
	return out.Sorted()
}

func TestGoodChartIsClean(t *testing.T) {
	if f := findings(t, mapFS{"flows/t.toml": good}); len(f) != 0 {
		t.Fatalf("%v", f)
	}
}

func TestFlowFindings(t *testing.T) {
	for _, c := range []struct {
		name, old, new string // the first old of good becomes new
		want           string // code line:column
	}{
		{"unknown id", `yes = "a2"`, `yes = "a9"`, "flow-unknown-id 20:7"},
		{"unknown id of a side box", `next = "a1"`, `next = "b"`, "flow-unknown-id 44:8"},
		{"unknown chart", `no = "a-x1"`, `no = "other/gm1"`, "flow-unknown-id 21:6"},
		{"unknown step of a chart", `no = "a-x1"`, `no = "t/gm1"`, "flow-unknown-id 21:6"},
		{"unknown after", `after = "a1"`, `after = "a7"`, "flow-unknown-id 18:9"},
		{"after a side box", `after = "a1"`, `after = "a-x1"`, "flow-unknown-id 18:9"},
		{"unknown quorum", `["q_general"]`, `["q_nothing"]`, "flow-unknown-id 28:11"},
		{"no yes", "yes = \"a2\"\n", "", "flow-one-way 15:3"},
		{"no no", "no = \"a-x1\"\n", "", "flow-one-way 15:3"},
		{"empty no", `no = "a-x1"`, `no = ""`, "flow-one-way 21:6"},
		{"unreachable", `no = "a-x1"`, `no = "end"`, "flow-unreachable 42:6"},
		{"missing column", "when = \"会前\"\n", "", "flow-empty 4:3"},
		{"empty column", `who = "书记"`, `who = " "`, "flow-empty 12:7"},
		{"no source", "source = \"D\"\n", "", "flow-empty 4:3"},
		{"empty variant", `who = "书记"`, `who = { default = "书记", no_committee = "" }`, "flow-empty 12:40"},
		{"circle", `yes = "a2"`, `yes = "a1"`, "flow-no-exit 5:6, flow-unreachable 31:6"},
		{"duplicate id", `id = "a-x1"`, `id = "a2"`, "flow-unknown-id 21:6, flow-duplicate-id 42:6"},
		{"reserved id", `id = "a-x1"`, `id = "end"`, "flow-unknown-id 21:6, flow-id 42:6"},
		{"unknown phase", `phase = "before"`, `phase = "会前"`, "flow-phase 6:9"},
		{"phase backwards", `phase = "before"`, `phase = "after"`, "flow-phase 17:9"},
		{"missing phase", "phase = \"before\"\n", "", "missing-key 4:3"},
		{"next before a decision", `who = "书记"`, "who = \"书记\"\nnext = \"a2\"", "flow-next 13:8"},
		{"unknown column", `source = "D"`, "source = \"D\"\ndefaults = [\"how\"]", "flow-column 14:13"},
		{"dropped page", `source = "D"`, "source = \"D\"\npages = [\"P30\"]", "flow-page 14:10"},
		{"odd page", `source = "D"`, "source = \"D\"\npages = [\"P1\"]", "flow-page 14:10"},
		{"unknown style", `title = "试"`, "title = \"试\"\nstyle = \"round\"", "flow-style 3:9"},
		{"unknown need", `title = "试"`, "title = \"试\"\nneeds = \"cadre\"", "flow-needs 3:9"},
		{"empty title", `title = "试"`, `title = ""`, "flow-empty 2:9"},
		{"org without words", `title = "试"`, "title = \"试\"\nstyle = \"org\"", "flow-style 3:9, flow-empty 3:9"},
		{"unknown key", `title = "试"`, "title = \"试\"\ncolour = \"red\"", "unknown-key 3:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(good, c.old) {
				t.Fatalf("the chart has no %s", c.old)
			}
			var got []string
			for _, f := range findings(t, mapFS{"flows/t.toml": strings.Replace(good, c.old, c.new, 1)}) {
				got = append(got, fmt.Sprintf("%s %d:%d", f.Code, f.Line, f.Column))
				if f.File != "内置模板/flows/t.toml" || f.Message == "" || f.Hint == "" {
					t.Errorf("incomplete finding %+v", f)
				}
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		})
	}
}

func TestCirclesWithAnExitAreFine(t *testing.T) {
	// Good itself returns from its side box; here a step returns to itself
	// through a decision that can also end.
	text := strings.Replace(good, `yes = "a2"`, `yes = "end"`, 1)
	text = strings.Replace(text, `next = "a1"`, `next = "a2"`, 1)
	if f := findings(t, mapFS{"flows/t.toml": text}); len(f) != 0 {
		t.Errorf("%v", f)
	}
}

func TestChartsWithOneIDAreReported(t *testing.T) {
	f := findings(t, mapFS{"flows/t.toml": good, "flows/u.toml": good})
	if len(f) != 1 || f[0].Code != "flow-duplicate-id" || f[0].File != "内置模板/flows/u.toml" || f[0].Line != 1 {
		t.Errorf("%v", f)
	}
}

func TestTwoDecisionsAfterOneStep(t *testing.T) {
	d := good[strings.Index(good, "[[decision]]"):strings.Index(good, "[[step]]\nid = \"a2\"")]
	second := strings.Replace(strings.Replace(d, "a-d1", "a-d2", 1), "a-x1", "end", 1)
	f := findings(t, mapFS{"flows/t.toml": good + "\n" + second})
	if len(f) != 1 || f[0].Code != "flow-after" || f[0].Line != 49 {
		t.Errorf("%v", f)
	}
}

func TestNoFlows(t *testing.T) {
	if f := findings(t, mapFS{"flows/readme.md": ""}); len(f) != 1 || f[0].Code != "no-file" {
		t.Errorf("%v", f)
	}
}

func TestFlowHintNamesTheNearestID(t *testing.T) {
	f := findings(t, mapFS{"flows/t.toml": strings.Replace(good, `yes = "a2"`, `yes = "a22"`, 1)})
	if len(f) == 0 || !strings.Contains(f[0].Hint, "a2") {
		t.Errorf("%v", f)
	}
}

func FuzzLoadFlows(f *testing.F) {
	f.Add(good)
	f.Add(strings.ReplaceAll(good, "a2", "a-d1"))
	f.Add("[[step]]\n[[decision]]\nafter = \"\"\n[[outcome]]\nnext = \"/\"")
	rules := LoadQuorums(Embedded(), "", new(diag.List))
	words := phrase.NewWords(LoadRoles(Embedded(), "", new(diag.List)).Words)
	f.Fuzz(func(t *testing.T, text string) {
		var out diag.List
		flows := LoadFlows(mapFS{"flows/t.toml": text}.fs(), "", rules, &out)
		for _, flow := range flows.Charts {
			flow.Edges()
			if g := flow.For(phrase.Setup{NoCommittee: true, NoGroups: true}, words, usual); g != nil && len(g.Rows) != len(flow.nodes()) {
				t.Error("wording changed the rows")
			}
		}
	})
}
