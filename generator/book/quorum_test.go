package book

import (
	"testing"

	"dangce/config"
	"dangce/templates"
)

func TestQuorumLines(t *testing.T) {
	set := embedded(t)
	for id, want := range map[string][2]string{
		"q_committee":     {"应到[expected 9]人的二分之一（含）为[need 9]人 实到[present 9]人 □够 □不够", "应到[expected 9]人的二分之一（不含）为[need 9]票 赞成[for 9]票 □通过 □不通过"},
		"q_village_party": {"应到[expected 9]人的三分之二（含）为[need 9]人 实到[present 9]人 □够 □不够", "应到[expected 9]人的二分之一（含）为[need 9]票 赞成[for 9]票 □通过 □不通过"},
		"q_village_rep":   {"应到[expected 9]人的三分之二（含）为[need 9]人 实到[present 9]人 □够 □不够", "实到[present 9]人的二分之一（不含）为[need 9]票 赞成[for 9]票 □通过 □不通过"},
		"q_election":      {"应到[expected 9]人的五分之四（含）为[need 9]人 实到[present 9]人 □够 □不够", "应到[expected 9]人的二分之一（不含）为[need 9]票 赞成[for 9]票 □通过 □不通过"},
		"q_dlm":           {"应到[expected 9]人的三分之二（含）为[need 9]人 实到[present 9]人 □够 □不够", ""},
	} {
		q := set.Quorums.Rule(id)
		if got := thereLine(&set.Sentences.Quorum, q); got != want[0] {
			t.Errorf("%s: %s", id, got)
		}
		if got := votesLine(&set.Sentences.Quorum, q); got != want[1] {
			t.Errorf("%s: %s", id, got)
		}
	}
	for _, q := range set.Quorums.Rules {
		if _, ok := words.fields.Get(q.ID + ".there"); !ok {
			t.Errorf("no placeholder for rule %s", q.ID)
		}
	}
	for _, n := range set.Quorums.Notes {
		if _, ok := words.fields.Get("note." + n.ID); !ok {
			t.Errorf("no placeholder for note %s", n.ID)
		}
	}
}

// TestLookup holds the table of numbers against the rules it is looked up for.
func TestLookup(t *testing.T) {
	parts := map[string]templates.Part{
		"half": {Num: 1, Den: 2, AtLeast: true}, "more": {Num: 1, Den: 2}, "two_thirds": {Num: 2, Den: 3, AtLeast: true},
	}
	for members, pages := range map[int]int{3: 1, 62: 1, 63: 2, 120: 2, 123: 3} {
		b := &config.Branch{Members: make([]*config.Member, members)}
		rows := rowLookup(&scope{Subject: &Subject{Branch: b}, set: &Set{words: &words}}, "")
		if len(rows) != pages*lookupRows {
			t.Errorf("%d rows for %d members, want %d pages", len(rows), members, pages)
		}
		seen := make(map[int]bool)
		for _, sc := range rows {
			for column := 1; column <= 3; column++ {
				value := func(name string) int {
					return int(sc.named("lookup." + name + "." + string(rune('0'+column))).N)
				}
				n := value("n")
				seen[n] = true
				for name, p := range parts {
					if v := value(name); !p.Met(v, n) || p.Met(v-1, n) {
						t.Errorf("%s of %d is %d", name, n, v)
					}
				}
			}
		}
		for n := lookupFirst; n < lookupFirst+pages*lookupPage; n++ {
			if !seen[n] {
				t.Errorf("%d members: no line for %d", members, n)
			}
		}
	}
}

func TestChineseNumber(t *testing.T) {
	for n, want := range map[int]string{1: "一", 8: "八", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "100", -1: "-1"} {
		if got := chineseNumber(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}
