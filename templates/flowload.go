package templates

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"dangce/config/decode"
	"dangce/config/diag"
)

// LoadFlows reads all flows/*.toml of fsys and checks them, in the order of
// the keys order, then id. overlayName names the county's overlay folder in
// messages. What the county changes in flow-changes.toml is changed in them.
// A chart with errors is returned as far as it was read; callers stop on
// out.Errors. rules are the quorum rules that decisions may name;
// nil skips that check.
func LoadFlows(fsys fs.FS, overlayName string, rules *Quorums, out *diag.List) []*Flow {
	names, err := fs.Glob(fsys, "flows/*.toml")
	if err != nil || len(names) == 0 {
		out.Add(diag.Finding{Place: diag.Place{File: "flows"}, Code: "no-file", Message: "没有流程图文件", Hint: "恢复 templates/flows 里的文件"})
		return nil
	}
	var sources []flowSource
	for _, name := range names {
		if s, ok := readFlow(fsys, overlayName, name, out); ok {
			sources = append(sources, s)
		}
	}
	slices.SortStableFunc(sources, func(a, b flowSource) int {
		return cmp.Or(cmp.Compare(a.flow.Order, b.flow.Order), cmp.Compare(a.flow.ID, b.flow.ID))
	})
	checkFlows(sources, rules, out)
	changeFlows(fsys, overlayName, sources, rules, out)
	flows := make([]*Flow, len(sources))
	for i, s := range sources {
		flows[i] = s.flow
	}
	return flows
}

// flowSource is a chart with the file it came from, for places.
type flowSource struct {
	flow *Flow
	file *decode.File
}

func readFlow(fsys fs.FS, overlayName, name string, out *diag.List) (flowSource, bool) {
	file := readTOML(fsys, overlayName, name, out)
	if file == nil {
		return flowSource{}, false
	}
	f := &Flow{Source: file}
	file.Bind(f, out)
	f.Style = cmp.Or(f.Style, FlowTable)
	f.Phases = PhaseLabels{
		Before: cmp.Or(f.Phases.Before, "会前"),
		During: cmp.Or(f.Phases.During, "会中"),
		After:  cmp.Or(f.Phases.After, "会后"),
	}
	return flowSource{f, file}, true
}

// readTOML parses one template; nil after a finding.
func readTOML(fsys fs.FS, overlayName, name string, out *diag.List) *decode.File {
	shown := Origin(fsys, overlayName, name)
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		message := "读不了这个文件：" + err.Error()
		if errors.Is(err, fs.ErrNotExist) {
			message = "没有这个文件：" + path.Base(name)
		}
		out.Add(diag.Finding{Place: diag.Place{File: shown}, Code: "no-file", Message: message, Hint: "恢复这个文件，或删去覆盖它的文件"})
		return nil
	}
	return decode.Parse(shown, data, out)
}

// item is the path of the i-th element of a list.
func item(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }
