package sheet

import (
	"encoding/binary"
	"unicode/utf16"
)

// segments are the bytes of a record that is continued in others.
type segments struct {
	parts [][]byte
	short bool // the bytes ended too early
}

// byte reads one byte; ok is false at the end.
func (s *segments) byte() (b byte, ok bool) {
	for len(s.parts) > 0 && len(s.parts[0]) == 0 {
		s.parts = s.parts[1:]
	}
	if len(s.parts) == 0 {
		s.short = true
		return 0, false
	}
	b = s.parts[0][0]
	s.parts[0] = s.parts[0][1:]
	return b, true
}

func (s *segments) number(bytes int) int {
	n := 0
	for i := range bytes {
		b, _ := s.byte()
		n |= int(b) << (8 * i)
	}
	return n
}

// skip passes over bytes that are no text.
func (s *segments) skip(n int) {
	for n > 0 && len(s.parts) > 0 {
		k := min(n, len(s.parts[0]))
		s.parts[0] = s.parts[0][k:]
		if n -= k; n > 0 {
			s.parts = s.parts[1:]
		}
	}
	s.short = s.short || n > 0
}

// chars reads n characters, stored as one byte or two. Where they go on in
// another record, the way of storing is given again.
func (s *segments) chars(n int, flags byte) string {
	var units []uint16
	for n > 0 {
		if len(s.parts) > 0 && len(s.parts[0]) == 0 {
			s.parts = s.parts[1:]
			if len(s.parts) > 0 {
				flags, _ = s.byte()
			}
		}
		if len(s.parts) == 0 {
			s.short = true
			break
		}
		part := s.parts[0]
		if flags&1 == 0 {
			k := min(n, len(part))
			for _, c := range part[:k] {
				units = append(units, uint16(c))
			}
			s.parts[0], n = part[k:], n-k
			continue
		}
		k := min(n, len(part)/2)
		for i := range k {
			units = append(units, binary.LittleEndian.Uint16(part[2*i:]))
		}
		s.parts[0], n = part[2*k:], n-k
		if k == 0 { // half a character
			s.parts[0] = nil
		}
	}
	return string(utf16.Decode(units))
}

// sharedStrings reads the table of texts. Runs of rich text and reading aids
// follow each text and are passed over.
func (b *biff) sharedStrings(parts [][]byte) error {
	s := segments{parts: parts}
	s.number(4) // how often they are used
	count := s.number(4)
	for range count {
		n := s.number(2)
		flags, _ := s.byte()
		runs, aids := 0, 0
		if flags&8 != 0 {
			runs = s.number(2)
		}
		if flags&4 != 0 {
			aids = s.number(4)
		}
		text := s.chars(n, flags)
		s.skip(4*runs + aids)
		if s.short {
			return damaged("文字表不完整", nil)
		}
		if err := b.share(text); err != nil {
			return err
		}
	}
	return nil
}
