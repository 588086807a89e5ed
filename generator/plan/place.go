package plan

import (
	"strings"
	"time"

	"dangce/config/date"
)

// placer finds days for one branch or one committee. It knows which days are
// open to it and which are taken, and by what.
type placer struct {
	cal    *Calendar
	office bool   // weekends move to the previous workday
	from   int    // first day of the year that is open
	offset int    // days by which this branch keeps off its sister branches
	theme  string // name of the theme day, as in taken
	taken  [maxDays]string
}

// wish is a day that an activity asks for.
type wish struct {
	name   string // of the activity, for the notes of those that give way
	month  time.Month
	day    int  // the usual day; beyond the month's end it is the last
	spread bool // keep off the sister branches
	groups bool // several of a name follow one another
}

// open reports whether a day may hold a meeting, taken or not.
func (p *placer) open(i int) bool {
	if i < p.from || p.cal.off(i) {
		return false
	}
	return !p.office || p.cal.office[i]
}

// base returns the open day that a wish comes to before other activities are
// looked at, or 0 if the month has none. Offices move back to the previous
// workday, the rest on past the holiday; at the month's ends it is the other
// way round.
func (p *placer) base(m time.Month, day int) int {
	start, days := p.cal.start[m], p.cal.days(m)
	day = min(max(day, 1), days)
	step := 1
	if p.office {
		step = -1
	}
	for _, s := range [2]int{step, -step} {
		for d := day; d >= 1 && d <= days; d += s {
			if p.open(start + d) {
				return d
			}
		}
	}
	return 0
}

// place finds a day for a wish, takes it and explains it. Day 0 means that
// the month has no open day at all, or none left in the month of the
// founding.
//
// From the base it goes on through the open days to the end of the month, and
// then back from the base to its beginning. The spread skips days of that
// list, so that branches with different offsets get different days; then the
// first day free of other activities is taken. Theme days are left out of the
// list beforehand: all branches have them, so a spread that pushed each
// branch off them would put two on the day behind.
func (p *placer) place(w wish) (day int, note string) {
	base := p.base(w.month, w.day)
	if base == 0 {
		return 0, ""
	}
	start := p.cal.start[w.month]
	var room [31]int
	list := p.list(room[:0], w.month, base)
	if len(list) == 0 {
		list = append(list, base)
	}
	first := 0
	if w.spread {
		first = p.offset % len(list)
	}
	at, crowded := p.free(list, first, start, w)
	if crowded && p.from > start+1 {
		return 0, "" // the rest of the month of the founding is full
	}
	day = list[at]
	if day != w.day || crowded {
		note = p.explain(w, choice{base: base, first: list[0], spread: list[first], day: day, crowded: crowded})
	}
	p.taken[start+day] = w.name
	return day, note
}

// list appends the open days of a month in the order in which they are tried.
func (p *placer) list(list []int, m time.Month, base int) []int {
	start := p.cal.start[m]
	try := func(d int) {
		if p.open(start+d) && (p.taken[start+d] == "" || p.taken[start+d] != p.theme) {
			list = append(list, d)
		}
	}
	for d := base; d <= p.cal.days(m); d++ {
		try(d)
	}
	for d := base - 1; d >= 1; d-- {
		try(d)
	}
	return list
}

// free returns the first place in list, from first round, whose day nothing
// has taken. If all are taken, meetings of groups share a day with other
// groups rather than with the branch, and crowded is true.
func (p *placer) free(list []int, first, start int, w wish) (at int, crowded bool) {
	for k := range list {
		at = (first + k) % len(list)
		if p.taken[start+list[at]] == "" {
			return at, false
		}
	}
	for k := range list {
		at = (first + k) % len(list)
		if w.groups && p.taken[start+list[at]] == w.name {
			return at, true
		}
	}
	return first, true
}

// choice is how a wish came to its day, step by step.
type choice struct {
	base    int // the wish moved off weekends and holidays
	first   int // and off the theme day
	spread  int // and off the sister branches
	day     int // and off the branch's other activities
	crowded bool
}

// explain says why an activity is not on its usual day, or shares it.
func (p *placer) explain(w wish, c choice) string {
	start, say := p.cal.start[w.month], p.cal.say
	wanted := min(w.day, p.cal.days(w.month))
	var why []string
	if wanted != w.day {
		why = append(why, say.ShortMonth.Say("day", w.day))
	}
	switch {
	case c.base == wanted:
	case start+wanted < p.from:
		why = append(why, say.NotFounded.String())
	case p.cal.off(start + wanted):
		why = append(why, say.DayOff.Say("day", wanted, "why", p.cal.why(start+wanted)))
	default:
		why = append(why, say.Weekend.Say("day", wanted, "weekday", date.New(p.cal.Year, w.month, wanted).ChineseWeekday()))
	}
	if c.first != c.base {
		why = append(why, say.Taken.Say("day", c.base, "name", p.theme))
	}
	if c.spread != c.first {
		why = append(why, say.Spread.String())
	}
	switch by := p.taken[start+c.spread]; {
	case c.day == c.spread:
	case by == w.name:
		why = append(why, say.InTurn.String())
	default:
		why = append(why, say.Taken.Say("day", c.spread, "name", by))
	}
	if c.crowded {
		why = append(why, say.Crowded.String())
	}
	reasons := strings.Join(why, "，")
	if c.day == w.day {
		return reasons
	}
	return say.Moved.Say("from", w.day, "to", c.day, "why", reasons)
}
