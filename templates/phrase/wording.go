package phrase

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

// Shorthand makes what is written without a table the default.
func (*Choice[T]) Shorthand() string { return "default" }

// Setup is what a branch is and has, as far as wording depends on it.
type Setup struct {
	Community   bool
	NoCommittee bool // without a 支部委员会
	NoGroups    bool // without 党小组
}

// For returns what is said where the setup holds.
func (c *Choice[T]) For(s Setup) T {
	said := &c.Default
	if s.Community && given(&c.Community) {
		said = &c.Community
	}
	if s.NoCommittee && given(&c.NoCommittee) {
		said = &c.NoCommittee
	}
	if s.NoGroups && given(&c.NoGroups) {
		said = &c.NoGroups
	}
	return *said
}

// given reports whether a template gave a value.
func given(v any) bool {
	switch v := v.(type) {
	case *Text:
		return !v.Empty()
	case *[]string:
		return *v != nil
	}
	return false
}
