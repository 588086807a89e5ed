package config

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"dangce/config/date"
	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/sheet"
)

// identities reports persons who are listed twice: by 党员编号 in the county, by
// name and birth in the branch.
func (l *records) identities(b *branchEntry) {
	names := map[string][]memberEntry{}
	own := map[person]memberEntry{}
	for _, m := range b.members {
		if m.ID != "" {
			if first, double := l.people[m.ID]; double {
				l.twice(m, "id", fmt.Sprintf("党员编号 %s 已经有人：%s", m.ID, first.Place("id")), "每名党员一个编号，核对后改正或删去一处", first.Place("id"))
				continue
			}
			l.people[m.ID] = m.at
		}
		key := folded(m.Name)
		if key == "" {
			continue
		}
		for _, other := range names[key] {
			if l.same(m, other) {
				break
			}
		}
		names[key] = append(names[key], m)
		l.elsewhere(m, person{key, m.Birth}, own)
	}
	for p, m := range own {
		l.seen[p] = m
	}
}

// person is what distinguishes most people.
type person struct {
	name  string
	birth date.Date
}

// elsewhere warns of a member whom another branch lists as well, by name and
// day of birth. Two numbers are two persons.
func (l *records) elsewhere(m memberEntry, p person, own map[person]memberEntry) {
	if p.birth.IsZero() || p.birth.MonthOnly() || l.moving[p.name] {
		return
	}
	other, there := l.seen[p]
	if _, again := own[p]; !again {
		own[p] = m
	}
	if !there || m.ID != "" && other.ID != "" || m.Gender != "" && other.Gender != "" && m.Gender != other.Gender {
		return
	}
	l.report(diag.Warning, "in-two-branches", m.entry, "name", fmt.Sprintf("%s（%s 出生）在%s也有", m.Name, m.Birth, cmp.Or(l.nameOf(other.tag.branch), "另一个支部")),
		"转走的，从原来的支部删去；确是两个人的，都写上党员编号", other.at.Place("name"))
}

// nameOf returns the short name of a branch.
func (l *records) nameOf(code string) string {
	for _, b := range l.branches {
		if b.Code == code {
			return cmp.Or(b.Short, b.Name)
		}
	}
	return ""
}

// same reports whether two records of one name cannot be told apart.
func (l *records) same(m, other memberEntry) bool {
	if m.ID != "" && other.ID != "" {
		return false // two numbers are two persons
	}
	there := other.at.Place("name")
	switch {
	case m.Birth.IsZero() != other.Birth.IsZero() || m.Birth.IsZero():
		if m.at.State("birth") == decode.Bad || other.at.State("birth") == decode.Bad {
			return false // a birth that could not be read has had its finding
		}
		l.twice(m, "name", fmt.Sprintf("支部里有两个%s：%s", m.Name, there), "是一个人就删去一处，是两个人就都写上出生日期", there)
		return true
	case m.Birth.Compare(other.Birth) == 0:
		l.twice(m, "name", fmt.Sprintf("%s（%s 出生）已经写过：%s", m.Name, m.Birth, there), "删去一处；确是两个人，就都写上党员编号", there)
		return true
	}
	return false
}

func (l *records) twice(m memberEntry, field, message, hint string, first diag.Place) {
	l.report(diag.Error, "double-identity", m.entry, field, message, hint, first)
}

// labels distinguishes members of one name: 王伟(1980-05), with the day where
// the months are equal, with the number where the births are.
func (l *records) labels(b *Branch) {
	byName := map[string][]*Member{}
	for _, m := range b.Members {
		byName[m.Name] = append(byName[m.Name], m)
	}
	for _, m := range b.Members {
		same := byName[m.Name]
		if len(same) < 2 {
			continue
		}
		for _, mark := range []func(*Member) string{birthMonth, birthDay, number} {
			if own := mark(m); own != "" {
				m.Label = m.Name + "(" + own + ")"
				if !slices.ContainsFunc(same, func(o *Member) bool { return o != m && mark(o) == own }) {
					break
				}
			}
		}
	}
}

func birthMonth(m *Member) string {
	d := m.Birth
	d.Day = 0
	return d.String()
}

func birthDay(m *Member) string { return m.Birth.String() }

func number(m *Member) string { return m.ID }

// numbers checks the size of a branch against the rules for setting one up.
func (l *records) numbers(b *branchEntry) {
	full := b.full()
	if b.at.State("branch_committee") != decode.Given {
		b.HasCommittee = full >= committeeFrom
	} else {
		switch {
		case b.HasCommittee && full < committeeFrom:
			l.report(diag.Warning, "branch-committee", b.entry, "branch_committee", fmt.Sprintf("设支部委员会，但只有 %d 名正式党员", full), "正式党员 7 人以上设支部委员会，不足 7 人设书记 1 名，必要时设副书记 1 名")
		case !b.HasCommittee && full >= committeeFrom:
			l.report(diag.Warning, "branch-committee", b.entry, "branch_committee", fmt.Sprintf("有 %d 名正式党员，却不设支部委员会", full), "正式党员 7 人以上应设支部委员会")
		}
	}
	l.headcount(b, full)
	switch n := len(b.Members); {
	case full == 0:
		l.report(diag.Warning, "few-members", b.entry, "name", "一名正式党员也没有", "核对名册是否漏人，党员那里写的支部对不对；正在组建的可以不改")
	case full < 3:
		l.report(diag.Warning, "few-members", b.entry, "name", fmt.Sprintf("正式党员只有 %d 名，不足 3 名", full), "联合支部或正在组建的可以不改；否则核对名册是否漏人")
	case n > 50:
		l.report(diag.Warning, "many-members", b.entry, "name", fmt.Sprintf("有 %d 名党员，超过 50 名", n), "支部一般不超过 50 人，考虑分设支部")
	}
}

// full is the number of full members.
func (b *branchEntry) full() int {
	n := 0
	for _, m := range b.Members {
		if !m.Probation {
			n++
		}
	}
	return n
}

// headcount compares the number of members that a sheet of branches gives with
// those that were read. Some offices count full members alone.
func (l *records) headcount(b *branchEntry, full int) {
	m := headcount.FindStringSubmatch(sheet.Fold(b.said.Count))
	if m == nil || len(b.Members) == 0 {
		return
	}
	if said, _ := strconv.Atoi(m[1]); said != len(b.Members) && said != full {
		l.report(diag.Warning, "headcount", b.entry, "members", fmt.Sprintf("党支部表里写着 %d 名党员，名册里读到 %d 名", said, len(b.Members)), "核对名册是否漏人、多人，党员那里写的支部对不对")
	}
}

var headcount = regexp.MustCompile(`^(\d{1,5})(?:\.0+)?[人名个]?$`)
