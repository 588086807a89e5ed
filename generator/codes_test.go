package generator

import (
	"fmt"
	"image"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"dangce/generator/doc"
	"dangce/generator/internal/inspect"
	"dangce/generator/pack"
)

// TestIdentities: every page that is filled in carries a code that no other
// page of the county has; its check character is right, and it says what page
// it is on.
func TestIdentities(t *testing.T) {
	c, set := load(t)
	pr, err := newPress(c, set)
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]string)
	for _, tk := range tasks(c, set, &Options{Set: set}) {
		sub := pr.subject(&tk)
		for i := range tk.books {
			j := &tk.books[i]
			if j.book == nil || j.part != block {
				continue
			}
			l, err := pr.lay(j.book, sub)
			if err != nil {
				t.Fatal(err)
			}
			for k := range l.Pages {
				p := &l.Pages[k]
				if p.Code == "" {
					continue
				}
				where := fmt.Sprintf("%s page %d", j.path, p.Number)
				if first, ok := seen[p.Code]; ok {
					t.Errorf("%s: %s already stands on %s", where, p.Code, first)
				}
				seen[p.Code] = where
				owner := "00"
				if tk.branch != nil {
					owner = tk.branch.Code
				} else if tk.committee != nil {
					owner = tk.committee.Code
				}
				prefix := fmt.Sprintf("%s-%d-%s-%s-%s-", c.Code, c.Year, strings.ToUpper(owner), j.book.Code, strings.ToUpper(p.Kind))
				if !strings.HasPrefix(p.Code, prefix) {
					t.Errorf("%s: %s, want %s…", where, p.Code, prefix)
				}
				if !checks(p.Code) {
					t.Errorf("%s: %s has a wrong check character", where, p.Code)
				}
				if !strings.Contains(squeeze(lettersOf(p)), strings.ReplaceAll(p.Code, "-", "·")) {
					t.Errorf("%s: %s does not stand beside its square code", where, p.Code)
				}
			}
		}
	}
	if len(seen) < 50*len(c.Branches()) {
		t.Errorf("only %d pages carry a code", len(seen))
	}
}

func lettersOf(p *doc.Page) string {
	var s strings.Builder
	for _, m := range p.Marks {
		if g, ok := m.(*doc.Glyphs); ok {
			s.WriteString(g.S)
		}
	}
	return s.String()
}

// checks verifies a check character as ISO 7064 asks of MOD 37,36: over all
// characters, the check character among them, the sum must come out as 1.
func checks(code string) bool {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	code = strings.ReplaceAll(code, "-", "")
	p := 36
	for i, r := range code {
		v := strings.IndexRune(alphabet, r)
		if v < 0 {
			return false
		}
		s := (p + v) % 36
		if i == len(code)-1 {
			return s == 1
		}
		if s == 0 {
			s = 36
		}
		p = 2 * s % 37
	}
	return false
}

func TestChecks(t *testing.T) {
	for code, want := range map[string]bool{"A1-2425G-ABC1234002-M": true, "A1-2425G-ABC1234002-N": false, "A1-2425G-ABC1234020-M": false, "": false} {
		if checks(code) != want {
			t.Errorf("checks(%q) = %t", code, !want)
		}
	}
}

// TestSquareCodesRead: as printed at 300 dots to the inch, square codes can be
// read, and say what stands beside them.
func TestSquareCodesRead(t *testing.T) {
	if testing.Short() {
		t.Skip("PDFium takes its time")
	}
	b := exampleCounty(t)
	var book pack.File
	for _, f := range b.files {
		if f.Book == "handbook" && f.Pages > 1 {
			book = f
			break
		}
	}
	data, err := os.ReadFile(b.path(book))
	if err != nil {
		t.Fatal(err)
	}
	file, err := viewer(t).Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	read := 0
	for i := 0; i < file.Pages(); i += 29 {
		want := codeOn(&b.pdfs[book.Path].Pages[i])
		if want == "" {
			continue
		}
		picture, err := file.Render(i, 300)
		if err != nil {
			t.Fatal(err)
		}
		head := headOf(picture)
		var texts []string
		for _, page := range []image.Image{head, upsideDown(head)} {
			bits, err := gozxing.NewBinaryBitmapFromImage(page)
			if err != nil {
				t.Fatal(err)
			}
			got, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
			if err != nil {
				continue // about one picture in a hundred; a camera takes the next
			}
			texts = append(texts, strings.ReplaceAll(got.GetText(), "-", "·"))
		}
		if len(texts) == 0 || texts[0] != want || texts[len(texts)-1] != want {
			t.Errorf("page %d: read %q, want %s", i+1, texts, want)
		}
		read++
	}
	if read < 3 {
		t.Errorf("only %d pages with codes", read)
	}
}

// codeOn returns the identity in letters at the head of a page.
func codeOn(p *inspect.Page) string {
	for _, text := range p.Texts {
		if text.Y < 30 && strings.Count(text.S, "·") >= 6 {
			return text.S
		}
	}
	return ""
}

// headOf cuts out the upper fifth of a page, what a camera held over the code
// sees of it.
func headOf(m *image.RGBA) *image.RGBA {
	b := m.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()/5))
	copy(out.Pix, m.Pix[:len(out.Pix)])
	return out
}

// upsideDown turns a picture as a page may lie under the camera.
func upsideDown(m *image.RGBA) image.Image {
	out := image.NewRGBA(m.Bounds())
	n := len(m.Pix)
	for i := 0; i < n; i += 4 {
		copy(out.Pix[n-4-i:n-i], m.Pix[i:i+4])
	}
	return out
}

// TestDrawnAsLaid: what layout placed is what the file shows, to a twentieth
// of a millimetre, in gray only; so what holds for pages holds for files.
func TestDrawnAsLaid(t *testing.T) {
	b := exampleCounty(t)
	pr, err := newPress(b.county, b.set)
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	for _, tk := range tasks(b.county, b.set, &Options{Set: b.set}) {
		sub := pr.subject(&tk)
		for i := range tk.books {
			j := &tk.books[i]
			if j.book == nil || j.part == imposed || strings.HasPrefix(j.path, pressFolder+"/") {
				continue // what the print shop gets depends on all that is built
			}
			pages, err := pr.pages(j, sub)
			if err != nil {
				t.Fatal(err)
			}
			drawn := b.pdfs[j.path]
			if drawn == nil || len(drawn.Pages) != len(pages.Pages) {
				t.Errorf("%s: not the pages that were laid out", j.path)
				continue
			}
			files++
			for k := range pages.Pages {
				if err := sameTexts(&pages.Pages[k], &drawn.Pages[k]); err != nil {
					t.Errorf("%s page %d: %v", j.path, k+1, err)
				}
				for op := range drawn.Pages[k].Operators {
					if op != "g" && op != "G" && j.part == block && !inColour[j.book.Name] {
						t.Errorf("%s page %d uses the colour operator %s", j.path, k+1, op)
					}
				}
			}
		}
	}
	if files < 2*len(b.county.Branches()) {
		t.Errorf("only %d files", files)
	}
}

// sameTexts compares texts; sizes are drawn to a hundredth of a point.
func sameTexts(laid *doc.Page, drawn *inspect.Page) error {
	n := 0
	var err error
	onPage(laid, func(m doc.Mark, dx, dy float64) {
		g, ok := m.(*doc.Glyphs)
		if !ok || err != nil {
			return
		}
		if n >= len(drawn.Texts) {
			err = fmt.Errorf("%q is not drawn", g.S)
			return
		}
		d := drawn.Texts[n]
		n++
		if d.S != g.S || math.Abs(d.Size-g.Size) > 0.01 || math.Abs(d.X-g.X-dx) > 0.05 || math.Abs(d.Y-g.Y-dy) > 0.05 || math.Abs(d.W-g.W) > 0.05+g.W/500 {
			err = fmt.Errorf("%q laid at %.2f, %.2f, %.2f wide, %.1f pt; drawn %q at %.2f, %.2f, %.2f wide, %.1f pt",
				g.S, g.X+dx, g.Y+dy, g.W, g.Size, d.S, d.X, d.Y, d.W, d.Size)
		}
	})
	if err == nil && n != len(drawn.Texts) {
		err = fmt.Errorf("%q is drawn too much", drawn.Texts[n].S)
	}
	return err
}
