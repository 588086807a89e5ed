package wasmcache

import (
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"golang.org/x/sys/cpu"
)

// sumName is the file that tells path, size and sum of the compiled code. It
// is written last and so vouches for the rest.
const sumName = "sum"

// codeDir is the folder that go-graphviz makes in the temp folder.
const codeDir = "go-graphviz"

var table = crc32.MakeTable(crc32.Castagnoli)

// machine names what code compiled for name depends on: the versions of the
// modules and the processor.
func machine(name string, modules ...string) string {
	var b strings.Builder
	fmt.Fprint(&b, runtime.Version(), cpu.X86, cpu.ARM64)
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			for _, module := range modules {
				if strings.HasSuffix(m.Path, module) {
					b.WriteString(m.Path + m.Version)
				}
			}
		}
	}
	return fmt.Sprintf("%s-%s-%s-%08x", name, runtime.GOOS, runtime.GOARCH, crc32.Checksum([]byte(b.String()), table))
}

// checked reports whether home holds compiled code, whole and unchanged, and
// nothing else that go-graphviz would read.
func checked(home string) bool {
	want, err := os.ReadFile(filepath.Join(home, sumName))
	if err != nil {
		return false
	}
	code, err := compiled(home)
	if err != nil {
		return false
	}
	sum, err := sumOf(home, code)
	return err == nil && sum == string(want)
}

// compiled returns the path within dir of the one file of compiled code.
func compiled(dir string) (string, error) {
	var found []string
	err := filepath.WalkDir(filepath.Join(dir, codeDir), func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir():
			return err
		case !d.Type().IsRegular():
			return fmt.Errorf("%s is no file", path)
		case strings.HasSuffix(path, ".tmp"): // left by a process that was killed
			return nil
		}
		rel, err := filepath.Rel(dir, path)
		found = append(found, rel)
		return err
	})
	if err == nil && len(found) != 1 {
		err = fmt.Errorf("%d files of compiled code", len(found))
	}
	if err != nil {
		return "", err
	}
	return found[0], nil
}

func sumOf(dir, file string) (string, error) {
	data, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s %d %08x\n", filepath.ToSlash(file), len(data), crc32.Checksum(data, table)), nil
}

// newPrefix begins the names of folders of one process.
const newPrefix = "flow-new-"

// sweep removes the folders beside fresh that killed processes left a day ago
// or earlier.
func sweep(fresh string) {
	now, err := os.Stat(fresh)
	if err != nil {
		return
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(fresh), newPrefix+"*"))
	for _, dir := range left {
		if info, err := os.Lstat(dir); err == nil && info.IsDir() && now.ModTime().Sub(info.ModTime()) > 24*time.Hour {
			_ = os.RemoveAll(dir)
		}
	}
}

// fresh makes an empty folder for this process, beside home if it can, and
// makes sure that the compiled code will fit; "" if there is no such place.
func fresh(home string) string {
	var parents []string
	if home != "" {
		parents = append(parents, filepath.Dir(home))
	}
	for _, parent := range append(parents, os.TempDir()) {
		dir, err := os.MkdirTemp(parent, newPrefix)
		if err != nil {
			continue
		}
		if fits(dir) {
			return dir
		}
		_ = os.RemoveAll(dir)
	}
	return ""
}

// room is more than the compiled code takes.
const room = 16 << 20

// fits reports whether a file of the size of the compiled code can be written
// into dir: go-graphviz panics if it cannot.
func fits(dir string) bool {
	name := filepath.Join(dir, "probe")
	f, err := os.Create(name)
	if err != nil {
		return false
	}
	block := make([]byte, 1<<20)
	for n := 0; n < room && err == nil; n += len(block) {
		_, err = f.Write(block)
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if rerr := os.Remove(name); err == nil {
		err = rerr
	}
	return err == nil
}

// publish moves the code compiled in fresh to home. Files are renamed one by
// one and no folder is removed, so that other processes, which may be starting
// now, find old or new code but never half of it. If it fails, the next start
// compiles again.
func publish(fresh, home string) {
	code, err := compiled(fresh)
	if err != nil {
		return
	}
	sum, err := sumOf(fresh, code)
	if err != nil {
		return
	}
	if err := os.WriteFile(filepath.Join(fresh, sumName), []byte(sum), 0o600); err != nil {
		return
	}
	clear(home, code)
	if err := os.MkdirAll(filepath.Join(home, filepath.Dir(code)), 0o700); err != nil {
		return
	}
	if err := os.Rename(filepath.Join(fresh, code), filepath.Join(home, code)); err != nil {
		return
	}
	_ = os.Rename(filepath.Join(fresh, sumName), filepath.Join(home, sumName))
}

// clear removes from home what is not the folders on the way to code, or the
// code: go-graphviz would stumble over it.
func clear(home, code string) {
	keep := filepath.Join(home, code)
	_ = filepath.WalkDir(filepath.Join(home, codeDir), func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == keep && d.Type().IsRegular() || strings.HasSuffix(path, ".tmp") {
			return nil
		}
		if d.IsDir() && strings.HasPrefix(keep, path+string(filepath.Separator)) {
			return nil
		}
		_ = os.RemoveAll(path)
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
	for _, name := range []string{filepath.Join(home, sumName), keep} {
		if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
			_ = os.RemoveAll(name)
		}
	}
}
