// Package regular reads files that people name, or that lie where they put
// them. It is for whatever reads a county's folder or what came back, and
// promises that nothing is opened but a regular file of a size that such files
// have: no pipe that nobody writes into, no device without end, no file of
// 40 GB of nothing.
package regular

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
)

// How large a file may be, in bytes. Readers of workbooks have closer limits.
const (
	mostText = 64 << 20 // TOML
	mostPDF  = 1 << 30
	most     = 256 << 20 // fonts, pictures, workbooks
)

// refusal is why a file is not opened, in words for the user.
type refusal string

func (r refusal) Error() string { return string(r) }

// Cause is what package diag says of it.
func (r refusal) Cause() string { return string(r) }

// check looks at a file before it is opened. Folders pass.
func check(op, name string, info fs.FileInfo) error {
	limit := int64(most)
	switch strings.ToLower(path.Ext(name)) {
	case ".toml", ".txt":
		limit = mostText
	case ".pdf":
		limit = mostPDF
	}
	switch {
	case info.IsDir():
		return nil
	case !info.Mode().IsRegular():
		return &fs.PathError{Op: op, Path: name, Err: refusal("这是管道或设备，不是普通的文件")}
	case info.Size() > limit:
		return &fs.PathError{Op: op, Path: name, Err: refusal(fmt.Sprintf("文件有 %d MB，这样的文件最多 %d MB", info.Size()>>20, limit>>20))}
	}
	return nil
}

// ReadFile reads a file of the machine.
func ReadFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if err := check("read", name, info); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
}

// Dir is a folder of the machine.
func Dir(dir string) fs.FS { return FS(os.DirFS(dir)) }

// FS opens the files of fsys after a look at each.
func FS(fsys fs.FS) fs.FS { return guarded{fsys} }

type guarded struct{ fs.FS }

func (g guarded) Open(name string) (fs.File, error) {
	info, err := fs.Stat(g.FS, name)
	if err != nil {
		return nil, err
	}
	if err := check("open", name, info); err != nil {
		return nil, err
	}
	return g.FS.Open(name)
}

func (g guarded) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(g.FS, name) }

func (g guarded) Stat(name string) (fs.FileInfo, error) { return fs.Stat(g.FS, name) }
