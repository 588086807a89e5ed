package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/klauspost/compress/zlib"
)

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

// apply returns the document with the edits made, which must not overlap, and
// every offset behind them moved.
func (x *xref) apply(edits []edit) []byte {
	slices.SortFunc(edits, func(a, b edit) int { return a.from - b.from })
	size := len(x.data)
	for _, e := range edits {
		size += len(e.with) - (e.to - e.from)
	}
	out := make([]byte, 0, size+40)
	last := 0
	for _, e := range edits {
		out = append(append(out, x.data[last:e.from]...), e.with...)
		last = e.to
	}
	at := x.at + len(out) - last
	out = append(out, x.data[last:x.entries+xrefLine]...)
	for _, old := range x.moved(edits) {
		out = appendOffset(out, old)
	}
	tail := x.data[x.entries+len(x.offsets)*xrefLine:]
	tail = tail[:bytes.LastIndex(tail, []byte("startxref\n"))]
	return fmt.Appendf(append(out, tail...), "startxref\n%d\n%%%%EOF\n", at)
}

// moved returns the offsets of all objects from 1 behind sorted edits.
func (x *xref) moved(edits []edit) []int {
	order := make([]int, 0, len(x.offsets)-1)
	for n := 1; n < len(x.offsets); n++ {
		order = append(order, n)
	}
	slices.SortFunc(order, func(a, b int) int { return x.offsets[a] - x.offsets[b] })
	out := make([]int, len(x.offsets)-1)
	shift := 0
	for _, n := range order {
		for len(edits) > 0 && edits[0].from < x.offsets[n] {
			shift += len(edits[0].with) - (edits[0].to - edits[0].from)
			edits = edits[1:]
		}
		out[n-1] = x.offsets[n] + shift
	}
	return out
}

func appendOffset(out []byte, at int) []byte {
	s := strconv.Itoa(at)
	for range 10 - len(s) {
		out = append(out, '0')
	}
	return append(append(out, s...), " 00000 n \n"...)
}

// deflater compresses streams one after another with the same tables. gofpdf
// makes new tables, more than a megabyte, for every page.
type deflater struct {
	buf bytes.Buffer
	z   *zlib.Writer
}

// level trades time for size: see docs/performance.md.
const level = 5

// edits returns an edit for each stream that gofpdf left uncompressed, except
// those of objects in skip.
func (d *deflater) edits(x *xref, skip []edit) ([]edit, error) {
	d.buf.Reset()
	if d.z == nil {
		z, err := zlib.NewWriterLevel(&d.buf, level)
		if err != nil {
			return nil, err
		}
		d.z = z
	}
	type span struct{ from, to, head, end int }
	var spans []span
	for n := 1; n < len(x.offsets); n++ {
		from := x.offsets[n]
		if slices.ContainsFunc(skip, func(e edit) bool { return e.from == from }) {
			continue
		}
		start, length, ok := x.plainStream(n)
		if !ok {
			continue
		}
		head := d.buf.Len()
		d.z.Reset(&d.buf)
		if _, err := d.z.Write(x.data[start : start+length]); err != nil {
			return nil, err
		}
		if err := d.z.Close(); err != nil {
			return nil, err
		}
		spans = append(spans, span{start - len(streamWord) - len(">>\n"), start + length, head, d.buf.Len()})
	}
	out := make([]edit, 0, 2*len(spans))
	packed := d.buf.Bytes()
	for _, s := range spans {
		// The dictionary is <</Length N>>: its number is replaced together
		// with the stream.
		from := bytes.LastIndex(x.data[:s.from], []byte("<</Length "))
		with := fmt.Appendf(nil, "<</Filter /FlateDecode /Length %d>>\nstream\n", s.end-s.head)
		out = append(out, edit{from, s.to, append(with, packed[s.head:s.end]...)})
	}
	return out, nil
}

const streamWord = "stream\n"

// plainStream finds the stream of object n if it is not compressed: its
// start, and its length.
func (x *xref) plainStream(n int) (start, length int, ok bool) {
	rest := x.data[x.offsets[n]:x.at]
	for _, want := range []string{strconv.Itoa(n) + " 0 obj\n", "<</Length "} {
		if rest, ok = bytes.CutPrefix(rest, []byte(want)); !ok {
			return 0, 0, false
		}
	}
	num, rest, ok := bytes.Cut(rest, []byte(">>\n"+streamWord))
	if !ok || len(num) > 10 {
		return 0, 0, false
	}
	length, err := strconv.Atoi(string(num))
	if err != nil || length < 0 || length > len(rest) {
		return 0, 0, false
	}
	return x.at - len(rest), length, true
}
