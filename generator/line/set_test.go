package line_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"dangce/generator/doc"
	"dangce/generator/line"
)

// sample is a paragraph of this field with all kinds of characters.
const sample = "根据《中国共产党支部工作条例（试行）》第26条和“三会一课”制度，党支部每月至少召开1次支部委员会会议；每季度召开1次党员大会，" +
	"到会有表决权的党员不少于应到会的1/2（预备党员除外），赞成票超过应到会有表决权党员的二分之一，方可作出决议——“两委”成员列席。" +
	"2027年3月15日前，由买买提·吐尔逊同志把3—5项事项报批，交纳党费50.00元，按〔2008〕3号文件办理，逾期10%以上的，" +
	"由上级党委追究责任：“谁主管、谁负责”。"

// TestJustified: a filled line is exactly as wide as its measure, letters and
// digits are as close as ever, and punctuation gives way first.
func TestJustified(t *testing.T) {
	text := prepared(sample)
	for _, total := range []bool{false, true} {
		for chars := int32(14); chars <= 40; chars++ {
			s := line.Setting{Width: chars * line.Em, First: 2 * line.Em, Align: doc.AlignJustify, Total: total}
			lines := text.Break(nil, &s)
			for i, l := range lines {
				if l.Torn {
					t.Errorf("%d em: %q is torn", chars, text.String(&l))
				}
				if m := s.Width - l.X; !l.Last && l.W != m && (total || l.W > m) {
					t.Errorf("%d em, total %v: %q is %d wide of %d", chars, total, text.String(&l), l.W, m)
				}
				if want := int32(0); i == 0 {
					want = 2 * line.Em
					if l.X != want {
						t.Errorf("the first line begins at %d", l.X)
					}
				}
				checkGaps(t, text, &l)
			}
		}
	}
}

// checkGaps: no letter-spacing, no dash or leader separated, nothing over
// anything.
func checkGaps(t *testing.T, text *line.Text, l *line.Line) {
	t.Helper()
	var prev rune
	for _, g := range text.Gaps(l) {
		if g.Room < 0 || latin(prev) && latin(g.R) && g.Room != 0 || prev == '—' && g.R == '—' && g.Room != 0 {
			t.Errorf("%q: %d between %q and %q", text.String(l), g.Room, prev, g.R)
		}
		if strings.ContainsRune("，。、；：）》”", prev) && strings.ContainsRune("，。、；：）》”（《“", g.R) && g.Room > 700 {
			t.Errorf("%q: %q and %q with full gaps, %d", text.String(l), prev, g.R, g.Room)
		}
		prev = g.R
	}
}

func latin(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// TestSqueeze: what a line has too much is taken from punctuation before
// anything else.
func TestSqueeze(t *testing.T) {
	for _, tc := range []struct {
		text  string
		width line.Unit
		want  string
	}{
		{"甲，乙，丙A", 5_375, "甲，[375]乙，[375]丙⅛A"},
		{"甲，乙，丙A", 5_625, "甲，½乙，½丙⅛A"},
		{"甲，乙，丙A", 5_225, "甲，[300]乙，[300]丙⅛A"},
		{"甲，乙。丙A", 5_300, "甲，[300]乙。[375]丙⅛A"},
		{"甲，乙，丙A", 5_000, "甲，[188]乙，[188]丙⅛A"},
	} {
		lines := set(prepared(tc.text), line.Setting{Width: tc.width, Align: doc.AlignJustify})
		if len(lines) != 1 || lines[0] != tc.want {
			t.Errorf("%s in %d: %q, want %q", tc.text, tc.width, lines, tc.want)
		}
	}
}

// TestHanging: a stop hangs outside a full line rather than taking a
// character with it.
func TestHanging(t *testing.T) {
	text := prepared("甲乙丙丁戊己庚辛壬癸。子丑寅")
	s := line.Setting{Width: 10_000, Align: doc.AlignJustify, Hang: true}
	for _, s.Total = range []bool{false, true} {
		lines := text.Break(nil, &s)
		if got := text.String(&lines[0]); len(lines) != 2 || got != "甲乙丙丁戊己庚辛壬癸。" || lines[0].W != 10_000 {
			t.Errorf("total %v: %q, %d wide", s.Total, got, lines[0].W)
		}
		s.Hang = false
		if got := texts(text, s)[0]; got != "甲乙丙丁戊己庚辛壬" {
			t.Errorf("without hanging: %q", got)
		}
		s.Hang = true
	}
}

// TestAlign: where lines begin.
func TestAlign(t *testing.T) {
	for align, want := range map[doc.Align][2]line.Unit{
		doc.AlignLeft: {0, 3500}, doc.AlignCenter: {3250, 3500}, doc.AlignRight: {6500, 3500}, doc.AlignJustify: {0, 3500}, doc.AlignSpread: {0, 10000},
	} {
		text := prepared("（甲乙）")
		l := text.Break(nil, &line.Setting{Width: 10_000, Align: align})[0]
		if align != doc.AlignSpread {
			want[1] = 3000
			if align == doc.AlignCenter {
				want[0] = 3500
			} else if align == doc.AlignRight {
				want[0] = 7000
			}
		}
		if l.X != want[0] || l.W != want[1] {
			t.Errorf("align %d: from %d, %d wide, want %v", align, l.X, l.W, want)
		}
	}
}

// TestTotal: a paragraph is broken so that its worst line is better than line
// by line, and its last line is never one character.
func TestTotal(t *testing.T) {
	text := prepared(sample)
	for chars := int32(16); chars <= 34; chars++ {
		worst := func(total bool) (w line.Unit, last string) {
			s := line.Setting{Width: chars * line.Em, Align: doc.AlignJustify, Total: total}
			for _, l := range text.Break(nil, &s) {
				for _, g := range text.Gaps(&l) {
					if !l.Last && g.Room < 200 {
						w = max(w, g.Room)
					}
				}
				last = text.String(&l)
			}
			return w, last
		}
		a, _ := worst(false)
		b, last := worst(true)
		if b > a+40 {
			t.Errorf("%d em: gaps of %d as a whole, %d line by line", chars, b, a)
		}
		if utf8.RuneCountInString(strings.TrimRight(last, "。”、")) < 2 {
			t.Errorf("%d em: last line %q", chars, last)
		}
	}
}

// TestLoose: a paragraph takes a line more or fewer where it can.
func TestLoose(t *testing.T) {
	text := prepared(sample)
	s := line.Setting{Width: 24_000, Align: doc.AlignJustify, Total: true}
	n := len(text.Break(nil, &s))
	s.Loose = 1
	if m := len(text.Break(nil, &s)); m != n+1 {
		t.Errorf("%d lines, one more is %d", n, m)
	}
}

// TestWidths: the first lines may have measures of their own.
func TestWidths(t *testing.T) {
	text := prepared(sample)
	s := line.Setting{Width: 30_000, Widths: []line.Unit{12_000, 12_000}, Align: doc.AlignJustify, Total: true}
	for i, l := range text.Break(nil, &s) {
		want := line.Unit(30_000)
		if i < 2 {
			want = 12_000
		}
		if !l.Last && l.W != want {
			t.Errorf("line %d is %d wide, want %d", i, l.W, want)
		}
	}
}

// TestBalance: lines of even length, as few as fit.
func TestBalance(t *testing.T) {
	for _, tc := range []struct {
		text string
		want []string
	}{
		{"甲乙丙丁戊己庚辛壬癸子", []string{"甲乙丙丁戊己", "庚辛壬癸子"}},
		{"召开党员大会甲乙丙丁戊己", []string{"召开党员大会", "甲乙丙丁戊己"}},
		{"甲乙丙丁戊己庚", []string{"甲乙丙丁戊己庚"}},
	} {
		if got := texts(prepared(tc.text), line.Setting{Width: 10_000, Balance: true}); !slices.Equal(got, tc.want) {
			t.Errorf("%q, want %q", got, tc.want)
		}
	}
}

// TestNames: a person's name breaks behind its dot alone.
func TestNames(t *testing.T) {
	text := line.New(plain{}, nil).Prepare("阿卜杜热合曼·阿卜杜克热木", line.Style{Name: true})
	if got := texts(text, line.Setting{Width: 10_000}); !slices.Equal(got, []string{"阿卜杜热合曼·", "阿卜杜克热木"}) {
		t.Errorf("%q", got)
	}
	if n, torn := text.Count(&line.Setting{Width: 5_000}); !torn {
		t.Errorf("%d lines, not torn", n)
	}
}

// TestRuns: styles of several roles, sizes and tracking in a paragraph.
func TestRuns(t *testing.T) {
	e := line.New(plain{}, words)
	text := e.PrepareRuns([]line.Run{
		{Text: "注意：", Style: line.Style{Role: doc.Heading}},
		{Text: "大字", Style: line.Style{Scale: 2000}},
		{Text: "疏字2027", Style: line.Style{Track: 100}},
	})
	l := text.Break(nil, &line.Setting{Width: 100_000})[0]
	if want := line.Unit(3000 + 4000 + 2000 + 100 + 100 + 125 + 2000 + 100); l.W < want-200 || l.W > want+200 {
		t.Errorf("%d wide, want about %d", l.W, want)
	}
	var p line.Placed
	text.Place(&p, &l, false)
	if n := len(p.Glyphs); n < 3 {
		t.Fatalf("%d runs", n)
	}
	for i, g := range p.Glyphs {
		if i > 0 && g.Left < p.Glyphs[i-1].Right {
			t.Errorf("%q over %q", g.Text, p.Glyphs[i-1].Text)
		}
		if g.Text == "2027" && g.Track != 0 {
			t.Errorf("digits are spaced by %d", g.Track)
		}
	}
}

// TestPlace: glyphs are where the gaps say, with kerns or in runs of their
// own; narrow quotes come from another face, and a middle dot is in the
// middle of an em.
func TestPlace(t *testing.T) {
	e := line.New(plain{}, words)
	text := e.Prepare("甲，“乙·丙”。", line.Style{Role: doc.Subheading})
	l := text.Break(nil, &line.Setting{Width: 100_000})[0]
	var p line.Placed
	text.Place(&p, &l, false)
	type placed struct {
		text string
		x    line.Micro
		face doc.Face
	}
	var got []placed
	for _, g := range p.Glyphs {
		got = append(got, placed{g.Text, g.X, g.Face})
	}
	kai, serif := doc.Face(doc.Subheading), doc.Face(doc.Body)
	want := []placed{{"甲，", 0, kai}, {"“", 1_500_000, serif}, {"乙", 2_500_000, kai}, {"·", 3_825_000, kai}, {"丙", 4_500_000, kai}, {"”", 5_500_000, serif}, {"。", 6_000_000, kai}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for _, s := range []line.Setting{{Width: 20_000, Align: doc.AlignJustify}, {Width: 23_000, Align: doc.AlignSpread}, {Width: 17_000, Align: doc.AlignCenter}} {
		both(t, prepared(sample), &s)
	}
}

// both checks that a line placed with kerns and one placed in runs have their
// characters at the same places.
func both(t *testing.T, text *line.Text, s *line.Setting) {
	t.Helper()
	for _, l := range text.Break(nil, s) {
		var a, b line.Placed
		text.Place(&a, &l, true)
		text.Place(&b, &l, false)
		if len(a.Glyphs) > len(b.Glyphs) {
			t.Errorf("%d runs with kerns, %d without", len(a.Glyphs), len(b.Glyphs))
		}
		x, y := places(&a), places(&b)
		if !slices.Equal(x, y) {
			t.Errorf("%q: with kerns %v, without %v", text.String(&l), x, y)
		}
		if n := len(a.Glyphs); n > 0 {
			if end := line.Micro(l.X+l.W) * 1000; a.Glyphs[n-1].Right > end+100 || a.Glyphs[n-1].Right < end-100_000 {
				t.Errorf("%q ends at %d, want %d", text.String(&l), a.Glyphs[n-1].Right, end)
			}
		}
	}
}

// places returns where the glyphs of a line begin.
func places(p *line.Placed) []line.Micro {
	var out []line.Micro
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		x := g.X
		kerns := p.Kerns(g)
		for at, r := range g.Text {
			for _, k := range kerns {
				if int(k.At) == at {
					x += k.By
				}
			}
			out = append(out, x)
			adv := plain{}.Advance(doc.Body, r)
			if r == '—' {
				adv = 0.9
			}
			x += line.Micro(adv*1_000_000) + g.Track
		}
	}
	return out
}

// TestSizes: how many characters fit, which size a column takes and how many
// lines stay on a page.
func TestSizes(t *testing.T) {
	if n, rest := line.WholeEms(170, 14); n != 34 || rest < 2.07 || rest > 2.08 {
		t.Errorf("%d characters of 14 pt in 170 mm, %.3f left", n, rest)
	}
	if n, rest := line.WholeEms(34*14*25.4/72, 14); n != 34 || rest > 1e-9 {
		t.Errorf("%d characters, %g left", n, rest)
	}
	if n, rest := line.WholeEms(-1, 14); n != 0 || rest != 0 {
		t.Errorf("%d characters in no room, %g left", n, rest)
	}
	if u := line.Measure(10, 0); u != 0 {
		t.Errorf("type of no size has a measure of %d", u)
	}
	if !line.Ragged(10_000) || line.Ragged(34_000) {
		t.Error("narrow columns are ragged, wide ones are not")
	}
	if u := line.Measure(10*12*25.4/72, 12); u != 10_000 {
		t.Errorf("ten characters are %d wide", u)
	}
	for _, tc := range []struct{ lines, room, want int }{{5, 5, 5}, {5, 4, 3}, {5, 3, 3}, {5, 1, 0}, {3, 2, 0}, {4, 2, 2}, {9, 0, 0}} {
		if n := line.Keep(tc.lines, tc.room, 2); n != tc.want {
			t.Errorf("%d of %d lines stay where %d fit, want %d", n, tc.lines, tc.room, tc.want)
		}
	}
}

// TestUpright: single characters, as on a spine, are in the middle of their
// place.
func TestUpright(t *testing.T) {
	for _, s := range []string{"党", "·", "︵", "︱", "2"} {
		text := prepared(s)
		l := text.Break(nil, &line.Setting{Width: line.Em, Align: doc.AlignCenter})[0]
		if d := 2*l.X + l.W - line.Em; d < -1 || d > 1 {
			t.Errorf("%s from %d, %d wide", s, l.X, l.W)
		}
	}
}

// TestNoRoom: widths of nothing and less end, with a character to a line.
func TestNoRoom(t *testing.T) {
	for _, w := range []line.Unit{0, -5000, 1} {
		for _, s := range []line.Setting{{Width: w}, {Width: w, Total: true}, {Width: w, Balance: true}, {Width: w, Align: doc.AlignSpread}} {
			if got := strings.Join(texts(prepared("甲乙，丙"), s), "|"); strings.ReplaceAll(got, "|", "") != "甲乙，丙" || strings.Count(got, "|") < 1 {
				t.Errorf("in %d: %q", w, got)
			}
		}
	}
}

// TestTogether: an engine serves many at once and gives the same lines.
func TestTogether(t *testing.T) {
	e := line.New(plain{}, words)
	s := line.Setting{Width: 21_000, Align: doc.AlignJustify, Total: true}
	want := texts(e.Prepare(sample, line.Style{}), s)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for role := range doc.Role(4) {
				text := e.Prepare(sample, line.Style{Role: role})
				if got := texts(text, s); !slices.Equal(got, want) {
					t.Errorf("role %d: %q", role, got)
				}
				e.Prepare("党员大会", line.Style{Role: role})
			}
		})
	}
	wg.Wait()
}

// check holds a text to what every setting promises.
func check(t *testing.T, s string, set line.Setting) {
	t.Helper()
	text := prepared(s)
	lines := text.Break(nil, &set)
	if again := text.Break(nil, &set); !slices.Equal(lines, again) {
		t.Fatalf("%q: two ways to break it", s)
	}
	var got strings.Builder
	var p line.Placed
	for i := range lines {
		l := &lines[i]
		str := text.String(l)
		got.WriteString(str)
		if n := utf8.RuneCountInString(str); l.W > set.Width-l.X+1 && set.Align != doc.AlignCenter && set.Align != doc.AlignRight && bases(str) > 1 {
			t.Errorf("%q: %q of %d characters is %d wide, from %d in %d", s, str, n, l.W, l.X, set.Width)
		}
		if r, _ := utf8.DecodeRuneInString(str); !l.Torn && i > 0 && !lines[i-1].Last && !lines[i-1].Torn && strings.ContainsRune("，。、；：？！）》”…—", r) {
			t.Errorf("%q: %q begins a line", s, str)
		}
		if r, _ := utf8.DecodeLastRuneInString(str); !l.Torn && !l.Last && strings.ContainsRune("（《“□", r) {
			t.Errorf("%q: %q ends a line", s, str)
		}
		placedOnce(t, text, l, &p)
	}
	if bare(got.String()) != bare(s) {
		t.Errorf("%q came out as %q", s, got.String())
	}
}

// placedOnce: every printed character is in one run, in order.
func placedOnce(t *testing.T, text *line.Text, l *line.Line, p *line.Placed) {
	t.Helper()
	var all strings.Builder
	text.Place(p, l, true)
	for _, g := range p.Glyphs {
		all.WriteString(g.Text)
	}
	if str := text.String(l); bare(all.String()) != bare(str) {
		t.Errorf("%q is placed as %q", str, all.String())
	}
}

// bases counts the characters that are not combining.
func bases(s string) int { return utf8.RuneCountInString(strings.ReplaceAll(s, "\u0301", "")) }

// bare is what of s is printed.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r >= 0x7f && r <= 0xa0 || strings.ContainsRune("\u00ad\u2028\u2029\u2060\u200b\u200c\u200d\u200e\u200f\u202f\u205f\u3000\ufeff\u2061\u2062\u2063\u2064", r) ||
			r >= 0x2000 && r <= 0x200a || r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef {
			return -1
		}
		return r
	}, s)
}

// settings are ways to set a text, by number.
func settings(n uint8, width int16) line.Setting {
	return line.Setting{
		Width: line.Unit(width), Align: doc.Align(n % 5), Total: n&8 != 0, Balance: n&16 != 0, Hang: n&32 != 0,
		First: line.Unit(n>>6) * 1000, Loose: int(n & 1),
	}
}

// TestAnyText: texts of random characters of all kinds.
func TestAnyText(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("甲乙丙党员大会事项第条年月日分之一二三十，。、；：“”（）《》·—…～a1 2.5/-%￥□　〔〕" + "\u2060\u0301\u00a0\u200b\n𠮷")
	for range 4000 {
		rs := make([]rune, rnd.IntN(60))
		for i := range rs {
			rs[i] = alphabet[rnd.IntN(len(alphabet))]
		}
		s := settings(uint8(rnd.Uint32()), int16(rnd.IntN(20_000)-500))
		s.Hang = false
		check(t, string(rs), s)
	}
}

// FuzzBreak: whatever the text and the room.
func FuzzBreak(f *testing.F) {
	f.Add(sample, uint8(8), int16(20_000))
	f.Add("________________________________________", uint8(3), int16(5_000))
	f.Add(" \n\n　，，，，，，，，，，，，，，，，，", uint8(11), int16(3_000))
	f.Add("a\u0301\u0301甲\u2060乙\ufe0f\U000e0100👨\u200d👩", uint8(4), int16(0))
	f.Fuzz(func(t *testing.T, s string, how uint8, width int16) {
		if !utf8.ValidString(s) || utf8.RuneCountInString(s) > 400 {
			t.Skip()
		}
		set := settings(how, width)
		text := prepared(s)
		var got strings.Builder
		var p line.Placed
		for _, l := range text.Break(nil, &set) {
			got.WriteString(text.String(&l))
			placedOnce(t, text, &l, &p)
		}
		if bare(got.String()) != bare(s) {
			t.Errorf("%q came out as %q", s, got.String())
		}
	})
}
