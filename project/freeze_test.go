package project

import (
	"os"
	"path/filepath"
	"testing"

	"dangce/config/date"
	"dangce/config/example"
	"dangce/generator"
	"dangce/generator/archive"
	"dangce/generator/pack"
)

// TestFrozenIsWhatWasPrinted: the county that is read from an archive is the
// one that was loaded, whatever the folder holds afterwards.
func TestFrozenIsWhatWasPrinted(t *testing.T) {
	dir, printed := t.TempDir(), t.TempDir()
	if err := os.CopyFS(dir, example.FS()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"manifest.json", generator.PageIndex} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(printed, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(printed, name), []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p := Load(os.DirFS(dir), File, Options{})
	if p.County == nil {
		t.Fatal(p.Findings)
	}
	a, err := archive.Write(dir, p.source(dir, File, printed, "1.0", date.New(2026, 12, 12), &pack.Manifest{}))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, File), []byte("year = 2028\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := Frozen(a, os.DirFS(dir))
	if f.County == nil || f.County.Digest != p.County.Digest || f.Set == nil || len(f.County.Branches()) != a.Branches {
		t.Fatalf("%+v", f.Findings)
	}
}
