package book

import (
	"strings"
	"testing"

	"dangce/templates"
)

func TestBasis(t *testing.T) {
	for source, want := range map[string]string{
		"[R 支部工作条例§11]":                    "支部工作条例第11条",
		"[R 发展党员工作细则§20、21、33]":            "发展党员工作细则第20、21、33条",
		"[R 支部工作条例§12]；通过按应到委员计 D":         "支部工作条例第12条；通过按应到委员计（默认口径）",
		"[R 村民委员会组织法§22]；提前10天通知 [R 同§21]": "村民委员会组织法第22条；提前10天通知 第21条",
		"[W22]；D":    "各地通行做法（默认口径）",
		"参照村民代表会议；D": "参照村民代表会议（默认口径）",
		"[R 基层组织选举工作条例(2020)][W19]；通过线用前核对原文 [R?]": "基层组织选举工作条例(2020)；通过线用前核对原文",
		"D":              "默认口径",
		"[R 党章§17][W18]": "党章第17条",
		"支部工作条例§16":      "支部工作条例第16条",
	} {
		if got := embedded(t).basis(source); got != want {
			t.Errorf("basis(%q) = %q, want %q", source, got, want)
		}
	}
	set := embedded(t)
	for _, q := range set.Quorums.Rules {
		if got := set.basis(q.Source); got == "" || strings.ContainsAny(got, "[]§") {
			t.Errorf("%s: basis %q", q.ID, got)
		}
	}
}

func TestQuorumLines(t *testing.T) {
	set := embedded(t)
	for id, want := range map[string][2]string{
		"q_committee":     {"应到____人的二分之一（含）为____人，实到____人　□够　□不够", "应到____人的二分之一（不含）为____票，赞成____票　□通过　□不通过"},
		"q_village_party": {"应到____人的三分之二（含）为____人，实到____人　□够　□不够", "应到____人的二分之一（含）为____票，赞成____票　□通过　□不通过"},
		"q_village_rep":   {"应到____人的三分之二（含）为____人，实到____人　□够　□不够", "实到____人的二分之一（不含）为____票，赞成____票　□通过　□不通过"},
		"q_election":      {"应到____人的五分之四（含）为____人，实到____人　□够　□不够", "应到____人的二分之一（不含）为____票，赞成____票　□通过　□不通过"},
		"q_dlm":           {"应到____人的三分之二（含）为____人，实到____人　□够　□不够", ""},
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
	next := lookupFirst
	for column := 1; column <= 3; column++ {
		for row := 1; row <= lookupRows; row++ {
			sc := &scope{no: row, set: &Set{words: &words}}
			value := func(name string) int {
				return int(sc.named("lookup." + name + "." + string(rune('0'+column))).N)
			}
			n := value("n")
			if n != next {
				t.Fatalf("column %d row %d is about %d, want %d", column, row, n, next)
			}
			next++
			for name, p := range parts {
				if v := value(name); !p.Met(v, n) || p.Met(v-1, n) {
					t.Errorf("%s of %d is %d", name, n, v)
				}
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
