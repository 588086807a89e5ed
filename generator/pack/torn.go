package pack

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"os"
)

// torn reports whether a workbook is what a power cut left of one that an
// unfinished run wrote: no program has written such a file, and there is
// nothing in it to keep. Whoever changed a workbook left a whole one.
func (p *Pack) torn(name string) bool {
	p.mu.Lock()
	ours := len(p.earlier[name]) > 0
	p.mu.Unlock()
	if !ours {
		return false
	}
	f, err := p.root.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	return err == nil && !wholeBook(f, info)
}

// mostUnpacked is how much of a workbook is unpacked to see whether it is
// whole. One that holds more is.
const mostUnpacked = 256 << 20

// wholeBook reports whether a file is a workbook that can be read to its end,
// or of a kind that is not looked into: with a password, a workbook is no zip.
func wholeBook(f *os.File, info fs.FileInfo) bool {
	begin := make([]byte, 4)
	if _, err := f.ReadAt(begin, 0); err == nil && bytes.Equal(begin, []byte{0xD0, 0xCF, 0x11, 0xE0}) {
		return true
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return false
	}
	left := int64(mostUnpacked)
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			return false
		}
		n, err := io.CopyN(io.Discard, r, left)
		r.Close()
		if left -= n; left == 0 {
			return true
		}
		if err != io.EOF {
			return false
		}
	}
	return true
}
