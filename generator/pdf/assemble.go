package pdf

import (
	"bytes"
	"fmt"
	"strconv"

	"dangce/fonts"
)

// Numbers that gofpdf gives to objects: the pages follow the resources, each
// with its content behind it.
const (
	resources = 2
	firstPage = 3
)

// assemble makes the file: the document that gofpdf has drawn, with our
// contents in the pages and our fonts in the resources.
func (w *Writer) assemble() error {
	src, err := readSource(w.drawn.Bytes())
	if err != nil {
		return err
	}
	f := &w.file
	f.reset(len(src.offsets))
	f.data = append(f.data, src.header()...)
	f.data = append(f.data, "%\xE2\xE3\xCF\xD3\n"...) // marks the file as binary
	var list []byte                                   // of the fonts, for the resources
	for id, runes := range w.used.faces() {
		n, err := w.embed(fonts.FaceID(id), runes)
		if err != nil {
			return fmt.Errorf("字体 %s: %w", fonts.FaceID(id), err)
		}
		list = fmt.Appendf(list, "/%s %d 0 R\n", fontName(id), n)
	}
	behind := firstPage + 2*len(w.contents)
	if len(src.offsets) < behind {
		return fmt.Errorf("%d objects for %d pages: %w", len(src.offsets)-1, len(w.contents), errForeign)
	}
	for n, obj := range src.objects {
		switch {
		case n == resources:
			err = f.resources(obj, list)
		case n < firstPage || n >= behind:
			f.copy(n, obj)
		case n%2 == firstPage%2:
			err = f.page(n, obj)
		default:
			err = w.content(n, obj, &w.contents[(n-firstPage)/2])
		}
		if err != nil {
			return err
		}
	}
	trailer, err := src.trailer()
	if err != nil {
		return err
	}
	f.end(trailer)
	return nil
}

// content puts a page's stream in the place of gofpdf's, which holds nothing
// but the pictures.
func (w *Writer) content(n int, obj []byte, c *content) (err error) {
	if c.pictures {
		drawn, err := plainStream(n, obj)
		if err != nil {
			return err
		}
		if c.packed, err = w.streams.add(textLevel, c.before, drawn, c.after); err != nil {
			return err
		}
	}
	w.file.stream(n, "", w.streams.bytes(c.packed))
	return nil
}

// file is a PDF file being written.
type file struct {
	data    []byte
	offsets []int // of the objects by number
}

// reset begins a file whose objects below n have their numbers already.
func (f *file) reset(n int) {
	f.data = f.data[:0]
	f.offsets = append(f.offsets[:0], make([]int, n)...)
}

// next returns the number of the next new object.
func (f *file) next() int { return len(f.offsets) }

// begin begins object n.
func (f *file) begin(n int) {
	for n >= len(f.offsets) {
		f.offsets = append(f.offsets, 0)
	}
	f.offsets[n] = len(f.data)
}

// copy appends an object as it is.
func (f *file) copy(n int, obj []byte) {
	f.begin(n)
	f.data = append(f.data, obj...)
}

func (f *file) object(n int, format string, args ...any) {
	f.begin(n)
	f.data = append(f.data, objectHead(n)...)
	f.data = fmt.Appendf(f.data, format, args...)
	f.data = append(f.data, "\nendobj\n"...)
}

// stream appends a compressed stream; entries of its dictionary end in a
// space.
func (f *file) stream(n int, entries string, packed []byte) {
	f.begin(n)
	f.data = append(f.data, objectHead(n)...)
	f.data = append(append(f.data, "<<"...), entries...)
	f.data = strconv.AppendInt(append(f.data, "/Filter /FlateDecode /Length "...), int64(len(packed)), 10)
	f.data = append(append(f.data, ">>\nstream\n"...), packed...)
	f.data = append(f.data, "\nendstream\nendobj\n"...)
}

// resources copies the resources with a list of fonts put in.
func (f *file) resources(obj, list []byte) error {
	const dict = "/Font <<\n"
	before, after, ok := bytes.Cut(obj, []byte(dict))
	if !ok || !bytes.HasPrefix(after, []byte(">>")) {
		return fmt.Errorf("resources: %w", errForeign)
	}
	f.copy(resources, before)
	f.data = append(append(append(f.data, dict...), list...), after...)
	return nil
}

// page copies a page with its boxes in one order: gofpdf ranges over a map
// when it writes them, and equal pages are to give equal bytes.
func (f *file) page(n int, obj []byte) error {
	if !bytes.Contains(obj, fmt.Appendf(nil, "/Contents %d 0 R>>", n+1)) {
		return fmt.Errorf("page %d: %w", n, errForeign)
	}
	trim, bleed := bytes.Index(obj, []byte("/TrimBox [")), bytes.Index(obj, []byte("/BleedBox ["))
	if trim < 0 || trim > bleed {
		f.copy(n, obj)
		return nil
	}
	end := bleed + bytes.IndexByte(obj[bleed:], '\n') + 1
	f.copy(n, obj[:trim])
	f.data = append(append(append(f.data, obj[bleed:end]...), obj[trim:bleed]...), obj[end:]...)
	return nil
}

// end appends cross-reference table and trailer.
func (f *file) end(trailer []byte) {
	at := len(f.data)
	f.data = fmt.Appendf(f.data, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets))
	for _, at := range f.offsets[1:] {
		s := strconv.Itoa(at)
		f.data = append(append(f.data, "0000000000"[:10-len(s)]...), s...)
		f.data = append(f.data, " 00000 n \n"...)
	}
	f.data = fmt.Appendf(f.data, "trailer\n<<\n/Size %d\n%sstartxref\n%d\n%%%%EOF\n", len(f.offsets), trailer, at)
}
