package templates

import (
	"cmp"
	"io/fs"
	"slices"

	"dangce/config/decode"
	"dangce/config/diag"
)

// Flows are the charts of flows/*.toml, and what the county changes in them.
type Flows struct {
	Charts  []*Flow      `toml:"-"` // as their files have them
	Changes []FlowChange `toml:"change"`

	ChangesSource *decode.File `toml:"-"` // nil without a file
}

// LoadFlows reads all flows/*.toml of fsys and checks them, in the order of
// the keys order, then id, and the county's changes. overlayName names the
// county's overlay folder in messages. A chart with errors is returned as far
// as it was read; callers stop on out.Errors. rules are the quorum rules that
// decisions may name; nil skips that check.
func LoadFlows(fsys fs.FS, overlayName string, rules *Quorums, out *diag.List) *Flows {
	flows := new(Flows)
	names, err := fs.Glob(fsys, "flows/*.toml")
	if err != nil || len(names) == 0 {
		out.Add(diag.Finding{Place: diag.Place{File: "flows"}, Code: "no-file", Message: "没有流程图文件", Hint: "恢复 templates/flows 里的文件"})
		return flows
	}
	for _, name := range names {
		if f := readFlow(fsys, overlayName, name, out); f != nil {
			flows.Charts = append(flows.Charts, f)
		}
	}
	slices.SortStableFunc(flows.Charts, func(a, b *Flow) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID))
	})
	checkFlows(flows.Charts, rules, out)
	flows.loadChanges(fsys, overlayName, rules, out)
	return flows
}

func readFlow(fsys fs.FS, overlayName, name string, out *diag.List) *Flow {
	file := readTOML(fsys, overlayName, name, out)
	if file == nil {
		return nil
	}
	f := &Flow{Source: file}
	file.Bind(f, out)
	f.Style = cmp.Or(f.Style, FlowTable)
	f.Phases = PhaseLabels{
		Before: cmp.Or(f.Phases.Before, "会前"),
		During: cmp.Or(f.Phases.During, "会中"),
		After:  cmp.Or(f.Phases.After, "会后"),
	}
	return f
}
