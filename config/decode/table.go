package decode

import (
	"strconv"
	"strings"

	"dangce/config/diag"
)

// State says what became of a value.
type State uint8

// The states of a value: not written; written but not readable, which has had
// its finding; read.
const (
	Missing State = iota
	Bad
	Given
)

// Table is a table of a document, for questions about its values. Paths start
// at the table: dues.base of a member.
type Table struct {
	file *File
	ref  ref
}

// Root returns the document itself.
func (f *File) Root() Table { return Table{f, 0} }

// Keys lists the keys of the table, in their order.
func (t Table) Keys() []string {
	var keys []string
	for r := t.file.tree.nodes[t.ref].first; r != 0; r = t.file.tree.nodes[r].next {
		keys = append(keys, t.file.tree.nodes[r].name)
	}
	return keys
}

// List returns the tables that [[key]] opens, in their order.
func (t Table) List(key string) []Table {
	nodes := t.file.tree.nodes
	list := t.file.tree.child(t.ref, key)
	if k := nodes[list].kind; list == 0 || k != tables && k != array {
		return nil
	}
	all := make([]Table, 0, nodes[list].count)
	for r := nodes[list].first; r != 0; r = nodes[r].next {
		all = append(all, Table{t.file, r})
	}
	return all
}

// Section returns the table of the document that a line belongs to, and which
// of several [[key]] it is.
func (f *File) Section(line int) (key string, index int) {
	end, last := f.lineStart(line+1), uint32(0)
	note := func(r ref, name string, i int) {
		if at := f.spanOf(r).off; at < end && at >= last {
			key, index, last = name, i, at
		}
	}
	for r := f.tree.nodes[0].first; r != 0; r = f.tree.nodes[r].next {
		n := &f.tree.nodes[r]
		note(r, n.name, 0)
		if n.kind != tables && n.kind != array {
			continue
		}
		for e, i := n.first, 0; e != 0; e, i = f.tree.nodes[e].next, i+1 {
			note(e, n.name, i)
		}
	}
	return key, index
}

// Place returns the place of a value, as File.Place; of the table for "".
func (t Table) Place(path string) diag.Place {
	r, _ := t.file.walk(t.ref, path, true)
	return t.file.placeOf(r)
}

// State says what became of a value. What is inside a value that could
// not be read is Bad as well.
func (t Table) State(path string) State {
	r, ok := t.file.walk(t.ref, path, false)
	t.file.mu.Lock()
	defer t.file.mu.Unlock()
	switch {
	case t.file.bad[r], !ok && t.file.tree.nodes[r].holes:
		return Bad
	case ok && r != t.ref:
		return Given
	}
	return Missing
}

// Text returns what is written: the text of a string, any other value as it
// is; "" for tables and lists, and where nothing is written.
func (t Table) Text(path string) string {
	if r, ok := t.file.walk(t.ref, path, false); ok {
		return t.file.tree.nodes[r].text
	}
	return ""
}

// walk follows path from a node as far as it exists; ok reports whether to
// its end. With short, the key of a list may be left out in the document: see
// Shorthand.
func (f *File) walk(from ref, path string, short bool) (r ref, ok bool) {
	r = from
	for path != "" {
		var c ref
		if path[0] == '[' {
			num, rest, _ := strings.Cut(path[1:], "]")
			i, err := strconv.Atoi(num)
			if k := f.tree.nodes[r].kind; err == nil && (k == array || k == tables) {
				c = f.tree.elem(r, i)
			}
			path = rest
		} else {
			path = strings.TrimPrefix(path, ".")
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			switch k := f.tree.nodes[r].kind; {
			case k == table:
				c = f.tree.child(r, path[:end])
			case short && k == array:
				c = r
			}
			path = path[end:]
		}
		if c == 0 {
			return r, false
		}
		r = c
	}
	return r, true
}
