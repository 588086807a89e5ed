package config

import (
	"fmt"
	"slices"

	"dangce/config/diag"
)

// people are the rows of a sheet of members.
type people struct {
	header diag.Place
	joined bool // somebody is of the Party by what the sheet says
	bare   []memberEntry
	more   bool // somebody has more than a name
}

// doubtful asks about sheets in which nobody is of the Party by what they
// say, and about rows that hold a name and nothing else.
func (l *records) doubtful() {
	sheets := map[diag.Place]*people{}
	for _, b := range l.branches {
		for _, m := range b.members {
			row, ok := m.at.(rowOrigin)
			if !ok {
				continue
			}
			s := sheets[row.Header()]
			if s == nil {
				s = &people{header: row.Header()}
				sheets[s.header] = s
			}
			s.joined = s.joined || slices.ContainsFunc([]string{"joined", "confirmed", "status"}, m.written)
			if row.Beside("name", "branch", "branch_code") == 0 {
				s.bare = append(s.bare, m)
			} else {
				s.more = true
			}
		}
	}
	for _, s := range sheets {
		switch {
		case !s.joined:
			l.out.Add(diag.Finding{Place: s.header, Severity: diag.Warning, Code: "no-party-dates",
				Message: "整张表没有一个人有入党日期、转正日期或人员类别", Hint: "是党员名册的，补上“入党日期”一列；不是的（群众、积极分子、通讯录），移出名册文件夹，或在 rosters 里点名要读的表"})
		case s.more && len(s.bare) > 0:
			l.bareRows(s.bare)
		}
	}
}

// bareRows reports rows of a sheet that hold a name only, in one finding.
func (l *records) bareRows(rows []memberEntry) {
	message := rows[0].Name + "这一行只有姓名，别的都空着"
	if n := len(rows); n > 1 {
		message += fmt.Sprintf("；这张表共有 %d 行是这样", n)
	}
	var also []diag.Place
	for _, m := range rows[1:] {
		also = append(also, m.at.Place("name"))
	}
	l.report(diag.Warning, "name-only", rows[0].entry, "name", message, "是党员的补上入党日期等；不是的删去这一行", also...)
}
