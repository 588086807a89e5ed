package pdf

import (
	"bytes"
	"fmt"

	"dangce/fonts"
)

// rewrite finishes a document as gofpdf writes it: page boxes in one order,
// streams compressed, and for fonts that hold characters beyond the BMP, on
// private-use codes, a ToUnicode map that names the true characters, so that
// copying and searching find them; gofpdf writes the same fixed map for every
// font. rare holds, by font key, the codes and what they stand for.
//
// Streams are replaced in place and the cross-reference table is moved along,
// so the file remains of one piece. data is changed only where that moves
// nothing.
func (d *deflater) rewrite(data []byte, rare map[string]map[uint16]rune) ([]byte, error) {
	orderBoxes(data)
	x, err := readXref(data)
	if err != nil {
		return nil, err
	}
	maps, err := x.toUnicodeEdits(rare)
	if err != nil {
		return nil, fmt.Errorf("ToUnicode: %w", err)
	}
	if len(maps) != len(rare) {
		return nil, fmt.Errorf("ToUnicode: found %d of %d fonts with rare characters", len(maps), len(rare))
	}
	streams, err := d.edits(x, maps)
	if err != nil {
		return nil, err
	}
	return x.apply(append(maps, streams...)), nil
}

// toUnicodeEdits returns one edit for each font that has an entry in rare, in
// the order of the file.
func (x *xref) toUnicodeEdits(rare map[string]map[uint16]rune) ([]edit, error) {
	var edits []edit
	for n := 1; n < len(x.offsets); n++ {
		key, toUnicode, ok := x.compositeFont(n)
		if !ok || len(rare[key]) == 0 {
			continue
		}
		old, err := x.object(toUnicode)
		if err != nil {
			return nil, fmt.Errorf("font %s: %w", key, err)
		}
		if !bytes.Contains(old, []byte("begincmap")) {
			return nil, fmt.Errorf("font %s: object %d: %w", key, toUnicode, errForeign)
		}
		cmap := fonts.ToUnicode(rare[key])
		from := x.offsets[toUnicode]
		edits = append(edits, edit{from, from + len(old), fmt.Appendf(nil,
			"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n", toUnicode, len(cmap), cmap)})
	}
	return edits, nil
}

// compositeFont reads object n as the dictionary of a font added from UTF-8:
// its key and the number of its ToUnicode object.
func (x *xref) compositeFont(n int) (key string, toUnicode int, ok bool) {
	rest := x.data[x.offsets[n]:]
	for _, want := range []string{fmt.Sprintf("%d 0 obj\n", n), "<</Type /Font\n/Subtype /Type0\n/BaseFont /utf8"} {
		if rest, ok = bytes.CutPrefix(rest, []byte(want)); !ok {
			return "", 0, false
		}
	}
	name, rest, _ := bytes.Cut(rest, []byte("\n"))
	dict, _, _ := bytes.Cut(rest, []byte(">>"))
	_, ref, ok := bytes.Cut(dict, []byte("/ToUnicode "))
	if !ok {
		return "", 0, false
	}
	if _, err := fmt.Sscanf(string(ref), "%d 0 R", &toUnicode); err != nil {
		return "", 0, false
	}
	return string(name), toUnicode, true
}
