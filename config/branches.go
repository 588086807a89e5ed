package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"dangce/config/date"
	"dangce/config/diag"
)

// buildBranches checks branches and members and hangs them under their
// committees.
func (l *loader) buildBranches(committees *committeeNames) {
	if len(l.branches) == 0 && l.out.Errors() == 0 {
		l.out.Add(diag.Finding{Place: diag.Place{File: l.toml.Name()}, Code: "no-branch", Message: "一个支部也没有",
			Hint: `写上 branches = ["branches/*.toml"]，或在名册里加党支部表`})
	}
	codes, names := map[string]origin{}, map[string]written{}
	shorts := map[*Committee]map[string]written{}
	for _, r := range l.branches {
		if c := committees.find(r.Committee, r.at); c != nil {
			r.tag.owner = c.Code
		}
	}
	l.matchRosters()
	people := map[string]origin{} // by 党员编号
	for _, r := range l.branches {
		b := l.branch(r, codes, names, committees)
		l.tags[b] = r.tag.branch
		if b.Committee != nil {
			if shorts[b.Committee] == nil {
				shorts[b.Committee] = map[string]written{}
			}
			if r.Short != "" && r.Short != r.Name {
				l.named(r.at, "short", r.Short, r.tag, shorts[b.Committee])
			}
			b.Committee.Branches = append(b.Committee.Branches, b)
		}
		l.members(r, b, people)
	}
}

// branch checks what a branch says of itself.
func (l *loader) branch(r *branchRec, codes map[string]origin, names map[string]written, committees *committeeNames) *Branch {
	b := &Branch{
		Code: r.Code, Name: r.Name, Short: cmp.Or(r.Short, r.Name),
		Founded: r.Founded, TermEnds: r.TermEnds, Place: r.Place,
	}
	t := r.tag
	l.code(r.at, r.Code, t, "党支部", `"01-003"`, codes)
	if l.needed(r.at, "name", r.Name, t, "党支部名称", `"中共示例县城关镇东街社区支部委员会"`) {
		l.named(r.at, "name", r.Name, t, names)
	}
	if l.needed(r.at, "kind", r.Kind, t, "支部类型", `"village"`) {
		b.Kind = BranchKind(l.choose(r.at, "kind", branchKinds, r.Kind, t))
	}
	if l.needed(r.at, "committee", r.Committee, t, "所属党委", `"01"`) {
		c := committees.find(r.Committee, r.at)
		if c == nil {
			if !l.codeless {
				l.report(diag.Error, "unknown-committee", r.at, "committee", t, "没有代码或名称是 "+quoted(r.Committee)+" 的党委", l.committeeHint(r.Committee))
			}
		} else if b.Committee = c; c.Kind == GeneralBranch {
			b.Committee, b.Under = c.Parent, c
		}
	}
	l.printed(r.at, "name", t, "党支部名称", r.Name, longestName)
	l.printed(r.at, "short", t, "党支部简称", r.Short, longestPerson)
	l.unstopped(r.at, "name", t, "党支部名称", r.Name)
	l.unstopped(r.at, "short", t, "党支部简称", r.Short)
	l.printed(r.at, "place", t, "活动场所", r.Place, longestText)
	l.term(r)
	l.groups(r, b)
	l.books(r, b)
	l.themeDays(r, b)
	l.changes(r, b)
	return b
}

func (l *loader) term(r *branchRec) {
	if !r.Founded.IsZero() && !r.TermEnds.IsZero() && r.TermEnds.Before(r.Founded) {
		l.report(diag.Error, "date-order", r.at, "term_ends", r.tag, fmt.Sprintf("届满日期 %s 早于成立日期 %s", r.TermEnds, r.Founded), "核对两个日期")
		return
	}
	if !r.TermEnds.IsZero() && l.file.Year != 0 && r.TermEnds.Before(date.New(l.file.Year, time.January, 1)) {
		l.report(diag.Warning, "term-ended", r.at, "term_ends", r.tag, fmt.Sprintf("任期 %s 已经届满，在 %d 年之前", r.TermEnds, l.file.Year), "换届后改为新的届满日期")
	}
}

func (l *loader) groups(r *branchRec, b *Branch) {
	seen := map[string]bool{}
	for i, name := range r.Groups {
		field := "groups"
		if !r.at.Sheet() {
			field = item(field, i)
		}
		name = strings.TrimSpace(name)
		switch {
		case name == "":
			l.report(diag.Error, "empty", r.at, field, r.tag, "党小组名称是空的", "写上名称，或删去这一项")
			continue
		case seen[name]:
			l.report(diag.Error, "double-name", r.at, field, r.tag, "党小组“"+name+"”写了两遍", "删去一处，或换一个名称")
			continue
		}
		seen[name] = true
		l.printed(r.at, field, r.tag, "党小组名称", name, longestPerson)
		b.Groups = append(b.Groups, &Group{Name: name})
	}
}

// books sets the books that the branch gets beside those every branch gets.
func (l *loader) books(r *branchRec, b *Branch) {
	if r.Books == nil {
		b.Books = []string{"handbook", "card"}
		if b.Kind == Village && b.Under == nil {
			b.Books = []string{"handbook", "deliberation", "card"}
		}
		return
	}
	for i, name := range *r.Books {
		field := item("books", i)
		switch {
		case !slices.Contains(l.bookNames, name):
			if name != "" {
				l.report(diag.Error, "unknown-choice", r.at, field, r.tag, "没有叫 "+quoted(name)+" 的书", l.bookHint(name))
			}
		case slices.Contains(b.Books, name):
			l.report(diag.Error, "double", r.at, field, r.tag, name+" 写了两遍", "删去一处")
		default:
			b.Books = append(b.Books, name)
		}
	}
}

func (l *loader) themeDays(r *branchRec, b *Branch) {
	for i, x := range r.ThemeDays {
		at := item("theme_day", i)
		if x.Month == 0 {
			continue
		}
		if b.Choose[x.Month] != nil {
			l.report(diag.Error, "double", r.at, at+".month", r.tag, fmt.Sprintf("%d 月的自选动作写了两遍", int(x.Month)), "合并成一处")
			continue
		}
		b.Choose[x.Month] = append([]string{}, x.Choose...)
		for j, s := range x.Choose {
			l.printed(r.at, item(at+".choose", j), r.tag, "自选动作", s, longestText)
		}
	}
}

func (l *loader) changes(r *branchRec, b *Branch) {
	seen := map[time.Month]bool{}
	for i, x := range r.Changes {
		at := item("change", i)
		if x.Month == 0 {
			continue
		}
		if seen[x.Month] {
			l.report(diag.Error, "double", r.at, at+".month", r.tag, fmt.Sprintf("%d 月的主题党日变更写了两遍", int(x.Month)), "只留最后批准的一处")
			continue
		}
		seen[x.Month] = true
		l.change(r, at, x)
		b.Changes = append(b.Changes, ThemeDayChange(x))
	}
	slices.SortFunc(b.Changes, func(x, y ThemeDayChange) int { return cmp.Compare(x.Month, y.Month) })
}

func (l *loader) change(r *branchRec, at string, x changeRec) {
	switch {
	case x.To.IsZero():
	case x.To.MonthOnly():
		l.report(diag.Error, "need-day", r.at, at+".to", r.tag, "这里要写到日："+x.To.String(), "例如 "+x.To.String()+"-20")
	case x.To.Year != l.file.Year && l.file.Year != 0:
		l.report(diag.Error, "change-year", r.at, at+".to", r.tag, fmt.Sprintf("变更后的日期 %s 不在 %d 年", x.To, l.file.Year), "核对年份")
	}
	if x.Approved.IsZero() && !r.at.Given(at+".approved") {
		l.report(diag.Warning, "change-unapproved", r.at, at, r.tag, fmt.Sprintf("%d 月主题党日变更还没有党委批示，仍按原定日期", int(x.Month)), "批准后写上 approved 和 approval_no")
	} else if !x.To.IsZero() && x.Approved.After(x.To) {
		l.report(diag.Warning, "date-order", r.at, at+".approved", r.tag, fmt.Sprintf("批示日期 %s 晚于变更后的日期 %s", x.Approved, x.To), "核对两个日期")
	}
	l.printed(r.at, at+".reason", r.tag, "变更原因", x.Reason, longestText)
	l.printed(r.at, at+".approval_no", r.tag, "备查编号", x.ApprovalNo, longestPerson)
}
