package sheet

import (
	"fmt"
	"time"

	"dangce/config/date"
)

const secondsOfDay = 24 * 60 * 60

// timestamp is a day with a time of day, as a file has it.
type timestamp struct {
	day  date.Date
	secs int
	// zoned says that the file counts the time from Greenwich, or claims to.
	zoned  bool
	offset int // seconds east of Greenwich
}

// noDay is what Excel shows of the number 0 as a date.
const noDay = "1900-01-00"

// dateCell makes a cell of a day and its time. The text is the day that is
// meant.
func dateCell(t timestamp, s shape) Cell {
	d := t.meant()
	if s == monthDate {
		d.Day = 0
	}
	c := Cell{Kind: Date, Text: d.String()}
	if t.secs != 0 || t.zoned {
		wall := t // a copy, so that a plain day stays off the heap
		c.more = &extra{wall: &wall}
	}
	return c
}

// isoCell makes a cell of a date in ISO form, as strict workbooks hold it.
func isoCell(text string, f format) Cell {
	t, err := parseTimestamp(text)
	if err != nil {
		return textCell(text)
	}
	return dateCell(t, f.shape)
}

// meant is the day that a program meant which wrote t: people enter days, and
// what makes another day of them is the way of programs with midnight.
//
//   - From Greenwich: midnight in China is 16:00 of the day before, 15:00 in
//     summer time.
//   - Programs that take Shanghai's time of before 1901, 8:05:43, for today's
//     write midnight as 23:59:17 or 23:54:17 of the day before.
//   - Programs without summer time write its midnight as 23:00.
func (t timestamp) meant() date.Date {
	if t.secs == 0 && !t.zoned {
		return t.day
	}
	next := t.day.AddDays(1)
	if !next.Valid() {
		return t.day
	}
	if t.zoned {
		for _, east := range []int{8 * 3600, 9 * 3600} {
			local := t.secs - t.offset + east
			if east == 9*3600 && !summerTime(next) {
				continue
			}
			if off := local - secondsOfDay; -60 <= off && off <= 60 {
				return next
			}
		}
	}
	if t.secs >= 23*3600+54*60 || t.secs <= 23*3600 && t.secs >= 23*3600-60 && summerTime(next) {
		return next
	}
	return t.day
}

// remark says what a person should know about the time of day.
func (t timestamp) remark() *Remark {
	stands := fmt.Sprintf("是 %s %s", t.day, clockText(t.secs))
	const hint = "核对后只写日期，不带时刻"
	switch {
	case t.meant() != t.day:
		return &Remark{DateMoved, stands + "，是程序导出时差了时刻，按 " + t.meant().String() + " 读", hint, false}
	case t.doubtful():
		return &Remark{DateClock, stands + "，可能是程序导出时差了时刻，本来是 " + t.day.AddDays(1).String() + "；现在按 " + t.day.String() + " 读", hint, false}
	}
	return nil
}

// doubtful reports times that may be midnight of the next day in China,
// though nothing in the file proves it.
func (t timestamp) doubtful() bool {
	if t.zoned && t.secs-t.offset+8*3600 >= secondsOfDay {
		return true
	}
	if t.zoned && t.offset == 8*3600 {
		return false
	}
	atHour := func(h int) bool { return t.secs <= h*3600 && t.secs >= h*3600-60 }
	return atHour(16) || atHour(23) || atHour(15) && summerTime(t.day.AddDays(1))
}

func clockText(secs int) string {
	if secs%60 == 0 {
		return fmt.Sprintf("%d:%02d", secs/3600, secs/60%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", secs/3600, secs/60%60, secs%60)
}

// summers are the days on which clocks in Shanghai were an hour ahead, and,
// where sources differ, may have been.
var summers = [][2]date.Date{
	{date.New(1919, time.April, 12), date.New(1919, time.October, 1)},
	{date.New(1940, time.June, 1), date.New(1940, time.October, 13)},
	{date.New(1941, time.March, 15), date.New(1941, time.November, 2)},
	{date.New(1942, time.January, 31), date.New(1945, time.September, 1)},
	{date.New(1946, time.May, 15), date.New(1946, time.October, 1)},
	{date.New(1947, time.April, 15), date.New(1947, time.November, 1)},
	{date.New(1948, time.May, 1), date.New(1948, time.October, 1)},
	{date.New(1949, time.May, 1), date.New(1949, time.October, 1)},
	{date.New(1986, time.May, 4), date.New(1986, time.September, 14)},
	{date.New(1987, time.April, 12), date.New(1987, time.September, 13)},
	{date.New(1988, time.April, 10), date.New(1988, time.September, 11)},
	{date.New(1989, time.April, 16), date.New(1989, time.September, 17)},
	{date.New(1990, time.April, 15), date.New(1990, time.September, 16)},
	{date.New(1991, time.April, 14), date.New(1991, time.September, 15)},
}

func summerTime(d date.Date) bool {
	for _, s := range summers {
		if !d.Before(s[0]) && !d.After(s[1]) {
			return true
		}
	}
	return false
}
