package generator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dangce/config/diag"
	"dangce/generator/pack"
)

// tree reads all files of a folder but the lock.
func tree(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".lock") {
			return err
		}
		files[name], err = fs.ReadFile(root, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("only %d files in %s", len(files), dir)
	}
	return files
}

// compare reports the files in which two trees differ.
func compare(t *testing.T, got, want map[string][]byte) {
	t.Helper()
	for name, w := range want {
		if g, ok := got[name]; !ok {
			t.Errorf("%s is missing", name)
		} else if !bytes.Equal(g, w) {
			t.Errorf("%s differs: %d bytes, %d bytes", name, len(g), len(w))
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is too many", name)
		}
	}
}

// TestTwice: a second build, by one worker and from a county loaded again,
// gives the same tree to the byte, the manifest included.
func TestTwice(t *testing.T) {
	b := exampleCounty(t)
	c, set := load(t)
	dir := t.TempDir()
	if err := buildInto(dir, c, pack.Options{}, Options{Set: set, Jobs: 1}); err != nil {
		t.Fatal(err)
	}
	compare(t, tree(t, dir), tree(t, b.Dir))
}

// TestBranchAlone: a build of one branch gives the bytes that the full build
// gives, and nothing else.
func TestBranchAlone(t *testing.T) {
	b := exampleCounty(t)
	whole := tree(t, b.Dir)
	branches := b.County.Branches()
	for _, br := range []string{branches[0].Code, branches[len(branches)-1].Code} {
		dir := t.TempDir()
		if err := buildInto(dir, b.County, pack.Options{Partial: true}, Options{Set: b.Set, Branches: []string{br}}); err != nil {
			t.Fatal(err)
		}
		m, err := pack.ReadManifest(dir)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, f := range b.Files {
			if f.Branch == br {
				want = append(want, f.Path)
			}
		}
		var got []string
		for _, f := range m.Files {
			got = append(got, f.Path)
			if data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Path))); err != nil || !bytes.Equal(data, whole[f.Path]) {
				t.Errorf("%s: not the bytes of the full build (%v)", f.Path, err)
			}
		}
		if len(want) < 2 || !slices.Equal(got, want) {
			t.Errorf("%s: files %q, want %q", br, got, want)
		}
	}
}

// TestBranchAgain: building a branch into the finished pack changes nothing.
func TestBranchAgain(t *testing.T) {
	b := exampleCounty(t)
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(b.Dir)); err != nil {
		t.Fatal(err)
	}
	o := Options{Set: b.Set, Branches: []string{b.County.Branches()[1].Code}}
	if err := buildInto(dir, b.County, pack.Options{Partial: true}, o); err != nil {
		t.Fatal(err)
	}
	compare(t, tree(t, dir), tree(t, b.Dir))
}

// TestStoppedAndResumed: a run that is stopped half-way leaves only whole
// files, and the next one ends with the tree of a run that was not.
func TestStoppedAndResumed(t *testing.T) {
	b := exampleCounty(t)
	dir := t.TempDir()
	whole := tree(t, b.Dir)
	p, err := pack.Open(dir, pack.Options{Version: "test", Config: b.County.Digest, Input: "test"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err = Build(ctx, b.County, p, Options{Set: b.Set, Progress: func(p Progress) {
		if p.Done == p.Total/2 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled build returns %v", err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	left := 0
	for name, data := range tree(t, dir) {
		if strings.HasPrefix(filepath.Base(name), ".dangce") {
			continue
		}
		left++
		if !bytes.Equal(data, whole[name]) {
			t.Errorf("%s was left half written", name)
		}
	}
	if left == len(whole)-1 {
		t.Error("the run was not stopped")
	}
	made := 0
	o := Options{Set: b.Set, Progress: func(p Progress) { made = p.Pages }}
	if err := buildInto(dir, b.County, pack.Options{}, o); err != nil {
		t.Fatal(err)
	}
	compare(t, tree(t, dir), whole)
	all := 0
	for _, f := range b.Files {
		all += f.Pages
	}
	if made == 0 || made >= all {
		t.Errorf("the second run made %d pages of %d", made, all)
	}
}

// TestVerifyFindsOneFlippedByte flips a byte in one file after the other.
func TestVerifyFindsOneFlippedByte(t *testing.T) {
	b := exampleCounty(t)
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(b.Dir)); err != nil {
		t.Fatal(err)
	}
	changed := func() string {
		r, err := pack.Verify(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, f := range r.Findings.Sorted() {
			found = append(found, fmt.Sprint(f.Code, " ", f.Place.File))
			if f.Severity != diag.Error {
				found = append(found, "is no error")
			}
		}
		return strings.Join(found, ", ")
	}
	if got := changed(); got != "" {
		t.Fatalf("a pack just built: %s", got)
	}
	for i, f := range b.Files {
		if i%7 > 0 && f.Bytes > 4096 {
			continue // all small files, and some of the others
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		at := (i * 7919) % len(data)
		data[at] ^= 1
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, want := changed(), pack.CodeChanged+" "+f.Path; got != want {
			t.Errorf("byte %d of %s flipped: found %q", at, f.Path, got)
		}
		data[at] ^= 1
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
