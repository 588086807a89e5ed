// Package date holds calendar dates without a clock or a time zone, for
// everything a county writes down: birthdays, meeting days, imprints.
//
// A Date may know only its month (Day 0), because many rosters give 2001.07
// for a birth or an admission. Arithmetic goes through package time in UTC,
// so no date ever shifts with the place of the computer. Functions that need
// a day say so; a month-only Date never turns into the first by itself.
package date

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a day, or a month when Day is 0. The zero Date means "not given".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// New returns the date of y, m, d as they are, without normalising.
func New(y int, m time.Month, d int) Date { return Date{y, m, d} }

// Of returns the calendar date that t shows in its own location.
func Of(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// IsZero reports whether the date was not given.
func (d Date) IsZero() bool { return d == Date{} }

// MonthOnly reports whether the day is unknown.
func (d Date) MonthOnly() bool { return d.Day == 0 && !d.IsZero() }

// Valid reports whether the date exists in the calendar. A month-only date
// exists when its month does.
func (d Date) Valid() bool {
	if d.Month < time.January || d.Month > time.December || d.Year < 1 || d.Year > 9999 {
		return false
	}
	return d.Day == 0 || d.Day >= 1 && d.Day <= DaysIn(d.Year, d.Month)
}

// DaysIn returns the number of days of a month.
func DaysIn(year int, m time.Month) int {
	return time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// Time returns midnight UTC of the day; of the first for a month-only date.
func (d Date) Time() time.Time {
	return time.Date(d.Year, d.Month, max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

// AddDays returns the day n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date { return Of(d.Time().AddDate(0, 0, n)) }

// Weekday returns the day of the week. The day must be known.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// Compare orders dates. Where one of them knows only its month, it compares
// months alone: 2001-07 and 2001-07-15 are equal, since neither is known to
// come first.
func (d Date) Compare(e Date) int {
	if c := cmp.Compare(d.Year, e.Year); c != 0 {
		return c
	}
	if c := cmp.Compare(d.Month, e.Month); c != 0 {
		return c
	}
	if d.Day == 0 || e.Day == 0 {
		return 0
	}
	return cmp.Compare(d.Day, e.Day)
}

// Before reports whether d is certainly earlier than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is certainly later than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// DaysSince returns the number of days from e to d.
func (d Date) DaysSince(e Date) int { return int(d.Time().Sub(e.Time()) / (24 * time.Hour)) }

// AgeOn returns the completed years from d to day. A month-only birth counts
// as the first of its month.
func (d Date) AgeOn(day Date) int {
	n := day.Year - d.Year
	if day.Month < d.Month || day.Month == d.Month && day.Day < max(d.Day, 1) {
		n--
	}
	return n
}

// String returns 2001-07-01, 2001-07 for a month, and "" for the zero Date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, int(d.Month))
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Dotted returns 2001.07.01, or 2001.07 for a month: the form of printed
// rosters.
func (d Date) Dotted() string {
	switch {
	case d.IsZero():
		return ""
	case d.Day == 0:
		return fmt.Sprintf("%04d.%02d", d.Year, int(d.Month))
	}
	return fmt.Sprintf("%04d.%02d.%02d", d.Year, int(d.Month), d.Day)
}

// DottedMonth returns 2001.07 whether or not the day is known.
func (d Date) DottedMonth() string {
	d.Day = 0
	return d.Dotted()
}

// Chinese returns 2001年7月1日, or 2001年7月 for a month.
func (d Date) Chinese() string {
	switch {
	case d.IsZero():
		return ""
	case d.Day == 0:
		return fmt.Sprintf("%d年%d月", d.Year, int(d.Month))
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day)
}

// ChineseDay returns 7月1日.
func (d Date) ChineseDay() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d月%d日", int(d.Month), d.Day)
}

// ChineseWeekday returns 星期一 to 星期日.
func (d Date) ChineseWeekday() string {
	return "星期" + [...]string{"日", "一", "二", "三", "四", "五", "六"}[d.Weekday()]
}
