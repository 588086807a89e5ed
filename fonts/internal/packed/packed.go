// Package packed keeps a TrueType font small, for package fonts: whole glyphs
// are found without unpacking the rest, and the file that was packed comes out
// again byte for byte.
//
// A packed font is a sequence of brotli streams. The first holds the tables
// that measuring and cutting need, the second whatever else the file holds,
// and each of the others a block of glyphs in the form of WOFF 2.0 (section
// 5.1, "Transformed glyf table"), which stores the points of an outline and
// no byte that follows from them. The characters of GB/T 2312 come in blocks
// of their own: a document rarely needs another one.
//
// A glyph that this form would not give back as it was is stored as it is.
package packed

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
)

// magic begins a packed font; its last byte is the version of the form.
const magic = "dcf\x01"

// maxSize bounds what anything is unpacked to.
const maxSize = 1 << 26

var errDamaged = errors.New("packed font is damaged")

// needed lists the tables of the first stream; loca and glyf follow from the
// glyphs.
var needed = map[string]bool{
	"OS/2": true, "cmap": true, "cvt ": true, "fpgm": true, "head": true, "hhea": true,
	"hmtx": true, "maxp": true, "name": true, "post": true, "prep": true,
}

// File is an opened packed font. Nothing but its first stream is unpacked
// until a glyph is asked for.
type File struct {
	Tables    map[string][]byte // all but glyf and loca, of the first stream
	NumGlyphs int

	directory []byte   // of the font file
	other     string   // second stream, packed
	blocks    []string // the others, packed
	gids      [][]uint16
	align     int
}

// Open reads the first stream of a packed font.
func Open(data string) (*File, error) {
	streams, err := split(data)
	if err != nil {
		return nil, err
	}
	head, err := unpack(streams[0])
	if err != nil {
		return nil, err
	}
	f := &File{other: streams[1], blocks: streams[2:]}
	r := reader{b: head}
	f.directory = r.bytes()
	f.align = int(r.uvarint())
	for range f.blocks {
		f.gids = append(f.gids, r.gids())
	}
	f.Tables = r.tables()
	if r.err != nil || !slices.Contains([]int{1, 2, 4}, f.align) || len(f.Tables["maxp"]) < 6 ||
		len(f.directory) < 12 || len(f.directory) < 12+16*int(binary.BigEndian.Uint16(f.directory[4:])) {
		return nil, errDamaged
	}
	f.NumGlyphs = int(binary.BigEndian.Uint16(f.Tables["maxp"][4:]))
	return f, nil
}

// split returns the streams of a packed font.
func split(data string) (streams []string, err error) {
	data, ok := strings.CutPrefix(data, magic)
	if !ok {
		return nil, errDamaged
	}
	for data != "" {
		size, k := binary.Uvarint([]byte(data[:min(len(data), binary.MaxVarintLen64)]))
		if k <= 0 || size > uint64(len(data)-k) {
			return nil, errDamaged
		}
		streams = append(streams, data[k:k+int(size)])
		data = data[k+int(size):]
	}
	if len(streams) < 2 {
		return nil, errDamaged
	}
	return streams, nil
}

// Restore returns the font file that was packed.
func (f *File) Restore() ([]byte, error) {
	other, err := unpack(f.other)
	if err != nil {
		return nil, err
	}
	r := reader{b: other}
	tables := r.tables()
	if r.err != nil {
		return nil, errDamaged
	}
	for tag, t := range f.Tables {
		tables[tag] = t
	}
	glyphs := make([][]byte, f.NumGlyphs)
	for i := range f.blocks {
		if err := f.unpackBlock(i, glyphs); err != nil {
			return nil, err
		}
	}
	if tables["glyf"], tables["loca"], err = join(glyphs, tables["head"]); err != nil {
		return nil, err
	}
	return assemble(f.directory, tables)
}

// join returns the tables glyf and loca.
func join(glyphs [][]byte, head []byte) (glyf, loca []byte, err error) {
	if len(head) < 52 {
		return nil, nil, errDamaged
	}
	long := head[51] != 0
	for i := 0; ; i++ {
		if long {
			loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		} else {
			loca = binary.BigEndian.AppendUint16(loca, uint16(len(glyf)/2))
		}
		if i == len(glyphs) {
			return glyf, loca, nil
		}
		glyf = append(glyf, glyphs[i]...)
	}
}

// assemble puts tables where the directory of the file has them.
func assemble(directory []byte, tables map[string][]byte) ([]byte, error) {
	file := bytes.Clone(directory)
	for rec := range records(directory) {
		t := tables[rec.tag]
		if rec.size != len(t) || rec.at > maxSize {
			return nil, fmt.Errorf("%w: table %q has %d bytes of %d", errDamaged, rec.tag, len(t), rec.size)
		}
		if end := rec.at + padded(rec.size, 4); end > len(file) {
			file = append(file, make([]byte, end-len(file))...)
		}
		copy(file[rec.at:], t)
	}
	return file, nil
}

// record is a line of the directory of a font file.
type record struct {
	tag      string
	at, size int
}

func records(file []byte) func(yield func(record) bool) {
	return func(yield func(record) bool) {
		n := int(binary.BigEndian.Uint16(file[4:]))
		for i := range n {
			rec := file[12+16*i:]
			at, size := binary.BigEndian.Uint32(rec[8:]), binary.BigEndian.Uint32(rec[12:])
			if !yield(record{string(rec[:4]), int(at), int(size)}) {
				return
			}
		}
	}
}

func padded(n, to int) int { return (n + to - 1) / to * to }

// unpack undoes pack.
func unpack(stream string) ([]byte, error) {
	in := strings.NewReader(stream)
	size, err := binary.ReadUvarint(in)
	if err != nil || size > maxSize {
		return nil, errDamaged
	}
	b := make([]byte, size)
	if _, err := io.ReadFull(brotli.NewReader(in), b); err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return b, nil
}

// reader takes values off the front of bytes; the first that is not there
// sets err.
type reader struct {
	b   []byte
	err error
}

func (r *reader) fail() { r.b, r.err = nil, errDamaged }

func (r *reader) uvarint() uint64 {
	v, k := binary.Uvarint(r.b)
	if k <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[k:]
	return v
}

// take returns the next n bytes.
func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.fail()
		return make([]byte, max(0, min(n, 16)))
	}
	b := r.b[:n:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) byte() byte { return r.take(1)[0] }

// bytes returns bytes that follow their number.
func (r *reader) bytes() []byte { return r.take(int(min(r.uvarint(), 1<<30))) }

// gids returns ascending glyph numbers.
func (r *reader) gids() []uint16 {
	var gids []uint16
	next := uint64(0)
	for n := r.uvarint(); n > 0 && r.err == nil; n-- {
		next += r.uvarint()
		gids = append(gids, uint16(next))
		next++
	}
	return gids
}

func (r *reader) tables() map[string][]byte {
	tables := make(map[string][]byte)
	for n := r.uvarint(); n > 0 && r.err == nil; n-- {
		tag := string(r.bytes())
		tables[tag] = r.bytes()
	}
	return tables
}
