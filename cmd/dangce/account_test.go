package main

import (
	"bytes"
	"strings"
	"testing"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/roster"
	"dangce/config/sheet"
	"dangce/project"
	"dangce/templates"
)

// member is the account of a sheet of members with columns of these titles.
// Columns that are read have an id behind a slash.
func member(titles ...string) *roster.SheetAccount {
	s := &roster.SheetAccount{Name: "党员", Kind: "党员"}
	for i, t := range titles {
		title, id, _ := strings.Cut(t, "/")
		c := roster.ColumnAccount{Col: i + 1, Title: title, ID: id, Values: 3}
		if id == "" {
			c.Why = "不认识这个标题"
		}
		s.Columns = append(s.Columns, c)
	}
	return s
}

func titles(t *testing.T) *templates.Titles {
	t.Helper()
	var out diag.List
	w := templates.LoadTitles(templates.Embedded(), "", nil, &out)
	if out.Len() > 0 {
		t.Fatal(out.Sorted())
	}
	return w
}

// What is left out is named; a clean roster says nothing.
func TestReadText(t *testing.T) {
	clean := member("序号", "姓名/name", "联系电话/phone")
	id := member("姓名/name", "公民身份号码")
	id.Columns[1].Why = "证件号，不读不存"
	others := &roster.SheetAccount{Name: "转出党员", Why: "表名里有“转出”", Looks: true}
	notes := &roster.SheetAccount{Name: "说明", Why: "不像名册"}
	unseen := member("姓名/name", "联系电话/phone")
	unseen.Columns[1].Hidden = true
	unseen.Covered = []sheet.Cell{{Text: "乙二", Row: 3, Col: 1}}
	for _, x := range []struct {
		sheet *roster.SheetAccount
		want  []string
	}{
		{clean, nil}, {id, nil}, {notes, nil},
		{others, []string{"a.xlsx[转出党员]：整张表没有读（表名里有“转出”）"}},
		{member("姓名/name", "手机电话"), []string{"手机电话（B 列，不认识这个标题）是不是“联系电话”？"}},
		{member("姓名/name", ""), []string{"B 列"}},
		{unseen, []string{"隐藏的列也读了：B 联系电话", "合并单元格下面盖住的值没有读：A3 乙二"}},
	} {
		var out bytes.Buffer
		in := &project.Project{Titles: titles(t), Account: config.Account{Rosters: []roster.Account{{File: "a.xlsx", Sheets: []*roster.SheetAccount{x.sheet}}}}}
		(&app{}).readText(&out, in)
		if (out.Len() > 0) != (x.want != nil) {
			t.Errorf("%s %v:\n%s", x.sheet.Name, x.sheet.Columns, out.String())
		}
		for _, w := range x.want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%q is not in\n%s", w, out.String())
			}
		}
	}
}
