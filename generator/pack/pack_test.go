package pack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"dangce/config/diag"
)

func open(t *testing.T, dir string, opt Options) *Pack {
	t.Helper()
	p, err := Open(dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

// build writes files, path to content, in a whole run.
func build(t *testing.T, dir string, opt Options, files map[string]string) *Pack {
	t.Helper()
	p := open(t, dir, opt)
	for name, content := range files {
		if err := p.Write(File{Path: name}, "", text(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(p.Commit(), p.Close()); err != nil {
		t.Fatal(err)
	}
	return p
}

// tree lists the files in dir, without the lock and old notes.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && name != lockName && name != doneName {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("files are\n  %q, want\n  %q", got, want)
	}
}

func TestFailedWriteLeavesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "新", "pack")
	p := open(t, dir, Options{})
	if err := p.Put(File{Path: "a/甲.pdf"}, "", []byte("old")); err != nil {
		t.Fatal(err)
	}
	p2 := reopen(t, p, Options{})
	for _, cause := range []error{syscall.ENOSPC, context.Canceled} {
		err := p2.Write(File{Path: "a/甲.pdf"}, "", func(w io.Writer) error {
			io.WriteString(w, strings.Repeat("half", 1<<16))
			return cause
		})
		if !errors.Is(err, cause) {
			t.Errorf("error is %v, want %v", err, cause)
		}
	}
	want(t, tree(t, dir), journalName, "a/甲.pdf")
	if data, _ := os.ReadFile(filepath.Join(dir, "a/甲.pdf")); string(data) != "old" {
		t.Errorf("target holds %q after failed writes", data)
	}
	// The path is free again.
	if err := p2.Write(File{Path: "a/甲.pdf"}, "", text("new")); err != nil {
		t.Error(err)
	}
}

// reopen stands for a kill: the process is gone, the journal stays.
func reopen(t *testing.T, p *Pack, opt Options) *Pack {
	t.Helper()
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return open(t, p.dir, opt)
}

func TestPanicInFillLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	p := open(t, dir, Options{})
	func() {
		defer func() {
			if recover() == nil {
				t.Error("panic was swallowed")
			}
		}()
		p.Write(File{Path: "a.pdf"}, "", func(w io.Writer) error {
			io.WriteString(w, "x")
			panic("in a page")
		})
	}()
	want(t, tree(t, dir), journalName)
}

func TestResume(t *testing.T) {
	dir := t.TempDir()
	opt := Options{Input: "in1"}
	p := open(t, dir, opt)
	for _, name := range []string{"a.pdf", "b.pdf", "c.pdf"} {
		if err := p.Write(File{Path: name, Book: "handbook", Pages: 3}, "k", text(name)); err != nil {
			t.Fatal(err)
		}
	}
	// Killed: a half file beside its target, a torn journal, a damaged file.
	write(t, dir, ".dangce-9.tmp", "half")
	write(t, dir, "c.pdf", "C.pdf")
	j, err := os.ReadFile(filepath.Join(dir, journalName))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, journalName, string(j)+`{"path":"d.pd`)

	p = reopen(t, p, opt)
	want(t, tree(t, dir), journalName, "a.pdf", "b.pdf", "c.pdf")
	for _, c := range []struct {
		name, key string
		have      bool
	}{{"a.pdf", "other", false}, {"a.pdf", "k", true}, {"a.pdf", "k", false}, {"c.pdf", "k", false}, {"d.pdf", "k", false}} {
		if got := p.Have(c.name, c.key); got != c.have {
			t.Errorf("Have(%s, %s) = %v", c.name, c.key, got)
		}
	}
	if fs := p.Files(); len(fs) != 1 || fs[0].Pages != 3 || fs[0].Bytes != 5 {
		t.Errorf("Files() = %+v", fs)
	}

	// Killed again: what was found the first time is found again.
	p = reopen(t, p, Options{Input: "in1", Force: true})
	if p.Have("b.pdf", "k") {
		t.Error("Have in a forced run")
	}
	p = reopen(t, p, Options{Input: "in2"})
	if p.Have("b.pdf", "k") {
		t.Error("Have for another input")
	}
	p = reopen(t, p, opt)
	if !p.Have("b.pdf", "k") || !p.Have("a.pdf", "k") {
		t.Error("earlier notes are lost")
	}
	// c.pdf belongs to no run that finished, but the journal says it is ours.
	if err := errors.Join(p.Commit(), p.Close()); err != nil {
		t.Fatal(err)
	}
	want(t, tree(t, dir), "a.pdf", "b.pdf", manifestName)
}

// A run after one that finished makes again only what is not as it was.
func TestFoundAfterFinishedRun(t *testing.T) {
	dir := t.TempDir()
	opt := Options{Input: "in1"}
	build(t, dir, opt, map[string]string{"a.pdf": "a", "b.pdf": "b", "c.xlsx": "c"})
	write(t, dir, "b.pdf", "B")
	write(t, dir, "c.xlsx", "typed in")

	// A part of other input: its files are not found by the whole.
	part := opt
	part.Input, part.Partial = "in2", true
	build(t, dir, part, map[string]string{"d.pdf": "d"})

	p := open(t, dir, opt)
	have := map[string]bool{"a.pdf": true, "b.pdf": false, "c.xlsx": false, "d.pdf": false}
	for name, found := range have {
		if got := p.Have(name, ""); got != found {
			t.Errorf("Have(%s) = %v", name, got)
		}
		if !found {
			if err := p.Write(File{Path: name}, "", text(name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if p.Kept() != 1 {
		t.Errorf("%d files kept, want 1", p.Kept())
	}
	if err := errors.Join(p.Commit(), p.Close()); err != nil {
		t.Fatal(err)
	}
	want(t, tree(t, dir), "a.pdf", "b.pdf", "c.xlsx", "c.人工改动.xlsx", "d.pdf", manifestName)
	if l := verify(t, dir); l.Errors() != 0 {
		t.Errorf("verify: %v", l.Sorted())
	}
	for _, o := range []Options{{Input: "in3"}, {Input: "in1", Force: true}} {
		if p := open(t, t.TempDir(), o); p.Have("a.pdf", "") {
			t.Errorf("found in an empty folder with %+v", o)
		}
		q := open(t, dir, o)
		if q.Have("a.pdf", "") {
			t.Errorf("found with %+v", o)
		}
		q.Close()
	}

	// Damaged notes cost time alone.
	write(t, dir, doneName, "{")
	p = open(t, dir, opt)
	if p.Have("a.pdf", "") {
		t.Error("found without notes")
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, []byte(content), 0o600)); err != nil {
		t.Fatal(err)
	}
}

func TestFullRunRemovesOnlyItsOwn(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, Options{}, map[string]string{"x/y/a.pdf": "a", "x/b.pdf": "b", "c.pdf": "c"})
	write(t, dir, "x/签字扫描.pdf", "foreign")
	build(t, dir, Options{}, map[string]string{"c.pdf": "c2"})
	want(t, tree(t, dir), "c.pdf", manifestName, "x/签字扫描.pdf")
	if _, err := os.Stat(filepath.Join(dir, "x/y")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("empty folder: %v", err)
	}
}

func TestPartialRunKeepsTheRest(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, Options{}, map[string]string{"a.pdf": "a", "b.pdf": "b"})
	build(t, dir, Options{Partial: true}, map[string]string{"b.pdf": "b2", "c.pdf": "c"})
	want(t, tree(t, dir), "a.pdf", "b.pdf", "c.pdf", manifestName)
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, f := range m.Files {
		listed = append(listed, fmt.Sprint(f.Path, f.Bytes))
	}
	want(t, listed, "a.pdf1", "b.pdf2", "c.pdf1")
	if r := verify(t, dir); r.Len() != 0 {
		t.Errorf("verify: %v", r.Sorted())
	}
}

func TestPartialRunAfterKilledFullRun(t *testing.T) {
	dir := t.TempDir()
	p := open(t, dir, Options{Input: "1"})
	p.Write(File{Path: "a.pdf"}, "", text("a"))
	p.Write(File{Path: "b.pdf"}, "", text("b"))
	p.Close()
	build(t, dir, Options{Input: "2", Partial: true}, map[string]string{"b.pdf": "b2"})
	if r := verify(t, dir).Sorted(); len(r) != 2 || r[0].Code != CodeExtra || r[1].Code != CodeUnfinished {
		t.Errorf("verify: %v", r)
	}
	p = open(t, dir, Options{Input: "1"})
	if !p.Have("a.pdf", "") || p.Have("b.pdf", "") {
		t.Error("notes of the full run are not what they should be")
	}
}

func TestEqualBytesAreNotTouched(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"a.pdf": "a", "b.xlsx": "b"}
	build(t, dir, Options{}, files)
	long := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, name := range []string{"a.pdf", "b.xlsx", manifestName} {
		if err := os.Chtimes(filepath.Join(dir, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	build(t, dir, Options{Force: true}, files)
	p := open(t, dir, Options{})
	if err := errors.Join(p.Put(File{Path: "a.pdf"}, "", []byte("a")), p.Close()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.pdf", "b.xlsx", manifestName} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || !info.ModTime().Equal(long) {
			t.Errorf("%s was touched: %v %v", name, info.ModTime(), err)
		}
	}
}

func TestManifestDependsOnFilesAlone(t *testing.T) {
	var bytes []string
	for range 2 {
		dir := t.TempDir()
		p := open(t, dir, Options{Version: "1", Config: "abc"})
		var wg sync.WaitGroup
		for i := range 50 {
			wg.Go(func() {
				f := File{Path: fmt.Sprintf("%d/书<%d>&.pdf", i%3, i), Branch: "01-003", Pages: i}
				if err := p.Write(f, "", text(strings.Repeat("x", i))); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if err := errors.Join(p.Commit(), p.Close()); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join(dir, manifestName))
		if err != nil {
			t.Fatal(err)
		}
		bytes = append(bytes, string(data))
		if n := len(tree(t, dir)); n != 51 {
			t.Errorf("%d files, want 50 and the manifest", n)
		}
	}
	if bytes[0] != bytes[1] {
		t.Error("two runs wrote different manifests")
	}
	if !strings.Contains(bytes[0], `"path": "0/书<0>&.pdf",`) || !strings.Contains(bytes[0], `"config": "abc"`) {
		t.Errorf("manifest:\n%s", bytes[0])
	}
}

func TestChangedWorkbookIsSetAside(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, Options{}, map[string]string{"t/a.xlsx": "a", "b.xlsx": "b", "c.pdf": "c", "d.xlsx": "d"})
	write(t, dir, "t/a.xlsx", "typed in")
	write(t, dir, "b.xlsx", "typed in too")
	write(t, dir, "c.pdf", "damaged")
	p := build(t, dir, Options{}, map[string]string{"t/a.xlsx": "a2", "c.pdf": "c", "d.xlsx": "d2"})
	want(t, tree(t, dir), manifestName, "t/a.xlsx", "t/a.人工改动.xlsx", "b.人工改动.xlsx", "c.pdf", "d.xlsx")
	if n := p.Notes(); len(n) != 2 || !strings.Contains(n[0], "b.人工改动.xlsx") {
		t.Errorf("notes: %q", n)
	}
}

func TestPathsAreRefused(t *testing.T) {
	p := open(t, t.TempDir(), Options{})
	for _, name := range []string{"", ".", "../a", "a/../../b", "/etc/passwd", `a\b`, "a//b", "./a", "a/",
		"manifest.json", "Manifest.JSON", ".dangce.lock", "x/.Dangce-1.tmp", "a\x00b"} {
		if err := p.Put(File{Path: name}, "", nil); !errors.Is(err, errPath) {
			t.Errorf("Put(%q): %v", name, err)
		}
	}
	if err := p.Put(File{Path: "x/A.pdf"}, "", nil); err != nil {
		t.Fatal(err)
	}
	if err := p.Put(File{Path: "X/a.pdf"}, "", nil); err == nil {
		t.Error("two files that differ in case alone were accepted")
	}
}

func TestSymlinkOutOfThePack(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "out")); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	p := open(t, dir, Options{})
	if err := p.Put(File{Path: "out/a.pdf"}, "", []byte("x")); err == nil {
		t.Error("wrote through a link out of the folder")
	}
	want(t, tree(t, outside))
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	p := open(t, dir, Options{})
	_, err := Open(dir, Options{})
	if !errors.Is(err, errLocked) || !strings.Contains(err.Error(), "另一个 dangce") {
		t.Errorf("second Open: %v", err)
	}
	p = reopen(t, p, Options{})
	p.Close()
	want(t, tree(t, dir))
}

func TestModes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "p")
	build(t, dir, Options{}, map[string]string{"a/b.pdf": "x"})
	for name, mode := range map[string]fs.FileMode{"": 0o700, "a": 0o700, "a/b.pdf": 0o600, manifestName: 0o600, lockName: 0o600} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != mode && os.PathSeparator == '/' {
			t.Errorf("%q has mode %o, want %o", name, got, mode)
		}
	}
}

func TestUnwritable(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "file", "")
	_, err := Open(filepath.Join(dir, "file", "pack"), Options{})
	if e, ok := errors.AsType[*Error](err); !ok || e.Hint == "" {
		t.Errorf("Open below a file: %v", err)
	}
	p := open(t, dir, Options{})
	err = p.Put(File{Path: strings.Repeat("长", 100) + ".pdf"}, "", nil)
	if e, ok := errors.AsType[*Error](err); !ok || !strings.Contains(e.Error(), "路径太长") {
		t.Errorf("name of 300 bytes: %v", err)
	}
	if _, err := Verify(t.Context(), filepath.Join(dir, "file")); err == nil || !strings.Contains(err.Error(), "不是文件夹") {
		t.Errorf("Verify of a file: %v", err)
	}
	write(t, dir, "folder.pdf/x", "")
	if err := p.Put(File{Path: "folder.pdf"}, "", nil); err == nil || !strings.Contains(err.Error(), "文件夹占了位置") {
		t.Errorf("a folder where a file goes: %v", err)
	}
	if err := fail("读取", "a", &fs.PathError{Op: "read", Path: "a", Err: errors.New("of a library")}); !strings.HasSuffix(err.Error(), "失败：原因不明") {
		t.Errorf("an unknown cause reads %q", err)
	}
	for cause, says := range map[error]string{syscall.ENOSPC: "磁盘已满", syscall.EROFS: "只读", fs.ErrPermission: "没有权限", syscall.EACCES: "没有权限"} {
		if err := fail("写入", "a", &fs.PathError{Op: "write", Path: "a", Err: cause}); !strings.Contains(err.Error(), says) {
			t.Errorf("%v reads %q", cause, err)
		}
	}
}

func TestDamagedManifest(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, Options{}, map[string]string{"a.pdf": "a"})
	for _, bad := range []string{"{", `{"files":[{"path":"../../x"}]}`} {
		write(t, dir, manifestName, bad)
		if _, err := Verify(t.Context(), dir); !errors.Is(err, ErrBadManifest) {
			t.Errorf("Verify with manifest %s: %v", bad, err)
		}
		if n := build(t, dir, Options{}, map[string]string{"a.pdf": "a"}).Notes(); len(n) != 1 {
			t.Errorf("notes: %q", n)
		}
	}
}

func verify(t *testing.T, dir string) *diag.List {
	t.Helper()
	r, err := Verify(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return r.Findings
}

func TestVerify(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{}
	for i := range 40 {
		files[fmt.Sprintf("%02d.pdf", i)] = strings.Repeat("content ", 1000)
	}
	build(t, dir, Options{}, files)
	if l := verify(t, dir); l.Len() != 0 {
		t.Errorf("fresh pack: %v", l.Sorted())
	}
	flipped := []byte(files["07.pdf"])
	flipped[4000] ^= 1
	write(t, dir, "07.pdf", string(flipped))
	write(t, dir, "08.pdf", "short")
	write(t, dir, "extra/x.pdf", "")
	if err := os.Remove(filepath.Join(dir, "09.pdf")); err != nil {
		t.Fatal(err)
	}
	l := verify(t, dir)
	var got []string
	for _, f := range l.Sorted() {
		got = append(got, f.File+" "+f.Code)
	}
	want(t, got, "07.pdf "+CodeChanged, "08.pdf "+CodeChanged, "09.pdf "+CodeMissing, "extra/x.pdf "+CodeExtra)
	if l.Errors() != 3 {
		t.Errorf("%d errors, want 3: what is extra is no error", l.Errors())
	}
	if _, err := Verify(t.Context(), t.TempDir()); !errors.Is(err, ErrNoManifest) {
		t.Errorf("without manifest: %v", err)
	}
	killed := open(t, t.TempDir(), Options{})
	if err := killed.Put(File{Path: "a.pdf"}, "", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := Verify(t.Context(), killed.dir); err == nil || !strings.Contains(err.(*Error).Hint, "没有做完") {
		t.Errorf("first run killed: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Verify(ctx, dir); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// A hint must be one that can be followed: -o does not help to read what is
// there.
func TestHintsOfRights(t *testing.T) {
	var read, write *Error
	if !errors.As(fail("读取", "付印单.xlsx", fs.ErrPermission), &read) || strings.Contains(read.Hint, "-o") || !strings.Contains(read.Hint, "账号") {
		t.Errorf("read: %+v", read)
	}
	if !errors.As(fail("写入", "付印单.xlsx", fs.ErrPermission), &write) || !strings.Contains(write.Hint, "-o") {
		t.Errorf("write: %+v", write)
	}
}

func TestOpenOnFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "county.toml")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(name, Options{})
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(e.Error(), "有一个文件叫这个名字") || !strings.Contains(e.Hint, "-o") {
		t.Errorf("%v", err)
	}
}

// Put is Write for bytes at hand.
func (p *Pack) Put(f File, key string, data []byte) error {
	return p.Write(f, key, func(w io.Writer) error { _, err := w.Write(data); return err })
}
