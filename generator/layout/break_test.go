package layout_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"dangce/generator/doc"
)

// broken sets a text in lines of ten characters.
func broken(t *testing.T, s string) []string {
	t.Helper()
	return shown(&pages(t, &doc.Text{Style: doc.Style{Size: mm(10), Leading: 1.6}, Text: s})[0])
}

func TestLinesBreakByTheRules(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want []string
	}{
		"full":             {"一二三四五六七八九十一二", []string{"一二三四五六七八九十", "一二"}},
		"no stop first":    {"一二三四五六七八九十。一", []string{"一二三四五六七八九", "十。一"}},
		"nor two":          {"一二三四五六七八九”。一", []string{"一二三四五六七八", "九”。一"}},
		"no bracket last":  {"一二三四五六七八九（十一）", []string{"一二三四五六七八九", "（十一）"}},
		"no short end":     {"一二三四五六七八九（十）", []string{"一二三四五六七八", "九（十）"}},
		"nor quotes":       {"一二三四五六七八《“党章", []string{"一二三四五六七八", "《“党章"}},
		"word whole":       {"一二三四五六七 meeting 八", []string{"一二三四五六七", "meeting 八"}},
		"number whole":     {"一二三四五六七八九2027年", []string{"一二三四五六七八九", "2027年"}},
		"amount whole":     {"一二三四五六七1234.50元", []string{"一二三四五六七", "1234.50元"}},
		"unit kept":        {"一二三四五六七3000 元以下", []string{"一二三四五六七", "3000 元以下"}},
		"unit at once":     {"一二三四五六七八九12月", []string{"一二三四五六七八九", "12月"}},
		"range whole":      {"一二三四五六3000—5000元", []string{"一二三四五六", "3000—5000元"}},
		"space dropped":    {"一二三四五六七八九十 一二", []string{"一二三四五六七八九十", "一二"}},
		"own breaks":       {"一\n二", []string{"一", "二"}},
		"name with a dot":  {"阿卜杜热合曼·阿卜杜克热木", []string{"阿卜杜热合曼·", "阿卜杜克热木"}},
		"word of any size": {strings.Repeat("a", 25), []string{strings.Repeat("a", 20), strings.Repeat("a", 5)}},
	} {
		if got := broken(t, tc.text); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// TestRareCharactersAreRunsOfTheirOwn: one mark for each face, side by side.
func TestRareCharactersAreRunsOfTheirOwn(t *testing.T) {
	var marks []*doc.Glyphs
	for _, m := range pages(t, &doc.Text{Style: body, Text: "王𠮷𬭊明"})[0].Body {
		marks = append(marks, m.(*doc.Glyphs))
	}
	if len(marks) != 3 || marks[1].S != "𠮷𬭊" || marks[1].Face != 9 || marks[1].X != 5 || marks[2].X != 15 {
		t.Errorf("marks %+v", marks)
	}
}

// FuzzLines: whatever the text, nothing but spaces is lost, and no line is
// wider than its box.
func FuzzLines(f *testing.F) {
	f.Add("一二三四五六七八九（十）。“abc 12.5”")
	f.Add("________________________________________")
	f.Add(" \n\n　，，，，，，，，，，，，，，，，，")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || utf8.RuneCountInString(s) > 400 {
			t.Skip()
		}
		for _, r := range s {
			if r < ' ' && r != '\n' {
				t.Skip() // the loader refuses control characters
			}
		}
		var got strings.Builder
		for _, p := range pages(t, &doc.Text{Style: body, Text: s}) {
			for _, m := range p.Body {
				switch m := m.(type) {
				case *doc.Glyphs:
					got.WriteString(m.S)
					if m.Left() < -1e-6 || m.Right() > 100+1e-6 {
						t.Errorf("%q from %.2f to %.2f", m.S, m.X, m.X+m.W)
					}
				case *doc.Line:
					if m.X1 < -1e-6 || m.X2 > 100+1e-6 {
						t.Errorf("a line from %.2f to %.2f", m.X1, m.X2)
					}
				}
			}
		}
		strip := func(s string) string { return strings.Join(strings.Fields(strings.ReplaceAll(s, "_", "")), "") }
		if strip(got.String()) != strip(s) {
			t.Errorf("%q came out as %q", s, got.String())
		}
	})
}
