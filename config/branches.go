package config

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"dangce/config/date"
	"dangce/config/decode"
	"dangce/config/diag"
)

// buildBranches checks branches and members and hangs them under their
// committees.
func (l *records) buildBranches() {
	if len(l.branches) == 0 && l.out.Errors() == 0 {
		l.out.Add(diag.Finding{Place: diag.Place{File: l.toml.Name()}, Code: "no-branch", Message: "一个支部也没有",
			Hint: `写上 branches = ["branches/*.toml"]，或在名册里加党支部表`})
	}
	for _, b := range l.branches {
		if c := l.among.find(b.In, b.at); c != nil {
			b.tag.owner = c.Code
		}
	}
	l.matchRosters()
	l.moving = map[string]bool{}
	for _, b := range l.branches {
		for _, e := range b.events {
			if e.Kind.Comes() || e.Kind.Leaves() {
				l.moving[folded(e.Name)] = true
			}
		}
	}
	for _, b := range l.branches {
		short := b.Short
		l.branch(b)
		if c := b.Committee; c != nil {
			if l.shorts[c] == nil {
				l.shorts[c] = map[string]written{}
			}
			if short != b.Name {
				l.named(b.entry, "short", short, l.shorts[c])
			}
			c.Branches = append(c.Branches, b.Branch)
		}
		l.members(b)
	}
}

// branch checks what a branch says of itself.
func (l *records) branch(b *branchEntry) {
	l.checkFields(b.entry, branchRules, b.Branch, "")
	l.unstopped(b.entry, "name", "党支部名称", b.Name)
	l.unstopped(b.entry, "short", "党支部简称", b.Short)
	b.Short = cmp.Or(b.Short, b.Name)
	l.code(b.entry, b.Code, "党支部代码", "01-003", l.codes)
	l.named(b.entry, "name", b.Name, l.names)
	if c := l.committee(b.entry, "committee", b.In, b.Code); c != nil {
		if b.Committee = c; c.Kind == GeneralBranch {
			b.Committee, b.Under = c.Parent, c
		}
	}
	l.term(b)
	l.groups(b)
	l.books(b)
	l.themeDays(b)
	l.changes(b)
}

func (l *records) term(r *branchEntry) {
	l.elected(r)
	if !r.Founded.IsZero() && !r.TermEnds.IsZero() && r.TermEnds.Before(r.Founded) {
		l.report(diag.Error, "date-order", r.entry, "term_ends", fmt.Sprintf("届满日期 %s 早于成立日期 %s", r.TermEnds, r.Founded), "核对两个日期")
		return
	}
	if !r.TermEnds.IsZero() && l.file.Year != 0 && r.TermEnds.Before(date.New(l.file.Year, time.January, 1)) {
		l.report(diag.Warning, "term-ended", r.entry, "term_ends", fmt.Sprintf("任期 %s 已经届满，在 %d 年之前", r.TermEnds, l.file.Year), "换届后改为新的届满日期")
	}
}

// elected checks when the committee in office was elected. A day to come is
// the end of the term under another title.
func (l *records) elected(r *branchEntry) {
	switch {
	case r.Elected.IsZero():
	case l.file.Year != 0 && r.Elected.Year > l.file.Year:
		l.report(diag.Warning, "elected-later", r.entry, "elected", fmt.Sprintf("上次换届时间 %s 在 %d 年之后，像是届满日期", r.Elected, l.file.Year), "是届满日期的，把这一列的标题改为“届满日期”；否则核对年份")
	case !r.TermEnds.IsZero() && !r.Elected.Before(r.TermEnds):
		l.report(diag.Error, "date-order", r.entry, "elected", fmt.Sprintf("上次换届时间 %s 不早于届满日期 %s", r.Elected, r.TermEnds), "核对两个日期，是否填反", r.at.Place("term_ends"))
	case !r.Founded.IsZero() && lastDay(r.Elected).Before(r.Founded):
		l.report(diag.Error, "date-order", r.entry, "elected", fmt.Sprintf("上次换届时间 %s 早于成立日期 %s", r.Elected, r.Founded), "核对两个日期", r.at.Place("founded"))
	}
}

// books sets the books that the branch gets beside those every branch gets.
func (l *records) books(r *branchEntry) {
	if !r.written("books") {
		r.Books = []string{Handbook, Card}
		if r.Kind == Village && r.Under == nil {
			r.Books = []string{Handbook, Deliberation, Card}
		}
		return
	}
	var good []string
	for i, name := range r.Books {
		field := item("books", i)
		switch {
		case !slices.Contains(l.bookNames, name):
			if r.at.State(field) != decode.Bad {
				l.report(diag.Error, "unknown-choice", r.entry, field, "没有叫 "+quoted(name)+" 的书", l.bookHint(name))
			}
		case slices.Contains(good, name):
			l.report(diag.Error, "double", r.entry, field, name+" 写了两遍", "删去一处")
		default:
			good = append(good, name)
		}
	}
	r.Books = good
}

func (l *records) themeDays(r *branchEntry) {
	for i, x := range r.Chosen {
		at := item("theme_day", i)
		if x.Month == 0 {
			continue
		}
		if r.Choose[x.Month] != nil {
			l.report(diag.Error, "double", r.entry, at+".month", fmt.Sprintf("%d 月的自选动作写了两遍", int(x.Month)), "合并成一处")
			continue
		}
		r.Choose[x.Month] = append([]string{}, x.Choose...)
		for j, s := range x.Choose {
			l.printed(r.entry, item(at+".choose", j), "自选动作", s, longestText)
		}
	}
}

func (l *records) changes(r *branchEntry) {
	var good []ThemeDayChange
	seen := map[time.Month]bool{}
	for i, x := range r.Changes {
		at := item("change", i)
		if x.Month == 0 {
			continue
		}
		if seen[x.Month] {
			l.report(diag.Error, "double", r.entry, at+".month", fmt.Sprintf("%d 月的主题党日变更写了两遍", int(x.Month)), "只留最后批准的一处")
			continue
		}
		seen[x.Month] = true
		l.change(r, at, x)
		good = append(good, x)
	}
	r.Changes = good
	slices.SortFunc(good, func(x, y ThemeDayChange) int { return cmp.Compare(x.Month, y.Month) })
}

func (l *records) change(r *branchEntry, at string, x ThemeDayChange) {
	switch {
	case x.To.IsZero():
	case x.To.MonthOnly():
		l.report(diag.Error, "need-day", r.entry, at+".to", "这里要写到日："+x.To.String(), "例如 "+x.To.String()+"-20")
	case x.To.Year != l.file.Year && l.file.Year != 0:
		l.report(diag.Error, "change-year", r.entry, at+".to", fmt.Sprintf("变更后的日期 %s 不在 %d 年", x.To, l.file.Year), "核对年份")
	}
	if x.Approved.IsZero() && !r.written(at+".approved") {
		l.report(diag.Warning, "change-unapproved", r.entry, at, fmt.Sprintf("%d 月主题党日变更还没有党委批示，仍按原定日期", int(x.Month)), "批准后写上 approved 和 approval_no")
	} else if !x.To.IsZero() && x.Approved.After(x.To) {
		l.report(diag.Warning, "date-order", r.entry, at+".approved", fmt.Sprintf("批示日期 %s 晚于变更后的日期 %s", x.Approved, x.To), "核对两个日期")
	}
	l.printed(r.entry, at+".reason", "变更原因", x.Reason, longestText)
	l.printed(r.entry, at+".approval_no", "备查编号", x.ApprovalNo, longestPerson)
}
