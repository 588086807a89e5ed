package plan

import (
	"cmp"
	"slices"
	"time"

	"dangce/config"
	"dangce/config/date"
)

// themeDays plans the branch's theme days: the county's, except where the
// committee approved a change.
func (y *branchYear) themeDays(k *kindWords) {
	birthdays := birthdaysOf(y.branch, y.cal.Year)
	suggested := y.cal.words.suggested(y.branch, y.cal.Year)
	details := make([]ThemeDayDetail, 13)
	for m := time.January; m <= time.December; m++ {
		county := y.cal.Days[m]
		change, pending := changeIn(y.branch, m)
		on, note := county.Date, county.Note
		switch {
		case change != nil:
			on, note = change.To, y.cal.changeNote(county.Date, change)
		case pending != nil:
			note = joinNotes(note, y.cal.say.Asked.Say("day", pending.To.ChineseDay()))
		}
		i := y.cal.index(on)
		if i == 0 && on.Year < y.cal.Year || i > 0 && i < y.from {
			continue // before the founding
		}
		if i > 0 && y.taken[i] == k.Name {
			note = joinNotes(note, y.cal.say.SameDay.String())
		}
		y.themes[m] = on
		y.taken[i] = k.Name
		e := y.add(k, m, 1, on, joinNotes(note, y.cal.occasion(on)))
		e.Set = themeSet + int(m)
		e.Theme = &details[m]
		theme := &y.cal.county.ThemeDay.Themes[m]
		details[m] = ThemeDayDetail{
			Title: theme.Title, Materials: theme.Materials, Notes: theme.Notes,
			Actions: y.cal.words.actions[m], Chapter: y.cal.words.chapters[m],
			Birthdays: birthdays[m], Optional: suggested[m],
			Change: change, Fixed: county.Date,
		}
		if own := y.branch.Choose[m]; len(own) > 0 {
			details[m].Optional, details[m].Chosen = own, true
		}
	}
	y.taken[0] = "" // a change into another year takes no day of this one
}

// changeIn returns the change of a month that was approved last, or nil, and
// the last one that was not.
func changeIn(b *config.Branch, m time.Month) (approved, pending *config.ThemeDayChange) {
	for i := range b.Changes {
		c := &b.Changes[i]
		if c.Month != m || c.To.Day == 0 || !c.To.Valid() {
			continue
		}
		switch {
		case c.Approved.IsZero():
			pending = c
		case approved == nil || !c.Approved.Before(approved.Approved):
			approved = c
		}
	}
	return approved, pending
}

func (cal *Calendar) changeNote(from date.Date, c *config.ThemeDayChange) string {
	number := ""
	if c.ApprovalNo != "" {
		number = "，" + c.ApprovalNo
	}
	note := cal.say.Approved.Say("from", from.ChineseDay(), "to", c.To.ChineseDay(), "day", c.Approved.ChineseDay(), "no", number)
	if c.Reason != "" {
		note += "：" + c.Reason
	}
	if holiday := cal.Holiday(c.To); holiday != "" {
		note += cal.say.ThenHoliday.Say("holiday", holiday)
	}
	return note
}

// occasion names the commemorations of a day.
func (cal *Calendar) occasion(d date.Date) string {
	names := ""
	for _, c := range cal.words.commemorations[d.Month] {
		if c.Day == d.Day {
			names = joinNotes(names, cal.say.Occasion.Say("name", c.Name))
		}
	}
	return names
}

// suggested returns items for X by month for a branch of this size and age,
// as of 1 January.
func (w *wording) suggested(b *config.Branch, year int) [13][]string {
	sum, known := 0, 0
	newYear := date.New(year, time.January, 1)
	for _, m := range b.Members {
		if !m.Birth.IsZero() {
			sum += m.Birth.AgeOn(newYear)
			known++
		}
	}
	for i := range w.rules {
		if w.rules[i].Fits(len(b.Members), sum, known) {
			return w.suggest[i]
		}
	}
	return [13][]string{}
}

// birthdaysOf lists the political birthdays of each month: the anniversaries
// of admission. One admitted on 29 February is listed in February every year;
// one admitted this year has none yet.
func birthdaysOf(b *config.Branch, year int) (by [13][]Birthday) {
	var count [14]int
	has := func(m *config.Member) bool { return !m.Joined.IsZero() && m.Joined.Year < year }
	for _, m := range b.Members {
		if has(m) {
			count[m.Joined.Month]++
		}
	}
	all := make([]Birthday, len(b.Members))
	next := 0
	for m := time.January; m <= time.December; m++ {
		by[m] = all[next : next : next+count[m]]
		next += count[m]
	}
	for _, m := range b.Members {
		if has(m) {
			by[m.Joined.Month] = append(by[m.Joined.Month], Birthday{Member: m, Day: m.Joined.Day, Years: year - m.Joined.Year})
		}
	}
	for m := range by {
		slices.SortStableFunc(by[m], func(a, b Birthday) int { return cmp.Compare(dayOrLast(a.Day), dayOrLast(b.Day)) })
	}
	return by
}

// dayOrLast sorts what has no day behind what has one.
func dayOrLast(day int) int {
	if day == 0 {
		return 32
	}
	return day
}
