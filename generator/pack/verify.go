package pack

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"strings"

	"dangce/config/diag"

	"golang.org/x/sync/errgroup"
)

// Codes of the findings of Verify.
const (
	CodeMissing    = "pack-missing"    // an error: listed, not there
	CodeChanged    = "pack-changed"    // an error: not the bytes that were written
	CodeUnfinished = "pack-unfinished" // an error: the last run did not end
	CodeExtra      = "pack-extra"      // a warning: there, not listed
)

// Report is what Verify found.
type Report struct {
	Manifest *Manifest
	Findings *diag.List // their File is the path in the pack
}

// Verify compares every file of the pack in dir with the manifest, by size
// and hash. An error means that it could not compare, e.g. for want of a
// manifest.
func Verify(ctx context.Context, dir string) (*Report, error) {
	root, err := openRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	m, err := readManifest(root)
	if errors.Is(err, fs.ErrNotExist) {
		hint := "文件夹应是 build 生成的那一个，里面有 " + manifestName
		if _, err := root.Lstat(journalName); err == nil {
			hint = "生成没有做完；用同样的参数再运行一次 build，会接着做"
		}
		return nil, &Error{Op: "核对", Path: dir, Hint: hint, Err: ErrNoManifest}
	}
	if err != nil {
		return nil, fail("读取", path.Join(dir, manifestName), err)
	}
	r := &Report{m, new(diag.List)}
	if _, err := root.Lstat(journalName); err == nil {
		r.Findings.Add(diag.Finding{Place: diag.Place{File: manifestName}, Code: CodeUnfinished,
			Message: "上次生成没有做完，文件新旧混杂", Hint: "用同样的参数再运行一次 build"})
	}
	if err := r.compare(ctx, root); err != nil {
		return nil, err
	}
	return r, r.extras(root)
}

func (r *Report) compare(ctx context.Context, root *os.Root) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range r.Manifest.Files {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return r.compareOne(root, f)
		})
	}
	return g.Wait()
}

func (r *Report) compareOne(root *os.Root, f File) error {
	found := diag.Finding{Place: diag.Place{File: f.Path}, Branch: f.Branch, Owner: f.Committee,
		Hint: "重新运行 build，或从原来的文件夹再复制一次"}
	info, err := root.Stat(f.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && !info.Mode().IsRegular():
		found.Code, found.Message = CodeMissing, "清单里有，文件夹里没有"
		r.Findings.Add(found)
		return nil
	case err != nil:
		return fail("读取", f.Path, err)
	}
	if info.Size() != f.Bytes {
		found.Code = CodeChanged
		found.Message = fmt.Sprintf("内容与生成时不同：应为 %d 字节，实为 %d 字节", f.Bytes, info.Size())
		r.Findings.Add(found)
		return nil
	}
	_, sum, err := hashFile(root, f.Path)
	if err != nil {
		return fail("读取", f.Path, err)
	}
	if sum != f.SHA256 {
		found.Code, found.Message = CodeChanged, "内容与生成时不同（大小相同，校验值不同）"
		r.Findings.Add(found)
	}
	return nil
}

func (r *Report) extras(root *os.Root) error {
	err := fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if _, listed := r.Manifest.find(name); listed || d.IsDir() || name == manifestName || strings.HasPrefix(path.Base(name), ownPrefix) {
			return nil
		}
		r.Findings.Add(diag.Finding{Place: diag.Place{File: name}, Severity: diag.Warning, Code: CodeExtra,
			Message: "文件夹里有，清单里没有", Hint: "不是本程序生成的；付印前请确认要不要"})
		return nil
	})
	if err != nil {
		return fail("读取文件夹", root.Name(), err)
	}
	return nil
}
