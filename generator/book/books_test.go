package book

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/example"
	"dangce/generator/audit"
	"dangce/generator/doc"
	"dangce/generator/dues"
	"dangce/generator/plan"
	"dangce/templates"
)

// embedded loads the templates of the program.
func embedded(t *testing.T) *Set {
	t.Helper()
	var out diag.List
	set := Load(templates.Embedded(), "", &out)
	if out.Errors() > 0 {
		t.Fatalf("templates: %v", out.Sorted())
	}
	return set
}

// world is the example county with all that its books are filled from.
type world struct {
	*testing.T
	county   *config.County
	set      *Set
	calendar *plan.Calendar
}

func newWorld(t *testing.T) *world {
	t.Helper()
	var out diag.List
	c := config.Load(example.FS(), "county.toml", config.Options{}, &out)
	if c == nil || out.Errors() > 0 {
		t.Fatalf("example: %v", out.Sorted())
	}
	w := &world{T: t, county: c, set: embedded(t)}
	w.calendar = plan.Year(c, plan.Templates{Norms: w.set.Norms, Calendar: w.set.Calendar, Activities: w.set.Activities, Sentences: w.set.Sentences})
	return w
}

// subjects are the county, its committees and its branches.
func (w *world) subjects() []*Subject {
	list := []*Subject{{County: w.county, Calendar: w.calendar}}
	for _, com := range w.county.Committees {
		list = append(list, &Subject{County: w.county, Calendar: w.calendar, Committee: com, Plan: plan.ForCommittee(w.calendar, com)})
		for _, b := range com.Branches {
			list = append(list, w.branch(b))
		}
	}
	return list
}

func (w *world) branch(b *config.Branch) *Subject {
	return &Subject{County: w.county, Calendar: w.calendar, Committee: b.Committee, Branch: b,
		Plan: plan.ForBranch(w.calendar, b), Dues: dues.AssessAll(w.county.Dues, b.Members, w.county.Year)}
}

// of returns the subject of the branch with a code.
func (w *world) of(code string) *Subject {
	w.Helper()
	for _, b := range w.county.Branches() {
		if b.Code == code {
			return w.branch(b)
		}
	}
	w.Fatalf("no branch %s", code)
	return nil
}

func (w *world) build(name string, sub *Subject) *doc.Book {
	w.Helper()
	t := w.set.book(name)
	if t == nil {
		w.Fatalf("no book %s", name)
	}
	if !w.set.Applies(t, sub) {
		w.Fatalf("%s is not for the subject", name)
	}
	return w.set.Build(t, sub)
}

// said returns the texts of blocks.
func said(blocks []doc.Block) []string {
	var out []string
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Text:
			out = append(out, b.Text)
		case *doc.Grid:
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					out = append(append(out, c.Text, c.Note), c.Names...)
					var parts strings.Builder
					for _, p := range c.Parts {
						parts.WriteString(p.Text)
					}
					out = append(out, parts.String())
				}
			}
		case *doc.Table:
			out = append(out, b.Caption)
			for _, c := range b.Cols {
				out = append(out, c.Title, c.Group)
			}
			for _, r := range slices.Concat(b.Rows, b.Foot) {
				for _, v := range r.Values {
					out = append(out, v.String())
				}
			}
		}
	}
	return out
}

func page(b *doc.Book) string {
	var all []string
	for i := range b.Units {
		all = append(all, b.Units[i].Title)
		all = append(all, said(b.Units[i].Blocks)...)
	}
	return strings.Join(all, "\n")
}

// TestEveryBook builds every book for everyone it is for: something is
// printed, and no placeholder is left in it.
func TestEveryBook(t *testing.T) {
	w := newWorld(t)
	built := map[string]int{}
	during := &Subject{County: w.county, Calendar: w.calendar,
		Occasion: &Occasion{Day: "2027-03-01", Month: 3, Seed: "1", Sample: audit.Draw(w.county, 3, "1", 10, nil)}}
	changed := *w.of("01-001")
	for _, m := range changed.Branch.Members {
		changed.Supplement = &Supplement{No: 1, Day: date.New(2027, 5, 20), New: []*config.Member{m}, Dues: []*config.Member{m}, Officers: true, Secretary: true, Groups: true,
			Events: []*config.Event{{EventFacts: config.EventFacts{Date: date.New(2027, 5, 1), Kind: config.DuesChange}, Of: m}}}
	}
	for _, sub := range append(w.subjects(), during, &changed) {
		for _, b := range w.set.Books {
			of := map[bool]string{true: "collect"}[sub.Occasion != nil]
			if sub.Supplement != nil {
				of = "supplement"
			}
			if of != "" && b.For != of || of == "" && !w.set.Applies(b, sub) {
				continue
			}
			built[b.Name]++
			d := w.set.Build(b, sub)
			if len(d.Units) == 0 {
				t.Errorf("%s: no pages", d.Title)
			}
			if text := page(d) + d.Title + d.Head; strings.ContainsAny(text, "{}") {
				t.Errorf("%s: a placeholder is left", d.Title)
			}
		}
	}
	for _, b := range w.set.Books {
		if built[b.Name] == 0 {
			t.Errorf("the example has no %s", b.Name)
		}
	}
}

// matters are the pages of one matter, in their order.
var matters = []string{"D1", "D2", "D3", "D3B", "D4", "D4B", "D5", "D6"}

func TestDeliberation(t *testing.T) {
	w := newWorld(t)
	b := w.build("deliberation", w.of("01-001"))
	var forms []doc.Unit
	for _, u := range b.Units {
		if slices.Contains(matters, u.Page) {
			forms = append(forms, u)
		}
	}
	if len(forms) != 8*len(matters) {
		t.Fatalf("%d pages of matters", len(forms))
	}
	for i, u := range forms {
		no := i/len(matters) + 1
		if u.Page != matters[i%len(matters)] {
			t.Fatalf("page %d is %s", i, u.Page)
		}
		if u.Start != map[string]doc.Side{"D1": doc.Left, "D3": doc.Left, "D4": doc.Left, "D5": doc.Left}[u.Page] {
			t.Errorf("%s starts on side %d", u.Page, u.Start)
		}
		if u.Tab != no+1 || !strings.HasSuffix(u.Code, "-DB-"+u.Page) {
			t.Errorf("%s of matter %d: tab %d, code %s", u.Page, no, u.Tab, u.Code)
		}
		text := strings.Join(said(u.Blocks), "\n")
		if !strings.Contains(text, fmt.Sprintf("事项编号 2027—%d　　第 %d 件／共 8 件", no, no)) {
			t.Errorf("%s lacks the number of matter %d", u.Page, no)
		}
		reasons := strings.Contains(text, "党员群众建议　　村干部提议　　上级安排")
		if reasons == strings.HasSuffix(u.Page, "B") {
			t.Errorf("%s: the three reasons are there: %v", u.Page, reasons)
		}
	}
}

// TestDeliberationWords: a community's book speaks of residents, a village's
// of villagers, and each of the rule that holds for it.
func TestDeliberationWords(t *testing.T) {
	w := newWorld(t)
	others := map[string]string{"01-001": "居民|居委会|居务", "01-003": "村民会议|村委会|村务|村干部|一肩挑"}
	rules := map[string]string{"01-001": "应到人的三分之二（含）为人", "01-003": "组成人员到会不少于2/3"}
	for code, wrong := range others {
		text := page(w.build("deliberation", w.of(code)))
		if found := regexp.MustCompile(wrong).FindAllString(text, 3); found != nil {
			t.Errorf("%s: %v", code, found)
		}
		if !strings.Contains(text, rules[code]) {
			t.Errorf("%s lacks %q", code, rules[code])
		}
	}
}

// TestSignatures: every blank cell to sign in is at least 25 by 9 mm.
func TestSignatures(t *testing.T) {
	w := newWorld(t)
	b := w.build("deliberation", w.of("01-001"))
	cells := 0
	for _, u := range b.Units {
		for _, block := range u.Blocks {
			g, ok := block.(*doc.Grid)
			if !ok {
				continue
			}
			fixed := 0.0
			for _, c := range g.Cols {
				fixed += c.MM
			}
			for _, r := range g.Rows {
				for _, c := range r.Cells {
					if len(c.Names) == 0 {
						continue
					}
					width := b.Format.TextW()
					if len(r.Cells) > 1 {
						width -= g.Cols[0].MM
					}
					rows := (len(c.Names) + c.NamesPerRow - 1) / c.NamesPerRow
					// Layout makes rows of names at least 9 mm high.
					if cw := width / float64(c.NamesPerRow); cw < 25 {
						t.Errorf("%s: cells %.1f mm wide", u.Page, cw)
					}
					cells += c.NamesPerRow * rows
				}
			}
		}
	}
	members := len(w.of("01-001").Branch.Members)
	if want := 8 * (5 + 15 + members + 60); cells < want {
		t.Errorf("%d cells to sign in, want %d at least", cells, want)
	}
}

// TestGeneralBranch: a 党总支 that keeps the record for its villages gets one,
// and stands among those who are handed books.
func TestGeneralBranch(t *testing.T) {
	w := newWorld(t)
	parent := w.county.Committees[0]
	general := &config.Committee{Code: "03", Name: "中共示例县柳林总支部委员会", Short: "柳林党总支", Kind: config.GeneralBranch,
		Parent: parent, Books: []string{"deliberation"}}
	w.county.Committees = append(w.county.Committees, general)
	sub := &Subject{County: w.county, Calendar: w.calendar, Committee: general, Plan: plan.ForCommittee(w.calendar, general)}
	text := page(w.build("deliberation", sub))
	if !strings.Contains(text, general.Name) || !strings.Contains(text, parent.Name) {
		t.Error("the title page does not say whose book it is")
	}
	for _, name := range []string{"handbook", "committee-list", "group-minutes"} {
		if w.set.Applies(w.set.book(name), sub) {
			t.Errorf("%s is printed for a 党总支", name)
		}
	}
	receipt := page(w.build("receipt", w.subjects()[0]))
	if n := strings.Count(receipt, general.Short); n != 1 {
		t.Errorf("%d lines of the receipt are about the 党总支", n)
	}
}

func TestGroupMinutes(t *testing.T) {
	w := newWorld(t)
	sub := w.of("01-001")
	b := w.build("group-minutes", sub)
	group, seq, blocks := -1, 0, 0
	for _, u := range b.Units {
		if u.Block {
			blocks++
			if group >= 0 && seq != 12 {
				t.Errorf("%d records of group %d", seq, group)
			}
			group, seq = group+1, 0
			if u.Page != "GM0" || u.Title != sub.Branch.Groups[group].Name {
				t.Errorf("section %d begins with %s %s", group, u.Page, u.Title)
			}
		}
		if u.Page != "P15" {
			continue
		}
		seq++
		text := strings.Join(said(u.Blocks), "\n")
		g := sub.Branch.Groups[group]
		if !strings.Contains(text, fmt.Sprintf("%s　　第 %d 次／共 12 次", g.Name, seq)) {
			t.Errorf("record %d of %s says %.40q", seq, g.Name, text)
		}
		for _, m := range sub.Branch.Members {
			if in := strings.Contains(text+"\n", "\n"+m.Label+"\n"); in != (m.Group == g) {
				t.Errorf("record of %s: %s is listed: %v", g.Name, m.Label, in)
			}
		}
	}
	if blocks != len(sub.Branch.Groups) || seq != 12 {
		t.Errorf("%d sections, %d records in the last", blocks, seq)
	}
	if b.Format.Multiple != 4 {
		t.Errorf("sections are filled to multiples of %d pages", b.Format.Multiple)
	}
	if w.set.Applies(w.set.book("group-minutes"), w.of("01-003")) {
		t.Error("two groups need no book of their own")
	}
}

func TestCommitteeList(t *testing.T) {
	w := newWorld(t)
	for _, com := range w.county.Committees {
		sub := &Subject{County: w.county, Calendar: w.calendar, Committee: com, Plan: plan.ForCommittee(w.calendar, com)}
		b := w.build("committee-list", sub)
		rows := map[string]int{}
		for _, u := range b.Units {
			for _, block := range u.Blocks {
				if table, ok := block.(*doc.Table); ok {
					rows[u.Page] += len(table.Rows)
				}
			}
		}
		if rows["CL1"] != 10 || rows["CL2"] != len(sub.Plan.Entries) || rows["CL3"] != len(com.Branches) {
			t.Errorf("%s: rows %v", com.Short, rows)
		}
		first := strings.Join(said(b.Units[0].Blocks), "\n")
		for i := range sub.Plan.Entries {
			e := &sub.Plan.Entries[i]
			want := dayText(e.Date)
			if e.Code == "C01" {
				want = "每月一次"
			}
			if !strings.Contains(first, want) {
				t.Errorf("%s: the list does not say that %s is planned %s", com.Short, e.ID, want)
			}
		}
	}
}

// TestNorms: leaflet and poster hold all thirty norms in the county's words.
func TestNorms(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"norms", "norms-poster"} {
		text := page(w.build(name, w.subjects()[0]))
		if !strings.Contains(text, "示例县基层党建工作规范30条") {
			t.Errorf("%s: no title", name)
		}
		for _, n := range w.set.Norms.All {
			if strings.Count(text, n.Text.Default.String()) != 1 {
				t.Errorf("%s: %s stands there %d times", name, n.ID, strings.Count(text, n.Text.Default.String()))
			}
		}
	}
}

func TestThemeNotices(t *testing.T) {
	w := newWorld(t)
	b := w.build("theme-notice", w.subjects()[0])
	if len(b.Units) != 12 {
		t.Fatalf("%d notices", len(b.Units))
	}
	for i, u := range b.Units {
		text := strings.Join(said(u.Blocks), "\n")
		day := w.calendar.Days[i+1]
		theme := w.county.ThemeDay.Themes[i+1]
		want := []string{day.Date.ChineseDay() + "（" + day.Date.ChineseWeekday() + "）", day.Note, theme.Title,
			"诵读党章“" + w.set.Activities.ThemeDay.Chapters[i] + "”"}
		for _, s := range slices.Concat(want, theme.Materials, w.set.Activities.ThemeDay.Menu, w.county.ThemeDay.Menu) {
			if !strings.Contains(text, s) {
				t.Errorf("month %d lacks %q", i+1, s)
			}
		}
		blank := strings.Contains(text, "二、统一主题：____")
		if blank != (theme.Title == "") {
			t.Errorf("month %d: room for the theme: %v", i+1, blank)
		}
	}
}

func TestReceipt(t *testing.T) {
	w := newWorld(t)
	b := w.build("receipt", w.subjects()[0])
	if len(b.Units) != len(w.county.Committees) {
		t.Fatalf("%d pages for %d committees", len(b.Units), len(w.county.Committees))
	}
	for i, u := range b.Units {
		com := w.county.Committees[i]
		table := u.Blocks[slices.IndexFunc(u.Blocks, func(x doc.Block) bool { _, ok := x.(*doc.Table); return ok })].(*doc.Table)
		if len(table.Rows) != len(com.Branches) || len(table.Foot) != 1 {
			t.Fatalf("%s: %d rows", com.Short, len(table.Rows))
		}
		for col, name := range map[int]string{2: "handbook", 4: "deliberation"} {
			total := int64(0)
			for k, br := range com.Branches {
				want := int64(0)
				if slices.Contains(br.Books, name) {
					want = int64(1 + w.county.Print.Spare[name])
				}
				if got := table.Rows[k].Values[col].N; got != want {
					t.Errorf("%s: %d copies of %s, want %d", br.Short, got, name, want)
				}
				total += want
			}
			if got := table.Foot[0].Values[col].N; got != total {
				t.Errorf("%s: %s adds up to %d, want %d", com.Short, name, got, total)
			}
		}
	}
}
