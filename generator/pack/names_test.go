package pack

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func TestSafe(t *testing.T) {
	long := strings.Repeat("东街社区", 30)
	for _, c := range [][3]string{
		{"01-003-东街社区党支部", "", "01-003-东街社区党支部"},
		{"党费收缴台账", ".xlsx", "党费收缴台账.xlsx"},
		{`a<b>c:d"e/f\g|h?i*j`, "", "a＜b＞c：d＂e／f＼g｜h？i＊j"},
		{"con", ".pdf", "_con.pdf"},
		{"LPT¹.东街", "", "_LPT¹.东街"},
		{"COM10", "", "COM10"},
		{"CONST", "", "CONST"},
		{"尾点. .", "", "尾点"},
		{"  　空白\t行\n", "", "空白行"},
		{"..", "", "未命名"},
		{".dangce.lock", "", "_.dangce.lock"},
		{"a\u202egpj.exe", "", "agpj.exe"},
		{"坏\xff字", "", "坏_字"},
		{"𠮷村党支部", "", "𠮷村党支部"},
	} {
		if got := Safe(c[0], c[1]); got != c[2] {
			t.Errorf("Safe(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
	a, b := Safe(long+"甲", ".pdf"), Safe(long+"乙", ".pdf")
	if a == b || !strings.HasPrefix(a, "东街社区东街社区") || !strings.HasSuffix(a, ".pdf") || a != Safe(long+"甲", ".pdf") {
		t.Errorf("long names become %q and %q", a, b)
	}
}

func TestNamesProperties(t *testing.T) {
	alphabet := []rune("aAbBſKcon.NUL12 <>:\"/\\|?*\x00\n\u200b\u202e　东街社区党支部𠮷é\u0301~-_﨑崎")
	rnd := rand.New(rand.NewPCG(1, 2))
	var n Names
	seen := map[string]string{}
	for range 3000 {
		var b strings.Builder
		for range rnd.IntN(4) * rnd.IntN(40) {
			b.WriteRune(alphabet[rnd.IntN(len(alphabet))])
		}
		stem, ext := b.String(), []string{"", ".pdf", ".xlsx"}[rnd.IntN(3)]
		name := n.Name("f", stem, ext)
		if err := checkPath(name); err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		if first, ok := seen[fold(name)]; ok {
			t.Fatalf("%q was given to %q and %q", name, first, stem)
		}
		seen[fold(name)] = stem
		if !utf8.ValidString(name) || len(utf16.Encode([]rune(name))) > maxUnits || len(name) > maxBytes ||
			strings.ContainsAny(name, "<>:\"/\\|?*\x00\n\u200b\u202e") || strings.HasSuffix(name, " ") ||
			strings.HasSuffix(name, ".") || strings.HasPrefix(name, " ") || reserved(name) || !strings.HasSuffix(name, ext) {
			t.Fatalf("%q became %q", stem, name)
		}
	}
}

func TestNamesAreRepeatable(t *testing.T) {
	var a, b Names
	for _, stem := range []string{"东街", "东街", "DJ", "dj", strings.Repeat("长", 80), strings.Repeat("长", 80)} {
		if x, y := a.Name("f", stem, ".pdf"), b.Name("f", stem, ".pdf"); x != y {
			t.Errorf("%q became %q and %q", stem, x, y)
		}
	}
	if got := a.Name("f", "东街", ".pdf"); got != "东街-3.pdf" {
		t.Errorf("third name is %q", got)
	}
	if got := a.Name("g", "东街", ".pdf"); got != "东街.pdf" {
		t.Errorf("name in another folder is %q", got)
	}
}

func TestNamesOnThisDisk(t *testing.T) {
	dir := t.TempDir()
	var n Names
	for _, stem := range []string{"CON", "a:b", strings.Repeat("𠮷", 300), "x.", "é", "e\u0301", "..", "Ａ", "A", "a"} {
		if err := os.WriteFile(filepath.Join(dir, n.Name("", stem, ".pdf")), nil, 0o600); err != nil {
			t.Error(err)
		}
	}
	if l, err := os.ReadDir(dir); err != nil || len(l) != 10 {
		t.Errorf("%d files, want 10 (%v)", len(l), err)
	}
}
