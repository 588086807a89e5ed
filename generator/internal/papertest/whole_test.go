package papertest

import (
	"os"
	"path"
	"strings"
	"testing"

	"dangce/config"
	"dangce/generator/internal/exampletest"
	"dangce/generator/pack"
)

// TestFilesAreSound: qpdf, which knows the format to the byte, finds nothing.
func TestFilesAreSound(t *testing.T) {
	b := exampleCounty(t)
	b.EachPDF(t, func(t *testing.T, f pack.File) {
		if testing.Short() && f.Branch > b.County.Branches()[0].Code {
			t.Skip("one branch stands for all")
		}
		if out := exampletest.Tool(t, "qpdf", "--check", b.Path(f)); strings.Contains(out, "WARNING") || !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Error(out)
		}
	})
}

// TestFilesOpen: the reader of a widespread browser opens every file and
// reads every page, and finds the pages that the manifest lists.
func TestFilesOpen(t *testing.T) {
	if testing.Short() {
		t.Skip("PDFium takes its time")
	}
	b := exampleCounty(t)
	v := exampletest.Viewer(t)
	b.EachPDF(t, func(t *testing.T, f pack.File) {
		data, err := os.ReadFile(b.Path(f))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := v.Open(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		defer doc.Close()
		if doc.Pages() != f.Pages {
			t.Errorf("%d pages, the manifest lists %d", doc.Pages(), f.Pages)
		}
		for i := range doc.Pages() {
			if isVolume(f) && i%10 > 0 {
				continue // a page of a file that is read as well
			}
			got, err := doc.Text(i)
			if err != nil {
				t.Fatal(err)
			}
			var want strings.Builder
			for _, text := range b.PDF(t, f.Path).Pages[i].Texts {
				want.WriteString(text.S)
			}
			if g, w := exampletest.Counted(got), exampletest.Counted(want.String()); g != w {
				t.Errorf("page %d: PDFium reads %q, shown is %q", i+1, exampletest.Squeeze(got), exampletest.Squeeze(want.String()))
			}
		}
	})
}

// TestFontsAreEmbedded: every font is in the file, with a glyph for every
// character that is shown. Extracted text alone would not tell: a box is
// printed for a missing one.
func TestFontsAreEmbedded(t *testing.T) {
	b := exampleCounty(t)
	b.EachPDF(t, func(t *testing.T, f pack.File) {
		pdf := b.PDF(t, f.Path)
		if len(pdf.Fonts) == 0 {
			t.Error("no fonts")
		}
		for _, font := range pdf.Fonts {
			if !font.Embedded {
				t.Errorf("%s is not embedded", font.Name)
			}
		}
		for i, p := range pdf.Pages {
			for _, text := range p.Texts {
				if len(text.Bare) > 0 {
					t.Errorf("page %d: %q: no glyph for %q", i+1, text.S, string(text.Bare))
				}
				if strings.ContainsRune(text.S, '\ufffd') {
					t.Errorf("page %d: %q cannot be copied", i+1, text.S)
				}
			}
		}
	})
}

// TestMetadata: whose book it is is in the file's own data, and no day
// but the imprint date.
func TestMetadata(t *testing.T) {
	b := exampleCounty(t)
	day := "D:" + strings.ReplaceAll(b.County.Issued.String(), "-", "") + "120000"
	branches := make(map[string]*config.Branch)
	for _, br := range b.County.Branches() {
		branches[br.Code] = br
	}
	b.EachPDF(t, func(t *testing.T, f pack.File) {
		info := b.PDF(t, f.Path).Info
		if !strings.HasPrefix(info["CreationDate"], day) || info["ModDate"] != info["CreationDate"] {
			t.Errorf("created %q, modified %q, want %q", info["CreationDate"], info["ModDate"], day)
		}
		if info["Author"] != b.County.Department || info["Title"] == "" {
			t.Errorf("author %q, title %q", info["Author"], info["Title"])
		}
		if br := branches[f.Branch]; br != nil && !strings.Contains(info["Title"], br.Short) {
			t.Errorf("title %q does not name %s", info["Title"], br.Short)
		}
	})
}

// TestNamesStandInTheirBooks: pdftotext finds every member, rare characters
// included, in the handbook of his branch and of no other.
func TestNamesStandInTheirBooks(t *testing.T) {
	b := exampleCounty(t)
	texts := make(map[string]string) // by branch
	for _, f := range b.Files {
		if testing.Short() && f.Branch > b.County.Branches()[1].Code {
			continue
		}
		if f.Book == "handbook" && path.Ext(f.Path) == ".pdf" {
			texts[f.Branch] += exampletest.Squeeze(exampletest.Tool(t, "pdftotext", "-raw", "-enc", "UTF-8", b.Path(f), "-"))
		}
	}
	rare := 0
	for _, home := range b.County.Branches() {
		if texts[home.Code] == "" && testing.Short() {
			continue
		}
		if texts[home.Code] == "" {
			t.Errorf("%s has no handbook", home.Code)
		}
		for _, m := range home.Members {
			if strings.ContainsFunc(m.Name, func(r rune) bool { return r > 0xffff }) {
				rare++
			}
			for _, br := range b.County.Branches() {
				found := strings.Contains(texts[br.Code], exampletest.Squeeze(m.Label))
				switch {
				case br == home && !found:
					t.Errorf("%s is not found in the handbook of %s", m.Label, br.Code)
				case br != home && found && !mayStand(m.Label, br):
					t.Errorf("%s of %s is found in the handbook of %s", m.Label, home.Code, br.Code)
				}
			}
		}
	}
	if rare < 2 && !testing.Short() {
		t.Errorf("only %d members with characters beyond U+FFFF", rare)
	}
}

// mayStand reports whether br has a member so called, or one whose name
// contains it.
func mayStand(name string, br *config.Branch) bool {
	for _, m := range br.Members {
		if strings.Contains(exampletest.Squeeze(m.Label), exampletest.Squeeze(name)) {
			return true
		}
	}
	return false
}
