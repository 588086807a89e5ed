package pack

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAnothersFolder: the folder of another command, county or year is left
// as it is, whether its run ended or not.
func TestAnothersFolder(t *testing.T) {
	mine := Owner{Command: "build", County: "419900", Name: "示例县", Year: 2027}
	others := map[string]Owner{
		"command": {"collect", "419900", "示例县", 2027},
		"county":  {"build", "419901", "示例县", 2027},
		"year":    {"build", "419900", "示例县", 2028},
	}
	finished, killed := t.TempDir(), t.TempDir()
	build(t, finished, Options{Owner: mine}, map[string]string{"a.pdf": "a", "b.xlsx": "b"})
	p := open(t, killed, Options{Owner: mine})
	if err := errors.Join(p.Put(File{Path: "a.pdf"}, "", []byte("a")), p.Close()); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{finished, killed} {
		before := tree(t, dir)
		for what, other := range others {
			_, err := Open(dir, Options{Owner: other})
			e, ok := errors.AsType[*Error](err)
			if !errors.Is(err, errOwner) || !ok || !strings.Contains(e.Error(), "dangce build 给示例县（419900）2027 年") || e.Hint == "" {
				t.Errorf("another %s: %v", what, err)
			}
			want(t, tree(t, dir), before...)
		}
		renamed := mine
		renamed.Name = "样例县"
		open(t, dir, Options{Owner: renamed}).Close()
	}
}

// TestFolderOfNobody: of what an earlier version wrote it is not known whose
// it is; nothing is removed.
func TestFolderOfNobody(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, Options{}, map[string]string{"a.pdf": "a", "b.pdf": "b"})
	owned := Options{Owner: Owner{Command: "build", County: "419900", Year: 2027}}
	p := build(t, dir, owned, map[string]string{"a.pdf": "a2"})
	want(t, tree(t, dir), "a.pdf", "b.pdf", manifestName)
	if len(p.Notes()) != 1 {
		t.Errorf("notes: %q", p.Notes())
	}
	p = build(t, dir, owned, map[string]string{"c.pdf": "c"})
	want(t, tree(t, dir), "b.pdf", "c.pdf", manifestName)
	if len(p.Notes()) != 0 {
		t.Errorf("notes: %q", p.Notes())
	}
}

// TestIntentComesFirst: what could not be put in place was noted before.
func TestIntentComesFirst(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.pdf/in the way", "")
	p := open(t, dir, Options{Input: "1"})
	if p.Put(File{Path: "a.pdf"}, "", []byte("new")) == nil {
		t.Fatal("a folder was replaced")
	}
	if j, err := os.ReadFile(filepath.Join(dir, journalName)); err != nil || !strings.Contains(string(j), `"path":"a.pdf"`) {
		t.Errorf("journal (%v):\n%s", err, j)
	}
}

// TestOwnBytesAreKnown: whatever run of ours was killed, its workbooks are not
// taken for changed by somebody.
func TestOwnBytesAreKnown(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, Options{Input: "1"}, map[string]string{"a.xlsx": "one"})
	for _, input := range []string{"2", "3", "4"} {
		p := open(t, dir, Options{Input: input})
		if err := errors.Join(p.Put(File{Path: "a.xlsx"}, "", []byte("of "+input)), p.Close()); err != nil {
			t.Fatal(err)
		}
	}
	// Killed after the note and before the rename: an older file is there.
	for _, older := range []string{"one", "of 2", "of 3", "of 4"} {
		write(t, dir, "a.xlsx", older)
		p := open(t, dir, Options{Input: "5"})
		if err := p.Put(File{Path: "a.xlsx"}, "", []byte("five")); err != nil {
			t.Fatal(err)
		}
		if n := p.Notes(); len(n) > 0 {
			t.Errorf("with %q: %q", older, n)
		}
		p.Close()
	}
}

// TestTornWorkbook: what a power cut left of a workbook is no work of
// somebody's; a whole one is, and so is what cannot be looked into.
func TestTornWorkbook(t *testing.T) {
	book := func(text string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create("xl/worksheets/sheet1.xml")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	ours := book("ours")
	zeros := ours[:30] + strings.Repeat("\x00", len(ours)-60) + ours[len(ours)-30:]
	cases := map[string]struct {
		now  string
		kept bool
	}{
		"empty": {"", false}, "cut": {ours[:len(ours)/2], false}, "zeros": {zeros, false}, "all zeros": {strings.Repeat("\x00", len(ours)), false},
		"typed in": {book("typed in"), true}, "with a password": {"\xD0\xCF\x11\xE0 and so on", true},
	}
	for name, c := range cases {
		dir := t.TempDir()
		p := open(t, dir, Options{Input: "1"})
		if err := errors.Join(p.Put(File{Path: "a.xlsx"}, "", []byte(ours)), p.Close()); err != nil {
			t.Fatal(err)
		}
		write(t, dir, "a.xlsx", c.now)
		p = build(t, dir, Options{Input: "2", Sync: true}, map[string]string{"a.xlsx": book("new")})
		if got := len(p.Notes()) > 0; got != c.kept {
			t.Errorf("%s: notes %q", name, p.Notes())
		}
	}

	// Nobody but a person can have left this in a folder whose run ended.
	dir := t.TempDir()
	build(t, dir, Options{}, map[string]string{"a.xlsx": ours})
	write(t, dir, "a.xlsx", ours[:20])
	if p := build(t, dir, Options{}, map[string]string{"a.xlsx": book("new")}); len(p.Notes()) != 1 {
		t.Errorf("notes: %q", p.Notes())
	}
}

// TestPipesInThePack: what lies under the names of the pack's own files, or of
// its products, and never ends is refused, not opened.
func TestPipesInThePack(t *testing.T) {
	for _, name := range []string{lockName, journalName, manifestName} {
		dir := t.TempDir()
		if err := os.Symlink("/dev/zero", filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
		if _, err := os.Stat("/dev/zero"); err != nil {
			t.Skip(err)
		}
		_, err := Open(dir, Options{})
		if e, ok := errors.AsType[*Error](err); !ok || !strings.Contains(e.Error(), "失败") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
