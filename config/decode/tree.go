package decode

import (
	"github.com/pelletier/go-toml/v2/unstable"
)

// kind is what a node of the tree is.
type kind uint8

const (
	table  kind = iota // [x], x.y = …, x = { … }, and the document itself
	tables             // [[x]]
	array              // x = [ … ]
	str
	integer
	float
	boolean
	day    // 2001-07-01
	moment // a date with a time
	clock  // a time alone
	lost   // something that is no TOML, which has had its finding
)

// span is a range of bytes of the source; empty where the parser gives none.
type span struct{ off, len uint32 }

// ref is a node's index in tree.nodes. The document is node 0, so 0 also
// means "none" wherever a child or sibling is meant.
type ref int32

// node is a value with its key. Children hang in a list in file order: a
// document of many members has half a million nodes, most of them in tables
// of a dozen keys, where a list is smaller and faster than a map.
type node struct {
	name        string // the key; "" for an element of an array
	text        string // the value of a string; the literal of any other scalar
	key, val    span
	first, last ref
	next        ref
	count       int32
	kind        kind
	header      bool // a table that its own [x] opened
	closed      bool // an inline table or array: nothing may be added later
	holes       bool // a table some of whose keys could not be read
}

// tree is a parsed document.
type tree struct {
	src   string
	nodes []node
	wide  map[ref]map[string]ref // children by key, of tables with many
}

// wideTable is the number of children from which a table gets an index.
const wideTable = 24

// child returns the child of t with the given key, or 0.
func (t *tree) child(of ref, name string) ref {
	if ix, ok := t.wide[of]; ok {
		return ix[name]
	}
	for r := t.nodes[of].first; r != 0; r = t.nodes[r].next {
		if t.nodes[r].name == name {
			return r
		}
	}
	return 0
}

// elem returns the i-th child of an array, or 0.
func (t *tree) elem(of ref, i int) ref {
	r := t.nodes[of].first
	for ; r != 0 && i > 0; i-- {
		r = t.nodes[r].next
	}
	return r
}

// add appends n to the children of t.
func (t *tree) add(to ref, n node) ref {
	r := ref(len(t.nodes))
	t.nodes = append(t.nodes, n)
	p := &t.nodes[to]
	if p.first == 0 {
		p.first = r
	} else {
		t.nodes[p.last].next = r
	}
	p.last = r
	p.count++
	if p.kind == table && p.count >= wideTable {
		t.index(to, r)
	}
	return r
}

// index enters r, and at the first call its elder siblings, into the index
// of table to.
func (t *tree) index(to, r ref) {
	if ix, ok := t.wide[to]; ok {
		ix[t.nodes[r].name] = r
		return
	}
	if t.wide == nil {
		t.wide = map[ref]map[string]ref{}
	}
	ix := make(map[string]ref, 2*wideTable)
	for c := t.nodes[to].first; c != 0; c = t.nodes[c].next {
		ix[t.nodes[c].name] = c
	}
	t.wide[to] = ix
}

// builder turns the expressions of the place parser into a tree.
//
// It decides by itself only what is plain: tables opened once, keys written
// once. Where a document uses the finer rules of TOML about extending tables
// it sets judge, and the full decoder has the last word.
type builder struct {
	tree
	parser *unstable.Parser
	names  map[string]string // one string for each key, however often it occurs
	cur    ref
	base   uint32 // where the parser's text begins in the document
	lost   bool   // what is read stands for a value that is no TOML
	judge  bool
	fault  *fault
}

// fault is why a document is no good.
type fault struct {
	code          string
	at            span
	first         *span // where the same was written before
	message, hint string
}

// maxDepth bounds dotted keys. Arrays and inline tables are bounded by the
// parser.
const maxDepth = 64

// build reads the whole document. On a fault the tree is not usable.
func build(src string, data []byte) (*tree, bool, *fault) {
	b := newBuilder(src)
	b.read(data)
	return &b.tree, b.judge, b.fault
}

func newBuilder(src string) *builder {
	return &builder{
		tree:   tree{src: src, nodes: make([]node, 1, 16+len(src)/24)},
		parser: &unstable.Parser{},
		names:  map[string]string{},
	}
}

// read adds the expressions of a text, up to the first fault.
func (b *builder) read(data []byte) {
	p := b.parser
	p.Reset(data)
	for b.fault == nil && p.NextExpression() {
		b.expression(p.Expression())
	}
	if b.fault == nil && p.Error() != nil {
		b.fault = b.syntaxFault(data, p.Error())
	}
}

func (b *builder) spanOf(r unstable.Range) span { return span{b.base + r.Offset, r.Length} }

func (b *builder) expression(n *unstable.Node) {
	switch n.Kind {
	case unstable.KeyValue:
		b.pair(b.cur, n)
	case unstable.Table, unstable.ArrayTable:
		b.header(n, n.Kind == unstable.ArrayTable)
	}
}

// header opens the table that [x] or [[x]] names.
func (b *builder) header(n *unstable.Node, list bool) {
	at, key := b.descend(0, n.Key())
	if b.fault != nil {
		b.nodes = append(b.nodes, node{kind: table}) // what follows belongs to no table that there is
		b.cur = ref(len(b.nodes) - 1)
		return
	}
	name, place := b.name(key), b.spanOf(key.Raw)
	c := b.child(at, name)
	switch {
	case list && c == 0:
		c = b.add(at, node{name: name, kind: tables, key: place})
		fallthrough
	case list && b.nodes[c].kind == tables:
		b.cur = b.add(c, node{kind: table, key: place, header: true})
	case !list && c == 0:
		b.cur = b.add(at, node{name: name, kind: table, key: place, header: true})
	case !list && b.nodes[c].kind == table && b.nodes[c].header:
		b.cur = c
		b.double(key, c, "表 ["+name+"] 写了两遍", "把两处合并成一处；要写几段的，用两层方括号，例如 [["+name+"]]")
	default:
		// [a.b] before [a] is legal, [a] after a = 1 is not.
		b.judge = true
		b.cur = c
		b.nodes[c].header, b.nodes[c].key = true, place
	}
}

// descend walks all parts of a dotted key but the last, creating tables that
// do not exist yet, and returns the table reached and the last part.
func (b *builder) descend(at ref, keys unstable.Iterator) (ref, *unstable.Node) {
	keys.Next()
	for depth := 0; ; depth++ {
		part := keys.Node()
		if keys.IsLast() {
			return at, part
		}
		if depth == maxDepth {
			b.fault = &fault{code: "syntax", at: b.spanOf(part.Raw), message: "键的层次太深"}
			return at, part
		}
		name := b.name(part)
		c := b.child(at, name)
		if c == 0 {
			c = b.add(at, node{name: name, kind: table, key: b.spanOf(part.Raw)})
		} else if b.nodes[c].kind == tables {
			c = b.nodes[c].last
		} else if b.nodes[c].kind != table || b.nodes[c].closed {
			b.double(part, c, name+" 前面已经有值，不能再当作表来写", "检查 "+name+" 是否写了两遍")
			return at, part
		}
		at = c
		keys.Next()
	}
}

// pair adds key = value to a table.
func (b *builder) pair(to ref, n *unstable.Node) {
	at, key := b.descend(to, n.Key())
	if b.fault != nil {
		return
	}
	if at != to {
		b.judge = true
	}
	name := b.name(key)
	if c := b.child(at, name); c != 0 {
		b.double(key, c, "键 "+name+" 写了两遍", "同一个表里一个键只能写一次，删去多余的一行")
		return
	}
	b.value(at, node{name: name, key: b.spanOf(key.Raw)}, n.Value())
}

// value adds the node n, filled from v, to a table or array.
func (b *builder) value(to ref, n node, v *unstable.Node) {
	if b.lost {
		n.kind = lost
		b.add(to, n)
		return
	}
	n.val = b.spanOf(v.Raw)
	switch v.Kind {
	case unstable.Array, unstable.InlineTable:
		n.kind, n.closed = array, true
		inner := n.key.len == 0 && n.val.len == 0 // an array in an array
		if inner {
			n.key = b.nodes[to].key
		}
		if v.Kind == unstable.InlineTable {
			n.kind = table
		}
		r := b.add(to, n)
		for it := v.Children(); b.fault == nil && it.Next(); {
			if v.Kind == unstable.InlineTable {
				b.pair(r, it.Node())
			} else {
				b.value(r, node{}, it.Node())
			}
		}
		if first := b.nodes[r].first; inner && first != 0 && b.nodes[first].val.len > 0 {
			b.nodes[r].key = b.nodes[first].val // nearer than the key of the outer one
		}
		return
	case unstable.String:
		n.kind, n.text = str, b.string(v)
	case unstable.Integer:
		n.kind = integer
	case unstable.Float:
		n.kind = float
	case unstable.Bool:
		n.kind = boolean
	case unstable.LocalDate:
		n.kind = day
	case unstable.LocalTime:
		n.kind = clock
	default:
		n.kind = moment
	}
	if n.kind != str {
		n.text = b.src[n.val.off : n.val.off+n.val.len]
	}
	b.add(to, n)
}

// string returns the value of a string node, as a part of the source where
// the two are equal.
func (b *builder) string(v *unstable.Node) string {
	if int(v.Raw.Length) == len(v.Data)+2 {
		from := b.base + v.Raw.Offset + 1
		return b.src[from : from+uint32(len(v.Data))]
	}
	return string(v.Data)
}

func (b *builder) name(key *unstable.Node) string {
	if s, ok := b.names[string(key.Data)]; ok {
		return s
	}
	s := string(key.Data)
	b.names[s] = s
	return s
}

func (b *builder) double(key *unstable.Node, first ref, message, hint string) {
	b.fault = &fault{code: "duplicate-key", at: b.spanOf(key.Raw), first: &b.nodes[first].key, message: message, hint: hint}
}
