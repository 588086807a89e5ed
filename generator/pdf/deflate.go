package pdf

import (
	"bytes"

	"github.com/klauspost/compress/zlib"
)

// Levels of compression, which trade time for size: docs/performance.md.
// Outlines of glyphs hardly repeat, so that looking further finds little.
const (
	textLevel = 6
	fontLevel = 3
)

// deflater compresses streams one after another with the same tables and
// keeps what comes out.
type deflater struct {
	buf     bytes.Buffer
	writers [10]*zlib.Writer // by level
}

// span is a place in the compressed streams.
type span struct{ from, to int }

func (d *deflater) reset() { d.buf.Reset() }

// add compresses the parts as one stream.
func (d *deflater) add(level int, parts ...[]byte) (span, error) {
	z := d.writers[level]
	if z == nil {
		var err error
		if z, err = zlib.NewWriterLevel(&d.buf, level); err != nil {
			return span{}, err
		}
		d.writers[level] = z
	}
	from := d.buf.Len()
	z.Reset(&d.buf)
	for _, p := range parts {
		if _, err := z.Write(p); err != nil {
			return span{}, err
		}
	}
	err := z.Close()
	return span{from, d.buf.Len()}, err
}

// bytes returns a compressed stream; it is valid until the next add.
func (d *deflater) bytes(s span) []byte { return d.buf.Bytes()[s.from:s.to] }
