package papertest

import (
	"fmt"
	"math"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dangce/config"
	"dangce/generator/internal/exampletest"
	"dangce/generator/internal/inspect"
	"dangce/generator/pack"
)

// forPress reports whether a file is printed by the print shop. What else is
// in its folder is to be read and is gray.
func forPress(f pack.File) bool {
	name := path.Base(f.Path)
	return strings.HasSuffix(name, "-封面.pdf") || strings.HasPrefix(f.Path, "付印/") && name != "付印须知.pdf" && name != "包装标签.pdf"
}

// clause is one thing that a standard asks, as docs/press.md names it, and
// what is wrong in a file.
type clause struct {
	name  string
	wrong func(c *config.County, f *inspect.File) []string
}

// failing is a clause about one fact.
func failing(ok func(f *inspect.File) bool) func(*config.County, *inspect.File) []string {
	return func(_ *config.County, f *inspect.File) []string {
		if ok(f) {
			return nil
		}
		return []string{fmt.Sprintf("%+v", f.Structure)[:min(600, len(fmt.Sprintf("%+v", f.Structure)))]}
	}
}

// none reports keys and types that may not be in a file.
func none(words ...string) func(*config.County, *inspect.File) []string {
	return func(_ *config.County, f *inspect.File) (out []string) {
		for _, w := range words {
			if n := f.Structure.Keys[w] + f.Structure.Types[w]; n > 0 {
				out = append(out, fmt.Sprintf("%s: %d", w, n))
			}
		}
		return out
	}
}

var embedded = func(_ *config.County, f *inspect.File) (out []string) {
	for _, font := range f.Fonts {
		if !font.Embedded || !subset.MatchString(font.Name) {
			out = append(out, font.Name)
		}
	}
	for i := range f.Pages {
		for _, t := range f.Pages[i].Texts {
			if len(t.Bare) > 0 {
				out = append(out, fmt.Sprintf("page %d: no glyph for %q", i+1, string(t.Bare)))
			}
		}
	}
	return out
}

var subset = regexp.MustCompile(`^[A-Z]{6}\+`)

// operators reports colours that may not be used.
func operators(allowed ...string) func(*config.County, *inspect.File) []string {
	return func(_ *config.County, f *inspect.File) (out []string) {
		for i := range f.Pages {
			for op, n := range f.Pages[i].Operators {
				if !slices.Contains(allowed, op) {
					out = append(out, fmt.Sprintf("page %d: %s, %d times", i+1, op, n))
				}
			}
		}
		return out
	}
}

// withTexts looks at the texts of a file.
func withTexts(wrong func(t *inspect.Text) bool) func(*config.County, *inspect.File) []string {
	return func(_ *config.County, f *inspect.File) (out []string) {
		for i := range f.Pages {
			for k := range f.Pages[i].Texts {
				if t := &f.Pages[i].Texts[k]; wrong(t) {
					out = append(out, fmt.Sprintf("page %d: %q in %.1f pt, %+v", i+1, t.S, t.Size, t.Ink))
				}
			}
		}
		return out
	}
}

// unreadable reports characters that say nothing: none, control characters,
// those of private use.
func unreadable(t *inspect.Text) bool {
	return t.S == "" || strings.ContainsFunc(t.S, func(r rune) bool {
		return r == 0xFEFF || r == 0xFFFE || r == unicode.ReplacementChar || unicode.IsControl(r) || unicode.Is(unicode.Co, r)
	})
}

const registered = "http://www.color.org"

var archive = []clause{
	{"版本", failing(func(f *inspect.File) bool {
		return f.Structure.Version == "1.7" && f.Structure.Binary && !f.Structure.Encrypted
	})},
	{"标识", failing(func(f *inspect.File) bool {
		return strings.Contains(f.Structure.XMP, `pdfaid:part="2"`) && strings.Contains(f.Structure.XMP, `pdfaid:conformance="U"`)
	})},
	{"文件标识", failing(func(f *inspect.File) bool { return f.Structure.ID })},
	{"元数据", sameInformation},
	{"输出意图", failing(func(f *inspect.File) bool {
		s := &f.Structure
		return len(s.Intents) == 1 && s.Intents[0].Kind == "GTS_PDFA1" && len(s.Intents[0].Profile) > 128 && string(s.Intents[0].Profile[36:40]) == "acsp"
	})},
	{"颜色", func(c *config.County, f *inspect.File) []string {
		allowed := []string{"g", "G", "picture DeviceGray"}
		if len(f.Structure.Intents) == 1 && f.Structure.Intents[0].Components == 3 {
			allowed = append(allowed, "rg", "RG", "picture DeviceRGB")
		}
		return operators(allowed...)(c, f)
	}},
	{"字体", embedded},
	{"文字可读", withTexts(unreadable)},
	{"批注", failing(func(f *inspect.File) bool { return f.Structure.Types["Link"] == f.Structure.Keys["F"] })},
	{"透明", none("SMask", "Group", "CA", "ca", "BM")},
	{"动作和附件", none("JavaScript", "JS", "AA", "OpenAction", "EmbeddedFiles", "Names", "AcroForm", "RichMedia", "Launch", "URI")},
	{"压缩", none("LZWDecode", "Crypt")},
}

var press = []clause{
	{"版本", failing(func(f *inspect.File) bool {
		return f.Structure.Version == "1.4" && f.Structure.Binary && !f.Structure.Encrypted
	})},
	{"标识", failing(func(f *inspect.File) bool {
		return f.Info["GTS_PDFXVersion"] == "PDF/X-1a:2003" && strings.Contains(f.Structure.XMP, `pdfx:GTS_PDFXVersion="PDF/X-1a:2003"`) && !f.Structure.Filtered
	})},
	{"文件标识", failing(func(f *inspect.File) bool { return f.Structure.ID })},
	{"元数据", sameInformation},
	{"陷印", failing(func(f *inspect.File) bool {
		return f.Info["Trapped"] == "False" && strings.Contains(f.Structure.XMP, `pdf:Trapped="False"`)
	})},
	{"输出意图", failing(func(f *inspect.File) bool {
		s := &f.Structure
		return len(s.Intents) == 1 && s.Intents[0].Kind == "GTS_PDFX" && slices.Contains([]string{"FOGRA39", "FOGRA47"}, s.Intents[0].Condition) &&
			s.Intents[0].Registry == registered && s.Intents[0].Info != ""
	})},
	{"颜色", operators("g", "G", "k", "K", "picture DeviceGray", "picture DeviceCMYK")},
	{"字体", embedded},
	{"框", boxes},
	{"批注", func(_ *config.County, f *inspect.File) (out []string) {
		for i := range f.Pages {
			if f.Pages[i].Annotations > 0 {
				out = append(out, fmt.Sprintf("page %d: %d", i+1, f.Pages[i].Annotations))
			}
		}
		return out
	}},
	{"透明", none("SMask", "Group", "CA", "ca", "BM")},
	{"动作和附件", none("JavaScript", "JS", "AA", "OpenAction", "EmbeddedFiles", "Names", "AcroForm", "RichMedia", "Launch", "URI")},
	{"压缩", none("LZWDecode", "Crypt", "JPXDecode", "ObjStm", "XRef")},
	{"黑字", withTexts(func(t *inspect.Text) bool {
		black, white := t.Ink.Black(), t.Ink.V == map[string][4]float64{"g": {1}}[t.Ink.Space]
		over := t.Ink.Space == "g" || t.Ink.Over
		return !(black && over || white && !t.Ink.Over || t.Size >= 14)
	})},
	{"细线", func(_ *config.County, f *inspect.File) (out []string) {
		for i := range f.Pages {
			for _, s := range f.Pages[i].Strokes {
				solid := s.Ink.Black() || s.Ink.V == [4]float64{1, 1, 1, 1}
				if s.Width < 0.35 || !solid && s.Width < 0.56 {
					out = append(out, fmt.Sprintf("page %d: a line of %.3f pt, %+v", i+1, s.Width, s.Ink))
				}
			}
		}
		return out
	}},
}

// sameInformation: title and date are the same in both places.
func sameInformation(_ *config.County, f *inspect.File) (out []string) {
	title := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(f.Info["Title"])
	date := f.Info["CreationDate"]
	if title == "" || !strings.Contains(f.Structure.XMP, ">"+title+"<") || f.Info["Producer"] == "" {
		out = append(out, "title "+f.Info["Title"])
	}
	if len(date) < 16 || date != f.Info["ModDate"] || !strings.Contains(f.Structure.XMP, fmt.Sprintf(`xmp:CreateDate="%s-%s-%sT`, date[2:6], date[6:8], date[8:10])) {
		out = append(out, "date "+date)
	}
	return out
}

// boxes: trimmed page, bleed and sheet lie in each other, and the bleed is as
// wide as the county wants it.
func boxes(c *config.County, f *inspect.File) (out []string) {
	if n := f.Structure.Keys["CropBox"] + f.Structure.Keys["ArtBox"]; n > 0 {
		out = append(out, "CropBox or ArtBox")
	}
	for i := range f.Pages {
		p := &f.Pages[i]
		around := func(inner, outer inspect.Box) [4]float64 {
			return [4]float64{inner.X - outer.X, inner.Y - outer.Y, outer.X + outer.W - inner.X - inner.W, outer.Y + outer.H - inner.Y - inner.H}
		}
		for _, v := range around(p.Trim, p.Bleed) {
			if math.Abs(v-c.Print.Bleed) > 0.02 {
				out = append(out, fmt.Sprintf("page %d: bleed %.2f", i+1, v))
			}
		}
		for _, v := range around(p.Bleed, p.Media) {
			if v < -0.02 {
				out = append(out, fmt.Sprintf("page %d: the sheet ends within the bleed", i+1))
			}
		}
	}
	return out
}

// TestStandards reads every file of the example clause by clause, and the
// table in docs/press.md, which names the same clauses.
func TestStandards(t *testing.T) {
	b := exampleCounty(t)
	b.EachPDF(t, func(t *testing.T, f pack.File) {
		clauses := archive
		if forPress(f) {
			clauses = press
		}
		file := b.PDF(t, f.Path)
		for _, c := range clauses {
			if wrong := c.wrong(b.County, file); len(wrong) > 0 {
				t.Errorf("%s: %d times, first %s", c.name, len(wrong), wrong[0])
			}
		}
	})
	data, err := os.ReadFile("../../../docs/press.md")
	if err != nil {
		t.Fatal(err)
	}
	for title, clauses := range map[string][]clause{"存档文件": archive, "付印文件": press} {
		_, section, ok := strings.Cut(string(data), "\n## "+title)
		section, _, _ = strings.Cut(section, "\n## ")
		rows := 0
		for line := range strings.Lines(section) {
			if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| 条 ") {
				rows++
			}
		}
		for _, c := range clauses {
			if !strings.Contains(section, "\n| "+c.name+" |") {
				t.Errorf("docs/press.md has no %s under %s", c.name, title)
			}
		}
		if !ok || rows != len(clauses) {
			t.Errorf("docs/press.md lists %d clauses under %s, %d are tested", rows, title, len(clauses))
		}
	}
}

// TestPressFilesRun: Ghostscript, which stands for the interpreter of a
// printing machine, runs all that goes to the print shop without a word. Covers
// that branches have for themselves are pages of its files.
func TestPressFilesRun(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	b := exampleCounty(t)
	args := []string{"-dBATCH", "-dNOPAUSE", "-q", "-dPDFSTOPONERROR", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage"}
	for _, f := range b.Files {
		if strings.HasSuffix(f.Path, ".pdf") && forPress(f) && f.Branch == "" {
			args = append(args, b.Path(f))
		}
	}
	if out := exampletest.Tool(t, "gs", args...); out != "" {
		t.Errorf("gs: %s", out)
	}
}
