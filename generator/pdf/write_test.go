package pdf_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dangce/fonts"
	"dangce/generator/doc"
	"dangce/generator/internal/inspect"
	"dangce/generator/pdf"
)

func newSet(t testing.TB) *fonts.Set {
	t.Helper()
	set, err := fonts.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func write(t testing.TB, w *pdf.Writer, pages ...doc.Page) []byte {
	t.Helper()
	f := &pdf.File{Title: "册", Date: time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC), Pages: pages}
	var b bytes.Buffer
	if err := w.Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t *testing.T, data []byte) *inspect.File {
	t.Helper()
	f, err := inspect.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// line sets a text in a role, face by face.
func line(set *fonts.Set, role fonts.Role, x, y, size float64, text string) (marks []doc.Mark) {
	for id, piece := range set.Runs(role, text) {
		marks = append(marks, &doc.Glyphs{X: x, Y: y, Size: size, Face: doc.Face(id), S: piece})
		x += set.Width(role, piece, size)
	}
	return marks
}

// tool returns the path of an outside program, or skips the test; in CI its
// absence is a failure.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
	return path
}

func save(t *testing.T, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "test.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

const rareText = "王伟、𬭚𠮷、䶮㑇𠮷明—“1” a(b)\\c" // 𬭚 is in Noto Serif SC, 𠮷 in LXGW WenKai only

func rarePage(set *fonts.Set) doc.Page {
	p := doc.Page{W: 210, H: 297}
	for i, role := range fonts.Roles {
		p.Marks = append(p.Marks, line(set, role, 20, 30+20*float64(i), 14, rareText)...)
	}
	return p
}

func TestOutsideReaders(t *testing.T) {
	qpdf, pdftotext, pdffonts := tool(t, "qpdf"), tool(t, "pdftotext"), tool(t, "pdffonts")
	set := newSet(t)
	file := save(t, write(t, pdf.NewWriter(set), rarePage(set)))
	// qpdf rebuilds a damaged table silently but for this line.
	if out, err := exec.Command(qpdf, "--check", file).CombinedOutput(); err != nil || bytes.Contains(out, []byte("WARNING")) {
		t.Errorf("qpdf --check: %v\n%s", err, out)
	}
	text, err := exec.Command(pdftotext, "-enc", "UTF-8", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), rareText); n != len(fonts.Roles) {
		t.Errorf("text holds %q %d times, want %d:\n%s", rareText, n, len(fonts.Roles), text)
	}
	list, err := exec.Command(pdffonts, file).CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(list)), "\n")[2:]
	for _, row := range rows {
		if !strings.Contains(row, "CID TrueType      Identity-H       yes yes yes") {
			t.Errorf("font %s", row)
		}
	}
	if len(rows) != 4 || !strings.Contains(string(list), "+NotoSerifSC-Regular ") {
		t.Errorf("fonts:\n%s", list)
	}
}

// Every character has a glyph, and what the file states as its width is what
// the layout measured.
func TestWidths(t *testing.T) {
	set := newSet(t)
	got := read(t, write(t, pdf.NewWriter(set), rarePage(set))).Pages[0].Texts
	i := 0
	for _, role := range fonts.Roles {
		for _, piece := range set.Runs(role, rareText) {
			if w := set.Width(role, piece, 14); got[i].S != piece || math.Abs(got[i].W-w) > 1e-6 || len(got[i].Bare) > 0 {
				t.Errorf("%v: %q is %.4f mm wide, without glyphs for %q; want %q, %.4f", role, got[i].S, got[i].W, string(got[i].Bare), piece, w)
			}
			i++
		}
	}
	if i != len(got) {
		t.Errorf("%d texts, want %d", len(got), i)
	}
}

// Codes are numbers of glyphs; among the first hundred are the bytes that
// mean something within a string.
func TestEveryCode(t *testing.T) {
	set := newSet(t)
	var text strings.Builder
	for r := rune(0x4E00); r < 0x4E00+3500; r++ {
		text.WriteRune(r)
	}
	data := write(t, pdf.NewWriter(set), doc.Page{W: 210, H: 297, Body: line(set, fonts.Body, 1, 9, 1, text.String())})
	if got := read(t, data).Pages[0].Texts[0]; got.S != text.String() || len(got.Bare) > 0 {
		t.Errorf("another text of %d bytes, %d characters without a glyph", len(got.S), len(got.Bare))
	}
}

// The bytes hang on the pages alone, not on what the writer wrote before.
func TestSameBytes(t *testing.T) {
	set := newSet(t)
	var big []doc.Page
	for i := range 40 {
		p := rarePage(set)
		p.Bleed = float64(i % 4) // pages of other sizes than the first have more boxes
		p.Body = []doc.Mark{&doc.Rect{X: 3, Y: 4, W: 50, H: 60, Width: 0.5, Fill: doc.Gray12, Radius: 2}}
		big = append(big, p)
	}
	w := pdf.NewWriter(set)
	want := [][]byte{write(t, w, big...), write(t, w, rarePage(set))}
	for range 3 {
		w := pdf.NewWriter(set)
		for i, pages := range [][]doc.Page{{rarePage(set)}, big, {rarePage(set)}} {
			if !bytes.Equal(write(t, w, pages...), want[1-i%2]) {
				t.Fatalf("file %d has other bytes", i)
			}
		}
	}
}

func TestBoxes(t *testing.T) {
	set := newSet(t)
	p := rarePage(set)
	p.Bleed, p.Slug, p.DX = 3, 7, 20
	p.Links = []doc.Link{{Box: doc.Box{X: 20, Y: 30, W: 40, H: 8}, To: 1}}
	got := read(t, write(t, pdf.NewWriter(set), p)).Pages[0]
	near := func(b inspect.Box, x, y, w, h float64) bool {
		return math.Abs(b.X-x)+math.Abs(b.Y-y)+math.Abs(b.W-w)+math.Abs(b.H-h) < 0.05
	}
	if !near(got.Trim, 0, 0, 210, 297) || !near(got.Bleed, -3, -3, 216, 303) || !near(got.Media, -10, -10, 230, 317) {
		t.Errorf("trim %v, bleed %v, media %v", got.Trim, got.Bleed, got.Media)
	}
	if len(got.Links) != 1 || !near(got.Links[0].Box, 20, 30, 40, 8) {
		t.Errorf("links %v", got.Links)
	}
	if at := got.Texts[0]; math.Abs(at.X-20) > 0.01 || math.Abs(at.Y-30) > 0.01 {
		t.Errorf("marks stand at %.2f, %.2f", at.X, at.Y)
	}
}

// Covers with spines of different widths are in one file for the print shop:
// each page has the boxes of its own size, whatever comes before and after.
func TestBoxesOfEachPage(t *testing.T) {
	set := newSet(t)
	var pages []doc.Page
	for _, w := range []float64{428.3, 420, 426.2, 426.2, 210} {
		p := rarePage(set)
		p.W, p.Bleed, p.Slug = w, 3, 8
		pages = append(pages, p)
	}
	for i, got := range read(t, write(t, pdf.NewWriter(set), pages...)).Pages {
		w := pages[i].W
		if math.Abs(got.Trim.W-w) > 0.02 || math.Abs(got.Bleed.W-w-6) > 0.02 || math.Abs(got.Media.W-w-22) > 0.02 {
			t.Errorf("page %d is %g mm wide: trim %.2f, bleed %.2f, media %.2f", i+1, w, got.Trim.W, got.Bleed.W, got.Media.W)
		}
	}
}

// A picture is between the shapes and the texts of its page.
func TestPictures(t *testing.T) {
	set := newSet(t)
	m := image.NewGray(image.Rect(0, 0, 2, 2))
	m.SetGray(1, 1, color.Gray{200})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	p := rarePage(set)
	p.Body = []doc.Mark{&doc.Picture{X: 10, Y: 10, W: 20, H: 20, Name: "徽", Type: "png", Data: b.Bytes()}, &doc.Line{X2: 5, Width: 1, Ink: doc.Red, Dash: 1}}
	f := read(t, write(t, pdf.NewWriter(set), rarePage(set), p, p))
	for i, page := range f.Pages {
		if got, want := page.Operators["picture DeviceGray"], min(i, 1); got != want || len(page.Texts) != len(f.Pages[0].Texts) {
			t.Errorf("page %d: %d pictures, %d texts", i+1, got, len(page.Texts))
		}
	}
	p.Body[0].(*doc.Picture).Data = []byte("no picture")
	err := pdf.NewWriter(set).Write(new(bytes.Buffer), &pdf.File{Title: "册", Pages: []doc.Page{rarePage(set), p}})
	if err == nil || !strings.Contains(err.Error(), "第 2 页") {
		t.Errorf("a damaged picture: %v", err)
	}
}

func TestMissingCharacters(t *testing.T) {
	w := pdf.NewWriter(newSet(t))
	for _, s := range []string{"党☑", "\U00050000", "\xff\ue000", "\n"} {
		p := doc.Page{W: 210, H: 297, Marks: []doc.Mark{&doc.Glyphs{Size: 9, Face: doc.Face(fonts.Body), S: s}}}
		if err := w.Write(new(bytes.Buffer), &pdf.File{Title: "甲册", Pages: []doc.Page{p}}); err == nil || !strings.Contains(err.Error(), "甲册") || !strings.Contains(err.Error(), "U+") {
			t.Errorf("%q: %v", s, err)
		}
	}
	if err := w.Write(new(bytes.Buffer), &pdf.File{Title: "甲册"}); err == nil {
		t.Error("a file without pages: no error")
	}
	// The writer is as good as new afterwards.
	set := newSet(t)
	if !slices.Equal(write(t, w, rarePage(set)), write(t, pdf.NewWriter(set), rarePage(set))) {
		t.Error("other bytes after an error")
	}
}
