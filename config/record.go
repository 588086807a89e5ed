package config

import (
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/roster"
)

// origin is where a record was written, for questions about its values: the
// path of a field, such as dues.base, or "" for the record.
type origin interface {
	Place(path string) diag.Place
	State(path string) decode.State
	// Ask says how to write a value: 写上 confirmed = 2006-07-01.
	Ask(path, sample string) string
	// Sheet reports whether the record is a row of a roster.
	Sheet() bool
}

// tomlOrigin is a table of a TOML file.
type tomlOrigin struct{ decode.Table }

func (tomlOrigin) Sheet() bool { return false }

func (tomlOrigin) Ask(path, sample string) string {
	table, key, nested := strings.Cut(path, ".")
	if !nested {
		return "写上 " + path + " = " + sample
	}
	return "在 " + table + " 的花括号里写上 " + key + "，例如 " + key + " = " + sample
}

// rowOrigin is a row of a roster.
type rowOrigin struct{ *roster.Row }

func (rowOrigin) Sheet() bool { return true }

func (o rowOrigin) Ask(path, sample string) string {
	title := o.Title(path)
	if title == "" {
		return "名册里没有这一栏，改在支部文件里写"
	}
	fill := "”一栏填写，如 "
	if path == "status" {
		fill = "”一栏填 " // the word itself is meant
	}
	return "在“" + title + fill + branchKinds.word(committeeKinds.word(strings.Trim(sample, `"`)))
}

// entry is where a record was written and whom it concerns.
type entry struct {
	at  origin
	tag *tag
}

// written reports whether a value was written, readable or not.
func (e entry) written(path string) bool { return e.at.State(path) != decode.Missing }

// tag says whom a finding concerns.
type tag struct{ branch, owner string }

type committeeEntry struct {
	*Committee
	entry
}

type branchEntry struct {
	*Branch
	entry
	said    branchSaid
	members []memberEntry
	events  []eventEntry
}

type memberEntry struct {
	*Member
	entry
	later *laterRow // of a row of a roster
}

// The kinds of rows that rosters hold, beside the branch of a member.
type memberRow struct {
	Member
	inBranch
	laterRow
}

// inBranch is how a row names the branch that it belongs to.
type inBranch struct {
	BranchCode string `sheet:"branch_code:code"`
	BranchName string `sheet:"branch"`
}

func (in *inBranch) branch() *inBranch { return in }

// branchRow is a branch as a roster has it.
type branchRow struct {
	Branch
	branchSaid
}

// branchSaid is what a sheet of branches says of the members, to be compared
// with the members that were read.
type branchSaid struct {
	Secretary string `sheet:"secretary:aside"`
	Count     string `sheet:"members:aside"`
}

// sheetKinds are the kinds of sheets in rosters, those preferred in doubt
// first.
var sheetKinds = []*roster.Kind{
	roster.KindOf[memberRow]("党员", "member"),
	roster.KindOf[branchRow]("党支部", "branch"),
	roster.KindOf[Committee]("党委", "committee"),
	roster.KindOf[eventRow]("党员变动", "event").Needs("event_date"),
}

// rule is what the tags of a field ask of its value.
type rule struct {
	path, what, sample string
	index              []int
	needed             bool
	max                int
}

var (
	committeeRules = rulesOf[Committee]()
	branchRules    = rulesOf[Branch]()
	memberRules    = rulesOf[Member]()
)

// rulesOf lists the fields of a record of which something is asked.
func rulesOf[T any]() []rule {
	var rules []rule
	for _, f := range decode.Fields(reflect.TypeFor[T]()) {
		longest, _ := strconv.Atoi(f.Tag.Get("max"))
		if needed := f.Tag.Get("needed") != ""; needed || longest > 0 {
			rules = append(rules, rule{f.Path, f.Tag.Get("what"), strconv.Quote(f.Tag.Get("example")), f.Index, needed, longest})
		}
	}
	return rules
}

// checkFields checks what the tags of a record ask. person is the name of the
// member for messages, "" for an organization.
func (l *records) checkFields(e entry, rules []rule, record any, person string) {
	v := reflect.ValueOf(record).Elem()
	for i := range rules {
		r := &rules[i]
		text := textOf(v.FieldByIndex(r.index))
		if r.needed && strings.TrimSpace(text) == "" && e.at.State(r.path) != decode.Bad {
			l.ask(diag.Error, "missing-key", e, r.path, r.path, "缺少"+r.what, "缺少"+r.what, e.at.Ask(r.path, r.sample))
		}
		if r.max == 0 || text == "" {
			continue
		}
		if _, bad := l.glyphs.bad(text); !bad && len(text) <= r.max {
			continue
		}
		what := of(person, r.what)
		if r.path == "name" && utf8.RuneCountInString(text) > r.max {
			what = r.what // the name itself is too long for a message
		}
		l.printed(e, r.path, what, text, r.max)
	}
}

// textOf returns a text, or several as one.
func textOf(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return v.String()
	}
	text := ""
	for i := range v.Len() {
		text += v.Index(i).String()
	}
	return text
}

// of names a value of a member in messages, or the member alone.
func of(person, what string) string {
	if person == "" || what == "" {
		return person + what
	}
	return person + "的" + what
}
