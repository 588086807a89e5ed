package templates

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"dangce/config/diag"
	"dangce/templates/phrase"
)

// changesFile is where a county changes single steps of the charts, so that
// it need not keep whole charts of its own:
//
//	[[change]]
//	step   = "gm3"                 # id of a step, decision or outcome; chart/id where two charts have it
//	when   = "会前5天"              # any of box, text, when … who, pages, quorum
//	source = "县规§8"              # 出处, a name of sources.toml; 本县规定 by default
//
// What a county says plainly holds for all branches, in place of what the
// chart says for some; who = { no_committee = "书记" } changes that alone.
const changesFile = "flow-changes.toml"

// FlowChange is one [[change]].
type FlowChange struct {
	Step string         `toml:"step,required" example:"gm3"`
	Box  phrase.Wording `toml:"box" most:"14"`
	Text phrase.Wording `toml:"text" most:"14"` // as Box
	FlowCells
	Quorum phrase.Choice[[]string] `toml:"quorum"`

	chart string // the id of the chart that has the step; "" with a finding
}

// said returns the text of the box.
func (ch *FlowChange) said() *phrase.Wording {
	if ch.Box.Any() {
		return &ch.Box
	}
	return &ch.Text
}

// loadChanges reads and checks the county's changes.
func (f *Flows) loadChanges(fsys fs.FS, overlayName string, rules *Quorums, out *diag.List) {
	if _, err := fs.Stat(fsys, changesFile); errors.Is(err, fs.ErrNotExist) {
		return
	}
	f.ChangesSource = readTOML(fsys, overlayName, changesFile, out)
	if f.ChangesSource == nil {
		return
	}
	f.ChangesSource.Bind(f, out)
	for i := range f.Changes {
		ch, path := &f.Changes[i], item("change", i)
		if flow := f.chartOf(ch.Step, path, out); flow != nil {
			ch.chart = flow.ID
			k := flowChecker{flow: flow, file: f.ChangesSource, out: out, rules: rules}
			k.change(path, ch)
		}
	}
}

// Changed returns the charts with the county's changes made.
func (f *Flows) Changed() []*Flow {
	charts := slices.Clone(f.Charts)
	for i, flow := range charts {
		for k := range f.Changes {
			if f.Changes[k].chart == flow.ID {
				charts[i] = charts[i].changed(&f.Changes[k])
			}
		}
	}
	return charts
}

// chartOf finds the chart with the node that a change names.
func (f *Flows) chartOf(name, path string, out *diag.List) *Flow {
	file := f.ChangesSource
	if name == "" && !file.Given(path+".step") {
		return nil // reported by decode
	}
	chart, id, _ := cutChart(name)
	var found []*Flow
	var near []string
	for _, flow := range f.Charts {
		if chart != "" && chart != flow.ID {
			continue
		}
		ids := flow.ids()
		if slices.Contains(ids, id) {
			found = append(found, flow)
		}
		for _, x := range ids {
			if series(x) == series(id) {
				near = append(near, x)
			}
		}
	}
	hint := "编号在《流程责任清单》的“编号”一列"
	switch {
	case len(found) == 1:
		return found[0]
	case len(found) > 1:
		file.Add(out, diag.Error, "flow-change", path+".step", "有 "+found[0].ID+"、"+found[1].ID+" 几张图都有 "+id, "写明是哪张图，例如 "+found[0].ID+"/"+id)
		return nil
	case len(near) > 0:
		hint = "有 " + strings.Join(near, "、")
	}
	file.Add(out, diag.Error, "flow-unknown-id", path+".step", "流程图里没有步骤 "+name, hint)
	return nil
}

// cutChart parts chart/id.
func cutChart(name string) (chart, id string, ok bool) {
	if chart, id, ok = strings.Cut(name, "/"); ok {
		return chart, id, true
	}
	return "", name, false
}

// series is what the ids of a chart begin with: gm of gm12 and gm-d1.
func series(id string) string {
	if i := strings.IndexAny(id, "-0123456789"); i >= 0 {
		return id[:i]
	}
	return id
}

// ids lists the ids of all steps, decisions and outcomes.
func (f *Flow) ids() []string {
	var ids []string
	for i := range f.Steps {
		ids = append(ids, f.Steps[i].ID)
	}
	for i := range f.Decisions {
		ids = append(ids, f.Decisions[i].ID)
	}
	for i := range f.Outcomes {
		ids = append(ids, f.Outcomes[i].ID)
	}
	return ids
}

// change checks a change like the rows of a chart.
func (c *flowChecker) change(path string, ch *FlowChange) {
	for _, x := range []column{{"box", &ch.Box}, {"text", &ch.Text}} {
		if c.file.Has(path + "." + x.key) {
			c.text(path, x.key, x.text, false)
		}
	}
	c.cells(path, &ch.FlowCells, false)
	c.quorum(path+".quorum", &ch.Quorum)
	says := slices.ContainsFunc(ch.columns(), func(x column) bool { return x.text.Any() })
	if !says && !ch.said().Any() && !ch.Pages.Any() && !ch.Quorum.Any() && !ch.Source.Any() {
		c.add("flow-empty", path+".step", "没有写改什么", `例：when = "会前5天"`)
	}
}

// changed returns a copy of the chart with a change made.
func (f *Flow) changed(ch *FlowChange) *Flow {
	g := *f
	g.Steps, g.Decisions, g.Outcomes = slices.Clone(f.Steps), slices.Clone(f.Decisions), slices.Clone(f.Outcomes)
	_, id, _ := cutChart(ch.Step)
	for _, n := range g.nodes() {
		if n.id == id {
			ch.apply(&n)
		}
	}
	for i := range g.Outcomes {
		if g.Outcomes[i].ID == id {
			g.Outcomes[i].Text.Change(ch.said())
		}
	}
	return &g
}

// apply changes one row. What changed comes from the county, and is no default
// of ours any more.
func (ch *FlowChange) apply(n *flowNode) {
	ours, titles := n.ours(), []string{}
	old := n.cells.columns()
	for i, x := range ch.columns() {
		if old[i].text.Change(x.text); x.text.Given() {
			titles = append(titles, ColumnTitle(x.key))
			ours = slices.DeleteFunc(ours, func(k string) bool { return k == x.key })
		}
	}
	n.text.Change(ch.said())
	n.cells.Pages.Change(&ch.Pages)
	n.quorum.Change(&ch.Quorum)
	*n.defaults = ours
	switch said := strings.Join(titles, "、"); {
	case said != "":
		own := "；" + Cited(said) + "：" + cmp.Or(ch.Source.Default, CountyOwn)
		n.cells.Source.Rewrite(func(c Cited) Cited { return c + own })
	default:
		n.cells.Source.Change(&ch.Source)
	}
}
