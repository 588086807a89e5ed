package view

import (
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Compiled code is kept in a folder code, with a file that lists the size and
// sum of each of its files and is written last. It is compiled into a new
// folder beside it, which takes its place when it is whole: other programs,
// which may be starting now, find old code, new code or none, never half of
// it. What fails here costs a second at the next start.
const (
	codeFolder = "code"
	sumFile    = "sum"
	newFolder  = "new-"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// stored returns the folder of code compiled earlier, whole and unchanged; ""
// if there is none.
func stored(cacheDir string) string {
	code := filepath.Join(cacheDir, codeFolder)
	want, err := os.ReadFile(filepath.Join(code, sumFile))
	if err != nil {
		return ""
	}
	if got, err := sums(code); err != nil || got != string(want) {
		return ""
	}
	return code
}

// sums lists the files in dir with their sizes and sums.
func sums(dir string) (string, error) {
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil || rel == sumFile {
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintf(&b, "%s %d %08x\n", filepath.ToSlash(rel), len(data), crc32.Checksum(data, castagnoli))
		return err
	})
	return b.String(), err
}

// store puts the folder fresh in the place of older code.
func store(fresh, cacheDir string) error {
	sum, err := sums(fresh)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(fresh, sumFile), []byte(sum), 0o600); err != nil {
		return err
	}
	code := filepath.Join(cacheDir, codeFolder)
	old := fresh + ".old"
	_ = os.Rename(code, old) // there may be none
	err = os.Rename(fresh, code)
	_ = os.RemoveAll(old)
	return err
}

// sweep removes what killed programs left a day ago or earlier.
func sweep(cacheDir, fresh string) {
	now, err := os.Stat(fresh)
	if err != nil {
		return
	}
	left, _ := filepath.Glob(filepath.Join(cacheDir, newFolder+"*"))
	for _, dir := range left {
		if info, err := os.Lstat(dir); err == nil && now.ModTime().Sub(info.ModTime()) > 24*time.Hour {
			_ = os.RemoveAll(dir)
		}
	}
}
