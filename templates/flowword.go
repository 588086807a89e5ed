package templates

import (
	"slices"

	"dangce/templates/phrase"
)

// Chart is a flowchart as its readers have it before them: worded for one kind
// of branch, its placeholders filled in. Ids and lines are those of the Flow.
type Chart struct {
	*Flow
	Title, Subtitle, Basis, Applies, Liability string
	Name                                       string // in overviews
	Often, Days                                string
	Rows                                       []FlowRow
	Asides                                     []string // texts of the Outcomes
}

// FlowRow is a row of the table, and a box or diamond on the spine.
type FlowRow struct {
	ID       string
	Number   int // of a step, from 1; 0 for a decision
	Phase    Phase
	Text     string
	Decision bool
	Quorum   []string

	When, Form, Procedure, Standard, Who string

	Pages  []string
	Source Cited
	Ours   []string // keys of the columns whose wording is a default of ours
}

// Aside returns the text of a side box, and where it leads.
func (c *Chart) Aside(id string) (text, next string, ok bool) {
	for i := range c.Outcomes {
		if o := &c.Outcomes[i]; o.ID == id {
			return c.Asides[i], o.Next, true
		}
	}
	return "", "", false
}

// For returns the chart as branches of a kind read it, or nil where it does
// not apply to them. fill fills in the placeholders of a text.
func (f *Flow) For(s phrase.Setup, words *phrase.Words, fill func(phrase.Text) string) *Chart {
	if f.Needs == NeedsCommittee && s.NoCommittee || f.Needs == NeedsGroups && s.NoGroups {
		return nil
	}
	head := func(w *phrase.Wording) string { return fill(w.For(s)) }
	said := func(w *phrase.Wording) string { return fill(words.For(w, s)) }
	c := &Chart{Flow: f, Title: head(&f.Title), Subtitle: head(&f.Subtitle), Basis: head(&f.Basis), Applies: head(&f.Applies),
		Liability: head(&f.Liability), Name: head(&f.Name), Often: head(&f.Often), Days: head(&f.Days)}
	if c.Name == "" {
		c.Name = c.Title
	}
	for _, n := range f.nodes() {
		c.Rows = append(c.Rows, FlowRow{ID: n.id, Number: n.number, Phase: n.phase, Text: said(n.text), Decision: n.number == 0, Quorum: n.quorum.For(s),
			When: said(&n.cells.When), Form: said(&n.cells.Form), Procedure: said(&n.cells.Procedure), Standard: said(&n.cells.Standard), Who: said(&n.cells.Who),
			Pages: n.cells.Pages.For(s), Source: n.cells.Source.For(s), Ours: n.ours()})
	}
	for i := range f.Outcomes {
		c.Asides = append(c.Asides, said(&f.Outcomes[i].Text))
	}
	return c
}

// ours lists the keys of the columns whose wording is a default of ours: all
// of them where the whole row is.
func (n *flowNode) ours() []string {
	if !n.cells.Source.Default.Ours() {
		return slices.Clone(*n.defaults)
	}
	var keys []string
	for _, c := range n.cells.columns() {
		keys = append(keys, c.key)
	}
	return keys
}
