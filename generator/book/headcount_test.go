package book

import (
	"testing"

	"dangce/config"
	"dangce/config/date"
	"dangce/templates"
)

// TestHeadcounts: how many members are of a sort is printed only where it is
// known of every member.
func TestHeadcounts(t *testing.T) {
	s := &scope{set: &Set{words: &words}, Subject: &Subject{County: &config.County{Year: 2027}}}
	s.set.wording.Wording = &templates.Wording{College: []string{"大专"}}
	known := func() []*config.Member {
		return []*config.Member{
			{Gender: "女", Ethnicity: "汉族", Birth: date.New(1992, 1, 1), Education: "大专"},
			{Gender: "男", Ethnicity: "回族", Birth: date.New(1991, 1, 1), Education: "初中"},
			{Gender: "女", Ethnicity: "汉", Birth: date.New(1967, 1, 1), Education: "高中"},
		}
	}
	for name, tc := range map[string]struct {
		want   int64
		forget func(*config.Member)
	}{
		"branch.women":    {2, func(m *config.Member) { m.Gender = "" }},
		"branch.minority": {1, func(m *config.Member) { m.Ethnicity = "" }},
		"branch.under35":  {1, func(m *config.Member) { m.Birth = date.Date{} }},
		"branch.over60":   {1, func(m *config.Member) { m.Birth = date.Date{} }},
		"branch.college":  {1, func(m *config.Member) { m.Education = "" }},
	} {
		s.Branch = &config.Branch{Members: known()}
		if v := s.named(name); !v.Set || v.N != tc.want {
			t.Errorf("%s = %+v, want %d", name, v, tc.want)
		}
		tc.forget(s.Branch.Members[1])
		if v := s.named(name); v.Set {
			t.Errorf("%s = %+v although one member is not known", name, v)
		}
	}
}
