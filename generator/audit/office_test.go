package audit_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// through sends all files of a folder through LibreOffice, to another format
// and back, which drops properties, renames styles and rewrites cells.
func through(t *testing.T, folder fstest.MapFS, format string) fstest.MapFS {
	t.Helper()
	exe, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("soffice is needed")
		}
		t.Skip("soffice is not installed")
	}
	dir := t.TempDir()
	convert := func(from, ext, to string) {
		args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", to, "--outdir", filepath.Join(dir, to)}
		files, err := filepath.Glob(filepath.Join(from, "*."+ext))
		if err != nil || len(files) != len(folder) {
			t.Fatalf("%d files of %d: %v", len(files), len(folder), err)
		}
		if out, err := exec.Command(exe, append(args, files...)...).CombinedOutput(); err != nil {
			t.Fatalf("soffice: %v\n%s", err, out)
		}
	}
	in := filepath.Join(dir, "in")
	if err := os.MkdirAll(in, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, f := range folder {
		if err := os.WriteFile(filepath.Join(in, strings.ReplaceAll(name, "/", "＿")), f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	convert(in, "xlsx", format)
	convert(filepath.Join(dir, format), format, "xlsx")
	out := fstest.MapFS{}
	for name, f := range folder {
		data, err := os.ReadFile(filepath.Join(dir, "xlsx", strings.ReplaceAll(name, "/", "＿")))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = &fstest.MapFile{Data: data, ModTime: f.ModTime}
	}
	return out
}

// TestThroughOffice collects the same registers after an office program
// without our properties saved them.
func TestThroughOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("an office program takes half a minute")
	}
	t.Parallel()
	branches := 2 * ways // two of each way to keep a register
	if os.Getenv("CI") == "true" {
		branches = 60
	}
	for _, format := range []string{"ods", "xls"} {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			s := seasonOf(t, branches)
			s.check(t, s.collect(s.input(through(t, s.folder, format))))
		})
	}
}
