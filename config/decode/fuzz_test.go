package decode

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"dangce/config/diag"

	"github.com/BurntSushi/toml"
)

// FuzzParse: any bytes give findings with places, or none, never a panic; no
// File without an error; and what we accept, the full decoder accepts too,
// except for numbers and dates that do not exist, which Bind reports.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "year = 2027\n[county]\nname = \"示例县\"\n", "[[branch]]\n[[branch.member]]\ndues = { base = \"1.00\" }\n",
		"a.b = 1\n[a.c]\n", "a = [[1, {x = 2}], \"\"\"\n\"\"\"]", "\xEF\xBB\xBFa = 1", "[a.b]\n[a]", "[[a.b]]\n[a]\nb = 1", "[a]\nb = {}\n[a.b]", "a = 1979-05-27T07:32:00Z", "a=1\r\n#x\r\n",
		"a = [1,\nb = 2\n[[branch]\ncode = “01”\n年 = 3\n[a.b.c\n", "x = \"\"\"\n[a]\ny = 1", "year = 2027年\nx = [{ a = \"\u200b1\" }, {\ny\n", "\xff\xfey\x00=\x001\x00",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var out diag.List
		file := Parse("x.toml", data, &out)
		for _, p := range out.Sorted() {
			if p.Message == "" || p.Line > 0 && (p.Column < 1 || p.Width < 1 || p.Column > utf8.RuneCountInString(p.Text)+1) {
				t.Fatalf("bad place or message: %+v", p)
			}
		}
		if file == nil {
			if out.Errors() == 0 {
				t.Fatal("a bad document without an error")
			}
			return
		}
		faults := out.Errors()
		var doc document
		file.Bind(&doc, &out)
		var all struct {
			X any `toml:"a"`
		}
		file.Bind(&all, &out)
		file.Place("a[0].b.c[1]")
		if faults > 0 || strings.ContainsRune(string(data), 0xFEFF) || !utf8.Valid(data) {
			return // the decoder strips more marks than ours, and reads UTF-8 alone
		}
		var m map[string]any
		if err := judge(string(trimBOM(data))); err != nil {
			if _, err := toml.Decode(string(data), &m); !knownDifference(fmt.Sprint(err)) {
				t.Fatalf("accepted %q, but: %v", data, err)
			}
		}
	})
}

// knownDifference reports whether the decoder refuses a value that Bind checks.
func knownDifference(message string) bool {
	for _, s := range []string{
		"out of range", "Invalid TOML Datetime", "nvalid float", "expected a digit", "datetime",
	} {
		if strings.Contains(message, s) {
			return true
		}
	}
	return false
}
