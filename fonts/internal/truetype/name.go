package truetype

import (
	"unicode/utf16"
)

// The name records that are asked for.
const (
	nameFamily  = 1
	nameFull    = 4
	nameVersion = 5
	namePrinter = 6
)

// Name returns the full name of the font, or its family, or "".
func (f *Font) Name() string {
	if s := f.name(nameFull); s != "" {
		return s
	}
	return f.name(nameFamily)
}

// Version returns the version text of the font, or "".
func (f *Font) Version() string { return f.name(nameVersion) }

// PostScript returns the name by which printers know the font, or "".
func (f *Font) PostScript() string { return f.name(namePrinter) }

// name returns a record in English, or else the first one in Unicode.
func (f *Font) name(id uint16) string {
	const windows, english = 3, 0x409
	t := f.tables["name"]
	if len(t) < 6 {
		return ""
	}
	n, storage := int(u16(t, 2)), int(u16(t, 4))
	found := ""
	for i := 0; i < n && 6+12*(i+1) <= len(t); i++ {
		rec := t[6+12*i:]
		at, size := storage+int(u16(rec, 10)), int(u16(rec, 8))
		if u16(rec, 0) != windows || u16(rec, 6) != id || at+size > len(t) {
			continue
		}
		s := decodeUTF16(t[at : at+size])
		if u16(rec, 4) == english {
			return s
		}
		if found == "" {
			found = s
		}
	}
	return found
}

func decodeUTF16(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = u16(b, 2*i)
	}
	return string(utf16.Decode(units))
}
