package book

import (
	"testing"

	"dangce/config"
)

func TestNeedsCard(t *testing.T) {
	c := &config.County{Year: 2027, CardYears: 5}
	for _, x := range []struct {
		what string
		m    config.Member
		want bool
	}{
		{"has none", config.Member{}, true},
		{"used for 2022 to 2026", config.Member{CardNo: "1", CardYear: 2022}, true},
		{"used for 2023 to 2027", config.Member{CardNo: "1", CardYear: 2023}, false},
		{"long ended", config.Member{CardNo: "1", CardYear: 2010}, true},
		{"new this year", config.Member{CardNo: "1", CardYear: 2027}, false},
		{"number, year not known", config.Member{CardNo: "1"}, false},
		{"year, number not known", config.Member{CardYear: 2024}, false},
		{"year, number not known, ended", config.Member{CardYear: 2021}, true},
	} {
		if got := NeedsCard(&x.m, c); got != x.want {
			t.Errorf("%s: %v", x.what, got)
		}
	}
	if !NeedsCard(&config.Member{CardNo: "1", CardYear: 2026}, &config.County{Year: 2027, CardYears: 1}) {
		t.Error("a card of one year was good for two")
	}
}

func TestSpineMM(t *testing.T) {
	p := &config.Print{Paper: config.Paper{InnerMM: 0.1, CoverMM: 0.3}}
	for _, x := range []struct {
		binding config.Binding
		pages   int
		want    float64
	}{
		{config.PUR, 146, 7.3 + 0.6 + 0.5},
		{config.Perfect, 101, 5.1 + 0.6 + 0.5}, // the last leaf is blank behind
		{config.Sewn, 64, 3.2 + 0.6 + 0.5},
		{config.Saddle, 64, 0},
		{config.Wire, 146, 0},
		{"", 2, 0},
	} {
		if got := SpineMM(x.binding, x.pages, p); got < x.want-1e-9 || got > x.want+1e-9 {
			t.Errorf("%s of %d pages: %g mm, want %g", x.binding, x.pages, got, x.want)
		}
	}
}

// TestBallotLines: names of many characters take the room of several.
func TestBallotLines(t *testing.T) {
	list := []*config.Member{{Label: "王伟"}, {Label: "王伟(1980-05)"}, {Label: "阿依古丽·艾尼瓦尔·买买提"}}
	if got := ballotLines(list); got != 1+2+2 {
		t.Error(got)
	}
}
