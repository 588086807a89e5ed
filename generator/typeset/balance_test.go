package typeset

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"dangce/generator/doc"
)

// halves measures Chinese characters as one em and ASCII as half an em.
type halves struct{}

func (halves) Advance(_ doc.Role, r rune) float64 {
	if r < 0x80 {
		return 0.5
	}
	return 1
}

func (halves) Face(doc.Role, rune) doc.Face { return 0 }

func squeeze(s string) string { return strings.ReplaceAll(s, " ", "") }

func TestLinesKeepTheRules(t *testing.T) {
	for s, want := range map[string]string{
		"议题集中、明确，一般不超过3项": "议题集中、/明确，一般/不超过3项",
		"按《支部工作条例》办理":     "按《支部/工作条例》/办理",
		"party-day党日":     "party-day/党日",
		"请党小组组长参加":        "请党小组/组长参加",
		"宣布改期 另行通知":       "宣布改期/另行通知",
		"会后7天内":           "会后7天内",
		"一般应在会后7天内":       "一般应在/会后7天内",
	} {
		tx := Prepare(halves{}, doc.Body, s)
		lines := tx.Lines(5, true)
		if got := strings.Join(lines, "/"); got != want {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
		if len(lines) != tx.Count(5) {
			t.Errorf("%s: %d lines, counted %d", s, len(lines), tx.Count(5))
		}
	}
}

// FuzzLines: lines hold the whole text, fit, begin and end as they may, and
// are as many as counted.
func FuzzLines(f *testing.F) {
	f.Add("按《支部工作条例》办理，到会（含列席）12人", uint8(50), true)
	f.Add("  ，，Party 2027", uint8(3), false)
	f.Add("0\xbc\x8c00000 ", uint8(42), false) // a space at the end
	f.Add("研究《条例》确定议题，通知党员；签到清点、宣布（会议）", uint8(25), false)
	f.Add("研究《条例》确定议题，通知党员；签到清点、宣布（会议）", uint8(45), true)
	f.Fuzz(func(t *testing.T, s string, width uint8, even bool) {
		if len(s) > 200 {
			return
		}
		w := 1 + float64(width)/10
		tx := Prepare(halves{}, doc.Body, s)
		lines := tx.Lines(w, even)
		if squeeze(strings.Join(lines, "")) != squeeze(string([]rune(s))) {
			t.Errorf("%q became %q", s, lines)
		}
		if len(lines) != tx.Count(w) {
			t.Errorf("%q: %d lines, counted %d", s, len(lines), tx.Count(w))
		}
		for i, l := range lines {
			first, _ := utf8.DecodeRuneInString(l)
			last, _ := utf8.DecodeLastRuneInString(l)
			if proper := plain.MatchString(s); proper && (i > 0 && strings.ContainsRune(noStart, first) || i+1 < len(lines) && strings.ContainsRune(noEnd, last)) {
				t.Errorf("%q begins or ends as it must not", l)
			}
			if wide := Prepare(halves{}, doc.Body, l).Width; wide > w+1e-6 && len([]rune(l)) > 1 {
				t.Errorf("%q is %.2f em wide, room %.2f", l, wide, w)
			}
		}
	})
}

// plain are texts whose marks never come in runs longer than a line.
var plain = regexp.MustCompile(`^(?:\p{Han}{2}[，。、；：》）]?|\p{Han}[（《]\p{Han}{2}[》）])*$`)
