package inspect

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"
	"golang.org/x/image/font/gofont/goregular"

	"dangce/fonts"
	"dangce/generator/doc"
	"dangce/generator/pdf"
)

// write draws pages with the program's own fonts.
func write(t *testing.T, set *fonts.Set, f *pdf.File) []byte {
	t.Helper()
	f.Date = time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC)
	var b bytes.Buffer
	if err := pdf.NewWriter(set).Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func newSet(t *testing.T) *fonts.Set {
	t.Helper()
	set, err := fonts.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func must(t *testing.T, data []byte) *File {
	t.Helper()
	f, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func near(a, b float64) bool { return math.Abs(a-b) < 0.02 }

func TestTexts(t *testing.T) {
	set := newSet(t)
	body, sub := doc.Face(fonts.Body), doc.Face(fonts.Subheading)
	rare, _ := set.Face(fonts.Subheading, '𠮷')
	const paren = `（a(b)\c）`
	f := must(t, write(t, set, &pdf.File{Title: "党册 𠮷", Author: "组织部", Pages: []doc.Page{
		{W: 210, H: 297, Bleed: 3, DX: 25, DY: 30,
			Body: []doc.Mark{&doc.Glyphs{X: 1, Y: 2, Size: 12, Track: 0.5, Face: body, S: "党支部"}},
			Marks: []doc.Mark{
				&doc.Glyphs{X: 40, Y: 100, Size: 9, Face: sub, S: paren},
				&doc.Glyphs{X: 50, Y: 120, Size: 9, Face: doc.Face(rare), S: "𠮷"},
			}},
	}}))
	if f.Info["Title"] != "党册 𠮷" || f.Info["Author"] != "组织部" {
		t.Errorf("info %q", f.Info)
	}
	p := f.Pages[0]
	if p.Trim.X != 0 || p.Trim.Y != 0 || !near(p.Trim.W, 210) || !near(p.Trim.H, 297) || !near(p.Bleed.X, -3) || !near(p.Media.H, 303) {
		t.Errorf("boxes: media %v, trim %v, bleed %v", p.Media, p.Trim, p.Bleed)
	}
	want := []Text{
		{X: 26, Y: 32, W: 3*12*mmPerPt + 1.5, Size: 12, S: "党支部"},
		{X: 40, Y: 100, W: set.Width(fonts.Subheading, paren, 9), Size: 9, S: paren},
		{X: 50, Y: 120, W: set.Width(fonts.Subheading, "𠮷", 9), Size: 9, S: "𠮷"},
	}
	if len(p.Texts) != len(want) {
		t.Fatalf("%d texts, want %d", len(p.Texts), len(want))
	}
	for i, w := range want {
		g := p.Texts[i]
		if g.S != w.S || !near(g.X, w.X) || !near(g.Y, w.Y) || !near(g.W, w.W) || g.Size != w.Size || len(g.Bare) > 0 || !g.Font.Embedded {
			t.Errorf("text %d: %q at %.2f, %.2f, %.2f wide, %.1f pt, bare %q; want %+v", i, g.S, g.X, g.Y, g.W, g.Size, string(g.Bare), w)
		}
	}
}

// TestBareCharacters: a character that the embedded font lacks is found out,
// though text extraction returns it, and a space is not taken for one.
func TestBareCharacters(t *testing.T) {
	g := gofpdf.New("P", "mm", "A4", "")
	g.AddUTF8FontFromBytes("latin", "", goregular.TTF)
	g.SetFont("latin", "", 12)
	g.AddPage()
	g.Text(20, 20, "é\u00a0三 b四")
	var b bytes.Buffer
	if err := g.Output(&b); err != nil {
		t.Fatal(err)
	}
	got := must(t, b.Bytes()).Pages[0].Texts[0]
	if got.S != "é\u00a0三 b四" || string(got.Bare) != "三四" {
		t.Errorf("%q without a glyph for %q", got.S, string(got.Bare))
	}
}

func TestColoursLinksBookmarks(t *testing.T) {
	set := newSet(t)
	page := func(ink doc.Ink) doc.Page {
		return doc.Page{W: 210, H: 297, Marks: []doc.Mark{&doc.Line{X1: 1, X2: 9, Y1: 5, Y2: 5, Width: 1, Ink: ink}}}
	}
	gray, red := page(doc.Gray55), page(0xc00000)
	gray.Links = []doc.Link{{Box: doc.Box{X: 20, Y: 30, W: 100, H: 8}, To: 2}}
	f := must(t, write(t, set, &pdf.File{Pages: []doc.Page{gray, red}, Bookmarks: []doc.Bookmark{
		{Title: "一", Page: 1}, {Title: "二𠮷", Level: 1, Page: 2}, {Title: "三", Page: 2},
	}}))
	colour := func(p Page) int { return p.Operators["RG"] + p.Operators["rg"] }
	if colour(f.Pages[0]) != 0 || f.Pages[0].Operators["G"] == 0 || colour(f.Pages[1]) == 0 {
		t.Errorf("operators %v and %v", f.Pages[0].Operators, f.Pages[1].Operators)
	}
	l := f.Pages[0].Links
	if len(l) != 1 || l[0].Page != 2 || !near(l[0].X, 20) || !near(l[0].Y, 30) || !near(l[0].W, 100) || !near(l[0].H, 8) {
		t.Errorf("links %v", l)
	}
	want := []Bookmark{{"一", 0, 1}, {"二𠮷", 1, 2}, {"三", 0, 2}}
	if len(f.Bookmarks) != 3 || f.Bookmarks[0] != want[0] || f.Bookmarks[1] != want[1] || f.Bookmarks[2] != want[2] {
		t.Errorf("bookmarks %v", f.Bookmarks)
	}
}

func TestLexer(t *testing.T) {
	l := lexer{data: []byte(`/F1 12.5 Tf % comment
[(a\(b\)\\\101\n) -3 <4e 0>]TJ <</K 1>>BDC`)}
	var got []string
	for {
		tok, ok := l.next()
		if !ok {
			break
		}
		got = append(got, tok.text)
	}
	want := []string{"F1", "", "Tf", "", "a(b)\\A\n", "", "N\x00", "", "TJ", "", "K", "", "", "BDC"}
	if l.err != nil || strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q, want %q; %v", got, want, l.err)
	}
	for _, bad := range []string{"(open", "<4e", "<4x>", "a)"} {
		l := lexer{data: []byte(bad)}
		for ok := true; ok; {
			_, ok = l.next()
		}
		if l.err == nil {
			t.Errorf("%s: no error", bad)
		}
	}
}
