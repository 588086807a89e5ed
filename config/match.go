package config

import (
	"slices"
	"strings"

	"dangce/config/diag"
	"dangce/config/roster"
)

// matchRosters hands each row of the rosters to its branch: by code, by name
// or short name, or by what the sheet is called. A name that fits no branch,
// or two, is reported once, not for every row under it.
func (l *loader) matchRosters() {
	m := matcher{byCode: map[string]*branchRec{}, byName: map[string][]*branchRec{}, said: map[diag.Place]bool{}}
	for _, b := range l.branches {
		if _, double := m.byCode[strings.ToLower(b.Code)]; !double && b.Code != "" {
			m.byCode[strings.ToLower(b.Code)] = b
		}
		for _, name := range []string{b.Name, b.Short} {
			if key := folded(name); key != "" && !slices.Contains(m.byName[key], b) {
				m.byName[key] = append(m.byName[key], b)
			}
		}
	}
	for name := range m.byName {
		m.names = append(m.names, name)
	}
	// Longest first: 东街村第二党支部 before 东街村.
	slices.SortFunc(m.names, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	for _, row := range l.strays {
		if b := m.branch(l, row); b != nil {
			b.Members = append(b.Members, memberOf(row))
		}
	}
}

type matcher struct {
	byCode map[string]*branchRec
	byName map[string][]*branchRec
	names  []string
	said   map[diag.Place]bool
	cache  map[string][]*branchRec // by caption
}

// folded is a name as it is compared: without spaces and full-width forms.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '\u3000' || r == '\u00A0':
			return -1
		case r > 0xFF00 && r < 0xFF5F:
			return r - 0xFEE0
		}
		return r
	}, strings.ToLower(s))
}

func (m *matcher) branch(l *loader, row *roster.Member) *branchRec {
	if !row.BranchCode.Empty() {
		if b := m.byCode[strings.ToLower(row.BranchCode.Value)]; b != nil {
			return b
		}
		m.say(l, row.BranchCode, "unknown-branch", "没有代码是 "+quoted(row.BranchCode.Value)+" 的党支部", "核对代码，或在党支部表里补上这个支部")
		return nil
	}
	if !row.Branch.Empty() {
		name := row.Branch.Value
		found := m.byName[folded(name)]
		if b := m.byCode[strings.ToLower(name)]; b != nil && len(found) == 0 {
			return b
		}
		return m.only(l, row.Branch, name, found)
	}
	for _, c := range row.Captions {
		if found := m.in(c.Value); len(found) > 0 {
			return m.only(l, c, c.Value, found)
		}
	}
	at := row.Row
	if n := len(row.Captions); n > 0 {
		at = row.Captions[n-1]
	}
	m.say(l, at, "unknown-branch", "看不出这些党员属于哪个支部", "加“所在党支部”一栏，或把表名改为支部的简称")
	return nil
}

// in returns the branches whose longest name stands in a caption.
func (m *matcher) in(caption string) []*branchRec {
	if found, ok := m.cache[caption]; ok {
		return found
	}
	if m.cache == nil {
		m.cache = map[string][]*branchRec{}
	}
	key := folded(caption)
	found := m.byName[key]
	if b := m.byCode[key]; b != nil && len(found) == 0 {
		found = []*branchRec{b}
	}
	for _, name := range m.names {
		if len(found) > 0 {
			break
		}
		if strings.Contains(key, name) {
			found = m.byName[name]
		}
	}
	m.cache[caption] = found
	return found
}

// only returns the one branch of a name, or says why there is none.
func (m *matcher) only(l *loader, at roster.Field, name string, found []*branchRec) *branchRec {
	switch len(found) {
	case 1:
		return found[0]
	case 0:
		m.say(l, at, "unknown-branch", "没有叫 "+quoted(name)+" 的党支部", "写支部的全称、简称或代码")
	default:
		var codes []string
		for _, b := range found {
			codes = append(codes, b.Code)
		}
		m.say(l, at, "ambiguous-branch", "有几个支部都叫 "+quoted(name), "改写党支部代码："+strings.Join(codes, "、"))
	}
	return nil
}

// say reports a name once for each file, sheet and column.
func (m *matcher) say(l *loader, at roster.Field, code, message, hint string) {
	p := at.Place()
	key := diag.Place{File: p.File, Sheet: p.Sheet, Col: p.Col, Text: message}
	if m.said[key] {
		return
	}
	m.said[key] = true
	l.out.Add(diag.Finding{Place: p, Code: code, Message: message, Hint: hint})
}
