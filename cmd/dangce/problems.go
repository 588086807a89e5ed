package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/generator/doc"
	"dangce/generator/xlsx"
)

// names are the short names of committees and branches, by code, as far as
// they are known.
func (in *input) names() (committees, branches map[string]string) {
	committees, branches = map[string]string{}, map[string]string{}
	if in.county == nil {
		return committees, branches
	}
	for _, c := range in.county.Committees {
		committees[c.Code] = c.Short
	}
	for _, b := range in.county.Branches() {
		branches[b.Code] = b.Short
	}
	for _, l := range in.county.LeftOut {
		branches[l.Code] = l.Short
	}
	return committees, branches
}

// problemTemplate marks workbooks of problems in their properties.
const problemTemplate = "problems"

// problemBook makes a workbook of findings, a sheet for each committee, to be
// sent to those who keep the rosters. What belongs to none comes first.
// What was filled in in an earlier one is filled in again.
func problemBook(title string, in *input, findings []diag.Finding, day date.Date, old *marks) *doc.Workbook {
	wb := &doc.Workbook{Title: title, Template: problemTemplate, Version: 1, Date: day.String()}
	if in.county != nil {
		wb.Year, wb.County, wb.Author = in.county.Year, in.county.Code, in.county.Department
	}
	committees, branches := in.names()
	byOwner := map[string][]diag.Finding{}
	var owners []string
	for _, f := range findings {
		if _, ok := byOwner[f.Owner]; !ok {
			owners = append(owners, f.Owner)
		}
		byOwner[f.Owner] = append(byOwner[f.Owner], f)
	}
	slices.Sort(owners)
	for _, o := range owners {
		name := "县级配置"
		if o != "" {
			name = strings.TrimSuffix(o+"-"+committees[o], "-")
		}
		wb.Sheets = append(wb.Sheets, problemSheet(title, name, byOwner[o], branches, old))
	}
	if len(owners) == 0 {
		wb.Sheets = []doc.Sheet{{Name: "说明", Title: title, Notes: []doc.Note{{Text: "没有发现问题。"}}}}
	}
	return wb
}

func problemSheet(title, name string, findings []diag.Finding, branches map[string]string, old *marks) doc.Sheet {
	t := &doc.Table{ID: "problems-" + name, Cols: []doc.Column{
		{ID: "no", Title: "序号", Kind: doc.KindInt, Chars: 6},
		{ID: "level", Title: "级别", Chars: 6},
		{ID: "branch", Title: "党支部", Chars: 20},
		{ID: "place", Title: "位置", Chars: 30},
		{ID: "message", Title: "问题", Chars: 44},
		{ID: "hint", Title: "怎么改", Chars: 44},
		{ID: "done", Title: "改好了", Input: true, Choices: []string{"已改", "不用改"}, Chars: 12},
	}}
	for i, f := range findings {
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{
			doc.IntValue(i + 1), doc.TextValue(f.Severity.String()), doc.TextValue(cmp.Or(branches[f.Branch], f.Branch)),
			doc.TextValue(f.Place.String()), doc.TextValue(f.Message), doc.TextValue(f.Hint), doc.TextValue(old.of(f.Place.String(), f.Message)),
		}})
	}
	return doc.Sheet{
		Name: sheetName(name), Title: title + "（" + name + "）",
		Subtitle: diag.Summary(findings) + "。请在原名册里改，改好后发回；“错误”不改，这个党支部的资料出不来。",
		Table:    t, Landscape: true, Protect: true, Filter: true,
	}
}

// sheetName makes a name that Excel takes: without []:*?/\ and not above 31
// UTF-16 units.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return '_'
		}
		return r
	}, s)
	for len(utf16.Encode([]rune(s))) > 31 {
		r := []rune(s)
		s = string(r[:len(r)-1])
	}
	return s
}

// leftOutBook lists the branches that a partial build left out, and why.
func leftOutBook(in *input) *doc.Workbook {
	errs := slices.DeleteFunc(slices.Clone(in.findings), func(f diag.Finding) bool { return f.Severity != diag.Error })
	wb := problemBook("未出清单", in, errs, in.county.Issued, nil)
	committees, _ := in.names()
	t := &doc.Table{ID: "left-out", Cols: []doc.Column{
		{ID: "no", Title: "序号", Kind: doc.KindInt, Chars: 6},
		{ID: "committee", Title: "党委", Chars: 24},
		{ID: "code", Title: "党支部代码", Chars: 14},
		{ID: "branch", Title: "党支部", Chars: 30},
		{ID: "errors", Title: "错误数", Kind: doc.KindInt, Chars: 8},
	}}
	for i, l := range in.county.LeftOut {
		t.Rows = append(t.Rows, doc.Record{Values: []doc.Value{
			doc.IntValue(i + 1), doc.TextValue(cmp.Or(committees[l.Committee], l.Committee)),
			doc.TextValue(l.Code), doc.TextValue(l.Short), doc.IntValue(l.Errors),
		}})
	}
	first := doc.Sheet{Name: "未出党支部", Title: "未出清单", Table: t, Protect: true, Filter: true,
		Subtitle: "这些党支部的名册有错误，资料没有出。改好后再运行 build，只补出这些。"}
	wb.Sheets = append([]doc.Sheet{first}, wb.Sheets...)
	return wb
}

// writeProblems writes the workbook of check --format xlsx. An earlier one
// that people have changed is kept beside it.
func (a *app) writeProblems(ctx context.Context, name string, in *input) error {
	old, err := earlierMarks(name)
	if err != nil {
		return err
	}
	wb := problemBook(strings.TrimSuffix(problemFile, ".xlsx"), in, in.findings, date.Of(a.now()), old)
	wb.Sheets = append(wb.Sheets, accountSheets(in)...)
	data, err := await(ctx, func() ([]byte, error) {
		var b bytes.Buffer
		err := xlsx.Write(&b, wb)
		return b.Bytes(), err
	})
	if err != nil {
		return err
	}
	if old != nil && old.edited {
		aside, err := setAside(name)
		if err != nil {
			return err
		}
		a.say("%s 有人填过，已改名保留为 %s；填在“改好了”里的，同样的问题还在的照样填上", name, filepath.Base(aside))
	}
	return writeFile(name, data)
}

// writeFile writes a file beside its target and renames it.
func writeFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".dangce-*.tmp")
	if err != nil {
		return cannotWrite(name, err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return cannotWrite(name, errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

func cannotWrite(name string, err error) error {
	return &hintError{&refused{name, err}, "看看文件是否正开着、文件夹能不能写"}
}

// refused is a file that the system would not have written. The temporary
// file of which the system speaks means nothing to users.
type refused struct {
	name string
	err  error
}

func (e *refused) Error() string { return "写 " + e.name + "：" + cause(e.err) }

func (e *refused) Unwrap() error { return e.err }

// cause words an error of the system, or keeps the message of ours.
func cause(err error) string {
	if s := wording(err); s == err.Error() {
		return s
	}
	return diag.Cause(err)
}
