package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/regular"
	"dangce/project"
)

// A county that has rosters and no list of its branches: init --from reads
// the rosters and proposes the list, one workbook that the clerk puts right.

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
	return regular.Dir(name), nil
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
	if err := made.all(func() error { return made.writeFrom(f, rosters, s) }); err != nil {
		return err
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
		a.say("代码、名称、类型、所属党委是程序拟的，请打开 %s 核对、改好、存盘、关上", filepath.Join(made.dir, project.BranchBook))
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
	files, err := project.NewStarter(f.name, f.code, f.year).FromRosters(rosters, s, func(name, to string) bool {
		return sameFile(filepath.Join(f.from, name), filepath.Join(n.dir, to))
	})
	if err != nil {
		return err
	}
	return project.WriteStarter(files, n.create)
}
