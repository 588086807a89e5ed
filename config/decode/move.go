package decode

import (
	"strconv"
	"strings"

	"dangce/config/diag"
)

// Move hangs a value under another path, for keys of earlier versions: what
// follows reads and finds it there, and its place is still where it was
// written. Tables on the way are made, and a value on the way becomes the key
// "default" of one. A path that ends in [] adds to a list. Move does nothing
// and returns false where there is no such value, or one at the new path.
func (f *File) Move(from, to string) bool {
	up, r := f.parent(from)
	if r == 0 || f.Has(to) {
		return false
	}
	parts := split(to)
	n, at := f.tree.detach(up, r), ref(0)
	for i, p := range parts[:len(parts)-1] {
		k := table
		if parts[i+1] == "[]" {
			k = tables
		}
		at = f.onTheWay(at, p, k, n.key)
	}
	if n.name = parts[len(parts)-1]; n.name == "[]" {
		n.name = ""
	}
	added := f.tree.add(at, n)
	if ix, ok := f.tree.wide[r]; ok {
		f.tree.wide[added] = ix
	}
	if f.bad[r] {
		f.bad[added] = true
	}
	return true
}

// Drop takes a value out of the document.
func (f *File) Drop(path string) {
	if up, r := f.parent(path); r != 0 {
		f.tree.detach(up, r)
	}
}

// Empty reports whether there is a table or list at the path, with nothing in
// it.
func (f *File) Empty(path string) bool {
	r, ok := f.walk(0, path, false)
	n := &f.tree.nodes[r]
	return ok && n.kind <= array && n.first == 0
}

// Plain reports whether there is a value at the path that is no table.
func (f *File) Plain(path string) bool {
	r, ok := f.walk(0, path, false)
	return ok && f.tree.nodes[r].kind > table
}

// Replace puts a word in place of another in all texts, and returns where it
// did.
func (f *File) Replace(word, by string) []diag.Place {
	var places []diag.Place
	for i := range f.tree.nodes {
		if n := &f.tree.nodes[i]; n.kind == str && strings.Contains(n.text, word) {
			n.text = strings.ReplaceAll(n.text, word, by)
			places = append(places, f.placeOf(ref(i)))
		}
	}
	return places
}

// parent returns the value at a path and what it is in; 0 where there is none.
func (f *File) parent(path string) (up, r ref) {
	end := max(strings.LastIndexByte(path, '.'), strings.LastIndexByte(path, '['), 0)
	up, ok := f.walk(0, path[:end], false)
	if r, found := f.walk(0, path, false); ok && found {
		return up, r
	}
	return 0, 0
}

// onTheWay returns the part of a table or list that a path goes through.
func (f *File) onTheWay(at ref, part string, k kind, key span) ref {
	if num, ok := strings.CutPrefix(part, "["); ok {
		i, _ := strconv.Atoi(strings.TrimSuffix(num, "]"))
		return f.tree.elem(at, i)
	}
	c := f.tree.child(at, part)
	if c == 0 {
		return f.tree.add(at, node{name: part, kind: k, key: key})
	}
	if n := f.tree.nodes[c]; n.kind > tables && k == table {
		f.tree.nodes[c] = node{name: n.name, kind: table, key: n.key, next: n.next, closed: true}
		n.name, n.next = "default", 0
		f.tree.add(c, n)
	}
	return c
}

// split cuts a path into keys and indexes: step, [0], who.
func split(path string) []string {
	return strings.Split(strings.ReplaceAll(path, "[", ".["), ".")
}

// detach takes a node out of the one it is in.
func (t *tree) detach(from, r ref) node {
	n, before := t.nodes[r], ref(0)
	for c := t.nodes[from].first; c != r; c = t.nodes[c].next {
		before = c
	}
	p := &t.nodes[from]
	if before == 0 {
		p.first = n.next
	} else {
		t.nodes[before].next = n.next
	}
	if p.last == r {
		p.last = before
	}
	p.count--
	delete(t.wide[from], n.name)
	t.nodes[r] = node{}
	n.next = 0
	return n
}
