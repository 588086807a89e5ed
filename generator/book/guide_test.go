package book

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dangce/templates"
	"dangce/templates/phrase"
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
	of := reflect.TypeOf(v)
	if of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	for _, f := range reflect.VisibleFields(of) {
		if key, _, _ := strings.Cut(f.Tag.Get("toml"), ","); key != "" && key != "-" {
			keys = append(keys, key)
		}
	}
	return keys
}

func without(list []string, not ...string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(not, s) })
}

// beforeColon cuts what stands after the colon off names such as times:8.
func beforeColon(names []string) []string {
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
	var keys []string
	for _, kind := range blocks {
		keys = append(keys, keysOf(kind())...)
	}
	slices.Sort(keys)
	same(t, "keys of blocks", guideNames(t, "块的键", "键", 0), slices.Compact(keys))
	same(t, "keys of rows", guideNames(t, "行和格子的键", "行的键", 0), keysOf(formRow{}))
	same(t, "keys of cells", guideNames(t, "行和格子的键", "格子的键", 0), keysOf(formCell{}))
	same(t, "keys of columns", guideNames(t, "列的键", "键", 0), keysOf(templates.TableCol{}))
	same(t, "blocks", guideNames(t, "块", "种类", 0), sorted(blocks))
	same(t, "conditions", guideNames(t, "条件", "条件", 0), words.conditions.Names())
	same(t, "repeats", beforeColon(guideNames(t, "重复", "写法", 0)), words.repeats.Names())
	data := slices.DeleteFunc(guideNames(t, "行的来源", "写法", 0), func(s string) bool { return s == "" })
	same(t, "rows", beforeColon(data), words.rows.Names())
	same(t, "activities", guideNames(t, "活动", "种类", 0), templates.ActivityKinds())
	same(t, "signers", guideNames(t, "签到名单", "写法", 0), words.signers.Names())
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
		same(t, "keys of "+kind, keys, without(keysOf(blocks[kind]()), "kind", "when"))
	}
}

// patterns are what the guide writes for names of which there are many alike.
var patterns = map[string]string{
	"<活动>": "(" + strings.Join(templates.ActivityKinds(), "|") + ")", "<编号>": "[CBM](0[1-9]|10)", "<规则>": "q_[a-z_]+", "<列>": "[123]", "<天>": "([1-9]|1[0-9]|2[0-8])",
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
	for _, name := range words.fields.Names() {
		n := 0
		for re := range explained {
			if re.MatchString(name) {
				explained[re] = true
				n++
			}
		}
		if _, column := recordFields[name]; n > 1 || n == 0 && !column { // columns of rosters are explained together
			t.Errorf("{%s} is explained %d times", name, n)
		}
	}
	for re, met := range explained {
		if !met {
			t.Errorf("the guide explains %s, which does not exist", re)
		}
	}
}

// TestBlockKeys: every key that a kind of block, a row or a cell has is looked
// at where it is built or checked.
func TestBlockKeys(t *testing.T) {
	used := map[string]bool{}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "block") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				used[sel.Sel.Name] = true
			}
			return true
		})
	}
	all := []any{formRow{}, formCell{}}
	for _, kind := range blocks {
		all = append(all, kind())
	}
	for _, v := range all {
		of := reflect.TypeOf(v)
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		for _, f := range reflect.VisibleFields(of) {
			if f.Tag.Get("toml") != "" && f.Name != "Kind" && !used[f.Name] {
				t.Errorf("%s: nothing looks at %s", of, f.Name)
			}
		}
	}
}

// TestFieldsOutsideTheirScope: whatever a template writes where, nothing
// breaks; what is not in scope is blank.
func TestFieldsOutsideTheirScope(t *testing.T) {
	w := newWorld(t)
	names := words.fields.Names()
	n := 0
	for _, sub := range w.subjects()[:4] {
		bare := &scope{Subject: sub, set: w.set}
		scopes := []scope{*bare}
		for _, v := range []*phrase.Vocabulary[list]{words.repeats, words.rows} {
			for _, word := range v.Names() {
				l, _ := v.Get(word)
				for _, arg := range append(slices.Clone(l.Means.arg.words), "", "2", "DY:2") {
					scopes = append(scopes, first(bare.scopesOf(v, word, arg))...)
				}
			}
		}
		for i := range scopes {
			for _, name := range names {
				scopes[i].value(phrase.New("{" + name + "}"))
			}
			for _, c := range words.conditions.Names() {
				scopes[i].holds([]string{c})
			}
			for _, s := range words.signers.Names() {
				(&formCell{Names: signers(s)}).build(&scopes[i], measure{})
			}
			n++
		}
	}
	if n < 200 {
		t.Errorf("only %d scopes", n)
	}
}

func first(list []scope) []scope { return list[:min(1, len(list))] }
