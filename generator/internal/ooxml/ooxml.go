// Package ooxml proves for tests that a workbook is what strict readers take:
// parts that are related and have a type, elements in their order with the
// attributes they need, limits, and references that lead somewhere. Programs
// forgive much and each of them something else; what passes here is refused
// by none that we know.
package ooxml

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

const (
	nsMain  = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	nsRel   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPkg   = "http://schemas.openxmlformats.org/package/2006/relationships"
	nsTypes = "http://schemas.openxmlformats.org/package/2006/content-types"
	relType = nsRel + "/"
)

// Check returns what is wrong with a workbook; nothing if it is right.
func Check(file []byte) []string {
	p := &pkg{parts: map[string][]byte{}, trees: map[string]*node{}}
	if err := p.unzip(file); err != nil {
		return []string{err.Error()}
	}
	p.contentTypes()
	p.relations()
	p.workbook()
	slices.Sort(p.faults)
	return slices.Compact(p.faults)
}

// pkg is a workbook being checked.
type pkg struct {
	parts  map[string][]byte
	trees  map[string]*node
	types  map[string]string
	faults []string
}

func (p *pkg) fault(part, format string, args ...any) {
	p.faults = append(p.faults, part+": "+fmt.Sprintf(format, args...))
}

func (p *pkg) unzip(file []byte) error {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return err
		}
		if p.parts[f.Name], err = io.ReadAll(r); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		if key := strings.ToLower(f.Name); seen[key] {
			p.fault(f.Name, "twice in the package")
		} else {
			seen[key] = true
		}
	}
	return nil
}

// node is an element with its children.
type node struct {
	xml.Name
	attrs []xml.Attr
	kids  []*node
	text  string
}

func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.Name.Local == name && a.Name.Space != "xmlns" {
			return a.Value
		}
	}
	return ""
}

func (n *node) all(name string) (list []*node) {
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.Local == name {
			list = append(list, k)
		}
	}
	return list
}

func (n *node) one(name string) *node {
	if list := n.all(name); len(list) > 0 {
		return list[0]
	}
	return nil
}

// tree parses a part, once.
func (p *pkg) tree(part string) *node {
	if t, ok := p.trees[part]; ok {
		return t
	}
	data, ok := p.parts[part]
	if !ok {
		return nil
	}
	t, err := parse(data)
	if err != nil {
		p.fault(part, "%v", err)
	}
	p.trees[part] = t
	return t
}

func parse(data []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	var open []*node
	var root *node
	for {
		tok, err := d.Token()
		if err == io.EOF && root != nil && len(open) == 0 {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		switch e := tok.(type) {
		case xml.StartElement:
			n := &node{Name: e.Name, attrs: slices.Clone(e.Attr)}
			if len(open) > 0 {
				up := open[len(open)-1]
				up.kids = append(up.kids, n)
			} else if root != nil {
				return nil, fmt.Errorf("a second root <%s>", e.Name.Local)
			} else {
				root = n
			}
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text += string(e)
			}
		}
	}
}

// follow checks a part against its schema.
func (p *pkg) follow(part, root string, schema map[string]*element) *node {
	t := p.tree(part)
	if t == nil {
		return nil
	}
	if t.Local != root {
		p.fault(part, "root <%s>, want <%s>", t.Local, root)
		return t
	}
	p.element(part, t, schema)
	return t
}

func (p *pkg) element(part string, n *node, schema map[string]*element) {
	e := schema[n.Local]
	if e == nil {
		p.fault(part, "unknown <%s>", n.Local)
		return
	}
	p.attributes(part, n, e)
	last, seen := 0, map[string]int{}
	for _, k := range n.kids {
		if foreign(k.Space) {
			continue
		}
		if e.any {
			if schema[k.Local] != nil && len(e.children) == 0 && n.Local == "Types" {
				p.element(part, k, schema)
			}
			continue
		}
		i := slices.Index(e.children, k.Local)
		switch {
		case i < 0:
			p.fault(part, "<%s> in <%s>", k.Local, n.Local)
			continue
		case i < last:
			p.fault(part, "<%s> of <%s> after <%s>", k.Local, n.Local, e.children[last])
		}
		last = max(last, i)
		seen[k.Local]++
		p.element(part, k, schema)
	}
	for _, c := range e.children {
		if e.least[c] && seen[c] == 0 {
			p.fault(part, "<%s> without <%s>", n.Local, c)
		}
		if m := e.most[c]; m > 0 && seen[c] > m {
			p.fault(part, "<%s> with %d <%s>", n.Local, seen[c], c)
		}
	}
	if c := n.attr("count"); c != "" && len(e.children) > 0 && n.Local != "sst" {
		if kids := len(n.all(e.children[0])); c != fmt.Sprint(kids) {
			p.fault(part, "<%s count=%q> with %d", n.Local, c, kids)
		}
	}
}

// foreign reports whether a name space is one of extensions, which readers
// that do not know them pass over.
func foreign(space string) bool {
	return space != "" && space != nsMain && space != nsPkg && space != nsTypes
}

func (p *pkg) attributes(part string, n *node, e *element) {
	for _, a := range n.attrs {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || e.any && len(e.attrs) == 0 {
			continue
		}
		known, ok := e.attrs[a.Name.Local]
		switch {
		case !ok && a.Name.Space == "":
			p.fault(part, "<%s> has %s", n.Local, a.Name.Local)
		case ok && !known.check(a.Value):
			p.fault(part, "<%s %s=%q>", n.Local, a.Name.Local, a.Value)
		case a.Name.Local == "id" && a.Name.Space == "" && slices.Contains([]string{"sheet", "drawing", "legacyDrawing", "tablePart"}, n.Local):
			p.fault(part, "<%s> names its relation without r:", n.Local)
		}
	}
	for _, r := range e.required {
		if !slices.ContainsFunc(n.attrs, func(a xml.Attr) bool { return a.Name.Local == r }) {
			p.fault(part, "<%s> without %s", n.Local, r)
		}
	}
}

// contentTypes checks that each part has a type, and each type a part.
func (p *pkg) contentTypes() {
	const name = "[Content_Types].xml"
	t := p.follow(name, "Types", typesSchema)
	if t == nil {
		p.fault(name, "missing")
		return
	}
	byExt, byName := map[string]string{}, map[string]string{}
	for _, d := range t.all("Default") {
		byExt[strings.ToLower(d.attr("Extension"))] = d.attr("ContentType")
	}
	for _, o := range t.all("Override") {
		part := strings.TrimPrefix(o.attr("PartName"), "/")
		if _, ok := p.parts[part]; !ok {
			p.fault(name, "type of %s, which is missing", part)
		}
		if byName[part] != "" {
			p.fault(name, "two types of %s", part)
		}
		byName[part] = o.attr("ContentType")
	}
	p.types = map[string]string{}
	for part := range p.parts {
		if part == name {
			continue
		}
		ext := strings.ToLower(strings.TrimPrefix(path.Ext(part), "."))
		if p.types[part] = byName[part]; p.types[part] == "" {
			p.types[part] = byExt[ext]
		}
		if p.types[part] == "" {
			p.fault(name, "no type of %s", part)
		}
	}
}

// relation is a line of a .rels part.
type relation struct{ kind, target string }

// relations checks all .rels parts.
func (p *pkg) relations() {
	for part := range p.parts {
		if strings.HasSuffix(part, ".rels") {
			p.follow(part, "Relationships", relationsSchema)
		} else if strings.HasSuffix(part, ".xml") || strings.HasSuffix(part, ".vml") {
			p.tree(part)
		}
	}
	if p.target("", "officeDocument") == "" {
		p.fault("_rels/.rels", "no workbook")
	}
	for part := range p.parts {
		if dir, base := path.Split(part); strings.HasSuffix(base, ".rels") {
			p.related(path.Join(path.Dir(path.Clean(dir)), strings.TrimSuffix(base, ".rels")))
		}
	}
	if core := p.target("", "core-properties"); core != "" {
		p.core(core)
	}
}

// related returns the relations of a part by id.
func (p *pkg) related(part string) map[string]relation {
	if part == "." {
		part = ""
	}
	dir, base := path.Split(part)
	rels := path.Join(dir, "_rels", base+".rels")
	list := map[string]relation{}
	for _, r := range p.tree(rels).all("Relationship") {
		id, target := r.attr("Id"), r.attr("Target")
		if _, ok := list[id]; ok {
			p.fault(rels, "two %s", id)
		}
		kind := r.attr("Type")
		if r.attr("TargetMode") != "External" {
			if strings.HasPrefix(target, "/") {
				target = target[1:]
			} else {
				target = path.Join(dir, target)
			}
			if _, ok := p.parts[target]; !ok {
				p.fault(rels, "%s leads to %s, which is missing", id, target)
			}
		}
		list[id] = relation{kind[strings.LastIndex(kind, "/")+1:], target}
	}
	return list
}

// target returns the part of a kind that a part is related to.
func (p *pkg) target(part, kind string) string {
	for _, r := range p.related(part) {
		if r.kind == kind {
			return r.target
		}
	}
	return ""
}

// core checks the properties of the document. Their name space has the prefix
// cp by custom: readers that look at prefixes only take no other.
func (p *pkg) core(part string) {
	if !bytes.Contains(p.parts[part], []byte("<cp:coreProperties")) {
		p.fault(part, "name space without its customary prefix cp:")
	}
	seen := map[string]bool{}
	for _, k := range p.tree(part).kids {
		if seen[k.Local] {
			p.fault(part, "two <%s>", k.Local)
		}
		seen[k.Local] = true
	}
}
