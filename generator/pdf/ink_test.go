package pdf_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	tdfont "github.com/tdewolff/font"

	"dangce/fonts"
	"dangce/generator/doc"
	"dangce/generator/pdf"
)

// rect is a box in PDF points, the origin at the lower left.
type rect struct{ left, bottom, right, top float64 }

// TestInk looks at the ink on the page: it must fill the box of the very
// outline that the whole font file has for the character.
func TestInk(t *testing.T) {
	pdftoppm := tool(t, "pdftoppm")
	const mm, size, x, y = 25.4 / 72, 300, 100, 250 // pt
	set := newSet(t)
	var labels []string
	var want []rect
	var pages []doc.Page
	for _, role := range fonts.Roles {
		data, err := fonts.Published(role)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := tdfont.ParseSFNT(data, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range "国1—“①□é¨𠮷𬭚" {
			if id, _ := set.Face(role, r); id != fonts.FaceID(role) {
				continue
			}
			pages = append(pages, doc.Page{W: 600 * mm, H: 600 * mm, Marks: []doc.Mark{
				&doc.Glyphs{X: x * mm, Y: (600 - y) * mm, Size: size, Face: doc.Face(role), S: string(r)}}})
			left, bottom, right, top := whole.GlyphBounds(whole.GlyphIndex(r))
			at := func(origin float64, units int16) float64 { return origin + float64(units)*size/1000 }
			labels = append(labels, fmt.Sprintf("%v %c U+%04X", role, r, r))
			want = append(want, rect{at(x, left), at(y, bottom), at(x, right), at(y, top)})
		}
	}
	if len(pages) < 30 {
		t.Fatalf("only %d characters", len(pages))
	}
	file := save(t, write(t, pdf.NewWriter(set), pages...))
	cmd := exec.Command(pdftoppm, "-r", "72", "-gray", file, filepath.Join(filepath.Dir(file), "page"))
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	for i := range want {
		page, err := os.ReadFile(filepath.Join(filepath.Dir(file), fmt.Sprintf("page-%02d.pgm", i+1)))
		if err != nil {
			t.Fatal(err)
		}
		got := ink(t, page)
		for _, d := range []float64{got.left - want[i].left, got.bottom - want[i].bottom, got.right - want[i].right, got.top - want[i].top} {
			if math.Abs(d) > 2 {
				t.Errorf("%s: ink in %.0f, want %.0f", labels[i], got, want[i])
				break
			}
		}
	}
}

// ink returns the box of the dark pixels of a gray page at 72 dpi.
func ink(t *testing.T, pgm []byte) rect {
	t.Helper()
	var w, h, depth int
	if _, err := fmt.Fscanf(bytes.NewReader(pgm), "P5\n%d %d\n%d\n", &w, &h, &depth); err != nil {
		t.Fatal(err)
	}
	pixels := pgm[len(pgm)-w*h:]
	box := rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for i, v := range pixels {
		if v > 200 {
			continue
		}
		x, y := float64(i%w), float64(h-i/w)
		box.left, box.right = min(box.left, x), max(box.right, x+1)
		box.bottom, box.top = min(box.bottom, y-1), max(box.top, y)
	}
	return box
}

// A square code shows every module, black or white, where it belongs.
func TestMatrix(t *testing.T) {
	pdftoppm := tool(t, "pdftoppm")
	const n, dpi, module = 29, 254, 0.5 // a module is five dots wide
	m := &doc.Matrix{X: 12, Y: 15, Module: module, N: n, Bits: make([]bool, n*n)}
	for i := range m.Bits {
		m.Bits[i] = i*i%7 < 3 || i%n == 0
	}
	p := doc.Page{W: 50, H: 40, Bleed: 3, Marks: []doc.Mark{&doc.Rect{X: 1, Y: 1, W: 3, H: 3, Fill: doc.Gray12}, m}}
	out, err := exec.Command(pdftoppm, "-r", fmt.Sprint(dpi), "-gray", save(t, write(t, pdf.NewWriter(newSet(t)), p))).Output()
	if err != nil {
		t.Fatal(err)
	}
	var w, h, depth int
	if _, err := fmt.Fscanf(bytes.NewReader(out), "P5\n%d %d\n%d\n", &w, &h, &depth); err != nil {
		t.Fatal(err)
	}
	pixels := out[len(out)-w*h:]
	for row := -1; row <= n; row++ {
		for col := -1; col <= n; col++ {
			x, y := (m.X+3+(float64(col)+0.5)*module)*dpi/25.4, (m.Y+3+(float64(row)+0.5)*module)*dpi/25.4
			inside := row >= 0 && row < n && col >= 0 && col < n
			want := byte(255)
			if inside && m.Bits[row*n+col] {
				want = 0
			}
			if got := pixels[int(y)*w+int(x)]; got != want {
				t.Errorf("row %d, column %d: gray %d, want %d", row, col, got, want)
			}
		}
	}
}
