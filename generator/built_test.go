package generator

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/example"
	"dangce/generator/book"
	"dangce/generator/internal/inspect"
	"dangce/generator/pack"
)

// built is the pack of the example county, made once for all tests that only
// read it.
type built struct {
	county *config.County
	set    *book.Set
	dir    string
	files  []pack.File
	pdfs   map[string]func() (*inspect.File, error) // by path in the pack; read once, when a test asks for it
}

var exampleOnce = sync.OnceValues(func() (*built, error) {
	var list diag.List
	b := &built{county: config.Load(example.FS(), "county.toml", config.Options{}, &list)}
	if b.county == nil {
		return nil, errors.New("the example does not load")
	}
	if b.set = book.Load(b.county.Templates, "", &list); list.Errors() > 0 {
		return nil, errors.New("the templates have errors")
	}
	var err error
	if b.dir, err = os.MkdirTemp("", "dangce-test-"); err != nil {
		return nil, err
	}
	exampleDir = b.dir
	if err := buildInto(b.dir, b.county, pack.Options{}, Options{Set: b.set}); err != nil {
		return nil, err
	}
	return b, b.read()
})

var exampleDir string // of the pack, "" until a test asks for it

func TestMain(m *testing.M) {
	code := m.Run()
	if exampleDir != "" {
		os.RemoveAll(exampleDir)
	}
	os.Exit(code)
}

// buildInto makes a pack in dir.
func buildInto(dir string, c *config.County, po pack.Options, o Options) (err error) {
	po.Version, po.Config, po.Input = "test", c.Digest, "test"
	p, err := pack.Open(dir, po)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	if _, err := Build(context.Background(), c, p, o); err != nil {
		return err
	}
	return p.Commit()
}

// read lists the files of the pack.
func (b *built) read() error {
	m, err := pack.ReadManifest(b.dir)
	if err != nil {
		return err
	}
	b.files = m.Files
	b.pdfs = make(map[string]func() (*inspect.File, error))
	for _, f := range b.files {
		if path.Ext(f.Path) != ".pdf" {
			continue
		}
		b.pdfs[f.Path] = sync.OnceValues(func() (*inspect.File, error) {
			data, err := os.ReadFile(b.path(f))
			if err != nil {
				return nil, err
			}
			return inspect.Open(data)
		})
	}
	return nil
}

// pdf returns a PDF file of the pack, read back; nil where there is none.
func (b *built) pdf(t *testing.T, name string) *inspect.File {
	t.Helper()
	read, ok := b.pdfs[name]
	if !ok {
		return nil
	}
	f, err := read()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

func (b *built) path(f pack.File) string { return filepath.Join(b.dir, filepath.FromSlash(f.Path)) }

// exampleCounty returns the built example.
func exampleCounty(t *testing.T) *built {
	t.Helper()
	b, err := exampleOnce()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// eachPDF runs a test for each PDF file of the pack, as many at once as there
// are processors.
func (b *built) eachPDF(t *testing.T, test func(t *testing.T, f pack.File)) {
	t.Helper()
	if len(b.pdfs) < len(b.county.Branches()) {
		t.Fatalf("only %d PDF files", len(b.pdfs))
	}
	for _, f := range b.files {
		if path.Ext(f.Path) == ".pdf" {
			t.Run(f.Path, func(t *testing.T) {
				t.Parallel()
				test(t, f)
			})
		}
	}
}

// tool runs a program that is no part of Go. Where it is missing the test is
// skipped, and fails on the machine that decides.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	exe, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
	var stdout, stderr strings.Builder
	cmd := exec.Command(exe, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", name, err, stdout.String(), stderr.String())
	}
	return stdout.String() + stderr.String()
}

// squeeze removes all white space: a name may be broken into lines.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
