// Package decode reads TOML strictly and remembers the place of everything.
//
// It is for every package that reads TOML: the county's files, the embedded
// templates, the holidays. It promises that all problems of a document come
// in one run, each at its place in characters, with a hint; that no key is
// silently ignored; and that no input makes it panic.
//
// A document is read by the place parser of go-toml, which gives the bytes of
// every key and value; BurntSushi/toml has the last word on documents that go
// beyond plain tables and keys. A document with a fault is read again, one
// statement at a time, so that a fault hides no other. Values bind to structs
// through `toml` tags.
package decode

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"dangce/config/diag"
)

// maxSize is the size from which a document is not a county's any more.
const maxSize = 64 << 20

// File is a parsed document. It may be used by several goroutines.
type File struct {
	name string
	tree *tree

	once  sync.Once
	lines []int // offset of each line's start

	mu  sync.Mutex
	bad map[ref]bool // values that Bind could not read
}

// Parse reads a document. name is the file's name as messages show it. Every
// statement that is no TOML adds a finding to out; the File holds the others,
// and State knows the value that was lost as Bad. Parse returns nil for a file
// that is no document at all.
func Parse(name string, data []byte, out *diag.List) *File {
	data, bad := utf8Of(name, data, out)
	if bad != nil {
		out.Add(*bad)
		return nil
	}
	data = data[:len(data):len(data)] // the parser finds offsets by capacity
	src := string(data)
	t, doubt, fault := build(src, data)
	if fault != nil || doubt && judge(src) != nil {
		return parseParts(name, src, data, out)
	}
	f := &File{name: name, tree: t}
	f.invisible(out)
	return f
}

// report adds what is wrong with a document.
func (f *File) report(bad *fault, out *diag.List) {
	found := diag.Finding{Place: f.at(bad.at), Code: bad.code, Message: bad.message, Hint: bad.hint}
	if bad.first != nil {
		found.Also = []diag.Place{f.at(*bad.first)}
	}
	out.Add(found)
}

// Name returns the file's name as given to Parse.
func (f *File) Name() string { return f.name }

// Place returns the place of the value at a path such as
// branch[3].member[7].dues.base, indexes from 0. A table or list is at its
// key. A path that does not exist leads to its nearest existing ancestor.
func (f *File) Place(path string) diag.Place { return f.Root().Place(path) }

// KeyPlace returns the place of the key at a path, for findings about the key
// rather than its value.
func (f *File) KeyPlace(path string) diag.Place {
	r, _ := f.walk(0, path, true)
	return f.keyPlace(r)
}

// Has reports whether the document has a value at the path, readable or not.
func (f *File) Has(path string) bool { return f.State(path) != Missing }

// Given reports whether a value is there and could be read.
func (f *File) Given(path string) bool { return f.State(path) == Given }

// State says what became of the value at a path.
func (f *File) State(path string) State { return f.Root().State(path) }

// Text returns the text at a path; "" where there is none.
func (f *File) Text(path string) string { return f.Root().Text(path) }

// Texts calls do for every text of the document, in the order of the file.
func (f *File) Texts(do func(at diag.Place, text string)) {
	for i := range f.tree.nodes {
		if n := &f.tree.nodes[i]; n.kind == str {
			do(f.placeOf(ref(i)), n.text)
		}
	}
}

// Add adds a finding at the place of path.
func (f *File) Add(out *diag.List, sev diag.Severity, code, path, message, hint string) {
	out.Add(diag.Finding{Place: f.Place(path), Severity: sev, Code: code, Message: message, Hint: hint})
}

// placeOf returns the place of a node's value, or of its key where the value
// is a table or list; the start of the document for the document itself.
func (f *File) placeOf(r ref) diag.Place { return f.at(f.spanOf(r)) }

func (f *File) spanOf(r ref) span {
	n := &f.tree.nodes[r]
	if n.kind <= array && n.key.len > 0 || n.val.len == 0 {
		return n.key
	}
	return n.val
}

func (f *File) keyPlace(r ref) diag.Place { return f.at(f.tree.nodes[r].key) }

// at turns bytes into a line and characters. The width ends with the line.
func (f *File) at(s span) diag.Place {
	f.once.Do(f.findLines)
	src, off := f.tree.src, min(int(s.off), len(f.tree.src))
	line := sort.SearchInts(f.lines, off+1) - 1
	start := f.lines[line]
	text := src[start:]
	if end := strings.IndexByte(text, '\n'); end >= 0 {
		text = text[:end]
	}
	text = strings.TrimSuffix(text, "\r")
	from := min(off-start, len(text))
	to := min(from+int(s.len), len(text))
	return diag.Place{
		File:   f.name,
		Line:   line + 1,
		Column: utf8.RuneCountInString(text[:from]) + 1,
		Width:  max(1, utf8.RuneCountInString(text[from:to])),
		Text:   strings.ToValidUTF8(text, "\uFFFD"),
	}
}

// lineStart returns where a line begins, from 1; the end of the document
// where there is no such line.
func (f *File) lineStart(line int) uint32 {
	f.once.Do(f.findLines)
	if line > len(f.lines) {
		return uint32(len(f.tree.src))
	}
	return uint32(f.lines[max(line, 1)-1])
}

func (f *File) findLines() {
	f.lines = append(make([]int, 0, 1+len(f.tree.src)/32), 0)
	for i := 0; i < len(f.tree.src); i++ {
		if f.tree.src[i] == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
}
