package book

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dangce/config/date"
	"dangce/generator/audit"
	"dangce/generator/doc"
	"dangce/generator/plan"
)

// The county's bulletin says in numbers what came back. It names committees,
// never members, quotes no problem, and draws no conclusion: a figure without
// data is 没有数据, and problems that nobody entered are not said to be none.

// returned makes a field of what a collection found; blank before one.
func returned(f func(*scope, *audit.Result) string) field {
	return text(aCollection, func(s *scope) string { return f(s, s.Collected) })
}

func total(f func(*audit.Totals) int) field {
	return returned(func(_ *scope, r *audit.Result) string { return fmt.Sprint(f(&r.Totals)) })
}

// bulletinFields are the county's figures, and those of a committee in the
// row of a table.
func bulletinFields() map[string]field {
	all := maps.Clone(countyFigures)
	for _, id := range []string{"name", "branches", "reported", "leaders", "reached", "attendance", "dues", "problems", "closed"} {
		all["each."+id] = fact(anEach, id)
	}
	return all
}

var countyFigures = map[string]field{
	"returned.day":      returned(func(_ *scope, r *audit.Result) string { return untilText(r) }),
	"returned.today":    returned(func(_ *scope, r *audit.Result) string { return r.Today.Chinese() }),
	"returned.all":      total(func(t *audit.Totals) int { return t.Branches }),
	"returned.members":  total(func(t *audit.Totals) int { return t.Members }),
	"returned.came":     total(func(t *audit.Totals) int { return t.Reported }),
	"returned.missing":  total(func(t *audit.Totals) int { return t.Branches - t.Reported - t.Unread }),
	"returned.unread":   total(func(t *audit.Totals) int { return t.Unread }),
	"returned.due":      returned(func(_ *scope, r *audit.Result) string { return fmt.Sprint(r.Registers().Den) }),
	"returned.owing":    returned(func(_ *scope, r *audit.Result) string { n := r.Registers(); return fmt.Sprint(n.Den - n.Num) }),
	"returned.meetings": returned(func(_ *scope, r *audit.Result) string { return meetingsText(r) }),
	"returned.leader_rate": returned(func(_ *scope, r *audit.Result) string {
		return shareText("领导带头参与率", r.Totals.Leaders, "应到领导干部%d人次，实到%d人次")
	}),
	"returned.count_rate": returned(func(_ *scope, r *audit.Result) string {
		return shareText("开展次数达标率", r.Totals.Reached, "到期应开展的党支部%d个，次次按时且规范的%d个")
	}),
	"returned.attendance_rate": returned(func(_ *scope, r *audit.Result) string {
		return shareText("党员活动出勤率", r.Totals.Attendance, "应到党员%d人次，实到%d人次")
	}),
	"returned.dues": returned(func(_ *scope, r *audit.Result) string {
		t := &r.Totals
		if t.DuesDue == 0 {
			return "没有到期应收的党费"
		}
		s := fmt.Sprintf("到期应收%s元，登记实收%s元，收缴率%s", t.DuesDue, t.DuesPaid, t.Dues())
		if n := t.DuesOver(); n > 0 {
			s += fmt.Sprintf("（抵应收%s元；另%s元是补交以前年度、预交或者自愿多交，不计入收缴率）", t.DuesMet, n)
		}
		return s
	}),
	"returned.signed":  returned(func(_ *scope, r *audit.Result) string { return signedText(r) }),
	"returned.reviews": returned(func(_ *scope, r *audit.Result) string { return reviewsText(r) }),
	"problems.count":   returned(func(_ *scope, r *audit.Result) string { return fmt.Sprint(len(r.Problems)) }),
	"problems.sources": returned(func(_ *scope, r *audit.Result) string {
		return countBy(r.Problems, func(p *audit.Problem) string { return p.Source }, audit.FromReview, audit.FromSignOff, audit.FromInspection, audit.FromBranch)
	}),
	"problems.types": returned(func(_ *scope, r *audit.Result) string {
		return countBy(r.Problems, func(p *audit.Problem) string {
			return cmp.Or(p.Type, untyped)
		})
	}),
	"problems.states": returned(func(_ *scope, r *audit.Result) string {
		return countBy(r.Problems, func(p *audit.Problem) string { return p.State }, audit.ClosedOut, audit.ToAccept, audit.Working, audit.Open)
	}),
	"problems.overdue": total(func(t *audit.Totals) int { return t.Overdue }),
	"problems.checked": returned(func(_ *scope, r *audit.Result) string { return checkedText(r.Problems) }),
	"problems.plain":   text(anywhere, func(*scope) string { return fmt.Sprint(audit.DaysPlain) }),
	"problems.complex": text(anywhere, func(*scope) string { return fmt.Sprint(audit.DaysComplex) }),
}

// untilText is the day up to which figures count. Ahead of the
// year its whole plan counts, and the bulletin says so.
func untilText(r *audit.Result) string {
	if r.AsOf.After(r.Today) {
		return r.AsOf.Chinese() + "（按全年计划）"
	}
	return r.AsOf.Chinese()
}

// shareText words a share with its parts, of those expected first.
func shareText(name string, r audit.Ratio, parts string) string {
	if r.Den == 0 {
		return name + "没有数据"
	}
	return fmt.Sprintf(name+"%s（"+parts+"）", r, r.Den, r.Num)
}

// meetingsText sets for each kind of activity what was due beside what was
// held, in the order of the norms.
func meetingsText(r *audit.Result) string {
	names := map[plan.Kind]string{}
	var order []plan.Kind
	for _, b := range r.Branches {
		for _, k := range audit.Records(b.Plan) {
			if names[k.Kind] == "" {
				names[k.Kind] = k.Name
				order = append(order, k.Kind)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b plan.Kind) int { return audit.RecordOrder(a) - audit.RecordOrder(b) })
	var parts []string
	for _, k := range order {
		if m := r.Totals.Meetings[k]; m.Den > 0 || m.Num > 0 {
			parts = append(parts, fmt.Sprintf("%s应%d次、已%d次", names[k], m.Den, m.Num))
		}
	}
	if len(parts) == 0 {
		return "没有到期的计划"
	}
	return strings.Join(parts, "；")
}

func signedText(r *audit.Result) string {
	var n audit.Ratio
	for _, c := range r.Committees {
		n.Add(c.SignOffs)
	}
	if n.Den == 0 {
		return "党委每月审签没有到期的"
	}
	return fmt.Sprintf("党委每月审签应%d支部次，登记审签%d支部次", n.Den, n.Num)
}

func reviewsText(r *audit.Result) string {
	n := 0
	for _, b := range r.Branches {
		if !b.Review.On.IsZero() {
			n++
		}
	}
	s := fmt.Sprintf("县级全年安排调阅党支部%d个，登记已调阅%d个", len(r.Branches), n)
	if h := r.Totals.Handbook; h.Den > 0 {
		s += fmt.Sprintf("；调阅的记录应有%d份、实有%d份", h.Den, h.Num)
	}
	if g := r.Totals.Good; g.Den > 0 {
		s += fmt.Sprintf("；查看是否规范的%d份，规范%d份", g.Den, g.Num)
	}
	return s
}

// untyped is said, last, of problems whose type nobody entered.
const untyped = "没有写类型的"

// countBy counts problems by a word: in the order given, others by number.
func countBy(list []audit.Problem, word func(*audit.Problem) string, order ...string) string {
	n := map[string]int{}
	for i := range list {
		n[word(&list[i])]++
	}
	var rest []string
	for w := range n {
		if !slices.Contains(order, w) {
			rest = append(rest, w)
		}
	}
	slices.SortFunc(rest, func(a, b string) int {
		switch {
		case a == untyped:
			return 1
		case b == untyped:
			return -1
		}
		return cmp.Or(n[b]-n[a], strings.Compare(a, b))
	})
	var parts []string
	for _, w := range append(slices.Clone(order), rest...) {
		if n[w] > 0 {
			parts = append(parts, fmt.Sprintf("%s%d个", w, n[w]))
		}
	}
	return strings.Join(parts, "、")
}

// checkedText tells what looking back at closed problems found.
func checkedText(list []audit.Problem) string {
	n := 0
	for i := range list {
		if list[i].Outcome != "" {
			n++
		}
	}
	if n == 0 {
		return "没有登记“回头看”结论"
	}
	looked := slices.DeleteFunc(slices.Clone(list), func(p audit.Problem) bool { return p.Outcome == "" })
	return fmt.Sprintf("“回头看”%d个，其中%s", n, countBy(looked, func(p *audit.Problem) string { return p.Outcome }, audit.Confirmed, audit.Relapsed, audit.Untrue))
}

// rowReturned lists the committees that have branches, by their codes, and
// the county.
func rowReturned(sc *scope, _ string) []scope {
	if sc.Collected == nil {
		return nil
	}
	var out []scope
	row := func(name string, t *audit.Totals) {
		c := *sc
		c.facts = facts{"name": doc.TextValue(name), "branches": doc.IntValue(t.Branches), "reported": doc.IntValue(t.Reported),
			"leaders": doc.TextValue(t.Leaders.String()), "reached": doc.TextValue(t.Reached.String()), "attendance": doc.TextValue(t.Attendance.String()),
			"dues": doc.TextValue(t.Dues().String()), "problems": doc.IntValue(t.Problems), "closed": doc.IntValue(t.Closed)}
		out = append(out, c)
	}
	for _, c := range sc.Collected.Committees {
		if len(c.Branches) > 0 {
			row(c.Short, &c.Totals)
		}
	}
	row("全　县", &sc.Collected.Totals)
	return numbered(out)
}

// signDay is a day to be filled in by hand where none is known.
func signDay(d date.Date) string {
	if d.IsZero() {
		return "　　　　年　　月　　日"
	}
	return d.Chinese()
}
