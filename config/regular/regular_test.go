package regular

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// TestOnlyRegularFiles: what is no file, or too large for one, is refused
// before it is opened, by whatever name it is read.
func TestOnlyRegularFiles(t *testing.T) {
	dir := t.TempDir()
	for name, size := range map[string]int64{"county.toml": 5, "large.toml": mostText + 1, "large.TXT": mostText + 1, "large.xlsx": most + 1, "font.ttf": mostText + 1} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(f.Truncate(size), f.Close()); err != nil {
			t.Skip("no files with holes here: ", err)
		}
	}
	fsys := Dir(dir)
	for name, want := range map[string]string{"county.toml": "", "large.toml": "最多 64 MB", "large.TXT": "最多 64 MB", "large.xlsx": "最多 256 MB", "none.toml": "no such file"} {
		_, err := fsys.Open(name)
		_, errFS := fs.ReadFile(fsys, name)
		_, errOS := ReadFile(filepath.Join(dir, name))
		for _, err := range []error{err, errFS, errOS} {
			if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
				t.Errorf("%s: %v, want %q", name, err, want)
			}
		}
	}
	if f, err := fsys.Open("font.ttf"); err != nil || f.Close() != nil {
		t.Errorf("a large font: %v", err)
	}
	if entries, err := fs.ReadDir(fsys, "."); err != nil || len(entries) != 5 {
		t.Errorf("entries %v, %v", entries, err)
	}
}

func TestNoPipes(t *testing.T) {
	fsys := FS(fstest.MapFS{"pipe": {Mode: fs.ModeNamedPipe}, "device": {Mode: fs.ModeDevice}})
	for _, name := range []string{"pipe", "device"} {
		if _, err := fsys.Open(name); err == nil || !strings.Contains(err.Error(), "管道或设备") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := fstest.TestFS(FS(fstest.MapFS{"a/b": {Data: []byte("x")}}), "a/b"); err != nil {
		t.Error(err)
	}
}
