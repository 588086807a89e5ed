package doc

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Every type that may be where the model has an interface.
var (
	blocks = []Block{&Text{}, &Space{}, &Rule{}, &Break{}, &Ruled{}, &Grid{}, &Table{}, &Contents{}, &Figure{}, &Calendar{}, &Cut{}, &Chart{}}
	marks  = []Mark{&Glyphs{}, &Line{}, &Rect{}, &Path{}, &Matrix{}, &Picture{}}
)

// Whatever field of whatever kind of block changes, the bytes change, and no
// two changes give the same bytes.
func TestAppendBlocksWritesEveryField(t *testing.T) {
	for _, b := range blocks {
		seen := map[string]string{}
		full := reflect.New(reflect.TypeOf(b).Elem())
		fill(full.Elem())
		name := full.Elem().Type().Name()
		note := func(path string) {
			key := string(AppendBlocks(nil, []Block{full.Interface().(Block)}))
			if was, ok := seen[key]; ok {
				t.Errorf("%s: the same bytes after a change of %s", was, path)
			}
			seen[key] = path
		}
		note(name)
		vary(full.Elem(), name, note)
	}
}

// Kinds of blocks differ even where their fields are alike, and so do their
// order and number.
func TestAppendBlocksWritesKindAndOrder(t *testing.T) {
	lists := [][]Block{nil}
	for _, a := range blocks {
		lists = append(lists, []Block{a})
		for _, b := range blocks {
			lists = append(lists, []Block{a, b})
		}
	}
	seen := map[string]int{}
	for i, l := range lists {
		key := string(AppendBlocks(nil, l))
		if k, ok := seen[key]; ok {
			t.Errorf("the same bytes for %T and %T", lists[k], l)
		}
		seen[key] = i
	}
}

// Each kind begins with a letter of its own: what follows cannot be taken for
// another kind.
func TestEncodedKindsHaveLetters(t *testing.T) {
	letters := func(n int, write func(i int, e *encoder)) {
		seen := map[byte]int{0: -1}
		for i := range n {
			var e encoder
			write(i, &e)
			if k, ok := seen[e.buf[0]]; ok {
				t.Errorf("kinds %d and %d both begin with %q", k, i, e.buf[0])
			}
			seen[e.buf[0]] = i
		}
	}
	letters(len(blocks), func(i int, e *encoder) { blocks[i].block(e) })
	letters(len(marks), func(i int, e *encoder) { marks[i].mark(e) })
}

// The lists above name every type of the package that implements one of the
// interfaces.
func TestEncodedTypesAreListed(t *testing.T) {
	listed := map[string][]string{"block": names(blocks), "mark": names(marks)}
	found := map[string][]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || listed[fn.Name.Name] == nil {
				continue
			}
			if name := receiver(fn); name != "encoder" {
				found[fn.Name.Name] = append(found[fn.Name.Name], name)
			}
		}
	}
	for method, want := range found {
		slices.Sort(want)
		if !slices.Equal(want, listed[method]) {
			t.Errorf("types with the method %s: %v, tested: %v", method, want, listed[method])
		}
	}
}

func receiver(fn *ast.FuncDecl) string {
	typ := fn.Recv.List[0].Type
	if p, ok := typ.(*ast.StarExpr); ok {
		typ = p.X
	}
	return typ.(*ast.Ident).Name
}

func names[T any](list []T) []string {
	var out []string
	for _, v := range list {
		name := strings.TrimPrefix(fmt.Sprintf("%T", v), "*")
		out = append(out, strings.TrimPrefix(name, "doc."))
	}
	slices.Sort(out)
	return out
}

// implementations are the values that may be in a field of an interface.
func implementations(typ reflect.Type) []reflect.Value {
	var out []reflect.Value
	add := func(v any) {
		if reflect.TypeOf(v).Implements(typ) {
			out = append(out, reflect.ValueOf(v))
		}
	}
	for _, m := range marks {
		add(m)
	}
	return out
}

// fill gives everything in v a value that is not zero.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Interface:
		v.Set(filled(implementations(v.Type())[0]))
	case reflect.String:
		v.SetString("甲")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(1.5)
	case reflect.Int, reflect.Int64:
		v.SetInt(3)
	case reflect.Uint8, reflect.Uint32:
		v.SetUint(3)
	default:
		panic("no value for " + v.Type().String())
	}
}

// filled is a full value of the type of v, which is in an interface.
func filled(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Pointer {
		p := reflect.New(v.Type().Elem())
		fill(p.Elem())
		return p
	}
	c := reflect.New(v.Type()).Elem()
	fill(c)
	return c
}

// vary changes one thing in v after the other, calls note, and changes it back.
func vary(v reflect.Value, path string, note func(path string)) {
	old := reflect.New(v.Type()).Elem()
	old.Set(v)
	try := func(what string, set func()) {
		set()
		note(path + what)
		v.Set(old)
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			vary(v.Field(i), path+"."+v.Type().Field(i).Name, note)
		}
	case reflect.Array:
		varyElements(v, path, note)
	case reflect.Slice:
		varyElements(v, path, note)
		try(" nil", v.SetZero)
		try(" empty", func() { v.Set(reflect.MakeSlice(v.Type(), 0, 0)) })
		try(" shorter", func() { v.SetLen(1) })
	case reflect.Pointer:
		vary(v.Elem(), path, note)
		try(" nil", v.SetZero)
	case reflect.Interface:
		try(" another", func() { v.Set(filled(implementations(v.Type())[1])) })
		varyInterface(v, path, note)
	case reflect.String:
		try("", func() { v.SetString(v.String() + "乙") })
		try(" empty", v.SetZero)
	case reflect.Bool:
		try("", v.SetZero)
	case reflect.Float64:
		try("", func() { v.SetFloat(v.Float() + 1) })
	case reflect.Int, reflect.Int64:
		try("", func() { v.SetInt(v.Int() - 7) })
	case reflect.Uint8, reflect.Uint32:
		try("", func() { v.SetUint(v.Uint() + 1) })
	}
}

func varyElements(v reflect.Value, path string, note func(path string)) {
	for i := range v.Len() {
		vary(v.Index(i), fmt.Sprintf("%s[%d]", path, i), note)
	}
}

// varyInterface puts every implementation into v, and varies each.
func varyInterface(v reflect.Value, path string, note func(path string)) {
	old := v.Elem()
	for i, impl := range implementations(v.Type()) {
		full := reflect.New(impl.Type()).Elem()
		full.Set(filled(impl))
		within := fmt.Sprintf("%s(%s)", path, impl.Type())
		if v.Set(full); i > 1 {
			note(within)
		}
		at := full
		if at.Kind() == reflect.Pointer {
			at = at.Elem()
		}
		vary(at, within, func(path string) {
			v.Set(full)
			note(path)
		})
	}
	v.Set(old)
}
