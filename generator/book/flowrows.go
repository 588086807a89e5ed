package book

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"dangce/config"
	"dangce/generator/doc"
	"dangce/templates"
)

// flowRow is what a row about flowcharts is about: a chart, one of its steps
// or decisions, or all that one person does in it. The chart is worded for
// the subject.
type flowRow struct {
	chart *templates.Chart
	step  *templates.FlowRow
	duty  *duty
}

// duty is what one person does in one chart.
type duty struct {
	who    string
	total  int // steps of all charts
	charts int // with such steps
	steps  []templates.FlowRow
}

var flowFields = map[string]field{
	"chart.system":  text(aChart, func(s *scope) string { return s.flow.chart.System }),
	"chart.title":   text(aChart, func(s *scope) string { return s.flow.chart.Title }),
	"chart.name":    text(aChart, func(s *scope) string { return s.flow.chart.Name }),
	"chart.often":   text(aChart, func(s *scope) string { return s.often() }),
	"chart.days":    text(aChart, func(s *scope) string { return s.days() }),
	"chart.steps":   text(aChart, func(s *scope) string { return s.bands() }),
	"chart.records": text(aChart, func(s *scope) string { return s.recordPages() }),
	"chart.applies": text(aChart, func(s *scope) string { return s.flow.chart.Applies }),

	"step.id":    text(aStep, func(s *scope) string { return s.flow.step.ID }),
	"step.phase": text(aStep, func(s *scope) string { return s.flow.chart.Phases.Of(s.flow.step.Phase) }),
	"step.no": typed(aStep, func(s *scope) doc.Value {
		if s.flow.step.Decision {
			return doc.TextValue(s.set.Sentences.Chart.Decision.String())
		}
		return doc.IntValue(s.flow.step.Number)
	}),
	"step.text":      text(aStep, func(s *scope) string { return s.flow.step.Text }),
	"step.to":        text(aStep, func(s *scope) string { return s.ways() }),
	"step.when":      text(aStep, func(s *scope) string { return s.flow.step.When }),
	"step.form":      text(aStep, func(s *scope) string { return s.flow.step.Form }),
	"step.procedure": text(aStep, func(s *scope) string { return s.flow.step.Procedure }),
	"step.standard":  text(aStep, func(s *scope) string { return s.flow.step.Standard }),
	"step.who":       text(aStep, func(s *scope) string { return s.flow.step.Who }),
	"step.page":      text(aStep, func(s *scope) string { return s.pageNames(s.flow.step.Pages) }),
	"step.source":    text(aStep, func(s *scope) string { return s.set.Sources.Print(s.flow.step.Source) }),
	"step.defaults":  text(aStep, func(s *scope) string { return s.defaults() }),

	"duty.who":    text(aDuty, func(s *scope) string { return s.flow.duty.who }),
	"duty.total":  num(aDuty, func(s *scope) int { return s.flow.duty.total }),
	"duty.charts": num(aDuty, func(s *scope) int { return s.flow.duty.charts }),
	"duty.phases": duties(func(s *scope, r *templates.FlowRow) string { return s.flow.chart.Phases.Of(r.Phase) }),
	"duty.steps":  duties(func(_ *scope, r *templates.FlowRow) string { return stepMark(r.Number) + r.Text }),
	"duty.when":   duties(func(_ *scope, r *templates.FlowRow) string { return r.When }),
	"duty.pages":  duties(func(s *scope, r *templates.FlowRow) string { return s.pageNames(r.Pages) }),
}

// rowCharts lists the charts system by system: all, those of the seven
// systems, or those beside them.
func rowCharts(sc *scope, which string) []scope {
	systems := map[string]int{}
	var charts []*templates.Chart
	for _, f := range sc.set.Flows {
		if f.Style == templates.FlowOrg || which == "seven" && f.Beside || which == "beside" && !f.Beside {
			continue
		}
		c := sc.set.worded(f, sc)
		if c == nil {
			continue
		}
		charts = append(charts, c)
		if _, met := systems[f.System]; !met {
			systems[f.System] = len(systems)
		}
	}
	slices.SortStableFunc(charts, func(a, b *templates.Chart) int { return cmp.Compare(systems[a.System], systems[b.System]) })
	var out []scope
	for _, f := range charts {
		c := *sc
		c.flow = flowRow{chart: f}
		out = append(out, c)
	}
	return numbered(out)
}

// rowSteps lists the steps and decisions of all charts.
func rowSteps(sc *scope, which string) []scope {
	var out []scope
	for _, chart := range rowCharts(sc, which) {
		rows := chart.flow.chart.Rows
		for i := range rows {
			c := chart
			c.flow.step = &rows[i]
			out = append(out, c)
		}
	}
	return numbered(out)
}

// rowDuties lists for each person each chart in which there is something to
// do.
func rowDuties(sc *scope, which string) []scope {
	byPerson := map[string][]scope{}
	var people []string
	for _, chart := range rowCharts(sc, which) {
		mine := map[string]*duty{}
		for _, r := range chart.flow.chart.Rows {
			for _, who := range sc.set.duties.People(r.Who) {
				if mine[who] == nil {
					mine[who] = &duty{who: who}
					c := chart
					c.flow.duty = mine[who]
					if byPerson[who] == nil {
						people = append(people, who)
					}
					byPerson[who] = append(byPerson[who], c)
				}
				mine[who].steps = append(mine[who].steps, r)
			}
		}
	}
	slices.SortStableFunc(people, func(a, b string) int { return cmp.Compare(sc.set.duties.Place(a), sc.set.duties.Place(b)) })
	var out []scope
	for _, who := range people {
		list, total := byPerson[who], 0
		for i := range list {
			total += len(list[i].flow.duty.steps)
		}
		for i := range list {
			list[i].flow.duty.total, list[i].flow.duty.charts = total, len(list)
		}
		out = append(out, list...)
	}
	return numbered(out)
}

// often is how often the activity of a chart is held: what its norm says, or
// the chart itself.
func (s *scope) often() string {
	f := s.flow.chart
	if n := s.set.Norms.Norm(f.Norm); n != nil {
		return s.set.Sentences.Chart.Often.Say("period", n.PeriodWord())
	}
	return f.Often
}

// days is when it is held: the days that the county plans for its norm, or
// what the chart says.
func (s *scope) days() string {
	f, p := s.flow.chart, &s.County.Plan
	if f.Days != "" {
		return f.Days
	}
	switch f.Norm {
	case "B01":
		return s.plannedDays(p.CommitteeMeeting)
	case "B02":
		return s.set.Sentences.Chart.Theme.Say("day", s.County.ThemeDay.Day)
	case "B03":
		return s.plannedDays(p.GroupMeeting)
	case "B04":
		return s.plannedDays(p.GeneralMeeting)
	case "B05":
		return s.plannedDays(p.Lesson)
	case "B06":
		return s.plannedDays(p.OrgLifeMeeting)
	case "B08":
		return s.plannedDays(p.Appraisal)
	}
	return ""
}

// plannedDays is 3、6、9、12月15日前后, or 每月5日前后.
func (s *scope) plannedDays(t config.Times) string {
	w := &s.set.Sentences.Chart
	var months []string
	for _, m := range t.Months {
		months = append(months, strconv.Itoa(int(m)))
	}
	text := w.Months.Say("months", strings.Join(months, "、"))
	switch {
	case len(t.Months) == int(time.December):
		text = w.Monthly.String()
	case len(t.Months) == 0:
		return ""
	}
	if t.Day > 0 {
		text = w.Around.Say("when", text, "day", t.Day)
	}
	return text
}

// bands counts the steps of each phase: 会前3步 会中5步 会后4步.
func (s *scope) bands() string {
	var n [3]int
	for _, st := range s.flow.chart.Steps {
		n[phases[st.Phase]]++
	}
	var parts []string
	for i, p := range []templates.Phase{templates.Before, templates.During, templates.After} {
		if n[i] > 0 {
			parts = append(parts, s.set.Sentences.Chart.Steps.Say("phase", s.flow.chart.Phases.Of(p), "n", n[i]))
		}
	}
	return strings.Join(parts, " ")
}

// recordPages lists where the chart's records are kept, by what the handbook
// calls its pages: 党员大会记录.
func (s *scope) recordPages() string {
	f := s.flow.chart
	pages := f.Records
	if len(pages) == 0 {
		for _, r := range f.Rows {
			for _, p := range r.Pages {
				if !slices.Contains(pages, p) {
					pages = append(pages, p)
				}
			}
		}
	}
	var out []string
	for _, p := range pages {
		out = append(out, s.pageName(p))
	}
	return strings.Join(out, "\n")
}

// pageNames names the pages of a step: 党员大会记录、党费证.
func (s *scope) pageNames(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = s.pageName(id)
	}
	return strings.Join(names, "、")
}

// pageName is what the books call the page that charts name as P14; of what
// is no page, its own name.
func (s *scope) pageName(id string) string { return cmp.Or(s.pageTitle(id), id) }

// pageTitle is what the books call the page that charts name as P14; "" of
// what is no page.
func (s *scope) pageTitle(id string) string {
	for _, b := range s.set.Books {
		for i := range b.Pages {
			if p := &b.Pages[i]; p.ID == id && !p.Title.Empty() {
				return strings.TrimPrefix(s.expand(p.Title), annual(s.County.Year))
			}
		}
	}
	return ""
}

// ways says where a step leads if not to the next one: 是→5；否→宣布改期 另行通知.
func (s *scope) ways() string {
	f := s.flow.chart
	var parts []string
	for _, e := range f.Ways(s.flow.step.ID) {
		parts = append(parts, e.Label+"→"+s.target(e.To))
	}
	return strings.Join(parts, "；")
}

// target names what a way leads to.
func (s *scope) target(id string) string {
	f := s.flow.chart
	if id == templates.End {
		return s.set.Sentences.Chart.End.String()
	}
	if text, next, ok := f.Aside(id); ok {
		if next != "" && next != templates.End {
			text += "→" + s.target(next)
		}
		return text
	}
	if chart, step, ok := strings.Cut(id, "/"); ok {
		if other := s.set.flow(chart); other != nil {
			c := s.set.worded(other, s)
			if c == nil { // it does not apply to the branch, and is named all the same
				c = s.set.worded(other, &scope{Subject: &Subject{County: s.County}, set: s.set})
			}
			return c.Name + "·" + rowName(c, step)
		}
		return id
	}
	return rowName(f, id)
}

// rowName is the number of a step, or the words of a decision.
func rowName(f *templates.Chart, id string) string {
	for _, r := range f.Rows {
		switch {
		case r.ID != id:
		case r.Decision:
			return r.Text
		default:
			return strconv.Itoa(r.Number)
		}
	}
	return id
}

// defaults lists the columns of a step whose wording is ours.
func (s *scope) defaults() string {
	var out []string
	for _, key := range s.flow.step.Ours {
		out = append(out, templates.ColumnTitle(key))
	}
	return strings.Join(out, "、")
}

// duties makes a field of one line for each step of a duty.
func duties(line func(*scope, *templates.FlowRow) string) field {
	return text(aDuty, func(s *scope) string {
		return s.dutyLines(func(r *templates.FlowRow) string { return line(s, r) })
	})
}

// dutyLines is one line for each step of a duty; cells that stand side by
// side have as many lines.
func (s *scope) dutyLines(line func(*templates.FlowRow) string) string {
	var lines []string
	for i := range s.flow.duty.steps {
		lines = append(lines, cmp.Or(line(&s.flow.duty.steps[i]), "—"))
	}
	return strings.Join(lines, "\n")
}

// stepMark is the number of a step as its box shows it, and a lozenge for a
// decision.
func stepMark(n int) string {
	switch {
	case n == 0:
		return "◇"
	case n <= 20:
		return string('①' + rune(n-1))
	}
	return strconv.Itoa(n) + " "
}
