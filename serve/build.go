package serve

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dangce/config/diag"
	"dangce/generator"
	"dangce/generator/pack"
	"dangce/project"
)

// buildPage offers to build, and what was built.
type buildPage struct {
	Job             *jobView
	Ready           bool // there is a county
	Errors          int
	LeftOut         int
	Owners          []choice
	Out             string
	Folders         []folderView
	Bytes           string
	Files, AllPages int
	Changed         bool // built from other input than there is now
}

// folderView is a folder of what was built.
type folderView struct {
	Name, Path string
	Files      []fileView
	Folders    []folderView
	Zip        string // address
	Note       string
	Count      int
}

type fileView struct {
	Name, Size, Get string
	Pages           int
}

func (s *Server) buildPage(w http.ResponseWriter, _ *http.Request, d *desk) {
	st := d.now()
	p := buildPage{Job: s.current().view(s.Now()), Ready: st.County != nil}
	p.Errors, _ = diag.Count(st.Findings)
	if st.County != nil {
		p.LeftOut = len(st.County.LeftOut)
		p.Owners = append(p.Owners, choice{"", "全县", true})
		for _, c := range st.County.Committees {
			p.Owners = append(p.Owners, choice{"c:" + c.Code, c.Code + " " + c.Short, false})
			for _, b := range c.Branches {
				p.Owners = append(p.Owners, choice{"b:" + b.Code, "　" + b.Code + " " + b.Short, false})
			}
		}
		p.Out = project.Output(st.County)
		if m := s.manifest(p.Out); m != nil {
			p.list(m)
			p.Changed = m.Config != st.County.Digest
		}
	}
	s.show(w, "build", "生成", true, p)
}

// manifest reads the list of what was made; nil without one.
func (s *Server) manifest(dir string) *pack.Manifest {
	root, err := s.folder.OpenRoot(dir)
	if err != nil {
		return nil
	}
	_ = root.Close() // it lies in the folder
	m, err := pack.ReadManifest(filepath.Join(s.Folder, dir))
	if err != nil {
		return nil
	}
	return m
}

// list puts the files of a pack into their folders.
func (p *buildPage) list(m *pack.Manifest) {
	p.Folders = foldersOf(m.Files)
	var bytes int64
	for _, f := range m.Files {
		bytes += f.Bytes
		p.AllPages += f.Pages
	}
	p.Files, p.Bytes = len(m.Files), size(bytes)
}

// folderNotes say what folders are for.
var folderNotes = map[string]string{"付印": "整个文件夹交给印刷厂", "00-县级": "留在县里", "退回修改": "标好错处的副本，发回去改", "调阅反馈表": "一个支部一张"}

// foldersOf makes two levels of folders: deeper ones are listed in theirs.
func foldersOf(files []pack.File) []folderView {
	top := folderView{}
	at := func(in *folderView, name, full string) *folderView {
		i := slices.IndexFunc(in.Folders, func(f folderView) bool { return f.Name == name })
		if i < 0 {
			in.Folders = append(in.Folders, folderView{Name: name, Path: full, Zip: "/zip?" + url.Values{"folder": {full}}.Encode(), Note: folderNotes[name]})
			i = len(in.Folders) - 1
		}
		in.Folders[i].Count++
		return &in.Folders[i]
	}
	for _, f := range files {
		parts := strings.Split(f.Path, "/")
		in := &top
		if len(parts) == 1 {
			in = at(in, "清单", "")
			in.Zip = ""
		}
		for i := range parts[:len(parts)-1] {
			if i < 2 {
				in = at(in, parts[i], path.Join(parts[:i+1]...))
			}
		}
		in.Files = append(in.Files, fileView{Name: parts[len(parts)-1], Size: size(f.Bytes), Pages: f.Pages, Get: "/file?" + url.Values{"path": {f.Path}}.Encode()})
	}
	return top.Folders
}

func size(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%.0f KB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

// build begins to build what the form asks for.
func (s *Server) build(w http.ResponseWriter, r *http.Request, d *desk) {
	st := d.now()
	errs, _ := diag.Count(st.Findings)
	partial := r.FormValue("partial") != ""
	if st.County == nil || errs > 0 && !partial {
		s.fail(w, http.StatusConflict, "名册或配置里还有错误，没有生成", "先到“检查”里改好；或者勾上“有错误的党支部先不出”")
		return
	}
	o := generator.Options{Set: st.Set, Version: s.Version, Partial: partial}
	switch kind, code, _ := strings.Cut(r.FormValue("of"), ":"); {
	case kind == "c" && slices.ContainsFunc(st.Committees(), func(c string) bool { return c == code }):
		o.Committees = []string{code}
	case kind == "b" && st.branch(code) != nil:
		o.Branches = []string{code}
	case kind != "":
		s.fail(w, http.StatusBadRequest, "没有这个党委或党支部", "回到“生成”再选")
		return
	}
	dir := project.Output(st.County)
	if d.root != nil {
		if err := st.NotPrinted(d.root.Name(), filepath.Join(s.Folder, dir), s.Version); err != nil {
			s.fail(w, http.StatusConflict, err.Error(), project.PrintedHint)
			return
		}
	}
	if !s.begin("生成", func(ctx context.Context, j *job) (string, error) {
		if err := s.folder.MkdirAll(dir, 0o700); err != nil {
			return "", err // a link that leads away, too
		}
		digest, err := st.Digest(s.Program, o)
		if err != nil {
			return "", err
		}
		o.Progress = func(p generator.Progress) { s.step(j, p) }
		po := st.Pack("build", s.Version)
		po.Input, po.Partial, po.Sync = digest, len(o.Branches)+len(o.Committees) > 0, s.Lasting
		start := s.Now()
		sum, made, err := st.Build(ctx, filepath.Join(s.Folder, dir), o, po)
		if err != nil {
			return "", err
		}
		notes := append(sum.Warnings, made.Notes()...)
		message := fmt.Sprintf("已写入 %s：%d 个文件，%d 页，%s，用时 %s", dir, sum.Files, sum.Pages, size(sum.Bytes), seconds(s.Now().Sub(start)))
		return strings.Join(append([]string{message}, notes...), "；"), nil
	}) {
		s.fail(w, http.StatusConflict, "还在做上一件事", "等它做完，或先停下")
		return
	}
	http.Redirect(w, r, "/build", http.StatusSeeOther)
}

// Committees are the codes of all committees.
func (st *state) Committees() []string {
	var all []string
	for _, c := range st.County.Committees {
		all = append(all, c.Code)
	}
	return all
}

// results opens the folder of what was made; which names the collection's.
func (s *Server) results(st *state, which string) (*os.Root, error) {
	dir := project.Output(st.County)
	if which == "collected" {
		dir = project.Collected(st.County)
	}
	return s.folder.OpenRoot(dir)
}

// file hands over one file of what was made.
func (s *Server) file(w http.ResponseWriter, r *http.Request, d *desk) {
	st := s.sound(w, d)
	if st == nil {
		return
	}
	name := r.FormValue("path")
	root, err := s.results(st, r.FormValue("in"))
	if err != nil {
		s.fail(w, http.StatusNotFound, "还没有生成", "先到“生成”里做一次")
		return
	}
	defer root.Close()
	f, info, err := openRegular(root, name)
	if err != nil {
		s.fail(w, http.StatusNotFound, "没有这个文件", "成品重出过的，回到“生成”再选")
		return
	}
	defer f.Close()
	_ = http.NewResponseController(w).SetWriteDeadline(s.Now().Add(longAnswer))
	attach(w, path.Base(name))
	http.ServeContent(w, r, "", info.ModTime(), f)
}

// longAnswer is how long a download may take.
const longAnswer = 10 * time.Minute

// openRegular opens a file below root; hidden ones, which belong to the pack
// itself, are not to be had.
func openRegular(root *os.Root, name string) (*os.File, fs.FileInfo, error) {
	if !fs.ValidPath(name) || slices.ContainsFunc(strings.Split(name, "/"), func(p string) bool { return strings.HasPrefix(p, ".") }) {
		return nil, nil, fs.ErrNotExist
	}
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return f, info, nil
}

// zip hands over a folder of what was made as one file.
func (s *Server) zip(w http.ResponseWriter, r *http.Request, d *desk) {
	st := s.sound(w, d)
	if st == nil {
		return
	}
	folder := cmp.Or(r.FormValue("folder"), ".")
	root, err := s.results(st, r.FormValue("in"))
	if err != nil {
		s.fail(w, http.StatusNotFound, "还没有生成", "先到“生成”里做一次")
		return
	}
	defer root.Close()
	var names []string
	if fs.ValidPath(folder) {
		err = fs.WalkDir(root.FS(), folder, func(name string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
				names = append(names, name)
			}
			return err
		})
	}
	if err != nil || len(names) == 0 {
		s.fail(w, http.StatusNotFound, "没有这个文件夹", "成品重出过的，回到“生成”再选")
		return
	}
	_ = http.NewResponseController(w).SetWriteDeadline(s.Now().Add(longAnswer))
	base := path.Base(folder)
	if folder == "." {
		base = "全部成品"
	}
	attach(w, base+".zip")
	z := zip.NewWriter(w)
	for _, name := range names {
		if err := zipped(z, root, name, strings.TrimPrefix(name, path.Dir(folder)+"/")); err != nil {
			panic(http.ErrAbortHandler) // half a file must not look whole
		}
	}
	if z.Close() != nil {
		panic(http.ErrAbortHandler)
	}
}

// zipped adds a file. Its parts are compressed already.
func zipped(z *zip.Writer, root *os.Root, name, as string) error {
	f, info, err := openRegular(root, name)
	if err != nil {
		return err
	}
	defer f.Close()
	h, err := zip.FileInfoHeader(info)
	if err != nil {
		return err
	}
	h.Name, h.Method = as, zip.Store
	out, err := z.CreateHeader(h)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, f)
	return err
}
