package config

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"dangce/config/date"
	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/sheet"
)

// members checks a branch's members, and then what only the whole list shows:
// numbers, posts, names.
func (l *records) members(b *branchEntry) {
	l.joinGroups(b)
	b.Members = make([]*Member, len(b.members))
	for i, m := range b.members {
		l.member(m)
		b.Members[i] = m.Member
	}
	l.identities(b)
	l.labels(b.Branch)
	l.posts(b)
	l.numbers(b)
	l.officers(b)
	l.cards(b)
}

// member checks what a member's own record says.
func (l *records) member(m memberEntry) {
	m.Name = strings.TrimSpace(m.Name)
	m.Label, m.Probation = m.Name, m.Status == Probationary
	m.postsOf()
	l.dates(m)
	if m.CardYear != 0 && (m.CardYear < 1950 || l.file.Year != 0 && m.CardYear > l.file.Year) {
		l.report(diag.Error, "out-of-range", m.entry, "card_year", fmt.Sprintf("%s %d 不对", of(m.Name, "发证年份"), m.CardYear), fmt.Sprintf("写四位年份，不晚于 %d", l.file.Year))
	}
	l.gone(m)
	l.memberDues(m)
	l.checkFields(m.entry, memberRules, m.Member, m.Name)
}

// gone warns of a member of a roster whose note says that he has left.
func (l *records) gone(m memberEntry) {
	if word := goneWords.FindString(sheet.Key(m.Note)); word != "" && m.at.Sheet() {
		l.report(diag.Warning, "gone", m.entry, "note", of(m.Name, "备注")+"写着“"+word+"”，名册里还有这个人", "已经不在的，删去这一行；还在的不用改")
	}
}

// goneWords are how notes say that a member has left, not that he came from
// elsewhere: 由外县转出后转入.
var goneWords = regexp.MustCompile(`已?(转出|去世|死亡|病故|亡故|逝世|出党|开除党籍|退党|脱党|停止党籍|被?除名)$|已(故|转出|去世|死亡|除名|退党)|(去世|死亡|病故|逝世)$`)

// No probation was required between these months; the Ninth Congress's
// constitution dropped it and the Eleventh's brought it back.
var (
	probationDropped = date.New(1969, time.April, 1)
	probationBack    = date.New(1977, time.August, 11)
)

// dates checks birth < joined ≤ confirmed and what follows from them.
func (l *records) dates(m memberEntry) {
	for _, x := range []struct {
		field, what string
		d           date.Date
	}{{"birth", "出生日期", m.Birth}, {"joined", "入党日期", m.Joined}, {"confirmed", "转正日期", m.Confirmed}} {
		if !x.d.IsZero() && l.file.Year != 0 && x.d.Year > l.file.Year {
			l.report(diag.Error, "date-future", m.entry, x.field, fmt.Sprintf("%s %s 在 %d 年之后", of(m.Name, x.what), x.d, l.file.Year), "核对年份")
			return
		}
	}
	l.ages(m)
	birth, joined, confirmed := !m.Birth.IsZero(), !m.Joined.IsZero(), !m.Confirmed.IsZero()
	switch {
	case birth && joined && m.Birth.Compare(m.Joined) >= 0:
		l.report(diag.Error, "date-order", m.entry, "joined", fmt.Sprintf("%s %s 不晚于出生日期 %s", of(m.Name, "入党日期"), m.Joined, m.Birth), "核对两个日期，是否填反", m.at.Place("birth"))
		return
	case birth && confirmed && m.Birth.Compare(m.Confirmed) >= 0:
		l.report(diag.Error, "date-order", m.entry, "confirmed", fmt.Sprintf("%s %s 不晚于出生日期 %s", of(m.Name, "转正日期"), m.Confirmed, m.Birth), "核对两个日期，是否填反", m.at.Place("birth"))
		return
	case joined && confirmed && m.Confirmed.Before(m.Joined):
		l.report(diag.Error, "date-order", m.entry, "confirmed", fmt.Sprintf("%s %s 早于入党日期 %s", of(m.Name, "转正日期"), m.Confirmed, m.Joined), "核对两个日期，是否填反", m.at.Place("joined"))
		return
	case birth && joined && m.Birth.AgeOn(lastDay(m.Joined)) < 18:
		l.report(diag.Warning, "under-age", m.entry, "joined", fmt.Sprintf("%s入党时未满 18 周岁（%s 出生，%s 入党）", of(m.Name, ""), m.Birth, m.Joined), "核对出生日期和入党日期")
	}
	l.confirmation(m)
}

// The oldest age that is no slip, and how long a probation lasts with its
// one extension.
const (
	oldest         = 110
	longestOnTrial = 2
)

// ages reports ages that nobody has, and probations that must have ended.
func (l *records) ages(m memberEntry) {
	if l.file.Year == 0 {
		return
	}
	if age := l.file.Year - m.Birth.Year; !m.Birth.IsZero() && age > oldest && !(m.at.Sheet() && sheet.IsDefault(m.Birth)) { // the roster has said that a program wrote it
		l.report(diag.Warning, "too-old", m.entry, "birth", fmt.Sprintf("%s %s，到 %d 年 %d 岁", of(m.Name, "出生日期"), m.Birth, l.file.Year, age), "核对年份；不知道的把这一格清空")
	}
	if m.Probation && !m.Joined.IsZero() && l.file.Year-m.Joined.Year > longestOnTrial {
		l.report(diag.Warning, "long-probation", m.entry, "joined", fmt.Sprintf("%s是预备党员，%s 入党，预备期早已满了", m.Name, m.Joined), "已经转正的改为正式，写上转正日期；否则核对入党日期", m.at.Place("status"))
	}
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
func (l *records) confirmation(m memberEntry) {
	given := m.written("confirmed")
	switch {
	case m.Probation && given:
		l.report(diag.Error, "probation-confirmed", m.entry, "confirmed", of(m.Name, "人员类别")+"是预备党员，却有转正日期", "已经转正的改为正式，没有转正的删去转正日期", m.at.Place("status"))
	case m.Probation || given || m.Status == "" && m.Joined.IsZero():
	case m.at.State("joined") == decode.Bad, m.at.State("status") == decode.Bad: // reported
	case !m.Joined.IsZero() && !m.Joined.Before(probationDropped) && !m.Joined.After(probationBack):
		l.report(diag.Warning, "no-confirmed", m.entry, "joined", fmt.Sprintf("%s没有转正日期，%s 入党", m.Name, m.Joined), "1969 年 4 月至 1977 年 8 月入党的没有预备期，确认后不用改")
	default:
		field := "joined"
		if m.written("status") {
			field = "status"
		}
		l.ask(diag.Error, "no-confirmed", m.entry, field, "confirmed", "是正式党员，没有转正日期", m.Name+"是正式党员，没有转正日期",
			m.at.Ask("confirmed", "2006-07-01")+"；还没有转正的，"+m.at.Ask("status", `"预备"`))
	}
}
