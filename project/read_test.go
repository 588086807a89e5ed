package project

import (
	"strings"
	"testing"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/roster"
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

func TestGuess(t *testing.T) {
	for title, want := range map[string]string{
		"手机电话": "联系电话", "党内现任职务": "党内职务", "学历学位": "学历", "工资基数": "月计费基数", "家庭住址": "",
	} {
		if got := guess(title, "党员", map[string]bool{"name": true}, titles(t)); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
	if got := guess("手机电话", "党员", map[string]bool{"phone": true}, titles(t)); got != "" {
		t.Errorf("a telephone is read already, but %q is proposed", got)
	}
}

// The workbook of problems has the account whole, a line for each sheet.
func TestAccountSheets(t *testing.T) {
	p := &Project{Titles: titles(t), Account: config.Account{Rosters: []roster.Account{{File: "a.xlsx", Sheets: []*roster.SheetAccount{
		member("序号", "姓名/name", "手机电话"), {Name: "转出党员", Why: "表名里有“转出”"},
	}}}}}
	rows := p.AccountSheets()[0].Table.Rows
	var got []string
	for _, r := range rows {
		for _, v := range r.Values {
			got = append(got, v.String())
		}
	}
	want := "a.xlsx|党员|党员|0|姓名|序号（A 列，只是序号，不用读）、手机电话（C 列，不认识这个标题）是不是“联系电话”？||a.xlsx|转出党员|没有读：表名里有“转出”|0|||"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}
