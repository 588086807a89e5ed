package generator

import (
	"context"
	"os"
	"testing"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/example"
	"dangce/generator/book"
	"dangce/generator/pack"
)

// load returns a county and its templates, and fails on any error.
func load(t testing.TB) (*config.County, *book.Set) {
	t.Helper()
	var list diag.List
	c := config.Load(example.FS(), "county.toml", config.Options{}, &list)
	if c == nil {
		diag.Print(os.Stderr, list.Sorted(), 100)
		t.Fatal("the example does not load")
	}
	set := book.Load(c.Templates, "", &list)
	if list.Errors() > 0 {
		diag.Print(os.Stderr, list.Sorted(), 100)
		t.Fatal("the templates have errors")
	}
	return c, set
}

func TestBuildExample(t *testing.T) {
	c, set := load(t)
	dir := t.TempDir()
	if keep := os.Getenv("DANGCE_KEEP"); keep != "" {
		dir = keep
	}
	p, err := pack.Open(dir, pack.Options{Version: "test", Config: c.Digest, Input: "x"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	sum, err := Build(context.Background(), c, p, Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", sum)
}
