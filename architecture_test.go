// Package dangce_test holds the module to the picture that
// docs/architecture.md draws of it.
package dangce_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// order lists all packages; each may import only what is below it. A
// package in a folder internal is with the one above that folder.
var order = []string{
	"release",
	"cmd/dangce",
	"serve",
	"project",
	"bench",
	"generator",
	"generator/synth",
	"generator/archive",
	"generator/pack",
	"generator/press",
	"generator/view",
	"generator/pdf",
	"generator/xlsx",
	"generator/ics",
	"generator/svg",
	"generator/layout",
	"generator/flow",
	"generator/flow/wasmcache",
	"generator/book",
	"generator/audit",
	"generator/plan",
	"generator/dues",
	"generator/calc",
	"generator/line",
	"generator/doc",
	"config",
	"config/roster",
	"config/sheet",
	"config/example",
	"templates",
	"templates/phrase",
	"config/decode",
	"config/regular",
	"config/diag",
	"config/money",
	"config/date",
	"fonts",
}

// onlyStandard are packages that import the standard library and nothing of
// others, so that whoever reads them needs to know nothing else.
var onlyStandard = []string{"generator/doc", "config/regular", "config/diag", "config/money", "config/date"}

// onlyBy names the packages that may import a library, by the start of its
// path. Everybody else goes through them.
var onlyBy = map[string][]string{
	"github.com/jung-kurt/gofpdf":     {"generator/pdf"},
	"github.com/xuri/":                {"generator/xlsx", "config/sheet"},
	"github.com/goccy/go-graphviz":    {"generator/flow"},
	"github.com/BurntSushi/toml":      {"config/decode"},
	"github.com/pelletier/go-toml":    {"config/decode"},
	"github.com/pdfcpu/pdfcpu":        {"generator/press", "generator/internal/inspect"},
	"github.com/klippa-app/go-pdfium": {"generator/view"},
	"github.com/tetratelabs/wazero":   {"generator/view"},
	"github.com/spf13/cobra":          {"cmd/dangce"},
	"github.com/fsnotify/fsnotify":    {"serve"},
	"dangce/generator/internal":       {"generator/internal/exampletest"}, // for tests
}

// source is a Go file of the module.
type source struct {
	file, pkg string // slash-separated
	test      bool
	ast       *ast.File
	fset      *token.FileSet
}

// sources parses all Go files of the module.
func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if base := d.Name(); d.IsDir() && (base == "testdata" || base == "output" || base != "." && strings.HasPrefix(base, ".")) {
			return filepath.SkipDir
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, nil, 0)
		slash := filepath.ToSlash(name)
		out = append(out, source{slash, path.Dir(slash), strings.HasSuffix(name, "_test.go"), f, fset})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 100 {
		t.Fatalf("only %d Go files found", len(out))
	}
	return out
}

func (s *source) imports() []string {
	var out []string
	for _, spec := range s.ast.Imports {
		p, _ := strconv.Unquote(spec.Path.Value)
		out = append(out, p)
	}
	return out
}

// rank is the place of a package in order; -1 where it has none.
func rank(pkg string) int {
	if i := strings.Index(pkg+"/", "/internal/"); i >= 0 {
		pkg = pkg[:i]
	}
	return slices.Index(order, pkg)
}

// TestImportsPointDown: the packages are a list, and imports run down it.
func TestImportsPointDown(t *testing.T) {
	for _, s := range sources(t) {
		if s.pkg == "." {
			continue
		}
		from := rank(s.pkg)
		if from < 0 {
			t.Errorf("%s: package %s has no place in the list", s.file, s.pkg)
			continue
		}
		for _, p := range s.imports() {
			own, ok := strings.CutPrefix(p, "dangce/")
			if !ok || s.test {
				continue
			}
			if to := rank(own); to < from || to == from && !strings.Contains(own, "/internal/") {
				t.Errorf("%s imports %s, which does not stand below it", s.file, own)
			}
		}
	}
}

// TestImportsOfLibraries: a library has one importer, and the packages that
// everything rests on have none.
func TestImportsOfLibraries(t *testing.T) {
	used := make(map[string]bool)
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for _, p := range s.imports() {
			if first, _, _ := strings.Cut(p, "/"); slices.Contains(onlyStandard, s.pkg) && (strings.Contains(first, ".") || first == "dangce") {
				t.Errorf("%s imports %s, but may import the standard library only", s.file, p)
			}
			for lib, by := range onlyBy {
				if strings.HasPrefix(p, lib) {
					used[lib] = true
					if !slices.Contains(by, s.pkg) {
						t.Errorf("%s imports %s; only %q may", s.file, p, by)
					}
				}
			}
		}
	}
	for lib, by := range onlyBy {
		if !used[lib] && by != nil {
			t.Errorf("nobody imports %s", lib)
		}
	}
}

// world are the names through which a program meets its surroundings. Only
// the command uses them; everywhere else the world comes in as arguments.
var world = map[string][]string{
	"os":   {"Args", "Exit", "Getenv", "LookupEnv", "Environ", "Setenv", "Unsetenv", "Getwd", "Chdir", "Stdin", "Stdout", "Stderr", "TempDir", "UserHomeDir", "UserCacheDir", "UserConfigDir"},
	"time": {"Now", "Since", "Until"},
	"fmt":  {"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"},
	"log":  {"Print", "Printf", "Println", "Fatal", "Fatalf", "Fatalln", "Panic", "Panicf"},
}

// worldly are the packages that may, each with its reason.
var worldly = map[string]string{
	"cmd/dangce":                     "the command",
	"release":                        "a program of its own, which makes what users download",
	"bench":                          "benchmarks",
	"generator/internal/exampletest": "for tests",
	"serve/internal/gen":             "a program of its own, which go generate runs",
	"fonts/internal/gen":             "a program of its own, which go generate runs",
	"generator/view/internal/gen":    "a program of its own, which go generate runs",
	"generator/flow/wasmcache":       "go-graphviz compiles itself while the program starts, into the temporary folder that the environment names",
}

// TestOnlyTheCommandMeetsTheWorld.
func TestOnlyTheCommandMeetsTheWorld(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || worldly[s.pkg] != "" {
			continue
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Obj == nil && slices.Contains(world[x.Name], sel.Sel.Name) {
				t.Errorf("%s: %s.%s; let the command pass it in", s.fset.Position(sel.Pos()), x.Name, sel.Sel.Name)
			}
			return true
		})
	}
}

// direct returns the modules of go.mod that Go files of this module import.
func direct(t *testing.T) []string {
	t.Helper()
	mod := read(t, "go.mod")
	var all []string
	for _, m := range regexp.MustCompile(`(?m)^(?:require |\t)(\S+\.\S+/\S+|\S+\.\S+) v\S+`).FindAllStringSubmatch(mod, -1) {
		all = append(all, m[1])
	}
	var out []string
	for _, s := range sources(t) {
		for _, p := range s.imports() {
			best := ""
			for _, m := range all {
				if (p == m || strings.HasPrefix(p, m+"/")) && len(m) > len(best) {
					best = m
				}
			}
			if best != "" && !slices.Contains(out, best) {
				out = append(out, best)
			}
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^tool (\S+)`).FindAllStringSubmatch(mod, -1) {
		for _, mod := range all {
			if strings.HasPrefix(m[1], mod+"/") && !slices.Contains(out, mod) {
				out = append(out, mod)
			}
		}
	}
	slices.Sort(out)
	if len(out) < 10 {
		t.Fatalf("only %d modules are used", len(out))
	}
	return out
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

// TestDocumentsNameEveryModule: each with its reason in the one, with its
// licence in the other, and none that is no longer used.
func TestDocumentsNameEveryModule(t *testing.T) {
	used := direct(t)
	for file, row := range map[string]*regexp.Regexp{
		"docs/architecture.md": regexp.MustCompile("(?m)^\\| `([^`]+\\.[^`]+)` \\| \\S.{9,}\\|$"),
		"THIRD-PARTY.md":       regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (?:MIT|BSD-2-Clause|BSD-3-Clause|Apache-2.0|EPL-1.0 AND MIT|MIT AND BSD-3-Clause) \\| \\S.+\\|$"),
	} {
		var named []string
		text := read(t, file)
		if from := strings.Index(text, "\nThese bring further modules"); from >= 0 { // package release looks at those
			text = text[:from] + text[from+strings.Index(text[from:], "\n## "):]
		}
		for _, m := range row.FindAllStringSubmatch(text, -1) {
			named = append(named, m[1])
		}
		for _, m := range used {
			if !slices.Contains(named, m) {
				t.Errorf("%s does not name %s", file, m)
			}
		}
		for _, m := range named {
			if !slices.Contains(used, m) {
				t.Errorf("%s names %s, which nothing imports", file, m)
			}
		}
	}
}

// TestDocumentsNameEveryPackage: the list of folders is complete, and in the
// order in which imports run.
func TestDocumentsNameEveryPackage(t *testing.T) {
	text := read(t, "docs/architecture.md")
	last := -1
	for _, pkg := range order {
		at := strings.Index(text, "\n| `"+pkg+"` |")
		switch {
		case at < 0:
			if _, err := os.Stat(filepath.FromSlash(pkg)); err == nil {
				t.Errorf("docs/architecture.md does not name %s", pkg)
			}
		case at < last:
			t.Errorf("docs/architecture.md names %s too early", pkg)
		default:
			last = at
		}
	}
}

// TestFontLicences: every font file has the licence it came with beside it,
// and is in the list.
func TestFontLicences(t *testing.T) {
	files, err := filepath.Glob("fonts/files/*.ttf.packed")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d fonts, %v", len(files), err)
	}
	list := read(t, "THIRD-PARTY.md")
	for _, f := range files {
		base := strings.TrimSuffix(filepath.Base(f), ".packed")
		family, _, _ := strings.Cut(base, "_")
		family, _, _ = strings.Cut(family, "-")
		licence := "OFL-" + family + ".txt"
		if !strings.Contains(read(t, filepath.Join("fonts", "files", licence)), "SIL OPEN FONT LICENSE Version 1.1") {
			t.Errorf("%s is not the licence", licence)
		}
		if !strings.Contains(list, "`"+base+"`") || !strings.Contains(list, licence) {
			t.Errorf("THIRD-PARTY.md does not name %s and %s", base, licence)
		}
	}
}

// offering are the packages whose exports must all have a user outside them
// that is no test.
var offering = []string{"generator", "generator/pack", "generator/press", "generator/view", "generator/pdf", "generator/ics", "generator/svg"}

// unused are exports that nothing but their own package and tests uses, each
// with its reason.
var unused = map[string]string{
	"generator/pack.CodeMissing":    "code of a finding, which its readers get as text",
	"generator/pack.CodeChanged":    "the same",
	"generator/pack.CodeUnfinished": "the same",
	"generator/pack.CodeExtra":      "the same",
}

// TestExportsAreUsed: what is exported is there for somebody.
func TestExportsAreUsed(t *testing.T) {
	type export struct{ pkg, name string }
	exports := map[export]token.Position{}
	used := map[export]bool{} // by the name alone: good enough to find what nobody names
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				for _, pkg := range offering {
					if pkg != s.pkg {
						used[export{pkg, sel.Sel.Name}] = true
					}
				}
			}
			return true
		})
		if !slices.Contains(offering, s.pkg) {
			continue
		}
		add := func(id *ast.Ident) {
			if id.IsExported() {
				exports[export{s.pkg, id.Name}] = s.fset.Position(id.Pos())
			}
		}
		for _, d := range s.ast.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				add(d.Name)
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						add(spec.Name)
					case *ast.ValueSpec:
						for _, id := range spec.Names {
							add(id)
						}
					}
				}
			}
		}
	}
	for e, at := range exports {
		_, excused := unused[e.pkg+"."+e.name]
		switch {
		case !used[e] && !excused:
			t.Errorf("%s: nobody outside uses %s", at, e.name)
		case used[e] && excused:
			t.Errorf("%s is used; it needs no excuse", e.name)
		}
	}
}
