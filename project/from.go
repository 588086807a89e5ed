package project

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"dangce/config"
	"dangce/config/diag"
	"dangce/generator/doc"
	"dangce/generator/xlsx"
	"dangce/templates"
)

// RegisterFolder of a project holds the registers that came back.
const RegisterFolder = "交回的登记表"

// RosterFolder holds the rosters of a project.
const RosterFolder = "名册"

// BranchBook is the workbook of branches of a project that was made from
// rosters: one list that the clerk puts right.
const BranchBook = RosterFolder + "/党支部表.xlsx"

// FromRosters returns the files of a project for rosters as they are, and
// which branches they speak of. there reports whether a roster lies in the new
// project already; the others are copied.
func (st *Starter) FromRosters(rosters fs.FS, s *config.Survey, there func(name, to string) bool) ([]StarterFile, error) {
	var copies []StarterFile
	for _, name := range s.Files {
		to := path.Join(RosterFolder, name)
		if !there(name, to) {
			data, err := fs.ReadFile(rosters, name)
			if err != nil {
				return nil, fmt.Errorf("读 %s：%w", name, err)
			}
			copies = append(copies, StarterFile{Name: to, Data: data})
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
		return nil, err
	}
	files, err := st.fill([]StarterFile{{Name: "county.toml"}, {Name: BranchBook, Data: table}, {Name: "holidays.toml"}, {Name: "README.txt"}})
	return append(files, copies...), err
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
func (s *Starter) branchTable(found *config.Survey) ([]byte, error) {
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
