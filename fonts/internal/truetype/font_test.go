package truetype

import (
	"errors"
	"os"
	"slices"
	"testing"

	"dangce/fonts/internal/fonttest"
	"dangce/fonts/internal/packed"
)

// kai returns a font file of 15 MB.
func kai(t testing.TB) []byte {
	t.Helper()
	p, err := os.ReadFile("../../files/LXGWWenKai-Regular.ttf.packed")
	if err != nil {
		t.Fatal(err)
	}
	file, err := packed.Open(string(p))
	if err != nil {
		t.Fatal(err)
	}
	data, err := file.Restore()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// FuzzParse feeds damaged fonts. Whatever Parse and Check let pass must be cut
// without an error, and the cut must be read again.
func FuzzParse(f *testing.F) {
	data := kai(f)
	font, err := Parse(data, 0)
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{"王", "é1´中国", "Aüǎ−①，𠮷"} {
		runes := []rune(text)
		slices.Sort(runes)
		var gids []uint16
		for _, r := range runes {
			gid, ok := font.GID(r)
			if !ok {
				f.Fatalf("the font lacks %c", r)
			}
			gids = append(gids, gid)
		}
		small, err := font.AppendCut(nil, gids)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(fonttest.File(small, runes, 0))
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
		_, _ = font.BBox(), font.Style()
		_ = font.Name() + font.Version() + font.PostScript()
		var gids []uint16
		for _, gid := range font.Runes() {
			if gids = append(gids, gid); len(gids) == 0x8000 {
				break
			}
		}
		small, err := font.AppendCut([]byte("in front"), gids)
		if err != nil {
			t.Fatalf("cut: %v", err)
		}
		small = small[len("in front"):]
		if sum := checksum(small); sum != 0xB1B0AFBA {
			t.Fatalf("checksum of the cut is %X", sum)
		}
		again, err := parse(small, 0)
		if err != nil {
			t.Fatalf("parse of the cut: %v", err)
		}
		if err := again.Check(); err != nil {
			t.Fatalf("check of the cut: %v", err)
		}
		for i, gid := range gids {
			if got, want := again.Advance(uint16(i+1)), font.Advance(gid); got != want {
				t.Fatalf("glyph %d is %d wide, want %d", i+1, got, want)
			}
		}
	})
}

// A composite made of itself would never end in a reader that follows it.
func TestCheckRefusesCycles(t *testing.T) {
	data := kai(t)
	font, err := Parse(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	gid, _ := font.GID('´')
	small, err := font.AppendCut(nil, []uint16{gid})
	if err != nil {
		t.Fatal(err)
	}
	cut, err := parse(small, 0)
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
