package sheet

import (
	"encoding/xml"
	"errors"
	"strconv"
	"strings"
)

// readStrings reads the shared strings. Runs of rich text are joined.
func (b *book) readStrings(part string) error {
	r := stringReader{book: b}
	err := b.parts.tokens(part, &r)
	switch {
	case errors.Is(err, errNoPart):
		return damaged("缺 sharedStrings.xml", nil)
	case err != nil:
		return err
	case !r.complete:
		return damaged("sharedStrings.xml 不完整", nil)
	}
	return nil
}

// stringReader holds the string being read.
type stringReader struct {
	*book
	value            []byte
	inText, phonetic bool
	complete         bool // the end was seen
}

func (r *stringReader) start(t xml.StartElement) error {
	switch t.Name.Local {
	case "si":
		r.value = r.value[:0]
	case "rPh":
		r.phonetic = true
	case "t":
		r.inText = !r.phonetic
	}
	return nil
}

func (r *stringReader) text(b []byte) {
	if r.inText {
		r.value = append(r.value, b...)
	}
}

func (r *stringReader) end(name string) error {
	switch name {
	case "si":
		return r.share(unescape(string(r.value)))
	case "rPh":
		r.phonetic = false
	case "t":
		r.inText = false
	case "sst":
		r.complete = true
	}
	return nil
}

// unescape decodes _x000A_ and the like, the format's way to write control
// characters.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || len(s) < i+7 {
			break
		}
		n, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' || 0xD800 <= n && n < 0xE000 {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(n))
		s = s[i+7:]
	}
	return b.String() + s
}
