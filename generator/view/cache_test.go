package view

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// works reports whether a new viewer with the folder reads a page.
func works(t *testing.T, dir string, data []byte) {
	t.Helper()
	v, err := New(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	f, err := v.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if s, err := f.Text(0); err != nil || strings.TrimSpace(s) != "党册" {
		t.Errorf("%q, %v", s, err)
	}
}

// files lists the files below dir with their sizes.
func files(t *testing.T, dir string) map[string]int64 {
	t.Helper()
	found := map[string]int64{}
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			found[path] = info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestCodeIsKept: compiled code is kept, damaged code is neither used nor
// left, and a folder that cannot be written to is no hindrance.
func TestCodeIsKept(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles PDFium twice")
	}
	data := book(t, "党册")
	open(t, data) // keeps the code, if no earlier program did
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(kept)); err != nil {
		t.Fatal(err)
	}
	if stored(dir) == "" {
		t.Fatal("nothing is kept")
	}
	before := files(t, dir)
	if len(before) != 2 {
		t.Errorf("files are left: %v", before)
	}
	works(t, dir, data)
	for name := range before {
		if strings.HasSuffix(name, sumFile) {
			continue
		}
		code, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		code[20] ^= 0xff // in the head, which PDFium's runtime does not check
		if err := os.WriteFile(name, code, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if stored(dir) != "" {
		t.Error("damaged code is trusted")
	}
	works(t, dir, data)
	if stored(dir) == "" || len(files(t, dir)) != 2 {
		t.Errorf("not mended: %v", files(t, dir))
	}
	works(t, filepath.Join(dir, "is", "not", "there"), data)
}
