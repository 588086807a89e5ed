package book

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dangce/generator/plan"
	"dangce/templates"
)

// guideSection returns the part of docs/adding-a-book.md under a heading.
func guideSection(t *testing.T, title string) string {
	t.Helper()
	data, err := os.ReadFile("../../docs/adding-a-book.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	_, rest, ok := strings.Cut(text, "\n### "+title+"\n")
	if !ok {
		t.Fatalf("the guide has no section %s", title)
	}
	if end := strings.Index(rest, "\n### "); end >= 0 {
		rest = rest[:end]
	}
	return rest
}

var quoted = regexp.MustCompile("`([^`]+)`")

// cells are the names in one column of a section's tables, in the tables
// whose head names the column so.
func guideNames(t *testing.T, section, head string, column int) []string {
	t.Helper()
	var names []string
	in := false
	for line := range strings.Lines(guideSection(t, section)) {
		cells := strings.Split(strings.ReplaceAll(strings.Trim(strings.TrimSpace(line), "|"), `\|`, "\x00"), "|")
		switch {
		case !strings.HasPrefix(line, "|"):
			in = false
		case strings.HasPrefix(cells[0], " "+head+" "):
			in = true
		case in && column < len(cells):
			for _, m := range quoted.FindAllStringSubmatch(cells[column], -1) {
				names = append(names, strings.ReplaceAll(m[1], "\x00", "|"))
			}
		}
	}
	if len(names) == 0 {
		t.Fatalf("section %s has no table headed %s", section, head)
	}
	return names
}

// same compares the names that the guide explains with those of the program.
func same(t *testing.T, what string, guide, program []string) {
	t.Helper()
	guide, program = slices.Clone(guide), slices.Clone(program)
	slices.Sort(guide)
	slices.Sort(program)
	for i := 1; i < len(guide); i++ {
		if guide[i] == guide[i-1] {
			t.Errorf("%s: %s is explained twice", what, guide[i])
		}
	}
	for _, n := range program {
		if n != "" && !slices.Contains(guide, n) {
			t.Errorf("%s: the guide does not explain %s", what, n)
		}
	}
	for _, n := range guide {
		if !slices.Contains(program, n) {
			t.Errorf("%s: the guide explains %s, which does not exist", what, n)
		}
	}
}

// keysOf are the keys of a template's struct.
func keysOf(v any) []string {
	var keys []string
	for f := range reflect.TypeOf(v).Fields() {
		if key, _, _ := strings.Cut(f.Tag.Get("toml"), ","); key != "-" {
			keys = append(keys, key)
		}
	}
	return keys
}

func without(list []string, not ...string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(not, s) })
}

// words cuts what stands after the colon off names such as times:8.
func words(names []string) []string {
	for i := range names {
		names[i], _, _ = strings.Cut(names[i], ":")
	}
	return names
}

// TestGuideNamesAll: the reference in docs/adding-a-book.md has every name
// that the program knows, and no other.
func TestGuideNamesAll(t *testing.T) {
	set := embedded(t)
	same(t, "keys of books", guideNames(t, "书的键", "键", 0), without(keysOf(templates.Book{}), "page"))
	same(t, "keys of pages", guideNames(t, "页的键", "键", 0), without(keysOf(templates.Page{}), "block"))
	same(t, "keys of blocks", guideNames(t, "块的键", "键", 0), keysOf(templates.Block{}))
	same(t, "keys of rows", guideNames(t, "行和格子的键", "行的键", 0), templates.RowKeys())
	same(t, "keys of cells", guideNames(t, "行和格子的键", "格子的键", 0), templates.CellKeys())
	same(t, "keys of columns", guideNames(t, "列的键", "键", 0), keysOf(templates.TableCol{}))
	same(t, "blocks", guideNames(t, "块", "种类", 0), sorted(blocks))
	same(t, "conditions", guideNames(t, "条件", "条件", 0), sorted(conditions))
	same(t, "repeats", words(guideNames(t, "重复", "写法", 0)), sorted(repeats))
	data := slices.DeleteFunc(guideNames(t, "行的来源", "写法", 0), func(s string) bool { return s == "" })
	same(t, "rows", words(data), sorted(rows))
	same(t, "activities", guideNames(t, "活动", "种类", 0), templates.ActivityKinds())
	same(t, "signers", guideNames(t, "签到名单", "写法", 0), sorted(signers))
	same(t, "inks", guideNames(t, "颜色和底色", "颜色", 0), sorted(inks))
	same(t, "shades", guideNames(t, "颜色和底色", "底色", 0), sorted(shades))
	same(t, "styles", guideNames(t, "样式", "用在", 1), sorted(set.styles))
	var charts []string
	for _, f := range set.Flows {
		charts = append(charts, f.ID)
	}
	same(t, "charts", guideNames(t, "流程图", "名字", 0), charts)
	for _, kind := range sorted(blocks) {
		row := regexp.MustCompile("(?m)^\\| `" + kind + "` \\|.*\\| (.*) \\|$").FindStringSubmatch(guideSection(t, "块"))
		var keys []string
		for _, m := range quoted.FindAllStringSubmatch(row[1], -1) {
			keys = append(keys, m[1])
		}
		same(t, "keys of "+kind, keys, templates.BlockKeys(kind))
	}
}

// patterns are what the guide writes for names of which there are many alike.
var patterns = map[string]string{
	"<活动>": "(" + strings.Join(templates.ActivityKinds(), "|") + ")", "<编号>": "[CBM](0[1-9]|10)", "<规则>": "q_[a-z_]+", "<列>": "[123]",
}

// TestGuideNamesFields: each placeholder is explained once, and each
// explained one exists.
func TestGuideNamesFields(t *testing.T) {
	explained := map[*regexp.Regexp]bool{}
	for _, name := range guideNames(t, "占位符", "名字", 0) {
		expr := regexp.QuoteMeta(name)
		for mark, p := range patterns {
			expr = strings.ReplaceAll(expr, mark, p)
		}
		explained[regexp.MustCompile("^"+expr+"$")] = false
	}
	for _, name := range sorted(fields) {
		n := 0
		for re := range explained {
			if re.MatchString(name) {
				explained[re] = true
				n++
			}
		}
		if n != 1 {
			t.Errorf("{%s} is explained %d times", name, n)
		}
	}
	for re, met := range explained {
		if !met {
			t.Errorf("the guide explains %s, which does not exist", re)
		}
	}
}

// TestBlockKeys: the keys that a kind of block is said to look at are those
// that its builder looks at.
func TestBlockKeys(t *testing.T) {
	keyOf := map[string]string{}
	for f := range reflect.TypeFor[templates.Block]().Fields() {
		keyOf[f.Name], _, _ = strings.Cut(f.Tag.Get("toml"), ",")
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	builders := map[string]string{}        // kind to function
	uses := map[string]map[string]bool{}   // function to keys
	passes := map[string]map[string]bool{} // function to those it hands its block to
	for _, e := range entries {
		if path.Ext(e.Name()) != ".go" || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if f.Name.Name == "init" && e.Name() == "block.go" {
				ast.Inspect(f, func(n ast.Node) bool {
					if kv, ok := n.(*ast.KeyValueExpr); ok {
						builders[strings.Trim(kv.Key.(*ast.BasicLit).Value, `"`)] = kv.Value.(*ast.Ident).Name
					}
					return true
				})
			}
			inspectBuilder(f, keyOf, uses, passes)
		}
	}
	for _, kind := range sorted(blocks) {
		keys := maps.Clone(uses[builders[kind]])
		for next := range passes[builders[kind]] {
			maps.Copy(keys, uses[next])
		}
		same(t, "keys of "+kind, templates.BlockKeys(kind), slices.Collect(maps.Keys(keys)))
	}
}

// inspectBuilder notes which keys a function reads of the block it is given,
// and which functions it hands the block on to.
func inspectBuilder(f *ast.FuncDecl, keyOf map[string]string, uses, passes map[string]map[string]bool) {
	block := ""
	for _, p := range f.Type.Params.List {
		if star, ok := p.Type.(*ast.StarExpr); ok && len(p.Names) > 0 {
			if sel, ok := star.X.(*ast.SelectorExpr); ok && sel.Sel.Name == "Block" {
				block = p.Names[0].Name
			}
		}
	}
	name := f.Name.Name
	uses[name], passes[name] = map[string]bool{}, map[string]bool{}
	if block == "" || block == "_" {
		return
	}
	is := func(e ast.Expr) bool {
		id, ok := e.(*ast.Ident)
		return ok && id.Name == block
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if is(n.X) {
				uses[name][keyOf[n.Sel.Name]] = true
			}
		case *ast.CallExpr:
			if slices.ContainsFunc(n.Args, is) {
				if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
					passes[name][sel.Sel.Name] = true
				}
			}
		}
		return true
	})
}

// TestFieldsOutsideTheirScope: whatever a template writes where, nothing
// breaks; what is not in scope is blank.
func TestFieldsOutsideTheirScope(t *testing.T) {
	w := newWorld(t)
	names := sorted(fields)
	n := 0
	for _, sub := range w.subjects()[:4] {
		bare := &scope{Subject: sub, set: w.set}
		scopes := []scope{*bare}
		for _, word := range sorted(repeats) {
			arg := map[string]string{"times": "2", "per": "2", "ballots": "2", "plan": string(plan.ThemeDay)}[word]
			scopes = append(scopes, first(repeats[word](bare, arg))...)
		}
		for _, word := range sorted(rows) {
			for _, arg := range append(slices.Clone(arguments[word]), "", "2", "DY:2", "merged", "seven") {
				scopes = append(scopes, first(rows[word](bare, arg))...)
			}
		}
		for i := range scopes {
			for _, name := range names {
				scopes[i].value("{" + name + "}")
			}
			for _, c := range sorted(conditions) {
				scopes[i].holds([]string{c})
			}
			for _, s := range sorted(signers) {
				signers[s](&scopes[i])
			}
			n++
		}
	}
	if n < 200 {
		t.Errorf("only %d scopes", n)
	}
}

func first(list []scope) []scope { return list[:min(1, len(list))] }
