package view

import (
	"bytes"
	"context"
	"image"
	"strings"
	"sync"
	"testing"
	"time"

	"dangce/fonts"
	"dangce/generator/doc"
	"dangce/generator/flow/wasmcache"
	"dangce/generator/pdf"
)

// kept is where the program keeps the compiled code of PDFium: compiling it
// takes ten seconds.
var kept = wasmcache.Folder("pdfium", "/wazero", "/go-pdfium")

// viewer is shared by all tests.
var viewer = sync.OnceValues(func() (*Viewer, error) { return New(context.Background(), kept) })

func open(t *testing.T, data []byte) *File {
	t.Helper()
	v, err := viewer()
	if err != nil {
		t.Fatal(err)
	}
	f, err := v.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// book draws one line of text on each page, 30 mm from the left and 50 from
// the top.
func book(t *testing.T, lines ...string) []byte {
	t.Helper()
	set, err := fonts.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	var pages []doc.Page
	for i, s := range lines {
		p := doc.Page{W: 210, H: 297, Number: i + 1}
		x := 30.0
		for id, piece := range set.Runs(fonts.Body, s) {
			p.Marks = append(p.Marks, &doc.Glyphs{X: x, Y: 50, Size: 20, Face: doc.Face(id), S: piece})
			x += set.Width(fonts.Body, piece, 20)
		}
		pages = append(pages, p)
	}
	var b bytes.Buffer
	file := &pdf.File{Title: "view", Date: time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC), Pages: pages}
	if err := pdf.NewWriter(set).Write(&b, file); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestText(t *testing.T) {
	lines := []string{"党支部工作手册 2027", "𠮷𬭊𠮷𬭊𠮷𬭊𠮷𬭊", "王𠮷，阿卜杜热合曼·阿卜杜克热木"}
	f := open(t, book(t, lines...))
	if f.Pages() != len(lines) {
		t.Fatalf("%d pages, want %d", f.Pages(), len(lines))
	}
	for i, want := range lines {
		got, err := f.Text(i)
		if err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(got) != want {
			t.Errorf("page %d: %q, want %q", i+1, got, want)
		}
	}
	if s, err := f.Text(len(lines)); err == nil {
		t.Errorf("a page that is not there has the text %q", s)
	}
}

func TestRender(t *testing.T) {
	f := open(t, book(t, "一"))
	m, err := f.Render(0, 72)
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Bounds(); got.Dx() < 594 || got.Dx() > 596 || got.Dy() < 841 || got.Dy() > 843 {
		t.Errorf("an A4 page at 72 dpi is %v", got)
	}
	// 30 to 38 mm from the left, 43 to 52 from the top, in dots
	char := image.Rect(85, 121, 108, 148)
	inside, outside := 0, 0
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if c := m.RGBAAt(x, y); c.A != 255 {
				t.Fatalf("%d, %d is transparent", x, y)
			} else if c.G < 128 {
				if image.Pt(x, y).In(char) {
					inside++
				} else {
					outside++
				}
			}
		}
	}
	if inside < 15 || outside > 0 {
		t.Errorf("%d dark dots where the character stands, %d elsewhere", inside, outside)
	}
}

func TestDamagedFiles(t *testing.T) {
	whole := book(t, "党")
	v, err := viewer()
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"empty":    {},
		"text":     []byte("not a PDF"),
		"header":   whole[:20],
		"zip":      []byte("PK\x03\x04 and so on"),
		"reversed": append(whole[len(whole)/2:], whole[:len(whole)/2]...)[:100],
	} {
		if f, err := v.Open(t.Context(), data); err == nil {
			t.Errorf("%s: opened with %d pages", name, f.Pages())
			f.Close()
		}
	}
}

// TestManyFiles opens more files at once than there are workers.
func TestManyFiles(t *testing.T) {
	v, err := viewer()
	if err != nil {
		t.Fatal(err)
	}
	data := book(t, "党", "册")
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			f, err := v.Open(t.Context(), data)
			if err != nil {
				t.Error(err)
				return
			}
			defer f.Close()
			if s, err := f.Text(1); err != nil || strings.TrimSpace(s) != "册" {
				t.Errorf("%q, %v", s, err)
			}
		})
	}
	wg.Wait()
}
