package config

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"dangce/config/diag"
)

// organization checks committees, branches and members and builds them.
func (l *loader) organization() {
	byCode := l.buildCommittees()
	l.buildBranches(byCode)
	for _, c := range l.county.Committees {
		slices.SortFunc(c.Branches, func(a, b *Branch) int { return cmp.Compare(a.Code, b.Code) })
	}
	l.sharedBooks()
}

// report adds a finding about a field of a record.
func (l *loader) report(sev diag.Severity, code string, at origin, field string, t tag, message, hint string, also ...diag.Place) {
	l.out.Add(diag.Finding{
		Place: at.Place(field), Severity: sev, Code: code, Message: message, Hint: hint,
		Also: also, Branch: t.branch, Owner: t.owner,
	})
}

// needed reports a field that is missing or empty. A field that could not be
// read has had its finding.
func (l *loader) needed(at origin, field, value string, t tag, what, sample string) bool {
	if strings.TrimSpace(value) != "" {
		return true
	}
	if p := at.Place(field); at.Given(field) && !at.Sheet() && !strings.HasPrefix(after(p), `"`) && !strings.HasPrefix(after(p), "'") {
		return false // not even a string
	}
	l.report(diag.Error, "missing-key", at, field, t, "缺少"+what, at.Ask(field, sample))
	return false
}

// after returns the line from a place on.
func after(p diag.Place) string {
	r := []rune(p.Text)
	return string(r[min(max(p.Column-1, 0), len(r)):])
}

// safeCode are codes that may stand in file names and square codes.
var safeCode = regexp.MustCompile(`^[0-9A-Za-z]([0-9A-Za-z-]{0,22}[0-9A-Za-z])?$`)

// code checks a code and enters it into seen, which holds folded codes.
func (l *loader) code(at origin, code string, t tag, what, sample string, seen map[string]origin) bool {
	if !l.needed(at, "code", code, t, what+"代码", sample) {
		return false
	}
	if !safeCode.MatchString(code) {
		l.report(diag.Error, "unsafe-code", at, "code", t, what+"代码只能用英文字母、数字和 -："+code, "不超过 24 位，首尾不用 -，例如 "+strings.Trim(sample, `"`))
		return false
	}
	if first, double := seen[strings.ToLower(code)]; double {
		l.report(diag.Error, "double-code", at, "code", t, what+"代码 "+code+" 已经用过："+first.Place("code").String(), "每个代码只用一次，大小写不算区别", first.Place("code"))
		return false
	}
	seen[strings.ToLower(code)] = at
	return true
}

// named checks that a name is not used twice among its kind.
func (l *loader) named(at origin, field, name string, t tag, seen map[string]written) {
	key := strings.ToLower(name)
	if first, double := seen[key]; double {
		place := first.at.Place(first.field)
		l.report(diag.Error, "double-name", at, field, t, "“"+name+"”已经用过："+place.String(), "换一个能区别开的名称，大小写不算区别", place)
		return
	}
	seen[key] = written{at, field}
}

// written is where a name stands.
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
func (l *loader) printed(at origin, field string, t tag, what, s string, longest int) {
	if n := utf8.RuneCountInString(s); n > longest {
		l.report(diag.Error, "too-long", at, field, t, fmt.Sprintf("%s太长：%d 个字", what, n), fmt.Sprintf("不超过 %d 个字，否则纸上排不下", longest))
		return
	}
	if r, bad := l.glyphs.bad(s); bad {
		f := glyphFinding(at.Place(field), what, r)
		f.Branch, f.Owner = t.branch, t.owner
		l.out.Add(f)
	}
}

// unstopped warns of a name with a stop at its end, typed by mistake and then
// printed on every page.
func (l *loader) unstopped(at origin, field string, t tag, what, s string) {
	rest := strings.TrimRight(s, ".。．,，、;；:：")
	if rest == "" && s != "" {
		l.report(diag.Error, "stop-in-name", at, field, t, what+" "+quoted(s)+" 只有标点", "写上名称，如 东街社区党支部")
	} else if rest != s {
		l.report(diag.Warning, "stop-in-name", at, field, t, what+" "+quoted(s)+" 末尾多了标点", "改为 "+rest)
	}
}

// buildCommittees returns the committees by code, name and short name.
func (l *loader) buildCommittees() *committeeNames {
	if len(l.committees) == 0 {
		l.codeless = true
		l.out.Add(diag.Finding{Place: diag.Place{File: l.toml.Name()}, Code: "no-committee", Message: "一个党委也没有", Hint: "写上 [[committee]]，或在名册里加党委表"})
	}
	codes, names := map[string]origin{}, map[string]written{}
	found := &committeeNames{map[string]*Committee{}, map[string][]*Committee{}}
	for _, r := range l.committees {
		t := tag{owner: r.Code}
		c := &Committee{Code: r.Code, Name: r.Name, Short: cmp.Or(r.Short, r.Name)}
		if l.again(r, t, codes, names) {
			continue
		}
		ok := l.code(r.at, r.Code, t, "党委", `"01"`, codes)
		l.codeless = l.codeless || !ok
		if l.needed(r.at, "name", r.Name, t, "党委名称", `"中共示例县城关镇委员会"`) {
			l.named(r.at, "name", r.Name, t, names)
		}
		if r.Short != "" && r.Short != r.Name {
			l.named(r.at, "short", r.Short, t, names)
		}
		l.printed(r.at, "name", t, "党委名称", r.Name, longestName)
		l.printed(r.at, "short", t, "党委简称", r.Short, longestPerson)
		if l.needed(r.at, "kind", r.Kind, t, "党委类型", `"township"`) {
			c.Kind = CommitteeKind(l.choose(r.at, "kind", committeeKinds, r.Kind, t))
		}
		if ok {
			l.county.Committees = append(l.county.Committees, c)
		}
		found.add(c)
	}
	l.parents(found)
	slices.SortFunc(l.county.Committees, func(a, b *Committee) int { return cmp.Compare(a.Code, b.Code) })
	return found
}

// again reports a committee of the same code and name as one before, once and
// not for each of its fields. Committees of county.toml are often filled in
// again in a roster.
func (l *loader) again(r *committeeRec, t tag, codes map[string]origin, names map[string]written) bool {
	first, double := codes[strings.ToLower(r.Code)]
	if !double || names[strings.ToLower(r.Name)].at != first {
		return false
	}
	hint := "一个党委只写一处，删去这一处"
	if r.at.Sheet() && !first.Sheet() {
		hint = "一个党委只写一处：删去名册里的这一行，或 county.toml 里的 [[committee]]"
	}
	l.report(diag.Error, "double-committee", r.at, "code", t, "党委 "+r.Code+" "+cmp.Or(r.Short, r.Name)+" 写了两遍", hint, first.Place("code"))
	return true
}

// parents ties each 党总支 to its 党委.
func (l *loader) parents(found *committeeNames) {
	for _, r := range l.committees {
		c := found.exact[strings.ToLower(r.Code)]
		t := tag{owner: r.Code}
		if c == nil || c.Kind == "" {
			continue
		}
		if c.Kind != GeneralBranch {
			if r.Parent != "" && !r.at.Sheet() {
				l.report(diag.Error, "bad-parent", r.at, "parent", t, "只有党总支写 parent", "删去这一行，或把 kind 改为 general_branch")
			}
			continue
		}
		if !l.needed(r.at, "parent", r.Parent, t, "党总支所属的党委", `"01"`) {
			continue
		}
		switch p := found.find(r.Parent, r.at); {
		case p == nil && l.codeless: // perhaps the one whose code is at fault
		case p == nil:
			l.report(diag.Error, "unknown-committee", r.at, "parent", t, "没有代码或名称是 "+quoted(r.Parent)+" 的党委", l.committeeHint(r.Parent))
		case p.Kind == GeneralBranch:
			l.report(diag.Error, "bad-parent", r.at, "parent", t, "党总支不能属于另一个党总支 "+quoted(r.Parent), "写它的党委的代码")
		default:
			c.Parent = p
		}
	}
}

func (l *loader) committeeHint(name string) string {
	c := &choice{}
	for _, r := range l.committees {
		if r.Code != "" {
			c.words = append(c.words, []string{r.Code, cmp.Or(r.Short, r.Name)})
		}
	}
	if len(c.words) > 12 {
		c.words = c.words[:12]
	}
	return c.hint(name, false)
}

// choose parses a choice of a record.
func (l *loader) choose(at origin, field string, c *choice, s string, t tag) string {
	v, ok := c.parse(s)
	if !ok && s != "" {
		l.report(diag.Error, "unknown-choice", at, field, t, "不认识的"+c.what+" "+quoted(s), c.hint(s, at.Sheet()))
	}
	return v
}

// sharedBooks gives a 党总支 with village branches the one 四议两公开 book that
// its branches do not get by default.
func (l *loader) sharedBooks() {
	for _, b := range l.county.Branches() {
		if u := b.Under; u != nil && b.Kind == Village && len(u.Books) == 0 {
			u.Books = []string{"deliberation"}
		}
	}
}
