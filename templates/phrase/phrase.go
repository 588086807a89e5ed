// Package phrase is text with placeholders: 第{entry.seq}次, cut once when its
// file is read; wording that differs between kinds of branches; and the
// vocabulary of the names that such texts may use.
//
// It is for all packages that fill templates in. It knows no subject: what a
// name means is given by the package that makes the vocabulary. It promises
// that a text without placeholders costs nothing to fill in, that no fault of
// a text is dropped, and that a Vocabulary never changes.
package phrase

import (
	"fmt"
	"strings"
)

// Text is a text of a template, cut at its placeholders. The zero Text is
// empty.
type Text struct {
	raw   string
	parts []part // nil without placeholders
	open  bool   // a brace has no pair
}

// part is a literal or a placeholder.
type part struct {
	literal string
	name    string
}

// New cuts a text at its placeholders.
func New(s string) Text {
	t := Text{raw: s}
	for {
		before, rest, found := strings.Cut(s, "{")
		if !found && t.parts == nil {
			return t
		}
		if before != "" {
			t.parts = append(t.parts, part{literal: before})
		}
		if !found {
			return t
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			t.open = true
			t.parts = append(t.parts, part{literal: "{" + rest})
			return t
		}
		t.parts = append(t.parts, part{name: name})
		s = after
	}
}

// UnmarshalText reads a text. Its faults are found by Vocabulary.Check.
func (t *Text) UnmarshalText(b []byte) error {
	*t = New(string(b))
	return nil
}

// String returns the text as it was written.
func (t Text) String() string { return t.raw }

// Empty reports whether nothing was written.
func (t Text) Empty() bool { return t.raw == "" }

// Constant reports whether the text has no placeholders.
func (t Text) Constant() bool { return t.parts == nil }

// Single returns the name of the placeholder that is the whole text.
func (t Text) Single() (name string, ok bool) {
	if len(t.parts) == 1 && t.parts[0].name != "" {
		return t.parts[0].name, true
	}
	return "", false
}

// Names calls do for each placeholder until it returns false.
func (t Text) Names(do func(name string) bool) {
	for i := range t.parts {
		if p := &t.parts[i]; p.name != "" && !do(p.name) {
			return
		}
	}
}

// Has reports whether the placeholder is in the text.
func (t Text) Has(name string) bool {
	for n := range t.Names {
		if n == name {
			return true
		}
	}
	return false
}

// Fill returns the text with what value gives for each placeholder.
func (t Text) Fill(value func(name string) string) string {
	switch len(t.parts) {
	case 0:
		return t.raw
	case 1:
		if name := t.parts[0].name; name != "" {
			return value(name)
		}
		return t.raw
	}
	var b strings.Builder
	for i := range t.parts {
		if p := &t.parts[i]; p.name != "" {
			b.WriteString(value(p.name))
		} else {
			b.WriteString(p.literal)
		}
	}
	return b.String()
}

// Map returns the text with its literals changed; placeholders stay.
func (t Text) Map(change func(string) string) Text {
	if t.parts == nil {
		t.raw = change(t.raw)
		return t
	}
	var b strings.Builder
	for _, p := range t.parts {
		if p.name != "" {
			b.WriteString("{" + p.name + "}")
		} else {
			b.WriteString(change(p.literal))
		}
	}
	return New(b.String())
}

// Say fills in a sentence of the program from names and their values: "due",
// 12, "held", 11.
func (t Text) Say(pairs ...any) string {
	return t.Fill(func(name string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return fmt.Sprint(pairs[i+1])
			}
		}
		return "{" + name + "}" // never silent
	})
}
