// Package templates holds everything a county may want to word or measure
// differently: books, flowcharts, norms, rates, titles of rosters, columns of
// registers, styles. The files are embedded; a county's overlay folder
// replaces files of the same name and adds others.
//
// The package decodes the files to plain structs and checks what can be
// checked without a county; a mistake is a finding with its place, like one
// in county.toml. It knows nothing of members, pages or workbooks.
package templates

import (
	"embed"
	"errors"
	"io/fs"
	"path"
	"slices"
)

//go:embed *.toml agendas/*.toml books/*.toml flows/*.toml tables/*.toml workbooks/*.toml
var embedded embed.FS

// Embedded returns the files of the program itself.
func Embedded() fs.FS { return embedded }

// Overlay returns the embedded files with those of over laid on top. A nil
// over gives the embedded files alone.
func Overlay(over fs.FS) fs.FS {
	if over == nil {
		return embedded
	}
	return overlay{over, embedded}
}

type overlay struct{ over, base fs.FS }

func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.over.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.base.Open(name)
	}
	return f, err
}

// ReadDir lists the files of both, each name once, sorted.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(o.base, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	more, moreErr := fs.ReadDir(o.over, name)
	if moreErr != nil && !errors.Is(moreErr, fs.ErrNotExist) {
		return nil, moreErr
	}
	if err != nil && moreErr != nil {
		return nil, err
	}
	for _, e := range more {
		i := slices.IndexFunc(list, func(b fs.DirEntry) bool { return b.Name() == e.Name() })
		if i >= 0 {
			list[i] = e
		} else {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int {
		if a.Name() < b.Name() {
			return -1
		}
		return 1
	})
	return list, nil
}

// Origin reports where a template comes from, for messages: the overlay's
// name joined with name when the county replaced it, else 内置模板/name.
func Origin(fsys fs.FS, overlayName, name string) string {
	if Changed(fsys, name) {
		return path.Join(overlayName, name)
	}
	return "内置模板/" + name
}

// Changed reports whether a template is the county's own.
func Changed(fsys fs.FS, name string) bool {
	o, ok := fsys.(overlay)
	if !ok {
		return false
	}
	_, err := fs.Stat(o.over, name)
	return err == nil
}
