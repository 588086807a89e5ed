package coverage

import (
	"testing"
)

func TestTable(t *testing.T) {
	in := New()
	in.Name, in.Version, in.Ascent, in.Descent, in.CapHeight = "楷体", "1.0", 880, -120, 700
	widths := map[rune]int{' ': 250, 'A': 700, 'B': 700, 'C': 0, 0xFFFD: 1000, 0x10000: 1000, 0x10001: 1000, 0x20BB7: 500}
	for _, r := range []rune{' ', 'A', 'B', 'C', 0xFFFD, 0x10000, 0x10001, 0x20BB7} {
		in.Add(r, widths[r])
	}
	b, err := in.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	out, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	if out.Name != in.Name || out.Version != in.Version || out.Ascent != 880 || out.Descent != -120 || out.CapHeight != 700 || out.Len() != len(widths) {
		t.Errorf("decoded %q %q %d %d %d, %d characters", out.Name, out.Version, out.Ascent, out.Descent, out.CapHeight, out.Len())
	}
	for r := rune(-1); r <= 0x110000; r++ {
		want, has := widths[r]
		if w, ok := out.Width(r); ok != has || ok && w != want {
			t.Fatalf("U+%04X: %d, %v, want %d, %v", r, w, ok, want, has)
		}
	}
	for i, r := range []rune{0x10000, 0x10001, 0x20BB7} {
		if got := out.highIndex(r); got != i {
			t.Errorf("highIndex(U+%X) = %d, want %d", r, got, i)
		}
	}
	if got := out.highIndex(0x20BB8); got != -1 {
		t.Errorf("highIndex of an absent character = %d", got)
	}
	for n := range len(b) {
		if _, err := Decode(append(b[:n:n], 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)); err == nil {
			t.Errorf("damaged at byte %d: no error", n)
		}
	}
}
