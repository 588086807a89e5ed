package inspect

import (
	"fmt"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

func (r *reader) outline() error {
	root, err := r.Catalog()
	if err != nil {
		return err
	}
	d, err := r.DereferenceDict(root["Outlines"])
	if err != nil || d == nil {
		return err
	}
	return r.bookmarks(d["First"], 0)
}

func (r *reader) bookmarks(o types.Object, level int) error {
	for o != nil {
		d, err := r.DereferenceDict(o)
		if err != nil {
			return err
		}
		title, err := r.text(d["Title"])
		if err != nil {
			return err
		}
		page, err := r.target(d)
		if err != nil {
			return fmt.Errorf("%q: %w", title, err)
		}
		r.file.Bookmarks = append(r.file.Bookmarks, Bookmark{Title: title, Level: level, Page: page})
		if err := r.bookmarks(d["First"], level+1); err != nil {
			return err
		}
		o = d["Next"]
	}
	return nil
}

// target returns the page that a bookmark or link jumps to.
func (r *reader) target(d types.Dict) (int, error) {
	dest := d["Dest"]
	if dest == nil {
		action, err := r.DereferenceDict(d["A"])
		if err != nil || action == nil {
			return 0, fmt.Errorf("no destination: %w", err)
		}
		dest = action["D"]
	}
	a, err := r.DereferenceArray(dest)
	if err != nil || len(a) == 0 {
		return 0, fmt.Errorf("destination %v: %w", dest, err)
	}
	ref, ok := a[0].(types.IndirectRef)
	if n := r.pages[ref.ObjectNumber.Value()]; ok && n > 0 {
		return n, nil
	}
	return 0, fmt.Errorf("destination %v is no page", a)
}

func (r *reader) links(d types.Dict, place func([4]float64) Box) ([]Link, error) {
	annots, err := r.DereferenceArray(d["Annots"])
	if err != nil {
		return nil, err
	}
	var out []Link
	for _, o := range annots {
		a, err := r.DereferenceDict(o)
		if err != nil {
			return nil, err
		}
		if s := a.NameEntry("Subtype"); s == nil || *s != "Link" {
			continue
		}
		box, err := r.rect(a, "Rect")
		if err != nil {
			return nil, err
		}
		// gofpdf writes the upper left corner first
		box[1], box[3] = min(box[1], box[3]), max(box[1], box[3])
		page, err := r.target(a)
		if err != nil {
			return nil, fmt.Errorf("link: %w", err)
		}
		out = append(out, Link{place(box), page})
	}
	return out, nil
}

func (r *reader) info() error {
	r.file.Info = make(map[string]string)
	if r.Info == nil {
		return nil
	}
	d, err := r.DereferenceDict(*r.Info)
	if err != nil {
		return err
	}
	for key, o := range d {
		if n, ok := o.(types.Name); ok {
			r.file.Info[key] = n.Value()
			continue
		}
		if r.file.Info[key], err = r.text(o); err != nil {
			return fmt.Errorf("info %s: %w", key, err)
		}
	}
	return nil
}

// text decodes a text string. Those with characters beyond U+FFFF are to come
// back whole, so surrogates are joined here.
func (r *reader) text(o types.Object) (string, error) {
	o, err := r.Dereference(o)
	if err != nil || o == nil {
		return "", err
	}
	var b []byte
	switch s := o.(type) {
	case types.StringLiteral:
		if b, err = types.Unescape(s.Value()); err != nil {
			return "", err
		}
	case types.HexLiteral:
		if b, err = s.Bytes(); err != nil {
			return "", err
		}
	default:
		return "", fmt.Errorf("%T is no text", o)
	}
	if len(b) < 2 || b[0] != 0xFE || b[1] != 0xFF {
		return string(b), nil
	}
	return utf16Text(b[2:]), nil
}

// utf16Text decodes big-endian UTF-16.
func utf16Text(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	return string(utf16.Decode(units))
}
