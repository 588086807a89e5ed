package serve

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"

	"dangce/config/example"
	"dangce/config/regular"
	"dangce/generator"
	"dangce/project"
)

// desk is a county that is open: its folder, and what was read of it last.
type desk struct {
	name  string   // of the folder, as people know it
	file  string   // county.toml
	root  *os.Root // nil for the example
	files fs.FS
	watch *watch // nil for the example

	mu    sync.Mutex
	state *state // nil until somebody asks, and after a change
}

// state is a county as its files were at one time.
type state struct {
	*project.Project
	files   fs.FS
	reader  func() (*generator.Reader, error)
	index   func() *index
	volumes volumes
	tables  tables

	branches func() []project.Branch // what was read of each
	nearMu   sync.Mutex
	nearby   map[place]neighbourhood
}

// openDesk opens the county of a file, or of the folder that it is in.
func openDesk(name string, h *hub) (*desk, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		name = filepath.Join(name, project.File)
	}
	if _, err := os.Stat(name); err != nil {
		return nil, fmt.Errorf("打开 %s：%w", name, err)
	}
	dir := filepath.Dir(name)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("打开 %s：%w", dir, err)
	}
	return newDesk(root, dir, filepath.Base(name), h), nil
}

func newDesk(root *os.Root, dir, file string, h *hub) *desk {
	name := filepath.Base(dir)
	if abs, err := filepath.Abs(dir); err == nil {
		name = filepath.Base(abs)
	}
	d := &desk{name: name, file: file, root: root, files: regular.FS(root.FS())}
	d.watch = newWatch(dir, func() {
		d.forget()
		h.tell("changed")
	})
	return d
}

// exampleDesk opens the embedded example, which cannot be changed.
func exampleDesk(*hub) *desk {
	return &desk{name: "示例县", file: project.File, files: example.FS()}
}

func (d *desk) close() error {
	if d.root == nil {
		return nil
	}
	return errors.Join(d.watch.close(), d.root.Close())
}

func (d *desk) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.state = nil
}

// now is the county as its files are.
func (d *desk) now() *state {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.state != nil {
		return d.state
	}
	p := project.Example(true)
	if d.root != nil {
		p = project.Load(d.files, d.file, project.Options{Partial: true})
	}
	st := &state{Project: p, files: d.files}
	st.reader = sync.OnceValues(func() (*generator.Reader, error) { return generator.NewReader(p.County, p.Set) })
	st.index = sync.OnceValue(func() *index { return newIndex(p.County) })
	st.branches = sync.OnceValue(p.Branches)
	d.state = st
	return st
}

// counties are the folders of counties in the working folder: itself, or
// those in it. A command without a file's name looks there too.
func (s *Server) counties() []string {
	var found []string
	is := func(dir string) bool {
		info, err := s.folder.Stat(filepath.FromSlash(path.Join(dir, project.File)))
		return err == nil && info.Mode().IsRegular()
	}
	if is(".") {
		found = append(found, ".")
	}
	entries, err := fs.ReadDir(s.folder.FS(), ".")
	if err != nil {
		return found
	}
	for _, e := range entries {
		if e.IsDir() && is(e.Name()) {
			found = append(found, e.Name())
		}
	}
	return found
}

// deskAt opens one of counties.
func (s *Server) deskAt(dir string) (*desk, error) {
	if !slices.Contains(s.counties(), dir) {
		return nil, fmt.Errorf("没有县的文件夹 %s", dir)
	}
	root, err := s.folder.OpenRoot(filepath.FromSlash(dir))
	if err != nil {
		return nil, err
	}
	return newDesk(root, filepath.Join(s.Folder, dir), project.File, &s.hub), nil
}

// sit puts another county on the table.
func (s *Server) sit(d *desk) error {
	s.mu.Lock()
	old := s.desk
	s.desk, s.job = d, nil
	s.mu.Unlock()
	if old != nil {
		return old.close()
	}
	return nil
}
