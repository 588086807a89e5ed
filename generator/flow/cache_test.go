package flow

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// childEnv makes the test binary a program that lays out one graph.
const childEnv = "DANGCE_FLOW_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) == "" {
		os.Exit(m.Run())
	}
	d, err := run("digraph { a -> b }")
	if err != nil || len(d.nodes) != 2 {
		os.Stdout.WriteString("graphviz failed\n")
		os.Exit(1)
	}
	os.Stdout.WriteString("temp=" + os.Getenv("TMPDIR") + "\n")
}

// start runs the child with a user's cache folder and a temp folder.
func start(t *testing.T, cache, temp string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{childEnv + "=1", "HOME=" + cache, "XDG_CACHE_HOME=" + cache, "TMPDIR=" + temp}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("the program does not start: %v\n%s", err, bytes.TrimSpace(out))
	}
	if got := strings.TrimSpace(string(out)); got != "temp="+temp {
		t.Errorf("TMPDIR is not restored: %s", got)
	}
}

func onLinux(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("folders are named as on Linux")
	}
}

// files lists the regular files below dir.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCacheIsKept(t *testing.T) {
	onLinux(t)
	cache, temp := t.TempDir(), t.TempDir()
	start(t, cache, temp)
	kept := files(t, cache)
	if len(kept) != 2 {
		t.Fatalf("cache holds %q, want the code and its sum", kept)
	}
	if left := files(t, temp); len(left) != 0 {
		t.Errorf("temp folder holds %q", left)
	}
	if info, err := os.Stat(filepath.Join(cache, "dangce")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("cache folder: %v, %v", info, err)
	}
	before, err := os.Stat(kept[0])
	if err != nil {
		t.Fatal(err)
	}
	start(t, cache, temp)
	if after, err := os.Stat(kept[0]); err != nil || !os.SameFile(before, after) {
		t.Errorf("the second start compiled again: %v", err)
	}
}

// TestDamagedCache: whatever is done to the files of the cache, the program
// starts, and the cache is whole again afterwards.
func TestDamagedCache(t *testing.T) {
	onLinux(t)
	damage := map[string]func(code, sum string) error{
		"code empty":     func(code, _ string) error { return os.Truncate(code, 0) },
		"code cut":       func(code, _ string) error { return os.Truncate(code, 100_000) },
		"sum gone":       func(_, sum string) error { return os.Remove(sum) },
		"code a folder":  func(code, _ string) error { return swap(code, true) },
		"folder a file":  func(code, _ string) error { return swap(filepath.Dir(filepath.Dir(code)), false) },
		"one file more":  func(code, _ string) error { return os.WriteFile(code+"0", []byte("x"), 0o600) },
		"byte turned":    func(code, _ string) error { return turn(code, 40) },
		"sum and folder": func(code, sum string) error { return swap(sum, true) },
	}
	whole := t.TempDir()
	start(t, whole, t.TempDir())
	for name, harm := range damage {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != "byte turned" {
				t.Skip("compiles Graphviz")
			}
			t.Parallel()
			cache, temp := t.TempDir(), t.TempDir()
			if err := os.CopyFS(cache, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			private(t, cache)
			kept := files(t, cache)
			if err := harm(kept[0], kept[1]); err != nil {
				t.Fatal(err)
			}
			start(t, cache, temp)
			if again := files(t, cache); len(again) != 2 {
				t.Errorf("cache is not mended: %q", again)
			}
		})
	}
}

// private takes the rights of others away, which copying gave.
func private(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			err = os.Chmod(path, 0o700)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// swap puts a folder in the place of a file, or a file in that of a folder.
func swap(name string, folder bool) error {
	if err := os.RemoveAll(name); err != nil {
		return err
	}
	if folder {
		return os.MkdirAll(filepath.Join(name, "inner"), 0o700)
	}
	return os.WriteFile(name, []byte("x"), 0o600)
}

func turn(name string, at int) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	data[at] ^= 0xff
	return os.WriteFile(name, data, 0o600)
}

// TestNoPlaceForCache: without a folder to write to the program starts, and
// leaves nothing behind.
func TestNoPlaceForCache(t *testing.T) {
	onLinux(t)
	open := t.TempDir()
	for _, name := range []string{open, filepath.Join(open, "dangce")} {
		if err := os.MkdirAll(name, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(name, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct{ cache, temp string }{
		"no cache folder":            {"/dev/null/cache", t.TempDir()},
		"no temp folder":             {t.TempDir(), "/dev/null/temp"},
		"neither":                    {"/dev/null/cache", "/dev/null/temp"},
		"cache others may write to":  {open, t.TempDir()},
		"open cache, no temp folder": {open, "/dev/null/temp"},
		"no space":                   {"/dev/null/cache", "/proc/self"},
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != "neither" {
				t.Skip("compiles Graphviz")
			}
			t.Parallel()
			start(t, c.cache, c.temp)
		})
	}
	t.Cleanup(func() {
		if left := files(t, open); len(left) != 0 {
			t.Errorf("the open folder was used: %q", left)
		}
	})
}

// TestForeignCache: what go-graphviz itself would use in the temp folder is
// not touched.
func TestForeignCache(t *testing.T) {
	onLinux(t)
	cache, temp := t.TempDir(), t.TempDir()
	foreign := filepath.Join(temp, "go-graphviz")
	if err := os.WriteFile(foreign, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, cache, temp)
	if data, err := os.ReadFile(foreign); err != nil || string(data) != "x" {
		t.Errorf("%q, %v", data, err)
	}
}

func TestProgramsStartAtOnce(t *testing.T) {
	onLinux(t)
	if testing.Short() {
		t.Skip("compiles Graphviz")
	}
	cache, temp := t.TempDir(), t.TempDir()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() { start(t, cache, temp) })
	}
	all.Wait()
	start(t, cache, temp)
	if kept := files(t, cache); len(kept) != 2 {
		t.Errorf("cache holds %q", kept)
	}
}
