package book

import (
	"testing"

	"dangce/config"
)

// TestBallotRows: names that take more lines leave room for fewer rows on a
// page, so that a page is numbered through before the next begins.
func TestBallotRows(t *testing.T) {
	list := func(n, every int) []*config.Member {
		var out []*config.Member
		for i := range n {
			m := &config.Member{Label: "张三"}
			if every > 0 && i%every == 0 {
				m.Label = "阿卜杜热合曼·阿卜杜克热木(1964-05)"
			}
			out = append(out, m)
		}
		return out
	}
	for _, tc := range []struct{ members, every, most, want int }{
		{20, 0, 0, 10}, {20, 1, 0, 10}, {40, 0, 26, 20}, {52, 0, 26, 26}, {53, 0, 26, 26}, {120, 1, 26, 12}, {52, 2, 26, 16},
	} {
		if got := ballotRows(list(tc.members, tc.every), 2, tc.most, 9.2); got != tc.want {
			t.Errorf("%d members, every %d with a long name: %d rows, want %d", tc.members, tc.every, got, tc.want)
		}
	}
}
