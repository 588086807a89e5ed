package generator

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/tealeg/xlsx/v3"

	"dangce/config"
	"dangce/config/date"
	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/internal/exampletest"
	"dangce/generator/internal/inspect"
	"dangce/generator/pack"
	"dangce/generator/plan"
	"dangce/templates"
)

// TestPlanAgreesOnPaperInWorkbookAndAgenda: the PDF, the workbook and the
// agenda of a branch name the same days, those of the plan.
func TestPlanAgreesOnPaperInWorkbookAndAgenda(t *testing.T) {
	t.Run("example", func(t *testing.T) {
		b := exampleCounty(t)
		agree(t, b.County, b.Set, b.Dir)
	})
	t.Run("synthetic", func(t *testing.T) {
		b := variedCounty(t)
		agree(t, b.County, b.Set, b.Dir)
	})
}

// vary founds some branches in the year, takes their branch committee from
// others, ends terms, and moves theme days.
func vary(c *config.County) {
	for i, b := range c.Branches() {
		m := time.Month(1 + i%12)
		switch i % 6 {
		case 1:
			b.Founded = date.New(c.Year, m, 1+i%28)
		case 2:
			b.HasCommittee = false
		case 3:
			b.TermEnds = date.New(c.Year, m, 28)
		case 4:
			b.Changes = []config.ThemeDayChange{{Month: m, To: date.New(c.Year, m, 27), Reason: "防汛", Approved: date.New(c.Year, m, 1), ApprovalNo: "批〔1〕号"}}
		case 5:
			b.Changes = []config.ThemeDayChange{{Month: m, To: date.New(c.Year, m, 27), Reason: "防汛"}}
		}
	}
}

func agree(t *testing.T, c *config.County, set *book.Set, dir string) {
	t.Helper()
	pr := engineOf(t, c, set)
	m, err := pack.ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]map[string]string{} // by branch, by extension
	for _, f := range m.Files {
		if f.Book == "plan" && f.Branch != "" && !strings.Contains(f.Path, "封面") {
			if files[f.Branch] == nil {
				files[f.Branch] = map[string]string{}
			}
			files[f.Branch][path.Ext(f.Path)] = filepath.Join(dir, filepath.FromSlash(f.Path))
		}
	}
	for _, b := range c.Branches() {
		sub := pr.subject(&task{committee: b.Committee, branch: b})
		if got := workbookDays(t, files[b.Code][".xlsx"]); !maps.Equal(got, planDays(sub.Plan)) {
			t.Errorf("%s: workbook %v, plan %v", b.Code, got, planDays(sub.Plan))
		}
		if got := agendaDays(t, files[b.Code][".ics"]); !maps.Equal(got, agendaWants(c, b, sub.Plan)) {
			t.Errorf("%s: agenda %v, plan %v", b.Code, got, planDays(sub.Plan))
		}
		if got, want := printedDays(t, pr, set, sub, files[b.Code][".pdf"]), printedWants(sub.Plan); !slices.Equal(got, want) {
			t.Errorf("%s: printed %v, plan %v", b.Code, got, want)
		}
		if t.Failed() {
			return
		}
	}
}

// planDays are the days of a plan by the ids of its entries.
func planDays(p *plan.Plan) map[string]string {
	days := map[string]string{}
	for _, e := range p.Entries {
		days[e.ID] = e.Date.String()
		if e.Date.Day == 0 {
			days[e.ID] = ""
		}
	}
	return days
}

// workbookDays reads 编号 and 计划日期 of the sheet 计划.
func workbookDays(t *testing.T, name string) map[string]string {
	t.Helper()
	f, err := xlsx.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	sh := f.Sheet["计划"]
	days, id, on := map[string]string{}, -1, -1
	err = sh.ForEachRow(func(r *xlsx.Row) error {
		if id < 0 {
			for i := range sh.MaxCol {
				switch r.GetCell(i).Value {
				case "编号":
					id = i
				case "计划日期":
					on = i
				}
			}
			return nil
		}
		code, day := r.GetCell(id).Value, ""
		if code == "" {
			return nil
		}
		if c := r.GetCell(on); c.Value != "" {
			at, err := c.GetTime(false)
			if err != nil {
				return err
			}
			day = date.Of(at).String()
		}
		days[code] = day
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return days
}

// agendaWants is the plan by the identifiers of events. The reminder of an
// election is on the day the term ends.
func agendaWants(c *config.County, b *config.Branch, p *plan.Plan) map[string]string {
	days := map[string]string{}
	for _, e := range p.Entries {
		on := e.Date
		if e.Kind == plan.Election {
			on = b.TermEnds
		}
		if on.Day > 0 {
			days[fmt.Sprintf("%s-%d-%s-%s@dangce", c.Code, c.Year, b.Code, e.ID)] = on.String()
		}
	}
	return days
}

func agendaDays(t *testing.T, name string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	cal, err := ical.NewDecoder(bytes.NewReader(data)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	days := map[string]string{}
	for _, e := range cal.Events() {
		uid, err := e.Props.Text(ical.PropUID)
		if err != nil {
			t.Fatal(err)
		}
		from, err := e.DateTimeStart(time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		to, err := e.DateTimeEnd(time.UTC)
		if err != nil || to.Sub(from) != 24*time.Hour {
			t.Errorf("%s from %s to %s, %v", uid, from, to, err)
		}
		days[uid] = date.Of(from).String()
	}
	return days
}

// printedWants lists what the plan prints: day and name of each activity.
func printedWants(p *plan.Plan) []string {
	var out []string
	for _, e := range p.Entries {
		out = append(out, fmt.Sprintf("%d月%d日 %s", int(e.Date.Month), e.Date.Day, exampletest.Squeeze(e.Name)))
	}
	slices.Sort(out)
	return out
}

// printedDays reads the printed table: what is beside each name in the
// columns of months and days. The laid-out page says where the cells are; its
// texts are those of the file.
func printedDays(t *testing.T, pr *engine, set *book.Set, sub *book.Subject, name string) []string {
	t.Helper()
	l, err := pr.lay(set.Books[slices.IndexFunc(set.Books, func(b *templates.Book) bool { return b.Name == "plan" })], sub)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, err := inspect.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i := range l.Pages {
		p := &l.Pages[i]
		var laid, shown []string
		for _, a := range texts(p) {
			laid = append(laid, a.s)
		}
		for _, a := range file.Pages[i].Texts {
			shown = append(shown, a.S)
		}
		if g, w := exampletest.Counted(strings.Join(shown, "")), exampletest.Counted(strings.Join(laid, "")); g != w {
			t.Fatalf("%s: page %d of the file shows %q, laid out is %q", name, i+1, shown, laid)
		}
		if p.Kind != "PL1" {
			continue
		}
		months, days := column(p, "月"), column(p, "日期")
		for _, c := range column(p, "类别") {
			if c.s == "" {
				continue // a blank row
			}
			y := (c.y1 + c.y2) / 2
			out = append(out, spell(at(months, y), at(days, y), strings.TrimLeft(c.s, "①②③④"))...)
		}
	}
	slices.Sort(out)
	return out
}

// spell writes a row of the printed table day by day: 22—24日 is three days.
func spell(month, days, name string) []string {
	days, _, _ = strings.Cut(days, "周")
	if days == "本月" {
		return []string{month + "0日 " + name}
	}
	var out []string
	for part := range strings.SplitSeq(strings.TrimSuffix(days, "日"), "、") {
		from, to, run := strings.Cut(part, "—")
		first, err := strconv.Atoi(from)
		if err != nil {
			return []string{month + days + " " + name}
		}
		last := first
		if run {
			last, _ = strconv.Atoi(to)
		}
		for d := first; d <= last; d++ {
			out = append(out, fmt.Sprintf("%s%d日 %s", month, d, name))
		}
	}
	return out
}

// column returns the cells of the column of a printed table under a head,
// from the top down, with all their text.
func column(p *doc.Page, head string) []area {
	all := texts(p)
	i := slices.IndexFunc(all, func(a area) bool { return exampletest.Squeeze(a.s) == head })
	if i < 0 {
		return nil
	}
	x, y := (all[i].x1+all[i].x2)/2, all[i].y2
	left, right := math.Inf(-1), math.Inf(1)
	var edges []float64
	for _, s := range strokes(p) {
		switch {
		case s.x1 == s.x2 && s.y2 > y+10 && s.x1 < x:
			left = max(left, s.x1)
		case s.x1 == s.x2 && s.y2 > y+10:
			right = min(right, s.x1)
		case s.y1 == s.y2 && s.x1 < x && s.x2 > x && s.y1 > y:
			edges = append(edges, s.y1)
		}
	}
	slices.Sort(edges)
	var out []area
	for k := 1; k < len(edges); k++ {
		c := area{left, edges[k-1], right, edges[k], ""}
		for _, a := range all {
			if mx, my := (a.x1+a.x2)/2, (a.y1+a.y2)/2; mx > c.x1 && mx < c.x2 && my > c.y1 && my < c.y2 {
				c.s += exampletest.Squeeze(a.s)
			}
		}
		out = append(out, c)
	}
	return out
}

// at is the text of the cell at height y.
func at(cells []area, y float64) string {
	for _, c := range cells {
		if c.y1 < y && y < c.y2 {
			return c.s
		}
	}
	return ""
}

// TestHandbookHasAFormForEachActivity: the number of forms comes from the
// plan.
func TestHandbookHasAFormForEachActivity(t *testing.T) {
	c, set := synthetic(t, 60)
	vary(c)
	founded, alone := 0, 0
	for _, county := range []*config.County{exampleCounty(t).County, c} {
		pr := engineOf(t, county, set)
		for _, b := range county.Branches() {
			sub := pr.subject(&task{committee: b.Committee, branch: b})
			if b.Founded.Year == county.Year {
				founded++
			}
			if !b.HasCommittee {
				alone++
			}
			got := forms(set, sub)
			for page, want := range formsWanted(sub) {
				if got[page] != want {
					t.Errorf("branch %s: %d forms %s, want %d", b.Code, got[page], page, want)
				}
			}
		}
	}
	if founded == 0 || alone == 0 {
		t.Errorf("%d branches founded in the year, %d without a branch committee", founded, alone)
	}
}

// forms counts the units of each kind of page in the books that hold records.
func forms(set *book.Set, sub *book.Subject) map[string]int {
	n := map[string]int{}
	for _, b := range set.Books {
		if (b.Name == config.Handbook || b.Name == "group-minutes") && set.Applies(b, sub) {
			for _, u := range set.Build(b, sub).Units {
				n[u.Page]++
			}
		}
	}
	return n
}

func formsWanted(sub *book.Subject) map[string]int {
	p := sub.Plan
	want := map[string]int{
		"P13": 0,
		"P14": p.Count(plan.GeneralMeeting) + 1, // a spare one
		"P15": p.Count(plan.GroupMeeting),
		"P16": p.Count(plan.Lesson),
		"P17": p.Count(plan.ThemeDay),
		"P19": p.Count(plan.OrgLifeMeeting),
	}
	if sub.Branch.HasCommittee {
		want["P13"] = p.Count(plan.CommitteeMeeting) + 1 // a spare one
	}
	for page, kind := range map[string]plan.Kind{"P12": plan.PlanFiling, "P22": plan.Appraisal, "P24": plan.SpiritCheck, "P25": plan.Commendation} {
		if p.Count(kind) <= 1 {
			want[page] = 1 // once, planned or not: a branch may catch up
		}
	}
	return want
}
