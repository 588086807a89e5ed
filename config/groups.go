package config

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
	"dangce/config/sheet"
)

// groups checks the names of a branch's groups and keeps those that are good.
func (l *records) groups(r *branchEntry) {
	var good []*Group
	for i, g := range r.Groups {
		field := "groups"
		if !r.at.Sheet() {
			field = item(field, i)
		}
		g.Name = strings.TrimSpace(g.Name)
		switch {
		case g.Name == "":
			if r.at.State(field) != decode.Bad {
				l.report(diag.Error, "empty", r.entry, field, "党小组名称是空的", "写上名称，或删去这一项")
			}
		case slices.ContainsFunc(good, func(o *Group) bool { return o.Name == g.Name }):
			l.report(diag.Error, "double-name", r.entry, field, "党小组“"+g.Name+"”写了两遍", "删去一处，或换一个名称")
		default:
			l.printed(r.entry, field, "党小组名称", g.Name, longestPerson)
			good = append(good, g)
		}
	}
	r.Groups = good
}

// joinGroups puts the members into their groups. A branch of a roster that
// lists no groups has those that its members name.
func (l *records) joinGroups(b *branchEntry) {
	if b.at.Sheet() && !b.written("groups") {
		b.Groups = namedGroups(b.members)
	}
	unknown := map[string]bool{} // reported already
	for _, m := range b.members {
		if m.Group == nil {
			continue
		}
		name := strings.TrimSpace(m.Group.Name)
		m.Group = groupOf(b.Groups, name)
		switch {
		case m.Group != nil:
			m.Group.Members = append(m.Group.Members, m.Member)
		case name != "" && !unknown[name]:
			unknown[name] = true
			l.report(diag.Error, "unknown-group", m.entry, "group", "支部没有叫 "+quoted(name)+" 的党小组", groupHint(b, name))
		}
	}
}

// namedGroups are the groups that members name, in the order of their numbers
// and then as they come. Of several ways to write one the first is kept.
func namedGroups(members []memberEntry) []*Group {
	var all []*Group
	for _, m := range members {
		if m.Group == nil || strings.TrimSpace(m.Group.Name) == "" {
			continue
		}
		if name := strings.TrimSpace(m.Group.Name); groupOf(all, name) == nil {
			all = append(all, &Group{Name: name})
		}
	}
	slices.SortStableFunc(all, func(a, b *Group) int {
		return cmp.Compare(orLast(groupNumber(a.Name)), orLast(groupNumber(b.Name)))
	})
	return all
}

// groupOf returns the group of a name, or the one group that the name means:
// 1组 and 第一小组 are 第一党小组.
func groupOf(groups []*Group, name string) *Group {
	var same []*Group
	for _, g := range groups {
		if g.Name == name {
			return g
		}
		if key := groupKey(name); key != "" && groupKey(g.Name) == key {
			same = append(same, g)
		}
	}
	if len(same) == 1 {
		return same[0]
	}
	return nil
}

// groupKey is a group's name as it is compared: its number, or the name
// without the word for a group.
func groupKey(name string) string {
	if n := groupNumber(name); n > 0 {
		return strconv.Itoa(n)
	}
	return bareGroup(name)
}

func bareGroup(name string) string {
	key := strings.Join(strings.Fields(sheet.Fold(name)), "")
	for _, end := range []string{"党小组", "小组", "组"} {
		if s, ok := strings.CutSuffix(key, end); ok {
			return s
		}
	}
	return key
}

// groupNumber is the number of 第一党小组, 一组 or 1组; 0 for other names.
func groupNumber(name string) int {
	s := strings.TrimSuffix(strings.TrimPrefix(bareGroup(name), "第"), "号")
	if n, err := strconv.Atoi(s); err == nil && n > 0 && n < 100 {
		return n
	}
	return numeral(s)
}

// numeral reads 一 to 九十九; 0 for other texts.
func numeral(s string) int {
	const digits = "一二三四五六七八九"
	digit := func(s string) int { return strings.Index(digits, s)/len("一") + 1 }
	tens, ones, ten := strings.Cut(s, "十")
	switch {
	case s == "" || len([]rune(tens)) > 1 || len([]rune(ones)) > 1 || !strings.Contains(digits, tens) || !strings.Contains(digits, ones):
		return 0
	case !ten:
		return digit(tens)
	}
	n := 10
	if tens != "" {
		n = 10 * digit(tens)
	}
	if ones != "" {
		n += digit(ones)
	}
	return n
}

func orLast(n int) int {
	if n == 0 {
		return 1 << 30
	}
	return n
}

func groupHint(b *branchEntry, name string) string {
	if len(b.Groups) == 0 {
		return b.at.Ask("groups", `["`+name+`"]`)
	}
	c := &choice{}
	for _, g := range b.Groups {
		c.words = append(c.words, []string{g.Name})
	}
	return c.hint(name, true)
}
