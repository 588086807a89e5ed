package pdf

import (
	"fmt"
	"hash/fnv"
	"strconv"

	"dangce/fonts"
	"dangce/generator/doc"
)

// fontName is the name by which pages call a face.
func fontName(f doc.Face) string { return "F" + strconv.Itoa(int(f)+1) }

// embed appends the objects of a face to the file and returns the number of
// its font: a composite font whose codes are the glyphs of the program.
func (w *Writer) embed(id fonts.FaceID, runes []rune) (int, error) {
	d, err := w.fonts.Descriptor(id)
	if err != nil {
		return 0, err
	}
	if w.program, err = w.fonts.AppendCut(w.program[:0], id, runes); err != nil {
		return 0, err
	}
	program, err := w.streams.add(fontLevel, w.program)
	if err != nil {
		return 0, err
	}
	w.cmap = appendToUnicode(w.cmap[:0], runes)
	text, err := w.streams.add(textLevel, w.cmap)
	if err != nil {
		return 0, err
	}
	f := &w.file
	name := subsetTag(id, runes) + "+" + d.Name
	n := f.next()
	f.object(n, "<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", name, n+1, n+2)
	f.object(n+1, "<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "+
		"/FontDescriptor %d 0 R /CIDToGIDMap /Identity /DW %d /W [%s]>>", name, n+3, normalWidth, w.widths(id, runes))
	f.stream(n+2, "", w.streams.bytes(text))
	f.object(n+3, "<</Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle %s /Ascent %d /Descent %d /CapHeight %d /StemV %d /FontFile2 %d 0 R>>",
		name, flags(&d), d.BBox[0], d.BBox[1], d.BBox[2], d.BBox[3], strconv.FormatFloat(d.ItalicAngle, 'f', -1, 64),
		d.Ascent, d.Descent, d.CapHeight, d.StemV, n+4)
	f.stream(n+4, fmt.Sprintf("/Length1 %d ", len(w.program)), w.streams.bytes(program))
	return n, nil
}

// flags describes a face (ISO 32000-1, table 123). All are symbolic: their
// characters are not those of the Latin alphabet alone.
func flags(d *fonts.Descriptor) int {
	const fixed, serif, symbolic, italic = 1 << 0, 1 << 1, 1 << 2, 1 << 6
	v := symbolic
	if d.Fixed {
		v |= fixed
	}
	if d.Serif {
		v |= serif
	}
	if d.ItalicAngle != 0 {
		v |= italic
	}
	return v
}

// subsetTag returns the six letters that set a cut font apart from others of
// its name.
func subsetTag(id fonts.FaceID, runes []rune) string {
	h := fnv.New64a()
	h.Write([]byte{byte(id)})
	for _, r := range runes {
		h.Write([]byte{byte(r >> 16), byte(r >> 8), byte(r)})
	}
	var tag [6]byte
	for i, v := 0, h.Sum64(); i < len(tag); i, v = i+1, v/26 {
		tag[i] = 'A' + byte(v%26)
	}
	return string(tag[:])
}

// normalWidth is that of a hanzi, in 1/1000 em.
const normalWidth = 1000

// widths lists the glyphs of other widths, those in a row together.
func (w *Writer) widths(id fonts.FaceID, runes []rune) []byte {
	var b []byte
	open := false
	for i, r := range runes {
		width, _ := w.fonts.Units(id, r)
		if width == normalWidth {
			if open {
				b = append(b, ']')
			}
			open = false
			continue
		}
		if open {
			b = append(b, ' ')
		} else {
			b = append(strconv.AppendInt(b, int64(i+1), 10), '[')
		}
		open = true
		b = strconv.AppendInt(b, int64(width), 10)
	}
	if open {
		b = append(b, ']')
	}
	return b
}
