package dangce_test

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"math"
	"path/filepath"
	"strings"
	"testing"
)

// rounded are the packages in which a comparison of lengths decides where a
// line breaks or a box goes.
var rounded = []string{"generator/doc", "generator/line", "generator/layout", "generator/flow", "generator/pdf"}

// Some processors multiply and add in one step, without rounding the product:
// sums then differ in their last bit from one processor to another, and where
// two ways are equally good the other is taken. A product that is rounded by a
// conversion cannot be fused. Functions that draw decide nothing.
func TestSumsOfProductsAreRounded(t *testing.T) {
	for _, dir := range rounded {
		p := checkPackage(t, dir)
		for _, f := range p.files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && !strings.HasPrefix(fn.Name.Name, "draw") {
					for _, at := range p.fusible(fn) {
						t.Errorf("%s: a product that may be fused with a sum: round it with float64(…)", p.fset.Position(at.Pos()))
					}
				}
			}
		}
	}
}

// checked is a package whose types are known as far as its own module goes.
type checked struct {
	fset  *token.FileSet
	files []*ast.File
	info  types.Info
}

func checkPackage(t *testing.T, dir string) *checked {
	t.Helper()
	p := &checked{fset: token.NewFileSet(), info: types.Info{Types: map[ast.Expr]types.TypeAndValue{}}}
	own := map[string]*types.Package{}
	var load func(dir string) *types.Package
	config := types.Config{Error: func(error) {}, Importer: importer(func(path string) (*types.Package, error) {
		if inner, ok := strings.CutPrefix(path, "dangce/"); ok {
			return load(inner), nil
		}
		pkg := types.NewPackage(path, filepath.Base(path)) // empty: its types stay unknown
		pkg.MarkComplete()
		return pkg, nil
	})}
	load = func(dir string) *types.Package {
		if own[dir] == nil {
			own[dir], _ = config.Check("dangce/"+dir, p.fset, parse(t, p.fset, dir), nil)
		}
		return own[dir]
	}
	p.files = parse(t, p.fset, dir)
	_, _ = config.Check("dangce/"+dir, p.fset, p.files, &p.info)
	return p
}

type importer func(path string) (*types.Package, error)

func (i importer) Import(path string) (*types.Package, error) { return i(path) }

// parse reads the files of a package, tests left out.
func parse(t *testing.T, fset *token.FileSet, dir string) []*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// fusible returns the products in fn that are added or subtracted as they
// are, or kept in a variable or returned, and may be later.
func (p *checked) fusible(fn *ast.FuncDecl) []ast.Expr {
	var found []ast.Expr
	add := func(list ...ast.Expr) {
		for _, e := range list {
			if p.product(e) {
				found = append(found, e)
			}
		}
	}
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op == token.ADD || n.Op == token.SUB {
				add(n.X, n.Y)
			}
		case *ast.AssignStmt:
			add(n.Rhs...)
			if n.Tok == token.MUL_ASSIGN && !p.integer(n.Lhs[0]) {
				found = append(found, n.Lhs[0])
			}
		case *ast.ReturnStmt:
			add(n.Results...)
		case *ast.KeyValueExpr:
			add(n.Value)
		}
		return true
	})
	return found
}

// product reports whether e multiplies numbers that may be fractions.
func (p *checked) product(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.ParenExpr:
		return p.product(x.X)
	case *ast.UnaryExpr:
		return x.Op == token.SUB && p.product(x.X)
	case *ast.BinaryExpr:
		if x.Op != token.MUL || p.exact(x.X) || p.exact(x.Y) {
			return false
		}
	default:
		return false
	}
	return p.info.Types[e].Value == nil && !p.integer(e) // and no constant
}

// exact reports whether e is a power of two, by which a product needs no
// rounding.
func (p *checked) exact(e ast.Expr) bool {
	v := p.info.Types[e].Value
	if v == nil {
		return false
	}
	f, _ := constant.Float64Val(constant.ToFloat(v))
	fraction, _ := math.Frexp(f)
	return math.Abs(fraction) == 0.5
}

func (p *checked) integer(e ast.Expr) bool {
	b, ok := p.info.Types[e].Type.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}
