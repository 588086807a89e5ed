package generator

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/internal/exampletest"
	"dangce/generator/internal/inspect"
	"dangce/templates"
	"dangce/templates/phrase"
)

const (
	atlasFile  = "00-县级/流程图集.pdf"
	posterFile = "00-县级/流程图挂图-A3.pdf"
	dutyFile   = "00-县级/流程责任清单.xlsx"
)

// filled returns the charts as the county reads them, pages by their titles.
func filled(c *config.County, set *book.Set) []*templates.Chart {
	titles := pageTitles(set)
	fill := func(t phrase.Text) string {
		return t.Fill(func(name string) string {
			off, err := strconv.Atoi(strings.TrimPrefix(name, "by"))
			switch {
			case name == "county.name":
				return c.Name
			case name == "excellent.of":
				return "党员总数"
			case name == "publication.days":
				return strconv.Itoa(set.Quorums.PublicationDays)
			case name == "theme_day":
				return strconv.Itoa(c.ThemeDay.Day)
			case err == nil:
				return fmt.Sprintf("%d日前", c.ThemeDay.Day+off)
			}
			return "{" + name + "}"
		})
	}
	var out []*templates.Chart
	for _, f := range set.Flows {
		chart := f.For(phrase.Setup{}, new(phrase.Words), fill)
		chart.Records = named(titles, chart.Records)
		for i := range chart.Rows {
			r := &chart.Rows[i]
			r.Pages = named(titles, r.Pages)
		}
		out = append(out, chart)
	}
	return out
}

// pageTitles returns what readers know each page of the books by.
func pageTitles(set *book.Set) map[string]string {
	out := map[string]string{}
	for _, b := range set.Books {
		for i := range b.Pages {
			if p := &b.Pages[i]; out[p.ID] == "" {
				out[p.ID] = strings.TrimPrefix(p.Title.String(), "{year}年度")
			}
		}
	}
	return out
}

func named(titles map[string]string, ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, titles[id])
	}
	return out
}

// pagesOf returns what is on the pages under a bookmark.
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
			text += exampletest.Squeeze(exampletest.Said(&f.Pages[k-1]))
		}
		return text, end - m.Page + 1
	}
	return "", 0
}

// TestEveryStepOnPaper: each step, decision and outcome of each chart is
// in the atlas and on one poster, with all its columns.
func TestEveryStepOnPaper(t *testing.T) {
	b := exampleCounty(t)
	ten := 0
	for _, f := range filled(b.County, b.Set) {
		for name, file := range map[string]*inspect.File{atlasFile: b.PDF(t, atlasFile), posterFile: b.PDF(t, posterFile)} {
			if file == nil {
				t.Fatalf("no %s", name)
			}
			text, pages := pagesOf(file, f.Title)
			// On A4 long charts take two pages, and a free one may have its
			// list on a page of its own; a poster is one sheet.
			if pages != 1 && (name == posterFile || pages != 2) {
				t.Errorf("%s: %s has %d pages", name, f.Title, pages)
			}
			for _, r := range f.Rows {
				for _, s := range []string{r.Text, r.When, r.Form, r.Procedure, r.Standard, r.Who} {
					if !strings.Contains(text, exampletest.Squeeze(s)) {
						t.Errorf("%s: %s of %s is not on its page", name, s, r.ID)
					}
				}
			}
			for _, aside := range f.Asides {
				if !strings.Contains(text, exampletest.Squeeze(aside)) {
					t.Errorf("%s: outcome %s is not on its page", name, aside)
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
	c, set := shared(t)
	pr := engineOf(t, c, set)
	var whole *config.Branch
	for _, b := range c.Branches() {
		if b.HasCommittee && len(b.Groups) > 0 {
			whole = b
		}
	}
	l := layBook(t, pr, set, config.Handbook, whole)
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
		for _, r := range f.Rows {
			for _, s := range append([]string{r.Text, r.When, r.Form, r.Procedure, r.Standard, r.Who}, r.Pages...) {
				if !strings.Contains(text, exampletest.Squeeze(s)) {
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

// TestAtlas: the overview names every chart of the seven systems with how
// often and where it is recorded; the duties name every step of every person.
func TestAtlas(t *testing.T) {
	b := exampleCounty(t)
	atlas := b.PDF(t, atlasFile)
	overview, pages := pagesOf(atlas, "七项制度一览")
	if pages != 1 {
		t.Errorf("the overview takes %d pages", pages)
	}
	duties, _ := pagesOf(atlas, "责任分工：谁在哪一步做什么")
	systems := map[string]bool{}
	for _, f := range filled(b.County, b.Set) {
		if f.Style == templates.FlowOrg {
			continue
		}
		for _, s := range append([]string{f.System, f.Name}, f.Records...) {
			if !strings.Contains(overview, exampletest.Squeeze(s)) {
				t.Errorf("the overview lacks %s of %s", s, f.ID)
			}
		}
		if !f.Beside {
			systems[f.System] = true
		}
		for _, r := range f.Rows {
			if !strings.Contains(duties, exampletest.Squeeze(r.Text)) || !strings.Contains(duties, r.When) {
				t.Errorf("the duties lack %s, %s", r.Text, r.When)
			}
		}
	}
	if len(systems) != 7 {
		t.Errorf("%d systems, want seven", len(systems))
	}
	if _, ok := exampletest.NumberOn(&atlas.Pages[0]); ok {
		t.Error("the title page prints a number")
	}
	for i := 2; i < len(atlas.Pages); i++ {
		if n, ok := exampletest.NumberOn(&atlas.Pages[i]); !ok || n != i+1 {
			t.Errorf("page %d prints %d", i+1, n)
		}
	}
}

func lay(t *testing.T, pr *engine, b *templates.Book, sub *book.Subject) *laid {
	t.Helper()
	l, err := pr.lay(b, sub)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestDutyList: the workbook has a row for each step, with what the charts
// say, and explains the marks of sources.
func TestDutyList(t *testing.T) {
	b := exampleCounty(t)
	file := filepath.Join(b.Dir, filepath.FromSlash(dutyFile))
	rows := map[string]map[string]string{}
	for _, r := range sheetRows(t, file, "责任清单", "制度") {
		rows[r["编号"]] = r
	}
	n := 0
	for _, f := range filled(b.County, b.Set) {
		for _, r := range f.Rows {
			n++
			row := rows[r.ID]
			for title, want := range map[string]string{"制度": f.System, "流程图": f.Name, "阶段": f.Phases.Of(r.Phase), "工作步骤": r.Text, "时间安排": r.When,
				"组织形式": r.Form, "具体程序": r.Procedure, "操作标准": r.Standard, "责任人": r.Who, "出处": b.Set.Sources.Print(r.Source)} {
				if row[title] != want {
					t.Errorf("%s: %s is %q, want %q", r.ID, title, row[title], want)
				}
			}
			if ours := r.Ours; (row["县定标准的列"] == "") != (len(ours) == 0) {
				t.Errorf("%s: defaults %q, want %q", r.ID, row["县定标准的列"], ours)
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
	for _, mark := range []string{"法律、党内法规", "本县规定：", "县定标准："} {
		if !strings.Contains(notes, mark) {
			t.Errorf("the notes do not explain %s", mark)
		}
	}
}

// TestOrganizationOfAnySize: one committee or sixty, the chart names each
// once and counts what the county has.
func TestOrganizationOfAnySize(t *testing.T) {
	c, set := shared(t)
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
		pr := engineOf(t, &county, set)
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
				if !strings.Contains(text, exampletest.Squeeze(fmt.Sprintf("党支部 %d 个", len(county.Branches())))) {
					t.Errorf("%s: the county's branches are not counted", b.Name)
				}
			}
		}
	}
}

// TestDutiesAlign: in the lists of who does what, each step has its phase, its
// time and its page in its own line. One that broke over two lines would put
// all below it beside the wrong step.
func TestDutiesAlign(t *testing.T) {
	f := exampleCounty(t).PDF(t, atlasFile)
	last := f.Bookmarks[len(f.Bookmarks)-1]
	steps := 0
	for i, p := range f.Pages[last.Page-1:] {
		for _, x := range p.Texts {
			r := []rune(x.S)[0]
			if r != '◇' && (r < '①' || r > '⑳') || i == 0 && x.Y < 45 {
				continue
			}
			steps++
			beside := func(from, to float64) bool {
				return slices.ContainsFunc(p.Texts, func(o inspect.Text) bool {
					return math.Abs(o.Y-x.Y) < 0.3 && o.X > x.X+from && o.X < x.X+to
				})
			}
			if !beside(-20, -1) || !beside(50, 75) || !beside(85, 130) {
				t.Errorf("page %d: the line of %q lacks its phase, time or page", last.Page+i, x.S)
			}
		}
	}
	if steps < 80 {
		t.Errorf("only %d steps", steps)
	}
}
