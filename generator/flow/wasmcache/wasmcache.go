// Package wasmcache gives go-graphviz a safe place for its compiled code.
//
// go-graphviz compiles its WebAssembly while the program starts, keeps the
// result in the temp folder, where anybody may have written, and panics before
// main if what it finds there is damaged or cannot be replaced. This package
// is initialised first: its import path sorts before github.com, and it needs
// nothing that go-graphviz does not need. It points the temp folder to
//
//   - a private folder of the user whose content was checked, or else
//   - a new folder of this process alone, moved into the private one
//     afterwards, or else
//   - nowhere: go-graphviz then compiles without a cache.
//
// Restore, called when go-graphviz is initialised, sets the temp folder back.
// Beside the commands this is the only package that touches the environment.
// It never fails: without a cache the program starts half a second later.
package wasmcache

import (
	"os"
	"path/filepath"
	"runtime"
)

// start is what init did and Restore undoes.
var start struct {
	old   string // value of the variable
	had   bool
	fresh string // the folder of this process, "" for none
	home  string // where it shall go
}

func init() {
	start.old, start.had = os.LookupEnv(variable())
	start.home = home()
	if start.home != "" && checked(start.home) {
		setTemp(start.home)
		return
	}
	start.fresh = fresh(start.home)
	if start.fresh != "" {
		setTemp(start.fresh)
		return
	}
	setTemp(nowhere())
}

// Restore sets the temp folder back to what it was and keeps newly compiled
// code for the next start.
func Restore() {
	if start.had {
		_ = os.Setenv(variable(), start.old)
	} else {
		_ = os.Unsetenv(variable())
	}
	if start.fresh == "" {
		return
	}
	if start.home != "" {
		publish(start.fresh, start.home)
	}
	sweep(start.fresh)
	_ = os.RemoveAll(start.fresh)
	start.fresh = ""
}

// variable is the environment variable that names the temp folder.
func variable() string {
	if runtime.GOOS == "windows" {
		return "TMP"
	}
	return "TMPDIR"
}

// setTemp points the temp folder to dir; if the system refuses, go-graphviz
// does as without this package.
func setTemp(dir string) { _ = os.Setenv(variable(), dir) }

// nowhere is a folder that cannot be made: it would lie within a file.
func nowhere() string {
	if program, err := os.Executable(); err == nil {
		return filepath.Join(program, "none")
	}
	return filepath.Join(os.DevNull, "none")
}

// home returns the private folder for what go-graphviz compiles; "" if there
// can be none.
func home() string { return Folder("flow", "/wazero", "/go-graphviz") }

// Folder returns a private folder of the user for code that these versions of
// the modules, told by the ends of their paths, compile on this kind of
// machine, made if need be; "" if there can be none.
func Folder(name string, modules ...string) string {
	if base, err := os.UserCacheDir(); err == nil && filepath.IsAbs(base) {
		if dir := private(filepath.Join(base, "dangce")); dir != "" {
			return private(filepath.Join(dir, machine(name, modules...)))
		}
	}
	if dir := private(filepath.Join(os.TempDir(), "dangce-"+user())); dir != "" {
		return private(filepath.Join(dir, machine(name, modules...)))
	}
	return ""
}

// private returns dir if it is, or could be made, a folder of this user that
// nobody else may write to; else "".
func private(dir string) string {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return ""
	}
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() || !owned(info) {
		return ""
	}
	return dir
}
