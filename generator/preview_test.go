package generator

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"dangce/config"
	"dangce/generator/book"
	"dangce/generator/internal/exampletest"
)

// contacts draws contact sheets.
func contacts(t *testing.T, c *config.County, set *book.Set, o Options) []Contact {
	t.Helper()
	o.Set = set
	var all []Contact
	if err := Preview(t.Context(), c, exampletest.Viewer(t), o, func(c *Contact) error { all = append(all, *c); return nil }); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestPreviewShowsEveryPage: twelve places on a sheet, each with a page in it,
// in order; the cover comes first, and in colour.
func TestPreviewShowsEveryPage(t *testing.T) {
	if testing.Short() {
		t.Skip("PDFium takes its time")
	}
	b := exampleCounty(t)
	all := contacts(t, b.County, b.Set, Options{Branches: []string{"01-003"}, Books: []string{"handbook"}})
	shown, want := 0, 1 // the cover
	for _, f := range b.Files {
		if f.Branch == "01-003" && f.Book == "handbook" && strings.HasSuffix(f.Path, "/党支部工作手册.pdf") {
			want += f.Pages
		}
	}
	for i, c := range all {
		shown += c.Pages
		if c.No != i+1 || c.Of != len(all) || c.Book != "handbook" || !strings.HasPrefix(c.Name, "01-003-东街社区党支部-党支部工作手册-") {
			t.Errorf("sheet %d is %s, %d of %d", i+1, c.Name, c.No, c.Of)
		}
		m, err := png.Decode(bytes.NewReader(c.PNG))
		if err != nil {
			t.Fatal(err)
		}
		if _, gray := m.(*image.Gray); gray != (i > 0) {
			t.Errorf("sheet %d: a picture of type %T", i+1, m)
		}
		g := contactGrid{4, 3, uprightWidth, 565}
		if w, h := g.size(); m.Bounds().Dx() < w || m.Bounds().Dy() < h || m.Bounds().Dx() > w+1 || m.Bounds().Dy() > h+1 {
			t.Errorf("sheet %d: %v", i+1, m.Bounds())
		}
		for k := range g.cells() {
			x, y := g.at(k)
			if got := papery(m, image.Rect(x+30, y+150, x+g.w-30, y+g.h-150)); got != (k < c.Pages) {
				t.Errorf("sheet %d, place %d: a page %v", i+1, k+1, got)
			}
		}
	}
	if shown != want || len(all) != (want+11)/12 {
		t.Errorf("%d pages on %d sheets, want %d", shown, len(all), want)
	}
}

// papery reports whether a page, white for a good part, is in the middle of a
// place.
func papery(m image.Image, r image.Rectangle) bool {
	white := 0
	for y := r.Min.Y; y < r.Max.Y; y += 3 {
		for x := r.Min.X; x < r.Max.X; x += 3 {
			if color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y > 250 {
				white++
			}
		}
	}
	return 9*white > r.Dx()*r.Dy()/4
}

// TestPreviewSample: one branch of each kind stands for all; the same again
// gives the same bytes.
func TestPreviewSample(t *testing.T) {
	if testing.Short() {
		t.Skip("PDFium takes its time")
	}
	b := exampleCounty(t)
	first := contacts(t, b.County, b.Set, Options{Books: []string{"receipt", "committee-list", "disclosure"}})
	again := contacts(t, b.County, b.Set, Options{Books: []string{"receipt", "committee-list"}})
	kinds := map[config.BranchKind]bool{}
	for _, br := range b.County.Branches() {
		kinds[br.Kind] = true
	}
	books := map[string]int{}
	pictures := map[string][]byte{}
	for _, c := range first {
		if c.No == 1 {
			books[c.Book]++
		}
		pictures[c.Name] = c.PNG
	}
	for _, c := range again {
		if !bytes.Equal(c.PNG, pictures[c.Name]) {
			t.Errorf("%s differs when drawn again", c.Name)
		}
	}
	if len(again) < 2 {
		t.Errorf("%d drawn again", len(again))
	}
	if books["receipt"] != 1 || books["committee-list"] != 1 || books["disclosure"] != len(kinds) {
		t.Errorf("%v of %d kinds of branches", books, len(kinds))
	}
}

// TestPreviewOfCards: of many cards the first and the last are shown.
func TestPreviewOfCards(t *testing.T) {
	b := exampleCounty(t)
	pages := 0
	for _, c := range contacts(t, b.County, b.Set, Options{Branches: []string{"01-001"}, Books: []string{"card"}}) {
		pages += c.Pages
	}
	for _, f := range b.Files {
		blocks := strings.HasSuffix(f.Path, "党费证.pdf")
		if f.Branch == "01-001" && blocks && (pages >= f.Pages || pages%2 != 1 || pages == 1) { // and one cover
			t.Errorf("%d pages of %d", pages, f.Pages)
			break
		}
	}
}
