package fonts

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/jung-kurt/gofpdf"
	tdfont "github.com/tdewolff/font"
)

// rect is a box in PDF points, the origin at the lower left.
type rect struct{ left, bottom, right, top float64 }

// The PDF writer cuts our fonts once more. These tests look at what comes out:
// the widths it states, and the ink on the page.

func TestPrintedWidths(t *testing.T) {
	s := newSet(t, nil)
	text := "王伟·— 1 — □①②③“”《》𠮷𬭚䶮㑇 0123456789 Aé￥№"
	doc := gofpdf.New("P", "mm", "A4", "")
	for _, info := range s.Faces() {
		var runes []rune
		for _, role := range Roles {
			for id, piece := range s.Runs(role, text) {
				if id == info.ID {
					runes = append(runes, []rune(piece)...)
				}
			}
		}
		ttf, err := s.Cut(info.ID, runes)
		if err != nil {
			t.Fatal(err)
		}
		doc.AddUTF8FontFromBytes(info.ID.String(), "", ttf)
	}
	for _, role := range Roles {
		for id, piece := range s.Runs(role, text) {
			doc.SetFont(id.String(), "", 10.5)
			got, want := doc.GetStringWidth(s.Encode(id, piece)), s.Width(role, piece, 10.5)
			if math.Abs(got-want) > 1e-9 {
				t.Errorf("%v: %q is printed %.4f mm wide, measured %.4f", id, piece, got, want)
			}
		}
	}
	if err := doc.Error(); err != nil {
		t.Fatal(err)
	}
}

func TestPrintedInk(t *testing.T) {
	pdftoppm, err := exec.LookPath("pdftoppm")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("pdftoppm is not installed")
		}
		t.Skip("pdftoppm is not installed")
	}
	const size, x, y = 300, 100, 250 // pt
	s := newSet(t, nil)
	doc := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: 600, Ht: 600}})
	var labels []string
	var want []rect
	for _, role := range Roles {
		id := FaceID(role)
		runes := []rune{'国', '1', '—', '“', '①', '□', 'é', '¨', s.faces[id].table.High()[7]}
		ttf, err := s.Cut(id, runes)
		if err != nil {
			t.Fatal(err)
		}
		doc.AddUTF8FontFromBytes(id.String(), "", ttf)
		whole, err := tdfont.ParseSFNT(builtinFiles[role], 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range runes {
			doc.AddPage()
			doc.SetFont(id.String(), "", size)
			doc.Text(x, 600-y, s.Encode(id, string(r)))
			left, bottom, right, top := whole.GlyphBounds(whole.GlyphIndex(r))
			at := func(origin float64, units int16) float64 { return origin + float64(units)*size/1000 }
			labels = append(labels, fmt.Sprintf("%v %c U+%04X", id, r, r))
			want = append(want, rect{at(x, left), at(y, bottom), at(x, right), at(y, top)})
		}
	}
	dir := t.TempDir()
	if err := doc.OutputFileAndClose(filepath.Join(dir, "ink.pdf")); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(pdftoppm, "-r", "72", "-gray", filepath.Join(dir, "ink.pdf"), filepath.Join(dir, "page"))
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("pdftoppm: %v\n%s", err, out)
	}
	for i := range want {
		page, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("page-%02d.pgm", i+1)))
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
