package inspect

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// encoding maps the two-byte codes of a font to what they show.
type encoding struct {
	widths  map[uint16]float64 // 1/1000 em
	normal  float64
	unicode []mapping // later ones count first
	gids    []byte    // CIDToGIDMap; nil is the identity
	outline func(gid int) (ink, ok bool)
}

// mapping is a run of codes of a ToUnicode map.
type mapping struct {
	from, to uint16
	text     string // of from; the last unit counts up
}

// font reads a font once. Only composite TrueType fonts are known.
func (r *reader) font(o types.Object) (*Font, error) {
	ref, ok := o.(types.IndirectRef)
	if ok && r.fonts[ref.ObjectNumber.Value()] != nil {
		return r.fonts[ref.ObjectNumber.Value()], nil
	}
	d, err := r.DereferenceDict(o)
	if err != nil || d == nil {
		return nil, fmt.Errorf("font %v: %w", o, err)
	}
	f, err := r.readFont(d)
	if err != nil {
		return nil, fmt.Errorf("font %v: %w", d["BaseFont"], err)
	}
	if ok {
		r.fonts[ref.ObjectNumber.Value()] = f
	}
	r.file.Fonts = append(r.file.Fonts, *f)
	return f, nil
}

func (r *reader) readFont(d types.Dict) (*Font, error) {
	if s, e := d.NameEntry("Subtype"), d.NameEntry("Encoding"); s == nil || *s != "Type0" || e == nil || *e != "Identity-H" {
		return nil, fmt.Errorf("subtype %v, encoding %v", d["Subtype"], d["Encoding"])
	}
	list, err := r.DereferenceArray(d["DescendantFonts"])
	if err != nil || len(list) != 1 {
		return nil, fmt.Errorf("descendants %v: %w", d["DescendantFonts"], err)
	}
	cid, err := r.DereferenceDict(list[0])
	if err != nil {
		return nil, err
	}
	f := &Font{}
	if name := d.NameEntry("BaseFont"); name != nil {
		f.Name = *name
	}
	if cmap, err := r.bytes(d["ToUnicode"]); err != nil {
		return nil, fmt.Errorf("ToUnicode: %w", err)
	} else if f.encoding.unicode, err = toUnicode(cmap); err != nil {
		return nil, err
	}
	if err := r.widths(cid, &f.encoding); err != nil {
		return nil, err
	}
	return f, r.program(cid, f)
}

func (r *reader) widths(cid types.Dict, e *encoding) error {
	e.normal, e.widths = 1000, make(map[uint16]float64)
	if dw, err := r.DereferenceNumber(cid["DW"]); err == nil {
		e.normal = dw
	}
	a, err := r.DereferenceArray(cid["W"])
	if err != nil {
		return err
	}
	number := func(o types.Object) float64 {
		v, e := r.DereferenceNumber(o)
		err = errors.Join(err, e)
		return v
	}
	for i := 0; i+1 < len(a); {
		first := int(number(a[i]))
		if run, ok := a[i+1].(types.Array); ok {
			for k, w := range run {
				e.widths[uint16(first+k)] = number(w)
			}
			i += 2
			continue
		}
		if i+2 >= len(a) {
			return errors.New("widths end early")
		}
		for c := first; c <= int(number(a[i+1])); c++ {
			e.widths[uint16(c)] = number(a[i+2])
		}
		i += 3
	}
	return err
}

// program reads the embedded font file.
func (r *reader) program(cid types.Dict, f *Font) error {
	if o, err := r.Dereference(cid["CIDToGIDMap"]); err != nil {
		return err
	} else if _, identity := o.(types.Name); !identity && o != nil {
		if f.encoding.gids, err = r.bytes(cid["CIDToGIDMap"]); err != nil {
			return err
		}
	}
	desc, err := r.DereferenceDict(cid["FontDescriptor"])
	if err != nil || desc == nil || desc["FontFile2"] == nil {
		return err // not embedded
	}
	ttf, err := r.bytes(desc["FontFile2"])
	if err != nil {
		return err
	}
	f.Embedded = true
	f.encoding.outline, err = outlines(ttf)
	return err
}

// text returns the characters of a code.
func (e *encoding) text(code uint16) string {
	for i := len(e.unicode) - 1; i >= 0; i-- {
		m := &e.unicode[i]
		if code < m.from || code > m.to {
			continue
		}
		runes := []rune(m.text)
		runes[len(runes)-1] += rune(code - m.from)
		return string(runes)
	}
	return string(unicode.ReplacementChar)
}

// inked reports whether the embedded font draws something for a code, as it
// must for all but spaces.
func (e *encoding) inked(code uint16) bool {
	if e.outline == nil {
		return false
	}
	gid := int(code)
	if e.gids != nil {
		if int(code)*2+1 >= len(e.gids) {
			return false
		}
		gid = int(binary.BigEndian.Uint16(e.gids[2*int(code):]))
	}
	ink, ok := e.outline(gid)
	return ok && gid != 0 && (ink || isSpace(e.text(code)))
}

func isSpace(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// outlines returns a function that reports whether a glyph has an outline, and
// whether there is such a glyph at all.
func outlines(ttf []byte) (func(gid int) (ink, ok bool), error) {
	tables := make(map[string][]byte)
	if len(ttf) < 12 {
		return nil, errors.New("font file is too short")
	}
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		rec := ttf[12+16*i:]
		from, n := binary.BigEndian.Uint32(rec[8:]), binary.BigEndian.Uint32(rec[12:])
		if uint64(from)+uint64(n) > uint64(len(ttf)) {
			return nil, fmt.Errorf("table %s leaves the font file", rec[:4])
		}
		tables[string(rec[:4])] = ttf[from : from+n]
	}
	head, loca, glyf := tables["head"], tables["loca"], tables["glyf"]
	if len(head) < 54 {
		return nil, errors.New("font file has no head")
	}
	at := func(i int) int { return 2 * int(binary.BigEndian.Uint16(loca[2*i:])) }
	count := len(loca)/2 - 1
	if binary.BigEndian.Uint16(head[50:]) == 1 {
		at = func(i int) int { return int(binary.BigEndian.Uint32(loca[4*i:])) }
		count = len(loca)/4 - 1
	}
	return func(gid int) (bool, bool) {
		if gid >= count || at(gid+1) > len(glyf) {
			return false, false
		}
		return at(gid+1)-at(gid) > 10, true // a header alone draws nothing
	}, nil
}
