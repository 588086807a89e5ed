package config

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"dangce/config/decode"
	"dangce/config/diag"
)

// records checks committees, branches and members, and ties them together.
type records struct {
	*loader
	among  *committeeNames                   // all committees
	codes  map[string]origin                 // of branches
	names  map[string]written                // of branches
	shorts map[*Committee]map[string]written // of branches, by committee
	people map[string]origin                 // by 党员编号
	// noPosts are branches without a secretary, by the header of a sheet of
	// members that has no column of posts.
	noPosts map[diag.Place][]string
	cut     map[string]bool // files of which lines could not be read
	lacks   map[lackingKey]*lacking
	seen    map[person]memberEntry // by name and birth, of all branches so far
	moving  map[string]bool        // names of those who come or leave in the year
}

// check checks all records and hangs them into the County.
func (l *records) check() {
	l.codes, l.names, l.people = map[string]origin{}, map[string]written{}, map[string]origin{}
	l.shorts, l.noPosts = map[*Committee]map[string]written{}, map[diag.Place][]string{}
	l.cut, l.lacks, l.seen = l.cutFiles(), map[lackingKey]*lacking{}, map[person]memberEntry{}
	l.buildCommittees()
	l.buildBranches()
	l.events()
	l.unusedCommittees()
	l.withoutPosts()
	l.lackingColumns()
	l.doubtful()
	for _, c := range l.county.Committees {
		slices.SortFunc(c.Branches, func(a, b *Branch) int { return cmp.Compare(a.Code, b.Code) })
	}
	l.sharedBooks()
}

// report adds a finding about a field of a record.
func (l *records) report(sev diag.Severity, code string, e entry, field, message, hint string, also ...diag.Place) {
	l.out.Add(diag.Finding{
		Place: e.at.Place(field), Severity: sev, Code: code, Message: message, Hint: hint,
		Also: also, Branch: e.tag.branch, Owner: e.tag.owner,
	})
}

// safeCode are codes that may be part of file names and square codes.
var safeCode = regexp.MustCompile(`^[0-9A-Za-z]([0-9A-Za-z-]{0,22}[0-9A-Za-z])?$`)

// code checks a code that is written and enters it into seen, which holds
// folded codes.
func (l *records) code(e entry, code, what, sample string, seen map[string]origin) bool {
	switch first := seen[strings.ToLower(code)]; {
	case strings.TrimSpace(code) == "":
		return false
	case !safeCode.MatchString(code):
		l.report(diag.Error, "unsafe-code", e, "code", what+"只能用英文字母、数字和 -："+code, "不超过 24 位，首尾不用 -，例如 "+sample)
		return false
	case first != nil:
		l.report(diag.Error, "double-code", e, "code", what+" "+code+" 已经用过："+first.Place("code").String(), "每个代码只用一次，大小写不算区别", first.Place("code"))
		return false
	}
	seen[strings.ToLower(code)] = e.at
	return true
}

// named checks that a name is not used twice among its kind.
func (l *records) named(e entry, field, name string, seen map[string]written) {
	if strings.TrimSpace(name) == "" {
		return
	}
	key := strings.ToLower(name)
	if first, double := seen[key]; double {
		place := first.at.Place(first.field)
		l.report(diag.Error, "double-name", e, field, "“"+name+"”已经用过："+place.String(), "换一个能区别开的名称，大小写不算区别", place)
		return
	}
	seen[key] = written{e.at, field}
}

// written is where a name was written.
type written struct {
	at    origin
	field string
}

// The longest texts, in characters, that still find room on the printed
// pages. The longest names on record are well below.
const (
	longestCounty = 20 // of a county; the longest on record has 15
	longestBureau = 30 // of its department
	longestPerson = 40 // of a person, and what goes beside the name
	longestName   = 60 // of an organization
	longestText   = 100
	longestNote   = 500 // of several sentences
)

// printed checks a text of a record for its length and for characters that no
// font has.
func (l *records) printed(e entry, field, what, s string, longest int) {
	if n := utf8.RuneCountInString(s); n > longest {
		l.report(diag.Error, "too-long", e, field, fmt.Sprintf("%s太长：%d 个字", what, n), fmt.Sprintf("不超过 %d 个字，否则纸上排不下", longest))
		return
	}
	if r, bad := l.glyphs.bad(s); bad {
		f := glyphFinding(e.at.Place(field), what, r)
		f.Branch, f.Owner = e.tag.branch, e.tag.owner
		l.out.Add(f)
	}
}

// unstopped warns of a name with a stop at its end, typed by mistake and then
// printed on every page.
func (l *records) unstopped(e entry, field, what, s string) {
	rest := strings.TrimRight(s, ".。．,，、;；:：")
	if rest == "" && s != "" {
		l.report(diag.Error, "stop-in-name", e, field, what+" "+quoted(s)+" 只有标点", "写上名称，如 东街社区党支部")
	} else if rest != s {
		l.report(diag.Warning, "stop-in-name", e, field, what+" "+quoted(s)+" 末尾多了标点", "改为 "+rest)
	}
}

// buildCommittees checks the committees and makes them known by code, name and
// short name.
func (l *records) buildCommittees() {
	if len(l.committees) == 0 {
		l.out.Add(diag.Finding{Place: diag.Place{File: l.toml.Name()}, Code: "no-committee", Message: "一个党委也没有", Hint: "写上 [[committee]]，或在名册里加党委表"})
	}
	codes, names := map[string]origin{}, map[string]written{}
	found := &committeeNames{map[string]*Committee{}, map[string][]*Committee{}}
	for _, c := range l.committees {
		short := c.Short
		c.Short = cmp.Or(short, c.Name)
		if l.again(c, codes, names) {
			continue
		}
		l.checkFields(c.entry, committeeRules, c.Committee, "")
		if l.code(c.entry, c.Code, "党委代码", "01", codes) {
			l.county.Committees = append(l.county.Committees, c.Committee)
		}
		l.named(c.entry, "name", c.Name, names)
		if short != c.Name {
			l.named(c.entry, "short", short, names)
		}
		found.add(c.Committee)
	}
	l.among = found
	l.parents()
	slices.SortFunc(l.county.Committees, func(a, b *Committee) int { return cmp.Compare(a.Code, b.Code) })
}

// again reports a committee of the same code and name as one before, once and
// not for each of its fields. Committees of county.toml are often filled in
// again in a roster.
func (l *records) again(c committeeEntry, codes map[string]origin, names map[string]written) bool {
	first, double := codes[strings.ToLower(c.Code)]
	if !double || names[strings.ToLower(c.Name)].at != first {
		return false
	}
	hint := "一个党委只写一处，删去这一处"
	if c.at.Sheet() && !first.Sheet() {
		hint = "一个党委只写一处：删去名册里的这一行，或 county.toml 里的 [[committee]]"
	}
	l.report(diag.Error, "double-committee", c.entry, "code", "党委 "+c.Code+" "+c.Short+" 写了两遍", hint, first.Place("code"))
	return true
}

// unusedCommittees warns of committees that nobody belongs to: the one of the
// starter, left in county.toml, would get its papers too. With errors nobody
// knows yet who belongs where.
func (l *records) unusedCommittees() {
	if l.out.Errors() > 0 {
		return
	}
	used := map[*Committee]bool{}
	for _, b := range l.branches {
		if b.Under != nil {
			used[b.Under] = true
		}
		used[b.Committee] = true
	}
	for _, c := range l.committees {
		if c.Parent != nil {
			used[c.Parent] = true
		}
	}
	for _, c := range l.committees {
		if used[c.Committee] {
			continue
		}
		hint := "核对各支部的所属党委；不要的，删去名册里的这一行"
		if !c.at.Sheet() {
			hint = "核对各支部的所属党委；是样板里留下的，删去这一段 [[committee]]"
		}
		l.report(diag.Warning, "empty-committee", c.entry, "name", "党委 "+c.Short+" 一个党支部也没有，它的清单和登记表照样会印", hint)
	}
}

// parents ties each 党总支 to its 党委.
func (l *records) parents() {
	for _, c := range l.committees {
		switch {
		case l.among.exact[strings.ToLower(c.Code)] != c.Committee || c.Kind == "":
		case c.Kind != GeneralBranch:
			if c.In != "" && !c.at.Sheet() {
				l.report(diag.Error, "bad-parent", c.entry, "parent", "只有党总支写 parent", "删去这一行，或把 kind 改为 general_branch")
			}
		case strings.TrimSpace(c.In) == "" && c.at.State("parent") != decode.Bad:
			l.report(diag.Error, "missing-key", c.entry, "parent", "缺少党总支所属的党委", c.at.Ask("parent", `"01"`))
		default:
			if p := l.committee(c.entry, "parent", c.In, c.Code); p != nil && p.Kind == GeneralBranch {
				l.report(diag.Error, "bad-parent", c.entry, "parent", "党总支不能属于另一个党总支 "+quoted(c.In), "写它的党委的代码")
			} else {
				c.Parent = p
			}
		}
	}
}

// committee returns the committee that a record names, or reports that there
// is none. code is the record's own.
func (l *records) committee(e entry, field, name, code string) *Committee {
	c := l.among.find(name, e.at)
	if c == nil && strings.TrimSpace(name) != "" && !l.unfinished(name, code) {
		l.report(diag.Error, "unknown-committee", e, field, "没有代码或名称是 "+quoted(name)+" 的党委", l.committeeHint(name))
	}
	return c
}

// unfinished reports whether a name that fits no committee is likely the part
// that some committee lacks, which has had its finding: a code with which the
// code of the record that names it begins, or a name, unless branches use more
// unknown names than committees lack one.
func (l *records) unfinished(name, code string) bool {
	isCode := safeCode.MatchString(name)
	begins := strings.HasPrefix(strings.ToLower(code), strings.ToLower(name))
	nameless := 0
	for _, c := range l.committees {
		if c.Code == "" && isCode && begins {
			return true
		}
		if c.Name == "" {
			nameless++
		}
	}
	return len(l.committees) == 0 || !isCode && nameless >= l.unknownNames()
}

// unknownNames is the number of different names that fit no committee.
func (l *records) unknownNames() int {
	names := map[string]bool{}
	for _, b := range l.branches {
		if name := strings.TrimSpace(b.In); name != "" && !safeCode.MatchString(name) && l.among.find(b.In, b.at) == nil {
			names[folded(name)] = true
		}
	}
	return max(1, len(names))
}

func (l *records) committeeHint(name string) string {
	c := &choice{}
	for _, r := range l.committees {
		if r.Code != "" {
			c.words = append(c.words, []string{r.Code, r.Short})
		}
	}
	if len(c.words) > 12 {
		c.words = c.words[:12]
	}
	return c.hint(name, false)
}

// sharedBooks gives a 党总支 with village branches the one 四议两公开 book that
// its branches do not get by default.
func (l *records) sharedBooks() {
	for _, b := range l.county.Branches() {
		if u := b.Under; u != nil && b.Kind == Village && len(u.Books) == 0 {
			u.Books = []string{Deliberation}
		}
	}
}
