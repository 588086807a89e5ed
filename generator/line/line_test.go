package line_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// plain measures letters and digits as half an em and all else as one; the
// quotes of one role, and all middle dots, are narrow.
type plain struct{}

func (plain) Advance(role doc.Role, r rune) float64 {
	switch {
	case r < 0x80:
		return 0.5
	case r == '\u0301':
		return 0
	case r == '·', strings.ContainsRune("“”‘’", r) && role == doc.Subheading:
		return 0.35
	case r == '—' && role != doc.Subheading:
		return 0.9
	}
	return 1
}

func (plain) Face(role doc.Role, r rune) doc.Face {
	if r > 0xffff {
		return 9
	}
	return doc.Face(role)
}

var words = line.NewWords([]string{"党员", "党员大会", "大会", "预备党员", "报批", "事项", "支部", "党支部", "分之一"})

var engine = line.New(plain{}, words)

func prepared(s string) *line.Text { return engine.Prepare(s, line.Style{}) }

// shown writes a line with the gaps between its boxes: ½ for half an em, ⅛ for
// an eighth, others in thousandths.
func shown(t *line.Text, l *line.Line) string {
	var b strings.Builder
	for _, g := range t.Gaps(l) {
		switch g.Room {
		case 0:
		case 500:
			b.WriteString("½")
		case 250:
			b.WriteString("¼")
		case 125:
			b.WriteString("⅛")
		default:
			fmt.Fprintf(&b, "[%d]", g.Room)
		}
		b.WriteRune(g.R)
	}
	return b.String()
}

func set(t *line.Text, s line.Setting) []string {
	var out []string
	for _, l := range t.Break(nil, &s) {
		out = append(out, shown(t, &l))
	}
	return out
}

func texts(t *line.Text, s line.Setting) []string {
	var out []string
	for _, l := range t.Break(nil, &s) {
		out = append(out, t.String(&l))
	}
	return out
}

// TestGaps: the room between the characters of a line that nothing fills.
func TestGaps(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"党员，党员。", "党员，½党员。"},
		{"《党章》，和（附件）；“两委”。", "《党章》，½和½（附件）；½“两委”。"},
		{"（一）（二）", "（一）½（二）"},
		{"《“党章”》", "《“党章”》"},
		{"是吗？！好", "是吗？！½好"},
		{"第26条和P13页", "第⅛26⅛条和⅛P13⅛页"},
		{"占50%以上", "占⅛50%⅛以上"},
		{"A，B（C）", "A，½B½（C）"},
		{"3000 元", "3000 元"},
		{"买买提·吐尔逊", "买买提¼·¼吐尔逊"},
		{"党员——干部……", "党员——干部……"},
		{"是/否", "是/否"},
		{"1.加强", "1.加强"},
		{"（　　）人", "（　　）½人"},
	} {
		if got := set(prepared(tc.text), line.Setting{Width: 100_000}); len(got) != 1 || got[0] != tc.want {
			t.Errorf("%s: %q, want %q", tc.text, got, tc.want)
		}
	}
}

// TestBreaks: where lines of ten characters end.
func TestBreaks(t *testing.T) {
	tied := func(s string) string { return strings.Join(strings.Split(s, ""), string(doc.Joiner)) }
	for name, tc := range map[string]struct {
		text string
		want []string
	}{
		"full":                 {"甲乙丙丁戊己庚辛壬癸子丑", []string{"甲乙丙丁戊己庚辛壬癸", "子丑"}},
		"a stop goes back":     {"甲乙丙丁戊己庚辛壬癸。子丑", []string{"甲乙丙丁戊己庚辛壬", "癸。子丑"}},
		"half fits":            {"甲乙丙丁，己庚辛壬癸。子丑", []string{"甲乙丙丁，己庚辛壬", "癸。子丑"}},
		"two marks fit":        {"甲，丙丁，己庚辛壬癸。子丑", []string{"甲，丙丁，己庚辛壬癸。", "子丑"}},
		"no bracket last":      {"甲乙丙丁戊己庚辛壬（十甲）", []string{"甲乙丙丁戊己庚辛壬", "（十甲）"}},
		"nor two":              {"甲乙丙丁戊己庚辛《“党章”", []string{"甲乙丙丁戊己庚辛", "《“党章”"}},
		"word whole":           {"甲乙丙丁戊己庚 meeting 八", []string{"甲乙丙丁戊己庚", "meeting 八"}},
		"number whole":         {"甲乙丙丁戊己庚辛壬2027年", []string{"甲乙丙丁戊己庚辛壬", "2027年"}},
		"amount":               {"甲乙丙丁戊己庚50.00元整", []string{"甲乙丙丁戊己庚", "50.00元整"}},
		"amount with a space":  {"甲乙丙丁戊己庚3000 元整", []string{"甲乙丙丁戊己庚", "3000 元整"}},
		"range":                {"甲乙丙丁戊己庚辛3—5天内", []string{"甲乙丙丁戊己庚辛", "3—5天内"}},
		"range of per cent":    {"甲乙丙丁戊己5%～10%丙", []string{"甲乙丙丁戊己", "5%～10%丙"}},
		"fraction":             {"甲乙丙丁戊己庚辛壬2/3以上", []string{"甲乙丙丁戊己庚辛壬", "2/3以上"}},
		"article":              {"甲乙丙丁戊己庚辛第26条甲", []string{"甲乙丙丁戊己庚辛", "第26条甲"}},
		"article in hanzi":     {"甲乙丙丁戊己庚第二十六条甲", []string{"甲乙丙丁戊己庚", "第二十六条甲"}},
		"date":                 {"甲乙丙丁戊己庚3月15日前", []string{"甲乙丙丁戊己庚", "3月15日前"}},
		"year in hanzi":        {"甲乙丙丁戊己庚二〇二七年", []string{"甲乙丙丁戊己庚", "二〇二七年"}},
		"time":                 {"甲乙丙丁戊己庚辛14:30开会", []string{"甲乙丙丁戊己庚辛", "14:30开会"}},
		"number of a document": {"甲乙丙组通字〔2008〕3号文件", []string{"甲乙丙组通", "字〔2008〕3号文件"}},
		"three in hanzi":       {"甲乙丙丁戊己庚辛三分之二甲", []string{"甲乙丙丁戊己庚辛", "三分之二甲"}},
		"list of figures":      {"一二三四五六七八九十一二", []string{"一二三四五六七八九十", "一二"}},
		"word of the list":     {"甲乙丙丁戊己庚辛壬党员大会甲", []string{"甲乙丙丁戊己庚辛壬", "党员大会甲"}},
		"longest word first":   {"甲乙丙丁戊己庚党员大会甲乙丙", []string{"甲乙丙丁戊己庚", "党员大会甲乙丙"}},
		"box":                  {"甲乙丙丁戊己庚辛壬□同意", []string{"甲乙丙丁戊己庚辛壬", "□同意"}},
		"slash":                {"甲乙丙丁戊己庚辛壬是/否", []string{"甲乙丙丁戊己庚辛壬", "是/否"}},
		"dashes":               {"甲乙丙丁戊己庚辛壬——己", []string{"甲乙丙丁戊己庚辛", "壬——己"}},
		"no runt":              {"甲乙丙丁戊己庚辛壬癸子", []string{"甲乙丙丁戊己庚辛壬", "癸子"}},
		"space dropped":        {"甲乙丙丁戊己庚辛壬癸 子丑", []string{"甲乙丙丁戊己庚辛壬癸", "子丑"}},
		"own breaks":           {"甲\n\n乙", []string{"甲", "", "乙"}},
		"no word over a break": {"甲党\n甲乙丙丁戊己庚辛员大会甲乙", []string{"甲党", "甲乙丙丁戊己庚辛员", "大会甲乙"}},
		"empty":                {"", []string{""}},
		"spaces":               {"  ", []string{""}},
		"no-break space":       {"甲乙丙丁戊己庚辛壬A\u00a0B", []string{"甲乙丙丁戊己庚辛壬", "A\u00a0B"}},
		"tab":                  {"甲\t乙", []string{"甲\t乙"}},
		"joiner":               {"甲乙丙丁戊己庚辛" + tied("张三李") + "、" + tied("王五"), []string{"甲乙丙丁戊己庚辛", "张三李、王五"}},
		"zero width space":     {"甲乙丙丁戊己庚co\u200bde123456", []string{"甲乙丙丁戊己庚co", "de123456"}},
		"variation selector":   {"甲乙丙丁戊己庚辛壬葛\U000e0100城丙", []string{"甲乙丙丁戊己庚辛壬葛", "城丙"}},
		"combining mark":       {"甲乙丙丁戊己庚辛壬n\u0301e\u0301n\u0301", []string{"甲乙丙丁戊己庚辛壬", "n\u0301e\u0301n\u0301"}},
		"beyond the plane":     {"甲乙丙丁戊己庚辛壬𠮷𬭊城", []string{"甲乙丙丁戊己庚辛壬𠮷", "𬭊城"}},
		"enormous word":        {strings.Repeat("a", 25) + "。", []string{strings.Repeat("a", 20), strings.Repeat("a", 5) + "。"}},
		"word as wide":         {strings.Repeat("a", 20) + "。甲", []string{strings.Repeat("a", 19), "a。甲"}},
	} {
		for _, total := range []bool{false, true} {
			got := texts(prepared(tc.text), line.Setting{Width: 10_000, Total: total})
			if !slices.Equal(got, tc.want) {
				t.Errorf("%s (total %v): %q, want %q", name, total, got, tc.want)
			}
		}
	}
}
