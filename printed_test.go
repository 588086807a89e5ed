package dangce_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// printing are the packages that make what is printed and what is in workbooks.
// What audit says of files that came back is a message to those who sent them.
var printing = []string{"book", "plan", "dues", "doc", "flow", "layout", "ics", "svg"}

// messageCalls are calls and types whose texts are messages to whoever runs the
// program, not paper.
var messageCalls = []string{
	"add", "Add", "bad", "fault", "missing", "lose", "report", "Errorf", "New", "panic", "Fault", "Finding", "oneOf", "checkKnown", "Problem",
}

// inGo are the files that hold Chinese beside what messageCalls knows as messages:
// in how many texts, and why. Nothing is added here that a county may want to
// say in another way.
var inGo = map[string]struct {
	texts int
	why   string
}{
	"generator/book/block.go":      {8, message},
	"generator/book/check.go":      {2, message},
	"generator/book/choices.go":    {3, message},
	"generator/book/colour.go":     {2, message},
	"generator/book/days.go":       {12, "days and numbers in Chinese have one form"},
	"generator/book/feedback.go":   {1, "finds the page that a problem ends with"},
	"generator/book/formcheck.go":  {4, message},
	"generator/book/headcount.go":  {3, "values of rosters that are counted"},
	"generator/book/limitcheck.go": {9, message},
	"generator/book/namecheck.go":  {2, message},
	"generator/book/named.go":      {1, "names cut short to what a line has room for"},
	"generator/book/quarter.go":    {1, "a month and an amount"},
	"generator/book/room.go":       {1, message},
	"generator/book/vocabulary.go": {47, message},
	"generator/doc/formula.go":     {1, "the label of a sum for which a table has none"},
	"generator/doc/workbook.go":    {1, "marks columns to fill in, and is read back"},
	"generator/dues/dues.go":       {12, "an assessment knows the rates alone, no templates"},
	"generator/layout/cover.go":    {2, "names of pages in errors"},
	"generator/layout/table.go":    {1, "a title that goes on"},
	"generator/plan/blanks.go":     {2, message},
}

const message = "parts of messages about templates"

// TestPrintedTextIsContent: what is printed is in templates, where a
// county can word it differently. In Go there are messages, and what inGo
// gives a reason for.
func TestPrintedTextIsContent(t *testing.T) {
	met := map[string]int{}
	for _, pkg := range printing {
		files, err := filepath.Glob(filepath.Join("generator", pkg, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(pkg, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			name = filepath.ToSlash(name)
			for _, at := range chineseIn(t, name) {
				if met[name]++; met[name] > inGo[name].texts {
					t.Errorf("%s: printed text stands in Go; move it to templates/sentences.toml", at)
				}
			}
		}
	}
	for name, allowed := range inGo {
		if met[name] < allowed.texts {
			t.Errorf("%s holds %d texts, the list allows %d: %s", name, met[name], allowed.texts, allowed.why)
		}
	}
}

// chineseIn lists the literals of a file with Chinese in them that are no part
// of a message.
func chineseIn(t *testing.T, name string) []string {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			return !slices.Contains(messageCalls, lastName(n.Fun))
		case *ast.CompositeLit:
			return !slices.Contains(messageCalls, lastName(n.Type))
		case *ast.Field:
			return n.Tag == nil // a tag is for messages
		case *ast.BasicLit:
			s, err := strconv.Unquote(n.Value)
			if err == nil && strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				out = append(out, set.Position(n.Pos()).String()+" "+n.Value)
			}
		}
		return true
	})
	return out
}

// lastName is add of c.add, and Finding of diag.Finding.
func lastName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.StarExpr:
		return lastName(e.X)
	}
	return ""
}
