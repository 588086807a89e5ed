package book

import (
	"fmt"
	"slices"
	"strings"

	"dangce/generator/audit"
	"dangce/generator/doc"
	"dangce/templates"
)

// contract checks the columns that the code reads and writes by their ids. A
// table that it uses keeps them, with their kinds; everything else of a column
// is the county's to change.
func (f *formCheck) contract(form *form, fs *formSheet) {
	columns, back := audit.Demands(fs.of.Name)
	back = back && slices.Contains(audit.Forms, form.Name)
	if fs.Example || !back && form.For != "collect" && form.Name != audit.Summary {
		return
	}
	for i := range columns {
		c := &columns[i]
		if c.Optional || c.Shared && form.Name == audit.Register {
			continue
		}
		at := fs.table.Column(c.ID)
		if at < 0 || fs.table.Cols[at].Print {
			path, hint := f.lost(fs.of, c.ID)
			f.add(fs.of.Source, "lost-column", path, fmt.Sprintf("程序要用这张表的列 %q（工作表“%s”），这里没有了", c.ID, fs.Name), hint)
			continue
		}
		f.demand(form, fs, at, c, back)
	}
	if back {
		f.titles(fs)
	}
}

// demand checks one column against what the code asks of it.
func (f *formCheck) demand(form *form, fs *formSheet, at int, c *audit.Column, back bool) {
	col, src, path := &fs.table.Cols[at], fs.of.Source, columnPath(fs.of, fs.cols[at].TableCol)
	if !slices.Contains(c.Kinds, col.Kind) {
		var words []string
		for _, k := range c.Kinds {
			words = append(words, `kind = "`+calcKind(k)+`"`)
		}
		f.add(src, "wrong-kind", kindPath(fs.of, slices.IndexFunc(fs.of.Cols, func(t templates.TableCol) bool { return named(t.ID, c.ID) })), fmt.Sprintf("程序按别的种类用列 %q", c.ID), "写成 "+strings.Join(words, " 或 ")+"；文字的列不写 kind 也行")
		return
	}
	if back && c.Fill && !col.Input && !col.New {
		f.add(src, "not-filled-in", path+".id", fmt.Sprintf("列 %q 要由人填，这里没有写", c.ID), "加一行 input = true")
	}
	if len(c.Words) > 0 && (col.Input || col.New) {
		for _, w := range c.Words {
			if !slices.Contains(col.Choices, w) {
				f.add(src, "lost-choice", path+".id", fmt.Sprintf("列 %q 的下拉列表里没有“%s”，程序要用它", c.ID, w), fmt.Sprintf("列表里至少要有：%s", strings.Join(c.Words, "、")))
				return
			}
		}
	}
}

func calcKind(k doc.Kind) string {
	for word, kind := range kinds {
		if kind == k && word != "" {
			return word
		}
	}
	return ""
}

// titles reports columns that a reader could not tell apart: returned files
// are read by their titles.
func (f *formCheck) titles(fs *formSheet) {
	first := map[string]bool{}
	for i := range fs.table.Cols {
		c, path := &fs.table.Cols[i], columnPath(fs.of, fs.cols[i].TableCol)
		title := strings.TrimSuffix(strings.TrimSpace(c.Group+c.Title), doc.FillMark)
		switch {
		case c.Print:
		case title == "":
			f.add(fs.of.Source, "blank-title", path+".id", fmt.Sprintf("列 %q 没有标题，交回来认不出", c.ID), "写上 title")
		case first[title]:
			f.add(fs.of.Source, "same-title", path+".title", fmt.Sprintf("有两列的标题是“%s”，交回来分不清", title), "换一个标题，或者分在两个 group 下")
		}
		first[title] = true
	}
}
