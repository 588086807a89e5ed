package sheet

import "bytes"

const oleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

func openOLE(name string, data []byte, limits Limits) (*Book, error) {
	if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
		return nil, &Error{Reason: Locked}
	}
	return nil, &Error{Reason: OldBook}
}
