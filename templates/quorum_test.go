package templates

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"dangce/config/diag"
)

func embeddedQuorums(t *testing.T) *Quorums {
	t.Helper()
	var out diag.List
	q := LoadQuorums(Embedded(), "", &out)
	if out.Len() != 0 {
		t.Fatalf("quorum.toml: %v", out.Sorted())
	}
	return q
}

func TestQuorumRules(t *testing.T) {
	q := embeddedQuorums(t)
	show := func(p *Part) string {
		switch {
		case p == nil:
			return "-"
		case p.AtLeast:
			return fmt.Sprintf("≥%d/%d%s", p.Num, p.Den, p.Of)
		}
		return fmt.Sprintf(">%d/%d%s", p.Num, p.Den, p.Of)
	}
	want := map[string]string{
		"q_general":       "≥1/2 - >1/2expected",
		"q_admit":         ">1/2 - >1/2expected",
		"q_committee":     "≥1/2 - >1/2expected",
		"q_election":      "≥4/5 - >1/2expected",
		"q_dlm":           "≥2/3 - -",
		"q_village_rep":   "≥2/3 - >1/2present",
		"q_village_all":   ">1/2 ≥2/3 >1/2present",
		"q_village_party": "≥2/3 - ≥1/2expected",
		"q_resident_rep":  "≥2/3 - >1/2present",
		"q_resident_all":  ">1/2 - >1/2present",
		"q_group":         "≥1/2 - -",
		"q_org_life":      "≥1/2 - -",
		"q_appraisal":     "≥1/2 - -",
	}
	if len(q.Rules) != len(want) {
		t.Errorf("%d rules, want %d", len(q.Rules), len(want))
	}
	for id, w := range want {
		r := q.Rule(id)
		if r == nil {
			t.Errorf("no rule %s", id)
			continue
		}
		if got := show(&r.PresentPart) + " " + show(r.PresentOr) + " " + show(r.PassPart); got != w {
			t.Errorf("%s: %s, want %s", id, got, w)
		}
	}
	if q.Rule("q_none") != nil {
		t.Error("found a rule that is not there")
	}
}

func TestPartMin(t *testing.T) {
	for _, c := range []struct {
		p           Part
		total, want int
	}{
		{Part{1, 2, true, ""}, 20, 10},
		{Part{1, 2, true, ""}, 21, 11},
		{Part{1, 2, false, ""}, 20, 11},
		{Part{1, 2, false, ""}, 21, 11},
		{Part{4, 5, true, ""}, 23, 19},
		{Part{2, 3, true, ""}, 9, 6},
		{Part{2, 3, true, ""}, 10, 7},
		{Part{1, 2, false, ""}, 1, 1},
		{Part{1, 1, true, ""}, 7, 7},
		{Part{1, 2, true, ""}, 0, 0},
		{Part{1, 2, true, ""}, -4, 0},
		{Part{1, 0, true, ""}, 4, 0},
		{Part{3, 2, true, ""}, 4, 0},
		{Part{2, 3, true, ""}, math.MaxInt, math.MaxInt/3*2 + 1},
	} {
		if got := c.p.Min(c.total); got != c.want {
			t.Errorf("%+v of %d: %d, want %d", c.p, c.total, got, c.want)
		}
	}
}

// Min is the smallest number that Met accepts.
func TestPartMinAgreesWithMet(t *testing.T) {
	for den := 1; den <= 6; den++ {
		for num := 1; num <= den; num++ {
			for _, atLeast := range []bool{true, false} {
				p := Part{Num: num, Den: den, AtLeast: atLeast}
				if !p.Valid() {
					continue
				}
				for total := 1; total <= 60; total++ {
					n := p.Min(total)
					if n < 1 || n > total || !p.Met(n, total) || p.Met(n-1, total) {
						t.Fatalf("%+v of %d: Min %d, Met %v, one fewer %v", p, total, n, p.Met(n, total), p.Met(n-1, total))
					}
				}
			}
		}
	}
}

func TestQuorumFindings(t *testing.T) {
	const good = `title = "表"
[[quorum]]
id = "q"
occasion = "会"
present = "到会"
present_part = { num = 1, den = 2, at_least = true }
pass = "过半"
pass_part = { num = 1, den = 2, of = "present" }
source = "D"
`
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"num = 1, den = 2, at_least = true", "num = 3, den = 2, at_least = true", "quorum-part 6"},
		{"num = 1, den = 2, at_least = true", "num = 1, den = 0", "quorum-part 6"},
		{`of = "present"`, `of = "all"`, "quorum-part 8"},
		{"pass = \"过半\"\n", "", "quorum-part 7"},
		{"pass_part = { num = 1, den = 2, of = \"present\" }\n", "", "quorum-part 7"},
		{"source = \"D\"\n", "", "missing-key 2"},
		{"source = \"D\"\n", "source = \"D\"\n" + good[strings.Index(good, "[[quorum]]"):], "duplicate-id 11"},
	} {
		var out diag.List
		LoadQuorums(mapFS{"quorum.toml": strings.Replace(good, c.old, c.new, 1)}.fs(), "", &out)
		var got []string
		for _, f := range out.Sorted() {
			got = append(got, fmt.Sprintf("%s %d", f.Code, f.Line))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%q → %q: got %s, want %s", c.old, c.new, s, c.want)
		}
	}
	var out diag.List
	if q := LoadQuorums(mapFS{}.fs(), "", &out); q == nil || out.Errors() != 1 {
		t.Errorf("missing file: %d errors", out.Errors())
	}
}
