package sheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"golang.org/x/text/encoding/ianaindex"
)

// parts are the files inside a workbook, found by name in lower case. All
// reading goes through open, which counts the bytes that really come out:
// what a zip's directory says about sizes is not believed.
type parts struct {
	files  map[string]*zip.File
	twice  map[string]bool // names that the file has more than once
	limits Limits
	left   int64 // bytes that may still be unzipped
}

func newParts(zr *zip.Reader, limits Limits) *parts {
	p := &parts{files: make(map[string]*zip.File, len(zr.File)), twice: map[string]bool{}, limits: limits, left: limits.Unzipped}
	for _, f := range zr.File {
		name := partName(f.Name)
		if p.files[name] != nil {
			p.twice[name] = true
			continue
		}
		p.files[name] = f
	}
	return p
}

// partName makes names comparable; some writers use backslashes.
func partName(name string) string {
	name = strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

func (p *parts) has(name string) bool { return p.files[partName(name)] != nil }

var errNoPart = errors.New("part missing")

// xml opens a part for reading tokens.
func (p *parts) xml(name string) (*xml.Decoder, io.Closer, error) {
	f := p.files[partName(name)]
	if f == nil {
		return nil, nil, errNoPart
	}
	if p.twice[partName(name)] {
		return nil, nil, damaged("有两个 "+path.Base(f.Name), nil)
	}
	if f.Flags&1 != 0 {
		return nil, nil, &Error{Reason: Locked}
	}
	rc, err := f.Open()
	if err != nil {
		return nil, nil, damaged(path.Base(f.Name), err)
	}
	d := xml.NewDecoder(&meter{r: rc, parts: p, left: p.limits.Part})
	d.CharsetReader = charset
	return d, rc, nil
}

// decode reads a small part as a whole.
func (p *parts) decode(name string, dst any) error {
	d, c, err := p.xml(name)
	if err != nil {
		return err
	}
	defer c.Close()
	return partError(name, d.Decode(dst))
}

// handler takes the tokens of a part. They come raw: local names are all that
// counts, and nesting is not checked.
type handler interface {
	start(xml.StartElement) error
	end(name string) error
	text([]byte)
}

func (p *parts) tokens(part string, h handler) error {
	d, c, err := p.xml(part)
	if err != nil {
		return err
	}
	defer c.Close()
	for {
		tok, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return partError(part, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			err = h.start(t)
		case xml.CharData:
			h.text(t)
		case xml.EndElement:
			err = h.end(t.Name.Local)
		}
		if err != nil {
			return err
		}
	}
}

// bytes reads the beginning of a part.
func (p *parts) bytes(name string, n int64) ([]byte, error) {
	f := p.files[partName(name)]
	if f == nil {
		return nil, errNoPart
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(name, err)
	}
	defer r.Close()
	out, err := io.ReadAll(io.LimitReader(r, n))
	if err != nil {
		return nil, damaged(name, err)
	}
	return out, nil
}

func charset(label string, in io.Reader) (io.Reader, error) {
	enc, err := ianaindex.IANA.Encoding(label)
	if err != nil || enc == nil {
		return nil, errors.New("unknown character set " + label)
	}
	return enc.NewDecoder().Reader(in), nil
}

// partError names the part a syntax error was found in; limits pass through.
func partError(name string, err error) error {
	var e *Error
	if err == nil || errors.As(err, &e) {
		return err
	}
	return damaged(path.Base(name), err)
}

// meter stops a reader that gives more than it may.
type meter struct {
	r     io.Reader
	parts *parts
	left  int64
}

func (m *meter) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	m.left -= int64(n)
	m.parts.left -= int64(n)
	if m.left < 0 {
		return 0, tooLarge("解压后的一个工作表超过 %d MB", m.parts.limits.Part>>20)
	}
	if m.parts.left < 0 {
		return 0, tooLarge("解压后超过 %d MB", m.parts.limits.Unzipped>>20)
	}
	return n, err
}
