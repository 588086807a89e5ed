// Package fonttest makes small font files for tests: a font program, as it is
// embedded in a document, with the tables that a file needs beside it.
package fonttest

import (
	"encoding/binary"
	"slices"
)

// File adds to a font program a character map that gives glyph n+1 to
// runes[n], which must ascend, an OS/2 table with the embedding permissions
// fsType, and empty name and post tables. Checksums are not kept up.
func File(program []byte, runes []rune, fsType uint16) []byte {
	os2 := make([]byte, 78)
	binary.BigEndian.PutUint16(os2[8:], fsType)
	post := make([]byte, 32)
	binary.BigEndian.PutUint32(post, 0x00030000)
	names := []string{"OS/2", "cmap", "name", "post"}
	added := [][]byte{os2, cmap(runes), {0, 0, 0, 0, 0, 6}, post}

	n := int(binary.BigEndian.Uint16(program[4:]))
	head, body := 12+16*n, 16*len(names) // old directory, what is put behind it
	var out []byte
	out = binary.BigEndian.AppendUint16(append(out, program[:4]...), uint16(n+len(names)))
	out = append(out, program[6:12]...)
	at := len(program) + body
	for i, name := range names {
		out = append(append(out, name...), 0, 0, 0, 0)
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(added[i])))
		at += (len(added[i]) + 3) &^ 3
	}
	old := slices.Clone(program[12:head])
	for i := range n {
		rec := old[16*i:]
		binary.BigEndian.PutUint32(rec[8:], binary.BigEndian.Uint32(rec[8:])+uint32(body))
	}
	out = append(append(out, old...), program[head:]...)
	for _, t := range added {
		out = append(out, t...)
		out = append(out, make([]byte, (4-len(t)&3)&3)...)
	}
	return out
}

// cmap has one subtable: of format 4 where all runes fit, or of format 12.
func cmap(runes []rune) []byte {
	var b []byte
	put16 := func(values ...int) {
		for _, v := range values {
			b = binary.BigEndian.AppendUint16(b, uint16(v))
		}
	}
	if n := len(runes); n > 0 && runes[n-1] > 0xFFFF {
		put16(0, 1, 3, 10, 0, 12, 12, 0)
		for _, v := range []int{16 + 12*n, 0, n} {
			b = binary.BigEndian.AppendUint32(b, uint32(v))
		}
		for i, r := range runes {
			for _, v := range []int{int(r), int(r), i + 1} {
				b = binary.BigEndian.AppendUint32(b, uint32(v))
			}
		}
		return b
	}
	n := len(runes) + 1
	put16(0, 1, 3, 1, 0, 12, 4, 16+8*n, 0, 2*n, 0, 0, 0)
	for _, r := range runes {
		put16(int(r))
	}
	put16(0xFFFF, 0)
	for _, r := range runes {
		put16(int(r))
	}
	put16(0xFFFF)
	for i, r := range runes {
		put16(i + 1 - int(r))
	}
	put16(1)
	return append(b, make([]byte, 2*n)...)
}
