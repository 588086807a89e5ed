package main

import (
	"fmt"
	"io"
	"strings"

	"dangce/config/diag"
	"dangce/project"
)

// What became of the rosters, after check and before a build. Without -v only
// what deserves a look is printed: columns and sheets with values that were
// not read, and rows that were read though nobody sees them.

// readText prints what became of the rosters.
func (a *app) readText(w io.Writer, in *project.Project) {
	if a.quiet || in.Titles == nil {
		return
	}
	var lines []string
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, r := range in.Sheets() {
		place := r.Place()
		switch {
		case r.Kind != "" && a.verbose:
			add("%s：按%s读了 %d 行；用了 %s", place, r.Kind, r.Records, strings.Join(r.Used, "、"))
		case r.Kind == "" && r.Why != "" && (a.verbose || r.Hidden || r.Looks):
			add("%s：整张表没有读（%s）", place, r.Why)
		}
		if cols := r.UnusedText(a.verbose); cols != "" {
			add("%s：有内容而没有读的列：%s", place, cols)
		}
		a.unseen(place, &r, add)
		for _, o := range r.Other {
			if a.verbose {
				add("%s：第 %d 行没有当作记录（%s）", place, o.Row, o.Use)
			}
		}
	}
	unread := len(lines)
	branches := in.Branches()
	if a.verbose {
		for _, b := range branches {
			add("%s", b.Text())
		}
	} else if s := project.WithoutDues(branches); s != "" {
		add("%s", s)
	}
	if len(lines) == 0 {
		return
	}
	fmt.Fprintln(w, "\n读了什么：")
	for _, l := range lines {
		fmt.Fprintln(w, "  "+diag.Clean(l))
	}
	switch {
	case a.verbose:
	case unread > 0:
		fmt.Fprintln(w, "  不该丢的，把标题改成认得的叫法（名册模板.xlsx 里有全部），或者在 rosters 里点名要读的表；加 -v 列出全部")
	default:
		fmt.Fprintln(w, "  加 -v 列出全部")
	}
}

// unseen says what was read though nobody sees it, and what was not read since
// it lies below merged cells.
func (a *app) unseen(place string, r *project.Sheet, add func(string, ...any)) {
	if r.HiddenRows > 0 && a.verbose { // a finding says so
		how := "隐藏"
		if r.Filtered {
			how = "筛掉"
		}
		add("%s：有 %d 行是%s的，也读了", place, r.HiddenRows, how)
	}
	if len(r.HiddenCols) > 0 {
		add("%s：隐藏的列也读了：%s", place, strings.Join(r.HiddenCols, "、"))
	}
	if len(r.Covered) > 0 {
		add("%s：合并单元格下面盖住的值没有读：%s", place, strings.Join(r.Covered, "、"))
	}
}
