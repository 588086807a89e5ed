package pdf

import (
	"bytes"

	"github.com/klauspost/compress/zlib"
)

// level trades time for size: see docs/performance.md.
const level = 5

// deflater compresses streams one after another with the same tables and
// keeps what comes out.
type deflater struct {
	buf bytes.Buffer
	z   *zlib.Writer
}

// span is a place in the compressed streams.
type span struct{ from, to int }

func (d *deflater) reset() { d.buf.Reset() }

// add compresses the parts as one stream.
func (d *deflater) add(parts ...[]byte) (span, error) {
	if d.z == nil {
		z, err := zlib.NewWriterLevel(&d.buf, level)
		if err != nil {
			return span{}, err
		}
		d.z = z
	}
	from := d.buf.Len()
	d.z.Reset(&d.buf)
	for _, p := range parts {
		if _, err := d.z.Write(p); err != nil {
			return span{}, err
		}
	}
	err := d.z.Close()
	return span{from, d.buf.Len()}, err
}

// bytes returns a compressed stream; it is valid until the next add.
func (d *deflater) bytes(s span) []byte { return d.buf.Bytes()[s.from:s.to] }
