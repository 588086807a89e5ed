package pdf_test

import (
	"bytes"
	"encoding/xml"
	"image"
	"image/color"
	"image/png"
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"

	"dangce/fonts"
	"dangce/generator/doc"
	"dangce/generator/internal/inspect"
	"dangce/generator/pdf"
)

var palette = doc.Palette{doc.Red: {Screen: 0xaa1122, Press: doc.CMYK{0, 100, 95, 25}}, doc.Gold: {Screen: doc.Gold, Press: doc.CMYK{20, 45, 100, 5}}}

var coated = &pdf.Condition{Name: "FOGRA39", Info: "coated"}

// colourful is a page of all kinds of marks in colours.
func colourful(t *testing.T, set *fonts.Set) doc.Page {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, 2, 1))
	m.Set(0, 0, color.NRGBA{200, 20, 10, 255})
	m.Set(1, 0, color.NRGBA{200, 20, 10, 0}) // shows the paper
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	p := doc.Page{W: 210, H: 297, Bleed: 3, Slug: 10, Links: []doc.Link{{Box: doc.Box{W: 9, H: 9}, To: 1}}}
	p.Body = []doc.Mark{
		&doc.Rect{X: -3, Y: -3, W: 216, H: 40, Fill: doc.Red, Width: 1, Ink: doc.Gold},
		&doc.Line{X2: 50, Width: 0.25, Ink: doc.Black},
		&doc.Path{Points: []doc.Point{{X: 1}, {Y: 1}, {X: 5, Y: 5}}, Fill: doc.Black},
		&doc.Picture{X: 10, Y: 50, W: 20, H: 10, Name: "徽", Type: "png", Data: b.Bytes()},
	}
	for _, m := range line(set, fonts.Body, 20, 20, 12, "黑字") {
		p.Marks = append(p.Marks, m)
		for _, look := range []struct {
			y    float64
			ink  doc.Ink
			size float64
		}{{30, doc.White, 12}, {60, doc.Gray70, 10}, {80, doc.Gray70, 20}, {100, doc.Red, 30}} {
			g := *m.(*doc.Glyphs)
			g.Y, g.Ink, g.Size = look.y, look.ink, look.size
			p.Marks = append(p.Marks, &g)
		}
	}
	return p
}

func standard(t *testing.T, press *pdf.Condition, pages ...doc.Page) ([]byte, *inspect.File) {
	t.Helper()
	w := pdf.NewWriter(newSet(t))
	w.Palette = palette
	f := &pdf.File{Title: "册<&>𠮷", Author: "组织部", Date: time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC), Pages: pages, Press: press,
		Bookmarks: []doc.Bookmark{{Title: "一", Page: 1}}}
	var b bytes.Buffer
	if err := w.Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), read(t, b.Bytes())
}

// Black letters and lines for the press are black ink that leaves what is
// below; white ones take it away; small gray ones become black.
func TestPressInks(t *testing.T) {
	set := newSet(t)
	_, f := standard(t, coated, colourful(t, set))
	p := &f.Pages[0]
	for op := range p.Operators {
		if op != "k" && op != "K" && op != "picture DeviceCMYK" {
			t.Errorf("operator %s", op)
		}
	}
	black := inspect.Ink{Space: "k", V: [4]float64{0, 0, 0, 1}, Over: true}
	want := []inspect.Ink{black, {Space: "k"}, black, {Space: "k", V: [4]float64{0, 0, 0, 0.698}}, {Space: "k", V: [4]float64{0, 1, 0.95, 0.25}}}
	if len(p.Texts) != len(want) {
		t.Fatalf("%d texts", len(p.Texts))
	}
	for i, text := range p.Texts {
		if text.Ink != want[i] {
			t.Errorf("text %d is printed in %v, want %v", i, text.Ink, want[i])
		}
	}
	gold := inspect.Ink{Space: "k", V: [4]float64{0.2, 0.45, 1, 0.05}}
	if len(p.Strokes) != 2 || p.Strokes[0].Ink != gold || p.Strokes[1].Ink != black {
		t.Errorf("strokes %v", p.Strokes)
	}
	if p.Annotations != 0 {
		t.Errorf("%d annotations", p.Annotations)
	}
	// Without a colour, gray is all that is needed.
	_, f = standard(t, coated, rarePage(set))
	for op := range f.Pages[0].Operators {
		if op != "g" && op != "G" {
			t.Errorf("gray page: operator %s", op)
		}
	}
}

func TestArchiveInks(t *testing.T) {
	set := newSet(t)
	data, f := standard(t, nil, colourful(t, set))
	p := &f.Pages[0]
	if p.Operators["k"]+p.Operators["K"] > 0 || p.Operators["picture DeviceRGB"] != 1 || p.Texts[4].Ink.V != [4]float64{0.667, 0.067, 0.133} {
		t.Errorf("operators %v, red is %v", p.Operators, p.Texts[4].Ink)
	}
	if !bytes.Contains(data, []byte("/Subtype /Link /F 4 ")) || len(p.Links) != 1 {
		t.Errorf("links are not printed: %d", len(p.Links))
	}
}

// A colour without a mixture is an error, never another colour.
func TestUnknownInk(t *testing.T) {
	p := doc.Page{W: 9, H: 9, Body: []doc.Mark{&doc.Rect{W: 1, H: 1, Fill: 0x123456}}}
	err := pdf.NewWriter(newSet(t)).Write(io.Discard, &pdf.File{Title: "册", Pages: []doc.Page{p}, Press: coated})
	if err == nil || !strings.Contains(err.Error(), "#123456") {
		t.Errorf("error %v", err)
	}
}

// TestXMP: the metadata are well-formed and say what the information says.
func TestXMP(t *testing.T) {
	for press, claim := range map[*pdf.Condition]string{nil: `pdfaid:part="2" pdfaid:conformance="U"`, coated: `pdfx:GTS_PDFXVersion="PDF/X-1a:2003"`} {
		_, f := standard(t, press, rarePage(newSet(t)))
		xmp := f.Structure.XMP
		d := xml.NewDecoder(strings.NewReader(xmp))
		var texts []string
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if c, ok := tok.(xml.CharData); ok && strings.TrimSpace(string(c)) != "" {
				texts = append(texts, string(c))
			}
		}
		if got := strings.Join(texts, "|"); got != f.Info["Title"]+"|"+f.Info["Author"] {
			t.Errorf("XMP says %q, information %v", got, f.Info)
		}
		if !strings.Contains(xmp, claim) || !strings.Contains(xmp, `xmp:CreateDate="2027-01-01T12:00:00"`) {
			t.Errorf("XMP lacks %s or the date: %s", claim, xmp)
		}
	}
}

// TestGhostscript: an interpreter of a printing machine runs both kinds
// without a word.
func TestGhostscript(t *testing.T) {
	gs, qpdf := tool(t, "gs"), tool(t, "qpdf")
	set := newSet(t)
	for _, press := range []*pdf.Condition{nil, coated} {
		data, _ := standard(t, press, colourful(t, set), rarePage(set))
		file := save(t, data)
		if out, err := exec.Command(gs, "-dBATCH", "-dNOPAUSE", "-q", "-dPDFSTOPONERROR", "-dPDFSTOPONWARNING", "-sDEVICE=bitcmyk", "-r36", "-sOutputFile=/dev/null", file).CombinedOutput(); err != nil || strings.Contains(strings.ToLower(string(out)), "error") {
			t.Errorf("gs, press %v: %v\n%s", press, err, out)
		}
		if out, err := exec.Command(qpdf, "--check", file).CombinedOutput(); err != nil || bytes.Contains(out, []byte("WARNING")) {
			t.Errorf("qpdf, press %v: %v\n%s", press, err, out)
		}
	}
}
