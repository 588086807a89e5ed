package book

import (
	"fmt"
	"strings"

	"dangce/config/date"
	"dangce/generator/audit"
)

// noticeNamed is how many branches the notice names one by one.
const noticeNamed = 30

// namedFigures are the title and the period of the notice, and the branches
// that it names.
var namedFigures = map[string]field{
	"returned.title": returned(func(s *scope, r *audit.Result) string {
		w := s.bulletin()
		if r.WholeYear() {
			return w.TitleYear.Say("year", s.County.Year)
		}
		return w.TitleMonth.Say("year", s.County.Year, "month", int(r.AsOf.Month))
	}),
	"returned.period": returned(func(s *scope, r *audit.Result) string {
		return s.bulletin().Period.Say("from", date.New(r.AsOf.Year, 1, 1).Chinese(), "to", r.AsOf.ChineseDay())
	}),
	"returned.hollow": returned(func(s *scope, r *audit.Result) string {
		w := s.bulletin()
		return nameSome(r.Hollow(s.set.wording.Hollow), w.Hollow.Say, w.HollowNone.String(), func(b *audit.Branch) string { return b.Short })
	}),
	"returned.low": returned(func(s *scope, r *audit.Result) string {
		w := s.bulletin()
		if r.Totals.Attendance.Den == 0 {
			return w.AttendanceNone.String()
		}
		line := s.set.wording.LowAttendance
		return nameSome(r.LowAttendance(line), func(pairs ...any) string { return w.Low.Say(append(pairs, "line", line)...) },
			w.LowNone.Say("line", line), func(b *audit.Branch) string { return fmt.Sprintf("%s（%s）", b.Short, b.Totals.Attendance) })
	}),
	"returned.praised": returned(func(s *scope, r *audit.Result) string {
		w := s.bulletin()
		return nameSome(r.Praised(), w.Praised.Say, w.PraisedNone.String(), func(p audit.Praised) string {
			if p.Text == "" {
				return p.Branch.Short
			}
			return w.PraisedOne.Say("branch", p.Branch.Short, "text", p.Text)
		})
	}),
	"returned.blamed": returned(func(s *scope, r *audit.Result) string {
		w := s.bulletin()
		methods, times := r.Blamed()
		var parts []string
		n := 0
		for _, m := range methods {
			n += times[m]
			parts = append(parts, w.Counted.Say("what", m, "n", times[m]))
		}
		if n == 0 {
			return w.BlamedNone.String()
		}
		return w.Blamed.Say("n", n, "methods", strings.Join(parts, "、"))
	}),
}

// nameSome words a list: how many, and the first of them by name.
func nameSome[T any](list []T, say func(...any) string, none string, name func(T) string) string {
	if len(list) == 0 {
		return none
	}
	var parts []string
	for _, x := range list[:min(len(list), noticeNamed)] {
		parts = append(parts, name(x))
	}
	said := strings.Join(parts, "、")
	if len(list) > noticeNamed {
		said += "等"
	}
	return say("n", len(list), "names", said)
}
