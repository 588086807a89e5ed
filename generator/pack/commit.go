package pack

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
)

// Commit ends a run that wrote all it had to: it removes what an earlier run
// wrote and this one did not, writes the manifest and drops the journal. A
// partial run removes nothing, keeps the other entries, and leaves in the
// journal what an unfinished run noted of other files. Close must still be
// called.
func (p *Pack) Commit() error {
	p.mu.Lock()
	files := maps.Clone(p.files)
	p.mu.Unlock()

	if p.opt.Partial {
		for _, f := range p.old.files() {
			if _, again := p.claimed[fold(f.Path)]; !again {
				files[f.Path] = f
			}
		}
	} else if err := p.removeStale(files); err != nil {
		return err
	}

	if p.opt.Sync {
		if err := p.syncFiles(); err != nil {
			return err
		}
	}
	m := Manifest{Version: p.opt.Version, Owner: p.opt.Owner, Config: p.opt.Config, Files: sortedFiles(files)}
	data, err := m.encode()
	if err != nil {
		return fail("写入", manifestName, err)
	}
	if was, err := readOwn(p.root, manifestName); err != nil || !bytes.Equal(was, data) {
		if err := p.replace(manifestName, data, true); err != nil {
			return err
		}
	}
	if err := p.keepNotes(); err != nil {
		return err
	}
	return p.endJournal()
}

// removeStale removes what the old manifest or the journal lists and files
// does not, and the folders left empty by that.
func (p *Pack) removeStale(files map[string]File) error {
	stale := make(map[string]bool)
	if p.opt.Owner.known() && p.old != nil && !p.old.Owner.known() {
		// The folder may hold what another command made.
		p.note("原来的 " + manifestName + " 是旧版本写的，没有写是谁的；以前多出来的文件不会清除")
	} else {
		for _, f := range p.old.files() {
			stale[f.Path] = true
		}
		for name := range p.earlier {
			stale[name] = true
		}
	}
	for name := range files {
		delete(stale, name)
	}
	for _, name := range slices.Sorted(maps.Keys(stale)) {
		if err := p.removeOne(name); err != nil {
			return err
		}
	}
	return nil
}

func (p *Pack) removeOne(name string) error {
	info, err := p.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fail("删除", name, err)
	}
	// Where the file system does not tell case apart, a stale A.pdf may be
	// the a.pdf of this run.
	if now, ok := p.claimed[fold(name)]; ok {
		if other, err := p.root.Lstat(now); err == nil && os.SameFile(info, other) {
			return nil
		}
	}
	if !info.Mode().IsRegular() {
		return nil // never ours
	}
	if err := p.setAside(name); err != nil {
		return err
	}
	if err := remove(p.root, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fail("删除", name, err)
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if remove(p.root, dir) != nil {
			break // not empty
		}
	}
	return nil
}
