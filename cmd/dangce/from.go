package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"dangce/config"
	"dangce/config/diag"
	"dangce/generator/doc"
	"dangce/generator/xlsx"
	"dangce/templates"
)

// A county that has rosters and no list of its branches: init --from reads
// the rosters and proposes the list, one workbook that the clerk puts right.

// branchBook is the workbook of branches that init --from writes, beside the
// rosters.
const branchBook = "名册/党支部表.xlsx"

// rosterFolder opens the folder of --from.
func rosterFolder(name string) (fs.FS, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &usageError{"没有文件夹 " + name, "写放名册的文件夹的名字，例：dangce init 我县 --from 收来的名册"}
	case err != nil:
		return nil, fmt.Errorf("看 %s：%w", name, err)
	case !info.IsDir():
		return nil, &usageError{name + " 是文件（" + kindOf(name) + "），不是文件夹", "把名册放进一个文件夹，写文件夹的名字"}
	}
	return os.DirFS(name), nil
}

// initFrom makes a county of rosters as they are. The rosters are copied,
// unless they lie in the new county's folder.
func (a *app) initFrom(made *newFiles, f *initFlags) error {
	rosters, err := rosterFolder(f.from)
	if err != nil {
		return err
	}
	list := new(diag.List)
	s := config.SurveyRosters(rosters, f.name, list)
	if findings := list.Sorted(); list.Errors() > 0 {
		return a.stopped(findings)
	}
	if len(s.Branches) == 0 {
		return &usageError{"文件夹 " + f.from + " 里的表没有一张看得出党支部", "名册要有一行标题，如“姓名”“所在党支部”；也可以不写 --from，用空白的名册模板填"}
	}
	if err := made.writeFrom(f, rosters, s); err != nil {
		return errors.Join(err, made.undo())
	}
	v := struct {
		reply
		Dir      string   `json:"dir"`
		Files    []string `json:"files"`
		Branches int      `json:"branches"`
		Members  int      `json:"members"`
		Unplaced int      `json:"unplaced"`
	}{replyOf(list.Sorted()), made.dir, made.names, len(s.Branches), s.Members, s.Unplaced}
	return a.answer(v, func(w io.Writer) error {
		if err := diag.Print(w, list.Sorted(), a.width); err != nil {
			return err
		}
		for _, n := range made.names {
			a.say("已建 %s", filepath.Join(made.dir, n))
		}
		a.say("读了 %d 个文件：%d 个党委，%d 个党支部，%d 名党员", len(s.Files), len(s.Committees), len(s.Branches), s.Members)
		if s.Unplaced > 0 {
			a.say("其中 %d 名党员看不出属于哪个党支部：在名册里加一列“所在党支部”", s.Unplaced)
		}
		a.say("代码、名称、类型、所属党委是程序拟的，请打开 %s 核对、改好、存盘、关上", filepath.Join(made.dir, branchBook))
		if a.chosen {
			a.say("下一步：再回到这里输入 2 检查")
		} else {
			a.say("下一步：运行 dangce check %s", filepath.ToSlash(filepath.Join(made.dir, defaultCounty)))
		}
		return nil
	})
}

// writeFrom writes the county.
func (n *newFiles) writeFrom(f *initFlags, rosters fs.FS, s *config.Survey) error {
	st := newStarter(f.name, f.code, f.year)
	var copies []starterFile
	for _, name := range s.Files {
		to := path.Join("名册", name)
		if !sameFile(filepath.Join(f.from, name), filepath.Join(n.dir, to)) {
			data, err := fs.ReadFile(rosters, name)
			if err != nil {
				return fmt.Errorf("读 %s：%w", name, err)
			}
			copies = append(copies, starterFile{name: to, data: data})
		}
		pattern := path.Join(path.Dir(to), "*"+path.Ext(to))
		if !slices.Contains(st.Rosters, pattern) {
			st.Rosters = append(st.Rosters, pattern)
		}
	}
	if own := "名册/*.xlsx"; !slices.Contains(st.Rosters, own) {
		st.Rosters = append([]string{own}, st.Rosters...)
	}
	table, err := st.branchTable(s)
	if err != nil {
		return err
	}
	files, err := st.fill([]starterFile{{name: "county.toml"}, {name: branchBook, data: table}, {name: "holidays.toml"}, {name: "README.txt"}})
	if err != nil {
		return err
	}
	return writeStarter(append(files, copies...), n.create)
}

// branchNotes are the notes of the workbook of branches.
var branchNotes = []string{
	"这里的党委和党支部是从名册里找出来的，代码、名称、类型、所属党委由程序拟定，请逐行核对，错的直接改。",
	"简称要和名册里写的一样，程序靠它把党员和支部对上；名册里写了党支部代码的，靠代码。",
	"同一个支部写成了两行的，留一行；漏了的，在末尾加一行。",
	"代码印在手册和成品文件夹的名字里，定了以后不要再改；县里已有代码的，换成县里的。",
	"党小组从名册里找出来，几个之间用顿号；成立日期、届满日期、活动场所知道的填上。",
}

// branchTable writes the workbook of branches.
func (s *starter) branchTable(found *config.Survey) ([]byte, error) {
	var ignored diag.List
	titles := templates.LoadTitles(templates.Embedded(), "", nil, &ignored)
	wb := &doc.Workbook{Title: s.Name + "党支部表", Template: "roster", Version: 1, Year: s.Year, County: s.Code,
		Author: s.Department, Date: s.Issued.String()}
	branches := rosterSheet("党支部", "branch", "name", titles.Branch, rosterChoices)
	committees := rosterSheet("党委", "committee", "name", titles.Committee, rosterChoices)
	for _, b := range found.Branches {
		addRow(branches.Table, map[string]string{"code": b.Code, "name": b.Name, "short": b.Short, "committee": b.Committee, "kind": b.Kind, "groups": strings.Join(b.Groups, "、")})
	}
	for _, c := range found.Committees {
		addRow(committees.Table, map[string]string{"code": c.Code, "name": c.Name, "short": c.Short, "kind": c.Kind})
	}
	notes := doc.Sheet{Name: "说明", Title: "党支部表怎么核对"}
	for _, n := range branchNotes {
		notes.Notes = append(notes.Notes, doc.Note{Text: n})
	}
	for _, b := range found.Branches {
		notes.Notes = append(notes.Notes, doc.Note{Text: fmt.Sprintf("%s %s：%d 名党员，见 %s", b.Code, b.Short, b.Members, strings.Join(b.From, "、"))})
	}
	wb.Sheets = []doc.Sheet{branches, committees, notes}
	var b bytes.Buffer
	if err := xlsx.Write(&b, wb); err != nil {
		return nil, fmt.Errorf("党支部表：%w", err)
	}
	return b.Bytes(), nil
}

// addRow adds a row of texts, by the ids of their columns.
func addRow(t *doc.Table, values map[string]string) {
	var row []doc.Value
	for _, c := range t.Cols {
		row = append(row, doc.TextValue(values[c.ID]))
	}
	t.Rows = append(t.Rows, doc.Record{Values: row})
}
