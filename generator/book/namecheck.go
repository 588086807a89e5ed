package book

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dangce/config/decode"
	"dangce/generator/calc"
	"dangce/generator/doc"
	"dangce/templates"
)

func columnPath(t *templates.Table, c *templates.TableCol) string {
	for i := range t.Cols {
		if &t.Cols[i] == c {
			return fmt.Sprintf("column[%d]", i)
		}
	}
	return ""
}

// shown returns the column of a worksheet that a template names, or nil when
// it has said what is wrong.
func (f *formCheck) shown(src *decode.File, path string, fs *formSheet, id string) *doc.Column {
	var known []string
	for i := range fs.table.Cols {
		c := &fs.table.Cols[i]
		switch {
		case c.ID == id && c.Print:
			f.add(src, "unknown-name", path, fmt.Sprintf("表 %s 的列 %q 只印在纸上，工作表里没有", fs.of.Name, id), `换一列，或者去掉那一列的 only = "paper"`)
			return nil
		case c.ID == id:
			return c
		}
		known = append(known, c.ID)
	}
	// A workbook of ours that misses a column of the county's own table: the
	// county's file is the one to change.
	if builtIn(src) && !builtIn(fs.of.Source) {
		lost, hint := f.lost(fs.of, id)
		f.add(fs.of.Source, "lost-column", lost, fmt.Sprintf("工作表“%s”要用这张表的列 %q，这里没有了", fs.Name, id), hint)
		return nil
	}
	hint := "照 tables 文件夹里那张表的 id 写"
	if near := decode.Nearest(id, known); near != "" {
		hint = "是不是 " + near + "？" + hint
	}
	f.add(src, "unknown-name", path, fmt.Sprintf("表 %s 没有列 %q", fs.of.Name, id), hint)
	return nil
}

// names looks up the columns that a sheet names beside its rules and formulas.
func (f *formCheck) names(form *form, fs *formSheet) {
	src := form.Source
	for _, id := range fs.Columns {
		f.shown(src, fs.at+".columns", fs, id)
	}
	if fs.Freeze != "" {
		f.shown(src, fs.at+".freeze", fs, fs.Freeze)
	}
	last := 0
	for i, id := range fs.Breaks {
		c := f.shown(src, fs.at+".breaks", fs, id)
		if c == nil {
			continue
		}
		at := fs.table.Column(id)
		if at == 0 || i > 0 && at <= last {
			f.add(src, "bad-order", fs.at+".breaks", fmt.Sprintf("从 %q 开始新的一页，位置不对", id), "从左到右写各页的第一列，不写整张表的第一列")
		}
		last = at
	}
	if d := fs.Chart; d != nil {
		f.shown(src, fs.at+".chart.category", fs, d.Category)
		for _, id := range d.Series {
			if c := f.shown(src, fs.at+".chart.series", fs, id); c != nil && (c.Kind == doc.KindText || c.Kind == doc.KindDate || c.Kind == doc.KindTime) {
				f.add(src, "not-a-number", fs.at+".chart.series", fmt.Sprintf("列 %q 不是数，画不出图", id), "换成人数、金额、百分比的列")
			}
		}
	}
	for i := range fs.cols {
		f.link(form, fs, &fs.cols[i])
		if u := fs.cols[i].under; u != "" && fs.table.Column(u) < 0 {
			f.add(fs.of.Source, "unknown-name", columnPath(fs.of, fs.cols[i].TableCol)+".under", fmt.Sprintf("这张表里没有列 %q", u), "写同一张表里另一列的 id")
		}
	}
}

// link looks up where the cells of a column lead to.
func (f *formCheck) link(form *form, fs *formSheet, c *column) {
	if c.Link == "" || fs.Example {
		return
	}
	src, path := fs.of.Source, columnPath(fs.of, c.TableCol)+".link"
	table, rest, ok := strings.Cut(c.Link, ".")
	rest, at, _ := strings.Cut(rest, "@")
	id, by, _ := strings.Cut(rest, "=")
	if !ok || id == "" {
		f.add(src, "bad-link", path, fmt.Sprintf("链接 %q 写得不对", c.Link), `写成 "表.列" 或 "表.列=本表列"`)
		return
	}
	for _, own := range []string{by, at} {
		if own != "" && fs.table.Column(own) < 0 {
			f.add(src, "unknown-name", path, fmt.Sprintf("这张表里没有列 %q", own), "写本表一列的 id")
		}
	}
	for i := range form.sheets {
		if to := &form.sheets[i]; to.table != nil && !to.Example && to.of.Name == table {
			if to.table.Column(id) >= 0 {
				return
			}
			if builtIn(src) && !builtIn(to.of.Source) {
				lost, hint := f.lost(to.of, id)
				f.add(to.of.Source, "lost-column", lost, fmt.Sprintf("表 %s 链接到这张表的列 %q，这里没有了", fs.of.Name, id), hint)
				return
			}
			f.add(src, "unknown-name", path, fmt.Sprintf("表 %s 没有列 %q", table, id), "照那张表的 id 写")
			return
		}
	}
	if !builtIn(src) {
		f.add(src, "unknown-name", path, fmt.Sprintf("工作簿 %s 里没有那张表 %q", form.Name, table), "写同一个工作簿里另一张表的名字，或者去掉 link")
		return
	}
	f.add(form.Source, "unknown-name", fs.at+".use", fmt.Sprintf("表 %s 有链接通向表 %s，这个工作簿里没有那张表", fs.of.Name, table), "加上用那张表的工作表，或者在表里去掉 link")
}

// rules looks up the columns of the rules, and whether what they compare can
// be the same.
func (f *formCheck) rules(w *templates.Workbook, fs *formSheet) {
	for k, list := range fs.rules {
		t, path := &fs.Rules[k], fmt.Sprintf("%s.rule[%d]", fs.at, k)
		for i := range list {
			for _, id := range list[i].Columns {
				f.shown(w.Source, path+".columns", fs, id)
			}
			c := f.shown(w.Source, path+".column", fs, list[i].When.Column)
			if c == nil {
				continue
			}
			if !t.With.Empty() {
				if d := f.shown(w.Source, path+".with", fs, list[i].When.With); d != nil && d.Kind != c.Kind {
					f.add(w.Source, "bad-rule", path+".with", fmt.Sprintf("列 %q 和 %q 种类不同，比不出结果", c.ID, d.ID), "换成 kind 一样的列")
				}
				continue
			}
			f.compared(w.Source, path, t, c, list[i].When.Value)
		}
	}
}

// compared checks the value of a rule.
func (f *formCheck) compared(src *decode.File, path string, t *templates.Rule, c *doc.Column, v doc.Value) {
	if t.Op == "filled" || t.Value.Empty() {
		if t.Value.Empty() && t.Op != "filled" && t.Op != "equal" && t.Op != "not_equal" {
			f.add(src, "bad-rule", path+".op", "没有写和什么比", "加一行 value")
		}
		return
	}
	ordered := c.Kind != doc.KindText && c.Kind != doc.KindTime && c.Kind != doc.KindTick
	switch {
	case t.Op == "contains" && c.Kind != doc.KindText:
		f.add(src, "bad-rule", path+".op", fmt.Sprintf("列 %q 不是文字，不能用 contains", c.ID), "用 equal、less 这些")
	case ordered && v.Kind != c.Kind:
		f.add(src, "bad-rule", path+".value", fmt.Sprintf("%q 和列 %q 的种类不同，比不出结果", t.Value.String(), c.ID), "整数写成 3，金额写成 10.00，百分比写成 80%，日期写成 2027-07-01")
	case !ordered && slices.Contains([]string{"less", "at_most", "greater", "at_least"}, t.Op):
		f.add(src, "bad-rule", path+".op", fmt.Sprintf("列 %q 是文字，不分大小", c.ID), "用 equal、not_equal 或 contains")
	}
	words := append(calc.Texts(c.Formula), c.Choices...)
	if t.Op == "equal" && len(words) > 0 && !slices.Contains(words, t.Value.String()) {
		f.add(src, "bad-rule", path+".value", fmt.Sprintf("列 %q 里不会有 %q", c.ID, t.Value.String()), "可能的有："+strings.Join(words[:min(len(words), 12)], "、"))
	}
}

// columns checks the columns of a worksheet, and reports whether they have
// names of their own.
func (f *formCheck) columns(fs *formSheet) bool {
	src, first := fs.of.Source, map[string]bool{}
	sound := true
	for i := range fs.cols {
		c, path := &fs.cols[i], columnPath(fs.of, fs.cols[i].TableCol)
		switch {
		case c.id == "" || strings.ContainsAny(c.id, " .,=<>/()\"") || utf8.RuneCountInString(c.id) > maxID:
			f.add(src, "bad-id", path+".id", fmt.Sprintf("列的 id %q 不能用", c.id), "用英文字母、数字和下划线，例如 id = \"held\"")
			sound = false
		case first[c.id] && c.Repeat != "":
			f.add(src, "same-id", path+".id", fmt.Sprintf("重复出来的几列 id 都是 %q", c.id), "在 id 里写上 {mm}、{quarter} 或 {level.id}，例如 id = \"q{quarter}paid\"")
			sound = false
		case first[c.id]:
			f.add(src, "same-id", path+".id", fmt.Sprintf("有两列的 id 是 %q", c.id), "换一个别的 id；格式、公式靠它找列")
			sound = false
		}
		first[c.id] = true
		f.bounds(src, path, &fs.table.Cols[i])
	}
	if n := len(fs.table.Cols); n > maxColumns {
		f.add(src, "too-many", "title", fmt.Sprintf("展开后有 %d 列，最多 %d 列", n, maxColumns), "减少列，或者分成两张表")
	}
	return sound
}
