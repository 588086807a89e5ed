package config

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"dangce/config/date"
	"dangce/config/diag"
)

// members checks a branch's members, builds them, and then what only the
// whole list tells: numbers, posts, names.
func (l *loader) members(r *branchRec, b *Branch, people map[string]origin) {
	groups := map[string]*Group{}
	for _, g := range b.Groups {
		groups[g.Name] = g
	}
	unknown := map[string]bool{} // groups reported already
	b.Members = make([]*Member, 0, len(r.Members))
	for i := range r.Members {
		m := &r.Members[i]
		to := l.member(r, m)
		if name := strings.TrimSpace(m.Group); name != "" {
			if g := groups[name]; g != nil {
				to.Group = g
				g.Members = append(g.Members, to)
			} else if !unknown[name] {
				unknown[name] = true
				l.report(diag.Error, "unknown-group", m.at, "group", r.tag, "支部没有叫 "+quoted(name)+" 的党小组", groupHint(r, name))
			}
		}
		b.Members = append(b.Members, to)
	}
	l.identities(r, people)
	l.labels(b)
	l.posts(r)
	l.numbers(r, b)
	l.cards(r, b)
}

func groupHint(r *branchRec, name string) string {
	if len(r.Groups) == 0 {
		return r.at.Ask("groups", `["`+name+`"]`)
	}
	c := &choice{}
	for _, g := range r.Groups {
		c.words = append(c.words, []string{g})
	}
	return c.hint(name, true)
}

// member checks what a member's own record says.
func (l *loader) member(r *branchRec, m *memberRec) *Member {
	t := r.tag
	l.needed(m.at, "name", m.Name, t, "姓名", `"张三"`)
	to := &Member{
		ID: m.ID, Name: strings.TrimSpace(m.Name), Ethnicity: m.Ethnicity, Birth: m.Birth, Education: m.Education,
		Joined: m.Joined, Confirmed: m.Confirmed, Duty: m.Duty, Leader: m.Leader, Job: m.Job, Phone: m.Phone,
		CardNo: m.CardNo, CardYear: m.CardYear, Note: m.Note,
	}
	to.Label = to.Name
	to.Gender = l.choose(m.at, "gender", genders, m.Gender, t)
	for i, p := range m.Posts {
		p = strings.TrimSpace(p)
		if known, ok := posts.parse(p); ok {
			p = known
		}
		m.Posts[i] = p
		if p != "" {
			to.Posts = append(to.Posts, p)
		}
	}
	status := l.choose(m.at, "status", statuses, m.Status, t)
	to.Probation = status == "预备"
	l.dates(r, m, to.Probation)
	if m.CardYear != 0 && (m.CardYear < 1950 || l.file.Year != 0 && m.CardYear > l.file.Year) {
		l.report(diag.Error, "out-of-range", m.at, "card_year", t, fmt.Sprintf("%s %d 不对", person(m, "发证年份"), m.CardYear), fmt.Sprintf("写四位年份，不晚于 %d", l.file.Year))
	}
	to.Dues = l.memberDues(r, m)
	for _, x := range []struct {
		field, what, text string
		longest           int
	}{
		{"name", "姓名", m.Name, longestPerson}, {"id", "编号", m.ID, longestPerson}, {"ethnicity", "民族", m.Ethnicity, longestPerson}, {"education", "学历", m.Education, longestPerson},
		{"duty", "分工", m.Duty, longestText}, {"job", "工作岗位", m.Job, longestText}, {"phone", "联系电话", m.Phone, longestPerson},
		{"card_no", "党费证号", m.CardNo, longestPerson}, {"note", "备注", m.Note, longestNote}, {"post", "党内职务", strings.Join(m.Posts, ""), longestText},
	} {
		if utf8.RuneCountInString(x.text) > x.longest {
			what := x.what
			if x.field != "name" {
				what = person(m, what)
			}
			l.printed(m.at, x.field, t, what, x.text, x.longest)
		} else if _, bad := l.glyphs.bad(x.text); bad {
			l.printed(m.at, x.field, t, person(m, x.what), x.text, x.longest)
		}
	}
	return to
}

// No probation was required between these months; the Ninth Congress's
// constitution dropped it and the Eleventh's brought it back.
var (
	probationDropped = date.New(1969, time.April, 1)
	probationBack    = date.New(1977, time.August, 11)
)

// dates checks birth < joined ≤ confirmed and what follows from them.
func (l *loader) dates(r *branchRec, m *memberRec, probation bool) {
	t := r.tag
	for _, x := range []struct {
		field, what string
		d           date.Date
	}{{"birth", "出生日期", m.Birth}, {"joined", "入党日期", m.Joined}, {"confirmed", "转正日期", m.Confirmed}} {
		if !x.d.IsZero() && l.file.Year != 0 && x.d.Year > l.file.Year {
			l.report(diag.Error, "date-future", m.at, x.field, t, fmt.Sprintf("%s %s 在 %d 年之后", person(m, x.what), x.d, l.file.Year), "核对年份")
			return
		}
	}
	birth, joined, confirmed := !m.Birth.IsZero(), !m.Joined.IsZero(), !m.Confirmed.IsZero()
	switch {
	case birth && joined && m.Birth.Compare(m.Joined) >= 0:
		l.report(diag.Error, "date-order", m.at, "joined", t, fmt.Sprintf("%s %s 不晚于出生日期 %s", person(m, "入党日期"), m.Joined, m.Birth), "核对两个日期，是否填反", m.at.Place("birth"))
		return
	case birth && confirmed && m.Birth.Compare(m.Confirmed) >= 0:
		l.report(diag.Error, "date-order", m.at, "confirmed", t, fmt.Sprintf("%s %s 不晚于出生日期 %s", person(m, "转正日期"), m.Confirmed, m.Birth), "核对两个日期，是否填反", m.at.Place("birth"))
		return
	case joined && confirmed && m.Confirmed.Before(m.Joined):
		l.report(diag.Error, "date-order", m.at, "confirmed", t, fmt.Sprintf("%s %s 早于入党日期 %s", person(m, "转正日期"), m.Confirmed, m.Joined), "核对两个日期，是否填反", m.at.Place("joined"))
		return
	case birth && joined && m.Birth.AgeOn(lastDay(m.Joined)) < 18:
		l.report(diag.Warning, "under-age", m.at, "joined", t, fmt.Sprintf("%s入党时未满 18 周岁（%s 出生，%s 入党）", person(m, ""), m.Birth, m.Joined), "核对出生日期和入党日期")
	}
	l.confirmation(r, m, probation)
}

// lastDay is the latest day that a date may mean.
func lastDay(d date.Date) date.Date {
	if d.MonthOnly() {
		d.Day = date.DaysIn(d.Year, d.Month)
	}
	return d
}

// confirmation checks status against 转正日期. A member of whom neither status
// nor admission is written passes: the roster does not speak of it.
func (l *loader) confirmation(r *branchRec, m *memberRec, probation bool) {
	given := !m.Confirmed.IsZero() || m.at.Given("confirmed")
	switch {
	case probation && given:
		l.report(diag.Error, "probation-confirmed", m.at, "confirmed", r.tag, person(m, "人员类别")+"是预备党员，却有转正日期", "已经转正的改为正式，没有转正的删去转正日期", m.at.Place("status"))
	case probation || given || m.Status == "" && m.Joined.IsZero():
	case m.Status != "" && m.Joined.IsZero() && m.at.Given("joined"): // unreadable
	case !m.Joined.IsZero() && !m.Joined.Before(probationDropped) && !m.Joined.After(probationBack):
		l.report(diag.Warning, "no-confirmed", m.at, "joined", r.tag, fmt.Sprintf("%s没有转正日期，%s 入党", person(m, ""), m.Joined), "1969 年 4 月至 1977 年 8 月入党的没有预备期，确认后不用改")
	default:
		if _, ok := statuses.parse(m.Status); m.Status != "" && !ok {
			return // the status itself is reported
		}
		field := "joined"
		if m.at.Given("status") {
			field = "status"
		}
		l.report(diag.Error, "no-confirmed", m.at, field, r.tag, person(m, "")+"是正式党员，没有转正日期",
			m.at.Ask("confirmed", "2006-07-01")+"；还没有转正的，"+m.at.Ask("status", `"预备"`))
	}
}
