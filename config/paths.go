package config

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"dangce/config/diag"
)

// files reads what county.toml names. Paths are relative to its folder; the
// digest holds them so, and is the same wherever the county lies.
type files struct {
	fsys   fs.FS
	dir    string // of county.toml in fsys
	prefix string // put before names in messages
	mu     sync.Mutex
	sums   map[string][sha256.Size]byte
}

// shown is the name of a file as the user gave it.
func (f *files) shown(rel string) string { return f.prefix + path.Join(f.dir, rel) }

// read returns a file's bytes and remembers its sum.
func (f *files) read(rel string) ([]byte, error) {
	data, err := fs.ReadFile(f.fsys, path.Join(f.dir, rel))
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sums[rel] = sha256.Sum256(data)
	return data, nil
}

// inputs are all files read, sorted by name.
func (f *files) inputs() []Input {
	var all []Input
	for name, sum := range f.sums {
		all = append(all, Input{name, sum})
	}
	slices.SortFunc(all, func(a, b Input) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// digestOf is the sum of the names and sums of files.
func digestOf(all []Input) string {
	h := sha256.New()
	for _, in := range all {
		fmt.Fprintf(h, "%d %s %x\n", len(in.Name), in.Name, in.SHA256)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// pathError is why a path cannot be used.
type pathError struct{ code, message, hint string }

// local cleans a path of county.toml.
func (f *files) local(p string) (string, *pathError) {
	p = strings.ReplaceAll(p, `\`, "/")
	switch {
	case p == "":
		return "", &pathError{"bad-path", "路径是空的", "写上文件名，或删去这一项"}
	case strings.HasPrefix(p, "/") || len(p) > 1 && p[1] == ':':
		return "", &pathError{"bad-path", "不能用绝对路径 " + p, "把文件复制到 county.toml 所在的文件夹，写相对路径，换一台电脑也能用"}
	}
	rel := path.Clean(p)
	if !fs.ValidPath(path.Join(f.dir, rel)) {
		return "", &pathError{"bad-path", "路径 " + p + " 走出了能读的文件夹", "把文件放到 county.toml 所在的文件夹里"}
	}
	return rel, nil
}

// one reads a single file that county.toml names.
func (f *files) one(p string) (rel string, data []byte, bad *pathError) {
	rel, bad = f.local(p)
	if bad != nil {
		return "", nil, bad
	}
	data, err := f.read(rel)
	if err != nil {
		return rel, nil, readError(p, err)
	}
	return rel, data, nil
}

func readError(p string, err error) *pathError {
	if errors.Is(err, fs.ErrNotExist) {
		return &pathError{"no-file", "找不到文件 " + p, "检查文件名和所在文件夹；路径从 county.toml 所在的文件夹算起"}
	}
	where := ""
	if at, ok := errors.AsType[*fs.PathError](err); ok && !strings.HasSuffix(at.Path, p) && strings.ContainsAny(p, "*?[") {
		where = "（" + at.Path + "）" // a folder on the way
	}
	return &pathError{"unreadable", "读不了文件 " + p + where + "：" + diag.Cause(err), "检查文件是否被别的程序占用、是否有权限读"}
}

// glob returns the files that a pattern matches, sorted.
func (f *files) glob(pattern string) ([]string, *pathError) {
	rel, bad := f.local(pattern)
	if bad != nil {
		return nil, bad
	}
	names, err := match(f.fsys, path.Join(literal(f.dir), rel))
	switch {
	case errors.Is(err, path.ErrBadPattern):
		return nil, &pathError{"bad-path", "通配写得不对：" + pattern, "* 代表任意几个字，例如 branches/*.toml"}
	case err != nil:
		return nil, readError(pattern, err)
	}
	var found []string
	for _, name := range names {
		if ignored(path.Base(name)) {
			continue
		}
		if info, err := fs.Stat(f.fsys, name); err == nil && info.IsDir() {
			continue
		}
		found = append(found, relative(f.dir, name))
	}
	if len(found) == 0 {
		return nil, &pathError{"no-file", "没有文件符合 " + pattern, "检查文件夹和扩展名，路径从 county.toml 所在的文件夹算起；用不着的，在这一行开头加 #"}
	}
	slices.Sort(found)
	return found, nil
}

// match returns the files and folders that a pattern matches. Unlike fs.Glob it
// says so when a folder cannot be read: what is in it would be left out.
func match(fsys fs.FS, pattern string) ([]string, error) {
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, err
	}
	if !strings.ContainsAny(pattern, `*?[\`) {
		switch _, err := fs.Stat(fsys, pattern); {
		case errors.Is(err, fs.ErrNotExist):
			return nil, nil
		case err != nil:
			return nil, err
		}
		return []string{pattern}, nil
	}
	dirs := []string{"."}
	above, last := path.Split(pattern)
	if above = path.Clean(above); above != "." {
		var err error
		if dirs, err = match(fsys, above); err != nil {
			return nil, err
		}
	}
	var found []string
	for _, dir := range dirs {
		if info, err := fs.Stat(fsys, dir); err == nil && !info.IsDir() || errors.Is(err, fs.ErrNotExist) {
			continue
		}
		entries, err := fs.ReadDir(fsys, dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if ok, err := path.Match(last, e.Name()); err != nil {
				return nil, err
			} else if ok {
				found = append(found, path.Join(dir, e.Name()))
			}
		}
	}
	return found, nil
}

// relative undoes the joining with dir as far as possible.
func relative(dir, name string) string {
	if rest, ok := strings.CutPrefix(name, dir+"/"); ok && dir != "." {
		return rest
	}
	if dir == "." {
		return name
	}
	return strings.Repeat("../", strings.Count(dir, "/")+1) + name
}

// ignored reports whether a file is one that an open office program leaves
// beside the document.
func ignored(base string) bool {
	return strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".~") || strings.HasPrefix(base, ".")
}

// literal quotes a folder for path.Match.
func literal(dir string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(dir)
}

// finding makes a finding of the error at a place.
func (e *pathError) finding(at diag.Place) diag.Finding {
	return diag.Finding{Place: at, Code: e.code, Message: e.message, Hint: e.hint}
}
