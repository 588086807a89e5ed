package book

import (
	"fmt"
	"slices"
	"strings"

	"dangce/config/diag"
	"dangce/templates"
)

func (s *Set) checkWorkbook(w *templates.Workbook, out *diag.List) {
	s.check(w.Title, "title", w.Source, out)
	s.check(w.File, "file", w.Source, out)
	for i := range w.Sheets {
		s.checkSheet(&w.Sheets[i], fmt.Sprintf("sheet[%d]", i), w.Source, out)
	}
}

func (s *Set) checkSheet(sh *templates.Sheet, at string, src source, out *diag.List) {
	s.check(sh.Title, at+".title", src, out)
	s.check(sh.Subtitle, at+".subtitle", src, out)
	s.checkWhen(sh.When, at+".when", src, out)
	if sh.Use != "" {
		checkName(sh.Use, at+".use", "表", s.tables, src, out)
	}
	for k, n := range sh.Notes {
		s.check(n, fmt.Sprintf("%s.notes[%d]", at, k), src, out)
	}
	for k := range sh.Fields {
		f := &sh.Fields[k]
		for _, text := range []string{f.Title, f.Value, f.Min, f.Max, f.Hint} {
			s.check(text, fmt.Sprintf("%s.field[%d]", at, k), src, out)
		}
	}
	for k := range sh.Rules {
		r := &sh.Rules[k]
		for _, text := range append([]string{r.Column, r.Value}, r.Columns...) {
			s.check(text, fmt.Sprintf("%s.rule[%d]", at, k), src, out)
		}
	}
	if sh.Chart != nil {
		s.check(sh.Chart.Title, at+".chart.title", src, out)
	}
	if t := s.tables[sh.Use]; t != nil {
		for _, id := range sh.Columns {
			if !slices.ContainsFunc(t.Cols, func(c templates.TableCol) bool { return named(c.ID, id) }) {
				src.Add(out, diag.Error, "unknown-name", at+".columns", fmt.Sprintf("表 %s 没有列 %q", t.Name, id), "照 tables 文件夹里那张表的 id 写")
			}
		}
	}
}

// named reports whether id may be the name of a column with this pattern:
// paid{mm} names paid01.
func named(pattern, id string) bool {
	before, rest, repeated := strings.Cut(pattern, "{")
	if !repeated {
		return pattern == id
	}
	_, after, _ := strings.Cut(rest, "}")
	return len(id) > len(before)+len(after) && strings.HasPrefix(id, before) && strings.HasSuffix(id, after)
}
