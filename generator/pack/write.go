package pack

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path"
	"slices"
	"strings"
)

// Write makes one file of the pack. fill writes its bytes; f needs Path and
// what the manifest says about it, but neither Bytes nor SHA256. key is what
// a later Have asks with, if this run is killed. If fill or the disk fails,
// nothing is left and the target keeps what it had.
func (p *Pack) Write(f File, key string, fill func(w io.Writer) error) error {
	if err := p.claim(f.Path); err != nil {
		return err
	}
	err := p.stage(f, key, fill)
	if err != nil {
		p.unclaim(f.Path)
	}
	return err
}

// stage fills a temporary file beside the target and puts it in place.
func (p *Pack) stage(f File, key string, fill func(w io.Writer) error) (err error) {
	dir := path.Dir(f.Path)
	if err := p.root.MkdirAll(dir, 0o700); err != nil {
		return fail("创建文件夹", dir, err)
	}
	temp := p.tempName(dir)
	file, err := p.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fail("写入", f.Path, err)
	}
	defer func() {
		// A panic in fill passes through here too and leaves no file.
		if file != nil {
			err = errors.Join(err, file.Close())
		}
		if rm := remove(p.root, temp); rm != nil && !errors.Is(rm, fs.ErrNotExist) {
			err = errors.Join(err, fail("删除临时文件", temp, rm))
		}
	}()

	h := sha256.New()
	c := &counter{w: io.MultiWriter(file, h)}
	w := bufio.NewWriterSize(c, 1<<16)
	if err := fill(w); err != nil {
		return fail("写入", f.Path, err)
	}
	if err := w.Flush(); err != nil {
		return fail("写入", f.Path, err)
	}
	closing := file
	file = nil
	if err := closing.Close(); err != nil {
		return fail("写入", f.Path, err)
	}
	f.Bytes, f.SHA256 = c.n, hex.EncodeToString(h.Sum(nil))
	n := note{File: f, Input: p.opt.Input, Key: key}
	if err := p.appendNote(n); err != nil {
		return fail("写入", journalName, err)
	}
	kept := p.same(f)
	if !kept {
		if err := p.setAside(f.Path); err != nil {
			return err
		}
		if err := rename(p.root, temp, f.Path); err != nil {
			return fail("写入", f.Path, err)
		}
	}
	p.finish(n, kept)
	return nil
}

// same reports whether the target already holds the bytes of f.
func (p *Pack) same(f File) bool {
	info, err := p.root.Lstat(f.Path)
	if err != nil || !info.Mode().IsRegular() || info.Size() != f.Bytes {
		return false
	}
	size, sum, err := hashFile(p.root, f.Path)
	return err == nil && size == f.Bytes && sum == f.SHA256
}

// finish records a file that is in its place.
func (p *Pack) finish(n note, kept bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files[n.Path], p.made[n.Path] = n.File, n
	if kept {
		p.kept++
	}
}

// SetAside is in the names of workbooks that were set aside, and in the notes
// that say so.
const SetAside = "人工改动"

// setAside renames a workbook that people changed since it was written, or
// that was never ours, so that nothing typed is lost. PDFs are not typed in.
func (p *Pack) setAside(name string) error {
	if path.Ext(name) != ".xlsx" {
		return nil
	}
	size, sum, err := hashFile(p.root, name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && (p.wrote(name, size, sum) || p.torn(name)) {
		return nil
	}
	if err != nil {
		return fail("读取", name, err)
	}
	stem := strings.TrimSuffix(name, ".xlsx")
	for i := 1; ; i++ {
		aside := stem + "." + SetAside + ".xlsx"
		if i > 1 {
			aside = fmt.Sprintf("%s.%s%d.xlsx", stem, SetAside, i)
		}
		if _, err := p.root.Lstat(aside); err == nil {
			continue
		}
		if err := rename(p.root, name, aside); err != nil {
			return fail("改名保留", name, err)
		}
		p.note(fmt.Sprintf("%s 有人改动过，已改名保留为 %s", name, path.Base(aside)))
		return nil
	}
}

// wrote reports whether some run of ours left name with these bytes.
func (p *Pack) wrote(name string, size int64, sum string) bool {
	p.mu.Lock()
	of := p.earlier[name]
	p.mu.Unlock()
	if slices.ContainsFunc(of, func(n note) bool { return n.Bytes == size && n.SHA256 == sum }) {
		return true
	}
	f, ok := p.old.find(name)
	return ok && f.Bytes == size && f.SHA256 == sum
}

func (p *Pack) tempName(dir string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.temps++
	return path.Join(dir, fmt.Sprintf("%s-%d%s", ownPrefix, p.temps, tempSuffix))
}

// counter counts what passes.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// hashFile returns the size and the hex SHA-256 of a file.
func hashFile(root *os.Root, name string) (int64, string, error) {
	if err := readable(root, name, math.MaxInt64); err != nil {
		return 0, "", err
	}
	f, err := root.Open(name)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return 0, "", err
	}
	return n, hex.EncodeToString(h.Sum(nil)), nil
}
