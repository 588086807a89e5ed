// Package exampletest makes the pack of the example county once for all tests
// of a package that only read it, and reads its PDF files back when a test
// asks for them.
//
// It does not import the generator, so that the generator's own tests can use
// it: they say how a pack is built.
package exampletest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/example"
	"dangce/generator/book"
	"dangce/generator/flow/wasmcache"
	"dangce/generator/internal/inspect"
	"dangce/generator/pack"
	"dangce/generator/view"
)

// Pack is a finished pack and what it was made of.
type Pack struct {
	County *config.County
	Set    *book.Set
	Dir    string
	Files  []pack.File
	PDFs   map[string]func() (*inspect.File, error) // by path in the pack; each is read once
}

// Build fills an open pack.
type Build func(c *config.County, set *book.Set, p *pack.Pack) error

// Once returns a function that builds the example when a test first calls it.
func Once(build Build) func(*testing.T) *Pack {
	return OnceOf(func() (*config.County, *book.Set, error) { return Load(example.FS()) }, build)
}

// Load loads a county that must have no errors, and its templates.
func Load(fsys fs.FS) (*config.County, *book.Set, error) {
	var list diag.List
	c := config.Load(fsys, "county.toml", config.Options{}, &list)
	if c == nil || list.Errors() > 0 {
		return nil, nil, fmt.Errorf("the county has errors: %v", list.Sorted())
	}
	set := book.Load(c.Templates, "", &list)
	if list.Errors() > 0 {
		return nil, nil, fmt.Errorf("the templates have errors: %v", list.Sorted())
	}
	return c, set, nil
}

// OnceOf is Once for another county.
func OnceOf(load func() (*config.County, *book.Set, error), build Build) func(*testing.T) *Pack {
	once := sync.OnceValues(func() (*Pack, error) {
		b := new(Pack)
		var err error
		if b.County, b.Set, err = load(); err != nil {
			return nil, err
		}
		if b.Dir, err = os.MkdirTemp("", "dangce-test-"); err != nil {
			return nil, err
		}
		made = append(made, b.Dir)
		if err := Into(b.Dir, b.County, b.Set, pack.Options{}, build); err != nil {
			return nil, err
		}
		return b, b.Read()
	})
	return func(t *testing.T) *Pack {
		t.Helper()
		b, err := once()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
}

var made []string // folders that Main removes

// Folder makes a folder for what several tests share.
func Folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "dangce-test-")
	if err != nil {
		t.Fatal(err)
	}
	made = append(made, dir)
	return dir
}

// Main runs the tests of a package and removes what they shared.
func Main(m *testing.M) {
	code := m.Run()
	for _, dir := range made {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

// Into makes a pack in dir.
func Into(dir string, c *config.County, set *book.Set, o pack.Options, build Build) error {
	o.Version, o.Config, o.Input = "test", c.Digest, "test"
	p, err := pack.Open(dir, o)
	if err != nil {
		return err
	}
	if err = build(c, set, p); err == nil {
		err = p.Commit()
	}
	return errors.Join(err, p.Close())
}

// Read lists the files of the pack.
func (b *Pack) Read() error {
	m, err := pack.ReadManifest(b.Dir)
	if err != nil {
		return err
	}
	b.Files = m.Files
	b.PDFs = make(map[string]func() (*inspect.File, error))
	for _, f := range b.Files {
		if path.Ext(f.Path) != ".pdf" {
			continue
		}
		b.PDFs[f.Path] = sync.OnceValues(func() (*inspect.File, error) {
			data, err := os.ReadFile(b.Path(f))
			if err != nil {
				return nil, err
			}
			return inspect.Open(data)
		})
	}
	return nil
}

// PDF returns a PDF file of the pack, read back; nil where there is none.
func (b *Pack) PDF(t *testing.T, name string) *inspect.File {
	t.Helper()
	read, ok := b.PDFs[name]
	if !ok {
		return nil
	}
	f, err := read()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

// Path returns where a file of the pack lies.
func (b *Pack) Path(f pack.File) string { return filepath.Join(b.Dir, filepath.FromSlash(f.Path)) }

// Of returns the file of that name of each branch.
func (b *Pack) Of(t *testing.T, name string) map[*config.Branch]*inspect.File {
	t.Helper()
	out := make(map[*config.Branch]*inspect.File)
	for _, f := range b.Files {
		for _, br := range b.County.Branches() {
			if f.Branch == br.Code && path.Base(f.Path) == name {
				out[br] = b.PDF(t, f.Path)
			}
		}
	}
	return out
}

// Said joins what is on a page.
func Said(p *inspect.Page) string {
	var s strings.Builder
	for i := range p.Texts {
		s.WriteString(p.Texts[i].S)
		s.WriteByte(' ')
	}
	return s.String()
}

// EachPDF runs a test for each PDF file of the pack, as many at once as there
// are processors.
func (b *Pack) EachPDF(t *testing.T, test func(t *testing.T, f pack.File)) {
	t.Helper()
	if len(b.PDFs) < len(b.County.Branches()) {
		t.Fatalf("only %d PDF files", len(b.PDFs))
	}
	for _, f := range b.Files {
		if path.Ext(f.Path) == ".pdf" {
			t.Run(f.Path, func(t *testing.T) {
				t.Parallel()
				test(t, f)
			})
		}
	}
}

// Tool runs a program that is no part of Go. Where it is missing the test is
// skipped, and fails on the machine that decides.
func Tool(t *testing.T, name string, args ...string) string {
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

// Squeeze removes all white space: a name may be broken into lines.
func Squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

var viewer = sync.OnceValues(func() (*view.Viewer, error) {
	return view.New(context.Background(), wasmcache.Folder("pdfium", "/wazero", "/go-pdfium"))
})

// Viewer returns the one viewer of a package's tests.
func Viewer(t *testing.T) *view.Viewer {
	t.Helper()
	v, err := viewer()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Counted lists the characters of s with how often they occur; order and
// white space, which readers of a page make up, are left out. A soft hyphen
// is how PDFium reports a hyphen at the end of a line.
func Counted(s string) (sum [4]uint64) {
	for _, r := range Squeeze(s) {
		if r == '\u00ad' || r == '\u0002' || r == '\ufffe' {
			r = '-'
		}
		h := uint64(r) * 0x9e3779b97f4a7c15
		sum[0]++
		sum[1] += h ^ h>>31
		sum[2] += (h * h) >> 7
		sum[3] ^= h << (r % 13)
	}
	return sum
}

// NumberOn returns the page number at the foot of a page.
func NumberOn(p *inspect.Page) (int, bool) {
	var foot []inspect.Text
	for _, text := range p.Texts {
		if text.Y > p.Trim.H-20 {
			foot = append(foot, text)
		}
	}
	slices.SortStableFunc(foot, func(a, b inspect.Text) int { return int(math.Round(10 * (a.X - b.X))) })
	var all strings.Builder
	for _, text := range foot {
		all.WriteString(text.S)
	}
	_, s, ok := strings.Cut(Squeeze(all.String()), "—")
	if !ok {
		return 0, false
	}
	var n int
	_, err := fmt.Sscanf(s, "%d—", &n)
	return n, err == nil
}
