package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/config/regular"
	"dangce/generator"
	"dangce/generator/audit"
	"dangce/generator/plan"
	"dangce/project"
)

// registersPage is what came back.
type registersPage struct {
	Job        *jobView
	Ready      bool
	Fixed      bool // the example takes no files
	Folder     string
	There      int // files in the folder
	Result     *audit.Result
	Summary    string
	AsOf       string
	Registers  audit.Ratio
	Findings   []findingGroup
	Months     []monthRates
	Committees []ratesView
	Chosen     *ratesView
	Missing    []audit.Missing
	Folders    []folderView
}

// ratesView are the rates of a committee, with its branches.
type ratesView struct {
	Code, Name string
	audit.Totals
	Branches []ratesView
	Months   []monthRates
}

// monthRates are the rates of a month: theme days, as in the totals.
type monthRates struct {
	Month               int
	Attendance, Leaders audit.Ratio
	Good                audit.Ratio // theme days on time and in full, of those due
}

func (s *Server) registers(w http.ResponseWriter, r *http.Request, d *desk) {
	st := d.now()
	p := registersPage{Ready: st.County != nil, Folder: path.Join(d.name, project.RegisterFolder), Fixed: d.root == nil}
	if d.root != nil {
		entries, _ := fs.ReadDir(d.files, project.RegisterFolder) // none yet
		p.There = len(entries)
	}
	if j := s.current(); j != nil {
		p.Job = j.view(s.Now())
		j.mu.Lock()
		p.Result = j.result
		j.mu.Unlock()
	}
	if p.Result != nil {
		p.fill(r.FormValue("of"))
	}
	if st.County != nil {
		if m := s.manifest(project.Collected(st.County)); m != nil {
			p.Folders = foldersOf(m.Files)
			for i := range p.Folders {
				p.Folders[i].inCollected()
			}
		}
	}
	s.show(w, "registers", "登记表", true, p)
}

// inCollected makes the addresses those of the collection's folder.
func (f *folderView) inCollected() {
	if f.Zip != "" {
		f.Zip += "&in=collected"
	}
	for i := range f.Files {
		f.Files[i].Get += "&in=collected"
	}
	for i := range f.Folders {
		f.Folders[i].inCollected()
	}
}

func (p *registersPage) fill(of string) {
	r := p.Result
	p.Summary, p.Registers, p.AsOf, p.Missing = r.Summary(), r.Registers(), r.AsOf.String(), r.Missing
	for _, f := range r.Findings {
		if n := len(p.Findings); n == 0 || p.Findings[n-1].File != f.File {
			p.Findings = append(p.Findings, findingGroup{File: f.File})
		}
		g := &p.Findings[len(p.Findings)-1]
		v := findingView{Finding: f, IsError: f.Severity == diag.Error, Where: f.Sheet}
		if f.Cell != "" {
			v.Where += "!" + f.Cell
		}
		g.Findings = append(g.Findings, v)
	}
	for _, c := range r.Committees {
		v := ratesView{Code: c.Code, Name: c.Short, Totals: c.Totals}
		if c.Code == of {
			var own []*audit.Branch
			for _, b := range r.Branches {
				if b.Committee.Code == of {
					own = append(own, b)
					v.Branches = append(v.Branches, ratesView{Code: b.Code, Name: b.Short, Totals: b.Totals})
				}
			}
			v.Months = ratesByMonth(own)
			p.Chosen = &v
		}
		p.Committees = append(p.Committees, v)
	}
	p.Months = ratesByMonth(r.Branches)
}

// ratesByMonth are the rates of the totals, month by month.
func ratesByMonth(all []*audit.Branch) []monthRates {
	var by [13]monthRates
	for _, b := range all {
		for i := range b.Activities {
			a := &b.Activities[i]
			if a.Kind != plan.ThemeDay {
				continue
			}
			m := &by[a.Month]
			if a.Due && !a.Unjudged {
				m.Good.Den++
				if a.OnTime && a.Proper {
					m.Good.Num++
				}
			}
			if !a.Happened() {
				continue
			}
			if a.Expected.Given && a.Present.Given {
				m.Attendance.Add(audit.Ratio{Num: a.Present.N, Den: a.Expected.N})
			}
			if a.LeadersExpected.Given && a.LeadersPresent.Given {
				m.Leaders.Add(audit.Ratio{Num: a.LeadersPresent.N, Den: a.LeadersExpected.N})
			}
		}
	}
	var out []monthRates
	for m := range by {
		if by[m].Good.Den > 0 || by[m].Attendance.Den > 0 {
			by[m].Month = m
			out = append(out, by[m])
		}
	}
	return out
}

// collect takes registers in, if there are any in the request, and sums up
// what the folder holds.
func (s *Server) collect(w http.ResponseWriter, r *http.Request, d *desk) {
	st := s.sound(w, d)
	if st == nil {
		return
	}
	if d.root == nil {
		s.fail(w, http.StatusConflict, "示例县不收登记表", "新建或打开自己的县")
		return
	}
	if s.busy() {
		s.fail(w, http.StatusConflict, "还在做上一件事", "等它做完，或先停下")
		return
	}
	in, bad := s.receive(w, r, d.root, ".")
	if bad != nil {
		s.fail(w, bad.code, bad.message, bad.hint)
		return
	}
	defer in.discard()
	if err := d.keep(in); err != nil {
		s.broke(w, "收登记表", err)
		return
	}
	if _, err := d.root.Stat(project.RegisterFolder); err != nil {
		s.fail(w, http.StatusBadRequest, "还没有登记表", "把交回来的登记表拖到这一页")
		return
	}
	errs, _ := diag.Count(st.Findings)
	if errs > 0 {
		s.fail(w, http.StatusConflict, "名册或配置里还有错误，没有汇总", "登记表已经收下；先到“检查”里改好，再按“汇总”")
		return
	}
	if !s.begin("汇总", func(ctx context.Context, j *job) (string, error) { return s.summarise(ctx, j, d, st) }) {
		s.fail(w, http.StatusConflict, "还在做上一件事", "等它做完，或先停下")
		return
	}
	http.Redirect(w, r, "/registers", http.StatusSeeOther)
}

// keep moves an upload into the folder of registers. A file that is there
// already with the same bytes is not kept twice; another of its name gets a
// number.
func (d *desk) keep(in *intake) error {
	if err := d.root.MkdirAll(project.RegisterFolder, 0o700); err != nil {
		return err
	}
	for _, name := range in.files {
		from := filepath.Join(in.dir, name)
		ext := path.Ext(name)
		for i := 1; ; i++ {
			to := filepath.Join(project.RegisterFolder, name)
			if i > 1 {
				to = filepath.Join(project.RegisterFolder, fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), i, ext))
			}
			_, err := d.root.Lstat(to)
			if errors.Is(err, fs.ErrNotExist) {
				if err := d.root.Rename(from, to); err != nil {
					return err
				}
				break
			}
			if err != nil {
				return err
			}
			if same, err := equal(d.root, from, to); err != nil || same {
				if err != nil {
					return err
				}
				break
			}
		}
	}
	return nil
}

func equal(root *os.Root, a, b string) (bool, error) {
	x, err := root.ReadFile(a)
	if err != nil {
		return false, err
	}
	y, err := root.ReadFile(b)
	return string(x) == string(y), err
}

// summarise does what the command collect does with the folder of registers.
func (s *Server) summarise(ctx context.Context, j *job, d *desk, st *state) (string, error) {
	start := s.Now()
	returned, err := fs.Sub(d.files, project.RegisterFolder)
	if err != nil {
		return "", err
	}
	out := project.Collected(st.County)
	if err := s.folder.MkdirAll(out, 0o700); err != nil {
		return "", err
	}
	root, err := s.folder.OpenRoot(out)
	if err != nil {
		return "", err
	}
	defer root.Close()
	o := generator.CollectOptions{Set: st.Set, Folder: returned, Prefix: project.RegisterFolder, Today: date.Of(s.Now()), Version: s.Version, Roster: st.Findings, Mark: true}
	if o.Before, err = project.Before(filepath.Join(s.Folder, out), filepath.ToSlash(out)); err != nil {
		return "", err
	}
	if info, err := root.Stat(project.Inspections); err == nil && info.IsDir() {
		if o.Samples, err = fs.Sub(regular.FS(root.FS()), project.Inspections); err != nil {
			return "", err
		}
		o.SamplesPrefix = path.Join(filepath.ToSlash(out), project.Inspections)
	}
	r, err := generator.Collect(ctx, st.County, o)
	if err != nil {
		return "", err
	}
	if !r.Recognised() {
		return "", errors.New("没有一份认得出的登记表，什么也没有写；看看放进来的是不是程序发出去的登记表")
	}
	po := st.Pack("collect", s.Version)
	po.Sync = s.Lasting
	notes, err := st.WriteCollected(ctx, filepath.Join(s.Folder, out), r, o, po)
	if err != nil {
		return "", err
	}
	j.mu.Lock()
	j.result = r
	j.mu.Unlock()
	message := fmt.Sprintf("已写入 %s，用时 %s", out, seconds(s.Now().Sub(start)))
	switch n := r.Registers(); {
	case r.Early():
		message += fmt.Sprintf("；通报没有出：%d 年还没有开始", st.County.Year)
	case !r.Complete():
		message += fmt.Sprintf("；通报没有出：应交 %d 份，读到填好的 %d 份（%s），不到 %s%%", n.Den, n.Num, n, st.County.Review.Enough)
	}
	return strings.Join(append([]string{message}, notes...), "；"), nil
}
