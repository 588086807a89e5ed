package templates

import (
	"fmt"
	"io/fs"
	"slices"
	"time"

	"dangce/config/date"
	"dangce/config/decode"
	"dangce/config/diag"
)

// Calendar is calendar.toml: the holidays of the law, the schedules known
// beforehand, and days worth a hint in the plan.
type Calendar struct {
	Law            string          `toml:"law"`      // what names the holidays
	Exchange       string          `toml:"exchange"` // what says how long they are with the days worked in exchange
	Legal          []LegalHoliday  `toml:"holiday"`
	Lunar          []LunarYear     `toml:"lunar"`
	Years          []HolidayYear   `toml:"year"`
	Commemorations []Commemoration `toml:"commemoration"`
}

// HolidayYear is the official schedule of one year.
type HolidayYear struct {
	Year     int         `toml:"year,required" example:"2027"`
	Source   string      `toml:"source,required" example:"国务院办公厅通知"`
	Workdays []date.Date `toml:"workdays"` // weekends worked in exchange
	Holidays []Holiday   `toml:"holidays"`
}

// Holiday is one run of days off, both ends included.
type Holiday struct {
	Name string    `toml:"name,required" example:"元旦"`
	From date.Date `toml:"from,required"`
	To   date.Date `toml:"to,required"`
}

// LegalHoliday is a holiday of the law. Its first day is that of Month and
// Day, or so many days before a column of LunarYear.
type LegalHoliday struct {
	Name   string     `toml:"name,required" example:"元旦"`
	Month  time.Month `toml:"month"`
	Day    int        `toml:"day"`
	Lunar  string     `toml:"lunar" example:"spring"`
	Before int        `toml:"before"`
	Days   int        `toml:"days,required" example:"1"` // by the law
	Off    int        `toml:"off,required" example:"3"`  // with the days worked in exchange
}

// LunarYear holds the days of one year that the moon and the sun set.
type LunarYear struct {
	Spring     date.Date `toml:"spring,required"`
	Qingming   date.Date `toml:"qingming,required"`
	DragonBoat date.Date `toml:"dragon_boat,required"`
	MidAutumn  date.Date `toml:"mid_autumn,required"`
}

// on returns the day of a column, and whether there is such a column.
func (y *LunarYear) on(column string) (date.Date, bool) {
	switch column {
	case "spring":
		return y.Spring, true
	case "qingming":
		return y.Qingming, true
	case "dragon_boat":
		return y.DragonBoat, true
	case "mid_autumn":
		return y.MidAutumn, true
	}
	return date.Date{}, false
}

// Commemoration is a day to bear in mind; Note says what is usual around it.
type Commemoration struct {
	Month time.Month `toml:"month,required"`
	Day   int        `toml:"day,required"`
	Name  string     `toml:"name,required" example:"建党纪念日"`
	Note  string     `toml:"note"`
}

// Year returns the official schedule of a year, or nil.
func (c *Calendar) Year(year int) *HolidayYear {
	for i := range c.Years {
		if c.Years[i].Year == year {
			return &c.Years[i]
		}
	}
	return nil
}

// Computed returns the holidays of a year without an official schedule: the
// days of the law, and around them those that schedules give by exchanging
// them for weekends. The latter may begin in the year before. A holiday within
// the days off of another one makes these a day longer.
func (c *Calendar) Computed(year int) (legal, off []Holiday) {
	for _, h := range c.Legal {
		first := h.first(c, year)
		if first.IsZero() {
			continue
		}
		run := Holiday{h.Name, first, first.AddDays(h.Days - 1)}
		legal, off = append(legal, run), append(off, h.exchanged(run))
	}
	for i := range off {
		for j, in := range legal {
			if i != j && !in.From.Before(off[i].From) && !in.To.After(off[i].To) {
				off[i].To, off[j] = off[i].To.AddDays(1), in
			}
		}
	}
	return legal, off
}

// first returns the first day of a holiday in a year, zero where it is not
// known.
func (h *LegalHoliday) first(c *Calendar, year int) date.Date {
	if h.Lunar == "" {
		return date.New(year, h.Month, h.Day)
	}
	for i := range c.Lunar {
		if c.Lunar[i].Spring.Year == year {
			on, _ := c.Lunar[i].on(h.Lunar)
			return on.AddDays(-h.Before)
		}
	}
	return date.Date{}
}

// exchanged returns the days off that go with the days of the law. Longer ones
// begin with them. Three days join a weekend, on either side, with at most one
// day exchanged; a Wednesday is too far from both.
func (h *LegalHoliday) exchanged(run Holiday) Holiday {
	switch {
	case h.Off == h.Days:
		return run
	case h.Off > 3:
		return Holiday{h.Name, run.From, run.From.AddDays(h.Off - 1)}
	}
	from := run.From
	switch from.Weekday() {
	case time.Sunday:
		from = from.AddDays(-1)
	case time.Monday, time.Tuesday:
		from = from.AddDays(-2)
	case time.Wednesday:
		return run
	}
	return Holiday{h.Name, from, from.AddDays(h.Off - 1)}
}

// LoadCalendar reads calendar.toml of fsys. overlayName names the county's
// overlay folder in messages. It returns what could be read, never nil;
// dates outside their year or in the wrong order are findings. What the
// county's file leaves out of the law is the embedded one.
func LoadCalendar(fsys fs.FS, overlayName string, out *diag.List) *Calendar {
	c := new(Calendar)
	file := readTOML(fsys, overlayName, "calendar.toml", out)
	if file == nil {
		return c
	}
	file.Bind(c, out)
	if len(c.Lunar) == 0 || len(c.Legal) == 0 {
		builtIn := new(Calendar)
		readTOML(embedded, "", "calendar.toml", new(diag.List)).Bind(builtIn, new(diag.List))
		if len(c.Lunar) == 0 {
			c.Lunar = builtIn.Lunar
		}
		if len(c.Legal) == 0 {
			c.Legal = builtIn.Legal
		}
	}
	check := calendarCheck{file, out}
	check.years(c)
	check.legal(c)
	for i, m := range c.Commemorations {
		if m.Month != 0 && !date.New(2028, m.Month, m.Day).Valid() || m.Day < 1 {
			check.bad(item("commemoration", i)+".day", "date-outside", m.Name+"的日子不对", "写当月有的日子")
		}
	}
	return c
}

// calendarCheck reports what no calendar can hold.
type calendarCheck struct {
	file *decode.File
	out  *diag.List
}

func (k calendarCheck) bad(path, code, message, hint string) {
	k.file.Add(k.out, diag.Error, code, path, message, hint)
}

func (k calendarCheck) years(c *Calendar) {
	seen := map[int]bool{}
	for i, y := range c.Years {
		path := item("year", i)
		if seen[y.Year] {
			k.bad(path+".year", "year-twice", fmt.Sprintf("%d 年出现两次", y.Year), "一年只写一段 [[year]]")
		}
		seen[y.Year] = true
		for j, d := range y.Workdays {
			if d.Year != y.Year || d.MonthOnly() {
				k.bad(item(path+".workdays", j), "date-outside", d.String()+" 不是这一年的日子", "写这一年的年月日")
			}
		}
		for j, h := range y.Holidays {
			switch where := item(path+".holidays", j); {
			case h.From.Year != y.Year || h.To.Year != y.Year || h.From.MonthOnly() || h.To.MonthOnly():
				k.bad(where, "date-outside", h.Name+"不在这一年之内", "写这一年的年月日")
			case h.To.Before(h.From):
				k.bad(where, "date-order", h.Name+"的 to 早于 from", "from 写第一天，to 写最后一天")
			}
		}
	}
}

func (k calendarCheck) legal(c *Calendar) {
	for i, h := range c.Legal {
		path := item("holiday", i)
		if _, known := new(LunarYear).on(h.Lunar); h.Lunar != "" && !known {
			k.bad(path+".lunar", "holiday-lunar", "lunar 不能是 "+h.Lunar, "写 spring、qingming、dragon_boat、mid_autumn 中的一个")
		} else if h.Lunar == "" && (h.Month == 0 || !date.New(2027, h.Month, h.Day).Valid() || h.Day < 1) {
			k.bad(path, "date-outside", h.Name+"的日子不对", "写 month 和 day，或写 lunar")
		}
		if h.Days < 1 || h.Off < h.Days {
			k.bad(path, "date-order", h.Name+"的天数不对", "days 至少 1 天，off 不少于 days")
		}
	}
	for i, y := range c.Lunar {
		days := []date.Date{y.Spring, y.Qingming, y.DragonBoat, y.MidAutumn}
		odd := func(d date.Date) bool { return d.Year != y.Spring.Year || d.MonthOnly() }
		if slices.ContainsFunc(days, odd) || !slices.IsSortedFunc(days, date.Date.Compare) {
			k.bad(item("lunar", i), "date-order", fmt.Sprintf("%d 年的四个日子不对", y.Spring.Year), "依次写同一年的春节、清明、端午、中秋")
		}
	}
}
