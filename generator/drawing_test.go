package generator

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
	"testing"

	"dangce/generator/book"
	"dangce/generator/doc"
	"dangce/generator/pack"
	"dangce/generator/svg"
)

// TestSVG: with the option, and only with it, each poster is also an SVG file
// of its own name, well-formed, with all of its texts; the same each time.
func TestSVG(t *testing.T) {
	if testing.Short() {
		t.Skip("builds all charts again")
	}
	c, set := shared(t)
	pr := engineOf(t, c, set)
	dir := t.TempDir()
	if err := buildInto(dir, c, pack.Options{Partial: true}, Options{Set: set, SVG: true, Books: []string{"flows-poster", "flows"}}); err != nil {
		t.Fatal(err)
	}
	files := tree(t, dir)
	drawings := 0
	for _, b := range set.Books {
		if b.Name != "flows-poster" {
			continue
		}
		l := lay(t, pr, b, &book.Subject{County: c, Calendar: pr.calendar})
		for i := range l.doc.Units {
			name := "00-县级/流程图/" + l.doc.Units[i].Title + ".svg"
			data, ok := files[name]
			if !ok {
				t.Errorf("no %s", name)
				continue
			}
			drawings++
			checkDrawing(t, name, data, unitPages(l, i))
			again, err := pr.drawing(&job{book: b, title: l.doc.Units[i].Title}, l)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := svg.Write(&out, again); err != nil || !bytes.Equal(out.Bytes(), data) {
				t.Errorf("%s differs when drawn again (%v)", name, err)
			}
		}
	}
	if drawings != 14 {
		t.Errorf("%d drawings", drawings)
	}
	for name := range files {
		if path.Ext(name) == ".svg" {
			drawings--
		}
	}
	if drawings != 0 {
		t.Errorf("%d drawings are of no poster", -drawings)
	}
	for _, f := range exampleCounty(t).Files {
		if path.Ext(f.Path) == ".svg" {
			t.Errorf("%s without the option", f.Path)
		}
	}
}

// checkDrawing compares the texts of a drawing with those of the pages.
func checkDrawing(t *testing.T, name string, data []byte, pages []doc.Page) {
	t.Helper()
	var want []string
	for i := range pages {
		onPage(&pages[i], func(m doc.Mark, _, _ float64) {
			if g, ok := m.(*doc.Glyphs); ok && strings.TrimSpace(g.S) != "" {
				want = append(want, g.S)
			}
		})
	}
	var got []string
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local != "text" {
			continue
		}
		var text struct {
			S        string `xml:",chardata"`
			Families string `xml:"font-family,attr"`
		}
		if err := d.DecodeElement(&text, &start); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !strings.HasSuffix(text.Families, "serif") {
			t.Errorf("%s: %q has no generic family: %s", name, text.S, text.Families)
		}
		got = append(got, text.S)
	}
	if len(got) != len(want) || len(got) < 10 {
		t.Fatalf("%s: %d texts, %d on the poster", name, len(got), len(want))
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: text %d is %q, on the poster %q", name, i, got[i], want[i])
		}
	}
}
