package book

import (
	"testing"

	"dangce/config"
)

// TestBallotSheets: candidates are shared over equal sheets, more of them where
// names take more lines, and none is left out.
func TestBallotSheets(t *testing.T) {
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
	for _, tc := range []struct{ members, every, most, sheets int }{
		{20, 0, 0, 1}, {40, 0, 26, 1}, {52, 0, 26, 1}, {53, 0, 26, 2}, {119, 0, 25, 3}, {120, 1, 26, 5}, {52, 2, 26, 3}, {0, 0, 26, 0},
	} {
		all := list(tc.members, tc.every)
		got := ballotSheets(all, 2, tc.most, 9)
		if len(got) != tc.sheets {
			t.Errorf("%d members, every %d with a long name: %d sheets, want %d", tc.members, tc.every, len(got), tc.sheets)
		}
		n := 0
		for _, part := range got {
			if n += len(part); len(part) < tc.members/tc.sheets {
				t.Errorf("%d members: %d on a sheet of %d", tc.members, len(part), tc.sheets)
			}
		}
		if n != tc.members {
			t.Errorf("%d of %d members are on the ballot", n, tc.members)
		}
	}
}
