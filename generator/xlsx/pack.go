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
type packer struct {
	w     io.Writer
	parts []*part
	n     int // parts in use
	flate *flate.Writer
	kept  map[string]*part // by name: the last form of small parts
}

// part is one file of the zip.
type part struct {
	name   string
	raw    bytes.Buffer
	packed bytes.Buffer
	crc    uint32
}

// level is where deflate gains little more for its time.
const level = 5

// keepBelow bounds the parts whose compressed form is kept: styles, theme,
// relationships. They seldom change between workbooks of one kind.
const keepBelow = 64 << 10

func (p *packer) begin(w io.Writer) excelize.ZipWriter {
	p.w, p.n = w, 0
	return p
}

// Create returns the writer of the next part.
func (p *packer) Create(name string) (io.Writer, error) {
	if p.n == len(p.parts) {
		p.parts = append(p.parts, new(part))
	}
	e := p.parts[p.n]
	p.n++
	e.name = name
	e.raw.Reset()
	return &e.raw, nil
}

// AddFS is part of the interface; nothing calls it.
func (p *packer) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes the zip.
func (p *packer) Close() error {
	parts := p.parts[:p.n]
	slices.SortFunc(parts, func(a, b *part) int { return cmp.Compare(a.name, b.name) })
	z := zip.NewWriter(p.w)
	for _, e := range parts {
		e, err := p.compress(e)
		if err != nil {
			return err
		}
		w, err := z.CreateRaw(&zip.FileHeader{
			Name:   e.name,
			Method: zip.Deflate,
			//lint:ignore SA1019 Modified would write a time zone too; this is 1980-01-01, the zero of zip dates
			ModifiedDate:       1<<5 | 1,
			CRC32:              e.crc,
			CompressedSize64:   uint64(e.packed.Len()),
			UncompressedSize64: uint64(e.raw.Len()),
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

// compress returns the part with its compressed form, which is the kept one
// if the part has not changed since.
func (p *packer) compress(e *part) (*part, error) {
	kept := p.kept[e.name]
	if kept != nil && bytes.Equal(kept.raw.Bytes(), e.raw.Bytes()) {
		return kept, nil
	}
	e.packed.Reset()
	e.crc = crc32.ChecksumIEEE(e.raw.Bytes())
	if p.flate == nil {
		var err error
		if p.flate, err = flate.NewWriter(nil, level); err != nil {
			return nil, err
		}
	}
	p.flate.Reset(&e.packed)
	if _, err := p.flate.Write(e.raw.Bytes()); err != nil {
		return nil, err
	}
	if err := p.flate.Close(); err != nil {
		return nil, err
	}
	if e.raw.Len() < keepBelow {
		p.keep(e)
	}
	return e, nil
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
	k.crc = e.crc
}
