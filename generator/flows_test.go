package generator

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/example"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/internal/inspect"
	"dangce/templates"
)

const (
	atlasFile  = "00-县级/流程图集.pdf"
	posterFile = "00-县级/流程图挂图-A3.pdf"
	dutyFile   = "00-县级/流程责任清单.xlsx"
)

// filled returns the charts as the county reads them.
func filled(c *config.County, set *book.Set) []*templates.Flow {
	var out []*templates.Flow
	for _, f := range set.Flows {
		out = append(out, f.Fill(templates.Blanks{County: c.Name, ThemeDay: c.ThemeDay.Day}))
	}
	return out
}

// pagesOf returns what stands on the pages under a bookmark.
func pagesOf(f *inspect.File, title string) (text string, pages int) {
	for i, m := range f.Bookmarks {
		if m.Title != title {
			continue
		}
		end := len(f.Pages)
		if i+1 < len(f.Bookmarks) {
			end = f.Bookmarks[i+1].Page - 1
		}
		for k := m.Page; k <= end; k++ {
			text += squeeze(said(&f.Pages[k-1]))
		}
		return text, end - m.Page + 1
	}
	return "", 0
}

// TestEveryStepOnPaper: each step, decision and outcome of each chart stands
// in the atlas and on one poster, with all its columns.
func TestEveryStepOnPaper(t *testing.T) {
	b := exampleCounty(t)
	ten := 0
	for _, f := range filled(b.county, b.set) {
		for name, file := range map[string]*inspect.File{atlasFile: b.pdfs[atlasFile], posterFile: b.pdfs[posterFile]} {
			if file == nil {
				t.Fatalf("no %s", name)
			}
			text, pages := pagesOf(file, f.Title)
			// A free chart on A4 may have its list on a page of its own.
			if pages != 1 && (name == posterFile || f.Style != templates.FlowFree || pages != 2) {
				t.Errorf("%s: %s has %d pages", name, f.Title, pages)
			}
			for _, r := range f.Rows() {
				for _, s := range []string{r.Text, r.When, r.Form, r.Procedure, r.Standard, r.Who} {
					if !strings.Contains(text, squeeze(s)) {
						t.Errorf("%s: %s of %s is not on its page", name, s, r.ID)
					}
				}
			}
			for _, o := range f.Outcomes {
				if !strings.Contains(text, squeeze(o.Text)) {
					t.Errorf("%s: outcome %s is not on its page", name, o.Text)
				}
			}
		}
		if f.Order <= 10 && len(f.Steps) > 0 {
			ten++
		}
	}
	if ten != 10 {
		t.Errorf("%d charts of the seven systems", ten)
	}
}

// TestEveryStepInHandbook: the handbook of a branch with a committee and
// groups has every step and decision of the ten charts, each decision with
// both answers, and all their columns.
func TestEveryStepInHandbook(t *testing.T) {
	c, set := load(t)
	pr, err := newPress(c, set)
	if err != nil {
		t.Fatal(err)
	}
	var whole *config.Branch
	for _, b := range c.Branches() {
		if b.HasCommittee && len(b.Groups) > 0 {
			whole = b
		}
	}
	l := layBook(t, pr, set, handbook, whole)
	texts := map[string]string{}
	for i := range l.doc.Units {
		if chart := chartOf(&l.doc.Units[i]); chart != nil {
			texts[chart.ID] = laidText(unitPages(l, i))
		}
	}
	if len(texts) != 10 {
		t.Errorf("%d charts, want ten", len(texts))
	}
	for _, f := range filled(c, set) {
		if f.Beside {
			continue
		}
		text := texts[f.ID]
		for _, r := range f.Rows() {
			for _, s := range append([]string{r.Text, r.When, r.Form, r.Procedure, r.Standard, r.Who}, r.Pages...) {
				if !strings.Contains(text, squeeze(s)) {
					t.Errorf("%s: %s of %s is not in the handbook", f.ID, s, r.ID)
				}
			}
		}
		for _, answer := range []string{"是", "否"} {
			if n := strings.Count("\n"+text, answer); n < len(f.Decisions) {
				t.Errorf("%s: %d times %s for %d decisions", f.ID, n, answer, len(f.Decisions))
			}
		}
	}
}

// TestChartsHaveOneName: contents, head of the page, chart, overview and list
// call a chart by the same name.
func TestChartsHaveOneName(t *testing.T) {
	_, set := load(t)
	flows := map[string]*templates.Flow{}
	for _, f := range set.Flows {
		flows[f.ID] = f
		if !strings.Contains(f.Title, f.Short()) {
			t.Errorf("%s is called %s and %s", f.ID, f.Title, f.Short())
		}
	}
	n := 0
	for _, b := range set.Books {
		for i := range b.Pages {
			p := &b.Pages[i]
			for _, block := range p.Blocks {
				if block.Kind != "flow" {
					continue
				}
				n++
				if want := strings.ReplaceAll(flows[block.Chart].Title, "{county}", "{county.name}"); p.Title != want {
					t.Errorf("%s: page %q holds the chart %q", b.Name, p.Title, want)
				}
			}
		}
	}
	if n != 10+1+14+14 {
		t.Errorf("%d pages with charts", n)
	}
}

// TestAtlas: the overview names every chart of the seven systems with how
// often and where it is recorded; the duties name every step of every person.
func TestAtlas(t *testing.T) {
	b := exampleCounty(t)
	atlas := b.pdfs[atlasFile]
	overview, pages := pagesOf(atlas, "七项制度一览")
	if pages != 1 {
		t.Errorf("the overview takes %d pages", pages)
	}
	duties, _ := pagesOf(atlas, "责任分工：谁在哪一步做什么")
	systems := map[string]bool{}
	for _, f := range filled(b.county, b.set) {
		if f.Style == templates.FlowOrg {
			continue
		}
		for _, s := range append([]string{f.System, f.Short()}, f.Records...) {
			if !strings.Contains(overview, squeeze(s)) {
				t.Errorf("the overview lacks %s of %s", s, f.ID)
			}
		}
		if !f.Beside {
			systems[f.System] = true
		}
		for _, r := range f.Rows() {
			if !strings.Contains(duties, squeeze(r.Text)) || !strings.Contains(duties, r.When) {
				t.Errorf("the duties lack %s, %s", r.Text, r.When)
			}
		}
	}
	if len(systems) != 7 {
		t.Errorf("%d systems, want seven", len(systems))
	}
	if _, ok := numberOn(&atlas.Pages[0]); ok {
		t.Error("the title page prints a number")
	}
	for i := 2; i < len(atlas.Pages); i++ {
		if n, ok := numberOn(&atlas.Pages[i]); !ok || n != i+1 {
			t.Errorf("page %d prints %d", i+1, n)
		}
	}
}

// TestChartsAreLegible: no type below what the design allows, and enough
// contrast for gray prints, in the atlas, on posters and in a handbook.
func TestChartsAreLegible(t *testing.T) {
	c, set := load(t)
	pr, err := newPress(c, set)
	if err != nil {
		t.Fatal(err)
	}
	chartPages := 0
	check := func(l *paged, box, column float64) {
		for i := range l.doc.Units {
			chart := chartOf(&l.doc.Units[i])
			for _, p := range unitPages(l, i) {
				if chart != nil {
					chartPages++
					checkSizes(t, chart, &p, box, column)
				}
				checkContrast(t, l.of.Name, &p)
			}
		}
	}
	county := &book.Subject{County: c, Calendar: pr.calendar}
	for _, b := range set.Books {
		switch b.Name {
		case "flows":
			check(lay(t, pr, b, county), 8.5, 7.5)
		case "flows-poster":
			check(lay(t, pr, b, county), 9, 9)
		}
	}
	check(layBook(t, pr, set, handbook, c.Branches()[0]), 9, 9)
	if chartPages < 14+14+10 {
		t.Errorf("only %d pages of charts", chartPages)
	}
}

func lay(t *testing.T, pr *press, b *templates.Book, sub *book.Subject) *paged {
	t.Helper()
	l, err := pr.lay(b, sub)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func chartOf(u *doc.Unit) *doc.Chart {
	for _, b := range u.Blocks {
		if c, ok := b.(*doc.Chart); ok {
			return c
		}
	}
	return nil
}

// checkSizes finds the texts of boxes and diamonds among those of a page:
// theirs must not be smaller than box, all others not than column.
func checkSizes(t *testing.T, c *doc.Chart, p *doc.Page, box, column float64) {
	t.Helper()
	var list []*doc.Glyphs
	var all strings.Builder
	var at []int // byte offset of each text
	onPage(p, func(m doc.Mark, _, _ float64) {
		if g, ok := m.(*doc.Glyphs); ok {
			at = append(at, all.Len())
			list = append(list, g)
			all.WriteString(squeeze(g.S))
			if g.Size < column-1e-6 {
				t.Errorf("%s: %q is set in %.2f pt", c.ID, g.S, g.Size)
			}
		}
	})
	for _, r := range c.Rows {
		largest := 0.0
		for from := 0; ; {
			i := strings.Index(all.String()[from:], squeeze(r.Text))
			if i < 0 {
				break
			}
			from += i
			for k, a := range at {
				if a == from {
					largest = max(largest, list[k].Size)
				}
			}
			from++
		}
		if largest > 0 && largest < box-1e-6 {
			t.Errorf("%s: box %q is set in %.2f pt", c.ID, r.Text, largest)
		}
	}
}

// checkContrast compares each text of a page with what was painted below it.
func checkContrast(t *testing.T, what string, p *doc.Page) {
	t.Helper()
	type patch struct {
		covers func(x, y float64) bool
		ink    doc.Ink
	}
	var painted []patch
	onPage(p, func(m doc.Mark, dx, dy float64) {
		switch m := m.(type) {
		case *doc.Rect:
			if m.Fill != doc.NoInk {
				painted = append(painted, patch{func(x, y float64) bool {
					return x >= m.X+dx && x <= m.X+m.W+dx && y >= m.Y+dy && y <= m.Y+m.H+dy
				}, m.Fill})
			}
		case *doc.Path:
			if m.Fill != doc.NoInk && m.Closed {
				painted = append(painted, patch{func(x, y float64) bool { return within(m.Points, x-dx, y-dy) }, m.Fill})
			}
		case *doc.Glyphs:
			x, y := m.X+dx+m.W/2, m.Y+dy-0.35*m.Size*doc.MMPerPt
			below := doc.White
			for _, q := range painted {
				if q.covers(x, y) {
					below = q.ink
				}
			}
			if got := contrast(m.Ink, below); got < 4.5 {
				t.Errorf("%s page %d: %q %06x on %06x has a contrast of %.1f", what, p.Number, m.S, m.Ink, below, got)
			}
		}
	})
}

// within reports whether a point lies in a polygon.
func within(pts []doc.Point, x, y float64) bool {
	in := false
	for i, j := 0, len(pts)-1; i < len(pts); j, i = i, i+1 {
		a, b := pts[i], pts[j]
		if (a.Y > y) != (b.Y > y) && x < (b.X-a.X)*(y-a.Y)/(b.Y-a.Y)+a.X {
			in = !in
		}
	}
	return in
}

// contrast is the ratio of WCAG 2.
func contrast(a, b doc.Ink) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(ink doc.Ink) float64 {
	linear := func(v doc.Ink) float64 {
		c := float64(v&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(ink>>16) + 0.7152*linear(ink>>8) + 0.0722*linear(ink)
}

// TestDutyList: the workbook has a row for each step, with what the charts
// say, and explains the marks of sources.
func TestDutyList(t *testing.T) {
	b := exampleCounty(t)
	file := filepath.Join(b.dir, filepath.FromSlash(dutyFile))
	rows := map[string]map[string]string{}
	for _, r := range sheetRows(t, file, "责任清单", "制度") {
		rows[r["编号"]] = r
	}
	n := 0
	for _, f := range filled(b.county, b.set) {
		for _, r := range f.Rows() {
			n++
			row := rows[r.ID]
			for title, want := range map[string]string{"制度": f.System, "流程图": f.Short(), "阶段": f.Phases.Of(r.Phase), "工作步骤": r.Text, "时间安排": r.When,
				"组织形式": r.Form, "具体程序": r.Procedure, "操作标准": r.Standard, "责任人": r.Who, "记录页": strings.Join(r.Pages, "、"), "出处": r.Source} {
				if row[title] != want {
					t.Errorf("%s: %s is %q, want %q", r.ID, title, row[title], want)
				}
			}
			if ours := r.Ours(); (row["默认写法的列"] == "") != (len(ours) == 0) {
				t.Errorf("%s: defaults %q, want %q", r.ID, row["默认写法的列"], ours)
			}
		}
	}
	if len(rows) != n || n < 100 {
		t.Errorf("%d rows for %d steps", len(rows), n)
	}
	f, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	filtered := ""
	for _, name := range f.GetDefinedName() {
		if name.Name == "_xlnm._FilterDatabase" {
			filtered = name.RefersTo
		}
	}
	if !strings.HasPrefix(filtered, "'责任清单'!$A$3:") || !strings.HasSuffix(filtered, fmt.Sprint("$", n+3)) {
		t.Errorf("the list is filtered over %q, it has %d rows", filtered, n)
	}
	lines, err := f.GetRows("说明")
	if err != nil {
		t.Fatal(err)
	}
	notes := fmt.Sprint(lines)
	for _, mark := range []string{"S：", "§ 加数字：", "R 加法规名称：", "W 加数字：", "D：", "本县："} {
		if !strings.Contains(notes, mark) {
			t.Errorf("the notes do not explain %s", mark)
		}
	}
}

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
	pr, err := newPress(c, set)
	if err != nil {
		t.Fatal(err)
	}
	county := &book.Subject{County: c, Calendar: pr.calendar}
	var with, without *config.Branch
	for _, b := range c.Branches() {
		if b.HasCommittee {
			with = b
		} else {
			without = b
		}
	}
	pages := map[string]string{"handbook": laidText(layBook(t, pr, set, handbook, with).Pages), "without": laidText(layBook(t, pr, set, handbook, without).Pages)}
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
	for _, f := range set.Flows {
		for _, r := range f.Rows() {
			switch r.ID {
			case "gm3":
				if r.When != "会前5天" || r.Who != "副书记" || !strings.Contains(r.Source, "时间安排、责任人 县委组织部通知") {
					t.Errorf("gm3: %+v", r.FlowCells)
				}
				for _, k := range r.Ours() {
					if k == "when" || k == "who" {
						t.Errorf("gm3: %s still counts as a default", k)
					}
				}
			case "td10":
				if r.When != "18日前" || !strings.Contains(r.Source, "本县") {
					t.Errorf("td10: %+v", r.FlowCells)
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
				b.WriteString(squeeze(g.S))
			}
		})
		b.WriteByte('\n')
	}
	return b.String()
}

// TestWithoutCommittee: the charts in the handbook of a branch without a
// branch committee do not speak of one, and have the wording of their own.
func TestWithoutCommittee(t *testing.T) {
	c, set := load(t)
	pr, err := newPress(c, set)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, br := range c.Branches() {
		if br.HasCommittee {
			continue
		}
		n++
		l := layBook(t, pr, set, handbook, br)
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
				if s.NoCommittee != nil && s.NoCommittee.Box != "" && f.Needs == "" && f.Order <= 10 && !strings.Contains(charts, squeeze(s.NoCommittee.Box)) {
					t.Errorf("%s: %s does not read %s", br.Code, s.ID, s.NoCommittee.Box)
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
	c, set := load(t)
	pr, err := newPress(c, set)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		kind         config.BranchKind
		committee    bool
		want, refuse string
	}{
		{config.Village, true, "村民代表会议或村民会议决议|委员到会不少于1/2|村委会", "居委会"},
		{config.Village, false, "村民代表会议或村民会议决议|到会不少于应到会的1/2", "委员到会|实到委员"},
		{config.Community, true, "居民代表会议决议|社区“两委”会商议|居委会|委员到会不少于1/2", "村民代表|村民会议|村委会|村“两委”"},
		{config.Community, false, "居民代表会议决议|到会不少于应到会的1/2", "村民代表|村民会议|村委会|村“两委”|委员到会"},
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

// TestOrganizationOfAnySize: one committee or sixty, the chart names each
// once and counts what the county has.
func TestOrganizationOfAnySize(t *testing.T) {
	c, set := load(t)
	for _, n := range []int{1, 2, 9, 30, 60} {
		county := *c
		county.Committees = nil
		kinds := []config.CommitteeKind{config.Township, config.Street, config.Department, config.Enterprise}
		members := 0
		for i := range n {
			com := *c.Committees[i%len(c.Committees)]
			com.Code, com.Short, com.Kind = fmt.Sprintf("%02d", i+1), fmt.Sprintf("第%d乡（镇）党委", i+1), kinds[i%4]
			county.Committees = append(county.Committees, &com)
			for _, b := range com.Branches {
				members += len(b.Members)
			}
		}
		pr, err := newPress(&county, set)
		if err != nil {
			t.Fatal(err)
		}
		sub := &book.Subject{County: &county, Calendar: pr.calendar}
		for _, b := range set.Books {
			if b.Name != "flows" && b.Name != "flows-poster" {
				continue
			}
			l := lay(t, pr, b, sub)
			for i := range l.doc.Units {
				u := &l.doc.Units[i]
				chart := chartOf(u)
				if chart == nil || chart.Kind != doc.OrgChart {
					continue
				}
				if want := n + 1 + min(n, 4); len(chart.Rows) != want {
					t.Errorf("%d committees: %d boxes, want %d", n, len(chart.Rows), want)
				}
				text := laidText(unitPages(l, i))
				for _, com := range county.Committees {
					if strings.Count(text, com.Short) != 1 {
						t.Errorf("%s: %s stands %d times", b.Name, com.Short, strings.Count(text, com.Short))
					}
				}
				if !strings.Contains(text, squeeze(fmt.Sprintf("党支部 %d 个", len(county.Branches())))) {
					t.Errorf("%s: the county's branches are not counted", b.Name)
				}
			}
		}
	}
}
