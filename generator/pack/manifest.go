package pack

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
)

// File is one file of a pack as the manifest lists it.
type File struct {
	Path      string `json:"path"` // relative, with slashes
	Book      string `json:"book"`
	Branch    string `json:"branch"`    // code, "" for files of a committee or the county
	Committee string `json:"committee"` // code, "" for files of the county
	Pages     int    `json:"pages"`     // 0 for workbooks and calendars
	Bytes     int64  `json:"bytes"`
	SHA256    string `json:"sha256"`
}

// Owner says whose a pack is. One that was written before there were owners
// has the zero Owner.
type Owner struct {
	Command string `json:"command,omitempty"` // that wrote it: build, collect, …
	County  string `json:"county,omitempty"`  // code
	Name    string `json:"name,omitempty"`    // of the county
	Year    int    `json:"year,omitempty"`
}

// known reports whether somebody is named.
func (o Owner) known() bool { return o.Command != "" }

// same reports whether o may take over the pack of other. A county may be
// renamed.
func (o Owner) same(other Owner) bool {
	return o.Command == other.Command && o.County == other.County && o.Year == other.Year
}

func (o Owner) String() string {
	return fmt.Sprintf("dangce %s 给%s（%s）%d 年写的", o.Command, o.Name, o.County, o.Year)
}

// Manifest is the content of manifest.json.
type Manifest struct {
	Version string `json:"dangce"`
	Owner
	Config string `json:"config"` // digest of the county's input
	Files  []File `json:"files"`  // sorted by path
}

// ReadManifest reads the manifest of a pack in dir.
func ReadManifest(dir string) (*Manifest, error) {
	root, err := openRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	m, err := readManifest(root)
	if err != nil {
		return nil, fail("读取", manifestName, err)
	}
	return m, nil
}

func readManifest(root *os.Root) (*Manifest, error) {
	data, err := readOwn(root, manifestName)
	if err != nil {
		return nil, err
	}
	m := new(Manifest)
	if err := json.Unmarshal(data, m); err != nil {
		return nil, ErrBadManifest
	}
	// The lists of others are not believed: a path from here may be removed.
	for _, f := range m.Files {
		if err := checkPath(f.Path); err != nil {
			return nil, fmt.Errorf("%w：列了不该有的路径 %q", ErrBadManifest, f.Path)
		}
	}
	slices.SortFunc(m.Files, byPath)
	return m, nil
}

// files returns the entries. A nil Manifest has none.
func (m *Manifest) files() []File {
	if m == nil {
		return nil
	}
	return m.Files
}

// find returns the entry of a path. A nil Manifest has none.
func (m *Manifest) find(name string) (File, bool) {
	i, ok := slices.BinarySearchFunc(m.files(), name, func(f File, name string) int { return cmp.Compare(f.Path, name) })
	if !ok {
		return File{}, false
	}
	return m.Files[i], true
}

// encode returns the bytes of manifest.json.
func (m *Manifest) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func byPath(a, b File) int { return cmp.Compare(a.Path, b.Path) }

// sortedFiles never returns nil: an empty manifest lists [].
func sortedFiles(m map[string]File) []File {
	return slices.AppendSeq([]File{}, slices.Values(slices.SortedFunc(maps.Values(m), byPath)))
}
