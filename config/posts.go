package config

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"dangce/config/sheet"
)

// Posts of a branch that rules look for.
const (
	Secretary    = "书记"
	Deputy       = "副书记"
	Organization = "组织委员"
	Publicity    = "宣传委员"
	Discipline   = "纪检委员"
	GroupLeader  = "党小组组长"

	committeePost = "委员" // also what the names of other posts in a branch committee end with
)

// Officers lists the posts of a branch's leadership, in their order. One
// member holds each; only a 副书记 may have colleagues.
func Officers() []string {
	return []string{Secretary, Deputy, Organization, Publicity, Discipline}
}

// InCommittee reports whether a post that is none of the officers' belongs to
// the branch committee: 委员, 青年委员.
func InCommittee(post string) bool { return strings.HasSuffix(post, committeePost) }

// posts that people write in more than one way. Posts are an open list; only
// these are unified, because rules of ours look for them.
var posts = &choice{what: "党内职务", words: [][]string{
	{Secretary, "支部书记", "党支部书记", "支书", "村支书", "村书记", "社区书记"},
	{Deputy, "支部副书记", "党支部副书记", "副支书"},
	{Organization, "支部组织委员"},
	{Publicity, "支部宣传委员"},
	{Discipline, "纪律检查委员", "纪律委员", "支部纪检委员"},
	{committeePost, "支委", "支部委员", "党支部委员", "支委委员", "支委会委员", "支部委员会委员"},
	{GroupLeader, "党小组长", "小组长"},
}}

// Posts are the posts of a member in the Party: 书记, 组织委员, …
type Posts []string

// UnmarshalText reads the posts of a roster's cell.
func (p *Posts) UnmarshalText(text []byte) error {
	*p = readPosts(string(text))
	return nil
}

// UnmarshalTOML reads post = "书记、组织委员" or post = ["书记", "组织委员"].
func (p *Posts) UnmarshalTOML(v any) error {
	bad := errors.New(`post 应为文字或文字的数组，例如 post = "书记" 或 post = ["副书记", "组织委员"]`)
	switch v := v.(type) {
	case string:
		*p = readPosts(v)
	case []any:
		for _, x := range v {
			s, ok := x.(string)
			if !ok {
				return bad
			}
			*p = append(*p, readPosts(s)...)
		}
	default:
		return bad
	}
	return nil
}

// readPosts divides a text into posts: 书记兼组织委员 and 书记（兼组织委员） are two,
// 书　记 is one, 支部委员（组织） is 组织委员. Nothing is left out: what is no
// known post stays as it is written.
func readPosts(text string) []string {
	var all []string
	for _, part := range splitOutside(text, "、，,；;/／\n\r") {
		all = append(all, readPost(part)...)
	}
	for i, p := range all { // 组织、宣传委员
		if topics[p] != "" && slices.ContainsFunc(all[i+1:], func(next string) bool { return InCommittee(next) }) {
			all[i] = topics[p]
		}
	}
	var out []string
	for _, p := range all {
		if p != "" && p != "无" && p != "-" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// topics are the fields of a member of a branch's committee.
var topics = map[string]string{
	"组织": Organization, "宣传": Publicity, "纪检": Discipline, "纪律检查": Discipline, "纪律": Discipline,
	"组": Organization, "宣": Publicity, "纪": Discipline,
}

var (
	inBrackets = regexp.MustCompile(`^([^()（）]+)[(（]([^()（）]+)[)）]$`)
	// held is a post with the name of its branch before it: 东街社区党支部书记.
	held = regexp.MustCompile(`^.*(?:党支部委员会|支部委员会|党支部|支部|支委会|支委)(副?书记|组织委员|宣传委员|纪检委员|纪律检查委员|纪律委员|委员)$|^.*(?:村|社区)(副?书记)$`)
	// notHeld are posts of the League and of other times.
	notHeld = regexp.MustCompile(`团支部|团总支|^(原|前任|曾|离任|拟|后备|名誉|候选)`)
	several = regexp.MustCompile(`^(?:(?:组织|宣传|纪检|纪律检查|纪律|组|宣|纪)(?:委员)?){2,}委员$|^[组宣纪]{2,3}委员$`)
	topic   = regexp.MustCompile(`组织|宣传|纪检|纪律检查|纪律|组|宣|纪`)
)

// readPost reads the text between two separators.
func readPost(s string) []string {
	s = sheet.Tidy(s)
	tight := strings.Join(strings.Fields(s), "")
	if p, ok := knownPost(tight); ok {
		return []string{p}
	}
	if words := splitOutside(s, " "); len(words) > 1 && !slices.ContainsFunc(words, func(w string) bool { return utf8.RuneCountInString(w) < 2 }) {
		return readPosts(strings.Join(words, "、"))
	}
	s = tight
	if m := inBrackets.FindStringSubmatch(s); m != nil {
		return bracketed(m[1], m[2])
	}
	if several.MatchString(s) {
		var all []string
		for _, t := range topic.FindAllString(s, -1) {
			all = append(all, topics[t])
		}
		return all
	}
	for _, and := range []string{"兼任", "兼"} {
		if a, b, found := strings.Cut(s, and); found && utf8.RuneCountInString(b) > 1 && (a != "" || isPost(b)) {
			return append(readPosts(a), readPosts(b)...)
		}
	}
	if a, b, found := strings.Cut(s, "和"); found && isPost(a) && isPost(b) {
		return append(readPosts(a), readPosts(b)...)
	}
	return []string{s}
}

// bracketed reads 支部委员（组织）, 书记（兼纪检委员） and 副书记（主持工作）.
func bracketed(before, inside string) []string {
	all, more := readPosts(before), readPosts(inside)
	if len(all) == 1 && all[0] == committeePost && topics[inside] != "" {
		return []string{topics[inside]}
	}
	return append(all, more...)
}

// knownPost returns the post that a text means, as rules of ours write it.
func knownPost(s string) (string, bool) {
	if p, ok := posts.parse(s); ok {
		return p, true
	}
	if m := held.FindStringSubmatch(s); m != nil && !notHeld.MatchString(s) {
		return posts.parse(m[1] + m[2])
	}
	return s, false
}

// isPost reports a text that is one known post or several.
func isPost(s string) bool {
	all := readPosts(s)
	return len(all) > 0 && !slices.ContainsFunc(all, func(p string) bool { _, ok := posts.parse(p); return !ok })
}

// splitOutside divides a text at marks that stand outside of brackets.
func splitOutside(s, marks string) []string {
	depth := 0
	return strings.FieldsFunc(s, func(r rune) bool {
		switch r {
		case '(', '（':
			depth++
		case ')', '）':
			depth--
		}
		return depth <= 0 && strings.ContainsRune(marks, r)
	})
}
