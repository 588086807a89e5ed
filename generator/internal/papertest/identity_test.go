package papertest

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"maps"
	"math"
	"os"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"dangce/generator/internal/exampletest"
	"dangce/generator/pack"
	"dangce/generator/view"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
	"golang.org/x/sync/errgroup"
)

// identityText is an identity as it is printed in letters.
var identityText = regexp.MustCompile(`^(\d{6})·(\d{4})·([0-9A-Z·]+)·([A-Z]{2})·([0-9A-Z]+)·(\d{3})·([0-9A-Z])$`)

// coded is a page that carries an identity.
type coded struct {
	file    pack.File
	page    int    // from 0
	printed string // in letters
}

// code is the identity as the square code holds it.
func (c *coded) code() string { return strings.ReplaceAll(c.printed, "·", "-") }

// codedPages lists the pages of the pack with an identity, by book and kind
// of page. Pages that are there once more, arranged for the press, are left
// out.
func codedPages(t *testing.T, b *exampletest.Pack) map[string][]coded {
	t.Helper()
	kinds := map[string][]coded{}
	for _, f := range b.Files {
		if path.Ext(f.Path) != ".pdf" || strings.HasPrefix(f.Path, "付印/") || strings.HasSuffix(f.Path, "-拼版.pdf") {
			continue
		}
		for i, p := range b.PDF(t, f.Path).Pages {
			found := 0
			for _, text := range p.Texts {
				if m := identityText.FindStringSubmatch(text.S); m != nil {
					kind := m[4] + "-" + m[5]
					kinds[kind] = append(kinds[kind], coded{f, i, text.S})
					found++
				}
			}
			if found > 1 {
				t.Errorf("%s, page %d: %d identities", f.Path, i+1, found)
			}
		}
	}
	return kinds
}

// notInExample are the pages to sign in of large branches for meetings that
// fall on no theme day: in the example all do.
var notInExample = map[string]bool{"HB-P14S": true, "HB-P16S": true}

// TestEveryFormHasAnIdentity: each kind of page that the templates mark is
// found in the pack with its letters, each identity once, with the county,
// the year and the branch it belongs to and a check character that an
// implementation of its own accepts.
func TestEveryFormHasAnIdentity(t *testing.T) {
	b := exampleCounty(t)
	kinds := codedPages(t, b)
	for _, book := range b.Set.Books {
		for i := range book.Pages {
			if kind := book.Code + "-" + book.Pages[i].ID; book.For != "supplement" && book.Pages[i].Identity && len(kinds[kind]) == 0 && !notInExample[kind] {
				t.Errorf("no page %s of %s in the pack", kind, book.Name)
			}
		}
	}
	seen := map[string]string{}
	for _, pages := range kinds {
		for _, c := range pages {
			at := fmt.Sprintf("%s, page %d", c.file.Path, c.page+1)
			if !accepted(c.code()) {
				t.Errorf("%s: the check character of %s is wrong", at, c.printed)
			}
			owner := c.file.Branch
			if owner == "" {
				owner = c.file.Committee
			}
			if want := fmt.Sprintf("%s-%d-%s-", b.County.Code, b.County.Year, strings.ToUpper(owner)); owner != "" && !strings.HasPrefix(c.code(), want) {
				t.Errorf("%s: %s does not begin with %s", at, c.code(), want)
			}
			if other, ok := seen[c.printed]; ok {
				t.Errorf("%s: %s stands on %s too", at, c.printed, other)
			}
			seen[c.printed] = at
		}
	}
	if len(seen) < 1000 {
		t.Errorf("only %d identities", len(seen))
	}
}

// accepted checks a string with its check character at the end against ISO
// 7064 mod 37,36, by the rule of the standard for checking, which is not the
// one for making.
func accepted(s string) bool {
	const values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	p, last := 36, 0
	for _, r := range s {
		a := strings.IndexRune(values, r)
		if a < 0 {
			continue
		}
		last = (p + a) % 36
		if p = last; p == 0 {
			p = 36
		}
		p = 2 * p % 37
	}
	return last == 1
}

// TestCheckOfTheChecker: the standard's own users publish these.
func TestCheckOfTheChecker(t *testing.T) {
	for s, want := range map[string]bool{
		"A1-2425G-ABC1234002-M":     true, // Global Release Identifier
		"0000-0000-D07A-0090-Q":     true, // International Standard Audiovisual Number
		"A1-2425G-ABC1234002-N":     false,
		"A1-2425G-ABC1243002-M":     false,
		"0000-0000-D07A-0900-Q":     false,
		"419900-2027-01-003-HB-P13": false,
	} {
		if accepted(s) != want {
			t.Errorf("%s: %v", s, !want)
		}
	}
}

// views are how a corner of a page comes back: scanned straight, askew,
// upside down.
var views = map[string]func(*image.Gray) *image.Gray{
	"straight":    func(m *image.Gray) *image.Gray { return m },
	"by 2°":       func(m *image.Gray) *image.Gray { return turned(m, 2) },
	"by -2°":      func(m *image.Gray) *image.Gray { return turned(m, -2) },
	"upside down": upsideDown,
	"both":        func(m *image.Gray) *image.Gray { return turned(upsideDown(m), 2) },
}

// TestCodesAreRead: scanned at 150 dots to the inch, the code of each kind of
// page, once on a left and once on a right page, gives the identity that is
// printed beside it, always. Each is scanned straight and in one other way.
func TestCodesAreRead(t *testing.T) {
	b := exampleCounty(t)
	kinds := codedPages(t, b)
	byFile := map[pack.File][]coded{}
	share := 1
	if testing.Short() {
		share = 8
	}
	for n, kind := range slices.Sorted(maps.Keys(kinds)) {
		if n%share > 0 {
			continue
		}
		var sides [2]bool
		for i, c := range kinds[kind] {
			// Start with another branch for each kind: codes differ in length.
			c = kinds[kind][(i+len(kind)*37)%len(kinds[kind])]
			if side := c.page % 2; !sides[side] {
				sides[side] = true
				byFile[c.file] = append(byFile[c.file], c)
			}
		}
	}
	if len(kinds) < 50 {
		t.Errorf("only %d kinds of pages", len(kinds))
	}
	v := exampletest.Viewer(t)
	var read atomic.Int64
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for f, pages := range byFile {
		g.Go(func() error {
			data, err := os.ReadFile(b.Path(f))
			if err != nil {
				return err
			}
			doc, err := v.Open(t.Context(), data)
			if err != nil {
				return err
			}
			defer doc.Close()
			for _, c := range pages {
				read.Add(readCode(t, doc, &c))
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	if n := read.Load(); n < int64(2*80/share) {
		t.Errorf("only %d codes read", n)
	}
}

// readCode reads one page in all ways.
func readCode(t *testing.T, doc *view.File, c *coded) (read int64) {
	m, err := doc.Render(c.page, 150)
	if err != nil {
		t.Error(err)
		return 0
	}
	corners := cornersOf(m)
	if c.page%2 == 0 {
		corners[0], corners[1] = corners[1], corners[0] // on right pages, codes are at the right: look there first
	}
	askew := []string{"by 2°", "by -2°", "upside down", "both"}[c.page/2%4]
	for how, turn := range views {
		if how != "straight" && how != askew {
			continue
		}
		got, err := readCorners(corners, turn)
		switch {
		case err != nil:
			t.Errorf("%s, page %d, %s: %s is not read: %v", c.file.Path, c.page+1, how, c.code(), err)
		case got != c.code():
			t.Errorf("%s, page %d, %s: reads %s, printed is %s", c.file.Path, c.page+1, how, got, c.printed)
		default:
			read++
		}
	}
	return read
}

// cornersOf cuts a page into its corners, where codes are whichever way the
// page lies. On the whole page, characters such as 回 look like a part of a
// code.
func cornersOf(m *image.RGBA) []*image.Gray {
	b := m.Bounds()
	w, h := b.Dx()*2/5, b.Dy()/4
	var corners []*image.Gray
	for _, at := range []image.Point{{0, 0}, {b.Dx() - w, 0}, {0, b.Dy() - h}, {b.Dx() - w, b.Dy() - h}} {
		part := image.NewGray(image.Rect(0, 0, w, h))
		draw.Draw(part, part.Bounds(), m, at, draw.Src)
		corners = append(corners, part)
	}
	return corners
}

// readCorners reads the code that is in one of the corners, each turned.
// As programs for scans do, it looks again with the picture enlarged: one code
// in two thousand needs that.
func readCorners(corners []*image.Gray, turn func(*image.Gray) *image.Gray) (string, error) {
	for times := 1; times <= 3; times++ {
		for _, corner := range corners {
			bitmap, err := gozxing.NewBinaryBitmapFromImage(enlarged(turn(corner), times))
			if err != nil {
				return "", err
			}
			got, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
			if err == nil {
				return got.GetText(), nil
			}
		}
	}
	return "", errors.New("no code in any corner")
}

// enlarged makes a picture as many times as large, smoothly.
func enlarged(m *image.Gray, times int) *image.Gray {
	if times == 1 {
		return m
	}
	out := image.NewGray(image.Rect(0, 0, times*m.Bounds().Dx(), times*m.Bounds().Dy()))
	xdraw.BiLinear.Scale(out, out.Bounds(), m, m.Bounds(), xdraw.Src, nil)
	return out
}

// upsideDown turns a picture by half a turn.
func upsideDown(m *image.Gray) *image.Gray {
	out := image.NewGray(m.Bounds())
	for i, v := range m.Pix {
		out.Pix[len(m.Pix)-1-i] = v
	}
	return out
}

// turned turns a picture around its middle, on white.
func turned(m *image.Gray, degrees float64) *image.Gray {
	w, h := float64(m.Bounds().Dx()), float64(m.Bounds().Dy())
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	out := image.NewGray(m.Bounds())
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	xdraw.BiLinear.Transform(out, f64.Aff3{cos, -sin, w/2 - cos*w/2 + sin*h/2, sin, cos, h/2 - sin*w/2 - cos*h/2}, m, m.Bounds(), xdraw.Over, nil)
	return out
}

// TestLettersCanBeCopied: poppler finds the identity on each page that has
// one, and none elsewhere.
func TestLettersCanBeCopied(t *testing.T) {
	b := exampleCounty(t)
	want := map[string]map[int]string{}
	for _, pages := range codedPages(t, b) {
		for _, c := range pages {
			if c.file.Branch != "01-001" {
				continue
			}
			if want[c.file.Path] == nil {
				want[c.file.Path] = map[int]string{}
			}
			want[c.file.Path][c.page] = c.printed
		}
	}
	for _, f := range b.Files {
		if len(want[f.Path]) == 0 {
			continue
		}
		for i, text := range strings.Split(exampletest.Tool(t, "pdftotext", "-raw", "-enc", "UTF-8", b.Path(f), "-"), "\f") {
			if i == f.Pages {
				break // what follows the last page
			}
			found := ""
			for word := range strings.FieldsSeq(text) {
				if identityText.MatchString(word) {
					found = word
				}
			}
			if found != want[f.Path][i] {
				t.Errorf("%s, page %d: %q is copied, %q is printed", f.Path, i+1, found, want[f.Path][i])
			}
		}
	}
}
