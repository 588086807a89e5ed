package book

import (
	"fmt"
	"strconv"
	"strings"
)

// normFields are what the plan of a committee makes of the norm of a row, and
// the text of each norm by its id, for pages that set all thirty side by side.
var normFields = map[string]field{
	"norm.planned": text(aNorm, func(s *scope) string { return s.planned() }),
	"norm.period":  text(aNorm, func(s *scope) string { return s.norm.PeriodWord() }),
}

// normTexts are {norm.C01} to {norm.M10}.
func normTexts() map[string]field {
	all := make(map[string]field)
	for _, level := range []string{"C", "B", "M"} {
		for no := 1; no <= 10; no++ {
			id := fmt.Sprintf("%s%02d", level, no)
			all["norm."+id] = text(anywhere, func(s *scope) string {
				if n := s.set.Norms.Norm(id); n != nil {
					return n.Text
				}
				return ""
			})
		}
	}
	return all
}

// planned lists the days on which the subject does what the norm in scope
// asks: 3月20日、9月20日; the months alone where there are many.
func (s *scope) planned() string {
	if s.Plan == nil {
		return ""
	}
	var days, months []string
	for i := range s.Plan.Entries {
		if e := &s.Plan.Entries[i]; e.Code == s.norm.ID {
			days = append(days, dayText(e.Date))
			months = append(months, strconv.Itoa(int(e.Month)))
		}
	}
	switch n := len(days); {
	case n == 12:
		return "每月一次"
	case n > 3:
		return strings.Join(months, "、") + "月"
	}
	return strings.Join(days, "、")
}
