package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"dangce/config/regular"
	"dangce/generator/synth"
	"dangce/project"
)

// newFiles makes files that are not there yet: all of them, or none. Each is
// written under another name first; when all are, they get their own names,
// county.toml last. A run that is killed leaves nothing that keeps the next
// one from doing the same.
type newFiles struct {
	dir     string
	names   []string
	placed  []string     // that have their own names
	stopped func() error // the command was interrupted
}

// all has write create the files, and puts them in place.
func (n *newFiles) all(write func() error) error {
	err := write()
	if err == nil {
		err = n.place()
	}
	if err != nil {
		return errors.Join(err, n.undo())
	}
	return nil
}

// write creates the files of a county.
func (n *newFiles) write(f *initFlags) error {
	if f.branches > 0 {
		return synth.Write(synth.Options{Branches: f.branches, Seed: f.seed, Year: f.year, Name: f.name, Code: f.code}, n.create)
	}
	files, err := project.NewStarter(f.name, f.code, f.year).Files()
	if err != nil {
		return err
	}
	return project.WriteStarter(files, n.create)
}

func (n *newFiles) create(name string) (io.WriteCloser, error) {
	if err := n.stopped(); err != nil {
		return nil, err
	}
	full, temp := n.full(name), n.temp(name)
	if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
		return nil, cannotWrite(full, err)
	}
	w, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, cannotWrite(full, err)
	}
	n.names = append(n.names, name)
	return &newFile{w, n.stopped}, nil
}

// full is where a file is to be, temp where it is written.
func (n *newFiles) full(name string) string { return filepath.Join(n.dir, filepath.FromSlash(name)) }

func (n *newFiles) temp(name string) string {
	full := n.full(name)
	return filepath.Join(filepath.Dir(full), ".dangce-"+filepath.Base(full)+".tmp")
}

// place gives the files their names. Nothing is placed if one is there already
// and holds something else.
func (n *newFiles) place() error {
	var fresh []string
	for _, name := range n.names {
		same, err := n.there(name)
		if err != nil {
			return err
		}
		if !same {
			fresh = append(fresh, name)
		}
	}
	// The county is there once its county.toml is.
	if i := slices.Index(fresh, defaultCounty); i >= 0 {
		fresh = append(slices.Delete(fresh, i, i+1), defaultCounty)
	}
	for _, name := range fresh {
		if err := n.stopped(); err != nil {
			return err
		}
		if err := os.Rename(n.temp(name), n.full(name)); err != nil {
			return cannotWrite(n.full(name), err)
		}
		n.placed = append(n.placed, name)
	}
	return n.tidy()
}

// there reports whether a file is there and holds the same.
func (n *newFiles) there(name string) (bool, error) {
	was, err := regular.ReadFile(n.full(name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if now, errNow := os.ReadFile(n.temp(name)); err != nil || errNow != nil || !bytes.Equal(was, now) {
		return false, alreadyThere(n.full(name))
	}
	return true, nil
}

// undo removes what a failed run made, so that it can be tried again.
func (n *newFiles) undo() error {
	var errs []error
	for _, name := range n.placed {
		errs = append(errs, os.Remove(n.full(name)))
	}
	return errors.Join(append(errs, n.tidy())...)
}

// tidy removes what was not placed.
func (n *newFiles) tidy() error {
	var errs []error
	for _, name := range n.names {
		if err := os.Remove(n.temp(name)); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// newFile takes no more when the command was interrupted.
type newFile struct {
	*os.File
	stopped func() error
}

func (f *newFile) Write(b []byte) (int, error) {
	if err := f.stopped(); err != nil {
		return 0, err
	}
	return f.File.Write(b)
}

func alreadyThere(name string) error {
	return &usageError{name + " 已经有了，不覆盖", "换一个文件夹，例：dangce init 新文件夹"}
}
