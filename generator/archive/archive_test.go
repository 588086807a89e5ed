package archive

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// folder makes a filesystem of texts.
func folder(texts map[string]string) fs.FS {
	out := fstest.MapFS{}
	for name, text := range texts {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func source(day string) *Source {
	return &Source{
		Record:    Record{Program: "1.0", Frozen: day, Year: 2027, County: "示例县", File: "county.toml", Config: "abc"},
		Inputs:    folder(map[string]string{"county.toml": "year = 2027", "名册/一.xlsx": "x", "fonts/a.ttf": "font"}),
		Names:     []string{"county.toml", "fonts/a.ttf", "名册/一.xlsx"},
		FontNames: []string{"fonts/a.ttf"},
		Templates: folder(map[string]string{"books/a.toml": "book"}),
		Printed:   folder(map[string]string{"manifest.json": "{}", "付印/a.pdf": "pdf"}),
		Listed:    []string{"manifest.json"},
	}
}

func text(t *testing.T, fsys fs.FS, name string) string {
	t.Helper()
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWriteAndRead(t *testing.T) {
	county := t.TempDir()
	if _, err := Of(county, 2027); !errors.Is(err, ErrNone) {
		t.Fatalf("%v", err)
	}
	made, err := Write(county, source("2026-12-12"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := Of(county, 2027)
	if err != nil || a.Digest() != made.Digest() || a.Dir != filepath.Join(county, Folder, "2026-12-12") {
		t.Fatalf("%+v, %v", a, err)
	}
	if _, err := Of(county, 2028); !errors.Is(err, ErrNone) {
		t.Errorf("the archive of another year: %v", err)
	}
	now := folder(map[string]string{"fonts/a.ttf": "font", "county.toml": "year = 2028"})
	if s := text(t, a.Inputs(now), "county.toml") + text(t, a.Inputs(now), "名册/一.xlsx") + text(t, a.Inputs(now), "fonts/a.ttf"); s != "year = 2027xfont" {
		t.Errorf("inputs %q", s)
	}
	if s := text(t, a.Templates(), "books/a.toml") + text(t, a.Printed(), "manifest.json"); s != "book{}" {
		t.Errorf("templates and manifest %q", s)
	}
	other := folder(map[string]string{"fonts/a.ttf": "another font"})
	if _, err := fs.ReadFile(a.Inputs(other), "fonts/a.ttf"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("another font was read: %v", err)
	}
	if again, err := Write(t.TempDir(), source("2026-12-12")); err != nil || again.Digest() != a.Digest() || again.Zip != a.Zip {
		t.Errorf("the same input gave another archive: %v", err)
	}
	if _, err := Write(county, source("2026-12-20")); !errors.Is(err, ErrThere) {
		t.Errorf("a second archive of the year: %v", err)
	}
}

func TestDamaged(t *testing.T) {
	for _, name := range []string{recordName, zipName} {
		county := t.TempDir()
		a, err := Write(county, source("2026-12-12"))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(a.Dir, name)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		data[len(data)/2] ^= 1
		if name == recordName {
			data = data[:len(data)/2]
		}
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Of(county, 2027); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := Write(county, source("2026-12-20")); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: written over: %v", name, err)
		}
	}
}

// left lists what lies in the folder of archives, the lock aside.
func left(t *testing.T, county string) []string {
	t.Helper()
	list, err := os.ReadDir(filepath.Join(county, Folder))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

// TestChanged: an input that is not what was loaded stops all.
func TestChanged(t *testing.T) {
	county, changed := t.TempDir(), errors.New("changed")
	s := source("2026-12-12")
	s.Check = func(name string, _ []byte) error {
		if strings.HasPrefix(name, "名册") {
			return changed
		}
		return nil
	}
	if _, err := Write(county, s); !errors.Is(err, changed) {
		t.Errorf("%v", err)
	}
	if names := left(t, county); len(names) > 0 {
		t.Errorf("%q is left", names)
	}
}

// killCounty, set in the environment, makes TestKilled the run that is killed.
const killCounty = "DANGCE_ARCHIVE_KILL"

// deadly ends the program while it is read.
type deadly struct{ fs.FS }

func (d deadly) Open(name string) (fs.File, error) {
	if name == "manifest.json" {
		if me, err := os.FindProcess(os.Getpid()); err == nil {
			_ = me.Kill()
		}
		select {}
	}
	return d.FS.Open(name)
}

// TestKilled: nothing is taken for an archive, and the next run makes it.
func TestKilled(t *testing.T) {
	if county := os.Getenv(killCounty); county != "" {
		s := source("2026-12-12")
		s.Printed = deadly{s.Printed}
		_, _ = Write(county, s)
		return
	}
	county := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
	cmd.Env = append(os.Environ(), killCounty+"="+county)
	if err := cmd.Run(); err == nil {
		t.Fatal("the run was not killed")
	}
	if names := left(t, county); len(names) != 1 || !strings.HasPrefix(names[0], temporary) {
		t.Fatalf("the killed run left %q", names)
	}
	if _, err := Of(county, 2027); !errors.Is(err, ErrNone) {
		t.Fatalf("half an archive was read: %v", err)
	}
	if _, err := Write(county, source("2026-12-12")); err != nil {
		t.Fatal(err)
	}
	if names := left(t, county); !slices.Equal(names, []string{"2026-12-12"}) {
		t.Errorf("%q is left", names)
	}
}
