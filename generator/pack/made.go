package pack

import (
	"errors"
	"io/fs"
	"path/filepath"
)

// MadeFrom reports whether every file of the pack in dir was, as far as
// finished runs noted it, made from one of the inputs (see Options.Input). A
// part of a county that was built after a change leaves files of two inputs
// in one pack, which Verify cannot tell.
func MadeFrom(dir string, inputs ...string) (bool, error) {
	root, err := openRoot(dir)
	if err != nil {
		return false, err
	}
	defer root.Close()
	m, err := readManifest(root)
	if err != nil {
		return false, fail("读取", filepath.Join(dir, manifestName), err)
	}
	data, err := readOwn(root, doneName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, fail("读取", doneName, err)
	}
	notes := last(parseJournal(data))
	for _, in := range inputs {
		if allFrom(m, notes, in) {
			return true, nil
		}
	}
	return false, nil
}

func allFrom(m *Manifest, notes map[string]note, input string) bool {
	for _, f := range m.Files {
		if n, ok := notes[f.Path]; !ok || n.Input != input || n.SHA256 != f.SHA256 {
			return false
		}
	}
	return true
}
