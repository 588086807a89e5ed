package phrase

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"dangce/config/decode"
)

// Needs is a set of things that must be in scope for a name to mean
// something: a branch, a member, a month. Which bit is which is up to the
// package that makes the vocabulary.
type Needs uint64

// Entry is a name of a vocabulary: what must be in scope, and what it means
// there.
type Entry[T any] struct {
	Needs Needs
	Means T
}

// Vocabulary is a set of names. It is not changed after NewVocabulary and
// serves several goroutines.
type Vocabulary[T any] struct {
	what    string // 占位符, 条件: what messages call one of the names
	guide   string // where all names are explained
	entries map[string]Entry[T]
	names   []string // sorted
}

// NewVocabulary makes a vocabulary. A name given twice is a mistake of the
// program and panics.
func NewVocabulary[T any](what, guide string, groups ...map[string]Entry[T]) *Vocabulary[T] {
	v := &Vocabulary[T]{what: what, guide: guide, entries: map[string]Entry[T]{}}
	for _, g := range groups {
		for name, e := range g {
			if _, twice := v.entries[name]; twice {
				panic("phrase: two meanings of " + name)
			}
			v.entries[name] = e
		}
	}
	v.names = slices.Sorted(maps.Keys(v.entries))
	return v
}

// Get returns what a name means.
func (v *Vocabulary[T]) Get(name string) (Entry[T], bool) {
	e, ok := v.entries[name]
	return e, ok
}

// Names returns all names, sorted.
func (v *Vocabulary[T]) Names() []string { return slices.Clone(v.names) }

// Fault is what is wrong with a text or a name, and what to do about it.
type Fault struct{ Code, Message, Hint string }

// Check returns the first fault of a text: a brace without its pair or of
// full width, a placeholder that does not exist, one that has nothing to be
// about in a scope with these things. missing words what a name lacks.
func (v *Vocabulary[T]) Check(t Text, in Needs, missing func(Needs) string) *Fault {
	if strings.ContainsAny(t.raw, "｛｝") {
		return &Fault{"full-width", "花括号是全角的，会照样印出来", "切换到英文输入法，写成 {branch.name} 这样"}
	}
	for name := range t.Names {
		if f := v.CheckName(name, in, missing); f != nil {
			f.Code = "unknown-placeholder"
			if _, known := v.entries[name]; known {
				f.Code = "misplaced-placeholder"
			}
			return f
		}
	}
	if t.open {
		return &Fault{"unknown-placeholder", "花括号 { 没有配对的 }", "在花括号里写占位符的名字，例如 {branch.name}"}
	}
	return nil
}

// CheckName returns what is wrong with a name in a scope, or nil.
func (v *Vocabulary[T]) CheckName(name string, in Needs, missing func(Needs) string) *Fault {
	e, ok := v.entries[name]
	switch {
	case !ok:
		return &Fault{"unknown-name", fmt.Sprintf("没有%s %s", v.what, v.show(name)), v.hint(name)}
	case e.Needs&^in != 0:
		return &Fault{"misplaced-name", fmt.Sprintf("%s %s 在这里没有内容可填", v.what, v.show(name)), missing(e.Needs &^ in)}
	}
	return nil
}

// show writes a name as templates do.
func (v *Vocabulary[T]) show(name string) string {
	if v.what == Placeholder {
		return "{" + name + "}"
	}
	return fmt.Sprintf("%q", name)
}

// Placeholder is what messages call the names in braces.
const Placeholder = "占位符"

// fewNames is how many names a hint can list.
const fewNames = 24

// hint names the known name that was probably meant, or those about the same
// thing, or where all of them are explained.
func (v *Vocabulary[T]) hint(name string) string {
	about, last, dotted := strings.Cut(name, ".")
	var same []string
	for _, n := range v.names {
		if group, rest, ok := strings.Cut(n, "."); ok && dotted && group == about {
			same = append(same, rest)
		}
	}
	if len(same) > 0 {
		if near := decode.Nearest(last, same); near != "" {
			return "是不是 {" + about + "." + near + "}？"
		}
		// Parts of parts, as member.dues.base, are left to the guide.
		same = slices.DeleteFunc(same, func(n string) bool { return strings.Contains(n, ".") })
		if len(same) <= fewNames {
			return "可用：{" + about + "." + strings.Join(same, "}、{"+about+".") + "}"
		}
		return v.guide
	}
	names := slices.DeleteFunc(v.Names(), func(n string) bool { return n == "" })
	switch near := decode.Nearest(name, names); {
	case near != "" && v.what == Placeholder:
		return "是不是 {" + near + "}？"
	case near != "":
		return "是不是 " + near + "？" + v.guide
	case v.what == Placeholder:
		return "占位符是英文名字，例如 {branch.name}；" + v.guide
	case len(names) <= fewNames:
		return "可用：" + strings.Join(names, "、")
	}
	return v.guide
}
