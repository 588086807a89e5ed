package book

import (
	"fmt"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/generator/audit"
	"dangce/templates"
)

// branchNames is what choices_from says for the short names of the branches
// in scope.
const branchNames = "branches"

// resolveChoices gives the columns of all tables their lists.
func (s *Set) resolveChoices(out *diag.List) {
	for _, name := range sorted(s.tables) {
		s.choicesOf(s.tables[name], out)
	}
}

// choicesOf gives the columns that name a list its items: one of those whose
// words the program knows, or that of a column of another table.
func (s *Set) choicesOf(t *templates.Table, out *diag.List) {
	for i := range t.Cols {
		c, path := &t.Cols[i], fmt.Sprintf("column[%d].choices_from", i)
		if c.From == "" || c.From == branchNames {
			continue
		}
		if len(c.Choices) > 0 {
			t.Source.Add(out, diag.Error, "two-choices", path, "choices 和 choices_from 只能写一个", "删去一行")
			continue
		}
		if list, ok := s.choiceList(c.From); ok {
			c.Choices = list
			continue
		}
		known := append(audit.ChoiceNames(), branchNames)
		hint := "可用：" + strings.Join(known, "、") + "，或者另一张表的列，写成 表.列"
		if near := decode.Nearest(c.From, known); near != "" {
			hint = "是不是 " + near + "？" + hint
		}
		t.Source.Add(out, diag.Error, "unknown-choice", path, fmt.Sprintf("没有选项表 %q", c.From), hint)
	}
}

func (s *Set) choiceList(from string) ([]string, bool) {
	if list, ok := audit.Choices(from); ok {
		return list, true
	}
	table, column, _ := strings.Cut(from, ".")
	if t := s.tables[table]; t != nil {
		i := slices.IndexFunc(t.Cols, func(c templates.TableCol) bool { return c.ID == column })
		if i >= 0 && t.Cols[i].From == "" && len(t.Cols[i].Choices) > 0 {
			return t.Cols[i].Choices, true
		}
	}
	return nil, false
}
