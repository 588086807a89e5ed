package generator

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
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
	if testing.Short() {
		t.Skip("builds the example a second time")
	}
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

// TestStoppedAndResumed: a run that is stopped half-way leaves only finished
// files, and the next one ends with the files of a run that was not. The files
// of one committee show it.
func TestStoppedAndResumed(t *testing.T) {
	b := exampleCounty(t)
	o := Options{Set: b.Set, Committees: []string{b.County.Committees[0].Code}}
	want := make(map[string][]byte)
	all := 0
	for _, f := range b.Files {
		if f.Committee != o.Committees[0] {
			continue
		}
		var err error
		if want[f.Path], err = os.ReadFile(b.Path(f)); err != nil {
			t.Fatal(err)
		}
		all += f.Pages
	}
	dir := t.TempDir()
	p, err := pack.Open(dir, pack.Options{Version: "test", Config: b.County.Digest, Input: "test", Partial: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	o.Progress = func(p Progress) {
		if p.Done == p.Total/2 {
			cancel()
		}
	}
	if _, err = Build(ctx, b.County, p, o); !errors.Is(err, context.Canceled) {
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
		if !bytes.Equal(data, want[name]) {
			t.Errorf("%s was left half written", name)
		}
	}
	if left == len(want) {
		t.Error("the run was not stopped")
	}
	made := 0
	o.Progress = func(p Progress) { made = p.Pages }
	if err := buildInto(dir, b.County, pack.Options{Partial: true}, o); err != nil {
		t.Fatal(err)
	}
	got := tree(t, dir)
	maps.DeleteFunc(got, func(name string, _ []byte) bool { return name == "manifest.json" || strings.HasPrefix(name, ".dangce") })
	compare(t, got, want)
	if made == 0 || made >= all {
		t.Errorf("the second run made %d pages of %d", made, all)
	}
}

// TestVerifyFindsOneFlippedByte flips a byte in some files, then in others,
// until it was each file's turn.
func TestVerifyFindsOneFlippedByte(t *testing.T) {
	b := exampleCounty(t)
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(b.Dir)); err != nil {
		t.Fatal(err)
	}
	changed := func() []string {
		r, err := pack.Verify(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, f := range r.Findings.Sorted() {
			if f.Code != pack.CodeChanged || f.Severity != diag.Error {
				t.Errorf("%s: %s, severity %v", f.Place.File, f.Code, f.Severity)
			}
			found = append(found, f.Place.File)
		}
		return found
	}
	if got := changed(); len(got) > 0 {
		t.Fatalf("a pack just built: %q", got)
	}
	const turns = 3
	for turn := range turns {
		var want []string
		flip := func() {
			for i := turn; i < len(b.Files); i += turns {
				flipByte(t, filepath.Join(dir, filepath.FromSlash(b.Files[i].Path)), i*7919)
			}
		}
		for i := turn; i < len(b.Files); i += turns {
			want = append(want, b.Files[i].Path)
		}
		slices.Sort(want)
		flip()
		if got := changed(); !slices.Equal(got, want) {
			t.Errorf("bytes flipped in %q, found in %q", want, got)
		}
		flip()
	}
}

// flipByte changes one bit of a file; the second time it puts it right.
func flipByte(t *testing.T, name string, at int) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	data[at%len(data)] ^= 1
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
