package book

import (
	"strings"
	"time"

	"dangce/config"
	"dangce/generator/plan"
)

// noticeFields are about the theme day of the month in scope as the county
// sets it, and about what the norms ask of a committee.
var noticeFields = map[string]field{
	"notice.date":    text(aMonth, notice(func(d plan.ThemeDayDate) string { return d.Date.ChineseDay() })),
	"notice.weekday": text(aMonth, notice(func(d plan.ThemeDayDate) string { return d.Date.ChineseWeekday() })),
	"notice.moved":   text(aMonth, notice(func(d plan.ThemeDayDate) string { return d.Note })),
	"notice.title":   text(aMonth, func(s *scope) string { return s.theme().Title }),
	"notice.materials": text(aMonth, func(s *scope) string {
		return strings.Join(s.theme().Materials, "；")
	}),
	"notice.notes":   text(aMonth, func(s *scope) string { return strings.TrimRight(s.theme().Notes, "。") }),
	"notice.chapter": text(aMonth, func(s *scope) string { return s.chapter() }),
	"notice.actions": text(aMonth, func(s *scope) string {
		return strings.Join(s.actions("“"+s.chapter()+"”"), "；")
	}),
}

func notice(f func(plan.ThemeDayDate) string) func(*scope) string {
	return func(s *scope) string {
		d := s.themeDay()
		if d.Date.IsZero() {
			return ""
		}
		return f(d)
	}
}

// themeDay is the county's theme day of the month in scope.
func (s *scope) themeDay() plan.ThemeDayDate {
	if s.Calendar == nil || s.month < 1 || s.month > 12 {
		return plan.ThemeDayDate{}
	}
	return s.Calendar.Days[s.month]
}

// theme is the county's theme of the month in scope, blank until it is set.
func (s *scope) theme() config.Theme {
	if s.month < 1 || s.month > 12 {
		return config.Theme{}
	}
	return s.County.ThemeDay.Themes[time.Month(s.month)]
}

// chapter is the chapter of the Party constitution read in the month.
func (s *scope) chapter() string {
	if c := s.set.Activities.ThemeDay.Chapters; s.month >= 1 && s.month <= len(c) {
		return c[s.month-1]
	}
	return s.anyChapter()
}
