package config

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/roster"
)

// matchRosters hands each row of the rosters to its branch: by code, by name
// or short name, or by what the sheet is called. A name that fits no branch,
// or two, is reported once, not for every row under it.
func (l *loader) matchRosters() {
	m := matcher{byCode: map[string]*branchEntry{}, byName: map[string][]*branchEntry{}, byStem: map[string][]*branchEntry{}, byCore: map[string][]*branchEntry{}, said: map[diag.Place]int{}}
	for _, b := range l.branches {
		if _, double := m.byCode[strings.ToLower(b.Code)]; !double && b.Code != "" {
			m.byCode[strings.ToLower(b.Code)] = b
		}
		for _, name := range []string{b.Name, b.Short} {
			if key := folded(name); key != "" && !slices.Contains(m.byName[key], b) {
				m.byName[key] = append(m.byName[key], b)
				m.known = append(m.known, name)
			}
		}
		if s := stem(folded(b.Short)); s != "" {
			m.byStem[s] = append(m.byStem[s], b)
		}
		for _, s := range append(cores(b.Name, b.Short, branchEnds), bareCode(b.Code)) {
			if s != "" {
				m.byCore[s] = append(m.byCore[s], b)
			}
		}
	}
	m.names, m.stems = longestFirst(m.byName), longestFirst(m.byStem)
	for _, row := range l.rosterRows {
		b := m.branch(l, row)
		if b == nil {
			continue
		}
		switch of := row.Of.(type) {
		case *eventRow:
			b.events = append(b.events, eventEntry{&of.Event, entry{rowOrigin{row.Row}, b.tag}, b})
		case *memberRow:
			b.members = append(b.members, memberEntry{&of.Member, entry{rowOrigin{row.Row}, b.tag}, &of.laterRow})
		}
	}
	m.flush(&l.out)
}

// stem is a short name without its last word: 西关村 of 西关村党支部. Sheets are
// often called so.
func stem(short string) string {
	for _, end := range []string{"联合党支部", "党支部", "支部"} {
		if s, ok := strings.CutSuffix(short, end); ok && utf8.RuneCountInString(s) > 1 {
			return s
		}
	}
	return ""
}

// longestFirst sorts names so that 东街村第二党支部 is tried before 东街村.
func longestFirst(m map[string][]*branchEntry) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		return cmp.Or(len(b)-len(a), strings.Compare(a, b))
	})
}

type matcher struct {
	byCode map[string]*branchEntry
	byName map[string][]*branchEntry
	byStem map[string][]*branchEntry
	byCore map[string][]*branchEntry // and by bare code
	names  []string
	stems  []string
	known  []string           // names and short names as written
	said   map[diag.Place]int // indexes of found
	found  []diag.Finding
	cache  map[string][]*branchEntry // by caption
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

// branch returns the branch of a row, or says why there is none.
func (m *matcher) branch(l *loader, row roster.Record) *branchEntry {
	of := row.Of.(interface{ branch() *inBranch }).branch()
	if code := of.BranchCode; code != "" {
		if b := m.byCode[strings.ToLower(code)]; b != nil {
			return b
		}
		if found := m.byCore[bareCode(code)]; len(found) == 1 {
			return found[0]
		}
		m.say(l, row.Place("branch_code"), "unknown-branch", "没有代码是 "+quoted(code)+" 的党支部", "核对代码，或在党支部表里补上这个支部")
		return nil
	}
	if name := of.BranchName; name != "" {
		found := m.byName[folded(name)]
		if b := m.byCode[strings.ToLower(name)]; b != nil && len(found) == 0 {
			return b
		}
		if len(found) == 0 {
			found = m.byCore[core(name, branchEnds)]
		}
		return m.only(l, row.Place("branch"), name, ofFile(row, found))
	}
	for _, column := range []string{"branch", "branch_code"} {
		if row.HasColumn(column) {
			if row.State("branch") != decode.Bad && row.State("branch_code") != decode.Bad {
				m.say(l, row.Place(column), "blank-branch", "“"+row.Title(column)+"”这一格空着，看不出这名党员属于哪个支部", "同上一行是一个支部的，也要写上：每一行都写，或把同一支部的几格合并")
			}
			return nil
		}
	}
	at := row.Place("")
	for _, c := range row.Captions() {
		if found := m.in(c.Text); len(found) > 0 {
			return m.only(l, c.Place, c.Text, ofFile(row, found))
		}
		at = c.Place
	}
	m.say(l, at, "unknown-branch", "看不出这些党员属于哪个支部", "加“所在党支部”一栏，或把表名改为支部的简称")
	return nil
}

// in returns the branches whose longest name, or else stem, is part of a
// caption.
func (m *matcher) in(caption string) []*branchEntry {
	if found, ok := m.cache[caption]; ok {
		return found
	}
	if m.cache == nil {
		m.cache = map[string][]*branchEntry{}
	}
	key := folded(caption)
	found := m.byName[key]
	if b := m.byCode[key]; b != nil && len(found) == 0 {
		found = []*branchEntry{b}
	}
	for _, name := range m.names {
		if len(found) > 0 {
			break
		}
		if strings.Contains(key, name) {
			found = m.byName[name]
		}
	}
	for _, s := range m.stems {
		if len(found) > 0 {
			break
		}
		if _, rest, ok := strings.Cut(key, s); ok && listWord(rest) {
			found = m.byStem[s]
		}
	}
	m.cache[caption] = found
	return found
}

// listWord reports whether a caption goes on, after a branch's stem, with a
// word about lists and not with more of a name: 西关村党员名册, not 西关村小学.
func listWord(rest string) bool {
	for _, w := range []string{"党员", "名册", "花名册", "支部", "(", "-", "_"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return rest == ""
}

// ofFile decides between branches of one name in several committees: the one
// whose committee the lines above the row name, or else the file. It returns
// all of them where that tells nothing.
func ofFile(row roster.Record, found []*branchEntry) []*branchEntry {
	if len(found) < 2 {
		return found
	}
	said := []string{}
	for _, c := range row.Captions() {
		said = append(said, folded(c.Text))
	}
	for _, text := range append(said, folded(row.Place("").File)) {
		var own []*branchEntry
		for _, b := range found {
			if c := core(b.In, committeeEnds); c != "" && strings.Contains(text, c) {
				own = append(own, b)
			}
		}
		if len(own) == 1 {
			return own
		}
	}
	return found
}

// only returns the one branch of a name, or says why there is none.
func (m *matcher) only(l *loader, at diag.Place, name string, found []*branchEntry) *branchEntry {
	switch len(found) {
	case 1:
		return found[0]
	case 0:
		hint := "写支部的全称、简称或代码"
		// 西街党支部 may be 西街村党支部, but 南关村党支部 is not 西关村党支部.
		if near := decode.Nearest(name, m.known); within(name, near) || within(near, name) {
			hint = "是不是 " + near + "？" + hint
		} else if one := m.containing(core(name, branchEnds)); one != nil {
			hint = "是不是 " + one.Name + "（" + one.Code + "）？" + hint
		}
		m.say(l, at, "unknown-branch", "没有叫 "+quoted(name)+" 的党支部", hint)
	default:
		var codes []string
		for _, b := range found {
			codes = append(codes, b.Code)
		}
		m.say(l, at, "ambiguous-branch", "有几个支部都叫 "+quoted(name), "改写党支部代码："+strings.Join(codes, "、"))
	}
	return nil
}

// containing returns the one branch whose full name contains a core, or nil.
func (m *matcher) containing(part string) *branchEntry {
	var found *branchEntry
	for key, all := range m.byName {
		if part == "" || !strings.Contains(key, part) {
			continue
		}
		for _, b := range all {
			if found != nil && found != b {
				return nil
			}
			found = b
		}
	}
	return found
}

// within reports whether all characters of a occur in b, in their order.
func within(a, b string) bool {
	rest := []rune(a)
	for _, r := range b {
		if len(rest) > 0 && rest[0] == r {
			rest = rest[1:]
		}
	}
	return a != "" && len(rest) == 0
}

// say reports a name once for each file, sheet and column, with the places of
// all rows that it concerns.
func (m *matcher) say(l *loader, p diag.Place, code, message, hint string) {
	key := diag.Place{File: p.File, Sheet: p.Sheet, Col: p.Col, Text: message}
	if i, ok := m.said[key]; ok {
		f := &m.found[i]
		last := f.Place
		if n := len(f.Also); n > 0 {
			last = f.Also[n-1]
		}
		if p != last {
			f.Also = append(f.Also, p)
		}
		return
	}
	m.said[key] = len(m.found)
	m.found = append(m.found, diag.Finding{Place: p, Code: code, Message: message, Hint: hint})
}

// flush hands on what was found.
func (m *matcher) flush(out *diag.List) {
	for _, f := range m.found {
		if more := len(f.Also); more > 0 {
			f.Message += fmt.Sprintf("；共 %d 行是这样", more+1)
		}
		out.Add(f)
	}
}
