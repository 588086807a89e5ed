package fonts

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	tdfont "github.com/tdewolff/font"
	"golang.org/x/image/font/gofont/goregular"
)

// outline records a glyph's drawing, to compare two fonts by.
type outline []float64

func (o *outline) MoveTo(x, y float64)             { *o = append(*o, 1, x, y) }
func (o *outline) LineTo(x, y float64)             { *o = append(*o, 2, x, y) }
func (o *outline) QuadTo(a, b, x, y float64)       { *o = append(*o, 3, a, b, x, y) }
func (o *outline) CubeTo(a, b, c, d, x, y float64) { *o = append(*o, 4, a, b, c, d, x, y) }
func (o *outline) Close()                          { *o = append(*o, 5) }

func draw(t *testing.T, f *tdfont.SFNT, gid uint16) outline {
	t.Helper()
	var o outline
	if err := f.GlyphPath(&o, gid, 0, 0, 0, 1, tdfont.NoHinting); err != nil {
		t.Fatal(err)
	}
	return o
}

// sample returns n characters of a face, all its kinds among them.
func sample(s *Set, id FaceID, n int) []rune {
	random := rand.New(rand.NewPCG(1, uint64(id)))
	var all []rune
	for r := rune(0); r < 0x10000; r++ {
		if _, ok := s.Units(id, r); ok {
			all = append(all, r)
		}
	}
	high := s.faces[id].table.High()
	runes := append([]rune(" 1Aéü中国，①"), high[0], high[len(high)-1])
	for len(runes) < n {
		runes = append(runes, all[random.IntN(len(all))])
	}
	slices.Sort(runes)
	return slices.Compact(runes)
}

// Another library reads the program and must find in each glyph the very
// outline and width that the whole font has for the character.
func TestCutDrawsTheSame(t *testing.T) {
	s := newSet(t, nil)
	for _, role := range Roles {
		id := FaceID(role)
		runes := sample(s, id, 400)
		if role == Subheading {
			runes = append(runes, []rune("¨´ˊ−∕")...) // its only composite glyphs
		}
		compareCut(t, s, id, published(t, role), runes)
	}
	// A font with 2048 units per em, hinting, and accents made of parts.
	own := newSet(t, map[string]File{"body": {Data: goregular.TTF}})
	compareCut(t, own, FaceID(len(Roles))+FaceID(Body), goregular.TTF, []rune("AÀÁÂaàáâ1ǻﬁ—"))
}

func compareCut(t *testing.T, s *Set, id FaceID, file []byte, runes []rune) {
	t.Helper()
	whole, err := tdfont.ParseSFNT(file, 0)
	if err != nil {
		t.Fatal(err)
	}
	ttf, err := s.AppendCut([]byte("before"), id, runes)
	if err != nil {
		t.Fatal(err)
	}
	cut, err := tdfont.ParseEmbeddedSFNT(ttf[len("before"):], 0)
	if err != nil {
		t.Fatalf("%v: %v", id, err)
	}
	for i, r := range runes {
		from, to := whole.GlyphIndex(r), uint16(i+1)
		if whole.GlyphAdvance(from) != cut.GlyphAdvance(to) || !slices.Equal(draw(t, whole, from), draw(t, cut, to)) {
			t.Errorf("%v: %c U+%04X is drawn differently", id, r, r)
		}
	}
	if !slices.Equal(draw(t, whole, 0), draw(t, cut, 0)) {
		t.Errorf("%v: the missing glyph is drawn differently", id)
	}
	if n := int(cut.NumGlyphs()); n > len(runes)+10 {
		t.Errorf("%v: %d glyphs for %d characters", id, n, len(runes))
	}
}

func TestCutIsDeterministic(t *testing.T) {
	s := newSet(t, nil)
	runes := sample(s, FaceID(Subheading), 300)
	want, err := s.AppendCut(nil, FaceID(Subheading), runes)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			got, err := s.AppendCut(nil, FaceID(Subheading), runes)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("the same runes gave other bytes, error %v", err)
			}
		})
	}
	wg.Wait()
}

func TestCutRefuses(t *testing.T) {
	s := newSet(t, nil)
	for name, tc := range map[string]struct {
		id FaceID
		r  rune
	}{
		"a missing character":  {FaceID(Body), '☑'},
		"a private character":  {FaceID(Body), 0xE000},
		"a rare one elsewhere": {FaceID(Body), '𠮷'},
		"a face not there":     {FaceID(Body) + FaceID(len(Roles)), '中'},
		"a face out of range":  {200, '中'},
	} {
		if _, err := s.AppendCut(nil, tc.id, []rune{'国', tc.r}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestDescriptor(t *testing.T) {
	s := newSet(t, nil)
	for role, want := range map[Role]struct {
		name  string
		serif bool
		stem  int
	}{
		Title:      {"NotoSerifSC-Bold", true, 165},
		Heading:    {"NotoSansSC-Medium", false, 109},
		Subheading: {"LXGWWenKai-Regular", true, 87}, // its file says so
		Body:       {"NotoSerifSC-Regular", true, 87},
	} {
		d, err := s.Descriptor(FaceID(role))
		if err != nil {
			t.Fatal(err)
		}
		if d.Name != want.name || d.Serif != want.serif || d.Fixed || d.ItalicAngle != 0 || d.StemV != want.stem {
			t.Errorf("%v: %+v, want %+v", role, d, want)
		}
		if d.Descent >= 0 || d.CapHeight < 600 || d.Ascent < d.CapHeight || d.BBox[0] > 0 || d.BBox[2] < 1000 || d.BBox[3] < d.Ascent {
			t.Errorf("%v: %+v", role, d)
		}
	}
	own := newSet(t, map[string]File{"body": {Data: goregular.TTF}})
	d, err := own.Descriptor(FaceID(len(Roles)) + FaceID(Body)) // 2048 units per em
	if err != nil || d.Name != "GoRegular" || d.BBox[2] > 3000 {
		t.Errorf("own: %+v, %v", d, err)
	}
	if _, err := s.Descriptor(200); err == nil {
		t.Error("a face out of range has a descriptor")
	}
	if got := printable("(仿 宋/GB)_2312"); got != "GB_2312" {
		t.Errorf("printable = %q", got)
	}
}
