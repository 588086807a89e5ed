package book

import (
	"strings"

	"dangce/generator/doc"
	"dangce/templates"
)

// WorkbookApplies reports whether a workbook is written for the subject.
func (s *Set) WorkbookApplies(w *templates.Workbook, sub *Subject) bool {
	switch w.For {
	case "branch":
		return sub.Branch != nil
	case "committee":
		return sub.Branch == nil && sub.Committee != nil
	}
	return sub.Branch == nil && sub.Committee == nil
}

// Workbook makes a workbook for the subject.
func (s *Set) Workbook(t *templates.Workbook, sub *Subject) *doc.Workbook {
	sc := &scope{Subject: sub, set: s}
	w := &doc.Workbook{
		Title: sc.expand(t.Title), Template: t.Name, Version: t.Version,
		Year: sub.County.Year, County: sub.County.Code,
		Author: sub.County.Department, Date: sub.County.Issued.String(),
	}
	if sub.Branch != nil {
		w.Branch = sub.Branch.Code
	}
	if sub.Committee != nil {
		w.Owner = sub.Committee.Code
	}
	for i := range t.Sheets {
		w.Sheets = append(w.Sheets, s.sheet(&t.Sheets[i], sc))
	}
	return w
}

func (s *Set) sheet(t *templates.Sheet, sc *scope) doc.Sheet {
	sh := doc.Sheet{Name: t.Name, Title: sc.expand(t.Title), Subtitle: sc.expand(t.Subtitle), Landscape: t.Landscape, A3: t.A3,
		FreezeCol: t.Freeze, Protect: t.Protect, Filter: t.Filter, Sign: t.Sign}
	for _, n := range t.Notes {
		text, head := strings.CutPrefix(n, "# ")
		sh.Notes = append(sh.Notes, doc.Note{Text: sc.expand(text), Head: head})
	}
	if u := s.tables[t.Use]; u != nil {
		sh.Table = s.table(u.Cols, u.Data, u.Total, sc)
		sh.Table.ID = u.Name
		if sh.Example = t.Example; t.Example {
			sample(sh.Table, sc.columns(u.Cols))
		}
	}
	for i := range t.Rules {
		sh.Rules = append(sh.Rules, sc.rules(&t.Rules[i])...)
	}
	return sh
}
