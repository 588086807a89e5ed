package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestLicences: the texts in the program are those of the modules in go.mod,
// and THIRD-PARTY.md names every one of them.
func TestLicences(t *testing.T) {
	r := release{root: ".."}
	want, err := r.licences()
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.embedded()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error(packedLicences + " is out of date: go run ./release -licences")
	}
	for _, text := range []string{"Apache License", "SIL OPEN FONT LICENSE", "Eclipse Public License", "The FreeType Project LICENSE",
		"The PDFium Authors", "Copyright 2009 The Go Authors"} {
		if !bytes.Contains(got, []byte(text)) {
			t.Errorf("no text holds %q", text)
		}
	}
	list, err := os.ReadFile("../THIRD-PARTY.md")
	if err != nil {
		t.Fatal(err)
	}
	inside, _, _ := strings.Cut(string(list), "## 只用于测试")
	modules, err := r.modules()
	if err != nil || len(modules) < 30 {
		t.Fatalf("%d modules, %v", len(modules), err)
	}
	for _, m := range modules {
		if !strings.Contains(inside, "\n| `"+m.path+"` | ") {
			t.Errorf("THIRD-PARTY.md does not name %s", m.path)
		}
		if !bytes.Contains(got, []byte(m.path+" "+m.version)) {
			t.Errorf("the texts do not name %s %s", m.path, m.version)
		}
	}
	for line := range strings.Lines(inside) {
		if path, ok := strings.CutPrefix(line, "| `"); ok && strings.Contains(path, "/") {
			path, _, _ = strings.Cut(path, "`")
			if !slices.ContainsFunc(modules, func(m module) bool { return m.path == path }) {
				t.Errorf("THIRD-PARTY.md names %s, which is not in the program", path)
			}
		}
	}
}

// TestRelease makes the files for this system, unpacks them and runs what a
// user runs first.
func TestRelease(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	r := release{root: "..", dir: t.TempDir(), version: "9.8.7", systems: []string{runtime.GOOS + "/" + runtime.GOARCH}}
	if err := r.make(); err != nil {
		t.Fatal(err)
	}
	checkSums(t, r.dir)
	checkSBOM(t, &r)
	archive := filepath.Join(r.dir, r.name(r.systems[0]))
	home := unpack(t, archive)
	program := filepath.Join(home, "dangce")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	if info, err := os.Stat(program); err != nil || info.Size() > 60<<20 { // 60 MB as file managers count
		t.Errorf("the program has %d bytes, %v", info.Size(), err)
	}
	for _, name := range []string{"README.txt", "LICENSE", "THIRD-PARTY.md", "许可全文.txt", "手册.md", "练习名册/桥头乡.xls", "示例/示例县/county.toml"} {
		if info, err := os.Stat(filepath.Join(home, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, tc := range []struct{ args, want string }{
		{"version", "dangce 9.8.7"},
		{"check 示例/示例县/county.toml", "没有错误"},
		{"build --example --dry-run", ""},
		{"licenses --list", "github.com/spf13/cobra"},
	} {
		c := exec.Command(program, strings.Fields(tc.args)...)
		c.Dir = home
		out, err := c.CombinedOutput()
		if err != nil || !strings.Contains(string(out), tc.want) {
			t.Errorf("dangce %s: %v\n%s", tc.args, err, out)
		}
	}
	first, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.archive(r.systems[0])
	if err != nil || !bytes.Equal(again, first) {
		t.Errorf("the archive made again differs, %v", err)
	}
}

func checkSums(t *testing.T, dir string) {
	t.Helper()
	sums, err := os.ReadFile(filepath.Join(dir, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(sums)) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || fmt.Sprintf("%x", sha256.Sum256(data)) != sum {
			t.Errorf("%s: sum is wrong, %v", name, err)
		}
		n++
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != n+1 {
		t.Errorf("%d sums of %d files, %v", n, len(entries), err)
	}
}

func checkSBOM(t *testing.T, r *release) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(r.dir, "dangce-"+r.version+".spdx.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Version  string `json:"spdxVersion"`
		Packages []struct {
			ID      string `json:"SPDXID"`
			Name    string `json:"name"`
			Version string `json:"versionInfo"`
		} `json:"packages"`
		Relations []struct {
			From string `json:"spdxElementId"`
			To   string `json:"relatedSpdxElement"`
		} `json:"relationships"`
	}
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	modules, err := r.modules()
	if err != nil {
		t.Fatal(err)
	}
	if list.Version != "SPDX-2.3" || len(list.Packages) != len(modules)+1 || len(list.Relations) != len(list.Packages) {
		t.Errorf("%s lists %d packages, %d relations for %d modules", list.Version, len(list.Packages), len(list.Relations), len(modules))
	}
	for i, p := range list.Packages {
		if list.Relations[i].To != p.ID || i > 0 && (p.Name != modules[i-1].path || p.Version != modules[i-1].version) {
			t.Errorf("package %d is %+v", i, p)
		}
	}
}

// unpack unpacks an archive and returns the one folder in it.
func unpack(t *testing.T, archive string) string {
	t.Helper()
	z, err := zip.OpenReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	dir := t.TempDir()
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, f.Mode()); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%d folders in the archive, %v", len(entries), err)
	}
	return filepath.Join(dir, entries[0].Name())
}
