// Package archive keeps what was printed: a folder 付印存档/<date> beside a
// county's files, with the inputs, the templates, the index of pages and the
// manifest of the pack that went to press.
//
// It is for the commands of the year after printing, which print what changed
// since, and print again what was lost. It promises:
//
//   - A folder with a date is whole: it is filled under another name, synced,
//     and renamed. A run that is killed leaves nothing that Open takes.
//   - What is read was written: every part is compared with its hash.
//   - The same input gives the same bytes, and nothing is ever written over.
//   - The files are a zip and JSON, readable without this program.
package archive

import (
	"archive/zip"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// Folder is where the archives of a county lie, beside its county.toml.
const Folder = "付印存档"

// Names in the folder of one archive.
const (
	recordName = "存档.json"
	zipName    = "存档.zip"
	version    = 1
)

// The folders of the zip.
const (
	inputs    = "输入"
	templates = "模板"
	printed   = "成品"
)

// Record says what an archive holds. It is written as 存档.json.
type Record struct {
	Version int    `json:"version"`
	Program string `json:"dangce"` // version of the program that printed
	Frozen  string `json:"frozen"` // the day
	Year    int    `json:"year"`
	County  string `json:"county"`
	File    string `json:"file"`   // county.toml
	Config  string `json:"config"` // digest of the inputs, as in the manifest

	Branches int `json:"branches"`
	Members  int `json:"members"`
	Files    int `json:"files"` // of the pack
	Pages    int `json:"pages"`

	Fonts []Part `json:"fonts"` // the county's own, by digest alone
	Zip   string `json:"zip"`   // SHA-256
	Parts []Part `json:"parts"` // of the zip, sorted by path
}

// Part is a file: its path and the SHA-256 of its bytes.
type Part struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Digest names an archive: the SHA-256 of its parts and what it says of them.
func (r *Record) Digest() string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %s %d %s\n", r.Version, r.Config, r.Year, r.Frozen)
	for _, p := range slices.Concat(r.Fonts, r.Parts) {
		fmt.Fprintf(h, "%d %s %s\n", len(p.Path), p.Path, p.SHA256)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Errors of this package, beside those of the machine.
var (
	ErrNone    = errors.New("没有付印存档")
	ErrThere   = errors.New("已经存档")
	ErrDamaged = errors.New("付印存档已损坏")
)

// dated are the names of whole archives.
var dated = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// Archive is an archive that was read.
type Archive struct {
	Record
	Dir string // its folder

	zip *zip.Reader
}

// Of returns the archive of a year in the county's folder: of several, which
// only people can make, the last. It wraps ErrNone where there is none.
func Of(county string, year int) (*Archive, error) {
	list, err := os.ReadDir(filepath.Join(county, Folder))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("读 %s：%w", Folder, err)
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return cmp.Compare(b.Name(), a.Name()) })
	for _, e := range list {
		if !e.IsDir() || !dated.MatchString(e.Name()) {
			continue
		}
		dir := filepath.Join(county, Folder, e.Name())
		r, err := readRecord(dir)
		if err != nil {
			return nil, err
		}
		if r.Year == year {
			return open(dir, r)
		}
	}
	return nil, ErrNone
}

func readRecord(dir string) (*Record, error) {
	data, err := os.ReadFile(filepath.Join(dir, recordName))
	if err != nil {
		return nil, fmt.Errorf("%w：%s：%w", ErrDamaged, dir, err)
	}
	r := new(Record)
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("%w：%s 里的 %s 读不出来", ErrDamaged, dir, recordName)
	}
	if r.Version != version {
		return nil, fmt.Errorf("%w：%s 是另一个版本的程序写的（%d）", ErrDamaged, dir, r.Version)
	}
	return r, nil
}

// open reads the zip and compares it with the record.
func open(dir string, r *Record) (*Archive, error) {
	data, err := os.ReadFile(filepath.Join(dir, zipName))
	if err != nil {
		return nil, fmt.Errorf("%w：%s：%w", ErrDamaged, dir, err)
	}
	if sum(data) != r.Zip {
		return nil, fmt.Errorf("%w：%s 里的 %s 和存档时不一样", ErrDamaged, dir, zipName)
	}
	z, err := newReader(data)
	if err != nil {
		return nil, fmt.Errorf("%w：%s 里的 %s 打不开", ErrDamaged, dir, zipName)
	}
	return &Archive{Record: *r, Dir: dir, zip: z}, nil
}

// Inputs are the county's files as they were printed from. Fonts are not
// among them: they are read from now, the county's folder, where they must be
// the same.
func (a *Archive) Inputs(now fs.FS) fs.FS {
	sub, _ := fs.Sub(a.zip, inputs)
	return &withFonts{FS: sub, now: now, fonts: a.Fonts}
}

// Templates are all templates, the program's own and the county's.
func (a *Archive) Templates() fs.FS {
	sub, _ := fs.Sub(a.zip, templates)
	return sub
}

// Printed are the manifest and the index of pages.
func (a *Archive) Printed() fs.FS {
	sub, _ := fs.Sub(a.zip, printed)
	return sub
}

// withFonts reads fonts from elsewhere.
type withFonts struct {
	fs.FS
	now   fs.FS
	fonts []Part
}

func (w *withFonts) Open(name string) (fs.File, error) {
	for _, f := range w.fonts {
		if f.Path != name {
			continue
		}
		data, err := fs.ReadFile(w.now, name)
		if err == nil && sum(data) == f.SHA256 {
			return w.now.Open(name)
		}
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return w.FS.Open(name)
}

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}
