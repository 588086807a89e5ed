package project

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf16"

	"dangce/config/date"
	"dangce/config/diag"
	"dangce/generator/doc"
)

// Names are the short names of committees and branches, by code, as far as
// they are known.
func (p *Project) Names() (committees, branches map[string]string) {
	committees, branches = map[string]string{}, map[string]string{}
	if p.County == nil {
		return committees, branches
	}
	for _, c := range p.County.Committees {
		committees[c.Code] = c.Short
	}
	for _, b := range p.County.Branches() {
		branches[b.Code] = b.Short
	}
	for _, l := range p.County.LeftOut {
		branches[l.Code] = l.Short
	}
	return committees, branches
}

// problemTemplate marks workbooks of problems in their properties.
const problemTemplate = "problems"

// problemTitle is what the workbook is called.
const problemTitle = "名册问题清单"

// ProblemBook makes a workbook of findings, a sheet for each committee, to be
// sent to those who keep the rosters. What belongs to none comes first.
// What was filled in in an earlier one is filled in again.
func (p *Project) ProblemBook(day date.Date, old *Marks) *doc.Workbook {
	wb := p.problemBook(problemTitle, p.Findings, day, old)
	wb.Sheets = append(wb.Sheets, p.AccountSheets()...)
	return wb
}

func (p *Project) problemBook(title string, findings []diag.Finding, day date.Date, old *Marks) *doc.Workbook {
	wb := &doc.Workbook{Title: title, Template: problemTemplate, Version: 1, Date: day.String()}
	if p.County != nil {
		wb.Year, wb.County, wb.Author = p.County.Year, p.County.Code, p.County.Department
	}
	committees, branches := p.Names()
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

func problemSheet(title, name string, findings []diag.Finding, branches map[string]string, old *Marks) doc.Sheet {
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

// LeftOutBook lists the branches that a partial build left out, and why.
func (p *Project) LeftOutBook() *doc.Workbook {
	errs := slices.DeleteFunc(slices.Clone(p.Findings), func(f diag.Finding) bool { return f.Severity != diag.Error })
	wb := p.problemBook("未出清单", errs, p.County.Issued, nil)
	committees, _ := p.Names()
	t := &doc.Table{ID: "left-out", Cols: []doc.Column{
		{ID: "no", Title: "序号", Kind: doc.KindInt, Chars: 6},
		{ID: "committee", Title: "党委", Chars: 24},
		{ID: "code", Title: "党支部代码", Chars: 14},
		{ID: "branch", Title: "党支部", Chars: 30},
		{ID: "errors", Title: "错误数", Kind: doc.KindInt, Chars: 8},
	}}
	for i, l := range p.County.LeftOut {
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
