package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"dangce/config"
	"dangce/config/diag"
	"dangce/config/roster"
	"dangce/config/sheet"
	"dangce/templates"
)

// What became of the rosters, after check and before a build: nothing that
// stands in them is left out without a word. Without -v only what deserves a
// look is printed: columns and sheets with values that were not read, and
// rows that were read though nobody sees them.

// readReply is a sheet in the JSON answer of check.
type readReply struct {
	File       string        `json:"file"`
	Sheet      string        `json:"sheet"`
	Kind       string        `json:"kind,omitempty"` // 党员, …; "" for a sheet that was not read
	Why        string        `json:"why,omitempty"`  // it was not read
	Hidden     bool          `json:"hidden,omitempty"`
	Records    int           `json:"records"`
	HiddenRows int           `json:"hidden_rows,omitempty"`
	Filtered   bool          `json:"filtered,omitempty"`       // by a filter, rows that are hidden
	HiddenCols []string      `json:"hidden_columns,omitempty"` // that were read
	Covered    []string      `json:"covered,omitempty"`        // values below merged areas, not read: B3 张三
	Used       []string      `json:"used,omitempty"`           // titles of the columns that were read
	Unused     []unusedReply `json:"unused,omitempty"`
	Other      []otherReply  `json:"other_rows,omitempty"` // rows that are no records

	looks bool // it could have been read as a list
}

type unusedReply struct {
	Column string `json:"column"`
	Title  string `json:"title"`
	Why    string `json:"why"`
	Guess  string `json:"guess,omitempty"` // the column that may be meant
	Values int    `json:"values"`
}

type otherReply struct {
	Row int    `json:"row"`
	Use string `json:"use"`
}

// readOf makes the answer of an account.
func readOf(a *config.Account, titles *templates.Titles) []readReply {
	out := []readReply{}
	for _, f := range a.Rosters {
		for _, s := range f.Sheets {
			out = append(out, sheetReply(f.File, s, titles))
		}
	}
	return out
}

func sheetReply(file string, s *roster.SheetAccount, titles *templates.Titles) readReply {
	r := readReply{File: file, Sheet: s.Name, Kind: s.Kind, Why: s.Why, Hidden: s.Hidden, Records: s.Records(), HiddenRows: s.HiddenRows, Filtered: s.Filtered && s.HiddenRows > 0, looks: s.Looks}
	for _, c := range s.Covered {
		r.Covered = append(r.Covered, sheet.CellName(c.Row, c.Col)+" "+c.Text)
	}
	used := map[string]bool{}
	for _, c := range s.Columns {
		if c.ID != "" {
			used[c.ID] = true
			r.Used = append(r.Used, c.Title)
			if c.Hidden {
				r.HiddenCols = append(r.HiddenCols, sheet.ColumnName(c.Col)+" "+c.Title)
			}
		}
	}
	for _, c := range s.Columns {
		if c.ID == "" {
			r.Unused = append(r.Unused, unusedReply{sheet.ColumnName(c.Col), c.Title, c.Why, guess(c.Title, s.Kind, used, titles), c.Values})
		}
	}
	for _, row := range s.Rows {
		if row.Use != roster.AsRecord && row.Use != roster.AsHeader {
			r.Other = append(r.Other, otherReply{row.N, row.Use.String()})
		}
	}
	return r
}

var listsOf = map[string]string{"党委": "committee", "党支部": "branch", "党员": "member"}

// guess finds the column that an unknown title may mean: one that the sheet
// has not, a way of writing which stands in the title, other characters
// between its own aside. The longest way counts, of equal ones the first.
func guess(title, kind string, used map[string]bool, titles *templates.Titles) string {
	key, best, longest := sheet.Key(title), "", 1
	for _, t := range titles.List(listsOf[kind]) {
		if used[t.ID] {
			continue
		}
		for _, way := range slices.Concat([]string{t.Title}, t.Also, t.Like) {
			if n := utf8.RuneCountInString(way); n > longest && within(sheet.Key(way), key) {
				best, longest = t.Title, n
			}
		}
	}
	return best
}

// within reports whether the characters of part stand in whole, in their order.
func within(part, whole string) bool {
	for _, r := range part {
		i := strings.IndexRune(whole, r)
		if i < 0 {
			return false
		}
		whole = whole[i+utf8.RuneLen(r):]
	}
	return true
}

// readText prints what became of the rosters.
func (a *app) readText(w io.Writer, in *input) {
	if a.quiet || in.titles == nil {
		return
	}
	var lines []string
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, r := range readOf(&in.account, in.titles) {
		place := r.File
		if r.Sheet != "" {
			place += "[" + r.Sheet + "]"
		}
		switch {
		case r.Kind != "" && a.verbose:
			add("%s：按%s读了 %d 行；用了 %s", place, r.Kind, r.Records, strings.Join(r.Used, "、"))
		case r.Kind == "" && r.Why != "" && (a.verbose || r.Hidden || r.looks):
			add("%s：整张表没有读（%s）", place, r.Why)
		}
		if cols := unusedText(r.Unused, a.verbose); cols != "" {
			add("%s：有内容而没有读的列：%s", place, cols)
		}
		a.unseen(place, &r, add)
		for _, o := range r.Other {
			if a.verbose {
				add("%s：第 %d 行没有当作记录（%s）", place, o.Row, o.Use)
			}
		}
	}
	if a.verbose {
		for _, b := range branchesOf(in.county) {
			add("%s", b.text())
		}
	}
	if len(lines) == 0 {
		return
	}
	fmt.Fprintln(w, "\n读了什么：")
	for _, l := range lines {
		fmt.Fprintln(w, "  "+diag.Clean(l))
	}
	if !a.verbose {
		fmt.Fprintln(w, "  不该丢的，把标题改成认得的叫法（名册模板.xlsx 里有全部），或者在 rosters 里点名要读的表；加 -v 列出全部")
	}
}

// unseen says what was read though nobody sees it, and what was not read since
// it lies below merged cells.
func (a *app) unseen(place string, r *readReply, add func(string, ...any)) {
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

// unusedText lists the columns that hold values nobody reads. Numbers that
// count the rows are no loss, identity numbers are left out on purpose: they
// are named only where the whole list is asked for.
func unusedText(all []unusedReply, whole bool) string {
	var out []string
	for _, c := range all {
		if !whole && (c.Values == 0 || strings.HasPrefix(c.Why, "证件号") || sheet.Key(c.Title) == "序号") {
			continue
		}
		if sheet.Key(c.Title) == "序号" {
			c.Why = "只是序号，不用读"
		}
		text := fmt.Sprintf("%s（%s 列，%s）", c.Title, c.Column, c.Why)
		if c.Title == "" {
			text = c.Column + " 列（" + c.Why + "）"
		}
		if c.Guess != "" {
			text += "是不是“" + c.Guess + "”？"
		}
		out = append(out, text)
	}
	return strings.Join(out, "、")
}
