package book

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dangce/config"
	"dangce/config/diag"
	"dangce/generator/plan"
	"dangce/templates"
)

// arguments are the words after the colon that repeat and data take, by the
// word before it. A nil list means a whole number. Words that are not here
// are checked elsewhere, or take anything.
var arguments = map[string][]string{
	"plan":    append(templates.ActivityKinds(), string(plan.CommitteeWork), "all", ""),
	"members": {"", "full", "probation", "group"},
	"norms":   {"", "committee", "branch", "member"},
	"times":   nil, "numbers": nil, "matters": nil, "per": nil, "ballots": nil,
	"month": {""}, "quarter": {""}, "half_year": {""}, "group": {""}, "committee": {""},
	"months": {""}, "quarters": {""}, "groups": {""}, "officers": {""}, "branches": {""},
}

// most is the largest number that makes sense after a colon.
const most = 999

// checkArgument checks what follows the colon.
func (s *Set) checkArgument(word, arg, path string, src source, out *diag.List) {
	if word == "quorums" {
		for id := range strings.SplitSeq(arg, ",") {
			if arg != "" && s.Quorums.Rule(id) == nil {
				src.Add(out, diag.Error, "unknown-name", path, fmt.Sprintf("没有法定人数规则 %q", id), "写 quorum.toml 里的 id")
			}
		}
		return
	}
	known, checked := arguments[word]
	switch {
	case !checked || known != nil && slices.Contains(known, arg):
	case known == nil:
		if n, err := strconv.Atoi(arg); err != nil || n < 1 || n > most {
			src.Add(out, diag.Error, "bad-argument", path, fmt.Sprintf("%s: 后面的 %q 应是 1 到 %d 的整数", word, arg, most), "例："+word+":8")
		}
	case len(known) == 1:
		src.Add(out, diag.Error, "bad-argument", path, fmt.Sprintf("%s 后面不写冒号", word), "写成 \""+word+"\"")
	default:
		var names []string
		for _, k := range known {
			if k != "" {
				names = append(names, word+":"+k)
			}
		}
		src.Add(out, diag.Error, "bad-argument", path, fmt.Sprintf("没有 %s:%s", word, arg), "可用："+strings.Join(names, "、"))
	}
}

// bindings are what a book may write as its binding, beside the keys of
// [print] binding.
var bindings = []config.Binding{"", config.Perfect, config.PUR, config.Sewn, config.Saddle, config.Wire}

// checkBinding checks how a book is bound. Counties may bind three books
// differently: their names are bindings too.
func checkBinding(b *templates.Book, out *diag.List) {
	if slices.Contains(bindings, config.Binding(b.Binding)) || slices.Contains([]string{"handbook", "deliberation", "card"}, b.Binding) {
		return
	}
	b.Source.Add(out, diag.Error, "unknown-choice", "binding", fmt.Sprintf("没有 %q 这种装订", b.Binding),
		"可选：saddle 骑马钉、perfect 胶装、pur、sewn 锁线、wire 圈装；散页不写这一行")
}

// checkCodes reports books whose pages would have the same identities.
func (s *Set) checkCodes(out *diag.List) {
	first := map[string]*templates.Book{}
	for _, b := range s.Books {
		if !slices.ContainsFunc(b.Pages, func(p templates.Page) bool { return p.Identity }) {
			continue
		}
		if other := first[b.Code]; other != nil {
			// The county's own book is the one to change.
			if !own(b) {
				b, other = other, b
			}
			b.Source.Add(out, diag.Error, "same-code", "code", fmt.Sprintf("代号 %q 和《%s》的相同，页面识别码会重复", b.Code, other.Title), "换两个别的大写字母")
			continue
		}
		first[b.Code] = b
	}
}
