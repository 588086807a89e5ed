package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"dangce/fonts"
)

// patchToUnicode gives fonts that hold characters beyond the BMP, on
// private-use codes, a ToUnicode map that names the true characters, so that
// copying and searching find them. gofpdf writes the same fixed map for every
// font. rare holds, by font key, the codes and what they stand for; a font
// without an entry, and so a document without rare characters, is left alone:
// then data itself is returned.
//
// The maps are replaced in place and the cross-reference table is moved along,
// so the file remains of one piece; data is not changed.
func patchToUnicode(data []byte, rare map[string]map[uint16]rune) ([]byte, error) {
	wanted := 0
	for _, codes := range rare {
		if len(codes) > 0 {
			wanted++
		}
	}
	if wanted == 0 {
		return data, nil
	}
	x, err := readXref(data)
	if err != nil {
		return nil, fmt.Errorf("ToUnicode: %w", err)
	}
	edits, err := x.toUnicodeEdits(rare)
	if err != nil {
		return nil, fmt.Errorf("ToUnicode: %w", err)
	}
	if len(edits) != wanted {
		return nil, fmt.Errorf("ToUnicode: found %d of %d fonts with rare characters", len(edits), wanted)
	}
	return x.apply(edits), nil
}

// xref is a document of one piece as gofpdf writes it.
type xref struct {
	data    []byte
	at      int   // of the cross-reference table
	entries int   // of its first line, "0000000000 65535 f "
	offsets []int // of the objects by number; 0 is unused
}

// xrefLine is the fixed length of a line of the table.
const xrefLine = len("0000000000 00000 n \n")

var errForeign = errors.New("not a document as gofpdf writes it")

func readXref(data []byte) (*xref, error) {
	i := bytes.LastIndex(data, []byte("\nstartxref\n"))
	if i < 0 {
		return nil, fmt.Errorf("no startxref: %w", errForeign)
	}
	x := &xref{data: data}
	var n int
	if _, err := fmt.Sscanf(string(data[i:min(len(data), i+40)]), "\nstartxref\n%d\n", &x.at); err != nil || x.at <= 0 || x.at >= i {
		return nil, fmt.Errorf("startxref: %w", errForeign)
	}
	head, _, ok := bytes.Cut(data[x.at+len("xref\n"):], []byte("\n"))
	if _, err := fmt.Sscanf(string(head), "0 %d", &n); !ok || err != nil || n < 1 || n > i/xrefLine {
		return nil, fmt.Errorf("cross-reference table: %w", errForeign)
	}
	x.entries = x.at + len("xref\n") + len(head) + 1
	if x.entries+n*xrefLine > i {
		return nil, fmt.Errorf("cross-reference table: %w", errForeign)
	}
	x.offsets = make([]int, n)
	for k := 1; k < n; k++ {
		line := data[x.entries+k*xrefLine:]
		at, err := strconv.Atoi(string(line[:10]))
		if err != nil || at < 0 || at >= x.at {
			return nil, fmt.Errorf("cross-reference of object %d: %w", k, errForeign)
		}
		x.offsets[k] = at
	}
	return x, nil
}

// object returns the bytes of an object up to and with its "endobj". It is
// used for fonts and their maps only, whose bytes hold no other "endobj".
func (x *xref) object(n int) ([]byte, error) {
	const end = "endobj\n"
	if n < 1 || n >= len(x.offsets) {
		return nil, fmt.Errorf("object %d: %w", n, errForeign)
	}
	from := x.offsets[n]
	to := bytes.Index(x.data[from:x.at], []byte(end))
	if to < 0 || !bytes.HasPrefix(x.data[from:], fmt.Appendf(nil, "%d 0 obj\n", n)) {
		return nil, fmt.Errorf("object %d: %w", n, errForeign)
	}
	return x.data[from : from+to+len(end)], nil
}

// edit replaces the bytes from..to.
type edit struct {
	from, to int
	with     []byte
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
	slices.SortFunc(edits, func(a, b edit) int { return a.from - b.from })
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

// apply returns a copy of the document with the edits made and every offset
// behind them moved.
func (x *xref) apply(edits []edit) []byte {
	shift := func(at int) int {
		moved := at
		for _, e := range edits {
			if e.from < at {
				moved += len(e.with) - (e.to - e.from)
			}
		}
		return moved
	}
	out := make([]byte, 0, shift(len(x.data))+20)
	last := 0
	for _, e := range edits {
		out = append(append(out, x.data[last:e.from]...), e.with...)
		last = e.to
	}
	out = append(out, x.data[last:x.entries+xrefLine]...)
	for _, at := range x.offsets[1:] {
		out = fmt.Appendf(out, "%010d 00000 n \n", shift(at))
	}
	tail := x.data[x.entries+len(x.offsets)*xrefLine:]
	tail = tail[:bytes.LastIndex(tail, []byte("startxref\n"))]
	return fmt.Appendf(append(out, tail...), "startxref\n%d\n%%%%EOF\n", shift(x.at))
}
