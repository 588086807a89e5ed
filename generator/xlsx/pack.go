package xlsx

import (
	"bytes"
	"cmp"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zip"
	"github.com/xuri/excelize/v2"
)

// packer is the zip form of a workbook: parts in the order of their names
// (which begins with [Content_Types].xml), all with one time, sizes in front
// of the data, so that equal parts give equal bytes and every reader can
// read them from front to back. It implements excelize.ZipWriter.
//
// Parts are compressed while they are written, one after the other: of a
// sheet of 100 MB no more than its compressed form is held.
type packer struct {
	w     io.Writer
	parts []*part
	n     int   // parts in use
	open  *part // being written
	flate *flate.Writer
	kept  map[string]*part // by name: the last form of small parts
	rows  map[string]*part // sheets whose rows are written and whose end is not
}

// part is one file of the zip.
type part struct {
	name   string
	pack   *packer
	raw    bytes.Buffer // of a small part, the whole; what was written before it grew large is let go
	large  bool
	packed bytes.Buffer
	crc    uint32
	size   uint64
}

// level is where deflate gains little more for its time.
const level = 5

// keepBelow bounds the parts whose compressed form is kept: styles, theme,
// relationships. They seldom change between workbooks of one kind.
const keepBelow = 64 << 10

// begin makes ready for another workbook.
func (p *packer) begin() {
	p.n, p.open = 0, nil
	clear(p.rows)
}

// write writes a workbook to w. The writer that excelize brings would hold the
// whole zip once more, and stays empty.
func (p *packer) write(w io.Writer, f *excelize.File) error {
	p.w = w
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return p })
	return f.Write(io.Discard)
}

// Create returns the writer of the next part, and ends the one before it. Of a
// sheet whose rows are there, it takes what stands behind them.
func (p *packer) Create(name string) (io.Writer, error) {
	if err := p.end(); err != nil {
		return nil, err
	}
	e := p.rows[name]
	if e == nil {
		return p.add(name), nil
	}
	p.open = e
	if e.large {
		p.flate.Reset(&e.packed)
	}
	return (*sheetEnd)(e), nil
}

func (p *packer) add(name string) *part {
	if p.n == len(p.parts) {
		p.parts = append(p.parts, &part{pack: p})
	}
	e := p.parts[p.n]
	p.n++
	p.open = e
	e.name, e.large, e.crc, e.size = name, false, 0, 0
	e.raw.Reset()
	e.packed.Reset()
	return e
}

// copied adds a part of another workbook as it is.
func (p *packer) copied(f *zip.File) error {
	e := p.add(f.Name)
	if f.Method != zip.Deflate {
		r, err := f.Open()
		if err != nil {
			return err
		}
		defer r.Close()
		if _, err := io.Copy(e, r); err != nil {
			return err
		}
		return p.end()
	}
	p.open = nil
	r, err := f.OpenRaw()
	if err != nil {
		return err
	}
	e.crc, e.size = f.CRC32, f.UncompressedSize64
	_, err = io.Copy(&e.packed, r)
	return err
}

// sheet begins the part of a sheet, whose rows are written before anything
// else.
func (p *packer) sheet(name string) (*part, error) {
	if err := p.end(); err != nil {
		return nil, err
	}
	if p.rows == nil {
		p.rows = make(map[string]*part)
	}
	p.rows[name] = p.add(name)
	return p.open, nil
}

// pause leaves a sheet behind its rows. Its compressed form is a whole number
// of bytes then, and goes on in another run of the compressor.
func (p *packer) pause() error {
	e := p.open
	p.open = nil
	if e.large {
		return p.flate.Flush()
	}
	return nil
}

// sheetEnd writes the end of a sheet: of what excelize writes for the whole,
// what stands behind the rows.
type sheetEnd part

func (e *sheetEnd) Write(b []byte) (int, error) {
	const end = "</sheetData>"
	i := bytes.Index(b, []byte(end))
	if i < 0 {
		return 0, errors.New("a sheet without rows")
	}
	if _, err := (*part)(e).Write(tidied(b[i:])); err != nil {
		return 0, err
	}
	return len(b), nil
}

var emptyBreaks = [...][]byte{[]byte("<rowBreaks></rowBreaks>"), []byte("<colBreaks></colBreaks>")}

// tidied writes the end of a sheet as spreadsheets do: no lists without items,
// no $ in the area of a filter, elements without content closed at once.
func tidied(b []byte) []byte {
	out := slices.Clone(b)
	for _, empty := range emptyBreaks {
		out = bytes.Replace(out, empty, nil, 1)
	}
	if i := bytes.Index(out, []byte(`<autoFilter ref="`)); i >= 0 {
		i += len(`<autoFilter ref="`)
		n := bytes.IndexByte(out[i:], '"')
		out = slices.Concat(out[:i], bytes.ReplaceAll(out[i:i+n], []byte("$"), nil), out[i+n:])
	}
	return closed(out)
}

// closed closes elements without content at once: <a></a> is <a/>.
func closed(b []byte) []byte {
	out := b[:0]
	for {
		i := bytes.Index(b, []byte("></"))
		if i < 0 {
			return append(out, b...)
		}
		open := bytes.LastIndexByte(b[:i], '<')
		n := bytes.IndexByte(b[i+3:], '>')
		if open >= 0 && b[open+1] != '/' && n >= 0 && bytes.HasPrefix(b[open+1:i], b[i+3:i+3+n]) && (i-open-1 == n || b[open+1+n] == ' ') {
			out = append(append(out, b[:i]...), "/>"...)
			b = b[i+4+n:]
			continue
		}
		out = append(out, b[:i+1]...)
		b = b[i+1:]
	}
}

// AddFS is part of the interface; nothing calls it.
func (p *packer) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Write takes in bytes of the part, and compresses them once it is large.
func (e *part) Write(b []byte) (int, error) {
	e.size += uint64(len(b))
	e.crc = crc32.Update(e.crc, crc32.IEEETable, b)
	if !e.large {
		if e.raw.Len()+len(b) < keepBelow {
			return e.raw.Write(b)
		}
		e.large = true
		if err := e.pack.deflate(e); err != nil {
			return 0, err
		}
		if _, err := e.pack.flate.Write(e.raw.Bytes()); err != nil {
			return 0, err
		}
	}
	return e.pack.flate.Write(b)
}

// deflate begins the compressed form of a part.
func (p *packer) deflate(e *part) error {
	if p.flate == nil {
		var err error
		if p.flate, err = flate.NewWriter(nil, level); err != nil {
			return err
		}
	}
	p.flate.Reset(&e.packed)
	return nil
}

// end completes the compressed form of the part written last. That of a small
// one is the kept one if it has not changed since.
func (p *packer) end() error {
	e := p.open
	if e == nil {
		return nil
	}
	p.open = nil
	if e.large {
		return p.flate.Close()
	}
	if e.name == corePart {
		e.set(prefixed(e.raw.Bytes()))
	}
	if kept := p.kept[e.name]; kept != nil && bytes.Equal(kept.raw.Bytes(), e.raw.Bytes()) {
		_, err := e.packed.Write(kept.packed.Bytes())
		return err
	}
	if err := p.deflate(e); err != nil {
		return err
	}
	if _, err := p.flate.Write(e.raw.Bytes()); err != nil {
		return err
	}
	if err := p.flate.Close(); err != nil {
		return err
	}
	p.keep(e)
	return nil
}

// set replaces the content of a small part.
func (e *part) set(b []byte) {
	e.raw.Reset()
	e.raw.Write(b)
	e.size, e.crc = uint64(len(b)), crc32.ChecksumIEEE(b)
}

// corePart holds title, author and dates.
const corePart = "docProps/core.xml"

// prefixed gives the elements of core properties the prefix cp:, which
// excelize leaves out: to XML it is all the same, but exceljs looks for the
// prefix and takes no file without.
func prefixed(b []byte) []byte {
	if !bytes.Contains(b, []byte("<coreProperties xmlns=")) {
		return b
	}
	b = bytes.Replace(b, []byte("<coreProperties xmlns="), []byte("<coreProperties xmlns:cp="), 1)
	for _, name := range []string{"coreProperties", "category", "contentStatus", "keywords", "lastModifiedBy", "revision", "version"} {
		b = bytes.ReplaceAll(b, []byte("<"+name), []byte("<cp:"+name))
		b = bytes.ReplaceAll(b, []byte("</"+name), []byte("</cp:"+name))
	}
	return b
}

// Close writes the zip.
func (p *packer) Close() error {
	if err := p.end(); err != nil {
		return err
	}
	parts := p.parts[:p.n]
	slices.SortFunc(parts, func(a, b *part) int { return cmp.Compare(a.name, b.name) })
	z := zip.NewWriter(p.w)
	for _, e := range parts {
		w, err := z.CreateRaw(&zip.FileHeader{
			Name:   e.name,
			Method: zip.Deflate,
			//lint:ignore SA1019 Modified would write a time zone too; this is 1980-01-01, the zero of zip dates
			ModifiedDate:       1<<5 | 1,
			CRC32:              e.crc,
			CompressedSize64:   uint64(e.packed.Len()),
			UncompressedSize64: e.size,
		})
		if err != nil {
			return err
		}
		if _, err := w.Write(e.packed.Bytes()); err != nil {
			return err
		}
	}
	return z.Close()
}

func (p *packer) keep(e *part) {
	if p.kept == nil {
		p.kept = make(map[string]*part)
	}
	k := p.kept[e.name]
	if k == nil {
		k = &part{name: e.name}
		p.kept[e.name] = k
	}
	k.raw.Reset()
	k.raw.Write(e.raw.Bytes())
	k.packed.Reset()
	k.packed.Write(e.packed.Bytes())
}
