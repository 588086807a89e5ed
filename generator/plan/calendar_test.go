package plan

import (
	"strings"
	"testing"
	"time"

	"dangce/config"
	"dangce/config/date"
)

// TestSchedule2026DayByDay holds the official notice as it was published:
// what is off, and which weekends are worked.
func TestSchedule2026DayByDay(t *testing.T) {
	off := map[string]string{}
	for name, run := range map[string]string{
		"元旦":  "01-01 01-02 01-03",
		"春节":  "02-15 02-16 02-17 02-18 02-19 02-20 02-21 02-22 02-23",
		"清明节": "04-04 04-05 04-06",
		"劳动节": "05-01 05-02 05-03 05-04 05-05",
		"端午节": "06-19 06-20 06-21",
		"中秋节": "09-25 09-26 09-27",
		"国庆节": "10-01 10-02 10-03 10-04 10-05 10-06 10-07",
	} {
		for _, d := range strings.Fields(run) {
			off[d] = name
		}
	}
	worked := "01-04 02-14 02-28 05-09 09-20 10-10"

	cal := Year(county(2026), built(t))
	if cal.Basis != ByNotice || cal.Remark() != "" {
		t.Errorf("basis %s, remark %q", cal.Basis, cal.Remark())
	}
	for d := date.New(2026, 1, 1); d.Year == 2026; d = d.AddDays(1) {
		key := d.String()[5:]
		if got := cal.Holiday(d); got != off[key] {
			t.Errorf("%s: holiday %q, want %q", d, got, off[key])
		}
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		want := off[key] == "" && !weekend || strings.Contains(worked, key)
		if got := cal.Workday(d); got != want {
			t.Errorf("%s: workday %v, want %v", d, got, want)
		}
	}
}

func TestThemeDayOfTheMonth(t *testing.T) {
	for _, c := range []struct {
		name               string
		year, day          int
		onWeekend, holiday config.Shift
		month              time.Month
		want, note         string
	}{
		{"a Saturday stays", 2027, 15, config.Keep, config.NextWorkday, 5, "05-15", ""},
		{"a Sunday stays", 2027, 15, config.Keep, config.NextWorkday, 8, "08-15", ""},
		{"Mid-Autumn moves", 2027, 15, config.Keep, config.NextWorkday, 9, "09-16", "15日逢中秋节假期，全县统一改到16日（星期四）"},
		{"Mid-Autumn kept", 2027, 15, config.Keep, config.Keep, 9, "09-15", ""},
		{"Spring Festival, to the first workday behind the run", 2026, 15, config.Keep, config.NextWorkday, 2, "02-24", "15日逢春节假期，全县统一改到24日（星期二）"},
		{"a holiday counts before a weekend", 2026, 15, config.PrevWorkday, config.NextWorkday, 2, "02-24", "15日逢春节假期，全县统一改到24日（星期二）"},
		{"a holiday on a weekend kept", 2026, 15, config.PrevWorkday, config.Keep, 2, "02-15", ""},
		{"a Sunday to the Friday before", 2026, 15, config.PrevWorkday, config.NextWorkday, 3, "03-13", "15日为星期日，全县统一改到13日（星期五）"},
		{"a Sunday to the Monday after", 2026, 15, config.NextWorkday, config.NextWorkday, 3, "03-16", "15日为星期日，全县统一改到16日（星期一）"},
		{"a worked Sunday is a workday", 2026, 4, config.NextWorkday, config.NextWorkday, 1, "01-04", ""},
		{"never into the next month", 2027, 31, config.NextWorkday, config.NextWorkday, 1, "01-29", "31日为星期日，全县统一改到29日（星期五）"},
		{"never into the month before", 2026, 1, config.PrevWorkday, config.NextWorkday, 11, "11-02", "1日为星期日，全县统一改到2日（星期一）"},
		{"a month without a 31st", 2027, 31, config.Keep, config.NextWorkday, 6, "06-30", "当月没有31日，以月末30日为准"},
	} {
		t.Run(c.name, func(t *testing.T) {
			co := county(c.year)
			co.ThemeDay = config.ThemeDay{Day: c.day, OnWeekend: c.onWeekend, OnHoliday: c.holiday}
			got := Year(co, built(t)).Days[c.month]
			if got.Date.String()[5:] != c.want || got.Note != c.note {
				t.Errorf("%s %q, want %s %q", got.Date, got.Note, c.want, c.note)
			}
		})
	}
}

func TestDefaultThemeDaysOf2026And2027(t *testing.T) {
	for year, moved := range map[int]string{
		2026: "2026-02-24", 2027: "2027-09-16", 2028: "", 2029: "2029-02-20", 2030: "",
	} {
		for _, d := range Year(county(year), built(t)).Days[1:] {
			switch {
			case d.Date.Day == 15 && d.Note != "", d.Date.Day != 15 && d.Note == "":
				t.Errorf("%s: note %q", d.Date, d.Note)
			case d.Date.Day != 15 && d.Date.String() != moved:
				t.Errorf("%s moved, want %q alone", d.Date, moved)
			case d.Usual.Day != 15:
				t.Errorf("%s: usual day %s", d.Date, d.Usual)
			}
		}
	}
}

func TestCountyScheduleReplacesTheBuiltInOne(t *testing.T) {
	c := county(2027)
	c.Holidays = config.Holidays{
		Given:    true,
		Workdays: []date.Date{date.New(2027, 9, 11), date.New(2028, 1, 2)},
		Off: []config.Holiday{
			{Name: "中秋节", From: date.New(2027, 9, 13), To: date.New(2027, 9, 15)},
			{Name: "元旦", From: date.New(2026, 12, 30), To: date.New(2027, 1, 2)},
		},
	}
	cal := Year(c, built(t))
	if cal.Basis != ByCounty || cal.Remark() != "" {
		t.Errorf("basis %s, remark %q", cal.Basis, cal.Remark())
	}
	for _, d := range []struct {
		date    date.Date
		holiday string
		workday bool
	}{
		{date.New(2027, 1, 2), "元旦", false},
		{date.New(2027, 9, 11), "", true},
		{date.New(2027, 9, 13), "中秋节", false},
		{date.New(2027, 10, 1), "", true}, // not in the county's file
		{date.New(2028, 1, 2), "", false},
		{date.New(2026, 12, 30), "", false},
	} {
		if h, w := cal.Holiday(d.date), cal.Workday(d.date); h != d.holiday || w != d.workday {
			t.Errorf("%s: %q, workday %v", d.date, h, w)
		}
	}
}

// TestComputedYear: the days of the law are holidays, the days that schedules
// give around them are no workdays either, but no holidays.
func TestComputedYear(t *testing.T) {
	cal := Year(county(2027), built(t))
	if cal.Basis != ByLaw || !strings.Contains(cal.Remark(), "法定假日和调休按推算避开") {
		t.Errorf("basis %s, remark %q", cal.Basis, cal.Remark())
	}
	for _, d := range []struct {
		month        time.Month
		day          int
		holiday, why string
	}{
		{2, 4, "", ""}, {2, 5, "春节", "春节"}, {2, 8, "春节", "春节"}, {2, 9, "", "春节调休（推算）"}, {2, 12, "", "春节调休（推算）"},
		{4, 3, "", "清明节调休（推算）"}, {4, 5, "清明节", "清明节"}, {5, 5, "", "劳动节调休（推算）"}, {5, 6, "", ""},
		{6, 8, "", ""}, {6, 9, "端午节", "端午节"}, {6, 10, "", ""}, {10, 7, "", "国庆节调休（推算）"}, {10, 8, "", ""},
	} {
		on := date.New(2027, d.month, d.day)
		i, why := cal.index(on), ""
		if cal.off(i) {
			why = cal.why(i)
		}
		if cal.Holiday(on) != d.holiday || why != d.why || why != "" && cal.Workday(on) {
			t.Errorf("%s: %q, %q, workday %v", on, cal.Holiday(on), why, cal.Workday(on))
		}
	}
	if last := Year(county(2028), built(t)); last.Workday(date.New(2028, 12, 31)) || !last.off(last.index(date.New(2028, 12, 30))) {
		t.Error("元旦 of 2029 begins on 2028-12-30")
	}
}

func TestMidAutumnWithinNationalDay(t *testing.T) {
	if got := Year(county(2028), built(t)).Holiday(date.New(2028, 10, 3)); got != "国庆节、中秋节" {
		t.Errorf("2028-10-03 %q", got)
	}
}
