package templates

import (
	"slices"
	"strings"

	"dangce/templates/phrase"
)

// flowNode is a step or a decision: what both have.
type flowNode struct {
	id       string
	number   int // of a step, from 1; 0 for a decision
	phase    Phase
	text     *phrase.Wording
	quorum   *phrase.Choice[[]string]
	cells    *FlowCells
	defaults *[]string
}

// node returns a step as a node.
func (s *Step) node(number int) flowNode {
	return flowNode{s.ID, number, s.Phase, &s.Box, new(phrase.Choice[[]string]), &s.FlowCells, &s.Defaults}
}

// node returns a decision as a node.
func (d *Decision) node() flowNode {
	return flowNode{d.ID, 0, d.Phase, &d.Text, &d.Quorum, &d.FlowCells, &d.Defaults}
}

// nodes returns the steps in file order, each with the decisions after it:
// the rows of the table, and the spine of the chart.
func (f *Flow) nodes() []flowNode {
	nodes := make([]flowNode, 0, len(f.Steps)+len(f.Decisions))
	for i := range f.Steps {
		s := &f.Steps[i]
		nodes = append(nodes, s.node(i+1))
		// Each decision is taken once, so a circle of "after" ends.
		for at, left := s.ID, len(f.Decisions); left > 0; left-- {
			d := f.decisionAfter(at)
			if d == nil {
				break
			}
			nodes = append(nodes, d.node())
			at = d.ID
		}
	}
	return nodes
}

func (f *Flow) decisionAfter(id string) *Decision {
	for i := range f.Decisions {
		if f.Decisions[i].After == id {
			return &f.Decisions[i]
		}
	}
	return nil
}

// Outcome returns the side box with the id, or nil.
func (f *Flow) Outcome(id string) *Outcome {
	for i := range f.Outcomes {
		if f.Outcomes[i].ID == id {
			return &f.Outcomes[i]
		}
	}
	return nil
}

// FlowEdge is a line of the chart. Both ends are ids of the chart; ways to End
// and to other charts have no line.
type FlowEdge struct {
	From, To string
	Label    string // 是, 否 or ""
	Back     bool   // leads up, or back to its own row: a return line
}

// Edges returns the lines in the order of the rows, those of an outcome after
// the decision it belongs to.
func (f *Flow) Edges() []FlowEdge {
	nodes := f.nodes()
	place := make(map[string]int, len(nodes)+len(f.Outcomes))
	for i := range nodes {
		place[nodes[i].id] = i
	}
	var edges []FlowEdge
	add := func(from, to, label string, row int) {
		if to == "" || to == End || strings.Contains(to, "/") {
			return
		}
		i, isRow := place[to]
		edges = append(edges, FlowEdge{from, to, label, isRow && i <= row})
	}
	drawn := map[string]bool{}
	for i := range nodes {
		ways := f.ways(nodes[i].id)
		for _, w := range ways {
			add(nodes[i].id, w.to, w.label, i)
		}
		for _, w := range ways {
			if o := f.Outcome(w.to); o != nil && !drawn[o.ID] {
				drawn[o.ID] = true
				add(o.ID, o.Next, "", i)
			}
		}
	}
	return edges
}

// Ends returns the ways that leave the chart: to End or to another chart. That
// nothing follows the last row is not said.
func (f *Flow) Ends() []FlowEdge {
	var out []FlowEdge
	nodes := f.nodes()
	for i := range nodes {
		for _, w := range f.ways(nodes[i].id) {
			if leaves(w.to) && (w.label != "" || i+1 < len(nodes)) {
				out = append(out, FlowEdge{From: nodes[i].id, To: w.to, Label: w.label})
			}
		}
	}
	for i := range f.Outcomes {
		if o := &f.Outcomes[i]; leaves(o.Next) {
			out = append(out, FlowEdge{From: o.ID, To: o.Next})
		}
	}
	return out
}

// Ways returns where a row leads, with labels 是 and 否; ways of a step to
// the next row are not said. To may be an outcome, End or chart/step.
func (f *Flow) Ways(id string) []FlowEdge {
	if d := f.decision(id); d != nil {
		return []FlowEdge{{From: id, To: d.Yes, Label: "是"}, {From: id, To: d.No, Label: "否"}}
	}
	i := slices.IndexFunc(f.Steps, func(s Step) bool { return s.ID == id })
	if i < 0 || f.Steps[i].Next == "" {
		return nil
	}
	return []FlowEdge{{From: id, To: f.Steps[i].Next}}
}

// way is one line out of a node; to may be "", End or another chart.
type way struct{ to, label string }

// ways returns where a step, decision or outcome leads.
func (f *Flow) ways(id string) []way {
	if d := f.decision(id); d != nil {
		return []way{{d.Yes, "是"}, {d.No, "否"}}
	}
	if o := f.Outcome(id); o != nil {
		return []way{{o.Next, ""}}
	}
	i := slices.IndexFunc(f.Steps, func(s Step) bool { return s.ID == id })
	if i < 0 {
		return nil
	}
	if d := f.decisionAfter(id); d != nil {
		return []way{{d.ID, ""}}
	}
	if next := f.Steps[i].Next; next != "" {
		return []way{{next, ""}}
	}
	if i+1 < len(f.Steps) {
		return []way{{f.Steps[i+1].ID, ""}}
	}
	return []way{{End, ""}}
}

func (f *Flow) decision(id string) *Decision {
	for i := range f.Decisions {
		if f.Decisions[i].ID == id {
			return &f.Decisions[i]
		}
	}
	return nil
}
