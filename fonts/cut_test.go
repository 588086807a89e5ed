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
		if _, ok := s.Code(id, r); ok {
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

// Another library reads the cut font and must find under each code the very
// outline and width that the whole font has for the character.
func TestCutDrawsTheSame(t *testing.T) {
	s := newSet(t, nil)
	for _, role := range Roles {
		id := FaceID(role)
		runes := sample(s, id, 400)
		if role == Subheading {
			runes = append(runes, []rune("¨´ˊ−∕")...) // its only composite glyphs
		}
		compareCut(t, s, id, builtinFiles[role], runes)
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
	ttf, err := s.Cut(id, runes)
	if err != nil {
		t.Fatal(err)
	}
	cut, err := tdfont.ParseSFNT(ttf, 0)
	if err != nil {
		t.Fatalf("%v: %v", id, err)
	}
	for _, r := range runes {
		code, _ := s.Code(id, r)
		from, to := whole.GlyphIndex(r), cut.GlyphIndex(rune(code))
		if to == 0 {
			t.Errorf("%v: U+%04X has no glyph under %04X", id, r, code)
		}
		if whole.GlyphAdvance(from) != cut.GlyphAdvance(to) || !slices.Equal(draw(t, whole, from), draw(t, cut, to)) {
			t.Errorf("%v: %c U+%04X is drawn differently", id, r, r)
		}
	}
	if n := int(cut.NumGlyphs()); n > 2*len(runes) {
		t.Errorf("%v: %d glyphs for %d characters", id, n, len(runes))
	}
	if cut.GlyphIndex('龘') != 0 && !slices.Contains(runes, '龘') {
		t.Errorf("%v: a character that was not asked for", id)
	}
}

func TestCutIsDeterministic(t *testing.T) {
	s := newSet(t, nil)
	runes := sample(s, FaceID(Subheading), 300)
	want, err := s.Cut(FaceID(Subheading), runes)
	if err != nil {
		t.Fatal(err)
	}
	shuffled := append(slices.Clone(runes), runes[:20]...)
	rand.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			got, err := s.Cut(FaceID(Subheading), shuffled)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("another order gave other bytes, error %v", err)
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
		if _, err := s.Cut(tc.id, []rune{'国', tc.r}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestCodes(t *testing.T) {
	s := newSet(t, nil)
	id := FaceID(Subheading)
	seen := map[uint16]rune{}
	for i, r := range s.faces[id].table.High() {
		code, ok := s.Code(id, r)
		if !ok || code != uint16(0xE000+i) {
			t.Fatalf("Code(U+%X) = %04X, %v", r, code, ok)
		}
		seen[code] = r
	}
	code, _ := s.Code(id, '𠮷')
	if got, want := s.Encode(id, "王𠮷明"), "王"+string(rune(code))+"明"; got != want {
		t.Errorf("Encode = %q, want %q", got, want)
	}
	if got := s.Encode(id, "王明"); got != "王明" {
		t.Errorf("Encode = %q", got)
	}
	if rare := s.Rare(id, []rune("王𠮷明")); len(rare) != 1 || rare[code] != '𠮷' || seen[code] != '𠮷' {
		t.Errorf("Rare = %v", rare)
	}
	if rare := s.Rare(id, []rune("王明")); rare != nil {
		t.Errorf("Rare = %v", rare)
	}
}
