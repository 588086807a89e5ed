package templates

import (
	"fmt"
	"io/fs"
	"time"

	"dangce/config/date"
	"dangce/config/diag"
)

// Calendar is calendar.toml: the holidays known beforehand, and days worth a
// hint in the plan.
type Calendar struct {
	Law            string          `toml:"law"` // what computed holidays are computed from
	Fixed          []FixedHoliday  `toml:"fixed"`
	Years          []HolidayYear   `toml:"year"`
	Commemorations []Commemoration `toml:"commemoration"`
}

// What a year's holidays rest on.
const (
	BasisOfficial = "official" // the schedule of the State Council's office
	BasisComputed = "computed" // the days the law names, lunar dates computed
)

// HolidayYear is the schedule of one year.
type HolidayYear struct {
	Year     int         `toml:"year,required" example:"2027"`
	Basis    string      `toml:"basis,required" example:"official"`
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

// FixedHoliday is a statutory holiday with the same dates every year.
type FixedHoliday struct {
	Name  string     `toml:"name,required" example:"元旦"`
	Month time.Month `toml:"month,required"`
	From  int        `toml:"from,required"`
	To    int        `toml:"to,required"`
}

// Commemoration is a day to bear in mind; Note says what is usual around it.
type Commemoration struct {
	Month time.Month `toml:"month,required"`
	Day   int        `toml:"day,required"`
	Name  string     `toml:"name,required" example:"建党纪念日"`
	Note  string     `toml:"note"`
}

// Year returns the schedule of a year, or nil.
func (c *Calendar) Year(year int) *HolidayYear {
	for i := range c.Years {
		if c.Years[i].Year == year {
			return &c.Years[i]
		}
	}
	return nil
}

// LoadCalendar reads calendar.toml of fsys. overlayName names the county's
// overlay folder in messages. It returns what could be read, never nil;
// dates outside their year or in the wrong order are findings.
func LoadCalendar(fsys fs.FS, overlayName string, out *diag.List) *Calendar {
	c := new(Calendar)
	file := readTOML(fsys, overlayName, "calendar.toml", out)
	if file == nil {
		return c
	}
	file.Bind(c, out)
	bad := func(path, code, message, hint string) {
		file.Add(out, diag.Error, code, path, message, hint)
	}
	seen := map[int]bool{}
	for i, y := range c.Years {
		path := item("year", i)
		if seen[y.Year] {
			bad(path+".year", "year-twice", fmt.Sprintf("%d 年出现两次", y.Year), "一年只写一段 [[year]]")
		}
		seen[y.Year] = true
		if y.Basis != BasisOfficial && y.Basis != BasisComputed {
			bad(path+".basis", "year-basis", "basis 不能是 "+y.Basis, "写 official（正式安排）或 computed（推算）")
		}
		for j, d := range y.Workdays {
			if d.Year != y.Year || d.MonthOnly() {
				bad(item(path+".workdays", j), "date-outside", d.String()+" 不是这一年的日子", "写这一年的年月日")
			}
		}
		for j, h := range y.Holidays {
			switch where := item(path+".holidays", j); {
			case h.From.Year != y.Year || h.To.Year != y.Year || h.From.MonthOnly() || h.To.MonthOnly():
				bad(where, "date-outside", h.Name+"不在这一年之内", "写这一年的年月日")
			case h.To.Before(h.From):
				bad(where, "date-order", h.Name+"的 to 早于 from", "from 写第一天，to 写最后一天")
			}
		}
	}
	for i, f := range c.Fixed {
		if f.Month != 0 && (f.From < 1 || f.To < f.From || f.To > date.DaysIn(2027, f.Month)) {
			bad(item("fixed", i), "date-order", f.Name+"的日子不对", "from 写第一天，to 写最后一天")
		}
	}
	for i, m := range c.Commemorations {
		if m.Month != 0 && !date.New(2028, m.Month, m.Day).Valid() || m.Day < 1 {
			bad(item("commemoration", i)+".day", "date-outside", m.Name+"的日子不对", "写当月有的日子")
		}
	}
	return c
}
