package truetype

import (
	"errors"
	"os"
	"testing"
)

// FuzzParse feeds damaged fonts. Whatever Parse and Check let pass must be cut
// without an error, and the cut must be read again.
func FuzzParse(f *testing.F) {
	data, err := os.ReadFile("../../files/LXGWWenKai-Regular.ttf")
	if err != nil {
		f.Fatal(err)
	}
	font, err := Parse(data, 0)
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{"王", "é1´中国", "Aüǎ−①，𠮷"} {
		var chars []Char
		for i, r := range []rune(text) {
			gid, ok := font.GID(r)
			if !ok {
				f.Fatalf("the font lacks %c", r)
			}
			chars = append(chars, Char{Code: uint16(0x4E00 + i), GID: gid})
		}
		small, err := font.Cut(chars)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(small)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		font, err := Parse(data, 0)
		if err == nil {
			err = font.Check()
		}
		if err != nil {
			for _, known := range []error{ErrNotFont, ErrWeb, ErrCFF, ErrIndex, ErrNoCmap, ErrBroken} {
				if errors.Is(err, known) {
					return
				}
			}
			t.Fatalf("unknown error %v", err)
		}
		_, _, _ = font.VerticalMetrics()
		_ = font.Name() + font.Version()
		var chars []Char
		for r, gid := range font.Runes() {
			if r < 0xFFFF {
				chars = append(chars, Char{Code: uint16(r), GID: gid})
			}
		}
		small, err := font.Cut(chars)
		if err != nil {
			t.Fatalf("cut: %v", err)
		}
		if sum := checksum(small); sum != 0xB1B0AFBA {
			t.Fatalf("checksum of the cut is %X", sum)
		}
		again, err := Parse(small, 0)
		if len(chars) == 0 {
			return // a font of characters beyond the BMP only: nothing to map
		}
		if err != nil {
			t.Fatalf("parse of the cut: %v", err)
		}
		for _, ch := range chars {
			gid, ok := again.GID(rune(ch.Code))
			if !ok || again.Advance(gid) != font.Advance(ch.GID) {
				t.Fatalf("character %04X is lost", ch.Code)
			}
		}
	})
}

// A composite made of itself would never end in a reader that follows it.
func TestCheckRefusesCycles(t *testing.T) {
	data, err := os.ReadFile("../../files/LXGWWenKai-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	font, err := Parse(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	gid, _ := font.GID('´')
	small, err := font.Cut([]Char{{'A', gid}})
	if err != nil {
		t.Fatal(err)
	}
	cut, err := Parse(small, 0)
	if err != nil {
		t.Fatal(err)
	}
	outline, err := cut.glyph(1)
	if err != nil || i16(outline, 0) >= 0 {
		t.Fatalf("´ is no composite here (%v)", err)
	}
	outline[12], outline[13] = 0, 1 // its first part: itself
	if err := cut.Check(); !errors.Is(err, ErrBroken) {
		t.Errorf("Check = %v", err)
	}
}
