package book

import (
	"slices"
	"strings"

	"dangce/generator/doc"
	"dangce/templates"
)

// WorkbookApplies reports whether a workbook is written for the subject.
func (s *Set) WorkbookApplies(w *templates.Workbook, sub *Subject) bool { return isFor(w.For, sub) }

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
		if sc.holds(t.Sheets[i].When) {
			w.Sheets = append(w.Sheets, s.sheet(&t.Sheets[i], sc))
		}
	}
	return w
}

func (s *Set) sheet(t *templates.Sheet, sc *scope) doc.Sheet {
	sh := doc.Sheet{Name: t.Name, Title: sc.expand(t.Title), Subtitle: sc.expand(t.Subtitle), Landscape: t.Landscape, A3: t.A3,
		FreezeCol: t.Freeze, Breaks: t.Breaks, Protect: t.Protect, Filter: t.Filter, Sign: t.Sign}
	for _, n := range t.Notes {
		text, head := strings.CutPrefix(sc.expand(n), "# ")
		sh.Notes = append(sh.Notes, doc.Note{Text: text, Head: head})
	}
	if u := s.tables[string(t.Use)]; u != nil {
		sh.Table = s.table(u.Cols, u.Data, u.Total, sc)
		sh.Table.ID, sh.Table.Blank = u.Name, t.Blank
		sc.finish(sh.Table, u, t)
		if sh.Example = t.Example; t.Example {
			sample(sh.Table, sc.columns(u.Cols))
			choose(sh.Table, t.Columns)
		}
	}
	for i := range t.Fields {
		sh.Fields = append(sh.Fields, sc.field(&t.Fields[i]))
	}
	if d := t.Chart; d != nil {
		sh.Chart = &doc.Diagram{Title: sc.expand(d.Title), Category: d.Category, Series: d.Series, Stacked: d.Stacked}
	}
	for i := range t.Rules {
		sh.Rules = append(sh.Rules, sc.rules(&t.Rules[i], sh.Table)...)
	}
	return sh
}

// choose leaves the named columns in a table; all if none are named.
func choose(t *doc.Table, ids []string) {
	if len(ids) == 0 {
		return
	}
	cols, rows := t.Cols, t.Rows
	t.Cols, t.Rows = nil, make([]doc.Record, len(rows))
	for i := range cols {
		if !slices.Contains(ids, cols[i].ID) {
			continue
		}
		t.Cols = append(t.Cols, cols[i])
		for r := range rows {
			t.Rows[r].Values = append(t.Rows[r].Values, rows[r].Values[i])
		}
	}
}

func (sc *scope) field(t *templates.Field) doc.Field {
	f := doc.Field{ID: t.ID, Title: sc.expand(t.Title), Kind: kinds[t.Kind], Input: t.Input, Min: sc.expand(t.Min), Max: sc.expand(t.Max),
		Choices: t.Choices, Hint: sc.expand(t.Hint)}
	if v := sc.expand(t.Value); v != "" {
		f.Value = parse(f.Kind, v)
	}
	return f
}

// UsesHandbook reports whether a workbook names pages of the handbook.
func (s *Set) UsesHandbook(t *templates.Workbook) bool {
	for i := range t.Sheets {
		u := s.tables[string(t.Sheets[i].Use)]
		if u != nil && slices.ContainsFunc(u.Cols, func(c templates.TableCol) bool { return c.Value.Has("entry.handbook_page") }) {
			return true
		}
	}
	return false
}
