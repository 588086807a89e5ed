package book

import (
	"testing"

	"dangce/config"
	"dangce/templates/phrase"
)

// TestExcellent: at most a third of all members are 优秀, or of full members
// where the county counts so.
func TestExcellent(t *testing.T) {
	set := embedded(t)
	b := &config.Branch{Members: []*config.Member{{}, {}, {}, {}, {}, {Probation: true}, {Probation: true}}}
	text := phrase.New("{excellent.of}{branch.third}")
	for of, want := range map[config.ExcellentOf]string{config.OfMembers: "党员总数2", config.OfFull: "正式党员数1"} {
		sc := scope{Subject: &Subject{County: &config.County{Appraisal: config.Appraisal{ExcellentOf: of}}, Branch: b}, set: set}
		if got := sc.expand(text); got != want {
			t.Errorf("%s: %s, want %s", of, got, want)
		}
	}
}
