package plan

import (
	"time"

	"dangce/config"
	"dangce/config/date"
	"dangce/templates"
	"dangce/templates/phrase"
)

// Templates is the wording that plans are made of.
type Templates struct {
	Norms      *templates.Norms
	Calendar   *templates.Calendar
	Activities *templates.Activities
	Sentences  *templates.Sentences
}

// Calendar is one county's year: its days off, its theme days, and what is
// the same for all of its branches. It is not changed after Year returns it
// and serves several goroutines.
type Calendar struct {
	Year   int
	Basis  Basis
	Source string           // where the days off come from, printed
	Days   [13]ThemeDayDate // the county's theme days by month; index 0 unused

	county *config.County
	words  *wording
	say    *templates.RemarksSentences

	holiday [maxDays]string // name of the holiday by law or schedule, by day of the year
	avoided [maxDays]string // of the holiday that a schedule would likely add the day to
	office  [maxDays]bool   // a workday
	start   [14]int         // day of the year before a month's first
}

// Basis says what the days off rest on.
type Basis string

// The bases of days off.
const (
	ByCounty Basis = "county"   // the schedule in the county's holidays.toml
	ByNotice Basis = "official" // the built-in official schedule
	ByLaw    Basis = "computed" // the days the law names, and those likely exchanged around them
)

// ThemeDayDate is the county's theme day of one month.
type ThemeDayDate struct {
	Date  date.Date
	Usual date.Date // the day that the rule names, before it moved
	Note  string    // why it moved, "" if it did not
}

// maxDays is one more than the days of a leap year: days count from 1.
const maxDays = 367

// Year lays out a county's year. The county and the templates have passed
// their checks.
func Year(c *config.County, t Templates) *Calendar {
	cal := &Calendar{Year: c.Year, county: c, say: &t.Sentences.Remarks}
	for m := time.January; m <= time.December; m++ {
		cal.start[m+1] = cal.start[m] + date.DaysIn(c.Year, m)
	}
	worked := cal.daysOff(c, t.Calendar)
	for m := time.January; m <= time.December; m++ {
		for day := 1; day <= cal.days(m); day++ {
			i := cal.start[m] + day
			weekday := date.New(c.Year, m, day).Weekday()
			weekend := weekday == time.Saturday || weekday == time.Sunday
			cal.office[i] = !cal.off(i) && !weekend || worked[i]
		}
	}
	cal.words = newWording(c, t)
	for m := time.January; m <= time.December; m++ {
		cal.Days[m] = cal.themeDay(m)
	}
	return cal
}

// daysOff marks the days off and returns the weekends that are worked.
func (cal *Calendar) daysOff(c *config.County, t *templates.Calendar) (worked [maxDays]bool) {
	var workdays []date.Date
	switch known := t.Year(c.Year); {
	case c.Holidays.Given:
		cal.Basis, cal.Source = ByCounty, cal.say.ByCounty.String()
		for _, h := range c.Holidays.Off {
			cal.mark(&cal.holiday, h.Name, h.From, h.To)
		}
		workdays = c.Holidays.Workdays
	case known != nil:
		cal.Basis, cal.Source = ByNotice, known.Source
		for _, h := range known.Holidays {
			cal.mark(&cal.holiday, h.Name, h.From, h.To)
		}
		workdays = known.Workdays
	default:
		cal.Basis, cal.Source = ByLaw, t.Law
		for _, year := range [2]int{c.Year, c.Year + 1} { // New Year's days off may begin in December
			legal, off := t.Computed(year)
			for _, h := range legal {
				cal.mark(&cal.holiday, h.Name, h.From, h.To)
			}
			for _, h := range off {
				cal.mark(&cal.avoided, h.Name, h.From, h.To)
			}
		}
	}
	for _, d := range workdays {
		if i := cal.index(d); i > 0 {
			worked[i] = true
		}
	}
	return worked
}

// mark names the days of a run that lie in the year. Where two holidays share
// a day, it keeps both names.
func (cal *Calendar) mark(days *[maxDays]string, name string, from, to date.Date) {
	first, last := from, to
	if first.Before(date.New(cal.Year, time.January, 1)) {
		first = date.New(cal.Year, time.January, 1)
	}
	if last.After(date.New(cal.Year, time.December, 31)) {
		last = date.New(cal.Year, time.December, 31)
	}
	for d := first; !d.After(last); d = d.AddDays(1) {
		if i := cal.index(d); days[i] == "" {
			days[i] = name
		} else if days[i] != name {
			days[i] += "、" + name
		}
	}
}

// off reports whether a day of the year is off, or likely to be.
func (cal *Calendar) off(i int) bool { return cal.holiday[i] != "" || cal.avoided[i] != "" }

// why says in a note what a day is off for.
func (cal *Calendar) why(i int) string {
	if cal.holiday[i] != "" {
		return cal.holiday[i]
	}
	return cal.say.Exchanged.Say("holiday", cal.avoided[i])
}

// index returns the day of the year, from 1, or 0 for a day that is not of
// this year or not known.
func (cal *Calendar) index(d date.Date) int {
	if d.Year != cal.Year || !d.Valid() || d.Day == 0 {
		return 0
	}
	return cal.start[d.Month] + d.Day
}

// days returns the number of days of a month.
func (cal *Calendar) days(m time.Month) int { return cal.start[m+1] - cal.start[m] }

// Workday reports whether d is a workday: Monday to Friday and not off, or a
// weekend worked in exchange. Days of other years are not.
func (cal *Calendar) Workday(d date.Date) bool { return cal.office[cal.index(d)] }

// Holiday returns the name of the holiday that d is part of by law or by the
// schedule, or "".
func (cal *Calendar) Holiday(d date.Date) string { return cal.holiday[cal.index(d)] }

// Commemorations returns the days of a month worth a hint.
func (cal *Calendar) Commemorations(m time.Month) []templates.Commemoration {
	return cal.words.commemorations[m]
}

// Remark says in one sentence what the days off rest on, when the plan may
// change once the official schedule is out; "" otherwise. It is printed for
// branches; what the department has to do is a finding of config.
func (cal *Calendar) Remark() string {
	if cal.Basis != ByLaw {
		return ""
	}
	return cal.say.ByLaw.Say("year", cal.Year)
}

// themeDay applies the county's rule to one month: a holiday counts before a
// weekend, and no theme day leaves its month.
func (cal *Calendar) themeDay(m time.Month) ThemeDayDate {
	rule := cal.county.ThemeDay
	day := min(max(rule.Day, 1), cal.days(m))
	usual := date.New(cal.Year, m, day)
	shift, said, why := config.Keep, phrase.Text{}, ""
	weekday := usual.Weekday()
	switch i := cal.start[m] + day; {
	case cal.holiday[i] != "":
		shift, said, why = rule.OnHoliday, cal.say.ThemeHoliday, cal.holiday[i]
	case cal.avoided[i] != "":
		shift, said, why = rule.OnHoliday, cal.say.ThemeOff, cal.why(i)
	case !cal.office[i] && (weekday == time.Saturday || weekday == time.Sunday):
		shift, said = rule.OnWeekend, cal.say.ThemeWeekend
	}
	moved := day
	switch shift {
	case config.NextWorkday:
		moved = cal.workdayFrom(m, day, 1)
	case config.PrevWorkday:
		moved = cal.workdayFrom(m, day, -1)
	}
	to := ThemeDayDate{Date: date.New(cal.Year, m, moved), Usual: usual}
	if rule.Day > day {
		to.Note = cal.say.ThemeShort.Say("day", rule.Day, "last", day)
	}
	if moved != day {
		to.Note = joinNotes(to.Note, said.Say("day", day, "holiday", why, "why", why, "was", usual.ChineseWeekday(), "to", moved, "weekday", to.Date.ChineseWeekday()))
	}
	return to
}

// workdayFrom returns the nearest workday of the month from day on in steps
// of step; where there is none, the nearest in the other direction: at the
// end of a month its last workday.
func (cal *Calendar) workdayFrom(m time.Month, day, step int) int {
	for _, s := range [2]int{step, -step} {
		for d := day; d >= 1 && d <= cal.days(m); d += s {
			if cal.office[cal.start[m]+d] {
				return d
			}
		}
	}
	return day
}
