package phrase

import "reflect"

// Choice is what a template gives plainly, or as a table by condition where
// it differs between branches:
//
//	who = "书记、组织委员"
//	who = { default = "书记、组织委员", no_committee = "书记或其指定的党员" }
//
// Of the conditions that hold, the last in the order of the fields decides.
type Choice[T any] struct {
	Default     T `toml:"default"`
	Community   T `toml:"community"`
	NoCommittee T `toml:"no_committee"`
	NoGroups    T `toml:"no_groups"`
}

// Wording is a text that may differ.
type Wording = Choice[Text]

// Plain is a wording that does not differ.
func Plain(s string) Wording { return Wording{Default: New(s)} }

// Shorthand makes what is written without a table the default.
func (*Choice[T]) Shorthand() string { return Default }

// Varying is a Choice of any type, for those who walk over templates.
type Varying interface {
	// Clear takes away what was given.
	Clear()
}

// Clear takes away what was given.
func (c *Choice[T]) Clear() { *c = Choice[T]{} }

// Setup is what a branch is and has, as far as wording depends on it.
type Setup struct {
	Community   bool
	NoCommittee bool // without a 支部委员会
	NoGroups    bool // without 党小组
}

// conditions are the names of the conditions, in the order of the fields.
var conditions = [...]string{"community", "no_committee", "no_groups"}

// holds lists which conditions hold.
func (s Setup) holds() [len(conditions)]bool {
	return [...]bool{s.Community, s.NoCommittee, s.NoGroups}
}

// Setups calls do for each kind of branch.
func Setups(do func(Setup) bool) {
	for i := range 1 << len(conditions) {
		if !do(Setup{i&1 != 0, i&2 != 0, i&4 != 0}) {
			return
		}
	}
}

// variants are what is given for each condition.
func (c *Choice[T]) variants() [len(conditions)]*T {
	return [...]*T{&c.Community, &c.NoCommittee, &c.NoGroups}
}

// decides returns the condition whose variant is for the setup, or -1.
func (c *Choice[T]) decides(s Setup) int {
	last, variants := -1, c.variants()
	for i, holds := range s.holds() {
		if holds && given(variants[i]) {
			last = i
		}
	}
	return last
}

// For returns what is said where the setup holds.
func (c *Choice[T]) For(s Setup) T {
	if i := c.decides(s); i >= 0 {
		return *c.variants()[i]
	}
	return c.Default
}

// Default is the key of what holds where no condition does.
const Default = "default"

// Each calls do for the default and what is given for each condition, by their
// keys.
func (c *Choice[T]) Each(do func(key string, said T) bool) {
	if !do(Default, c.Default) {
		return
	}
	for i, v := range c.variants() {
		if !do(conditions[i], *v) {
			return
		}
	}
}

// Given reports whether the template gave a default.
func (c *Choice[T]) Given() bool { return given(&c.Default) }

// Any reports whether the template gave anything.
func (c *Choice[T]) Any() bool {
	all := c.Given()
	for _, v := range c.variants() {
		all = all || given(v)
	}
	return all
}

// Change lays a later word over the choice. A new default is for all branches,
// unless the change says something else for some.
func (c *Choice[T]) Change(said *Choice[T]) {
	if said.Given() {
		*c = *said
		return
	}
	dst := c.variants()
	for i, v := range said.variants() {
		if given(v) {
			*dst[i] = *v
		}
	}
}

// Rewrite changes what is given, for each condition.
func (c *Choice[T]) Rewrite(change func(T) T) {
	variants := c.variants()
	for _, v := range append(variants[:], &c.Default) {
		if given(v) {
			*v = change(*v)
		}
	}
}

// given reports whether a template gave a value.
func given(v any) bool {
	switch v := v.(type) {
	case *Text:
		return !v.Empty()
	case *[]string:
		return *v != nil
	}
	return !reflect.ValueOf(v).Elem().IsZero()
}
