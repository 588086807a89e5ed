package serve

import (
	"errors"
	"io"
	"io/fs"
	"net/http"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dangce/config"
	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/regular"
	"dangce/generator/pack"
	"dangce/project"
)

// startPage is the first page.
type startPage struct {
	Counties []string
	County   *config.County
	Errors   int
	Warnings int
	Branches int
	Members  int
	LeftOut  int
	Folder   string
	Year     int
	Sample   bool // the example is open
}

func (s *Server) start(w http.ResponseWriter, _ *http.Request) {
	p := startPage{Counties: s.counties(), Year: project.YearFor(date.Of(s.Now())), Folder: s.Folder}
	if abs, err := filepath.Abs(s.Folder); err == nil {
		p.Folder = abs
	}
	s.mu.Lock()
	d := s.desk
	s.mu.Unlock()
	if d != nil {
		st := d.now()
		p.Sample = d.root == nil
		p.Errors, p.Warnings = diag.Count(st.Findings)
		if p.County = st.County; p.County != nil {
			p.Branches, p.Members, p.LeftOut = len(st.index().branches), len(st.index().members), len(p.County.LeftOut)
		}
	}
	s.show(w, "start", "开始", true, p)
}

// open puts one of the counties, or the example, on the table.
func (s *Server) open(w http.ResponseWriter, r *http.Request) {
	if s.busy() {
		s.fail(w, http.StatusConflict, "正在生成，不能换县", "等它做完，或先停下")
		return
	}
	d := exampleDesk(&s.hub)
	if r.FormValue("example") == "" {
		var err error
		if d, err = s.deskAt(r.FormValue("county")); err != nil {
			s.fail(w, http.StatusNotFound, "没有这个县的文件夹", "县的文件夹要和程序放在一起，里面有 county.toml")
			return
		}
	}
	if err := s.sit(d); err != nil {
		s.broke(w, "换县", err)
		return
	}
	http.Redirect(w, r, "/check", http.StatusSeeOther)
}

// create makes a county from rosters: init --from, with the files that were
// dropped on the page.
func (s *Server) create(w http.ResponseWriter, r *http.Request) {
	if s.busy() {
		s.fail(w, http.StatusConflict, "正在生成，不能换县", "等它做完，或先停下")
		return
	}
	in, bad := s.receive(w, r, s.folder, ".")
	if bad != nil {
		s.fail(w, bad.code, bad.message, bad.hint)
		return
	}
	defer in.discard()
	name, err1 := project.ParseName(in.fields["name"])
	code, err2 := project.ParseCode(in.fields["code"])
	year, err3 := project.ParseYear(in.fields["year"])
	if err := errors.Join(err1, err2, err3); err != nil {
		s.fail(w, http.StatusBadRequest, strings.ReplaceAll(err.Error(), "\n", "；"), "退回上一页改好再来，文件要重新选")
		return
	}
	dir := pack.Safe(name, "")
	if _, err := s.folder.Lstat(dir); err == nil {
		s.fail(w, http.StatusConflict, "已经有文件夹 "+dir+" 了，不覆盖", "换一个县名，或把那个文件夹改名再来")
		return
	}
	d, note, err := s.newCounty(in, dir, project.NewStarter(name, code, year))
	if err != nil {
		s.broke(w, "新建", err)
		return
	}
	if err := s.sit(d); err != nil {
		s.broke(w, "新建", err)
		return
	}
	s.say("%s", note)
	http.Redirect(w, r, "/check", http.StatusSeeOther)
}

// newCounty writes the files of a new county and opens it. What fails is taken
// back.
func (s *Server) newCounty(in *intake, dir string, st *project.Starter) (d *desk, note string, err error) {
	files, note, err := starterFiles(in, st)
	if err != nil {
		return nil, "", err
	}
	if err := s.folder.Mkdir(dir, 0o700); err != nil {
		return nil, "", err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.folder.RemoveAll(dir))
		}
	}()
	err = project.WriteStarter(files, func(name string) (io.WriteCloser, error) {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := s.folder.MkdirAll(filepath.Dir(full), 0o700); err != nil {
			return nil, err
		}
		return s.folder.OpenFile(full, createNew, 0o600)
	})
	if err != nil {
		return nil, "", err
	}
	for _, f := range in.files {
		to := filepath.Join(dir, project.RosterFolder, filepath.FromSlash(f))
		if err := s.folder.Rename(filepath.Join(in.dir, filepath.FromSlash(f)), to); err != nil {
			return nil, "", err
		}
	}
	d, err = s.deskAt(dir)
	return d, note, err
}

// starterFiles are the files of a new county: with rosters those that they
// ask for, else those of a sample.
func starterFiles(in *intake, st *project.Starter) ([]project.StarterFile, string, error) {
	if len(in.files) == 0 {
		files, err := st.Files()
		return files, "已新建。把名册放进“名册”文件夹，这一页会自己更新；“branches”文件夹里的示例支部是虚构的，用不着时删去。", err
	}
	rosters, err := fs.Sub(regular.FS(in.root.FS()), in.dir)
	if err != nil {
		return nil, "", err
	}
	list := new(diag.List)
	found := config.SurveyRosters(rosters, st.Name, list)
	if list.Errors() > 0 {
		f := list.Sorted()[slices.IndexFunc(list.Sorted(), func(f diag.Finding) bool { return f.Severity == diag.Error })]
		return nil, "", errors.New(f.Place.String() + "：" + f.Message + "。" + f.Hint)
	}
	if len(found.Branches) == 0 {
		return nil, "", errors.New("这些表没有一张看得出党支部：名册要有一行标题，如“姓名”“所在党支部”")
	}
	files, err := st.FromRosters(rosters, found, func(string, string) bool { return true })
	note := "已新建：找出 " + strconv.Itoa(len(found.Branches)) + " 个党支部、" + strconv.Itoa(found.Members) + " 名党员。代码、名称、类型是程序拟的，请打开 " +
		path.Join(pack.Safe(st.Name, ""), project.BranchBook) + " 核对、改好、存盘。"
	return files, note, err
}
