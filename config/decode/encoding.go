package decode

import (
	"bytes"
	"unicode/utf8"

	"dangce/config/diag"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// utf8Of returns the text of a file. Notepad of older Windows saves in GBK or
// in UTF-16: such a file is read, with a warning.
func utf8Of(name string, data []byte, out *diag.List) ([]byte, *diag.Finding) {
	whole := diag.Place{File: name}
	data = trimBOM(data)
	if len(data) > maxSize {
		return nil, &diag.Finding{Place: whole, Code: "too-large", Message: "文件超过 64 MB", Hint: "按党委拆成几个文件"}
	}
	if what, hint := foreign(data); what != "" {
		return nil, &diag.Finding{Place: whole, Code: "foreign-file", Message: "这不是配置文件，是" + what, Hint: hint}
	}
	if text, from := decoded(data); text != nil {
		out.Add(diag.Finding{Place: whole, Severity: diag.Warning, Code: "encoding",
			Message: "文件是 " + from + " 编码，已照这个编码读了", Hint: "用记事本打开，另存为，编码选 UTF-8，别的电脑上也不会成乱码"})
		return text, nil
	}
	if off := invalidUTF8(data); off >= 0 {
		f := &File{name: name, tree: &tree{src: string(data), nodes: make([]node, 1)}}
		return nil, &diag.Finding{Place: f.at(span{uint32(off), 1}), Code: "encoding",
			Message: "文件不是 UTF-8 编码", Hint: "用记事本打开，另存为，编码选 UTF-8"}
	}
	return data, nil
}

// decoded returns the text of a file in UTF-16 or in GBK; nil for any other.
// Text in UTF-8 with a few bytes damaged is not taken for GBK.
func decoded(data []byte) (text []byte, from string) {
	var err error
	switch {
	case utf16(data):
		from = "UTF-16（“Unicode”）"
		text, err = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
	case !utf8.Valid(data) && !mostlyUTF8(data):
		from = "GBK（ANSI）"
		text, err = simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	}
	if err != nil || text == nil || bytes.ContainsRune(text, utf8.RuneError) {
		return nil, ""
	}
	return text, from
}

// mostlyUTF8 reports whether more characters beyond ASCII are valid UTF-8 than
// are not. Text in GBK has next to none.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		data = data[n:]
	}
	return good > bad
}

func trimBOM(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")) }

// invalidUTF8 returns the offset of the first bad byte, or -1.
func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
