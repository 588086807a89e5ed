package packed

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
)

// small is a packed font with hinting and accents made of parts.
var small = sync.OnceValues(func() ([]byte, error) {
	return Pack(goregular.TTF, func(gid uint16) int { return int(gid) % 5 })
})

func packedSmall(t testing.TB) string {
	t.Helper()
	p, err := small()
	if err != nil {
		t.Fatal(err)
	}
	return string(p)
}

func open(t testing.TB, p string) *File {
	t.Helper()
	f, err := Open(p)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestRestore(t *testing.T) {
	p := packedSmall(t)
	file, err := open(t, p).Restore()
	if err != nil || !bytes.Equal(file, goregular.TTF) {
		t.Errorf("another file came out: %d bytes of %d, %v", len(file), len(goregular.TTF), err)
	}
	if len(p) > len(file)*2/3 {
		t.Errorf("%d bytes packed to %d", len(file), len(p))
	}
}

// Several goroutines ask for glyphs in any order; each must be that of the
// file.
func TestGlyphs(t *testing.T) {
	p := packing{file: goregular.TTF, tables: make(map[string][]byte)}
	for rec := range records(p.file) {
		p.tables[rec.tag] = p.file[rec.at : rec.at+rec.size]
	}
	if err := p.split(); err != nil {
		t.Fatal(err)
	}
	glyphs, err := open(t, packedSmall(t)).Glyphs()
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for seed := range uint64(4) {
		wg.Go(func() {
			for _, gid := range rand.New(rand.NewPCG(seed, 0)).Perm(len(p.glyphs)) {
				got, err := glyphs.Glyph(uint16(gid))
				if err != nil || !bytes.Equal(got, p.glyphs[gid]) {
					t.Errorf("glyph %d: %x, %v, want %x", gid, got, err, p.glyphs[gid])
				}
			}
		})
	}
	wg.Wait()
	if _, err := glyphs.Glyph(uint16(len(p.glyphs))); err == nil {
		t.Error("a glyph that is not there came out")
	}
}

// Every form of a point comes back as it went in.
func TestPoints(t *testing.T) {
	steps := []int{0, 1, 63, 64, 65, 255, 256, 768, 769, 1279, 1280, 4095, 4096, 32767}
	for _, x := range steps {
		for _, y := range steps {
			for _, p := range []point{{x, y, true}, {-x, y, false}, {x, -y, true}, {-x, -y, false}} {
				flags, values := appendPoint(nil, nil, p)
				r := reader{b: values}
				if got := r.point(flags[0]); got != p || r.err != nil || len(r.b) > 0 {
					t.Errorf("%+v came back as %+v", p, got)
				}
			}
		}
	}
}

// A glyph that is not written in the shortest way is kept as it is.
func TestUnusualGlyphs(t *testing.T) {
	simple := []byte{0, 1, 0, 0, 0, 0, 0, 5, 0, 5, 0, 2, 0, 0, 1, 1, 1, 0, 0, 0, 5, 0, 0, 0, 0, 0, 5, 0, 0}
	composite := []byte{0xFF, 0xFF, 0, 0, 0, 0, 0, 5, 0, 5, 0, 2, 0, 1, 3, 4}
	for _, glyph := range [][]byte{simple, composite, {}, {1}, {0, 0}, {0, 9, 0}, bytes.Repeat([]byte{0}, 12)} {
		var b block
		b.add(glyph, 1)
		f := File{blocks: []string{string(pack(b.bytes()))}, gids: [][]uint16{{0}}, align: 1}
		glyphs := make([][]byte, 1)
		if err := f.unpackBlock(0, glyphs); err != nil || !bytes.Equal(glyphs[0], glyph) {
			t.Errorf("%x came back as %x, %v", glyph, glyphs[0], err)
		}
	}
}

// FuzzOpen unpacks what it is given: with an error or without, never with a
// panic.
func FuzzOpen(f *testing.F) {
	f.Add([]byte(packedSmall(f)), []byte{})
	f.Add([]byte{}, goregular.TTF[:200])
	f.Fuzz(func(t *testing.T, data, streams []byte) {
		if len(streams) > 0 { // plain bytes, to be packed first
			s := pack(streams)
			data = []byte(magic)
			for range 3 {
				data = append(binary.AppendUvarint(data, uint64(len(s))), s...)
			}
		}
		file, err := Open(string(data))
		if err != nil {
			if !errors.Is(err, errDamaged) {
				t.Fatalf("unknown error %v", err)
			}
			return
		}
		_, _ = file.Restore()
		glyphs, err := file.Glyphs()
		if err != nil {
			return
		}
		for gid := range file.NumGlyphs {
			_, _ = glyphs.Glyph(uint16(gid))
		}
	})
}

// A flipped bit gives an error or another font, never a panic.
func TestDamaged(t *testing.T) {
	p := []byte(packedSmall(t))
	random := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		at := random.IntN(len(p))
		p[at] ^= 1 << random.IntN(8)
		if f, err := Open(string(p)); err == nil {
			_, _ = f.Restore()
		}
	}
	for _, cut := range []int{0, 3, 4, 100, len(p) / 2, len(p) - 1} {
		if f, err := Open(packedSmall(t)[:cut]); err == nil {
			if _, err = f.Restore(); err == nil {
				t.Errorf("the first %d bytes are a font", cut)
			}
		}
	}
}
