package pdf

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"dangce/generator/doc"
)

// Codes count the characters of each face in their order.
func TestCodes(t *testing.T) {
	var u usage
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		u.reset()
		var text []rune
		for range 1 + random.IntN(600) {
			text = append(text, []rune{' ', 0x4E00, 0xFF00, 0x20000, 0x3FF00}[random.IntN(5)]+rune(random.IntN(200)))
		}
		u.add([]doc.Mark{&doc.Glyphs{Face: 2, S: string(text)}, &doc.Line{}, &doc.Glyphs{Face: 5, S: "一"}})
		if err := u.number(); err != nil {
			t.Fatal(err)
		}
		faces := map[doc.Face]int{}
		for face, runes := range u.faces() {
			faces[face] = len(runes)
			for i, r := range runes {
				if i > 0 && runes[i-1] >= r {
					t.Fatalf("%U stands before %U", runes[i-1], r)
				}
				if got := u.sets[face].code(r); int(got) != i+1 {
					t.Fatalf("code of %U is %d, want %d", r, got, i+1)
				}
			}
			for _, r := range text {
				if face == 2 && runes[u.sets[2].code(r)-1] != r {
					t.Fatalf("%U is not under its code", r)
				}
			}
		}
		if len(faces) != 2 || faces[5] != 1 {
			t.Fatalf("faces %v", faces)
		}
	}
	u.add([]doc.Mark{&doc.Glyphs{S: "\U00050000"}})
	if err := u.number(); err == nil {
		t.Error("a character that cannot be counted: no error")
	}
}

// The map is read back by rules of its own: every code means its character,
// no run leaves the last byte of code or character, no block is too long.
func TestToUnicode(t *testing.T) {
	var all []rune // runs of up to seven characters, and gaps
	for r := rune(0x20); r < 0x2FFFF; r++ {
		if r%7 == 6 {
			r += r % 50
		}
		if !utf16.IsSurrogate(r) {
			all = append(all, r)
		}
	}
	for _, runes := range [][]rune{all[:20000], []rune("一"), []rune("0123456789ABCþÿĀā一丁七㐌\U00020BB7\U00020BB8\U000203FF\U00020400")} {
		got := readMap(t, appendToUnicode(nil, runes))
		if len(got) != len(runes) {
			t.Errorf("%d codes, want %d", len(got), len(runes))
		}
		for i, r := range runes {
			if got[i+1] != r {
				t.Fatalf("code %d means %U, want %U", i+1, got[i+1], r)
			}
		}
	}
	small := string(appendToUnicode(nil, []rune("ABC一\U00020BB7")))
	for _, want := range []string{"2 beginbfchar\n<0004> <4e00>\n<0005> <d842dfb7>\nendbfchar", "1 beginbfrange\n<0001> <0003> <0041>\nendbfrange"} {
		if !strings.Contains(strings.ReplaceAll(small, "><", "> <"), want) {
			t.Errorf("no %q in\n%s", want, small)
		}
	}
}

func readMap(t *testing.T, cmap []byte) map[int]rune {
	t.Helper()
	out := make(map[int]rune)
	left := 0
	for line := range strings.Lines(string(cmap)) {
		if n, found := strings.CutSuffix(strings.TrimSpace(line), " beginbfchar"); found {
			left, _ = strconv.Atoi(n)
		} else if n, found := strings.CutSuffix(strings.TrimSpace(line), " beginbfrange"); found {
			left, _ = strconv.Atoi(n)
		}
		if left > 100 {
			t.Fatalf("a block of %d", left)
		}
		if line[0] != '<' || strings.HasPrefix(line, "<0000>") {
			continue
		}
		var codes []int
		var text []uint16
		fields := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("<> \n", r) })
		for i, f := range fields {
			for ; len(f) > 4; f = f[4:] {
				v, _ := strconv.ParseUint(f[:4], 16, 16)
				text = append(text, uint16(v))
			}
			v, err := strconv.ParseUint(f, 16, 16)
			if err != nil {
				t.Fatal(err)
			}
			if i < len(fields)-1 {
				codes = append(codes, int(v))
			} else {
				text = append(text, uint16(v))
			}
		}
		first, last, r := codes[0], codes[len(codes)-1], utf16.Decode(text)[0]
		if first>>8 != last>>8 || int(text[len(text)-1]&0xFF)+last-first > 0xFF {
			t.Errorf("run %q is too long", line)
		}
		for code := first; code <= last; code++ {
			out[code] = r + rune(code-first)
		}
	}
	return out
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 5: ".05", 50: ".5", -7: "-.07", 100: "1", 123: "1.23", 120: "1.2", -59528: "-595.28", 59500: "595"} {
		c := canvas{}
		if c.fixed(n); string(c.buf) != want+" " {
			t.Errorf("%d is written %q", n, c.buf)
		}
	}
}

// drawn is a document in the form in which gofpdf writes it.
func drawn() []byte {
	var b bytes.Buffer
	var at []int
	b.WriteString("%PDF-1.3\n")
	for n, body := range []string{"<<>>", "<</Length 3>>\nstream\nabc\nendstream"} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n+1, body)
	}
	table := b.Len()
	b.WriteString("xref\n0 3\n0000000000 65535 f \n")
	for _, v := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", v)
	}
	fmt.Fprintf(&b, "trailer\n<<\n/Size 3\n/Root 1 0 R\n>>\nstartxref\n%d\n%%%%EOF\n", table)
	return b.Bytes()
}

func TestSource(t *testing.T) {
	s, err := readSource(drawn())
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for n, obj := range s.objects {
		if got = append(got, n); !bytes.HasPrefix(obj, objectHead(n)) {
			t.Errorf("object %d is %q", n, obj)
		}
	}
	if len(got) != 2 {
		t.Errorf("objects %v", got)
	}
}

// FuzzSource feeds damaged documents: an error or a source, never a panic.
func FuzzSource(f *testing.F) {
	good := drawn()
	cut := bytes.LastIndex(good, []byte("startxref"))
	for _, bad := range [][]byte{nil, good[:cut], append([]byte("\n"), good...), append(bytes.Clone(good[:cut]), "startxref\n99999999\n%%EOF\n"...),
		append(bytes.Clone(good[:cut]), "startxref\n-4\n%%EOF\n"...), bytes.Replace(good, []byte("0 3\n"), []byte("0 9\n"), 1),
		bytes.Replace(good, []byte("2 0 obj"), []byte("7 0 obj"), 1)} {
		if _, err := readSource(bad); err == nil {
			f.Errorf("no error for %q", bad)
		}
		f.Add(bad)
	}
	f.Add(good)
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := readSource(data)
		if err != nil {
			return
		}
		for n, obj := range s.objects {
			if !bytes.HasPrefix(obj, objectHead(n)) {
				t.Errorf("object %d begins otherwise", n)
			}
		}
	})
}
