package fonts

import (
	"math"
	"slices"
	"testing"
)

func newSet(t testing.TB, own map[string]File) *Set {
	t.Helper()
	s, err := New(own)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCoversWhatNamesNeed(t *testing.T) {
	s := newSet(t, nil)
	for _, r := range "王伟㑇䶮𬭚𠮷·—“”《》①②③□　 1aA￥〔〕●" {
		if !s.Covers(r) {
			t.Errorf("%c U+%04X is not covered", r, r)
		}
	}
	for _, r := range []rune{'☑', 0xE000, 0xF8FF, 0xF0000, 0x10FFFD, '\n', '\t', 0, 0x85, 0x2028, 0xFFFF, -1, 0x110000} {
		if s.Covers(r) {
			t.Errorf("U+%04X counts as covered", r)
		}
	}
	if got := s.Missing("王☑伟\U000F0001☑"); !slices.Equal(got, []rune{'☑', 0xF0001}) {
		t.Errorf("Missing = %U", got)
	}
}

func TestWidth(t *testing.T) {
	s := newSet(t, nil)
	for _, tc := range []struct {
		role Role
		text string
		em   float64
	}{
		{Title, "中共示例县委", 6}, {Heading, "标题", 2}, {Subheading, "小标题", 3}, {Body, "王伟", 2},
		{Body, "𬭚𠮷䶮㑇", 4}, {Body, "", 0}, {Body, "☑", 1}, // a character of no face counts one em
	} {
		want := tc.em * 12 * 25.4 / 72
		if got := s.Width(tc.role, tc.text, 12); math.Abs(got-want) > 1e-9 {
			t.Errorf("Width(%v, %q) = %v, want %v", tc.role, tc.text, got, want)
		}
	}
	// Widths of the files in use; the layout of every book hangs on them.
	for _, tc := range []struct {
		role  Role
		text  string
		units int // 1/1000 em
	}{
		{Title, "2027", 2369}, {Heading, "2027", 2280}, {Subheading, "2027", 2400}, {Body, "2027", 2222},
		{Body, "“王·伟”——", 327 + 4*1000 + 2*890}, {Heading, "·", 1000}, {Subheading, "“”", 700},
	} {
		if got := math.Round(s.Width(tc.role, tc.text, 1000*72/25.4)); got != float64(tc.units) {
			t.Errorf("%q in %v is %v units wide, want %d", tc.text, tc.role, got, tc.units)
		}
	}
	if n := testing.AllocsPerRun(10, func() { s.Width(Body, "中共示例县委组织部 2027𠮷☑", 12) }); n != 0 {
		t.Errorf("Width allocates %v times", n)
	}
}
