package plan

import (
	"time"

	"dangce/config"
	"dangce/config/date"
)

// ForCommittee plans what C01–C10 ask of a committee, on workdays and off the
// county's theme days. A 党总支 is no 基层党委: its plan is empty and says so.
func ForCommittee(cal *Calendar, com *config.Committee) *Plan {
	p := &Plan{Committee: com, Year: cal.Year}
	if note := cal.Remark(); note != "" {
		p.Notes = append(p.Notes, note)
	}
	if com.Kind == config.GeneralBranch {
		p.Notes = append(p.Notes, cal.say.GeneralBranch.String())
		return p
	}
	pl := placer{cal: cal, office: true, theme: cal.words.kinds[ThemeDay].Name}
	for m := time.January; m <= time.December; m++ {
		pl.taken[cal.index(cal.Days[m].Date)] = pl.theme
	}
	for _, w := range cal.words.works {
		for _, m := range w.Months {
			day, note := pl.place(wish{name: w.Name, month: m, day: w.Day})
			if day == 0 {
				continue
			}
			p.Entries = append(p.Entries, Entry{
				ID: w.Code + "-" + twoDigits(int(m)), Code: w.Code, Kind: CommitteeWork, Role: Record,
				Name: w.Name, Month: m, Date: date.New(cal.Year, m, day),
				Topic: w.text, Responsible: w.Responsible, Participants: w.Participants,
				Note: note,
			})
		}
	}
	finish(p, 0)
	return p
}
