package generator

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/example"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/internal/exampletest"
)

// withTemplates is the example county with files in its template folder.
func withTemplates(t *testing.T, files map[string]string) (*config.County, *book.Set, *diag.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	err := fs.WalkDir(example.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(example.FS(), name)
		fsys[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	fsys["county.toml"].Data = append([]byte("templates = \"templates\"\n"), fsys["county.toml"].Data...)
	for name, text := range files {
		fsys["templates/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	list := new(diag.List)
	c := config.Load(fsys, "county.toml", config.Options{}, list)
	if c == nil {
		t.Fatalf("the county does not load: %v", list.Sorted())
	}
	return c, book.Load(c.Templates, c.Overlay, list), list
}

// TestChangedStep: what the clerk's guide changes is changed in the atlas, on
// the poster, in the list and in the handbooks, and nowhere else.
func TestChangedStep(t *testing.T) {
	guide, err := os.ReadFile("../docs/changing-a-flow.md")
	if err != nil {
		t.Fatal(err)
	}
	var changes []string
	for _, m := range regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(string(guide), -1) {
		if strings.Contains(m[1], "[[change]]") {
			changes = append(changes, m[1])
		}
	}
	if len(changes) != 3 {
		t.Fatalf("the guide has %d examples", len(changes))
	}
	c, set, list := withTemplates(t, map[string]string{"flow-changes.toml": strings.Join(changes, "\n")})
	if list.Errors() > 0 {
		t.Fatalf("the guide's example has errors: %v", list.Sorted())
	}
	pr := engineOf(t, c, set)
	county := &book.Subject{County: c, Calendar: pr.calendar}
	var with, without *config.Branch
	for _, b := range c.Branches() {
		if b.HasCommittee {
			with = b
		} else {
			without = b
		}
	}
	pages := map[string]string{"handbook": laidText(layBook(t, pr, set, config.Handbook, with).Pages), "without": laidText(layBook(t, pr, set, config.Handbook, without).Pages)}
	for _, b := range set.Books {
		if b.Name == "flows" || b.Name == "flows-poster" {
			pages[b.Name] = laidText(lay(t, pr, b, county).Pages)
		}
	}
	for name, text := range pages {
		for _, want := range []string{"会前5天", "副书记", "18日前"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %s", name, want)
			}
		}
	}
	for _, f := range filled(c, set) {
		for _, r := range f.Rows {
			switch r.ID {
			case "gm3":
				if r.When != "会前5天" || r.Who != "副书记" || !strings.Contains(string(r.Source), "时间安排、责任人：县规§8") {
					t.Errorf("gm3: %+v", r)
				}
				for _, k := range r.Ours {
					if k == "when" || k == "who" {
						t.Errorf("gm3: %s still counts as a default", k)
					}
				}
			case "td10":
				if r.When != "18日前" || !strings.Contains(string(r.Source), "本县规定") {
					t.Errorf("td10: %+v", r)
				}
			}
		}
	}
}

// laidText is all text of pages without spaces.
func laidText(pages []doc.Page) string {
	var b strings.Builder
	for i := range pages {
		onPage(&pages[i], func(m doc.Mark, _, _ float64) {
			if g, ok := m.(*doc.Glyphs); ok {
				b.WriteString(exampletest.Squeeze(g.S))
			}
		})
		b.WriteByte('\n')
	}
	return b.String()
}

// TestWithoutCommittee: the charts in the handbook of a branch without a
// branch committee do not speak of one, and have the wording of their own.
func TestWithoutCommittee(t *testing.T) {
	c, set := shared(t)
	pr := engineOf(t, c, set)
	n := 0
	for _, br := range c.Branches() {
		if br.HasCommittee {
			continue
		}
		n++
		l := layBook(t, pr, set, config.Handbook, br)
		var charts string
		for i := range l.doc.Units {
			if chartOf(&l.doc.Units[i]) != nil {
				charts += laidText(unitPages(l, i))
			}
		}
		for _, word := range []string{"支委会", "组织委员", "宣传委员", "纪检委员", "支部委员会会议工作流程图"} {
			if strings.Contains(charts, word) {
				t.Errorf("%s: its charts speak of %s", br.Code, word)
			}
		}
		for _, f := range set.Flows {
			for _, s := range f.Steps {
				if own := s.Box.NoCommittee; !own.Empty() && f.Needs == "" && f.Order <= 10 && !strings.Contains(charts, exampletest.Squeeze(own.String())) {
					t.Errorf("%s: %s does not read %s", br.Code, s.ID, own)
				}
			}
		}
	}
	if n == 0 {
		t.Fatal("no branch without a committee")
	}
}

// TestDeliberationCharts: the book of a community speaks of residents on its
// chart, that of a branch without a committee not of the committee's members;
// chart and list of the steps face each other.
func TestDeliberationCharts(t *testing.T) {
	c, set := shared(t)
	pr := engineOf(t, c, set)
	for _, x := range []struct {
		kind         config.BranchKind
		committee    bool
		want, refuse string
	}{
		{config.Village, true, "村民代表会议或村民会议决议|委员到会不少于1/2|村委会", "居委会"},
		{config.Village, false, "村民代表会议或村民会议决议|到会不少于应到会的1/2", "委员到会|实到委员"},
		{config.Community, true, "居民代表会议或居民会议决议|社区“两委”会商议|居委会|委员到会不少于1/2", "村民代表|村民会议|村委会|村“两委”"},
		{config.Community, false, "居民代表会议或居民会议决议|到会不少于应到会的1/2", "村民代表|村民会议|村委会|村“两委”|委员到会"},
	} {
		br := *c.Branches()[0]
		br.Kind, br.HasCommittee, br.Books = x.kind, x.committee, []string{"deliberation"}
		l := layBook(t, pr, set, "deliberation", &br)
		var text string
		var pages []doc.Page
		for i := range l.doc.Units {
			if chart := chartOf(&l.doc.Units[i]); chart != nil {
				pages = unitPages(l, i)
				text = laidText(pages)
			}
		}
		if len(pages) != 2 || pages[0].Number%2 != 0 {
			t.Errorf("%s: the chart and its list do not face each other: %d pages", x.kind, len(pages))
		}
		for _, want := range strings.Split(x.want, "|") {
			if !strings.Contains(text, want) {
				t.Errorf("%s, committee %v: no %s", x.kind, x.committee, want)
			}
		}
		for _, wrong := range strings.Split(x.refuse, "|") {
			if strings.Contains(text, wrong) {
				t.Errorf("%s, committee %v: %s", x.kind, x.committee, wrong)
			}
		}
	}
}
