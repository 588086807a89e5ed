package archive

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/flate"
)

// temporary begins the names of folders that are not whole.
const temporary = ".dangce-"

// Source is what an archive is made of.
type Source struct {
	Record                                         // without what follows from the files: Zip, Parts, Fonts
	Inputs    fs.FS                                // the county's folder
	Names     []string                             // of the files in it that were read
	FontNames []string                             // of those among them that are fonts
	Templates fs.FS                                // all of them
	Printed   fs.FS                                // the pack
	Listed    []string                             // of the files in it that are kept
	Check     func(name string, data []byte) error // of each input; nil checks nothing
}

// Write makes the archive of the day in the county's folder and returns it.
// It wraps ErrThere where the year has one.
func Write(county string, s *Source) (_ *Archive, err error) {
	parent := filepath.Join(county, Folder)
	unlock, err := Lock(county)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if there, err := Of(county, s.Year); err == nil {
		return nil, fmt.Errorf("%w：%d 年的在 %s", ErrThere, s.Year, there.Dir)
	} else if !errors.Is(err, ErrNone) {
		return nil, err
	}
	if err := removeUnfinished(parent); err != nil {
		return nil, err
	}
	temp, err := os.MkdirTemp(parent, temporary)
	if err != nil {
		return nil, fmt.Errorf("在 %s 里建文件夹：%w", parent, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(temp))
		}
	}()
	if err := s.fill(temp); err != nil {
		return nil, err
	}
	dir := filepath.Join(parent, s.Frozen)
	if err := os.Rename(temp, dir); err != nil {
		return nil, fmt.Errorf("%s 改名为 %s：%w", temp, dir, err)
	}
	syncFolder(parent)
	r, err := readRecord(dir)
	if err != nil {
		return nil, err
	}
	return open(dir, r)
}

// removeUnfinished removes what a killed run left.
func removeUnfinished(parent string) error {
	list, err := os.ReadDir(parent)
	if err != nil {
		return fmt.Errorf("读 %s：%w", parent, err)
	}
	for _, e := range list {
		if e.IsDir() && strings.HasPrefix(e.Name(), temporary) {
			if err := os.RemoveAll(filepath.Join(parent, e.Name())); err != nil {
				return fmt.Errorf("清理 %s：%w", e.Name(), err)
			}
		}
	}
	return nil
}

// fill writes the files of the archive into dir.
func (s *Source) fill(dir string) error {
	var out bytes.Buffer
	w := &writer{zip: zip.NewWriter(&out)}
	w.zip.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.DefaultCompression) })
	for _, name := range s.Names {
		data, err := fs.ReadFile(s.Inputs, name)
		if err == nil && s.Check != nil {
			err = s.Check(name, data)
		}
		if err != nil {
			return fmt.Errorf("读 %s：%w", name, err)
		}
		if slices.Contains(s.FontNames, name) {
			s.Fonts = append(s.Fonts, Part{name, int64(len(data)), sum(data)})
			continue
		}
		if err := w.add(path.Join(inputs, name), data); err != nil {
			return err
		}
	}
	if err := w.addAll(templates, s.Templates); err != nil {
		return fmt.Errorf("读模板：%w", err)
	}
	for _, name := range s.Listed {
		data, err := fs.ReadFile(s.Printed, name)
		if err != nil {
			return fmt.Errorf("读 %s：%w", name, err)
		}
		if err := w.add(path.Join(printed, name), data); err != nil {
			return err
		}
	}
	if err := w.zip.Close(); err != nil {
		return err
	}
	r := s.Record
	r.Version, r.Zip, r.Parts = version, sum(out.Bytes()), w.parts
	slices.SortFunc(r.Parts, func(a, b Part) int { return cmp.Compare(a.Path, b.Path) })
	if r.Fonts == nil {
		r.Fonts = []Part{}
	}
	record, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := writeSynced(filepath.Join(dir, zipName), out.Bytes()); err != nil {
		return err
	}
	if err := writeSynced(filepath.Join(dir, recordName), append(record, '\n')); err != nil {
		return err
	}
	syncFolder(dir)
	return nil
}

// writer adds files to a zip and notes them.
type writer struct {
	zip   *zip.Writer
	parts []Part
}

func (w *writer) add(name string, data []byte) error {
	f, err := w.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err == nil {
		_, err = f.Write(data)
	}
	w.parts = append(w.parts, Part{name, int64(len(data)), sum(data)})
	return err
}

func (w *writer) addAll(folder string, from fs.FS) error {
	return fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		return w.add(path.Join(folder, name), data)
	})
}

func writeSynced(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("写 %s：%w", name, err)
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("写 %s：%w", name, err)
	}
	return nil
}

// syncFolder makes the names in a folder last. Not every system can: there the
// files are synced all the same.
func syncFolder(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}

func newReader(data []byte) (*zip.Reader, error) {
	return zip.NewReader(bytes.NewReader(data), int64(len(data)))
}
