package config

import (
	"strings"
	"unicode/utf8"
)

// In rosters people leave out, or add, the words that all names have: 枣树村,
// 枣树村支部, 中共枣树村支部委员会 and 乔庄镇枣树村党支部 are one branch. The core of a
// name is what is left without them; the first end that fits is taken off.
var (
	branchEnds    = []string{"联合党支部委员会", "联合支部委员会", "党支部委员会", "支部委员会", "联合党支部", "联合支部", "党支部", "支部"}
	committeeEnds = []string{"党总支委员会", "总支部委员会", "党委会", "工作委员会", "委员会", "党工委", "党总支", "总支部", "总支", "党委", "工委"}
)

// core returns the core of a name, folded; "" when less than two characters
// are left, which may be anything.
func core(name string, ends []string) string {
	s := strings.TrimPrefix(folded(name), "中共")
	for _, end := range ends {
		if rest, ok := strings.CutSuffix(s, end); ok {
			s = rest
			break
		}
	}
	if utf8.RuneCountInString(s) < 2 {
		return ""
	}
	return s
}

// cores lists what a full name and a short name may be cut down to: both
// cores, and with the places before it that the full name has, 乔庄镇枣树村 of
// 中共青川县乔庄镇枣树村支部委员会.
func cores(name, short string, ends []string) []string {
	full, brief := core(name, ends), core(short, ends)
	var all []string
	if brief != "" {
		all = append(all, brief)
	}
	if full == "" || full == brief {
		return all
	}
	if before, ok := strings.CutSuffix(full, brief); ok && brief != "" {
		for i := range before {
			if i > 0 {
				all = append(all, before[i:]+brief)
			}
		}
	}
	return append(all, full)
}

// bareCode is a code of digits without the zeros before it, which Excel drops
// from number cells; "" for other codes.
func bareCode(code string) string {
	if code == "" || strings.Trim(code, "0123456789") != "" {
		return ""
	}
	return strings.TrimLeft(code, "0")
}

// committeeNames finds committees by code, name and short name.
type committeeNames struct {
	exact map[string]*Committee
	loose map[string][]*Committee // by core and bare code, for rosters
}

// add makes a committee known. Of two with the same name, the first counts.
func (n *committeeNames) add(c *Committee) {
	for _, key := range []string{c.Code, c.Name, c.Short} {
		if key = strings.ToLower(key); key != "" && n.exact[key] == nil {
			n.exact[key] = c
		}
	}
	for _, key := range append(cores(c.Name, c.Short, committeeEnds), bareCode(c.Code)) {
		if key != "" {
			n.loose[key] = append(n.loose[key], c)
		}
	}
}

// find returns the committee that a record names, or nil. In a roster, its
// core or bare code will do where no other committee has the same.
func (n *committeeNames) find(name string, at origin) *Committee {
	if c := n.exact[strings.ToLower(name)]; c != nil || name == "" || !at.Sheet() {
		return c
	}
	for _, key := range []string{core(name, committeeEnds), bareCode(name)} {
		if found := n.loose[key]; key != "" && len(found) == 1 {
			return found[0]
		}
	}
	return nil
}
