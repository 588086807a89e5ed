package config

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"dangce/config/date"
	"dangce/config/decode"
	"dangce/config/diag"
)

// settings checks everything of county.toml but the organization, and starts
// the County.
func (l *loader) settings() {
	f := l.file
	l.county = &County{
		Year: f.Year, Name: f.County.Name, Code: f.County.Code, Department: f.County.Department,
		Issued: f.County.Issued, Contact: f.County.Contact,
		CardYears: f.Card.Years,
		Fonts:     l.loadFonts(),
		Templates: l.templates,
	}
	if l.toml.Has("templates") {
		l.county.Overlay = f.Templates
	}
	l.identity()
	l.themeDay()
	l.plan()
	l.dues()
	l.print()
	l.review()
	l.holidays()
	l.accountability()
	l.text("county.name", "县名", f.County.Name, longestCounty)
	l.text("county.department", "部门名称", f.County.Department, longestBureau)
	l.text("county.contact", "联系电话", f.County.Contact, longestName)
}

var sixDigits = regexp.MustCompile(`^[0-9]{6}$`)

func (l *loader) identity() {
	c := &l.file.County
	if !l.between("year", l.file.Year, 2000, 2100) {
		l.file.Year = 0 // no other date is judged by it
	}
	if c.Code != "" && !sixDigits.MatchString(c.Code) {
		l.add(diag.Error, "county-code", "county.code", "县的代码应为六位数字："+c.Code, `GB/T 2260 行政区划代码，例如 code = "419900"`)
	}
	l.filled("county.code", c.Code)
	l.filled("county.name", c.Name)
	l.filled("county.department", c.Department)
	l.wholeDay("county.issued", c.Issued)
	l.between("card.years", l.file.Card.Years, 1, 30)
}

// filled reports a text that is written but empty. What is no text has had
// its finding.
func (l *loader) filled(path, value string) {
	if strings.TrimSpace(value) == "" && (l.readable(path, `"`) || l.readable(path, "'")) {
		l.add(diag.Error, "empty", path, path[strings.LastIndexByte(path, '.')+1:]+" 不能为空", "写上内容")
	}
}

// between reports a number outside a range. The zero of an unreadable number
// has had its finding.
func (l *loader) between(path string, n, least, most int) bool {
	if n >= least && n <= most || n == 0 && !l.readable(path, "0") {
		return true
	}
	key := path[strings.LastIndexByte(path, '.')+1:]
	l.add(diag.Error, "out-of-range", path, fmt.Sprintf("%s 应在 %d 到 %d 之间，这里是 %d", key, least, most, n), "")
	return false
}

// readable reports whether the source at path is literally the text.
func (l *loader) readable(path, text string) bool {
	p := l.toml.Place(path)
	r := []rune(p.Text)
	from := min(max(p.Column-1, 0), len(r))
	return l.toml.Has(path) && strings.HasPrefix(string(r[from:]), text)
}

// measure reports a length outside a range, in mm.
func (l *loader) measure(path string, v, least, most float64) {
	if (v < least || v > most) && l.toml.Has(path) {
		key := path[strings.LastIndexByte(path, '.')+1:]
		l.add(diag.Error, "out-of-range", path, fmt.Sprintf("%s 应在 %g 到 %g 毫米之间，这里是 %g", key, least, most, v), "")
	}
}

// wholeDay reports a date of a month alone where a day is needed.
func (l *loader) wholeDay(path string, d date.Date) {
	needDay(l.toml, path, d, &l.out)
}

func needDay(file *decode.File, path string, d date.Date, out *diag.List) {
	if d.MonthOnly() {
		file.Add(out, diag.Error, "need-day", path, "这里要写到日："+d.String(), "例如 "+d.String()+"-15")
	}
}

// pick parses a choice of county.toml; path "" in the file keeps the default.
func (l *loader) pick(path string, c *choice, s string) string {
	v, ok := c.parse(s)
	if !ok && (s != "" || l.readable(path, `""`)) {
		l.add(diag.Error, "unknown-choice", path, "不认识的"+c.what+" "+quoted(s), c.hint(s, false))
	}
	return v
}

func quoted(s string) string { return "“" + s + "”" }

func (l *loader) themeDay() {
	f, t := &l.file.ThemeDay, &l.county.ThemeDay
	l.between("theme_day.day", f.Day, 1, 28)
	t.Day, t.Menu = f.Day, f.Menu
	t.OnWeekend = Shift(l.pick("theme_day.on_weekend", onWeekend, f.OnWeekend))
	t.OnHoliday = Shift(l.pick("theme_day.on_holiday", onHoliday, f.OnHoliday))
	for i, m := range f.Menu {
		l.text(item("theme_day.menu", i), "自选动作", m, longestText)
	}
	first := map[time.Month]int{}
	for i, x := range f.Themes {
		at := item("theme_day.theme", i)
		if x.Month == 0 {
			continue // reported by Bind
		}
		if j, double := first[x.Month]; double {
			l.double(at+".month", item("theme_day.theme", j)+".month", fmt.Sprintf("%d 月的主题写了两遍", int(x.Month)))
			continue
		}
		first[x.Month] = i
		t.Themes[x.Month] = Theme{x.Title, x.Materials, x.Notes}
		l.text(at+".title", "主题", x.Title, longestText)
		l.text(at+".notes", "主题说明", x.Notes, longestNote)
		for j, m := range x.Materials {
			l.text(item(at+".materials", j), "学习资料", m, longestText)
		}
	}
}

// double reports a second place for something that may stand once.
func (l *loader) double(path, first, message string) {
	l.out.Add(diag.Finding{
		Place: l.toml.Place(path), Code: "double", Message: message, Hint: "删去一处",
		Also: []diag.Place{l.toml.Place(first)},
	})
}

func (l *loader) plan() {
	f, p := &l.file.Plan, &l.county.Plan
	l.between("plan.spread", f.Spread, 1, 10)
	p.Spread = f.Spread
	for _, x := range []struct {
		key  string
		from *timesFile
		to   *Times
		norm int // times a year that the 30 norms ask for
	}{
		{"committee_meeting", &f.CommitteeMeeting, &p.CommitteeMeeting, 12},
		{"group_meeting", &f.GroupMeeting, &p.GroupMeeting, 12},
		{"general_meeting", &f.GeneralMeeting, &p.GeneralMeeting, 4},
		{"lesson", &f.Lesson, &p.Lesson, 4},
		{"org_life_meeting", &f.OrgLifeMeeting, &p.OrgLifeMeeting, 2},
		{"appraisal", &f.Appraisal, &p.Appraisal, 1},
		{"spirit_check", &f.SpiritCheck, &p.SpiritCheck, 1},
		{"commendation", &f.Commendation, &p.Commendation, 1},
		{"plan_filing", &f.PlanFiling, &p.PlanFiling, 1},
	} {
		*x.to = l.times("plan."+x.key, x.from, planDefaults[x.key])
		if n := len(x.to.Months); n < x.norm {
			l.add(diag.Warning, "below-norm", "plan."+x.key, fmt.Sprintf("每年 %d 次，少于规范 30 条的 %d 次", n, x.norm), "确认县里的频次是否低于规范")
		}
	}
}

func (l *loader) times(path string, f *timesFile, def Times) Times {
	t := Times{Months: def.Months, Day: def.Day}
	if f.Day != nil {
		t.Day = *f.Day
		l.between(path+".day", t.Day, 1, 28)
	}
	if f.Months != nil {
		t.Months = l.months(path+".months", f.Months)
	}
	if f.Times == nil {
		return t
	}
	n := *f.Times
	switch {
	case f.Months != nil && n != len(t.Months):
		l.add(diag.Error, "bad-times", path+".times", fmt.Sprintf("times = %d，但 months 有 %d 个月", n, len(t.Months)), "两者写一个就够")
	case f.Months != nil:
	case n < 1 || n > 12 || 12%n != 0:
		l.add(diag.Error, "bad-times", path+".times", fmt.Sprintf("一年 %d 次排不均匀", n), "times 可以是 1、2、3、4、6、12；别的次数用 months 写明月份")
	default:
		t.Months = nil
		for m := 12 / n; m <= 12; m += 12 / n {
			t.Months = append(t.Months, time.Month(m))
		}
		if n == len(def.Months) {
			t.Months = def.Months
		}
	}
	return t
}

// months returns the months in order and reports what is written twice or
// not at all. Months that could not be read are 0.
func (l *loader) months(path string, list []time.Month) []time.Month {
	seen := map[time.Month]bool{}
	for i, m := range list {
		if m != 0 && seen[m] {
			l.add(diag.Error, "double", item(path, i), fmt.Sprintf("%d 月写了两遍", int(m)), "删去一处")
		}
		seen[m] = true
	}
	if len(list) == 0 {
		l.add(diag.Error, "empty", path, "一个月也没有写", "例如 months = [3, 6, 9, 12]")
	}
	delete(seen, 0)
	return slices.Sorted(maps.Keys(seen))
}

func (l *loader) review() {
	f := &l.file.Review
	l.county.Review = Review{Months: l.months("review.months", f.Months), Teams: f.Teams}
	seen := map[string]bool{}
	for i, t := range f.Teams {
		at := item("review.teams", i)
		l.filled(at, t)
		if seen[t] {
			l.add(diag.Error, "double", at, "督查组 "+t+" 写了两遍", "删去一处")
		}
		seen[t] = true
		l.text(at, "督查组名称", t, longestPerson)
	}
}

func (l *loader) accountability() {
	first := map[int]int{}
	for i, g := range l.file.Accountability.Grounds {
		at := item("accountability.ground", i)
		if j, double := first[g.No]; double && g.No != 0 {
			l.double(at+".no", item("accountability.ground", j)+".no", fmt.Sprintf("问责内容第 %d 项写了两遍", g.No))
			continue
		}
		first[g.No] = i
		if !l.between(at+".no", g.No, 5, 21) {
			continue
		}
		l.filled(at+".text", g.Text)
		l.text(at+".text", "问责内容", g.Text, longestNote)
		l.text(at+".source", "出处", g.Source, longestText)
		l.county.Grounds = append(l.county.Grounds, Ground{g.No, g.Text, g.Source})
	}
	slices.SortFunc(l.county.Grounds, func(a, b Ground) int { return cmp.Compare(a.No, b.No) })
}

func (l *loader) holidays() {
	if !l.toml.Has("holidays") || l.file.Holidays == "" {
		l.add(diag.Warning, "no-holidays", "year", "本年放假安排未提供，按推算的法定节日排期",
			`国务院办公厅公布后，写进 holidays.toml，并在 county.toml 写上 holidays = "holidays.toml"`)
		return
	}
	rel, data, bad := l.one(l.file.Holidays)
	if bad != nil {
		l.out.Add(bad.finding(l.toml.Place("holidays")))
		return
	}
	file := decode.Parse(l.shown(rel), data, &l.out)
	if file == nil {
		return
	}
	var f holidayFile
	file.Bind(&f, &l.out)
	h := &l.county.Holidays
	h.Given = true
	for i, d := range f.Workdays {
		l.inYear(file, item("workdays", i), d)
		h.Workdays = append(h.Workdays, d)
	}
	for i, x := range f.Holidays {
		at := item("holiday", i)
		l.inYear(file, at+".from", x.From)
		l.inYear(file, at+".to", x.To)
		if !x.From.IsZero() && x.To.Before(x.From) && !x.To.IsZero() {
			file.Add(&l.out, diag.Error, "date-order", at+".to", "放假结束早于开始", "检查 from 和 to")
		}
		h.Off = append(h.Off, Holiday(x))
	}
	slices.SortFunc(h.Workdays, date.Date.Compare)
	slices.SortStableFunc(h.Off, func(a, b Holiday) int { return a.From.Compare(b.From) })
}

// inYear reports a day off of another year, which is left over from an old
// file. New Year's days off may begin in December.
func (l *loader) inYear(file *decode.File, path string, d date.Date) {
	needDay(file, path, d, &l.out)
	if !d.IsZero() && l.file.Year != 0 && d.Year != l.file.Year {
		file.Add(&l.out, diag.Warning, "holiday-year", path, fmt.Sprintf("%s 不在 %d 年", d, l.file.Year), "换成本年的放假安排")
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
