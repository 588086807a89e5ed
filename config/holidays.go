package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"dangce/config/date"
	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/templates"
)

func (l settings) holidays() {
	if !l.toml.Has("holidays") || l.file.Holidays == "" {
		l.add(diag.Warning, "no-holidays", "year", "本年放假安排未提供，按推算的节日和调休排期",
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
	h := &l.county.Holidays
	file.Bind(h, &l.out)
	h.Given = true
	newYear := slices.ContainsFunc(h.Off, l.newYear)
	for i, d := range h.Workdays {
		l.inYear(file, item("workdays", i), d, newYear)
	}
	for i, x := range h.Off {
		at := item("holiday", i)
		l.inYear(file, at+".from", x.From, l.newYear(x))
		l.inYear(file, at+".to", x.To, false)
		if !x.From.IsZero() && x.To.Before(x.From) && !x.To.IsZero() {
			file.Add(&l.out, diag.Error, "date-order", at+".to", "放假结束早于开始", "检查 from 和 to")
		}
	}
	l.contradictions(file, h)
	slices.SortFunc(h.Workdays, date.Date.Compare)
	slices.SortStableFunc(h.Off, func(a, b Holiday) int { return a.From.Compare(b.From) })
}

// longestHoliday is more than any schedule had: 国庆节 and 中秋节 together.
const longestHoliday = 10

// contradictions reports what no schedule of the State Council holds.
func (l settings) contradictions(file *decode.File, h *Holidays) {
	if len(h.Off) == 0 {
		file.Add(&l.out, diag.Warning, "holidays-empty", "", "打开了 holidays，文件里却一天假也没有，全年都会当工作日排",
			"照国务院办公厅的通知填写；还没有公布的，在 county.toml 的 holidays 这一行开头加 #")
	} else if missing := l.missingHolidays(h); len(missing) > 0 {
		file.Add(&l.out, diag.Warning, "holiday-missing", item("holiday", 0), "放假安排里没有"+strings.Join(missing, "、")+"，那几天会当工作日排", "照国务院办公厅的通知补上")
	}
	for i, x := range h.Off {
		if longHoliday(x) {
			file.Add(&l.out, diag.Warning, "holiday-long", item("holiday", i)+".to", fmt.Sprintf("从 %s 放到 %s，超过 %d 天", x.From, x.To, longestHoliday), "核对月份")
		}
	}
	for i, d := range h.Workdays {
		if d.IsZero() || d.MonthOnly() || l.file.Year != 0 && d.Year != l.file.Year {
			continue
		}
		for _, x := range h.Off {
			if !x.From.IsZero() && !d.Before(x.From) && !d.After(x.To) {
				file.Add(&l.out, diag.Warning, "workday-off", item("workdays", i), fmt.Sprintf("补班日 %s 落在假期里（%s 至 %s）", d, x.From, x.To), "一天不能又放假又上班，核对通知")
				break
			}
		}
		if day := d.Weekday(); day != time.Saturday && day != time.Sunday {
			file.Add(&l.out, diag.Warning, "workday-weekday", item("workdays", i), fmt.Sprintf("补班日 %s 不是周末", d), "补班都在周六、周日，核对日期")
		}
	}
}

// missingHolidays names the statutory holidays that a schedule lacks: neither
// is one called so, nor is its day off.
func (l settings) missingHolidays(h *Holidays) []string {
	if l.file.Year == 0 {
		return nil
	}
	calendar := templates.LoadCalendar(l.templates, l.overlayName, new(diag.List)) // its faults are reported with the templates
	legal, _ := calendar.Computed(l.file.Year)
	var missing []string
	for _, d := range legal {
		has := func(x Holiday) bool {
			return strings.Contains(x.Name, strings.TrimSuffix(d.Name, "节")) || strings.Contains(x.Name, cmp.Or(otherNames[d.Name], d.Name)) || !longHoliday(x) && overlap(x, d)
		}
		if !slices.ContainsFunc(h.Off, has) {
			missing = append(missing, d.Name)
		}
	}
	return missing
}

var otherNames = map[string]string{"元旦": "新年", "劳动节": "五一", "国庆节": "十一"}

func overlap(x Holiday, d templates.Holiday) bool { return !x.To.Before(d.From) && !x.From.After(d.To) }

func longHoliday(x Holiday) bool {
	return !x.From.IsZero() && !x.To.MonthOnly() && x.To.After(x.From.AddDays(longestHoliday-1))
}

// newYear reports the days off of New Year's Day that begin in December.
func (l settings) newYear(x Holiday) bool {
	return x.From.Year == l.file.Year-1 && x.From.Month == time.December && x.To.Year == l.file.Year && x.To.Month == time.January
}

// inYear reports a day of another year, which is left over from an old file.
// december allows days in the December before, off or worked in exchange.
func (l settings) inYear(file *decode.File, path string, d date.Date, december bool) {
	needDay(file, path, d, &l.out)
	if december && d.Year == l.file.Year-1 && d.Month == time.December {
		return
	}
	if !d.IsZero() && l.file.Year != 0 && d.Year != l.file.Year {
		file.Add(&l.out, diag.Warning, "holiday-year", path, fmt.Sprintf("%s 不在 %d 年", d, l.file.Year), "换成本年的放假安排")
	}
}
