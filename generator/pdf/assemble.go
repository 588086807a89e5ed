package pdf

import (
	"bytes"
	"fmt"
	"strconv"

	"dangce/fonts"
)

// Numbers that gofpdf gives to objects: the pages follow the resources, each
// with its content behind it, and the catalog comes last, behind the
// information.
const (
	resources = 2
	firstPage = 3
)

// assemble makes the file: the document that gofpdf has drawn, with our
// contents in the pages, our resources, and what the standard asks.
func (w *Writer) assemble(f *File) error {
	src, err := readSource(w.drawn.Bytes())
	if err != nil {
		return err
	}
	out := &w.file
	out.reset(len(src.offsets))
	out.data = append(out.data, f.header()...)
	list, err := w.resources(f)
	if err != nil {
		return err
	}
	behind, catalog := firstPage+2*len(w.contents), len(src.offsets)-1
	if catalog <= behind {
		return fmt.Errorf("%d objects for %d pages: %w", catalog, len(w.contents), errForeign)
	}
	for n, obj := range src.objects {
		switch {
		case n == resources:
			out.object(n, "<<%s>>", list)
		case n == catalog:
			err = w.catalog(n, obj, f)
		case n == catalog-1:
			err = w.info(n, obj, f)
		case n < firstPage || n >= behind:
			out.copy(n, obj)
		case n%2 == firstPage%2:
			err = out.page(n, obj)
		default:
			out.stream(n, "", w.streams.bytes(w.contents[(n-firstPage)/2]))
		}
		if err != nil {
			return err
		}
	}
	out.end(catalog)
	return nil
}

// resources appends fonts and pictures and lists them, for all pages.
func (w *Writer) resources(f *File) ([]byte, error) {
	list := []byte("/Font <<")
	for id, runes := range w.used.faces() {
		n, err := w.embed(fonts.FaceID(id), runes)
		if err != nil {
			return nil, fmt.Errorf("字体 %s: %w", fonts.FaceID(id), err)
		}
		list = fmt.Appendf(list, "/%s %d 0 R ", fontName(id), n)
	}
	list = append(list, ">>"...)
	c := &w.canvas
	for i, m := range c.images {
		p, err := w.picture(m, c.press)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			list = append(list, " /XObject <<"...)
		}
		n := w.file.next()
		w.file.stream(n, fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /%s /BitsPerComponent 8 ", p.w, p.h, p.space), p.packed)
		list = fmt.Appendf(list, "/I%d %d 0 R ", i+1, n)
	}
	if len(c.images) > 0 {
		list = append(list, ">>"...)
	}
	if c.press && c.coloured {
		list = append(list, " /ExtGState <<"...)
		for _, o := range overprints {
			list = fmt.Appendf(list, "/%s <</Type /ExtGState /OP %t /op %t /OPM 1>> ", o.name(), o.stroke, o.fill)
		}
		list = append(list, ">>"...)
	}
	return list, nil
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

// link is how gofpdf writes that links have no frame; ours are printed ones,
// as archives ask of all that is shown.
var link, printed = []byte("/Subtype /Link /Rect"), []byte("/Subtype /Link /F 4 /Rect")

// page copies a page with its boxes in one order: gofpdf ranges over a map
// when it writes them, and equal pages are to give equal bytes.
func (f *file) page(n int, obj []byte) error {
	if !bytes.Contains(obj, fmt.Appendf(nil, "/Contents %d 0 R>>", n+1)) {
		return fmt.Errorf("page %d: %w", n, errForeign)
	}
	if bytes.Contains(obj, link) {
		obj = bytes.ReplaceAll(obj, link, printed)
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
func (f *file) end(catalog int) {
	at := len(f.data)
	id := identifier(f.data)
	f.data = fmt.Appendf(f.data, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets))
	for _, at := range f.offsets[1:] {
		s := strconv.Itoa(at)
		f.data = append(append(f.data, "0000000000"[:10-len(s)]...), s...)
		f.data = append(f.data, " 00000 n \n"...)
	}
	f.data = fmt.Appendf(f.data, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n%s>>\nstartxref\n%d\n%%%%EOF\n",
		len(f.offsets), catalog, catalog-1, id, at)
}
