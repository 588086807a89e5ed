package book

import (
	"cmp"
	"time"

	"dangce/config/date"
	"dangce/generator/doc"
	"dangce/generator/plan"
	"dangce/templates"
)

// calendarBlock is the year's calendar, on the back of covers: theme days in
// the colour of the book, days off on a pale ground.
type calendarBlock struct{ base }

func (*calendarBlock) build(sc *scope, _ measure) []doc.Block {
	cal := sc.Calendar
	if cal == nil {
		return nil
	}
	st := sc.set.styles
	out := &doc.Calendar{Head: st["calendar_month"], Week: st["calendar_week"], Number: st["calendar_day"],
		Rest: doc.Diamond, Mark: inks[cmp.Or(sc.book.Colour, templates.BookColours[0])]}
	marked := sc.themeDays()
	monday := date.Date{Year: 2024, Month: time.January, Day: 1}
	for i := range out.Weekdays {
		name := []rune(monday.AddDays(i).ChineseWeekday())
		out.Weekdays[i] = string(name[len(name)-1:])
	}
	for i := range out.Months {
		m := &out.Months[i]
		first := date.Date{Year: sc.County.Year, Month: time.Month(i + 1), Day: 1}
		m.Name, m.First = monthText(i+1), (int(first.Weekday())+6)%7
		for d := first; d.Month == first.Month; d = d.AddDays(1) {
			m.Days = append(m.Days, doc.CalendarDay{Rest: !cal.Workday(d), Marked: marked[d]})
		}
	}
	return []doc.Block{out}
}

// themeDays are the theme days of the owner: a branch's own, otherwise the
// county's.
func (s *scope) themeDays() map[date.Date]bool {
	days := make(map[date.Date]bool)
	if s.Plan != nil {
		for _, e := range s.Plan.Of(plan.ThemeDay) {
			days[e.Date] = true
		}
		if len(days) > 0 {
			return days
		}
	}
	for m := range 12 {
		days[s.Calendar.Days[m+1].Date] = true
	}
	return days
}
