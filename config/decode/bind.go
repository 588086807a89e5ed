package decode

import (
	"cmp"
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/money"
)

// Bind fills the struct that dst points to. Fields are named by their tag:
// `toml:"key"`, or `toml:"key,required"`; an `example:"…"` tag is shown where
// the value has the wrong type. Bind knows strings, integers, float64, bool,
// time.Month, date.Date (local dates, or strings of a day or month),
// money.Fen and money.Percent (strings), slices, maps with string keys,
// structs, pointers (nil where the key is absent), encoding.TextUnmarshaler
// (from strings), Unmarshaler, and any.
//
// A map tagged `toml:"*"` takes the keys that no field has. With ",closed" a
// map takes only keys that it has already.
//
// All problems go to out: unknown keys, wrong types, missing keys, values
// that do not parse. A field with a problem keeps the value it had, and State
// knows it as Bad.
func (f *File) Bind(dst any, out *diag.List) { f.BindAt("", dst, out) }

// BindAt fills the struct that dst points to from the table at a path.
func (f *File) BindAt(path string, dst any, out *diag.List) {
	v := reflect.ValueOf(dst)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		panic("decode: Bind needs a pointer to a struct")
	}
	b := binder{file: f, tree: f.tree, out: out}
	r, _ := f.walk(0, path, true)
	b.value(r, &field{}, shapeOf(v.Type().Elem()), v.Elem())
}

type binder struct {
	file  *File
	tree  *tree
	out   *diag.List
	outer []scope // the tables around the current one

	problems int
	buf      []byte // for texts that read themselves
}

// scope is a table being bound.
type scope struct {
	ref   ref
	shape *shape
}

func (b *binder) report(p diag.Place, code, message, hint string) {
	b.problems++
	b.out.Add(diag.Finding{Place: p, Code: code, Message: message, Hint: hint})
}

// bad reports a value that cannot be read.
func (b *binder) bad(r ref, code, message, hint string) {
	b.report(b.file.placeOf(r), code, message, hint)
	b.file.markBad(r)
}

// lost marks a value that is no TOML.
func (b *binder) lost(r ref) {
	b.problems++
	b.file.markBad(r)
}

func (f *File) markBad(r ref) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.bad == nil {
		f.bad = map[ref]bool{}
	}
	f.bad[r] = true
}

// table fills a struct.
func (b *binder) table(r ref, s *shape, v reflect.Value) {
	b.outer = append(b.outer, scope{r, s})
	defer func() { b.outer = b.outer[:len(b.outer)-1] }()
	for c := b.tree.nodes[r].first; c != 0; c = b.tree.nodes[c].next {
		if i := s.lookup(b.tree.nodes[c].name); i >= 0 {
			f := &s.fields[i]
			b.value(c, f, f.shape, v.FieldByIndex(f.index))
		} else if s.rest == nil || b.tree.nodes[c].kind != table && s.rest.shape.elem.isTable() {
			b.unknown(c, s.keys())
		} else {
			m := v.FieldByIndex(s.rest.index)
			if m.IsNil() {
				m.Set(reflect.MakeMap(m.Type()))
			}
			b.entry(c, s.rest, m, s.keys())
		}
	}
	for i := range s.fields {
		if f := &s.fields[i]; f.required && !b.tree.nodes[r].holes && b.tree.child(r, f.name) == 0 {
			b.report(b.file.placeOf(r), "missing-key", "缺少 "+f.name+b.where(r), "加一行："+f.sample())
		}
	}
}

// where names the table of a missing key.
func (b *binder) where(r ref) string {
	if n := &b.tree.nodes[r]; !n.header && n.name == "" {
		return ""
	}
	return "（" + b.tree.headerOf(r) + "）"
}

// headerOf writes a table as its header does.
func (t *tree) headerOf(r ref) string {
	n := &t.nodes[r]
	if !n.header {
		return n.name
	}
	start := strings.LastIndexByte(t.src[:n.key.off], '\n') + 1
	end := int(n.key.off + n.key.len)
	for end < len(t.src) && (t.src[end] == ' ' || t.src[end] == '\t' || t.src[end] == ']') {
		end++
	}
	return strings.TrimSpace(t.src[start:end])
}

// value fills v from a node. fld is the struct field that the node belongs
// to, for examples in messages.
func (b *binder) value(r ref, fld *field, s *shape, v reflect.Value) {
	n := &b.tree.nodes[r]
	if n.kind == lost {
		b.lost(r)
		return
	}
	switch s.form {
	case asPointer:
		p, before := reflect.New(s.elem.typ), b.problems
		b.value(r, fld, s.elem, p.Elem())
		if s.elem.form == asStruct || b.problems == before {
			v.Set(p)
		}
	case asStruct:
		if n.kind != table {
			b.shorter(r, fld, s, v)
			return
		}
		b.table(r, s, v)
	case asLater:
	case asMap:
		b.fillMap(r, fld, s, v)
	case asSlice:
		b.fillSlice(r, fld, s, v)
	case asAny:
		if x, ok := b.plain(r); ok {
			v.Set(reflect.ValueOf(x))
		}
	case asMixed:
		if x, ok := b.plain(r); ok {
			b.check(r, v.Addr().Interface().(Unmarshaler).UnmarshalTOML(x))
		}
	case asText:
		if n.kind != str {
			b.wrong(r, fld, s)
			return
		}
		b.buf = append(b.buf[:0], n.text...)
		b.check(r, v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText(b.buf))
	default:
		b.scalar(r, fld, s, v)
	}
}

// shorter fills a struct that is written without its table, where it may be.
func (b *binder) shorter(r ref, fld *field, s *shape, v reflect.Value) {
	if s.short {
		key := v.Addr().Interface().(Shorthand).Shorthand()
		f := &s.fields[s.lookup(key)]
		if kind := b.tree.nodes[r].kind; f.shape.takes(kind) {
			b.value(r, f, f.shape, v.FieldByIndex(f.index))
			return
		}
	}
	b.wrong(r, fld, s)
}

// scalar fills strings, numbers, dates and amounts.
func (b *binder) scalar(r ref, fld *field, s *shape, v reflect.Value) {
	n := &b.tree.nodes[r]
	switch {
	case s.form == asString && n.kind == str:
		v.SetString(n.text)
	case s.form == asBool && n.kind == boolean:
		v.SetBool(n.text == "true")
	case s.form == asInt && n.kind == integer:
		b.fillInt(r, s, v)
	case s.form == asFloat && (n.kind == float || n.kind == integer):
		x, err := strconv.ParseFloat(strings.ReplaceAll(n.text, "_", ""), 64)
		if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
			b.wrong(r, fld, s)
			return
		}
		v.SetFloat(x)
	case s.form == asDate && (n.kind == day || n.kind == str):
		d, ok := parseDay(n.text)
		if !ok {
			b.bad(r, "bad-date", "没有这个日期："+n.text, "日期写成 2027-01-15，月、日都要两位")
			return
		}
		*v.Addr().Interface().(*date.Date) = d
	case s.form == asFen && n.kind == str:
		x, err := money.Parse(n.text)
		if err != nil {
			b.bad(r, "bad-money", "不是金额："+n.text, `写成元，最多两位小数，不加逗号和单位，例如 "`+cmp.Or(fld.example, "4900.00")+`"`)
			return
		}
		v.SetInt(int64(x))
	case s.form == asPercent && n.kind == str:
		x, err := money.ParsePercent(n.text)
		if err != nil {
			b.bad(r, "bad-money", "不是百分数："+n.text, `只写数字，最多三位小数，例如 "0.5" 表示 0.5%`)
			return
		}
		v.SetInt(int64(x))
	default:
		b.wrong(r, fld, s)
	}
}

func (b *binder) fillInt(r ref, s *shape, v reflect.Value) {
	text := b.tree.nodes[r].text
	// Base 0 reads 0x, 0o and 0b; the parser has refused leading zeros.
	x, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 0, 64)
	if err != nil || v.OverflowInt(x) {
		b.bad(r, "wrong-type", "整数太大："+text, "")
		return
	}
	if s.typ == reflect.TypeFor[time.Month]() && (x < 1 || x > 12) {
		b.bad(r, "bad-month", "没有 "+text+" 月", "月份写 1 到 12")
		return
	}
	v.SetInt(x)
}

func (b *binder) fillSlice(r ref, fld *field, s *shape, v reflect.Value) {
	n := &b.tree.nodes[r]
	if n.kind != array && n.kind != tables {
		b.wrong(r, fld, s)
		return
	}
	list := reflect.MakeSlice(s.typ, int(n.count), int(n.count))
	i := 0
	for c := n.first; c != 0; c = b.tree.nodes[c].next {
		e := list.Index(i)
		if b.value(c, fld, s.elem, e); s.elem.form == asPointer && e.IsNil() {
			e.Set(reflect.New(s.elem.elem.typ)) // so that no list has holes
		}
		i++
	}
	v.Set(list)
}

func (b *binder) fillMap(r ref, fld *field, s *shape, v reflect.Value) {
	n := &b.tree.nodes[r]
	if n.kind != table {
		b.wrong(r, fld, s)
		return
	}
	if v.IsNil() {
		v.Set(reflect.MakeMapWithSize(s.typ, int(n.count)))
	}
	for c := n.first; c != 0; c = b.tree.nodes[c].next {
		b.entry(c, fld, v, nil)
	}
}

// entry enters a node into a map, if it may. others are the keys beside those
// of the map.
func (b *binder) entry(r ref, fld *field, m reflect.Value, others []string) {
	key := reflect.ValueOf(b.tree.nodes[r].name).Convert(m.Type().Key())
	if fld.closed && !m.MapIndex(key).IsValid() {
		for _, k := range m.MapKeys() {
			others = append(others, k.String())
		}
		slices.Sort(others)
		b.unknown(r, others)
		return
	}
	e, before := reflect.New(m.Type().Elem()).Elem(), b.problems
	b.value(r, fld, fld.shape.elem, e)
	if !fld.closed || b.problems == before {
		m.SetMapIndex(key, e)
	}
}

// plain returns a node as the plain value that Unmarshaler promises.
func (b *binder) plain(r ref) (any, bool) {
	n := &b.tree.nodes[r]
	switch n.kind {
	case table:
		m := make(map[string]any, n.count)
		for c := n.first; c != 0; c = b.tree.nodes[c].next {
			if x, ok := b.plain(c); ok {
				m[b.tree.nodes[c].name] = x
			}
		}
		return m, true
	case array, tables:
		list := make([]any, 0, n.count)
		for c := n.first; c != 0; c = b.tree.nodes[c].next {
			if x, ok := b.plain(c); ok {
				list = append(list, x)
			}
		}
		return list, true
	case boolean:
		return n.text == "true", true
	case str, moment, clock:
		return n.text, true
	case lost:
		b.lost(r)
		return nil, false
	}
	s := plainShapes[n.kind]
	v := reflect.New(s.typ).Elem()
	before := b.problems
	b.scalar(r, &field{shape: s}, s, v)
	return v.Interface(), b.problems == before
}

var plainShapes = map[kind]*shape{
	integer: shapeOf(reflect.TypeFor[int64]()),
	float:   shapeOf(reflect.TypeFor[float64]()),
	day:     shapeOf(reflect.TypeFor[date.Date]()),
}

// check reports the error of a type that reads itself.
func (b *binder) check(r ref, err error) {
	if err == nil {
		return
	}
	code, hint := "bad-value", ""
	if h, ok := err.(interface{ Hint() string }); ok {
		hint = h.Hint()
	}
	if c, ok := err.(interface{ Code() string }); ok {
		code = c.Code()
	}
	b.bad(r, code, err.Error(), hint)
}

// parseDay reads 2001-07-01, or 2001-07 for a month.
func parseDay(s string) (date.Date, bool) {
	num := func(from, to int) int {
		n := 0
		for _, c := range []byte(s[from:to]) {
			if c < '0' || c > '9' {
				return -1
			}
			n = n*10 + int(c-'0')
		}
		return n
	}
	if len(s) != 10 && len(s) != 7 || s[4] != '-' || len(s) == 10 && s[7] != '-' {
		return date.Date{}, false
	}
	d := date.New(num(0, 4), time.Month(num(5, 7)), 0)
	if len(s) == 10 {
		if d.Day = num(8, 10); d.Day < 1 {
			return date.Date{}, false
		}
	}
	return d, d.Valid()
}

// wrong reports a value of the wrong type.
func (b *binder) wrong(r ref, fld *field, s *shape) {
	n := &b.tree.nodes[r]
	name := fld.name
	if n.name != "" {
		name = n.name
	}
	message := fmt.Sprintf("%s 应为%s，这里是%s", cmp.Or(name, "值"), s.noun(), n.kind.noun())
	hint := ""
	switch {
	case s.form == asSlice && s.elem.form == asStruct && n.kind == table && !n.closed:
		hint = "表名用两层方括号：[[" + name + "]]"
	case s.form == asStruct && n.kind == tables:
		hint = "表名用一层方括号：[" + name + "]"
	case name != "":
		hint = "例如 " + (&field{name: name, example: fld.example, shape: s}).sample()
	}
	b.bad(r, "wrong-type", message, hint)
}
