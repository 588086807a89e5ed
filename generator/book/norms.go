package book

import (
	"fmt"
	"strconv"
	"strings"

	"dangce/templates"
)

// normFields are what the plan of a committee makes of the norm of a row, and
// the text of each norm by its id, for pages that set all thirty side by side.
var normFields = map[string]field{
	"norm.planned": text(aNorm|aPlan, func(s *scope) string { return s.planned() }),
	"norm.period":  text(aNorm, func(s *scope) string { return s.norm.PeriodWord() }),
}

// normTexts are {norm.C01} to {norm.M10}, with {norm.C01.times} and, where the
// norms are compared with the rules above them, {norm.B04.item},
// {norm.B04.county}, {norm.B04.upper}, {norm.B04.basis}.
func normTexts() map[string]field {
	all := make(map[string]field)
	for _, level := range []string{"C", "B", "M"} {
		for no := 1; no <= 10; no++ {
			id := fmt.Sprintf("%s%02d", level, no)
			all["norm."+id] = text(anywhere, func(s *scope) string {
				if n := s.set.Norms.Norm(id); n != nil {
					return s.expand(n.Text.Default)
				}
				return ""
			})
			all["norm."+id+".times"] = num(anywhere, func(s *scope) int {
				if n := s.set.Norms.Norm(id); n != nil {
					return n.Times
				}
				return 0
			})
			for part, f := range comparison {
				all["norm."+id+"."+part] = text(anywhere, func(s *scope) string { return s.compared(id, f) })
			}
		}
	}
	return all
}

// comparison are the parts of a comparison.
var comparison = map[string]func(*scope, *templates.Comparison) string{
	"item": func(_ *scope, c *templates.Comparison) string { return c.Item },
	"county": func(s *scope, c *templates.Comparison) string {
		return s.expand(c.County)
	},
	"upper": func(_ *scope, c *templates.Comparison) string { return c.Upper },
	"basis": func(s *scope, c *templates.Comparison) string { return s.set.Sources.Print(c.Source) },
}

func (s *scope) compared(id string, f func(*scope, *templates.Comparison) string) string {
	for i := range s.set.Norms.Comparisons {
		if c := &s.set.Norms.Comparisons[i]; c.Norm == id {
			return f(s, c)
		}
	}
	return ""
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
		return s.set.Sentences.Plan.Monthly.String()
	case n > 3:
		return monthsText(months)
	}
	return strings.Join(days, "\n")
}
