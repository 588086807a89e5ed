package templates

import (
	"slices"
	"strings"
)

// FlowRow is a row of the table, and a box or diamond on the spine.
type FlowRow struct {
	ID       string
	Number   int // of a step, from 1; 0 for a decision
	Phase    Phase
	Text     string
	Decision bool
	Quorum   []string
	FlowCells
}

// Rows returns the steps in file order, each with the decisions after it.
func (f *Flow) Rows() []FlowRow {
	rows := make([]FlowRow, 0, len(f.Steps)+len(f.Decisions))
	for i, s := range f.Steps {
		rows = append(rows, FlowRow{ID: s.ID, Number: i + 1, Phase: s.Phase, Text: s.Box, FlowCells: s.FlowCells})
		// Each decision is taken once, so a circle of "after" ends.
		for at, left := s.ID, len(f.Decisions); left > 0; left-- {
			d := f.decisionAfter(at)
			if d == nil {
				break
			}
			rows = append(rows, FlowRow{ID: d.ID, Phase: d.Phase, Text: d.Text, Decision: true, Quorum: d.Quorum, FlowCells: d.FlowCells})
			at = d.ID
		}
	}
	return rows
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
	rows := f.Rows()
	place := make(map[string]int, len(rows)+len(f.Outcomes))
	for i, r := range rows {
		place[r.ID] = i
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
	for i, r := range rows {
		ways := f.ways(r.ID)
		for _, w := range ways {
			add(r.ID, w.to, w.label, i)
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
