package templates

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// Blanks are the values of the placeholders in a chart's texts.
type Blanks struct {
	County   string // {county}
	ThemeDay int    // {day}, {by-5}
}

// placeholder matches {county}, {day}, {by-5}, {by+5} and whatever else
// stands in braces.
var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// shortestMonth bounds a day of "by": a later one is not in every month.
const shortestMonth = 28

// value returns the text for a placeholder; ok is false if it is unknown.
func (b Blanks) value(name string) (text string, ok bool) {
	switch {
	case name == "{county}":
		return b.County, true
	case name == "{day}":
		return fmt.Sprintf("%d日", b.ThemeDay), true
	case len(name) < len("{by-1}") || name[:len("{by")] != "{by":
		return "", false
	}
	off, err := strconv.Atoi(name[len("{by") : len(name)-1])
	if err != nil || off == 0 || off < -shortestMonth || off > shortestMonth {
		return "", false
	}
	switch day := b.ThemeDay + off; {
	case day < 1:
		return fmt.Sprintf("党日前%d天", -off), true
	case day > shortestMonth:
		return fmt.Sprintf("党日后%d天内", off), true
	default:
		return fmt.Sprintf("%d日前", day), true
	}
}

// fill replaces the known placeholders of text.
func (b Blanks) fill(text string) string {
	return placeholder.ReplaceAllStringFunc(text, func(name string) string {
		if v, ok := b.value(name); ok {
			return v
		}
		return name
	})
}

// Fill returns a copy with the placeholders replaced.
func (f *Flow) Fill(b Blanks) *Flow { return f.mapTexts(b.fill) }

// For returns the chart as a branch reads it: a copy worded for a community,
// or for a branch without a branch committee or groups; f itself where nothing
// differs. It returns nil where the chart does not apply.
func (f *Flow) For(s Setup, r *Roles) *Flow {
	if f.Needs == NeedsCommittee && !s.Committee || f.Needs == NeedsGroups && !s.Groups {
		return nil
	}
	if s.Community != nil && f.Community != nil {
		f = f.inCommunity(s.Community)
	}
	if s.Committee && s.Groups {
		return f
	}
	if s.Committee {
		return f.mapTexts(func(text string) string { return r.Word(text, s) })
	}
	g := f.mapTexts(func(text string) string { return text })
	for i := range g.Steps {
		st := &g.Steps[i]
		st.NoCommittee.apply(r.WithoutCommittee.Apply, &st.Box, &st.FlowCells, nil)
	}
	for i := range g.Decisions {
		d := &g.Decisions[i]
		d.NoCommittee.apply(r.WithoutCommittee.Apply, &d.Text, &d.FlowCells, &d.Quorum)
	}
	for i := range g.Outcomes {
		g.Outcomes[i].Text = r.WithoutCommittee.Apply(g.Outcomes[i].Text)
	}
	if s.Groups {
		return g
	}
	return g.mapTexts(r.WithoutGroups.Apply)
}

// inCommunity returns a copy worded for a community. What stands around the
// steps names laws, so no words are changed in it.
func (f *Flow) inCommunity(words *Rewording) *Flow {
	g := f.mapTexts(words.Apply)
	own := f.Community
	g.Title, g.Subtitle = cmp.Or(own.Title, f.Title), cmp.Or(own.Subtitle, f.Subtitle)
	g.Basis, g.Applies = cmp.Or(own.Basis, f.Basis), cmp.Or(own.Applies, f.Applies)
	same := func(text string) string { return text } // the words are changed already
	for i := range g.Steps {
		s := &g.Steps[i]
		s.Community.apply(same, &s.Box, &s.FlowCells, nil)
	}
	for i := range g.Decisions {
		d := &g.Decisions[i]
		d.Community.apply(same, &d.Text, &d.FlowCells, &d.Quorum)
	}
	return g
}

// apply takes the wording where it says something and rewords the rest. A
// nil wording says nothing.
func (w *FlowWording) apply(reword func(string) string, text *string, c *FlowCells, quorum *[]string) {
	if w == nil {
		w = new(FlowWording)
	}
	take := func(dst *string, own ...string) {
		*dst = cmp.Or(cmp.Or(own...), reword(*dst))
	}
	take(text, w.Box, w.Text)
	take(&c.When, w.When)
	take(&c.Form, w.Form)
	take(&c.Procedure, w.Procedure)
	take(&c.Standard, w.Standard)
	take(&c.Who, w.Who)
	if w.Pages != nil {
		c.Pages = slices.Clone(w.Pages)
	}
	if w.Quorum != nil && quorum != nil {
		*quorum = slices.Clone(w.Quorum)
	}
}

// mapTexts returns a deep copy with fn applied to every printed text. Ids,
// pages and sources stay.
func (f *Flow) mapTexts(fn func(string) string) *Flow {
	g := *f
	apply(fn, &g.Title, &g.Subtitle, &g.Basis, &g.Applies, &g.Liability, &g.Name, &g.Often, &g.Days)
	g.Records = slices.Clone(f.Records)
	g.Steps = slices.Clone(f.Steps)
	for i := range g.Steps {
		s := &g.Steps[i]
		apply(fn, &s.Box)
		s.FlowCells = s.FlowCells.mapTexts(fn)
		s.NoCommittee, s.Community = s.NoCommittee.mapTexts(fn), s.Community.mapTexts(fn)
	}
	g.Decisions = slices.Clone(f.Decisions)
	for i := range g.Decisions {
		d := &g.Decisions[i]
		apply(fn, &d.Text)
		d.Quorum = slices.Clone(d.Quorum)
		d.FlowCells = d.FlowCells.mapTexts(fn)
		d.NoCommittee, d.Community = d.NoCommittee.mapTexts(fn), d.Community.mapTexts(fn)
	}
	g.Outcomes = slices.Clone(f.Outcomes)
	for i := range g.Outcomes {
		apply(fn, &g.Outcomes[i].Text)
	}
	return &g
}

func (c FlowCells) mapTexts(fn func(string) string) FlowCells {
	apply(fn, &c.When, &c.Form, &c.Procedure, &c.Standard, &c.Who)
	c.Pages = slices.Clone(c.Pages)
	c.Defaults = slices.Clone(c.Defaults)
	return c
}

func (w *FlowWording) mapTexts(fn func(string) string) *FlowWording {
	if w == nil {
		return nil
	}
	c := *w
	apply(fn, &c.Box, &c.Text, &c.When, &c.Form, &c.Procedure, &c.Standard, &c.Who)
	return &c
}

func apply(fn func(string) string, texts ...*string) {
	for _, t := range texts {
		*t = fn(*t)
	}
}
