package templates

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"dangce/config/decode"
	"dangce/config/diag"
)

// changesFile is where a county changes single steps of the charts, so that
// it need not keep whole charts of its own:
//
//	[[change]]
//	step   = "gm3"                 # id of a step, decision or outcome; chart/id where two charts have it
//	when   = "会前5天"              # any of box, text, when … who, pages
//	source = "县规第8条"            # 出处; 本县 by default
//	[change.no_committee]          # wording for branches without a 支委会, where it differs
//	who    = "书记"
//	[change.community]             # likewise for communities, in charts that word it for them
const changesFile = "flow-changes.toml"

// OwnSource is the source of what a county changed without naming one.
const OwnSource = "本县"

// flowChange is one [[change]].
type flowChange struct {
	Step   string `toml:"step,required" example:"gm3"`
	Source string `toml:"source"`
	FlowWording
	NoCommittee *FlowWording `toml:"no_committee"`
	Community   *FlowWording `toml:"community"`
}

// changeFlows reads the county's changes and makes them.
func changeFlows(fsys fs.FS, overlayName string, sources []flowSource, rules *Quorums, out *diag.List) {
	if _, err := fs.Stat(fsys, changesFile); errors.Is(err, fs.ErrNotExist) {
		return
	}
	file := readTOML(fsys, overlayName, changesFile, out)
	if file == nil {
		return
	}
	var list struct {
		Changes []flowChange `toml:"change"`
	}
	file.Bind(&list, out)
	for i := range list.Changes {
		c := &list.Changes[i]
		path := item("change", i)
		if f := chartOf(sources, c.Step, file, path, out); f != nil {
			k := flowChecker{flow: f, file: file, out: out, rules: rules}
			k.change(path, c)
			f.change(c)
		}
	}
}

// chartOf finds the chart with the node that a change names.
func chartOf(sources []flowSource, name string, file *decode.File, path string, out *diag.List) *Flow {
	if name == "" && !file.Has(path+".step") {
		return nil // reported by decode
	}
	chart, id, _ := cutChart(name)
	var found []*Flow
	var near []string
	for _, s := range sources {
		if chart != "" && chart != s.flow.ID {
			continue
		}
		ids := s.flow.nodes()
		if slices.Contains(ids, id) {
			found = append(found, s.flow)
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

// nodes lists the ids of all nodes.
func (f *Flow) nodes() []string {
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
func (c *flowChecker) change(path string, ch *flowChange) {
	c.wording(path, &ch.FlowWording)
	c.quorum(path+".quorum", ch.Quorum)
	c.wordings(path, ch.NoCommittee, ch.Community)
	if len(ch.columns()) == 0 && ch.Box+ch.Text == "" && ch.Pages == nil && ch.Quorum == nil && ch.NoCommittee == nil && ch.Community == nil && ch.Source == "" {
		c.add("flow-empty", path+".step", "没有写改什么", `例：when = "会前5天"`)
	}
}

// columns returns the keys of the columns that a wording names.
func (w *FlowWording) columns() []string {
	var keys []string
	for _, x := range []struct{ key, text string }{{"when", w.When}, {"form", w.Form}, {"procedure", w.Procedure}, {"standard", w.Standard}, {"who", w.Who}} {
		if x.text != "" {
			keys = append(keys, x.key)
		}
	}
	return keys
}

// change makes a change.
func (f *Flow) change(ch *flowChange) {
	_, id, _ := cutChart(ch.Step)
	for i := range f.Steps {
		if s := &f.Steps[i]; s.ID == id {
			ch.apply(&s.Box, &s.FlowCells, nil, &s.NoCommittee, &s.Community)
		}
	}
	for i := range f.Decisions {
		if d := &f.Decisions[i]; d.ID == id {
			ch.apply(&d.Text, &d.FlowCells, &d.Quorum, &d.NoCommittee, &d.Community)
		}
	}
	if o := f.Outcome(id); o != nil {
		ch.apply(&o.Text, &FlowCells{}, nil, new(*FlowWording), new(*FlowWording))
	}
}

// apply changes one node. What the county words anew holds for branches
// without a branch committee and for communities too, in place of the wording
// they had, unless the change words it for them.
func (ch *flowChange) apply(text *string, c *FlowCells, quorum *[]string, noCommittee, community **FlowWording) {
	said := cmp.Or(ch.Box, ch.Text)
	for _, x := range []struct{ dst, said *string }{{text, &said}, {&c.When, &ch.When}, {&c.Form, &ch.Form},
		{&c.Procedure, &ch.Procedure}, {&c.Standard, &ch.Standard}, {&c.Who, &ch.Who}} {
		*x.dst = cmp.Or(*x.said, *x.dst)
	}
	if ch.Pages != nil {
		c.Pages = ch.Pages
	}
	if ch.Quorum != nil && quorum != nil {
		*quorum = ch.Quorum
	}
	for _, x := range []struct {
		of    **FlowWording
		words *FlowWording
	}{{noCommittee, ch.NoCommittee}, {community, ch.Community}} {
		own := FlowWording{}
		if *x.of != nil {
			own = **x.of
		}
		own.drop(&ch.FlowWording)
		own.take(x.words)
		*x.of = &own
	}
	ch.credit(c)
}

// drop leaves out what is said anew.
func (own *FlowWording) drop(anew *FlowWording) {
	if anew.Box+anew.Text != "" {
		own.Box, own.Text = "", ""
	}
	for _, x := range []struct {
		dst  *string
		said string
	}{{&own.When, anew.When}, {&own.Form, anew.Form}, {&own.Procedure, anew.Procedure}, {&own.Standard, anew.Standard}, {&own.Who, anew.Who}} {
		if x.said != "" {
			*x.dst = ""
		}
	}
	if anew.Pages != nil {
		own.Pages = nil
	}
	if anew.Quorum != nil {
		own.Quorum = nil
	}
}

// take lays what w says over the wording.
func (own *FlowWording) take(w *FlowWording) {
	if w == nil {
		return
	}
	for _, x := range []struct {
		dst  *string
		said string
	}{{&own.Box, w.Box}, {&own.Text, w.Text}, {&own.When, w.When}, {&own.Form, w.Form},
		{&own.Procedure, w.Procedure}, {&own.Standard, w.Standard}, {&own.Who, w.Who}} {
		if x.said != "" {
			*x.dst = x.said
		}
	}
	if w.Pages != nil {
		own.Pages = w.Pages
	}
	if w.Quorum != nil {
		own.Quorum = w.Quorum
	}
}

// credit says where the changed columns come from; they are no defaults any
// more.
func (ch *flowChange) credit(c *FlowCells) {
	keys := ch.columns()
	c.Defaults = slices.DeleteFunc(c.Ours(), func(k string) bool { return slices.Contains(keys, k) })
	var titles []string
	for _, k := range keys {
		titles = append(titles, ColumnTitle(k))
	}
	own := OwnSource
	if ch.Source != "" {
		own = ch.Source
	}
	switch said := strings.Join(titles, "、"); {
	case said != "":
		c.Source = strings.TrimPrefix(c.Source+"；"+said+" "+own, "；")
	case ch.Source != "":
		c.Source = ch.Source
	}
}

// ColumnTitle is what the column with a key of FlowCells is called: 时间安排.
func ColumnTitle(key string) string { return columnNames[key] }
