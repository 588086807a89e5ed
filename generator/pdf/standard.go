package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
)

// Files to be kept and read are PDF/A-2u (ISO 19005-2): all that shows them is
// in them, and programs can read their text. Files for the print shop are
// PDF/X-1a:2003 (ISO 15930-4): printing inks alone, for a named condition of
// printing, and nothing transparent. docs/press.md has both clause by clause.

// Condition is a condition of printing registered with the ICC.
type Condition struct{ Name, Info string }

// header returns the first lines of the file; the second marks it as binary.
func (f *File) header() string {
	version := "1.7"
	if f.Press != nil {
		version = "1.4"
	}
	return "%PDF-" + version + "\n%\xE2\xE3\xCF\xD3\n"
}

// Keys under which Info and XMP name the standard for the press.
const (
	pressKey     = "GTS_PDFXVersion"
	pressVersion = "PDF/X-1a:2003"
)

var outlines = regexp.MustCompile(`/Outlines \d+ 0 R`)

// catalog puts ours in the place of gofpdf's, of which only the bookmarks are
// kept.
func (w *Writer) catalog(n int, obj []byte, f *File) error {
	xmp, err := metadata(f)
	if err != nil {
		return err
	}
	meta := w.file.next()
	const kind = "/Type /Metadata /Subtype /XML "
	if f.Press != nil {
		// Programs of print shops look for it without reading the file.
		w.file.object(meta, "<<%s/Length %d>>\nstream\n%s\nendstream", kind, len(xmp), xmp)
	} else {
		packed, err := w.streams.add(textLevel, []byte(xmp))
		if err != nil {
			return err
		}
		w.file.stream(meta, kind, w.streams.bytes(packed))
	}
	intent, err := w.intent(f)
	if err != nil {
		return err
	}
	marks := ""
	if at := outlines.Find(obj); at != nil {
		marks = string(at) + " /PageMode /UseOutlines "
	}
	w.file.object(n, "<</Type /Catalog /Pages 1 0 R %s/Lang (zh-CN) /Metadata %d 0 R /OutputIntents [%s]>>", marks, meta, intent)
	return nil
}

// intent says how the colours of the file are meant: for the press the
// registered condition of printing, otherwise a profile.
func (w *Writer) intent(f *File) (string, error) {
	if c := f.Press; c != nil {
		return fmt.Sprintf("<</Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier %s /RegistryName (http://www.color.org) /Info %s>>",
			textString(c.Name), textString(c.Info)), nil
	}
	name, profile, components := "Gray, gamma 2.2", grayProfile(), 1
	if w.canvas.coloured {
		name, profile, components = "sRGB IEC61966-2.1", colourProfile(), 3
	}
	packed, err := w.streams.add(textLevel, profile)
	if err != nil {
		return "", err
	}
	n := w.file.next()
	w.file.stream(n, fmt.Sprintf("/N %d ", components), w.streams.bytes(packed))
	return fmt.Sprintf("<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (%s) /Info (%s) /DestOutputProfile %d 0 R>>", name, name, n), nil
}

// textString writes s as a string of a dictionary.
func textString(s string) string {
	for _, r := range s {
		if r < ' ' || r > '~' || r == '(' || r == ')' || r == '\\' {
			return fmt.Sprintf("<%X>", utf16Text(s))
		}
	}
	return "(" + s + ")"
}

// info copies gofpdf's dictionary and adds what the standard asks.
func (w *Writer) info(n int, obj []byte, f *File) error {
	end := bytes.LastIndex(obj, []byte(">>"))
	if end < 0 {
		return fmt.Errorf("information: %w", errForeign)
	}
	w.file.copy(n, obj[:end])
	w.file.data = append(w.file.data, "/Trapped /False\n"...)
	if f.Press != nil {
		w.file.data = fmt.Appendf(w.file.data, "/%s (%s)\n", pressKey, pressVersion)
	}
	w.file.data = append(w.file.data, obj[end:]...)
	return nil
}

// identifier is that of the file: it follows from its bytes.
func identifier(data []byte) string {
	sum := sha256.Sum256(data)
	return fmt.Sprintf("/ID [<%X> <%X>]\n", sum[:16], sum[:16])
}

// metadata is the information as XMP (ISO 16684-1), which must say the same.
func metadata(f *File) (string, error) {
	var b strings.Builder
	date := f.Date.Format("2006-01-02T15:04:05")
	fmt.Fprintf(&b, `<?xpacket begin="%c" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" `+
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" %s `+
		`xmp:CreateDate="%s" xmp:ModifyDate="%s" pdf:Producer="%s" pdf:Trapped="False">`, 0xFEFF, f.claim(), date, date, producer)
	for _, x := range []struct{ before, text, after string }{
		{`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">`, f.Title, "</rdf:li></rdf:Alt></dc:title>"},
		{`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">`, f.Subject, "</rdf:li></rdf:Alt></dc:description>"},
		{"<dc:creator><rdf:Seq><rdf:li>", f.Author, "</rdf:li></rdf:Seq></dc:creator>"},
	} {
		if x.text == "" {
			continue
		}
		b.WriteString(x.before)
		if err := xml.EscapeText(&b, []byte(x.text)); err != nil {
			return "", err
		}
		b.WriteString(x.after)
	}
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return b.String(), nil
}

// claim names the standard in XMP.
func (f *File) claim() string {
	if f.Press != nil {
		return `xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/" pdfx:` + pressKey + `="` + pressVersion + `"`
	}
	return `xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="U"`
}
